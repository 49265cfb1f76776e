//! The reading loop: steps of [`ingest`], and blobs for the bytes it asks for.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use ingest::{Body, IngestStep, ReadRequest};
use js_sys::{ArrayBuffer, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, MessageChannel};

use crate::blobs::slice;

/// The owner of the blobs, which takes the steps.
pub trait BlobReader {
    /// Takes the next step of its [`ingest::Ingest`].
    fn step(&mut self) -> IngestStep;

    /// The blob of a body.
    fn blob(&mut self, body: Body) -> Option<Blob>;

    /// Whether a request is still waiting for its bytes.
    fn is_open(&self, request: &ReadRequest) -> bool;

    /// Takes the bytes of a request; none if they cannot be read.
    fn give(&mut self, request: &ReadRequest, bytes: Option<ArrayBuffer>);
}

/// The most milliseconds without handling other messages.
pub(crate) const BUSY: f64 = 16.0;

/// Reads until everything is done. The thread is free while it waits for bytes: a cancel takes effect at the next
/// step.
pub async fn read_all<R: BlobReader>(reader: Rc<RefCell<R>>) {
    // Awaited from the beginning: a promise that fails after it is no longer needed is no unhandled error.
    let mut under_way: VecDeque<(ReadRequest, JsFuture<ArrayBuffer>)> = VecDeque::new();
    let mut rested = js_sys::Date::now();
    loop {
        if (js_sys::Date::now() - rested).abs() > BUSY {
            pause().await;
            rested = js_sys::Date::now();
        }
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
                    rested = js_sys::Date::now();
                    reader.borrow_mut().give(&request, bytes);
                }
            }
            IngestStep::Block | IngestStep::Work => {}
            IngestStep::Done => return,
        }
    }
}

/// Lets waiting messages through. A timer would take four milliseconds each time.
pub(crate) async fn pause() {
    let Ok(channel) = MessageChannel::new() else { return };
    let received = Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
        channel.port2().post_message(&JsValue::NULL).ok();
    });
    JsFuture::from(received).await.ok();
    channel.port1().close();
}

/// A truncated file gives fewer bytes than requested.
fn is_complete(request: &ReadRequest, bytes: &ArrayBuffer) -> bool {
    u64::from(bytes.byte_length()) == request.range.end - request.range.start
}
