//! Answers the requests of the viewer while two sides are compared.

use std::cell::RefCell;
use std::rc::Rc;

use report::{ViewRequest, ViewSide};
use viewer::PairStep;
use wasm_bindgen_futures::spawn_local;

use crate::merged_viewing::CHANGED;
use crate::open_pair::{OpenPair, SharedPair};
use crate::reading::{BUSY, pause};
use crate::worker::Shared;

/// Opens two sides.
pub(crate) fn open_pair(engine: &Shared, view: u32, left: ViewSide, right: ViewSide) {
    let opened = OpenPair::new(&engine.borrow().host, view, &[left, right]);
    engine.borrow_mut().pair = Some(Rc::new(RefCell::new(opened)));
    answer_pair(engine, &ViewRequest::Close);
}

/// Answers a request about the sides that are open, or starts to work for it.
pub(crate) fn answer_pair(engine: &Shared, request: &ViewRequest) {
    let Some(pair) = engine.borrow().pair.clone() else { return };
    pair.borrow_mut().take(request);
    let was_working = std::mem::replace(&mut pair.borrow_mut().is_working, true);
    if !was_working {
        spawn_local(work(Rc::clone(engine), pair));
    }
}

/// Works until all is done, or something else is shown.
async fn work(engine: Shared, pair: SharedPair) {
    let mut rested = js_sys::Date::now();
    loop {
        if !engine.borrow().pair.as_ref().is_some_and(|open| Rc::ptr_eq(open, &pair)) {
            return;
        }
        let step = pair.borrow_mut().step(&engine.borrow().host);
        match step {
            PairStep::Read(side, ranges) => {
                let files = pair.borrow().files.get(side).cloned();
                let Some(files) = files else { return };
                let parts = files.read(&ranges, |file| engine.borrow().host.log(file)).await;
                rested = js_sys::Date::now();
                match parts {
                    Ok(parts) => pair.borrow_mut().pair.add(&parts),
                    Err(lane) => pair.borrow_mut().pair.fail(side, lane, CHANGED),
                }
            }
            PairStep::Work => {}
            PairStep::Idle => return,
        }
        if (js_sys::Date::now() - rested).abs() > BUSY {
            pause().await;
            rested = js_sys::Date::now();
        }
    }
}
