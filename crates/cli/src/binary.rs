//! Traces (`.etl`) and event logs (`.evtx`) to the texts that are read in their place, and the formats (`.tmf`) that the
//! texts of old traces lie in.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use events::{Decoder, Kind};
use logfile::{Binary, MOST_FORMATS, TOO_MANY_FORMATS, is_formats};

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

/// The formats of messages that are known: the `.tmf` files that were given, one after the other, up to a limit.
#[derive(Default)]
pub(crate) struct Formats(Vec<u8>);

impl Formats {
    /// Those in these files; `refuse` is told of each that is not read, and why.
    pub(crate) fn of(files: &[FoundFile], mut refuse: impl FnMut(&FoundFile, String)) -> Self {
        let mut formats = Self::default();
        for found in files.iter().filter(|found| is_formats(&found.dropped.name)) {
            match formats.read(&found.place) {
                Ok(true) => {}
                Ok(false) => refuse(found, TOO_MANY_FORMATS.to_owned()),
                Err(error) => refuse(found, format!("It cannot be read: {error}.")),
            }
        }
        formats
    }

    /// Reads a file no further than there is room for it; whether there was.
    fn read(&mut self, place: &Path) -> std::io::Result<bool> {
        let room = self.room() as u64;
        let file = File::open(place)?;
        if file.metadata()?.len() > room {
            return Ok(false);
        }
        let mut bytes = Vec::new();
        file.take(room + 1).read_to_end(&mut bytes)?;
        Ok(self.add(&bytes))
    }

    /// Adds those of one file, if there is room for them.
    pub(crate) fn add(&mut self, bytes: &[u8]) -> bool {
        let has_room = bytes.len() <= self.room();
        if has_room {
            self.0.extend_from_slice(bytes);
            self.0.push(b'\n');
        }
        has_room
    }

    /// How many bytes one more file may have.
    pub(crate) fn room(&self) -> usize {
        MOST_FORMATS.saturating_sub(self.0.len() + 1)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}
