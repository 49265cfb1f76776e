//! Small files of a large drop, read together while they arrive.
//!
//! A browser takes almost a millisecond for each file that it opens, and half of that if many are joined in one
//! blob. Their bytes are kept instead of the files: a hundred thousand `File`s take 150 MB.

use std::collections::BTreeMap;

use js_sys::{Array, ArrayBuffer, Promise, Uint8Array};
use report::FileMeta;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

/// Larger files are read individually, in blocks.
const SMALL: u64 = 64 * 1024;
/// How many are joined; several such blobs are read in parallel, which takes only a quarter of the time.
pub(crate) const TOGETHER: usize = 50;
/// Fewer files than this are not worth joining.
const FEW: usize = 8;
/// The most bytes that are kept; files beyond them are read like larger files.
const MOST: u64 = 128 * 1024 * 1024;

/// The bytes of small files, by their numbers.
#[derive(Default)]
pub(crate) struct SmallFiles {
    files: BTreeMap<u32, Box<[u8]>>,
    bytes: u64,
}

impl SmallFiles {
    /// The bytes of a file, if it is one of them.
    pub(crate) fn get(&self, number: u32) -> Option<&[u8]> {
        self.files.get(&number).map(|bytes| &bytes[..])
    }

    /// Drops a file that has changed.
    pub(crate) fn remove(&mut self, number: u32) {
        if let Some(bytes) = self.files.remove(&number) {
            self.bytes -= bytes.len() as u64;
        }
    }

    /// Whether there is room for the small ones among these files.
    pub(crate) fn have_room(&self, metas: &[FileMeta]) -> bool {
        self.bytes + SMALL * metas.len() as u64 <= MOST
    }

    /// Adds files whose bytes were read.
    pub(crate) fn extend(&mut self, read: Vec<(u32, Box<[u8]>)>) {
        self.bytes += read.iter().map(|(_, bytes)| bytes.len() as u64).sum::<u64>();
        self.files.extend(read);
    }
}

/// Files that are being read together.
pub(crate) struct SmallReading {
    /// Numbers and sizes, in bytes, in the order of the files.
    files: Vec<(u32, usize)>,
    bytes: JsFuture<ArrayBuffer>,
}

impl SmallReading {
    /// Starts to read the small ones among these files; none if there are too few.
    pub(crate) fn begin(metas: &[FileMeta], files: &[File]) -> Option<Self> {
        let both = metas.iter().zip(files);
        let small = both.filter(|(meta, file)| meta.size <= SMALL && file.size() == meta.size as f64);
        let (small, parts): (Vec<_>, Array) =
            small.map(|(meta, file)| ((meta.file, meta.size as usize), file.clone())).unzip();
        if small.len() <= FEW {
            return None;
        }
        let bytes: Promise<ArrayBuffer> =
            Blob::new_with_blob_sequence(&parts).ok()?.array_buffer().unchecked_into();
        Some(Self { files: small, bytes: bytes.into() })
    }

    /// Numbers and bytes; none if one of the files cannot be read.
    pub(crate) async fn end(self) -> Vec<(u32, Box<[u8]>)> {
        let Ok(bytes) = self.bytes.await else { return vec![] };
        let bytes = Uint8Array::new(&bytes).to_vec();
        let mut rest = &bytes[..];
        let mut read = Vec::new();
        for (number, size) in self.files {
            let Some((own, others)) = rest.split_at_checked(size) else { return vec![] };
            read.push((number, own.into()));
            rest = others;
        }
        read
    }
}
