//! The panel of saved reports as text, and what is announced.

use report::{Citation, CitationStatus, SavedReport, SavedVerdict, Verification};

use super::*;

fn citation(log: &str, line: u64) -> Citation {
    let (log, time, text) = (log.to_owned(), Some("09:13:46".to_owned()), "Scan failed <b>".to_owned());
    Citation { log, line, bytes: None, time, text }
}

/// A report that quotes lines with these results.
fn saved(results: &[CitationStatus]) -> SavedReport {
    let results =
        (4_120..).zip(results).map(|(line, status)| (citation("WUAHandler.log", line), status.clone()));
    let summary = "The scan fails at step 3.".to_owned();
    SavedReport {
        name: "wuscope-report.json".to_owned(),
        modified: Some(1_795_000_000_000),
        version: "0.1.0".to_owned(),
        verdicts: vec![SavedVerdict {
            machine: "PC01".to_owned(),
            verdict: Some(FlowVerdict::Failed),
            summary,
        }],
        machine_count: 0,
        is_cut: false,
        verification: Some(Verification::of(&results.collect::<Vec<_>>(), 2)),
        unread_logs: 0,
    }
}

/// A state with a saved report.
fn beside(mut state: State, report: SavedReport) -> State {
    receive(&mut state, Reply::SavedReports { reports: vec![report] });
    state
}

#[test]
fn lines_that_are_in_the_logs_are_counted() {
    let state = beside(failing(), saved(&[CitationStatus::Same, CitationStatus::Masked]));
    assert!(state.announcement.starts_with("The scan fails at step 3: the Windows Update Agent"));
    let announced = "Saved report wuscope-report.json: All 2 lines that the report quotes are in these logs.";
    assert!(state.announcement.ends_with(announced), "{}", state.announcement);
    shows(
        state,
        "The scan fails at step 3 … Saved report … not a log: it changes no verdict … wuscope-report.json … \
         Wuscope 0.1.0, file of 2026-11-18 11:06 UTC … The scan fails at step 3. … PC01 … \
         All 2 lines that the report quotes are in these logs. … The names in 1 of them are not compared",
    );
}

#[test]
fn other_lines_are_listed_with_their_places() {
    let changed = CitationStatus::Changed { log: "WUAHandler.log".to_owned(), file: 1 };
    let moved = CitationStatus::Moved { log: "WUAHandler-2.log".to_owned(), line: 7, file: 2 };
    let results = [changed.clone(), moved, CitationStatus::NoLog, changed.clone(), changed];
    shows(
        beside(failing(), saved(&results)),
        "1 of 5 lines that the report quotes are in these logs. … Changed: … WUAHandler.log : 4,120 … 09:13:46 … \
         Scan failed <b> … WUAHandler.log : 4,123 … 1 more … Moved: … WUAHandler-2.log : 7 … \
         was WUAHandler.log : 4,121 … No log of this name is here … WUAHandler.log : 1 line",
    );
}

#[test]
fn the_comparison_is_announced_when_it_is_complete() {
    let compared = saved(&[CitationStatus::Same]);
    let state = beside(failing(), SavedReport { verification: None, ..compared.clone() });
    assert!(!state.announcement.contains("Saved report"), "{}", state.announcement);
    shows(state, "Comparing the lines that it quotes with the logs");
    let mut again = beside(failing(), compared.clone());
    again.announcement = "Copied".to_owned();
    assert_eq!(beside(again, compared).announcement, "Copied", "the same result is announced once");
}

#[test]
fn a_report_alone_requests_its_logs() {
    let state = beside(with(Report::default()), saved(&[CitationStatus::NoLog]));
    let announced = "Saved report wuscope-report.json: drop the logs that it was made from.";
    assert_eq!(state.announcement, announced);
    shows(
        state,
        "No log is open, only a saved report. … Drop the logs that it was made from … Saved report … \
         No log of this name is here … WUAHandler.log : 1 line",
    );
}

#[test]
fn notes_show_what_is_not_compared() {
    let report =
        SavedReport { is_cut: true, unread_logs: 2, machine_count: 3, ..saved(&[CitationStatus::Same]) };
    shows(
        beside(failing(), report),
        "3 machines … The report quotes more lines than are compared. … 2 logs could not be read again",
    );
}
