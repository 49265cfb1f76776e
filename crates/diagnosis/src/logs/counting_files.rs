//! The files of one log that count so far, indexed by what a copy has in common with its original. A folder can contain
//! a hundred thousand files, too many to compare every pair.

use std::collections::BTreeMap;
use std::sync::Arc;

use basics::fnv64;

use crate::logs::scanned_file::ScannedFile;
use crate::sort;

/// Up to this number of files, all are compared, because an index of their lines would cost more.
const FEW: usize = 16;

/// The files of one log that count so far.
#[derive(Default)]
pub(crate) struct CountingFiles<'f> {
    /// In the order in which they arrived; `None` if a file turned out to be a copy.
    files: Vec<Option<&'f Arc<ScannedFile>>>,
    /// The indexes of the files that have a line, by its hash, and of the files that begin the same; built when there
    /// are many.
    by_line: BTreeMap<u64, Vec<usize>>,
    /// The indexes of the files of which not all lines are kept. They have thousands of lines, so there are few of
    /// them.
    sampled: Vec<usize>,
    /// The number of files in the index.
    indexed: usize,
}

impl<'f> CountingFiles<'f> {
    /// Adds a file that counts.
    pub(crate) fn add(&mut self, file: &'f Arc<ScannedFile>) {
        self.files.push(Some(file));
        if self.files.len() > FEW {
            self.index();
        }
    }

    /// Removes a file that no longer counts.
    pub(crate) fn remove(&mut self, file: &Arc<ScannedFile>) {
        let place = self.files.iter().position(|other| other.is_some_and(|other| Arc::ptr_eq(other, file)));
        if let Some(place) = place {
            self.files[place] = None;
        }
    }

    /// The files that a file might be a copy of, or that might be copies of it, in the order in which they arrived.
    ///
    /// All lines of a copy are in the other file, including the rarest line: only files that have this line are
    /// relevant.
    pub(crate) fn alike(&self, file: &ScannedFile) -> Vec<&'f Arc<ScannedFile>> {
        let lines = file.contents.whole_lines(file.torn());
        let Some(lines) = lines.filter(|_| self.indexed > 0) else {
            return self.files.iter().flatten().copied().collect();
        };
        let of = |key: &u64| self.by_line.get(key).map_or(&[][..], Vec::as_slice);
        let rarest = lines.min_by_key(|line| of(line).len());
        let mut places = self.sampled.clone();
        for key in rarest.into_iter().chain(keys(file)) {
            places.extend(of(&key));
        }
        sort::by(&mut places, Ord::cmp);
        places.dedup();
        places.into_iter().filter_map(|place| self.files[place]).collect()
    }

    fn index(&mut self) {
        for place in self.indexed..self.files.len() {
            let Some(file) = self.files[place] else { continue };
            match file.contents.whole_lines([false; 2]) {
                Some(lines) => lines.chain(keys(file)).for_each(|key| {
                    let places = self.by_line.entry(key).or_default();
                    if places.last() != Some(&place) {
                        places.push(place);
                    }
                }),
                None => self.sampled.push(place),
            }
        }
        self.indexed = self.files.len();
    }
}

/// What a file shares with its copies, besides lines: all of its bytes seen so far, and, while it is being read, its
/// name and its first bytes.
fn keys(file: &ScannedFile) -> [u64; 2] {
    let name = file.given.name.bytes().map(|byte| byte.to_ascii_lowercase());
    [file.print, fnv64(file.beginning.to_le_bytes().into_iter().chain(name))]
}
