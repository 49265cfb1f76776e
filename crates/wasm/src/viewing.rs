//! Answers the requests of the log viewer, with bytes of a blob.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use js_sys::{ArrayBuffer, Uint8Array};
use report::ViewRequest;
use viewer::ViewStep;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Blob;

use crate::blobs::slice;
use crate::missing::CHANGED;
use crate::open_view::{OpenView, SharedView};
use crate::reading::{BUSY, pause};
use crate::worker::Shared;

/// Answers a request of the viewer, or starts to work for it.
pub(crate) fn answer_view(engine: &Shared, request: ViewRequest) {
    match request {
        ViewRequest::Open { view, file } => {
            let opened = OpenView::new(&engine.borrow().host, view, file);
            engine.borrow_mut().view = Some(Rc::new(RefCell::new(opened)));
        }
        ViewRequest::Close => engine.borrow_mut().view = None,
        _ => {}
    }
    let Some(view) = engine.borrow().view.clone() else { return };
    view.borrow_mut().take(&engine.borrow().host, request);
    let was_working = std::mem::replace(&mut view.borrow_mut().is_working, true);
    if !was_working {
        spawn_local(work(Rc::clone(engine), view));
    }
}

/// Works until all is done, or another log is shown. The thread is free while it waits for bytes.
async fn work(engine: Shared, view: SharedView) {
    let mut rested = js_sys::Date::now();
    loop {
        let is_open = engine.borrow().view.as_ref().is_some_and(|open| Rc::ptr_eq(open, &view));
        if !is_open {
            return;
        }
        let step = view.borrow_mut().step(&engine.borrow().host);
        match step {
            ViewStep::Read(ranges) => {
                let parts = read(&engine, &view, &ranges).await;
                rested = js_sys::Date::now();
                let mut view = view.borrow_mut();
                match parts {
                    Some(parts) => view.log.add(&parts),
                    None => view.log.fail(CHANGED),
                }
            }
            ViewStep::Work => {}
            ViewStep::Idle => return,
        }
        if (js_sys::Date::now() - rested).abs() > BUSY {
            pause().await;
            rested = js_sys::Date::now();
        }
    }
}

/// The bytes of some ranges. A file that has changed meanwhile is read from its copy, if there is one by now.
async fn read(engine: &Shared, view: &SharedView, ranges: &[Range<u64>]) -> Option<Vec<Vec<u8>>> {
    let source = view.borrow().source.clone()?;
    if let Some(parts) = read_from(&source, ranges).await {
        return Some(parts);
    }
    let copy = engine.borrow().host.log(view.borrow().file)?;
    view.borrow_mut().source = Some(copy.clone());
    read_from(&copy, ranges).await
}

async fn read_from(source: &Blob, ranges: &[Range<u64>]) -> Option<Vec<Vec<u8>>> {
    let begin = |range: &Range<u64>| JsFuture::from(slice(source, range.start, range.end));
    let reads: Vec<_> = ranges.iter().map(begin).collect();
    let mut parts = Vec::with_capacity(reads.len());
    for read in reads {
        let bytes: ArrayBuffer = read.await.ok()?;
        parts.push(Uint8Array::new(&bytes.into()).to_vec());
    }
    Some(parts)
}
