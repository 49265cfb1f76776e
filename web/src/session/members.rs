//! What comes out of archives: the engine finds it, numbers it, and tells how far it is.

use report::{FileMeta, FileProgress};

use super::given::GivenFile;
use super::model::Session;

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
    let meta = FileMeta {
        file: progress.file,
        name: progress.name.clone(),
        path: String::new(),
        size: progress.size,
        modified: None,
        whole_folder: false,
    };
    GivenFile { parent: progress.parent, ..GivenFile::new(meta) }
}
