//! The files of one log that count so far, found by what a copy has in common with the file it is a copy of: a folder may
//! hold a hundred thousand, too many to compare each with each.

use std::collections::BTreeMap;
use std::sync::Arc;

use basics::fnv64;

use crate::logs::scanned_file::ScannedFile;
use crate::sort;

/// So few files are compared with each: an index of their lines would cost more.
const FEW: usize = 16;

/// The files of one log that count so far.
#[derive(Default)]
pub(crate) struct CountingFiles<'f> {
    /// In the order in which they came; none where one turned out to be a copy.
    files: Vec<Option<&'f Arc<ScannedFile>>>,
    /// The places of those that have a line, by its hash, and of those that begin alike; built when they are not few.
    by_line: BTreeMap<u64, Vec<usize>>,
    /// The places of those of which not all lines are kept. They have thousands of lines, so they are not many.
    sampled: Vec<usize>,
    /// How many are in the index.
    indexed: usize,
}

impl<'f> CountingFiles<'f> {
    /// One more counts.
    pub(crate) fn add(&mut self, file: &'f Arc<ScannedFile>) {
        self.files.push(Some(file));
        if self.files.len() > FEW {
            self.index();
        }
    }

    /// One does not count any more.
    pub(crate) fn remove(&mut self, file: &Arc<ScannedFile>) {
        let place = self.files.iter().position(|other| other.is_some_and(|other| Arc::ptr_eq(other, file)));
        if let Some(place) = place {
            self.files[place] = None;
        }
    }

    /// Those that a file may be a copy of, or that may be copies of it, in the order in which they came.
    ///
    /// All lines of a copy are in the other file, the rarest of them too: only those that have this one are of interest.
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

/// What a file has in common with its copies, besides lines: all of its bytes that were seen, and while it is being read
/// its name and how it begins.
fn keys(file: &ScannedFile) -> [u64; 2] {
    let name = file.given.name.bytes().map(|byte| byte.to_ascii_lowercase());
    [file.print, fnv64(file.beginning.to_le_bytes().into_iter().chain(name))]
}
