//! The progress of each file.

use std::collections::{BTreeMap, BTreeSet};

use report::{FileMeta, FileProgress};

/// The most rows that are reported at once: the receiver needs a few milliseconds to show them.
const AT_ONCE: usize = 2_000;

/// The progress of all files.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    rows: BTreeMap<u32, FileProgress>,
    /// The rows that changed since the last query.
    changed: BTreeSet<u32>,
}

impl Progress {
    /// Adds a file that is not read yet.
    pub(crate) fn add(&mut self, file: &FileMeta) {
        self.put(file, None, String::new());
    }

    /// Adds a member of an archive, which is named `name` there.
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

    /// Records that a file was read up to a byte: of a trace first its own, later one of its text, which may be longer.
    pub(crate) fn advance(&mut self, file: u32, read: u64) {
        if let Some(row) = self.row(file) {
            row.read = row.read.max(read.min(row.size));
        }
    }

    /// Sets the size of a member.
    pub(crate) fn set_size(&mut self, file: u32, size: u64) {
        if let Some(row) = self.row(file) {
            row.size = size;
        }
    }

    /// Marks a file as being read again.
    pub(crate) fn restart(&mut self, file: u32) {
        if let Some(row) = self.row(file) {
            (row.read, row.done) = (0, false);
        }
    }

    /// Marks a file as done, with a reason if it is incomplete.
    pub(crate) fn end(&mut self, file: u32, problem: Option<&str>) {
        if let Some(row) = self.row(file) {
            row.done = true;
            row.read = if problem.is_none() { row.size } else { row.read };
            row.problem = problem.map(str::to_owned);
        }
    }

    /// The files and members of archives that changed since the last call, at most [`AT_ONCE`].
    pub(crate) fn take(&mut self) -> Vec<FileProgress> {
        let changed = std::iter::from_fn(|| self.changed.pop_first()).take(AT_ONCE);
        changed.filter_map(|file| self.rows.get(&file)).cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
