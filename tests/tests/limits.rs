//! Logs that exceed the limits: what is left out is counted and reported, and the newest is never left out.

use report::{FlowVerdict, Report};
use tests::{TestFile, Way, analyze};

/// The report of a WUAHandler.log with these messages, a second apart.
fn report_of(messages: impl Iterator<Item = String>) -> Report {
    let entry = |(at, message): (usize, String)| {
        let (day, hour, minute, second) = (at / 86_400 + 1, at / 3600 % 24, at / 60 % 60, at % 60);
        format!(
            "<![LOG[{message}]LOG]!><time=\"{hour:02}:{minute:02}:{second:02}.000-60\" date=\"11-{day:02}-2026\" \
             component=\"WUAHandler\" context=\"\" type=\"1\" thread=\"4712\" file=\"cwuahandler.cpp:1\">\r\n"
        )
    };
    let bytes = messages.enumerate().map(entry).collect::<String>().into_bytes();
    let (name, path) = ("WUAHandler.log".to_owned(), String::new());
    analyze(&[TestFile { name, path, bytes, modified: None, whole_folder: false }], Way::default())
}

/// The parsing notes of the report.
fn notes(report: &Report) -> Vec<&str> {
    report.notes.iter().map(|note| note.summary.as_str()).collect()
}

#[test]
fn the_newest_lines_of_evidence_are_kept() {
    let scan = |at: usize| {
        let end = if at < 101_000 {
            "Successfully completed scan."
        } else {
            "Scan failed with error = 0x8024401b."
        };
        ["Async searching of updates using WUAgent started.".to_owned(), end.to_owned()]
    };
    let report = report_of((0..101_001).flat_map(scan));
    assert_eq!(report.flows[0].verdict, FlowVerdict::Failed, "the last scan alone failed");
    let note = "This log has too many lines of evidence: the oldest 20000 were counted but not kept, so earlier runs \
                are not shown.";
    assert_eq!(notes(&report), [note]);
    assert_eq!(report.run_count, 91_001);
}

#[test]
fn codes_beyond_the_limit_are_counted() {
    let report = report_of((1..=5000).map(|at| format!("something failed with error 0x8{at:07x}")));
    assert_eq!(
        notes(&report),
        ["This log has too many different codes: the codes of 904 entries are not listed."]
    );
    assert_eq!(report.codes.len(), 4096);
}

#[test]
fn updates_beyond_the_limit_are_counted() {
    let found = |at: usize| {
        format!(
            "Update (Missing): Update {at} (KB5{:06}) ({at:08x}-0000-4000-8000-000000000001, 200)",
            at % 500_000
        )
    };
    let report = report_of((1..=100_010).map(found));
    assert_eq!((report.updates.len(), report.update_count), (100_000, 100_000));
    assert_eq!(
        notes(&report),
        ["The logs contain more than 100000 updates: 10 lines about other updates are not listed."]
    );
}

#[test]
fn the_newest_moments_of_a_kind_are_kept_and_the_others_counted() {
    // A restart every two hours, so that none is merged with the previous one.
    let started = |at: usize| {
        let (month, day, hour) = (at / 336 + 1, at / 12 % 28 + 1, at % 12 * 2);
        format!(
            "2026-{month:02}-{day:02} {hour:02}:00:00.000\t4\t4\t8\tKernel-General 12: Windows started: 10.0 at {at}\n"
        )
    };
    let head = "#Events\tkind=System\tcomputer=PC01\n".to_owned();
    let bytes: String = std::iter::once(head).chain((0..1_500).map(started)).collect();
    for block in [usize::MAX, 997] {
        let file = TestFile::alone("System.evtx", bytes.clone().into_bytes());
        let report = analyze(&[file], Way { block: block.min(Way::default().block), ..Way::default() });
        assert_eq!((report.moments.len(), report.moment_count), (1_000, 1_500));
        let of = |at: usize| report.moments[at].evidence.text.clone();
        assert_eq!(of(0), "Kernel-General 12: Windows started: 10.0 at 500", "the oldest that is kept");
        assert_eq!(of(999), "Kernel-General 12: Windows started: 10.0 at 1499");
    }
}
