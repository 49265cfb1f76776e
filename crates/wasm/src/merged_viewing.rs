//! Answers the requests of the viewer while several logs are shown together.

use std::cell::RefCell;
use std::rc::Rc;

use report::{ViewLog, ViewRequest};
use viewer::MergedStep;
use wasm_bindgen_futures::spawn_local;

use crate::open_merged::{OpenMerged, SharedMerged};
use crate::reading::{BUSY, pause};
use crate::worker::Shared;

/// Why a log is left out.
pub(crate) const CHANGED: &str = "its file has changed since it was dropped";

/// Opens logs together.
pub(crate) fn open_all(engine: &Shared, view: u32, logs: Vec<ViewLog>) {
    let opened = OpenMerged::new(&engine.borrow().host, view, logs);
    engine.borrow_mut().merged = Some(Rc::new(RefCell::new(opened)));
    answer_merged(engine, ViewRequest::Close);
}

/// Answers a request about the logs that are open, or starts to work for it.
pub(crate) fn answer_merged(engine: &Shared, request: ViewRequest) {
    let Some(view) = engine.borrow().merged.clone() else { return };
    view.borrow_mut().take(request);
    let was_working = std::mem::replace(&mut view.borrow_mut().is_working, true);
    if !was_working {
        spawn_local(work(Rc::clone(engine), view));
    }
}

/// Works until all is done, or something else is shown.
async fn work(engine: Shared, view: SharedMerged) {
    let mut rested = js_sys::Date::now();
    loop {
        if !engine.borrow().merged.as_ref().is_some_and(|open| Rc::ptr_eq(open, &view)) {
            return;
        }
        let step = view.borrow_mut().step(&engine.borrow().host);
        match step {
            MergedStep::Read(ranges) => {
                let files = view.borrow().files.clone();
                let parts = files.read(&ranges, |file| engine.borrow().host.log(file)).await;
                rested = js_sys::Date::now();
                match parts {
                    Ok(parts) => view.borrow_mut().merged.add(&parts),
                    Err(lane) => view.borrow_mut().merged.fail(lane, CHANGED),
                }
            }
            MergedStep::Work => {}
            MergedStep::Idle => return,
        }
        if (js_sys::Date::now() - rested).abs() > BUSY {
            pause().await;
            rested = js_sys::Date::now();
        }
    }
}
