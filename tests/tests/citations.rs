//! The lines that a saved report quotes are verified against the same logs: of every scenario, in each form that quotes
//! them exactly, also masked.

#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

use diagnosis::{CitationCheck, DroppedFile};
use export::{ExportContext, Mask, ReportContent, export};
use report::{Citation, CitationStatus, ExportForm, Report};
use tests::{TestFile, Way, analyze, for_each_scenario, texts_by_number};

#[test]
fn every_line_that_a_report_quotes_is_verified() {
    for_each_scenario(|_, path, files| {
        let report = analyze(files, Way::default());
        let masked = Mask::of(&report).masked(&report);
        let forms = [ExportForm::Json, ExportForm::Ndjson, ExportForm::Sarif];
        for (form, (report, is_masked)) in
            forms.into_iter().flat_map(|form| [(&report, false), (&masked, true)].map(|of| (form, of)))
        {
            let found = check(report, form, files);
            let is_bad = |(_, status): &&(Citation, CitationStatus)| match status {
                CitationStatus::Same => false,
                CitationStatus::Masked => !is_masked,
                _ => true,
            };
            let bad: Vec<_> = found.iter().filter(is_bad).collect();
            assert!(bad.is_empty(), "{} as {form:?}: {bad:#?}", path.display());
        }
    });
}

/// The lines that a report quotes, compared with the logs that it is about.
fn check(report: &Report, form: ExportForm, files: &[TestFile]) -> Vec<(Citation, CitationStatus)> {
    let text = export(report, form, &ExportContext::default());
    let mut check = CitationCheck::new(ReportContent::read(&text).unwrap().citations);
    let texts = texts_by_number(files);
    let parts = report.all().flat_map(|report| &report.logs).flat_map(|log| &log.parts);
    for part in parts {
        let Some(text) = texts.get(&part.file) else { continue };
        let size = text.len() as u64;
        let name = part.name.clone();
        let file =
            DroppedFile { file: 0, name, path: String::new(), size, modified: None, whole_folder: false };
        if check.open(&file, text, text) {
            text.chunks(100_000).for_each(|block| check.block(block));
        }
    }
    check.finish()
}
