//! The saved reports among the files: when the logs are read, the lines that the reports quote are compared with them.

use std::collections::BTreeMap;

use diagnosis::CitationCheck;
use export::ReportContent;
use ingest::BLOCK;
use js_sys::Uint8Array;
use logfile::EDGE;
use report::{Citation, FileMeta, Reply, SavedReport, Verification};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::blobs::{read_ranges, slice};
use crate::send::send;
use crate::worker::Shared;

/// The most reports whose lines are compared.
const MOST_REPORTS: usize = 8;

/// The most rows of a list that are sent to the page.
const MOST_ROWS: usize = 50;

/// The most characters of a text that are sent to the page.
const MOST_CHARACTERS: usize = 400;

/// The saved reports, by the numbers of their files.
#[derive(Default)]
pub(crate) struct SavedReports {
    reports: BTreeMap<u32, (SavedReport, Vec<Citation>)>,
    /// The number of the last comparison: earlier ones end.
    last: u32,
}

impl SavedReports {
    /// Adds a report, unless there are too many.
    pub(crate) fn add(&mut self, file: &FileMeta, content: ReportContent) {
        if self.reports.len() < MOST_REPORTS {
            let (mut report, citations) = content.saved_as(file);
            shorten_all(&mut report);
            self.reports.insert(file.file, (report, citations));
        }
    }

    /// Drops the reports.
    pub(crate) fn clear(&mut self) {
        self.reports.clear();
        self.last += 1;
    }

    fn begin(&mut self) -> ReportComparison {
        self.last += 1;
        if self.reports.values().any(|(report, _)| report.verification.is_none()) {
            self.send();
        }
        let check = |(file, (_, citations)): (&u32, &(_, Vec<Citation>))| {
            (*file, CitationCheck::new(citations.clone()))
        };
        ReportComparison { number: self.last, checks: self.reports.iter().map(check).collect(), unread: 0 }
    }

    fn finish(&mut self, comparison: ReportComparison) {
        for (file, check) in comparison.checks {
            if let Some((report, _)) = self.reports.get_mut(&file) {
                report.verification = Some(Verification::of(&check.finish(), MOST_ROWS));
                report.unread_logs = comparison.unread;
                shorten_all(report);
            }
        }
        self.send();
    }

    fn send(&self) {
        let reports = self.reports.values().map(|(report, _)| report.clone()).collect();
        send(&Reply::SavedReports { reports });
    }
}

/// The comparison of all reports with all logs, which are read again one after the other.
struct ReportComparison {
    number: u32,
    /// The files of the reports, and what was found.
    checks: Vec<(u32, CitationCheck)>,
    /// How many logs could not be read again.
    unread: u32,
}

/// Why a comparison does not continue with a log.
enum ComparisonStop {
    /// The log cannot be read again.
    Unread,
    /// More files are read: all logs are compared after them.
    Superseded,
}

/// Compares the saved reports with the logs that were read, and sends the results.
pub(crate) async fn compare_saved_reports(engine: Shared) {
    if engine.borrow().host.saved.reports.is_empty() {
        return;
    }
    let mut comparison = engine.borrow_mut().host.saved.begin();
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
            let block = self.unless_superseded(engine, block(&source, from, to).await)?;
            self.checks.iter_mut().for_each(|(_, check)| check.block(&block));
            from = to;
        }
        self.checks.iter_mut().for_each(|(_, check)| check.close());
        Ok(())
    }

    /// The bytes that were read, unless the logs have changed in the meantime.
    fn unless_superseded<T>(&self, engine: &Shared, bytes: Option<T>) -> Result<T, ComparisonStop> {
        let engine = engine.borrow();
        match bytes {
            _ if engine.is_reading || engine.host.saved.last != self.number => {
                Err(ComparisonStop::Superseded)
            }
            Some(bytes) => Ok(bytes),
            None => Err(ComparisonStop::Unread),
        }
    }
}

/// A part of a blob; none if it cannot be read any more.
async fn block(source: &Blob, from: u64, to: u64) -> Option<Vec<u8>> {
    let bytes = JsFuture::from(slice(source, from, to)).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

/// Shortens the texts of a report for the page.
fn shorten_all(report: &mut SavedReport) {
    shorten(&mut report.version);
    for verdict in &mut report.verdicts {
        shorten(&mut verdict.machine);
        shorten(&mut verdict.summary);
    }
    let Some(found) = &mut report.verification else { return };
    for line in found.changed.iter_mut().chain(&mut found.moved) {
        let Citation { log, time, text, .. } = &mut line.citation;
        [log, text].into_iter().chain(time).for_each(shorten);
    }
    found.missing.iter_mut().for_each(|missing| shorten(&mut missing.log));
}

fn shorten(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(MOST_CHARACTERS) {
        text.truncate(end);
        text.push('…');
    }
}
