//! The reading loop: steps of [`ingest`], and blobs for the bytes it asks for.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use ingest::{Body, IngestStep, ReadRequest};
use js_sys::ArrayBuffer;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::blobs::slice;

/// Who holds the blobs, and takes the steps.
pub trait BlobReader {
    /// The next step of its [`ingest::Ingest`].
    fn step(&mut self) -> IngestStep;

    /// What the bytes of a body are read from.
    fn blob(&mut self, body: Body) -> Option<Blob>;

    /// Whether a request still waits for its bytes.
    fn is_open(&self, request: &ReadRequest) -> bool;

    /// Takes the bytes of a request; none where they cannot be read.
    fn give(&mut self, request: &ReadRequest, bytes: Option<ArrayBuffer>);
}

/// Reads until all is done. While it waits for bytes the thread is free: what cancels comes into effect at the next step.
pub async fn read_all<R: BlobReader>(reader: Rc<RefCell<R>>) {
    // Listened to from the beginning: one that fails when nobody needs it any more is no error of its own.
    let mut under_way: VecDeque<(ReadRequest, JsFuture<ArrayBuffer>)> = VecDeque::new();
    loop {
        let step = reader.borrow_mut().step();
        match step {
            IngestStep::Read(request) => {
                let blob = reader.borrow_mut().blob(request.body);
                match blob {
                    Some(blob) => {
                        let read = slice(&blob, request.range.start, request.range.end);
                        under_way.push_back((request, read.into()));
                    }
                    None => reader.borrow_mut().give(&request, None),
                }
            }
            IngestStep::Wait => {
                let Some((request, read)) = under_way.pop_front() else { continue };
                let is_open = reader.borrow().is_open(&request);
                if is_open {
                    let bytes = read.await.ok().filter(|bytes| is_complete(&request, bytes));
                    reader.borrow_mut().give(&request, bytes);
                }
            }
            IngestStep::Block | IngestStep::Work => {}
            IngestStep::Done => return,
        }
    }
}

/// A file that became shorter gives fewer bytes than it had.
fn is_complete(request: &ReadRequest, bytes: &ArrayBuffer) -> bool {
    u64::from(bytes.byte_length()) == request.range.end - request.range.start
}
