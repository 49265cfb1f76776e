//! The saved reports among the files, and what was found of the lines that they quote.

use std::collections::BTreeMap;

use diagnosis::CitationCheck;
use export::ReportContent;
use report::{Citation, FileMeta, Reply, SavedReport, Verification};

use crate::send::send;

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

/// The comparison of all saved reports with all logs.
pub(crate) struct ReportComparison {
    pub(crate) number: u32,
    /// The files of the reports, and what was found.
    pub(crate) checks: Vec<(u32, CitationCheck)>,
    /// How many logs could not be read again.
    pub(crate) unread: u32,
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

    /// Begins a comparison, and sends the reports if the page does not have them; none if there are no reports.
    pub(crate) fn begin(&mut self) -> Option<ReportComparison> {
        if self.reports.is_empty() {
            return None;
        }
        self.last += 1;
        if self.reports.values().any(|(report, _)| report.verification.is_none()) {
            self.send();
        }
        let check = |(file, (_, citations)): (&u32, &(_, Vec<Citation>))| {
            (*file, CitationCheck::new(citations.clone()))
        };
        let checks = self.reports.iter().map(check).collect();
        Some(ReportComparison { number: self.last, checks, unread: 0 })
    }

    /// Whether a comparison is the last that began.
    pub(crate) fn is_last(&self, comparison: &ReportComparison) -> bool {
        self.last == comparison.number
    }

    /// Takes the results of a comparison, and sends the reports.
    pub(crate) fn finish(&mut self, comparison: ReportComparison) {
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
