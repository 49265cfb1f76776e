//! The lines that a saved report quotes are verified against the same logs: of every scenario, also masked.

use diagnosis::{CitationCheck, DroppedFile};
use export::{ExportContext, Mask, citations, export};
use report::{Citation, CitationStatus, ExportForm, Report};
use tests::{TestFile, Way, analyze, for_each_scenario, texts_by_number};

#[test]
fn every_line_that_a_report_quotes_is_verified() {
    for_each_scenario(|_, path, files| {
        let report = analyze(files, Way::default());
        let masked = Mask::of(&report).masked(&report);
        for (report, is_masked) in [(&report, false), (&masked, true)] {
            let found = check(report, files);
            let is_bad = |(_, status): &&(Citation, CitationStatus)| match status {
                CitationStatus::Same => false,
                CitationStatus::Masked => !is_masked,
                _ => true,
            };
            let bad: Vec<_> = found.iter().filter(is_bad).collect();
            assert!(bad.is_empty(), "{}: {bad:#?}", path.display());
        }
    });
}

/// The lines that a report quotes, compared with the logs that it is about.
fn check(report: &Report, files: &[TestFile]) -> Vec<(Citation, CitationStatus)> {
    let json = export(report, ExportForm::Json, &ExportContext::default());
    let found = citations(&json);
    let mut check = CitationCheck::new(found.unwrap_or_default());
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
