//! Answers the requests of the log viewer, with bytes of a blob.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use report::ViewRequest;
use viewer::ViewStep;
use wasm_bindgen_futures::spawn_local;

use crate::blobs::read_ranges;
use crate::merged_viewing::{answer_merged, open_all};
use crate::missing::CHANGED;
use crate::open_view::{OpenView, SharedView};
use crate::pair_viewing::{answer_pair, open_pair};
use crate::reading::{BUSY, pause};
use crate::worker::Shared;

/// Answers a request of the viewer, or starts to work for it.
pub(crate) fn answer_view(engine: &Shared, request: ViewRequest) {
    match request {
        ViewRequest::OpenAll { view, logs } => {
            engine.borrow_mut().close_views();
            return open_all(engine, view, logs);
        }
        ViewRequest::OpenPair { view, left, right } => {
            engine.borrow_mut().close_views();
            return open_pair(engine, view, left, right);
        }
        ViewRequest::PairRows { .. } => return answer_pair(engine, &request),
        ViewRequest::Open { view, file } => {
            engine.borrow_mut().close_views();
            let opened = OpenView::new(&engine.borrow().host, view, file);
            engine.borrow_mut().view = Some(Rc::new(RefCell::new(opened)));
        }
        ViewRequest::Close => engine.borrow_mut().close_views(),
        _ => {}
    }
    if engine.borrow().merged.is_some() {
        return answer_merged(engine, request);
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
    if let Some(parts) = read_ranges(&source, ranges).await {
        return Some(parts);
    }
    let copy = engine.borrow().host.log(view.borrow().file)?;
    view.borrow_mut().source = Some(copy.clone());
    read_ranges(&copy, ranges).await
}
