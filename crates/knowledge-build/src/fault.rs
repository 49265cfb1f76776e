//! Faults of the data files: where, what is wrong, and how to fix it.

use std::cell::RefCell;
use std::fmt;

/// One fault in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, below the folder of the data, with forward slashes.
    pub file: String,
    /// The line, from 1; 0 if the fault is about the entire file.
    pub line: usize,
    /// What is wrong and how to fix it.
    pub words: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}: {}", self.file, self.words),
            line => write!(out, "{}:{line}: {}", self.file, self.words),
        }
    }
}

/// All faults so far. Every reader adds to the same list, so that one build reports them all.
#[derive(Debug, Default)]
pub(crate) struct Faults(RefCell<Vec<Fault>>);

impl Faults {
    /// Adds one.
    pub(crate) fn add(&self, place: LineRef<'_>, words: impl Into<String>) {
        let fault = Fault { file: place.file.to_owned(), line: place.line, words: words.into() };
        self.0.borrow_mut().push(fault);
    }

    /// All of them, by file and line.
    pub(crate) fn into_sorted(self) -> Vec<Fault> {
        let mut faults = self.0.into_inner();
        faults.sort_by(|a, b| (&a.file, a.line, &a.words).cmp(&(&b.file, b.line, &b.words)));
        faults.dedup();
        faults
    }
}

/// A place in a file; line 0 is the entire file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineRef<'a> {
    /// The file, below `data/`.
    pub(crate) file: &'a str,
    /// The line, from 1.
    pub(crate) line: usize,
}

impl<'a> LineRef<'a> {
    /// The entire file.
    pub(crate) fn file(file: &'a str) -> Self {
        Self { file, line: 0 }
    }

    /// Another line of the same file.
    pub(crate) fn at(self, line: usize) -> Self {
        Self { line, ..self }
    }
}
