//! How far each file is, and when the page hears of it.

use std::collections::{BTreeMap, BTreeSet};

use report::{FileMeta, FileProgress, Reply};

use crate::send::send;

/// How far all files are.
#[derive(Default)]
pub(crate) struct Progress {
    rows: BTreeMap<u32, FileProgress>,
    /// Members of archives whose row changed since the page heard of it: there may be thousands.
    changed: BTreeSet<u32>,
    /// When it was told last, in milliseconds of a clock that may be set back.
    told: f64,
}

impl Progress {
    /// A new row.
    pub(crate) fn put(&mut self, row: FileProgress) {
        self.changed.insert(row.file);
        self.rows.insert(row.file, row);
    }

    pub(crate) fn get(&self, file: u32) -> Option<&FileProgress> {
        self.rows.get(&file)
    }

    /// A row that is about to change.
    pub(crate) fn row(&mut self, file: u32) -> Option<&mut FileProgress> {
        self.changed.insert(file);
        self.rows.get_mut(&file)
    }

    /// No more of a file is read, for a reason where there is one.
    pub(crate) fn end(&mut self, file: u32, problem: Option<&str>) {
        if let Some(row) = self.row(file) {
            row.done = true;
            row.read = if problem.is_none() { row.size } else { row.read };
            row.problem = problem.map(str::to_owned);
        }
    }

    /// Tells the page: now, or where it has not heard for a while. All files that were dropped, and those members of
    /// archives that changed.
    pub(crate) fn tell(&mut self, now: bool) {
        let time = js_sys::Date::now();
        if !now && (time - self.told).abs() < 100.0 {
            return;
        }
        let is_told = |row: &&FileProgress| row.parent.is_none() || self.changed.contains(&row.file);
        send(&Reply::Progress { files: self.rows.values().filter(is_told).cloned().collect() });
        self.changed.clear();
        self.told = time;
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.rows.clear();
        self.changed.clear();
    }
}

/// The row of a file of which nothing was read yet.
pub(crate) fn row_of(meta: &FileMeta) -> FileProgress {
    FileProgress {
        file: meta.file,
        parent: None,
        name: String::new(),
        read: 0,
        size: meta.size,
        done: false,
        problem: None,
    }
}
