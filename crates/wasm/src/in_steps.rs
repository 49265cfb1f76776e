//! What is shown in the viewer is read and searched in steps, so that the thread stays free for other requests.

use std::cell::RefCell;
use std::rc::Rc;

use viewer::ViewStep;
use wasm_bindgen_futures::spawn_local;

use crate::host::WorkerHost;
use crate::reading::{BUSY, pause};
use crate::worker::{EngineWorker, Shared};

/// Starts to work until all is done, unless this view is at work already.
pub(crate) fn start<V: InSteps>(engine: &Shared, view: Rc<RefCell<V>>) {
    let was_working = std::mem::replace(view.borrow_mut().is_working(), true);
    if !was_working {
        spawn_local(work(Rc::clone(engine), view));
    }
}

/// A view that works in steps.
pub(crate) trait InSteps: Sized + 'static {
    /// What a step needs to have read.
    type Ranges;

    /// The view of this kind that is shown.
    fn shown(engine: &EngineWorker) -> Option<&Rc<RefCell<Self>>>;

    /// Whether it is at work.
    fn is_working(&mut self) -> &mut bool;

    /// Does the next step; sends what is ready.
    fn step(&mut self, host: &WorkerHost) -> ViewStep<Self::Ranges>;

    /// Reads, and gives the view what was read.
    async fn read(view: &Rc<RefCell<Self>>, engine: &Shared, ranges: Self::Ranges);
}

/// Works until all is done, or something else is shown. The thread is free while it waits for bytes.
async fn work<V: InSteps>(engine: Shared, view: Rc<RefCell<V>>) {
    let mut rested = js_sys::Date::now();
    while V::shown(&engine.borrow()).is_some_and(|shown| Rc::ptr_eq(shown, &view)) {
        let step = view.borrow_mut().step(&engine.borrow().host);
        match step {
            ViewStep::Read(ranges) => {
                V::read(&view, &engine, ranges).await;
                rested = js_sys::Date::now();
            }
            ViewStep::Work => {}
            ViewStep::Idle => {
                *view.borrow_mut().is_working() = false;
                return;
            }
        }
        if (js_sys::Date::now() - rested).abs() > BUSY {
            pause().await;
            rested = js_sys::Date::now();
        }
    }
}
