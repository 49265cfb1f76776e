//! The leaves of a flow, and the logs that can decide about each.

use crate::judge::flow_steps::{deciding, has_parts, is_part_of, leaves, logs_of, logs_of_end, next_leaf};
use crate::testing::compare;

fn flow(id: &str) -> &'static knowledge::Flow {
    knowledge::flow(id).expect("a flow of the knowledge")
}

fn step(flow: &str, id: &str) -> &'static knowledge::Step {
    knowledge::step(flow, id).expect("a step of the knowledge")
}

/// The logs that can decide about a step, then the logs that show at the default level how it ends.
#[track_caller]
fn check(flow: &str, id: &str, expected: &str) {
    let step = step(flow, id);
    let of = |log: crate::judge::flow_steps::DecidingLog| {
        let verbose = if log.is_verbose { " (verbose)" } else { "" };
        let echo = if log.is_echo { " (echo)" } else { "" };
        format!("{}{verbose}{echo}", log.log)
    };
    let logs: Vec<String> = deciding(step).into_iter().map(of).collect();
    let mut ends: Vec<&str> = logs_of_end(step).collect();
    ends.dedup();
    let found = [format!("deciding: {}", logs.join(", ")), format!("ends in: {}", ends.join(", "))];
    compare(id, &found.map(|line| line.trim_end().to_owned()), expected);
    let names: Vec<&str> = deciding(step).iter().map(|log| log.log).collect();
    assert_eq!(logs_of(step).collect::<Vec<_>>(), names);
}

#[test]
fn a_step_with_parts_is_not_a_leaf() {
    let ids: Vec<&str> = leaves(flow("client-scan")).map(|step| step.id).collect();
    assert_eq!(ids.join(" "), "1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9 1.10 1.11 2 3 4 5 6 7");
}

#[test]
fn only_the_first_step_of_a_scan_has_parts() {
    let scan = flow("client-scan");
    let with_parts: Vec<&str> =
        scan.steps.iter().filter(|step| has_parts(scan, step)).map(|step| step.id).collect();
    assert_eq!(with_parts, ["1"]);
}

#[test]
fn a_part_has_a_dot_after_its_step() {
    assert!(is_part_of("1.10", "1"));
    assert!(!is_part_of("1", "1"));
    assert!(!is_part_of("10", "1"));
    assert!(!is_part_of("1.10", "1.1"));
    assert!(!is_part_of("1", "1.10"));
}

#[test]
fn the_leaf_after_a_step_is_the_next_one_of_its_flow() {
    let next = |step| next_leaf(flow("client-scan"), step).map(|leaf| leaf.id);
    assert_eq!(next("1.1"), Some("1.2"));
    assert_eq!(next("1.11"), Some("2"));
    assert_eq!(next("6"), Some("7"));
    assert_eq!(next("7"), None);
}

#[test]
fn a_log_that_ends_a_step_decides_about_it() {
    check(
        "client-scan",
        "5",
        "
        deciding: WUAHandler, ScanAgent
        ends in: WUAHandler, ScanAgent
        ",
    );
}

#[test]
fn a_log_that_only_repeats_a_failure_is_an_echo() {
    check(
        "client-scan",
        "3",
        "
        deciding: WindowsUpdate, WUAHandler (echo), ScanAgent (echo)
        ends in: WindowsUpdate
        ",
    );
}

#[test]
fn a_log_with_only_verbose_lines_comes_last() {
    check(
        "client-scan",
        "7",
        "
        deciding: StateMessage (verbose), CcmMessaging (verbose)
        ends in:
        ",
    );
}

#[test]
fn a_log_with_one_line_of_the_default_level_is_not_verbose() {
    check(
        "client-scan",
        "1.2",
        "
        deciding: ScanAgent
        ends in: ScanAgent
        ",
    );
}

#[test]
fn a_log_that_shows_the_start_of_a_step_decides_but_does_not_end_it() {
    check(
        "client-scan",
        "1.8",
        "
        deciding: LocationServices
        ends in: LocationServices
        ",
    );
}

#[test]
fn lines_of_the_machine_decide_no_step() {
    check(
        "client-scan",
        "1.1",
        "
        deciding: ScanAgent
        ends in: ScanAgent
        ",
    );
}

#[test]
fn a_log_that_only_shows_progress_decides_nothing() {
    check(
        "policy",
        "5",
        "
        deciding:
        ends in:
        ",
    );
}

#[test]
fn a_log_that_users_are_not_asked_for_decides_nothing() {
    check(
        "servicing",
        "1",
        "
        deciding: CBS
        ends in:
        ",
    );
}

#[test]
fn an_echo_of_a_later_line_does_not_make_a_log_an_echo() {
    check(
        "client-scan",
        "1.10",
        "
        deciding: WUAHandler, ScanAgent (echo)
        ends in: WUAHandler
        ",
    );
}

#[test]
fn an_echo_that_reports_a_step_as_done_ends_it() {
    check(
        "client-scan",
        "4",
        "
        deciding: WUAHandler, WindowsUpdate
        ends in: WUAHandler, WindowsUpdate
        ",
    );
}
