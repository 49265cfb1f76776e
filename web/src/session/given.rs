//! A file that was given, or came out of an archive, and how far it is. What is in archives the engine finds and numbers.

use report::{FileMeta, FileProgress};

use super::Session;

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

impl Session {
    /// Takes how far a file is, or a member of an archive, which may be heard of for the first time.
    pub(super) fn progress(&mut self, progress: FileProgress) {
        if progress.parent.is_none() {
            // Files are numbered in the order in which they are given.
            let place = self.files.binary_search_by_key(&progress.file, |file| file.meta.file);
            if let Some(file) = place.ok().and_then(|place| self.files.get_mut(place)) {
                file.progress(progress);
            }
            return;
        }
        let place = self.members.binary_search_by_key(&progress.file, |member| member.meta.file);
        let place = place.unwrap_or_else(|place| {
            self.members.insert(place, member(&progress));
            place
        });
        if let Some(member) = self.members.get_mut(place) {
            member.progress(progress);
        }
    }

    /// What came out of an archive.
    pub(crate) fn members_of(&self, archive: u32) -> impl Iterator<Item = &GivenFile> {
        self.members.iter().filter(move |member| member.parent == Some(archive))
    }

    /// Whether a file, or something that came out of it, is not read to its end.
    pub(super) fn has_open(&self, file: &GivenFile) -> bool {
        file.is_open() || self.members_of(file.meta.file).any(|member| self.has_open(member))
    }
}

fn member(progress: &FileProgress) -> GivenFile {
    let &FileProgress { file, size, .. } = progress;
    let (name, path) = (progress.name.clone(), String::new());
    let meta = FileMeta { file, name, path, size, modified: None, whole_folder: false };
    GivenFile { parent: progress.parent, ..GivenFile::new(meta) }
}
