//! Tests of the comparison of citations with logs.

use report::{Citation, CitationStatus};

use super::citation_check::CitationCheck;
use crate::session::DiagnosisSession;
use crate::testing::{dropped, scan_all};

const LOGS: &str = "
    --- WUAHandler.log
    09:13:43 4712 Async searching of updates using WUAgent started.
    09:13:46 4712 Scan failed with error = 0x80244022.
";

/// The line with which the scan of these logs failed, as a report quotes it.
fn cited() -> Citation {
    let mut session = DiagnosisSession::default();
    scan_all(&mut session, LOGS);
    let line = session.report().findings.swap_remove(0).evidence.swap_remove(0);
    Citation {
        log: line.log,
        line: line.line,
        bytes: Some(line.bytes),
        time: Some(line.time),
        text: line.text,
    }
}

/// The log is the first of these logs, and the line is not in it.
fn changed(log: &str) -> CitationStatus {
    CitationStatus::Changed { log: log.to_owned(), file: 0 }
}

/// What these logs, read in blocks of some bytes, show about a citation.
fn status_in(logs: &str, citation: &Citation) -> CitationStatus {
    let mut check = CitationCheck::new(vec![citation.clone()]);
    for (file, bytes) in dropped(logs) {
        if check.open(&file, &bytes, &bytes) {
            bytes.chunks(97).for_each(|block| check.block(block));
        }
    }
    check.finish().swap_remove(0).1
}

#[test]
fn the_same_log_has_the_line() {
    assert_eq!(status_in(LOGS, &cited()), CitationStatus::Same);
    let grown = format!("{LOGS}\n09:14:00 4712 Async searching of updates using WUAgent started.");
    assert_eq!(status_in(&grown, &cited()), CitationStatus::Same, "the log has grown");
    let renamed = LOGS.replace("WUAHandler.log", "WUAHandler-20261112-100000.log");
    assert_eq!(status_in(&renamed, &cited()), CitationStatus::Same, "the log was rolled over");
}

#[test]
fn another_text_or_time_is_a_change() {
    for (before, after) in
        [("0x80244022", "0x80244023"), ("09:13:46", "09:13:47"), ("Scan failed", "Scan  failed")]
    {
        let edited = LOGS.replace(before, after);
        assert_eq!(status_in(&edited, &cited()), changed("WUAHandler.log"), "{after}");
        let mut citation = cited();
        let time = citation.time.take().unwrap_or_default();
        citation.time = Some(time.replace(before, after));
        citation.text = citation.text.replace(before, after);
        assert_eq!(status_in(LOGS, &citation), changed("WUAHandler.log"), "{after}, in the report");
    }
    let other_line = Citation { line: 1, time: None, ..cited() };
    assert_eq!(status_in(LOGS, &other_line), changed("WUAHandler.log"), "another line of the log");
}

#[test]
fn a_line_can_move() {
    let longer = LOGS.replace("--- WUAHandler.log", "--- WUAHandler.log\n09:13:40 4712 An earlier line.");
    let moved = |log: &str, line| CitationStatus::Moved { log: log.to_owned(), line, file: 0 };
    assert_eq!(status_in(&longer, &cited()), moved("WUAHandler.log", 3));
}

#[test]
fn without_the_log_nothing_is_known() {
    assert_eq!(status_in("--- ScanAgent.log\n09:13:46 4712 nothing", &cited()), CitationStatus::NoLog);
    assert_eq!(status_in("--- wuahandler.log raw", &cited()), changed("wuahandler.log"), "it is empty");
}

#[test]
fn names_of_a_masked_report_are_not_compared() {
    let named = "
        --- PC01-WUAHandler.log
        09:13:46 4712 Scan failed on SUP02.contoso.com with error = 0x80244022.
    ";
    let (line, text) = (1, "Scan failed on HOST-01.DOMAIN-01 with error = 0x80244022.".to_owned());
    let citation = Citation { log: "HOST-01-WUAHandler.log".to_owned(), line, bytes: None, time: None, text };
    assert_eq!(status_in(named, &citation), CitationStatus::Masked);
    let edited = named.replace("0x80244022", "0x80244023");
    assert_eq!(status_in(&edited, &citation), changed("PC01-WUAHandler.log"));
}

#[test]
fn the_check_is_settled_if_all_lines_are_in_place() {
    let mut check = CitationCheck::new(vec![cited()]);
    assert!(!check.is_settled());
    for (file, bytes) in dropped(LOGS) {
        check.open(&file, &bytes, &bytes);
        check.block(&bytes);
        check.close();
    }
    assert!(check.is_settled());
}

/// Each of many lines of one second would be compared with each entry of that second.
#[test]
fn many_citations_of_one_time_are_bounded() {
    let longer = LOGS.replace("--- WUAHandler.log", "--- WUAHandler.log\n09:13:40 4712 An earlier line.");
    let many = (0..1000).map(|at| Citation { line: 1000 + at, ..cited() }).collect();
    let mut check = CitationCheck::new(many);
    for (file, bytes) in dropped(&longer) {
        check.open(&file, &bytes, &bytes);
        check.block(&bytes);
    }
    let found = check.finish();
    let moved = found.iter().filter(|(_, status)| matches!(status, CitationStatus::Moved { .. })).count();
    assert_eq!(moved, 200);
}
