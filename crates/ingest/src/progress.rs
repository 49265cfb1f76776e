//! How far each file is.

use std::collections::{BTreeMap, BTreeSet};

use report::{FileMeta, FileProgress};

/// How far all files are.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    rows: BTreeMap<u32, FileProgress>,
    /// The rows that changed since somebody asked.
    changed: BTreeSet<u32>,
}

impl Progress {
    /// A file of which nothing was read yet.
    pub(crate) fn add(&mut self, file: &FileMeta) {
        self.put(file, None, String::new());
    }

    /// A member of an archive, called `name` in there.
    pub(crate) fn add_member(&mut self, file: &FileMeta, archive: u32, name: String) {
        self.put(file, Some(archive), name);
    }

    fn put(&mut self, file: &FileMeta, parent: Option<u32>, name: String) {
        let row = FileProgress {
            file: file.file,
            parent,
            name,
            read: 0,
            size: file.size,
            done: false,
            problem: None,
        };
        self.changed.insert(row.file);
        self.rows.insert(row.file, row);
    }

    fn row(&mut self, file: u32) -> Option<&mut FileProgress> {
        self.changed.insert(file);
        self.rows.get_mut(&file)
    }

    /// A file was read up to a byte: of a trace its own or, later, one of its text, which may be longer.
    pub(crate) fn advance(&mut self, file: u32, read: u64) {
        if let Some(row) = self.row(file) {
            row.read = row.read.max(read.min(row.size));
        }
    }

    /// The size of a member is known.
    pub(crate) fn set_size(&mut self, file: u32, size: u64) {
        if let Some(row) = self.row(file) {
            row.size = size;
        }
    }

    /// A file is about to be read again.
    pub(crate) fn restart(&mut self, file: u32) {
        if let Some(row) = self.row(file) {
            (row.read, row.done) = (0, false);
        }
    }

    /// No more of a file is read, for a reason where there is one.
    pub(crate) fn end(&mut self, file: u32, problem: Option<&str>) {
        if let Some(row) = self.row(file) {
            row.done = true;
            row.read = if problem.is_none() { row.size } else { row.read };
            row.problem = problem.map(str::to_owned);
        }
    }

    /// The files and members of archives that changed since the last time: of all of them there may be thousands.
    pub(crate) fn take(&mut self) -> Vec<FileProgress> {
        let changed = std::mem::take(&mut self.changed);
        changed.iter().filter_map(|file| self.rows.get(file)).cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
