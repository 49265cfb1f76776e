//! Lines with an implausible time: from a clock that was never set, or a field that was never filled. Such a line
//! keeps its text and counts; it changes no first and no last time.

use report::{Finding, Report};
use tests::{TestFile, Trace, TraceEvent, Way, analyze};

const YEARS: [u32; 6] = [1, 1601, 1970, 1980, 2101, 9999];

/// A WUAHandler.log of two failing scans, in which the lines at these places are of another year.
fn log(year: u32, places: &[usize]) -> TestFile {
    let messages = [
        "Its a completely new WSUS Update Source.",
        "Async searching of updates using WUAgent started.",
        "Scan failed with error = 0x8024401b.",
        "Async searching of updates using WUAgent started.",
        "Scan failed with error = 0x8024401b.",
        "something else",
    ];
    let line = |(at, message): (usize, &&str)| {
        let year = if places.contains(&at) { year } else { 2026 };
        format!(
            "<![LOG[{message}]LOG]!><time=\"0{at}:10:41.204-60\" date=\"11-12-{year:04}\" component=\"WUAHandler\" \
             context=\"\" type=\"1\" thread=\"4712\" file=\"cwuahandler.cpp:1\">\r\n"
        )
    };
    let text: String = messages.iter().enumerate().map(line).collect();
    TestFile::alone("WUAHandler.log", text.into_bytes())
}

fn report_of(file: TestFile) -> Report {
    analyze(&[file], Way::default())
}

/// First and last time of the log, since when scans fail, and of each finding how often, first and last.
fn times(report: &Report) -> Vec<String> {
    let text = |time: &Option<String>| time.clone().unwrap_or_default();
    let logs =
        report.logs.iter().map(|log| format!("log {} to {}", text(&log.first_time), text(&log.last_time)));
    let flows = report.flows.iter().map(|flow| format!("since {}", text(&flow.failing_since)));
    let found = |found: &Finding| {
        format!("{} x{}: {} to {}", found.step, found.count, text(&found.first_seen), text(&found.last_seen))
    };
    let runs = report.runs.iter().map(|run| format!("run {} to {}", text(&run.start), text(&run.end)));
    logs.chain(flows).chain(report.findings.iter().map(found)).chain(runs).collect()
}

#[test]
fn an_implausible_time_changes_no_other() {
    // Neither that scan nor the line behind it bounds anything: all stays as it was.
    let expected = times(&report_of(log(2026, &[])));
    assert!(expected[0].starts_with("log 2026-11-11T23:10:41.204Z to 2026-11-12T04:"), "{expected:?}");
    for year in YEARS {
        let report = report_of(log(year, &[4]));
        let found = times(&report);
        assert_eq!(found[..2], expected[..2], "{year}");
        let outside = |time: &String| {
            time.split(' ').any(|word| {
                word.starts_with(char::is_numeric) && word.len() > 20 && !word.starts_with("2026-11-1")
            })
        };
        assert!(!found.iter().any(outside), "{year}: {found:?}");
        assert_eq!(report.findings[0].count, 2, "{year}: it counts");
        assert_eq!(report.logs[0].entries, 6);
        let notes: Vec<&str> = report.notes.iter().map(|note| note.summary.as_str()).collect();
        assert_eq!(
            notes,
            ["1 entry has a time outside the years 1990 to 2100; that time is ignored."],
            "{year}"
        );
    }
}

#[test]
fn a_failure_with_an_implausible_time_gets_the_time_of_its_neighbors() {
    for year in YEARS {
        for places in [&[0, 1, 2][..], &[2], &[0, 1, 2, 3, 4], &[3, 4, 5]] {
            let report = report_of(log(year, places));
            let outside = |time: &Option<String>| {
                time.as_ref().is_some_and(|time| !time.starts_with("2026-11-1") || !time.ends_with('Z'))
            };
            for found in &report.findings {
                assert!(
                    !outside(&found.first_seen) && !outside(&found.last_seen),
                    "{year} {places:?}: {found:?}"
                );
            }
            for flow in &report.flows {
                assert!(!outside(&flow.failing_since), "{year} {places:?}: {flow:?}");
            }
            for run in &report.runs {
                assert!(!outside(&run.start) && !outside(&run.end), "{year} {places:?}: {run:?}");
            }
            let quoted = report.runs.iter().flat_map(|run| &run.steps).flat_map(|step| &step.evidence);
            let quoted = quoted
                .filter(|line| line.time.contains(&format!("-{year:04}")))
                .inspect(|line| assert_eq!(line.utc, None));
            assert!(quoted.count() > 0, "{year} {places:?}: the text stays");
            assert_eq!(report.findings[0].count, 2, "{year} {places:?}");
        }
    }
}

#[test]
fn events_of_an_unset_clock_change_no_times() {
    let event = |stamp: &str, message: &str| TraceEvent {
        stamp: stamp.to_owned(),
        level: 4,
        process: 1020,
        thread: 6716,
        component: "Agent".to_owned(),
        message: message.to_owned(),
    };
    for year in ["1601", "1980"] {
        let events = vec![
            event(&format!("{year}/01/02 00:00:00.0000000"), "before the clock was set"),
            event("2026/11/12 10:00:00.0000000", "after it"),
            event("2026/11/12 10:00:01.0000000", "after it, again"),
        ];
        let trace = Trace { bias: 0, events, ..Trace::default() }.bytes();
        let report = report_of(TestFile::alone("WindowsUpdate.20261112.100000.120.1.etl", trace));
        assert_eq!(report.logs[0].first_time.as_deref(), Some("2026-11-12T10:00:00.000Z"), "{year}");
        assert_eq!(report.logs[0].last_time.as_deref(), Some("2026-11-12T10:00:01.000Z"), "{year}");
        assert_eq!(report.logs[0].entries, 3, "{year}");
    }
    let log = "#Events\tkind=System\tcomputer=PC01\n\
               1601-01-01 00:00:05.000\t4\t4\t8\tKernel-General 12: Windows started: 10.0\n\
               2026-11-12 09:22:50.842\t4\t4\t4\tEventLog 6005: started\n\
               9999-12-31 09:22:50.842\t4\t4\t4\tEventLog 6006: stopped\n";
    let report = report_of(TestFile::alone("System.evtx", log.as_bytes().to_vec()));
    assert_eq!(report.logs[0].first_time.as_deref(), Some("2026-11-12T09:22:50.842Z"));
    assert_eq!(report.logs[0].last_time.as_deref(), Some("2026-11-12T09:22:50.842Z"));
    assert!(
        report.moments.iter().all(|moment| moment.time.as_ref().is_none_or(|time| time.starts_with("2026"))),
        "{:?}",
        report.moments
    );
}
