//! Copies of dropped files, so that their lines can still be shown when the file has changed on disk.
//!
//! A browser refuses to read a `File` that changed after it was dropped, and ConfigMgr writes its logs all the time.
//! Files up to 32 MB are kept, 512 MB in all; they are read smallest first, so the small ones are. What came out of an
//! archive, and the text that was made of a trace, is nowhere else: it is kept whatever its size while all is less than
//! 512 MB.

use std::collections::{BTreeMap, BTreeSet};

use js_sys::{Array, ArrayBuffer};
use report::MEMBERS;
use web_sys::Blob;

const MOST_OF_ONE: u64 = 32 * 1024 * 1024;
/// A smaller file is made a blob when somebody asks for it: the browser keeps books of each, and there may be a hundred
/// thousand. A larger one at once, since the browser may keep it on disk.
const SMALL: u64 = 64 * 1024;
const MOST_OF_ALL: u64 = 512 * 1024 * 1024;

/// The dropped files, and what was kept of them.
#[derive(Default)]
pub(crate) struct Copies {
    files: BTreeMap<u32, Blob>,
    kept: BTreeMap<u32, Blob>,
    /// Blocks of small files, and of one that is being read and will be kept.
    blocks: BTreeMap<u32, Array>,
    /// The files of which texts were made: those are shown, and not the files.
    made: BTreeSet<u32>,
    bytes: u64,
}

impl Copies {
    /// A file is about to be read.
    pub(crate) fn begin(&mut self, number: u32, file: &Blob, size: u64) {
        if self.made.contains(&number) {
            return;
        }
        if number >= MEMBERS {
            return self.hold(number, file, size);
        }
        self.files.insert(number, file.clone());
        if size <= MOST_OF_ONE && self.bytes + size <= MOST_OF_ALL {
            self.bytes += size;
            self.blocks.insert(number, Array::new());
        }
    }

    /// A text was made of a file.
    pub(crate) fn keep(&mut self, number: u32, text: &Blob, size: u64) {
        self.made.insert(number);
        if let Some(before) = self.kept.remove(&number) {
            self.bytes -= before.size() as u64;
        }
        self.hold(number, text, size);
    }

    fn hold(&mut self, number: u32, blob: &Blob, size: u64) {
        if self.bytes + size <= MOST_OF_ALL {
            self.bytes += size;
            self.kept.insert(number, blob.clone());
        }
    }

    /// Whether a text was made of a file.
    pub(crate) fn is_made(&self, number: u32) -> bool {
        self.made.contains(&number)
    }

    /// A block of it was read.
    pub(crate) fn add(&mut self, number: u32, block: &ArrayBuffer) {
        if let Some(blocks) = self.blocks.get(&number) {
            blocks.push(block);
        }
    }

    /// It was read to its end, or up to where it could be: what was read can be shown in either case.
    pub(crate) fn end(&mut self, number: u32) {
        if !self.is_small(number)
            && let Some(blocks) = self.blocks.remove(&number)
            && let Ok(blob) = Blob::new_with_u8_array_sequence(&blocks)
        {
            self.kept.insert(number, blob);
        }
    }

    fn is_small(&self, number: u32) -> bool {
        self.files.get(&number).is_some_and(|file| file.size() <= SMALL as f64)
    }

    /// What to read lines of a file from: the copy, else the file itself.
    pub(crate) fn source(&self, number: u32) -> Option<Blob> {
        // A small file has one block: it is there or not.
        let block = self.blocks.get(&number).filter(|blocks| self.is_small(number) && blocks.length() > 0);
        let copy = block.and_then(|block| Blob::new_with_u8_array_sequence(block).ok());
        copy.or_else(|| self.kept.get(&number).or_else(|| self.files.get(&number)).cloned())
    }

    /// The text that was made of a file, where it was kept.
    pub(crate) fn text(&self, number: u32) -> Option<Blob> {
        self.kept.get(&number).filter(|_| self.is_made(number)).cloned()
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
