//! Traces (`.etl`) and event logs (`.evtx`) on disk to their texts.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use events::{Decoder, Kind};
use ingest::TraceFormats;
use logfile::{Binary, TOO_MANY_FORMATS, is_formats};

use crate::files::FoundFile;

/// This many bytes at the start of a file show whether it is an archive, a trace or an event log.
const HEAD: u64 = 80;

/// Bytes handed on at once.
const PIECE: usize = 1024 * 1024;

/// The first bytes of a file on disk, by which its kind is recognized; empty if it cannot be read.
pub(crate) fn head(place: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    match File::open(place).and_then(|file| file.take(HEAD).read_to_end(&mut head)) {
        Ok(_) => head,
        Err(_) => Vec::new(),
    }
}

/// The kind of binary log that starts with these bytes, if any.
pub(crate) fn kind(bytes: &[u8]) -> Option<Kind> {
    logfile::binary(bytes).map(kind_of)
}

/// The same as `events` calls it.
pub(crate) fn kind_of(kind: Binary) -> Kind {
    match kind {
        Binary::Trace => Kind::Trace,
        Binary::EventLog => Kind::EventLog,
    }
}

/// The text of a file on disk.
pub(crate) fn text(kind: Kind, formats: &[u8], place: &Path) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(place)?;
    let mut decoder = Decoder::new(kind, formats);
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(decoder.finish()),
            length => decoder.push(piece.get(..length).unwrap_or_default()),
        }
    }
}

/// The message formats in these files; `refuse` receives each file that is not read, and why.
pub(crate) fn formats(files: &[FoundFile], mut refuse: impl FnMut(&FoundFile, String)) -> TraceFormats {
    let mut formats = TraceFormats::default();
    for found in files.iter().filter(|found| is_formats(&found.meta.name)) {
        match add_formats(&mut formats, &found.place) {
            Ok(true) => {}
            Ok(false) => refuse(found, TOO_MANY_FORMATS.to_owned()),
            Err(error) => refuse(found, format!("It cannot be read: {error}.")),
        }
    }
    formats
}

/// Reads a file if there is room for it; returns whether there was.
fn add_formats(formats: &mut TraceFormats, place: &Path) -> std::io::Result<bool> {
    let room = formats.room();
    let file = File::open(place)?;
    if file.metadata()?.len() > room {
        return Ok(false);
    }
    let mut text = Vec::new();
    file.take(room + 1).read_to_end(&mut text)?;
    Ok(formats.add(&text))
}
