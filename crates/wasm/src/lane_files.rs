//! The files of logs that are shown together.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use report::ViewLog;
use viewer::MergedLog;
use web_sys::Blob;

use crate::blobs::read_ranges;
use crate::host::WorkerHost;

/// The files of logs that are shown together, in the order of the lanes.
#[derive(Clone)]
pub(crate) struct LaneFiles(Rc<RefCell<Vec<LaneFile>>>);

struct LaneFile {
    file: u32,
    /// Which log it is a part of.
    log: usize,
    source: Option<Blob>,
}

impl LaneFiles {
    pub(crate) fn new(host: &WorkerHost, logs: &[ViewLog]) -> Self {
        let of_log = |(log, of): (usize, &ViewLog)| {
            let file = |&file: &u32| LaneFile { file, log, source: host.log(file) };
            of.files.iter().map(file).collect::<Vec<_>>()
        };
        Self(Rc::new(RefCell::new(logs.iter().enumerate().flat_map(of_log).collect())))
    }

    /// The same for the core of the viewer.
    pub(crate) fn lanes(&self, host: &WorkerHost) -> Vec<MergedLog> {
        let lane = |file: &LaneFile| MergedLog {
            size: file.source.as_ref().map_or(0, |source| source.size() as u64),
            reading: host.session.reading(file.file),
            log: file.log as u32,
        };
        self.0.borrow().iter().map(lane).collect()
    }

    /// The lanes whose file is not there.
    pub(crate) fn missing(&self) -> Vec<usize> {
        let files = self.0.borrow();
        (0..files.len()).filter(|lane| files[*lane].source.is_none()).collect()
    }

    /// The log of each lane.
    pub(crate) fn logs(&self) -> Vec<usize> {
        self.0.borrow().iter().map(|file| file.log).collect()
    }

    /// The number of the file of a lane.
    pub(crate) fn file(&self, lane: usize) -> Option<u32> {
        self.0.borrow().get(lane).map(|file| file.file)
    }

    /// The lane of a file.
    pub(crate) fn lane(&self, file: u32) -> Option<usize> {
        self.0.borrow().iter().position(|other| other.file == file)
    }

    /// The minutes that are added to the times of a lane for UTC. A log whose clock is not known yet is shown in UTC.
    pub(crate) fn bias(&self, host: &WorkerHost, lane: usize, local: i64) -> i16 {
        let utc = self.file(lane).and_then(|file| host.session.utc(file, 0, local));
        utc.map_or(0, |utc| ((utc - local) / 60_000) as i16)
    }

    /// The bytes of some ranges, each of a lane; the error is the lane that cannot be read. `copy` gives the copy of a
    /// file that has changed meanwhile, if there is one by now.
    pub(crate) async fn read(
        &self,
        ranges: &[(usize, Range<u64>)],
        copy: impl Fn(u32) -> Option<Blob>,
    ) -> Result<Vec<Vec<u8>>, usize> {
        let mut all = Vec::with_capacity(ranges.len());
        for of_lane in ranges.chunk_by(|(one, _), (two, _)| one == two) {
            let Some(&(lane, _)) = of_lane.first() else { continue };
            let ranges: Vec<Range<u64>> = of_lane.iter().map(|(_, range)| range.clone()).collect();
            let source = self.0.borrow().get(lane).and_then(|file| file.source.clone());
            let parts = match source {
                Some(source) => read_ranges(&source, &ranges).await,
                None => None,
            };
            let parts = match parts {
                Some(parts) => parts,
                None => {
                    let copy = self.file(lane).and_then(&copy).ok_or(lane)?;
                    let parts = read_ranges(&copy, &ranges).await.ok_or(lane)?;
                    if let Some(file) = self.0.borrow_mut().get_mut(lane) {
                        file.source = Some(copy);
                    }
                    parts
                }
            };
            all.extend(parts);
        }
        Ok(all)
    }
}
