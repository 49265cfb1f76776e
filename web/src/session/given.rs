//! A file that was given, or that the engine found in an archive, and how far it is.

use report::{FileMeta, FileProgress};

/// A file that was given.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GivenFile {
    /// What the engine is told of it; of what came out of an archive, what the engine told.
    pub meta: FileMeta,
    /// The archive it came out of.
    pub parent: Option<u32>,
    /// Bytes read so far.
    pub read: u64,
    /// Where it stands.
    pub status: FileStatus,
}

/// Where a file stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FileStatus {
    /// Its turn has not come.
    Waiting,
    /// It is being read.
    Reading,
    /// It was read to its end.
    Read,
    /// Reading was cancelled before its end; what was read counts.
    Cut,
    /// The engine could not read it, for this reason.
    Refused(String),
    /// The engine ended over it: another one was started without it.
    LeftOut(String),
}

impl GivenFile {
    /// A file whose turn has not come.
    pub(crate) fn new(meta: FileMeta) -> Self {
        Self { meta, parent: None, read: 0, status: FileStatus::Waiting }
    }

    /// What came out of an archive.
    pub(super) fn member(progress: &FileProgress) -> Self {
        let &FileProgress { file, parent, size, .. } = progress;
        let (name, path) = (progress.name.clone(), String::new());
        let meta = FileMeta { file, name, path, size, modified: None, whole_folder: false };
        Self { parent, ..Self::new(meta) }
    }

    /// Takes what the engine tells of it.
    pub(crate) fn progress(&mut self, progress: FileProgress) {
        (self.read, self.meta.size) = (progress.read, progress.size);
        self.status = match (progress.problem, progress.done) {
            (Some(problem), _) => FileStatus::Refused(problem),
            (None, true) => FileStatus::Read,
            (None, false) if progress.read > 0 => FileStatus::Reading,
            (None, false) => FileStatus::Waiting,
        };
    }

    /// Whether nothing of it can be read.
    pub(crate) fn is_unreadable(&self) -> bool {
        matches!(self.status, FileStatus::Refused(_) | FileStatus::LeftOut(_))
    }

    /// Whether there is still something to read of it.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.status, FileStatus::Waiting | FileStatus::Reading)
    }
}
