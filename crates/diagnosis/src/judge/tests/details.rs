//! Which failing codes without a result are found before a line, and of which step they are evidence.

use crate::judge::detail_evidence::evidence_of_details;
use crate::judge::details::DetailIndex;
use crate::logs::rollovers::logs_of;
use crate::runs::timed_sightings::{TimedSighting, sightings_of};
use crate::sort;
use crate::testing::{compare, read};

/// The lines with failing codes that are found before the last line of evidence in these logs.
#[track_caller]
fn check(text: &str, expected: &str) {
    let logs = logs_of(&read(text));
    let mut seen: Vec<TimedSighting> = sightings_of(&logs).into_iter().flatten().collect();
    sort::by_key(&mut seen, TimedSighting::order);
    let last = seen.last().expect("a line is evidence");
    let details = DetailIndex::of(&logs);
    let found = details.before(last).map(|line| {
        let seen = line.sighting(&logs).expect("it is in the logs");
        let evidence = seen.evidence;
        let code = seen.code().map_or_else(String::new, knowledge::spell);
        format!("{code} at {}/{}: {}", evidence.flow, evidence.step, seen.sighting().quote.text())
    });
    compare(text, &found.collect::<Vec<_>>(), expected);
}

#[test]
fn the_codes_on_the_thread_of_a_failure_are_found_in_order() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:40 1020 6716 Misc *FAILED* [80070005] Contoso opens its door
        09:13:41 1020 6716 Misc *FAILED* [80070020] Contoso turns its key
        09:13:42 1020 6716 Handler Command line install completed. Return code = 0x80070643, Result = Failed, Reboot required = false
        ",
        "
        0x80070005 at client-scan/3: *FAILED* [80070005] Contoso opens its door
        0x80070020 at client-scan/3: *FAILED* [80070020] Contoso turns its key
        ",
    );
}

#[test]
fn a_code_is_a_layer_for_one_minute() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:12:41 1020 6716 Misc *FAILED* [80070005] Contoso opens its door
        09:12:42 1020 6716 Misc *FAILED* [80070020] Contoso turns its key
        09:13:42 1020 6716 Handler Command line install completed. Return code = 0x80070643, Result = Failed, Reboot required = false
        ",
        "0x80070020 at client-scan/3: *FAILED* [80070020] Contoso turns its key",
    );
}

#[test]
fn codes_of_other_threads_processes_and_logs_are_skipped() {
    check(
        "
        --- ScanAgent.log
        09:13:41 6716 Contoso failed with 0x80070057
        --- WindowsUpdate.log windows-update
        09:13:40 1020 6700 Misc *FAILED* [80070005] Contoso opens its door
        09:13:40 1020 6716 Misc *FAILED* [80070020] Contoso turns its key
        09:13:40 1020 6800 Misc *FAILED* [80070006] Contoso opens its window
        09:13:40 2020 6716 Misc *FAILED* [80070008] Contoso opens its purse
        09:13:42 1020 6716 Handler Command line install completed. Return code = 0x80070643, Result = Failed, Reboot required = false
        ",
        "0x80070020 at client-scan/3: *FAILED* [80070020] Contoso turns its key",
    );
}

#[test]
fn codes_after_a_failure_are_skipped() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:42 1020 6716 Misc *FAILED* [80070005] Contoso opens its door
        09:13:42 1020 6716 Handler Command line install completed. Return code = 0x80070643, Result = Failed, Reboot required = false
        09:13:42 1020 6716 Misc *FAILED* [80070020] Contoso turns its key
        09:13:43 1020 6716 Misc *FAILED* [80070006] Contoso opens its window
        ",
        "0x80070005 at client-scan/3: *FAILED* [80070005] Contoso opens its door",
    );
}

#[test]
fn similar_lines_are_each_found() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:39 1020 6716 Misc *FAILED* [80070005] Contoso opens door 1
        09:13:40 1020 6716 Misc *FAILED* [80070020] Contoso turns its key
        09:13:41 1020 6716 Misc *FAILED* [80070005] Contoso opens door 2
        09:13:42 1020 6716 Handler Command line install completed. Return code = 0x80070643, Result = Failed, Reboot required = false
        ",
        "
        0x80070005 at client-scan/3: *FAILED* [80070005] Contoso opens door 1
        0x80070020 at client-scan/3: *FAILED* [80070020] Contoso turns its key
        0x80070005 at client-scan/3: *FAILED* [80070005] Contoso opens door 2
        ",
    );
}

#[test]
fn lines_that_healthy_machines_write_are_skipped() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:38 1020 6716 Misc *FAILED* [80246007] ISusInternal:: IsCommitRequired
        09:13:39 1020 6716 Misc *FAILED* [80246007] Contoso opens its door
        09:13:40 1020 6716 Misc *FAILED* [80248007] GetEulaInfo
        09:13:42 1020 6716 Handler Command line install completed. Return code = 0x80070643, Result = Failed, Reboot required = false
        ",
        "0x80246007 at client-scan/3: *FAILED* [80246007] Contoso opens its door",
    );
}

#[test]
fn a_log_without_times_uses_the_order_of_its_lines() {
    check(
        "
        --- pasted.txt raw
        Contoso failed with 0x80070005
        Failed to start async searching of updates. Error = 0x80070424
        Contoso failed with 0x80070057
        ",
        "0x80070005 at client-scan/1.10: Contoso failed with 0x80070005",
    );
}

#[test]
fn codes_in_a_rollover_come_before_those_of_the_newer_file() {
    check(
        "
        --- WUAHandler-20261112-091341.log
        09:13:40 4712 Contoso failed with 0x80070005
        09:13:41 4712 Contoso turned back with 0x80070057
        --- WUAHandler.log
        09:13:41 4712 Contoso stopped with 0x80070020
        09:13:41 4712 Failed to start async searching of updates. Error = 0x80070424
        09:13:41 4712 Contoso went home with 0x80070006
        ",
        "
        0x80070005 at client-scan/1.10: Contoso failed with 0x80070005
        0x80070057 at client-scan/1.10: Contoso turned back with 0x80070057
        0x80070020 at client-scan/1.10: Contoso stopped with 0x80070020
        ",
    );
}

/// The first two steps that the failing lines of a log can belong to.
#[track_caller]
fn check_steps(log: &str, expected: &str) {
    let steps = evidence_of_details(Some(log)).map(|row| {
        assert_eq!((row.log, row.id), (log, "detail"));
        format!("{}/{}", row.flow, row.step)
    });
    assert_eq!(steps.take(2).collect::<Vec<_>>().join(", "), expected, "{log}");
}

#[test]
fn the_step_with_the_most_lines_in_a_log_comes_first() {
    check_steps("UpdatesDeployment", "client-scan/1.1, install/2");
    check_steps("ScanAgent", "client-scan/1.2, client-scan/1.1");
    check_steps("CBS", "servicing/2, install/5");
}

#[test]
fn a_search_comes_before_the_steps_that_follow_it() {
    check_steps("WindowsUpdate", "client-scan/3, client-scan/1.10");
    check_steps("WUAHandler", "client-scan/1.10, client-scan/2");
}

#[test]
fn the_failing_lines_of_an_unknown_log_can_belong_to_any_step() {
    let logs = |log: Option<&str>| {
        let mut logs: Vec<&str> = evidence_of_details(log).map(|row| row.log).collect();
        logs.dedup();
        logs.len()
    };
    assert_eq!(logs(Some("WUAHandler")), 1);
    assert!(logs(None) > 10);
    assert_eq!(logs(Some("Contoso")), logs(None));
}

#[test]
fn a_detail_is_a_reason_but_not_a_failure_of_a_run() {
    for row in evidence_of_details(None) {
        assert_eq!(row.shows, knowledge::EvidenceKind::Failed);
        assert!(row.is_reason() && !row.is_echo() && !row.is_root() && !row.link.opens);
    }
}
