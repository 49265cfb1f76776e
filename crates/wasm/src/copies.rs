//! Copies of dropped files, so that their lines can still be shown after the file has changed on disk.
//!
//! A browser refuses to read a `File` that changed after it was dropped, and ConfigMgr writes its logs all the time.
//! Files up to 32 MB are kept, 512 MB in all; the smallest files are read first, so they are kept. (Many small ones are
//! kept by `small_files.rs`: each blob costs the browser memory.) Members of an
//! archive and texts of traces exist nowhere else: they are kept at any size while the total is less than
//! 512 MB.

use std::collections::{BTreeMap, BTreeSet};

use js_sys::{Array, ArrayBuffer};
use report::MEMBERS;
use web_sys::Blob;

const MOST_OF_ONE: u64 = 32 * 1024 * 1024;
const MOST_OF_ALL: u64 = 512 * 1024 * 1024;

/// The dropped files, and their copies.
#[derive(Default)]
pub(crate) struct Copies {
    files: BTreeMap<u32, Blob>,
    kept: BTreeMap<u32, Blob>,
    /// Blocks of a file that is being read and will be kept.
    blocks: BTreeMap<u32, Array>,
    /// The files that were decoded to texts: the texts are shown, not the files.
    made: BTreeSet<u32>,
    bytes: u64,
}

impl Copies {
    /// Starts a file that is about to be read; one that is read again has its copy already.
    pub(crate) fn begin(&mut self, number: u32, file: &Blob, size: u64) {
        if self.made.contains(&number) || self.kept.contains_key(&number) {
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

    /// Starts the text of a decoded file.
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

    /// Whether there is a copy of a file.
    pub(crate) fn has(&self, number: u32) -> bool {
        self.kept.contains_key(&number)
    }

    /// Replaces a file, or its copy, by what it has grown to.
    pub(crate) fn replace(&mut self, number: u32, grown: &Blob, is_copy: bool) {
        if !is_copy {
            self.files.insert(number, grown.clone());
            return;
        }
        let before = self.kept.insert(number, grown.clone()).map_or(0.0, |before| before.size());
        self.bytes = (self.bytes + grown.size() as u64).saturating_sub(before as u64);
    }

    /// Whether a file was decoded to a text.
    pub(crate) fn is_made(&self, number: u32) -> bool {
        self.made.contains(&number)
    }

    /// Adds a block that was read.
    pub(crate) fn add(&mut self, number: u32, block: &ArrayBuffer) {
        if let Some(blocks) = self.blocks.get(&number) {
            blocks.push(block);
        }
    }

    /// Ends a file, complete or partly read: what was read can be shown in both cases.
    pub(crate) fn end(&mut self, number: u32) {
        if let Some(blocks) = self.blocks.remove(&number)
            && let Ok(blob) = Blob::new_with_u8_array_sequence(&blocks)
        {
            self.kept.insert(number, blob);
        }
    }

    /// What to read lines of a file from: the copy, else the file itself.
    pub(crate) fn source(&self, number: u32) -> Option<Blob> {
        self.kept.get(&number).or_else(|| self.files.get(&number)).cloned()
    }

    /// The text of a decoded file, if it was kept.
    pub(crate) fn text(&self, number: u32) -> Option<Blob> {
        self.kept.get(&number).filter(|_| self.is_made(number)).cloned()
    }

    /// Drops everything.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
