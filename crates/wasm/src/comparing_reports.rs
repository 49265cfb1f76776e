//! Compares saved reports with the logs after these were read: each log is read again.

use std::slice::from_ref;

use ingest::BLOCK;
use logfile::EDGE;
use report::FileMeta;

use crate::blobs::read_ranges;
use crate::saved_reports::ReportComparison;
use crate::worker::Shared;

/// Why a comparison does not continue with a log.
enum ComparisonStop {
    /// The log cannot be read again.
    Unread,
    /// More files are read: all logs are compared after them.
    Superseded,
}

/// Compares the saved reports with the logs that were read, and sends the results.
pub(crate) async fn compare_saved_reports(engine: Shared) {
    let comparison = engine.borrow_mut().host.saved.begin();
    let Some(mut comparison) = comparison else { return };
    let mut logs: Vec<FileMeta> = engine.borrow().host.session.logs_read().cloned().collect();
    // With the logs that the reports name, most comparisons are complete.
    logs.sort_by_key(|log| !comparison.checks.iter().any(|(_, check)| check.names(&log.name)));
    for log in logs {
        if comparison.checks.iter().all(|(_, check)| check.is_settled()) {
            break;
        }
        match comparison.read(&engine, &log).await {
            Ok(()) => {}
            Err(ComparisonStop::Unread) => comparison.unread += 1,
            Err(ComparisonStop::Superseded) => return,
        }
    }
    engine.borrow_mut().host.saved.finish(comparison);
}

impl ReportComparison {
    async fn read(&mut self, engine: &Shared, log: &FileMeta) -> Result<(), ComparisonStop> {
        let source = engine.borrow().host.source(log.file).ok_or(ComparisonStop::Unread)?;
        let size = source.size() as u64;
        let edge = EDGE as u64;
        let edges = read_ranges(&source, &[0..size.min(edge), size.saturating_sub(edge)..size]).await;
        let edges = self.unless_superseded(engine, edges)?;
        let [head, tail] = &edges[..] else { return Err(ComparisonStop::Unread) };
        let log = FileMeta { size, ..log.clone() };
        let mut is_needed = false;
        for (_, check) in &mut self.checks {
            is_needed |= check.open(&log, head, tail);
        }
        let mut from = 0;
        while is_needed && from < size {
            let to = size.min(from + BLOCK);
            for block in self.unless_superseded(engine, read_ranges(&source, from_ref(&(from..to))).await)? {
                self.checks.iter_mut().for_each(|(_, check)| check.block(&block));
            }
            from = to;
        }
        self.checks.iter_mut().for_each(|(_, check)| check.close());
        Ok(())
    }

    /// The bytes that were read, unless the logs have changed in the meantime.
    fn unless_superseded<T>(&self, engine: &Shared, bytes: Option<T>) -> Result<T, ComparisonStop> {
        let engine = engine.borrow();
        match bytes {
            _ if engine.is_reading || !engine.host.saved.is_last(self) => Err(ComparisonStop::Superseded),
            Some(bytes) => Ok(bytes),
            None => Err(ComparisonStop::Unread),
        }
    }
}
