//! A file that the user added or that the engine found in an archive, with its progress.

use report::{FileMeta, FileProgress};

/// An added file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GivenFile {
    /// The data that the engine receives; for an archive member, the data from the engine.
    pub meta: FileMeta,
    /// The archive that contains it.
    pub parent: Option<u32>,
    /// Bytes read so far.
    pub read: u64,
    /// The status.
    pub status: FileStatus,
}

/// The status of a file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FileStatus {
    /// It is waiting.
    Waiting,
    /// It is being read.
    Reading,
    /// It was read completely.
    Read,
    /// Reading was cancelled before its end; the lines before that are used.
    Cut,
    /// The engine could not read it, for this reason.
    Refused(String),
    /// The engine crashed on it: another engine was started without it.
    LeftOut(String),
}

impl GivenFile {
    /// A waiting file.
    pub(crate) fn new(meta: FileMeta) -> Self {
        Self { meta, parent: None, read: 0, status: FileStatus::Waiting }
    }

    /// An archive member.
    pub(super) fn member(progress: &FileProgress) -> Self {
        let &FileProgress { file, parent, size, .. } = progress;
        let (name, path) = (progress.name.clone(), String::new());
        let meta = FileMeta { file, name, path, size, modified: None, whole_folder: false };
        Self { parent, ..Self::new(meta) }
    }

    /// Updates the progress from the engine.
    pub(crate) fn progress(&mut self, progress: FileProgress) {
        (self.read, self.meta.size) = (progress.read, progress.size);
        self.status = match (progress.problem, progress.done) {
            (Some(problem), _) => FileStatus::Refused(problem),
            (None, true) => FileStatus::Read,
            // A file that is read again stays open in the viewer.
            (None, false) if progress.read > 0 || self.status != FileStatus::Waiting => FileStatus::Reading,
            (None, false) => FileStatus::Waiting,
        };
    }

    /// The bytes that were read of it.
    pub(super) fn bytes_read(&self) -> u64 {
        if self.status == FileStatus::Read { self.meta.size } else { self.read }
    }

    /// Whether the file cannot be read at all.
    pub(crate) fn is_unreadable(&self) -> bool {
        matches!(self.status, FileStatus::Refused(_) | FileStatus::LeftOut(_))
    }

    /// Whether the file is not completely read yet.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.status, FileStatus::Waiting | FileStatus::Reading)
    }
}
