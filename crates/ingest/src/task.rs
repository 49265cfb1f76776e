//! A file that is being read: what it was recognized as, and how far it is read.

use archive::{ArchiveMember, UnpackError, Unpacker};
use logfile::Binary;
use report::FileMeta;

use crate::host::{Body, Decode};

/// A file that is being read.
pub(crate) struct Task {
    pub(crate) file: FileMeta,
    /// Its bytes; for a decoded text, the size of `file` is that of the text.
    pub(crate) body: Body,
    /// The number of archives it is in, plus one.
    pub(crate) depth: u32,
    /// Its error, as found in the archive it came from.
    pub(crate) damage: Option<UnpackError>,
    /// Whether it is read again because formats arrived: until its text is available, the earlier result stays.
    pub(crate) is_again: bool,
    /// Whether it began like a saved report, and is none.
    pub(crate) is_no_report: bool,
    pub(crate) stage: Stage,
}

impl Task {
    /// A file that is not read yet.
    pub(crate) fn new(file: FileMeta, body: Body, depth: u32) -> Self {
        let stage = Stage::Start { tail: None };
        Self { file, body, depth, damage: None, is_again: false, is_no_report: false, stage }
    }
}

/// How a file is processed.
pub(crate) enum Stage {
    /// It is not recognized yet; holds its tail, if that is not part of its first block.
    Start { tail: Option<Vec<u8>> },
    /// It is a log, passed to the sink up to `read`.
    Log { read: u64 },
    /// It is a trace or an event log, decoded up to `read`.
    Decode { decoder: Box<dyn Decode>, kind: Binary, read: u64 },
    /// It is a `.tmf` file; holds what was read of it.
    Formats { text: Vec<u8> },
    /// It may be a saved report; holds what was read of it.
    SavedReport { json: Vec<u8> },
    /// It is an archive.
    Archive(Box<Unpacking>),
}

/// An archive that is being unpacked.
pub(crate) struct Unpacking {
    pub(crate) unpacker: Unpacker,
    /// The folder of its members.
    pub(crate) base: String,
    /// The member that is being unpacked.
    pub(crate) member: Option<Arriving>,
}

/// A member that is being unpacked.
pub(crate) struct Arriving {
    /// As the archive describes it.
    pub(crate) member: ArchiveMember,
    /// Its number.
    pub(crate) file: u32,
    /// Bytes unpacked so far.
    pub(crate) stored: u64,
    /// Why it is not stored.
    pub(crate) refused: Option<&'static str>,
}

impl Arriving {
    /// The metadata of the member as a file.
    pub(crate) fn meta(&self) -> FileMeta {
        FileMeta {
            file: self.file,
            name: self.member.name.clone(),
            path: self.member.path.clone(),
            size: self.stored,
            modified: self.member.modified,
            whole_folder: self.member.whole_folder,
        }
    }
}
