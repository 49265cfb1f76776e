//! Answers the requests of the viewer while two sides are compared.

use std::cell::RefCell;
use std::rc::Rc;

use report::{ViewRequest, ViewSide};
use viewer::{LaneRanges, ViewStep};

use crate::host::WorkerHost;
use crate::in_steps::{InSteps, start};
use crate::merged_viewing::LEFT_OUT;
use crate::open_pair::{OpenPair, SharedPair};
use crate::worker::{EngineWorker, Shared};

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
    start(engine, pair);
}

impl InSteps for OpenPair {
    /// The side, and what is read of it.
    type Ranges = (usize, LaneRanges);

    fn shown(engine: &EngineWorker) -> Option<&SharedPair> {
        engine.pair.as_ref()
    }

    fn is_working(&mut self) -> &mut bool {
        &mut self.is_working
    }

    fn step(&mut self, host: &WorkerHost) -> ViewStep<Self::Ranges> {
        self.next_step(host)
    }

    async fn read(pair: &SharedPair, engine: &Shared, (side, ranges): Self::Ranges) {
        let files = pair.borrow().files[side].clone();
        match files.read(&ranges, |file| engine.borrow().host.log(file)).await {
            Ok(parts) => pair.borrow_mut().pair.add(&parts),
            Err(lane) => pair.borrow_mut().pair.fail(side, lane, LEFT_OUT),
        }
    }
}
