//! How runs ended, and which problems they show.

mod analysis;
mod causes;
mod contradictions;
mod details;
mod excerpts;
mod flow_steps;
mod machine;
mod met_failures;
mod operation_findings;
mod operations;
mod reasons;
mod relevance;
mod runs;
mod steps;

use crate::judge::analysis::Analysis;
use crate::judge::judged_steps::judge_steps;
use crate::judge::problems::problems;
use crate::testing::{compare, read};

/// The conclusions from these logs: for each run its end, the line that proves a failure, and its steps without their
/// parts; then the problems with their causes.
#[track_caller]
fn check(text: &str, expected: &str) {
    let analysis = Analysis::of(&read(text));
    let mut found = Vec::new();
    for judged in &analysis.runs {
        let mut line = format!("{} {:?}", judged.run.flow.id, judged.outcome());
        if let Some(failure) = judged.failure() {
            line += &format!(" ({:?}) at {} by {}", failure.kind, failure.step, failure.proof.evidence.id);
        }
        if let Some(code) = judged.failure().and_then(|failure| failure.code).or(judged.code) {
            line += &format!(", {}", knowledge::spell(code));
        }
        if !judged.counts {
            line += ", does not count";
        }
        found.push(line);
        let steps = judge_steps(judged, &analysis.logs);
        let steps = steps.iter().filter(|step| !step.step.id.contains('.'));
        let steps: Vec<String> = steps.map(|step| format!("{} {:?}", step.step.id, step.verdict)).collect();
        found.push(format!("steps: {}", steps.join(", ")));
    }
    for problem in problems(&analysis) {
        let cause = problem.best_cause().unwrap_or("no cause");
        let count = problem.occurrences.count;
        let over = if problem.is_recovered { ", recovered" } else { "" };
        found.push(format!(
            "{:?} at {}/{} ×{count}: {cause}{over}",
            problem.severity, problem.flow.id, problem.step
        ));
    }
    compare(text, &found, expected);
}

const STARTED: &str = "4712 Async searching of updates using WUAgent started.";

#[test]
fn a_run_that_logged_its_success_is_ok() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 4712 Successfully completed scan.
            "
        ),
        "
        client-scan Ok
        steps: 1 Passed, 2 Ok, 3 Passed, 4 Passed, 5 Ok, 6 NoLog, 7 NoLog
        ",
    );
}

#[test]
fn a_run_fails_with_the_code_of_its_end_line() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 4712 Scan failed with error = 0x80244022.
            "
        ),
        "
        client-scan Failed (Failed) at 3 by search.scan-failed, 0x80244022
        steps: 1 Passed, 2 Ok, 3 Failed, 4 NotReached, 5 NotReached, 6 NotReached, 7 NotReached
        Error at client-scan/3 ×1: wsus-unavailable
        ",
    );
}

#[test]
fn the_reason_inside_names_the_step_and_the_innermost_code() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:49 4712 Scan failed with error = 0x8024401b.
            --- WindowsUpdate.log windows-update
            09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
            09:13:47 1020 6716 WebServices WS error: The server returned HTTP status code '407 (0x197)' with text 'Proxy Authentication Required'.
            09:13:48 1020 6716 WebServices *FAILED* [8024401B] Web service call
            09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024401B
            "
        ),
        "
        client-scan Failed (Failed) at 3 by soap.status, 0x8024401B
        steps: 1 Passed, 2 Ok, 3 Failed, 4 NotReached, 5 NotReached, 6 NotReached, 7 NotReached
        Error at client-scan/3 ×1: proxy-sign-in
        ",
    );
}

#[test]
fn a_reason_followed_by_further_work_is_not_the_reason() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:44 1020 6716 WebServices *FAILED* [80244022] Web service call
        09:13:45 1020 6716 ProtocolTalker ServiceId = {3DA21691-E39D-4DA6-8A4B-B43877BCB1B7}, Server URL = http://PS1SITE.CONTOSO.COM:8530/ClientWebService/client.asmx
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        ",
        "
        client-scan Failed (Failed) at 3 by agent.ended, 0x8024000E
        steps: 1 Passed, 2 Passed, 3 Failed, 4 NotReached, 5 NotReached, 6 NotReached, 7 NotReached
        Error at client-scan/3 ×1: update-xml-invalid
        ",
    );
}

#[test]
fn a_run_without_an_end_is_incomplete_if_its_log_ends() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            "
        ),
        "
        client-scan Incomplete
        steps: 1 Passed, 2 Ok, 3 NoLog, 4 NoLog, 5 NoLog, 6 NoLog, 7 NoLog
        ",
    );
}

#[test]
fn a_run_without_an_end_stopped_if_its_log_continues() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            23:13:43 4712 something else
            "
        ),
        "
        client-scan Failed (StoppedAfter) at 2 by search.started
        steps: 1 Passed, 2 Ok, 3 NoLog, 4 NotReached, 5 NotReached, 6 NotReached, 7 NotReached
        Error at client-scan/2 ×1: no cause
        ",
    );
}

#[test]
fn a_cancelled_search_did_not_fail() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000B
        ",
        "
        client-scan Cancelled, 0x8024000B
        steps: 1 Passed, 2 Passed, 3 Stopped, 4 NotReached, 5 NotReached, 6 NotReached, 7 NotReached
        Info at client-scan/3 ×1: scan-cancelled
        ",
    );
}

#[test]
fn a_later_success_recovers_a_failure() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 4712 Scan failed with error = 0x80244022.
            10:13:43 {STARTED}
            10:13:46 4712 Successfully completed scan.
            "
        ),
        "
        client-scan Failed (Failed) at 3 by search.scan-failed, 0x80244022
        steps: 1 Passed, 2 Ok, 3 Failed, 4 NotReached, 5 NotReached, 6 NotReached, 7 NotReached
        client-scan Ok
        steps: 1 Passed, 2 Ok, 3 Passed, 4 Passed, 5 Ok, 6 NoLog, 7 NoLog
        Info at client-scan/3 ×1: wsus-unavailable, recovered
        ",
    );
}

#[test]
fn a_repeated_failure_is_one_problem() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 4712 Scan failed with error = 0x80244022.
            10:13:43 {STARTED}
            10:13:46 4712 Scan failed with error = 0x80244022.
            "
        ),
        "
        client-scan Failed (Failed) at 3 by search.scan-failed, 0x80244022
        steps: 1 Passed, 2 Ok, 3 Failed, 4 NotReached, 5 NotReached, 6 NotReached, 7 NotReached
        client-scan Failed (Failed) at 3 by search.scan-failed, 0x80244022
        steps: 1 Passed, 2 Ok, 3 Failed, 4 NotReached, 5 NotReached, 6 NotReached, 7 NotReached
        Error at client-scan/3 ×2: wsus-unavailable
        ",
    );
}

#[test]
fn another_code_is_another_problem() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 4712 Scan failed with error = 0x80244022.
            10:13:43 {STARTED}
            10:13:46 4712 Scan failed with error = 0x8024401b.
            "
        ),
        "
        client-scan Failed (Failed) at 3 by search.scan-failed, 0x80244022
        steps: 1 Passed, 2 Ok, 3 Failed, 4 NotReached, 5 NotReached, 6 NotReached, 7 NotReached
        client-scan Failed (Failed) at 3 by search.scan-failed, 0x8024401B
        steps: 1 Passed, 2 Ok, 3 Failed, 4 NotReached, 5 NotReached, 6 NotReached, 7 NotReached
        Error at client-scan/3 ×1: proxy-sign-in
        Warning at client-scan/3 ×1: wsus-unavailable
        ",
    );
}

#[test]
fn searches_of_others_do_not_count_next_to_configuration_manager() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 4712 Successfully completed scan.
            --- WindowsUpdate.log windows-update
            11:13:43 1020 6716 Agent * START * Finding updates CallerId = Update;taskhostw  Id = 70
            11:13:48 1020 6716 Agent * END * Finding updates CallerId = Update;taskhostw, Id = 70, Exit code = 0x8024402C
            "
        ),
        "
        client-scan Ok
        steps: 1 Passed, 2 Ok, 3 Passed, 4 Passed, 5 Ok, 6 NoLog, 7 NoLog
        client-scan Failed (Failed) at 3 by agent.ended, 0x8024402C, does not count
        steps: 3 Failed
        Info at client-scan/3 ×1: server-name-not-resolved
        ",
    );
}

#[test]
fn a_restart_leaves_a_run_incomplete() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:42 4712 ScanJob({J1}): CScanJob::Execute - successfully requested Scan, ScanType=1
        09:14:00 4712 - -Recovering persisted Scan requests...
        23:14:00 4712 something else
        ",
        "
        client-scan Incomplete
        steps: 1 Ok, 2 Stopped, 3 NotReached, 4 NotReached, 5 NotReached, 6 NotReached, 7 NotReached
        ",
    );
}

#[test]
fn an_unknown_code_has_no_cause() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 4712 Scan failed with error = 0x8fff0001.
            "
        ),
        "
        client-scan Failed (Failed) at 3 by search.scan-failed, 0x8FFF0001
        steps: 1 Passed, 2 Ok, 3 Failed, 4 NotReached, 5 NotReached, 6 NotReached, 7 NotReached
        Error at client-scan/3 ×1: no cause
        ",
    );
}

#[test]
fn a_result_from_the_cache_is_skipped() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:42 4712 ScanJob({J1}): CScanJob::OnScanComplete - Scan completed successfully, ScanType=1
        --- WUAHandler.log
        09:00:00 4712 something
        10:00:00 4712 something
        ",
        "
        client-scan Skipped
        steps: 1 Ok, 2 NotReached, 3 NotReached, 4 NotReached, 5 Ok, 6 NotReached, 7 NotReached
        ",
    );
}
