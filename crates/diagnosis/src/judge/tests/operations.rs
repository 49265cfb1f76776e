//! The results of operations: the subject of each, how it ended, and the inner failures.

use crate::judge::analysis::Analysis;
use crate::judge::operation_subject::Subject;
use crate::judge::operations::{FailureEnding, KeyedOperation};
use crate::testing::{compare, read};

/// The conclusions about the operations of these logs, one line each: the subject, the number of successes, the last
/// failure with its codes, what happened after it, when it failed, and the other evidence. `<E1>` is the id of an
/// update.
#[track_caller]
fn check(text: &str, expected: &str) {
    let analysis = Analysis::of(&read(&with_update_ids(text)));
    let found: Vec<String> = analysis.operations.keyed.iter().map(described).collect();
    compare(text, &found, expected);
}

fn with_update_ids(text: &str) -> String {
    (1..=9).fold(text.to_owned(), |text, number| {
        text.replace(&format!("<E{number}>"), &format!("0A1B2C3D-0000-4000-8000-00000000E00{number}"))
    })
}

fn described(keyed: &KeyedOperation) -> String {
    let subject = |subject: &Subject| format!(" of {:?} {}", subject.class, subject.name);
    let mut line = keyed.operation.id.to_owned();
    line += &keyed.subject.as_ref().map_or(String::new(), subject);
    if !keyed.is_keyed {
        line += " (no subject)";
    }
    line += &format!(": {} succeeded", keyed.succeeded);
    let Some(failure) = &keyed.failure else { return line };
    line += &failure
        .code
        .map_or(", failed".to_owned(), |code| format!(", failed with {}", knowledge::spell(code)));
    line += &failure.inner.map_or(String::new(), |code| format!(" for {}", knowledge::spell(code)));
    line += &match &failure.ending {
        FailureEnding::Decisive => String::new(),
        FailureEnding::Recovered(success) => format!(", recovered by {}", success.evidence.id),
        FailureEnding::Layer => ", inside another failure".to_owned(),
    };
    line += &format!(", at {}", failure.times.iter().map(|&ms| clock(ms)).collect::<Vec<_>>().join(" "));
    for layer in &failure.layers {
        let code = layer.code().map_or(String::new(), |code| format!(" {}", knowledge::spell(code)));
        line += &format!("; {}{code} {}", layer.evidence.id, clock(layer.ms));
    }
    line
}

/// The time of day.
fn clock(ms: i64) -> String {
    let seconds = ms.div_euclid(1000).rem_euclid(86_400);
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[test]
fn the_code_of_a_result_decides_how_an_installation_ended() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=0, resultUnMapped=0
        09:10:00 1020 6716 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=80070005, resultUnMapped=0
        ",
        "
        install-update: 1 succeeded
        install-update: 0 succeeded, failed with 0x80070005, at 09:10:00
        ",
    );
}

#[test]
fn a_result_with_a_code_that_healthy_machines_have_is_a_success() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070BC2, resultUnMapped=0
        ",
        "install-update: 1 succeeded",
    );
}

#[test]
fn a_cancelled_operation_neither_failed_nor_succeeded() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=800704C7, resultUnMapped=0
        09:10:00 1020 6716 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=80240017, resultUnMapped=0
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000B
        09:20:00 1020 6716 Agent Download call complete (succeeded = 0, succeeded with errors = 0, failed = 0, cancelled = 1, unaccounted = 0)
        09:30:00 1020 6716 Agent # WARNING: Install failed, error = 0x800704C7
        ",
        "
        download-call (no subject): 0 succeeded
        install-call (no subject): 0 succeeded
        install-update: 0 succeeded
        install-update: 0 succeeded
        search of Product Configuration Manager: 0 succeeded
        ",
    );
}

#[test]
fn an_operation_cancelled_because_of_an_inner_failure_failed() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=800704C7, resultUnMapped=80070070
        ",
        "install-update: 0 succeeded, failed with 0x800704C7 for 0x80070070, at 09:00:00",
    );
}

#[test]
fn the_inner_code_must_differ_fail_and_be_more_specific() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=800F0828
        09:10:00 1020 6716 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=80070643, resultUnMapped=80070643
        09:20:00 1020 6716 Agent LogHistory called. idUpdate={<E3>}.200, resultMapped=80070643, resultUnMapped=00000643
        09:30:00 1020 6716 Agent LogHistory called. idUpdate={<E4>}.200, resultMapped=80070643, resultUnMapped=80240022
        ",
        "
        install-update: 0 succeeded, failed with 0x80070643 for 0x800F0828, at 09:00:00
        install-update: 0 succeeded, failed with 0x80070643, at 09:10:00
        install-update: 0 succeeded, failed with 0x80070643, at 09:20:00
        install-update: 0 succeeded, failed with 0x80070643, at 09:30:00
        ",
    );
}

#[test]
fn successes_are_counted_per_update() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=0, resultUnMapped=0
        09:10:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=0, resultUnMapped=0
        09:20:00 1020 6716 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=0, resultUnMapped=0
        ",
        "
        install-update: 2 succeeded
        install-update: 1 succeeded
        ",
    );
}

#[test]
fn an_id_in_braces_or_in_lowercase_is_the_same() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        09:10:00 1020 6716 Agent LogHistory called. idUpdate=0a1b2c3d-0000-4000-8000-00000000e001.201, resultMapped=0, resultUnMapped=0
        ",
        "install-update: 1 succeeded, failed with 0x80070005, recovered by agent.history, at 09:00:00",
    );
}

#[test]
fn a_result_that_names_no_update_has_no_subject() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent Error 0x80244019 occurred while downloading update; notifying dependent calls.
        09:20:00 1020 6716 Agent BITS job {0A1B2C3D-0000-4000-8000-00000000A302} completed successfully
        ",
        "
        download-update (no subject): 1 succeeded, failed with 0x80244019, recovered by agent.download-done, at 09:00:00
        ",
    );
}

#[test]
fn an_update_is_named_by_its_longest_title() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent Deserialized installable update 2026-11 Update for Contoso (KB5050042), UpdateID = {<E1>.200}, CallbackInfo cookie length = 0
        09:10:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        --- WindowsUpdate.old.log windows-update
        08:00:00 1020 6716 Agent Deserialized installable update Contoso, UpdateID = {<E1>.200}, CallbackInfo cookie length = 0
        ",
        "
        install-update of Product 2026-11 Update for Contoso (KB5050042): 0 succeeded, failed with 0x80070005, at 09:10:00
        ",
    );
}

#[test]
fn the_title_of_an_update_determines_its_class() {
    check(
        "
        --- WindowsUpdate.log windows-update
        08:00:00 1020 6716 Agent Deserialized installable update CONTOSO - System - 9.8.16.0, UpdateID = {<E1>.200}, CallbackInfo cookie length = 0
        08:00:01 1020 6716 Agent Deserialized installable update Security Intelligence Update for Contoso - KB2267602 (Version 1.4.2), UpdateID = {<E2>.200}, CallbackInfo cookie length = 0
        08:00:02 1020 6716 Agent Title=9NBLGGH4LS1F-Contoso.Notes, ProductName=(null), UpdateId=<E3>.1, FlightId=(null)
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        09:10:00 1020 6716 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=80070005, resultUnMapped=0
        09:20:00 1020 6716 Agent LogHistory called. idUpdate={<E3>}.1, resultMapped=80070005, resultUnMapped=0
        ",
        "
        install-update of App 9NBLGGH4LS1F-Contoso.Notes: 0 succeeded, failed with 0x80070005, at 09:20:00
        install-update of Driver CONTOSO - System - 9.8.16.0: 0 succeeded, failed with 0x80070005, at 09:00:00
        install-update of Definition Security Intelligence Update for Contoso - KB2267602 (Version 1.4.2): 0 succeeded, failed with 0x80070005, at 09:10:00
        ",
    );
}

#[test]
fn a_later_version_of_an_update_replaces_an_earlier_one() {
    check(
        "
        --- WindowsUpdate.log windows-update
        08:00:01 1020 6716 Agent Deserialized installable update Security Intelligence Update for Contoso - KB2267602 (Version 1.4.2), UpdateID = {<E1>.200}, CallbackInfo cookie length = 0
        09:10:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        10:00:01 1020 6716 Agent Deserialized installable update Security Intelligence Update for Contoso - KB2267602 (Version 1.4.3), UpdateID = {<E2>.200}, CallbackInfo cookie length = 0
        10:10:00 1020 6716 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=0, resultUnMapped=0
        ",
        "
        install-update of Definition Security Intelligence Update for Contoso - KB2267602 (Version 1.4.3): 1 succeeded, failed with 0x80070005, recovered by agent.history, at 09:10:00
        ",
    );
}

#[test]
fn an_operation_is_named_by_its_package_command_product_or_caller() {
    check(
        "
        --- CBS.log raw
        2026-11-12 09:00:00, Info                  CBS    Exec: Processing complete.  Session: 31111111_2207785418, Package: Package_for_Contoso~31bf3856ad364e35~amd64~~26100.1.1.1, Identifier: KB5050042 [HRESULT = 0x800f0922 - CBS_E_INSTALLERS_FAILED]
        --- dism.log raw
        2026-11-12 09:10:00, Error                 DISM   DISM Package Manager: PID=6108 TID=5192 Failed while processing command enable-feature. - CPackageManagerCLIHandler::ExecuteCmdLine(hr:0x800f0922)
        --- MSI1.log raw
        === Verbose logging started: 11/12/2026  21:33:00  Build type: SHIP UNICODE 5.00.10011.00  Calling process: C:\\Windows\\system32\\msiexec.exe ===
        MSI (s) (14:AC) [21:33:59:428]: Product: {Contoso}  Reader -- Installation operation failed.
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent * END * Finding updates CallerId = MoUpdateOrchestrator, Id = 62, Exit code = 0x80072EE2
        09:20:00 1020 6716 Agent * END * Finding updates CallerId = ContosoPatcher, Id = 63, Exit code = 0x80072EE2
        ",
        "
        package of Product Package_for_Contoso~31bf3856ad364e35~amd64~~26100.1.1.1: 0 succeeded, failed with 0x800F0922, at 09:00:00
        product-installation of Product <Contoso> Reader: 0 succeeded, failed, at 00:00:00
        search of Product ContosoPatcher: 0 succeeded, failed with 0x80072EE2, at 09:20:00
        search of Product Update Orchestrator: 0 succeeded, failed with 0x80072EE2, at 09:00:00
        servicing-command of Product enable-feature: 0 succeeded, failed with 0x800F0922, at 09:10:00
        ",
    );
}

#[test]
fn the_last_result_decides() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        10:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=0, resultUnMapped=0
        09:00:00 1020 6717 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=0, resultUnMapped=0
        10:00:00 1020 6717 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=80070005, resultUnMapped=0
        ",
        "
        install-update: 1 succeeded, failed with 0x80070005, recovered by agent.history, at 09:00:00
        install-update: 1 succeeded, failed with 0x80070005, at 10:00:00
        ",
    );
}

#[test]
fn failures_are_counted_since_the_last_success() {
    check(
        "
        --- WindowsUpdate.log windows-update
        07:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        08:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=0, resultUnMapped=0
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        10:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=800704C7, resultUnMapped=0
        11:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        12:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=0, resultUnMapped=0
        ",
        "
        install-update: 2 succeeded, failed with 0x80070005, recovered by agent.history, at 09:00:00 11:00:00
        ",
    );
}

#[test]
fn earlier_failures_with_other_codes_are_each_evidence_once() {
    check(
        "
        --- WindowsUpdate.log windows-update
        07:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070020, resultUnMapped=0
        08:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070020, resultUnMapped=0
        08:10:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        08:20:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=0, resultUnMapped=0
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070070, resultUnMapped=0
        10:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        ",
        "
        install-update: 1 succeeded, failed with 0x80070005, at 09:00:00 10:00:00; agent.history 0x80070020 08:00:00; agent.history 0x80070070 09:00:00
        ",
    );
}

#[test]
fn the_newest_eight_of_many_earlier_codes_are_evidence() {
    let lines: Vec<String> = (10..22)
        .map(|hour| {
            format!("{hour}:00:00 1020 6716 Agent LogHistory called. idUpdate={{<E1>}}.200, resultMapped=8FFF00{hour}, resultUnMapped=0")
        })
        .collect();
    check(&format!("--- WindowsUpdate.log windows-update\n{}", lines.join("\n")), "
        install-update: 0 succeeded, failed with 0x8FFF0021, at 10:00:00 11:00:00 12:00:00 13:00:00 14:00:00 15:00:00 16:00:00 17:00:00 18:00:00 19:00:00 20:00:00 21:00:00; agent.history 0x8FFF0013 13:00:00; agent.history 0x8FFF0014 14:00:00; agent.history 0x8FFF0015 15:00:00; agent.history 0x8FFF0016 16:00:00; agent.history 0x8FFF0017 17:00:00; agent.history 0x8FFF0018 18:00:00; agent.history 0x8FFF0019 19:00:00; agent.history 0x8FFF0020 20:00:00
        ");
}

#[test]
fn a_result_that_two_threads_write_at_once_counts_once() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        09:00:02 1020 6717 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        09:10:00 1020 6716 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=80070005, resultUnMapped=0
        09:10:03 1020 6717 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=80070005, resultUnMapped=0
        09:20:00 1020 6716 Agent LogHistory called. idUpdate={<E3>}.200, resultMapped=80070005, resultUnMapped=0
        09:20:01 1020 6717 Agent LogHistory called. idUpdate={<E3>}.200, resultMapped=80070070, resultUnMapped=0
        09:30:00 1020 6716 Agent LogHistory called. idUpdate={<E4>}.200, resultMapped=0, resultUnMapped=0
        09:30:01 1020 6717 Agent LogHistory called. idUpdate={<E4>}.200, resultMapped=0, resultUnMapped=0
        ",
        "
        install-update: 0 succeeded, failed with 0x80070005, at 09:00:00
        install-update: 0 succeeded, failed with 0x80070005, at 09:10:00 09:10:03
        install-update: 0 succeeded, failed with 0x80070070, at 09:20:00 09:20:01; agent.history 0x80070005 09:20:00
        install-update: 1 succeeded
        ",
    );
}

#[test]
fn a_failure_without_a_code_equals_one_with_a_code_within_a_minute() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent NotifyClient (4780)(0) called for update id <E1>, code = Update failed, percent complete = 100
        09:01:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        09:02:00 1020 6716 Agent NotifyClient (4780)(0) called for update id <E1>, code = Update failed, percent complete = 100
        09:10:00 1020 6716 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=80070005, resultUnMapped=0
        09:11:01 1020 6716 Agent NotifyClient (4780)(0) called for update id <E2>, code = Update failed, percent complete = 100
        09:20:00 1020 6716 Agent NotifyClient (4780)(0) called for update id <E3>, code = Update failed, percent complete = 100
        ",
        "
        install-update: 0 succeeded, failed with 0x80070005, at 09:01:00
        install-update: 0 succeeded, failed, at 09:10:00 09:11:01; agent.history 0x80070005 09:10:00
        install-update: 0 succeeded, failed, at 09:20:00
        ",
    );
}

#[test]
fn a_failure_without_a_code_repeats_another_even_between_other_results() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        09:00:10 1020 6716 Agent NotifyClient (4780)(0) called for update id <E1>, code = Update failed, percent complete = 100
        09:00:20 1020 6716 Agent NotifyClient (4780)(0) called for update id <E1>, code = Update failed, percent complete = 100
        09:00:30 1020 6716 Agent NotifyClient (4780)(0) called for update id <E1>, code = Update failed, percent complete = 100
        09:30:00 1020 6716 Agent NotifyClient (4780)(0) called for update id <E1>, code = Update success, percent complete = 100
        09:30:10 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070020, resultUnMapped=0
        ",
        "
        install-update: 1 succeeded, failed with 0x80070020, at 09:30:10; agent.history 0x80070005 09:00:00
        ",
    );
}

#[test]
fn a_collective_code_after_the_code_of_its_call_does_not_count_again() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent # WARNING: Install failed, error = 0x80070643
        09:00:01 1020 6716 Agent # WARNING: Install call completed, reboot required = No, error = 0x80240022
        10:00:00 1020 6716 Agent # WARNING: Install failed, error = 0x80070643
        10:00:05 1020 6716 Agent # WARNING: Install call completed, reboot required = No, error = 0x80240022
        ",
        "
        install-call (no subject): 0 succeeded, failed with 0x80240022 for 0x80070643, at 09:00:00 10:00:00 10:00:05; au.install-failed 0x80070643 10:00:00; au.install-failed 0x80070643 10:00:00
        ",
    );
}

#[test]
fn codes_on_its_thread_shortly_before_a_failure_are_evidence() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Handler *FAILED* [80070003] CONTOSO long before
        09:09:10 1020 6716 Handler *FAILED* [80070020] CONTOSO opens a file
        09:09:20 1020 6716 Handler *FAILED* [80070020] CONTOSO opens a file again
        09:09:30 1020 6717 Handler *FAILED* [80070070] CONTOSO on another thread
        09:09:40 1020 6716 Handler *FAILED* [80070057] CONTOSO calls the handler
        09:10:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070005, resultUnMapped=0
        09:10:10 1020 6716 Handler *FAILED* [8007000E] CONTOSO after it
        ",
        "
        install-update: 0 succeeded, failed with 0x80070005, at 09:10:00; detail 0x80070020 09:09:20; detail 0x80070057 09:09:40
        ",
    );
}

#[test]
fn a_collective_code_represents_the_newest_code_of_its_thread() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:09:10 1020 6716 Handler *FAILED* [80070020] CONTOSO opens a file
        09:09:40 1020 6716 Handler *FAILED* [80070070] CONTOSO writes a file
        09:09:50 1020 6716 Handler *FAILED* [80240022] CONTOSO sums up
        09:10:00 1020 6716 Agent # WARNING: Install call completed, reboot required = No, error = 0x80240022
        ",
        "
        install-call (no subject): 0 succeeded, failed with 0x80240022 for 0x80070070, at 09:10:00; detail 0x80070020 09:09:10; detail 0x80070070 09:09:40; detail 0x80240022 09:09:50
        ",
    );
}

#[test]
fn a_collective_code_represents_any_failure_shortly_before_it() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:08:00 1020 6716 Agent *FAILED* [80D03805] Error occurred while downloading update <E1>.1; notifying dependent calls.
        09:09:00 1020 6716 Agent *FAILED* [80D02002] Error occurred while downloading update <E2>.1; notifying dependent calls.
        09:10:00 4100 4200 ComApi WU client calls back to download call {0A1B2C3D-0000-4000-8000-00000000A201} with code Call complete and error 0x80240022
        ",
        "
        download-call (no subject): 0 succeeded, failed with 0x80240022 for 0x80D02002, at 09:10:00; agent.download-failed 0x80D02002 09:09:00
        download-update: 0 succeeded, failed with 0x80D03805, at 09:08:00
        download-update: 0 succeeded, failed with 0x80D02002, at 09:09:00
        ",
    );
}

#[test]
fn a_call_without_a_code_represents_the_failure_shortly_before_it() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:09:30 1020 6716 Agent *FAILED* [80D02002] Error occurred while downloading update <E2>.1; notifying dependent calls.
        09:10:00 4100 4200 ComApi Download call complete (succeeded = 0, succeeded with errors = 0, failed = 2, cancelled = 0, unaccounted = 0)
        ",
        "
        download-call (no subject): 0 succeeded, failed for 0x80D02002, at 09:10:00; agent.download-failed 0x80D02002 09:09:30
        download-update: 0 succeeded, failed with 0x80D02002, at 09:09:30
        ",
    );
}

#[test]
fn a_code_that_is_not_collective_represents_only_itself() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:09:30 1020 6716 Agent *FAILED* [80D02002] Error occurred while downloading update <E2>.1; notifying dependent calls.
        09:10:00 1020 6716 Agent # WARNING: Download failed, error = 0x8024402C
        ",
        "
        download-call (no subject): 0 succeeded, failed with 0x8024402C, at 09:10:00
        download-update: 0 succeeded, failed with 0x80D02002, at 09:09:30
        ",
    );
}

#[test]
fn the_failure_of_a_part_is_inside_the_failure_of_its_parent() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:09:00 1020 6716 Agent *FAILED* [800B0109] when verifying trust for C:\\Windows\\SoftwareDistribution\\Download\\contoso.cab
        09:10:00 1020 6717 Agent *FAILED* [80246007] Error occurred while downloading update <E1>.1; notifying dependent calls.
        ",
        "
        download-update: 0 succeeded, failed with 0x80246007 for 0x800B0109, at 09:10:00; agent.trust-failed-now 0x800B0109 09:09:00
        trust-check (no subject): 0 succeeded, failed with 0x800B0109, inside another failure, at 09:09:00
        ",
    );
}

#[test]
fn the_failure_of_a_part_in_another_process_is_separate() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:09:30 1020 6716 Agent *FAILED* [800B0109] when verifying trust for C:\\Windows\\SoftwareDistribution\\Download\\contoso.cab
        09:10:00 2020 6717 Agent *FAILED* [80246007] Error occurred while downloading update <E1>.1; notifying dependent calls.
        ",
        "
        download-update: 0 succeeded, failed with 0x80246007, at 09:10:00
        trust-check (no subject): 0 succeeded, failed with 0x800B0109, at 09:09:30
        ",
    );
}

#[test]
fn the_failure_of_a_part_in_another_log_is_separate() {
    check(
        "
        --- CBS.log raw
        2026-11-12 09:09:30, Error                 CSI    00000c72 (F) Failed execution of queue item Installer: Contoso Installer ({0a1b2c3d-0000-4000-8000-00000000c001}) with HRESULT 80070005 [Error,Facility=FACILITY_WIN32,Code=5].
        2026-11-12 09:10:00, Info                  CBS    Session: 31111111_2207785418 finalized. Reboot required: no [HRESULT = 0x800f0922 - CBS_E_INSTALLERS_FAILED]
        --- WindowsUpdate.log windows-update
        09:09:30 1020 6716 Agent * END *   Command Line Install 0x8024200b
        --- WindowsUpdate2.log windows-update
        09:09:40 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=0
        ",
        "
        component-installer of Product Contoso Installer: 0 succeeded, failed with 0x80070005, inside another failure, at 09:09:30
        handler (no subject): 0 succeeded, failed with 0x8024200B, at 09:09:30
        install-update: 0 succeeded, failed with 0x80070643, at 09:09:40
        servicing-session (no subject): 0 succeeded, failed with 0x800F0922 for 0x80070005, at 09:10:00; csi.installer-failed 0x80070005 09:09:30
        ",
    );
}

#[test]
fn the_failure_of_a_part_long_before_is_separate() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:08:59 1020 6716 Agent *FAILED* [800B0109] when verifying trust for C:\\Windows\\SoftwareDistribution\\Download\\contoso.cab
        09:10:00 1020 6716 Agent *FAILED* [80246007] Error occurred while downloading update <E1>.1; notifying dependent calls.
        ",
        "
        download-update: 0 succeeded, failed with 0x80246007, at 09:10:00
        trust-check (no subject): 0 succeeded, failed with 0x800B0109, at 09:08:59
        ",
    );
}

#[test]
fn the_failure_of_a_nested_part_is_inside_the_top_level_operation_only() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:30 1020 6716 Agent WARNING: GetConfig failure, error = 0x80244021, soap client error = 10, soap error code = 0, HTTP status code = 502
        09:01:00 1020 6716 Agent *FAILED* [80246007] Error occurred while downloading update <E1>.1; notifying dependent calls.
        09:10:30 1020 6716 Agent WARNING: GetCookie failure, error = 0x80244022, soap client error = 10, soap error code = 0, HTTP status code = 503
        09:11:00 1020 6716 Agent * END *   Command Line Install 0x8024200b
        ",
        "
        download-update: 0 succeeded, failed with 0x80246007 for 0x80244021, at 09:01:00; agent.server-call-failed 0x80244021 09:00:30
        handler (no subject): 0 succeeded, failed with 0x8024200B, at 09:11:00
        server-call of Product GetConfig: 0 succeeded, failed with 0x80244021, inside another failure, at 09:00:30
        server-call of Product GetCookie: 0 succeeded, failed with 0x80244022, at 09:10:30
        ",
    );
}

#[test]
fn a_failed_part_is_recovered_if_its_parent_succeeds_later() {
    check(
        "
        --- WindowsUpdate.log windows-update
        08:00:00 1020 6716 Agent BITS job {0A1B2C3D-0000-4000-8000-00000000A302} completed successfully, updateId = <E1>.1
        09:00:00 1020 6716 Agent *FAILED* [800B0109] when verifying trust for C:\\Windows\\SoftwareDistribution\\Download\\contoso.cab
        10:00:00 1020 6716 Agent BITS job {0A1B2C3D-0000-4000-8000-00000000A303} completed successfully, updateId = <E1>.1
        ",
        "
        download-update: 2 succeeded
        trust-check (no subject): 0 succeeded, failed with 0x800B0109, recovered by agent.download-done, at 09:00:00
        ",
    );
}

#[test]
fn a_cancelled_parent_does_not_decide_about_its_part() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 ComApi ClientId = ContosoPatcher: Exit code = 0x00000000; Call error code = 0x80070643
        10:00:00 1020 6716 ComApi Install call complete (succeeded = 0, succeeded with errors = 0, failed = 0, cancelled = 1, unaccounted = 0
        11:00:00 1020 6716 ComApi Install call complete (succeeded = 1, succeeded with errors = 0, failed = 0, cancelled = 0, unaccounted = 0
        ",
        "
        agent-call (no subject): 0 succeeded, failed with 0x80070643, recovered by comapi.install-call-done, at 09:00:00
        install-call (no subject): 1 succeeded
        ",
    );
}

#[test]
fn a_part_that_failed_before_its_parent_failed_is_not_recovered() {
    check(
        "
        --- WindowsUpdate.log windows-update
        08:00:00 1020 6716 ComApi Install call complete (succeeded = 1, succeeded with errors = 0, failed = 0, cancelled = 0, unaccounted = 0
        09:00:00 1020 6716 ComApi ClientId = ContosoPatcher: Exit code = 0x00000000; Call error code = 0x80070643
        10:00:00 1020 6716 ComApi Install call complete (succeeded = 0, succeeded with errors = 0, failed = 1, cancelled = 0, unaccounted = 0
        11:00:00 1020 6716 ComApi Install call complete (succeeded = 1, succeeded with errors = 0, failed = 0, cancelled = 0, unaccounted = 0
        ",
        "
        agent-call (no subject): 0 succeeded, failed with 0x80070643, at 09:00:00
        install-call (no subject): 2 succeeded, failed, recovered by comapi.install-call-done, at 10:00:00
        ",
    );
}

#[test]
fn a_part_without_a_subject_that_succeeds_later_is_a_different_one() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Handler * END *   Command Line Install 0x8024200b
        09:00:10 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=0
        10:00:00 1020 6716 Handler * END *   Command Line Install 0x00000000
        ",
        "
        handler (no subject): 1 succeeded, failed with 0x8024200B, inside another failure, at 09:00:00
        install-update: 0 succeeded, failed with 0x80070643 for 0x8024200B, at 09:00:10; handler.ended 0x8024200B 09:00:00
        ",
    );
}

#[test]
fn a_named_part_that_succeeds_later_is_recovered() {
    check(
        "
        --- setupact.log raw
        2026-11-12 13:00:05, Error                 SYSPRP ActionPlatform::LaunchModule: Failure occurred while executing 'ContosoValidate' from C:\\Windows\\System32\\contoso.dll; dwRet = 0x3cf2
        2026-11-12 13:00:05, Error                 SYSPRP WinMain:Hit failure while pre-validate sysprep generalize internal providers; hr = 0x80073cf2
        2026-11-12 14:00:05, Info                  SYSPRP ActionPlatform::LaunchModule: Successfully executed 'ContosoValidate' from C:\\Windows\\System32\\contoso.dll without error
        ",
        "
        sysprep (no subject): 0 succeeded, failed with 0x80073CF2, at 13:00:05; sysprep.action-failed 0x80073CF2 13:00:05
        sysprep-action of Product ContosoValidate: 1 succeeded, failed with 0x80073CF2, recovered by sysprep.action-done, at 13:00:05
        ",
    );
}
