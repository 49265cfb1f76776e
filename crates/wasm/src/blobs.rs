//! Bytes as a browser holds them.

use std::collections::BTreeMap;
use std::ops::Range;

use ingest::{Body, Storage};
use js_sys::{Array, ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// The bytes of a blob from one offset to another; the promise fails if it cannot be read any more.
pub(crate) fn slice(blob: &Blob, from: u64, to: u64) -> Promise<ArrayBuffer> {
    match blob.slice_with_f64_and_f64(from as f64, to as f64) {
        Ok(part) => part.array_buffer().unchecked_into(),
        Err(error) => Promise::reject(&error).unchecked_into(),
    }
}

/// Why a member or a text is not stored.
const NO_ROOM: &str = "The browser has no storage left for it: unpack the archive and drop the log itself.";

/// Members of archives and texts of traces, each a growing blob: the browser stores it where it has room, on disk
/// if necessary.
#[derive(Default)]
pub(crate) struct Blobs(BTreeMap<Body, GrowingBlob>);

#[derive(Default)]
struct GrowingBlob {
    parts: Array,
    /// All chunks joined, after the first read.
    whole: Option<Blob>,
}

impl Blobs {
    /// A complete body; none if there is nothing, or the browser has no room.
    pub(crate) fn get(&mut self, body: Body) -> Option<Blob> {
        let stored = self.0.get_mut(&body)?;
        if stored.whole.is_none() {
            stored.whole = Blob::new_with_blob_sequence(&stored.parts).ok();
        }
        stored.whole.clone()
    }

    /// Drops everything.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl Storage for Blobs {
    fn store(&mut self, body: Body, bytes: Vec<u8>) -> Result<(), &'static str> {
        let part = Array::of1(&Uint8Array::from(&bytes[..]));
        let part = Blob::new_with_u8_array_sequence(&part).map_err(|_| NO_ROOM)?;
        self.0.entry(body).or_default().parts.push(part.as_ref());
        Ok(())
    }

    fn forget(&mut self, body: Body) {
        self.0.remove(&body);
    }
}

/// The bytes of some ranges of a blob; none if it cannot be read any more.
pub(crate) async fn read_ranges(blob: &Blob, ranges: &[Range<u64>]) -> Option<Vec<Vec<u8>>> {
    let begin = |range: &Range<u64>| JsFuture::from(slice(blob, range.start, range.end));
    let reads: Vec<_> = ranges.iter().map(begin).collect();
    let mut parts = Vec::with_capacity(reads.len());
    for read in reads {
        let bytes: ArrayBuffer = read.await.ok()?;
        parts.push(Uint8Array::new(&bytes.into()).to_vec());
    }
    Some(parts)
}
