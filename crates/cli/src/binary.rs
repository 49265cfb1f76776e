//! Traces (`.etl`) and event logs (`.evtx`) to the texts that are read in their place, and the formats (`.tmf`) that the
//! texts of old traces lie in.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use events::{Decoder, Kind};
use logfile::{Binary, MOST_FORMATS, is_formats};

use crate::files::FoundFile;

/// How much of a file tells whether it is an archive, a trace or an event log.
const HEAD: u64 = 80;

/// Bytes handed on at once.
const PIECE: usize = 1024 * 1024;

/// The first bytes of a file on disk, by which its kind is told; nothing where it cannot be read.
pub(crate) fn head(place: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    match File::open(place).and_then(|file| file.take(HEAD).read_to_end(&mut head)) {
        Ok(_) => head,
        Err(_) => Vec::new(),
    }
}

/// What kind of binary log these bytes begin; none where they begin none.
pub(crate) fn kind(bytes: &[u8]) -> Option<Kind> {
    Some(match logfile::binary(bytes)? {
        Binary::Trace => Kind::Trace,
        Binary::EventLog => Kind::EventLog,
    })
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

/// The formats in these files, one after the other.
pub(crate) fn formats<'f>(files: impl Iterator<Item = &'f FoundFile>) -> Vec<u8> {
    let mut formats = Vec::new();
    for found in files.filter(|found| is_formats(&found.dropped.name)) {
        if let Ok(bytes) = std::fs::read(&found.place) {
            add_formats(&mut formats, &bytes);
        }
    }
    formats
}

/// Adds the formats of one file.
pub(crate) fn add_formats(formats: &mut Vec<u8>, bytes: &[u8]) {
    if formats.len() + bytes.len() < MOST_FORMATS {
        formats.extend_from_slice(bytes);
        formats.push(b'\n');
    }
}
