//! The names of files in addresses: two logs of one name have different numbers.

use super::{FileStatus, GivenFile, Session};

impl Session {
    /// The name of a file, and which of the files of this name it is, from 1.
    pub(crate) fn name_of(&self, file: u32) -> Option<(String, u32)> {
        let name = &self.all_files().find(|other| other.meta.file == file)?.meta.name;
        let number = self.files_named(name).position(|other| other.meta.file == file)?;
        Some((name.clone(), number as u32 + 1))
    }

    /// The file of a name and a number, from the moment the engine begins to read it.
    pub(crate) fn file_of(&self, name: &str, number: u32) -> Option<u32> {
        let file = self.files_named(name).nth(number.checked_sub(1)? as usize)?;
        let is_begun = |file: &GivenFile| file.status != FileStatus::Waiting || file.read > 0;
        Some(file.meta.file).filter(|_| is_begun(file))
    }

    /// How many files have a name.
    pub(crate) fn count_named(&self, name: &str) -> u32 {
        self.files_named(name).count() as u32
    }

    fn all_files(&self) -> impl Iterator<Item = &GivenFile> {
        self.files.iter().chain(&self.members)
    }

    fn files_named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s GivenFile> {
        self.all_files().filter(move |file| file.meta.name == name)
    }
}
