//! Answers the requests of the viewer while several logs are shown together.

use std::cell::RefCell;
use std::rc::Rc;

use report::{ViewLog, ViewRequest};
use viewer::{LaneRanges, ViewStep};

use crate::host::WorkerHost;
use crate::in_steps::{InSteps, start};
use crate::open_merged::{OpenMerged, SharedMerged};
use crate::worker::{EngineWorker, Shared};

/// Why a log is left out.
pub(crate) const LEFT_OUT: &str = "its file has changed since it was dropped";

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
    start(engine, view);
}

impl InSteps for OpenMerged {
    type Ranges = LaneRanges;

    fn shown(engine: &EngineWorker) -> Option<&SharedMerged> {
        engine.merged.as_ref()
    }

    fn is_working(&mut self) -> &mut bool {
        &mut self.is_working
    }

    fn step(&mut self, host: &WorkerHost) -> ViewStep<Self::Ranges> {
        self.next_step(host)
    }

    async fn read(view: &SharedMerged, engine: &Shared, ranges: Self::Ranges) {
        let files = view.borrow().files.clone();
        match files.read(&ranges, |file| engine.borrow().host.log(file)).await {
            Ok(parts) => view.borrow_mut().merged.add(&parts),
            Err(lane) => view.borrow_mut().merged.fail(lane, LEFT_OUT),
        }
    }
}
