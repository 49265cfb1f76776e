//! Answers the requests of the log viewer, with bytes of a blob.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use report::ViewRequest;
use viewer::{LogRanges, ViewStep};

use crate::blobs::read_ranges;
use crate::host::WorkerHost;
use crate::in_steps::{InSteps, start};
use crate::merged_viewing::{answer_merged, open_all};
use crate::missing::CHANGED;
use crate::open_view::{OpenView, SharedView};
use crate::pair_viewing::{answer_pair, open_pair};
use crate::worker::{EngineWorker, Shared};

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
        ViewRequest::Open { view, file } => {
            engine.borrow_mut().close_views();
            let opened = OpenView::new(&engine.borrow().host, view, file);
            engine.borrow_mut().view = Some(Rc::new(RefCell::new(opened)));
        }
        ViewRequest::Close => engine.borrow_mut().close_views(),
        _ => {}
    }
    if engine.borrow().pair.is_some() {
        return answer_pair(engine, &request);
    }
    if engine.borrow().merged.is_some() {
        return answer_merged(engine, request);
    }
    let Some(view) = engine.borrow().view.clone() else { return };
    view.borrow_mut().take(&engine.borrow().host, request);
    start(engine, view);
}

impl InSteps for OpenView {
    type Ranges = LogRanges;

    fn shown(engine: &EngineWorker) -> Option<&SharedView> {
        engine.view.as_ref()
    }

    fn is_working(&mut self) -> &mut bool {
        &mut self.is_working
    }

    fn step(&mut self, host: &WorkerHost) -> ViewStep<Self::Ranges> {
        self.next_step(host)
    }

    async fn read(view: &SharedView, engine: &Shared, ranges: Self::Ranges) {
        match read(engine, view, &ranges).await {
            Some(parts) => view.borrow_mut().log.add(&parts),
            None => view.borrow_mut().log.fail(CHANGED),
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
