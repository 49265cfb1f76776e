//! Reports for tests of exports: those of scenarios, and lines of evidence.
#![allow(dead_code)] // Not every test uses all of it.

use std::path::Path;

use report::{EvidenceKind, EvidenceLine, Report};
use tests::{Way, analyze, read_scenario};

/// The report of a scenario.
pub(crate) fn report_of(scenario: &str) -> Report {
    let place =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios").join(scenario).join("logs.txt");
    analyze(&read_scenario(&std::fs::read_to_string(place).unwrap()), Way::default())
}

/// A line of evidence.
pub(crate) fn line(log: &str, line: u64, text: &str) -> EvidenceLine {
    EvidenceLine {
        id: "search.failed".into(),
        kind: EvidenceKind::Failed,
        log: log.to_owned(),
        file: 0,
        line,
        bytes: [0, text.len() as u64],
        time: "11-12-2026 09:13:48.900-060".into(),
        utc: Some("2026-11-12T08:13:48.900Z".into()),
        text: text.to_owned(),
        state: None,
        count: 1,
    }
}
