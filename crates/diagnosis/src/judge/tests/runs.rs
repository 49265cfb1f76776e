//! How runs ended: by which line, at which step, and with which code.

use crate::judge::analysis::Analysis;
use crate::judge::judged_run::RunEnding;
use crate::testing::{compare, read};

/// One line per run of these logs: flow, outcome, and where it failed, by which line and with which code; then the code
/// with which it ended if that is different, and the line that makes a success doubtful.
#[track_caller]
pub(super) fn check(text: &str, expected: &str) {
    let analysis = Analysis::of(&read(text));
    let mut found = Vec::new();
    for judged in &analysis.runs {
        let mut line = format!("{} {:?}", judged.run.flow.id, judged.outcome());
        let inner = judged.failure().and_then(|failure| failure.code);
        if let Some(failure) = judged.failure() {
            let proof = &failure.proof;
            line += &format!(" ({:?}) at {} by {}", failure.kind, failure.step, proof.evidence.id);
            line += &format!(", line {}", proof.sighting().quote.line);
            line += if failure.is_certain() { "" } else { ", not certain" };
        }
        line += &inner.map(|code| format!(", {}", knowledge::spell(code))).unwrap_or_default();
        if let Some(code) = judged.code.filter(|_| judged.code != inner) {
            line += &format!(", ended with {}", knowledge::spell(code));
        }
        if let RunEnding::Ok(Some(doubt)) = &judged.ending {
            line += &format!(", since then {}", doubt.evidence.id);
        }
        found.push(line);
    }
    compare(text, &found, expected);
}

pub(super) const STARTED: &str = "4712 Async searching of updates using WUAgent started.";
pub(super) const DONE: &str = "4712 Successfully completed scan.";
pub(super) const REFUSED: &str =
    "4712 Post to http://PS1SITE.CONTOSO.COM/ccm_system/request failed with 0x80072efd.";
pub(super) const ADDING: &str = "4712 Its a WSUS Update Source type ({U}), adding it.";
pub(super) const WAITING: &str = "4712 Waiting for 2 mins for Group Policy to notify of WUA policy change...";
pub(super) const NOT_ADDED: &str =
    "4712 Failed to Add Update Source for WUAgent of type (2) and id ({U}). Error = 0x87d00692.";
pub(super) const SENT: &str = "4800 Created and Sent Location Request '{L1}' for package {U}";
pub(super) const CREATED: &str = "4712 ScanJob({J1}): CScanJob::Initialize- entered";
pub(super) const REQUESTED: &str =
    "4712 ScanJob({J1}): CScanJob::Execute - successfully requested Scan, ScanType=1";
pub(super) const AGENT: &str = "1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62";
pub(super) const AGENT_FAILED: &str =
    "1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024401B";
pub(super) const CALL_FAILED: &str = "1020 6716 WebServices *FAILED* [8024401B] Web service call";
pub(super) const PROXY: &str = "1020 6716 WebServices WS error: The server returned HTTP status code '407 (0x197)' with text 'Proxy Authentication Required'.";
pub(super) const SERVER: &str = "1020 6716 ProtocolTalker ServiceId = {3DA21691-E39D-4DA6-8A4B-B43877BCB1B7}, Server URL = http://PS1SITE.CONTOSO.COM:8530/ClientWebService/client.asmx";

#[test]
fn a_search_of_the_agent_alone_ends_a_run() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:43 {AGENT}
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        "
        ),
        "
        client-scan Ok, ended with 0x00000000
        ",
    );
}

#[test]
fn a_success_with_a_code_is_a_success() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:43 {AGENT}
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00240001
        "
        ),
        "
        client-scan Ok, ended with 0x00240001
        ",
    );
}

#[test]
fn a_successful_search_does_not_end_a_run_that_continues_with_its_results() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:50 4712 something else
        --- WindowsUpdate.log windows-update
        09:13:43 {AGENT}
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        "
        ),
        "
        client-scan Incomplete
        ",
    );
}

#[test]
fn an_end_without_a_code_closes_what_a_previous_line_decided() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent ** START **  Agent: Finding updates [CallerId = CcmExec]
        09:13:47 1020 6716 Agent   * WARNING: Exit code = 0x80072EE2
        09:13:48 1020 6716 Agent **  END  **  Agent: Finding updates [CallerId = CcmExec]
        ",
        "
        client-scan Failed (Failed) at 3 by agent.exit-code, line 2, 0x80072EE2
        ",
    );
}

#[test]
fn an_end_without_a_code_is_a_success_if_nothing_failed() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent ** START **  Agent: Finding updates [CallerId = CcmExec]
        09:13:48 1020 6716 Agent **  END  **  Agent: Finding updates [CallerId = CcmExec]
        ",
        "
        client-scan Ok
        ",
    );
}

#[test]
fn the_agent_line_fails_a_run_not_its_echo() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:49 4712 Scan failed with error = 0x8024401b.
        --- WindowsUpdate.log windows-update
        09:13:43 {AGENT}
        09:13:48 {AGENT_FAILED}
        "
        ),
        "
        client-scan Failed (Failed) at 3 by agent.ended, line 2, 0x8024401B
        ",
    );
}

#[test]
fn of_several_echoes_the_first_one_fails_a_run() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:48 4712 OnSearchComplete - Failed to end search job. Error = 0x8024401b.
        09:13:49 4712 Scan failed with error = 0x8024401b.
        "
        ),
        "
        client-scan Failed (Failed) at 3 by search.failed, line 2, 0x8024401B
        ",
    );
}

#[test]
fn a_failure_without_an_end_fails_a_run_if_no_later_step_was_reached() {
    check(&format!("
        --- WUAHandler.log
        09:13:43 {ADDING}
        09:13:46 4712 Group policy settings were overwritten by a higher authority (Domain Controller) to: Server http://WSUS.FABRIKAM.COM:8530 and Policy ENABLED
        09:13:50 4712 something else
        "), "
        client-scan Failed (Failed) at 1.10 by source.overwritten, line 2
        ");
}

#[test]
fn a_failure_followed_by_a_later_step_fails_no_run() {
    check(&format!("
        --- WUAHandler.log
        09:13:43 {ADDING}
        09:13:46 4712 Group policy settings were overwritten by a higher authority (Domain Controller) to: Server http://WSUS.FABRIKAM.COM:8530 and Policy ENABLED
        09:13:50 {STARTED}
        09:13:55 4712 something else
        "), "
        client-scan Incomplete
        ");
}

#[test]
fn a_failure_after_which_its_step_was_completed_fails_no_run() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {ADDING}
        09:13:46 4712 Unable to read existing resultant WUA policy. Error = 0x80070005.
        09:13:50 4712 Added Update Source ({{U}}) of content type: 2
        09:13:55 4712 something else
        "
        ),
        "
        client-scan Incomplete
        ",
    );
}

#[test]
fn a_failure_after_its_step_was_completed_fails_a_run() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {ADDING}
        09:13:44 4712 Added Update Source ({{U}}) of content type: 2
        09:13:46 4712 Unable to read existing resultant WUA policy. Error = 0x80070005.
        09:13:55 4712 something else
        "
        ),
        "
        client-scan Failed (Failed) at 1.10 by source.policy-unreadable, line 3, 0x80070005
        ",
    );
}

#[test]
fn an_echo_of_a_later_step_does_not_show_that_it_was_reached() {
    check(&format!("
        --- WUAHandler.log
        09:13:43 {ADDING}
        09:13:46 4712 Unable to read existing resultant WUA policy. Error = 0x80070005.
        --- ScanAgent.log
        09:13:40 4712 ScanJob({{J1}}): CScanJob::Execute- Adding UpdateSource={{U}}, ContentType=2, ContentLocation=http://PS1SITE.CONTOSO.COM:8530, ContentVersion=38
        09:13:47 4712 ScanJob({{J1}}): CScanJob::ScheduleScanRetry- ScanRetry Timer task successfully scheduled. Will wake up in next 1800 seconds
        "), "
        client-scan Failed (Failed) at 1.10 by source.policy-unreadable, line 2, 0x80070005
        ");
}

#[test]
fn a_wait_without_a_next_line_for_too_long_fails_a_run() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {ADDING}
        09:13:46 {WAITING}
        09:15:46 5000 something else
        "
        ),
        "
        client-scan Failed (StoppedIn) at 1.10 by source.policy-waiting, line 2, not certain
        ",
    );
}

#[test]
fn a_wait_within_its_limit_fails_no_run() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {ADDING}
        09:13:46 {WAITING}
        09:15:45 5000 something else
        "
        ),
        "
        client-scan Incomplete
        ",
    );
}

#[test]
fn a_wait_at_the_end_of_its_log_fails_no_run() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {ADDING}
        09:13:46 {WAITING}
        "
        ),
        "
        client-scan Incomplete
        ",
    );
}

#[test]
fn a_wait_that_was_answered_in_time_fails_no_run() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {ADDING}
        09:13:46 {WAITING}
        09:13:56 4712 Waiting for 30 secs for policy to take effect on WU Agent.
        09:16:55 5000 something else
        "
        ),
        "
        client-scan Incomplete
        ",
    );
}

#[test]
fn a_wait_that_was_answered_too_late_fails_a_run() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {ADDING}
        09:13:46 {WAITING}
        09:15:46 {NOT_ADDED}
        09:16:55 5000 something else
        "
        ),
        "
        client-scan Failed (StoppedIn) at 1.10 by source.policy-waiting, line 2, not certain, 0x87D00692
        ",
    );
}

#[test]
fn a_line_of_another_log_does_not_answer_a_wait() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {ADDING}
        09:13:46 {WAITING}
        09:16:00 5000 something else
        --- WindowsUpdate.log windows-update
        09:13:50 4712 4712 Agent   * WSUS server: http://PS1SITE.CONTOSO.COM:8530 (Changed)
        "
        ),
        "
        client-scan Failed (StoppedIn) at 1.10 by source.policy-waiting, line 2, not certain
        ",
    );
}

#[test]
fn a_stop_is_a_step_that_started_and_did_not_end_in_time() {
    check(
        &format!(
            "
        --- ScanAgent.log
        09:13:43 {CREATED}
        09:23:43 4712 something else
        "
        ),
        "
        client-scan Failed (StoppedIn) at 1.2 by job.created, line 1, not certain
        ",
    );
}

#[test]
fn a_step_that_started_is_incomplete_within_its_time() {
    check(
        &format!(
            "
        --- ScanAgent.log
        09:13:43 {CREATED}
        09:23:38 4712 something else
        "
        ),
        "
        client-scan Incomplete
        ",
    );
}

#[test]
fn a_restarted_run_did_not_stop() {
    check(
        &format!(
            "
        --- ScanAgent.log
        09:13:43 {CREATED}
        09:13:50 4712 - -Recovering persisted Scan requests...
        23:13:43 4712 something else
        "
        ),
        "
        client-scan Incomplete
        ",
    );
}

#[test]
fn a_run_stopped_after_the_last_completed_step() {
    check(
        &format!(
            "
        --- ScanAgent.log
        09:13:41 {CREATED}
        09:13:43 {REQUESTED}
        --- WUAHandler.log
        09:13:44 {STARTED}
        13:13:44 4712 something else
        "
        ),
        "
        client-scan Failed (StoppedAfter) at 2 by search.started, line 1, not certain
        ",
    );
}

#[test]
fn a_log_that_usually_does_not_show_a_step_proves_no_stop() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:44 {STARTED}
        --- UpdatesStore.log
        09:00:00 4712 something
        23:13:44 4712 something else
        "
        ),
        "
        client-scan Incomplete
        ",
    );
}

#[test]
fn the_log_of_another_step_waits_as_long_as_the_steps_before_it_may_take() {
    // The search may take two hours, regardless of the log.
    check(
        &format!(
            "
        --- ScanAgent.log
        09:13:41 {CREATED}
        09:13:43 {REQUESTED}
        10:30:44 4712 something else
        --- WUAHandler.log
        09:13:44 {STARTED}
        10:30:44 4712 something else
        "
        ),
        "
        client-scan Incomplete
        ",
    );
    check(
        &format!(
            "
        --- ScanAgent.log
        09:13:41 {CREATED}
        09:13:43 {REQUESTED}
        11:13:45 4712 something else
        --- WUAHandler.log
        09:13:44 {STARTED}
        11:13:45 4712 something else
        "
        ),
        "
        client-scan Failed (StoppedAfter) at 2 by search.started, line 1, not certain
        ",
    );
}

#[test]
fn a_search_of_another_program_stops_only_in_its_own_step() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = Example  Id = 62
        13:13:43 1020 6716 Agent something else
        ",
        "
        client-scan Failed (StoppedIn) at 3 by agent.started, line 1, not certain
        ",
    );
}

#[test]
fn no_line_is_expected_after_a_step_at_which_a_run_may_pause() {
    check(
        "
        --- ruleengine.log
        09:13:43 4712 CRuleHandler: Processing Rule with ID:1, Name:ADR_Test.
        09:13:44 4712 Rule resulted in a total of 1 updates
        23:13:43 4712 something else
        --- objreplmgr.log
        09:00:00 4712 something
        23:13:43 4712 something else
        ",
        "
        deploy Incomplete
        ",
    );
}

#[test]
fn a_transfer_is_recovered_by_a_later_line_of_the_same_transfer() {
    let logs = |done: char| {
        format!("
        --- UpdatesDeployment.log
        09:13:41 4712 Deadline received for assignment ({{0A1B2C3D-0000-4000-8000-00000000D001}})
        09:13:42 4712 DownloadCIContents Job ({{0A1B2C3D-0000-4000-8000-00000000F002}}) started for assignment ({{0A1B2C3D-0000-4000-8000-00000000D001}})
        09:13:50 4712 something else
        --- CAS.log
        09:13:43 4712 Requesting content fbb5724a-aa0f-47f9-908a-47068fd8ad6{done}.1, size(KB) 0, under context System with priority Medium
        09:13:44 4712 Download failed for content fbb5724a-aa0f-47f9-908a-47068fd8ad61.1 under context System, error 0x80091007
        09:13:45 4712 Hash verification succeeded for content fbb5724a-aa0f-47f9-908a-47068fd8ad6{done}.1 downloaded under context System
        ")
    };
    check(
        &logs('1'),
        "
        install Incomplete
        ",
    );
    check(
        &logs('2'),
        "
        install Failed (Failed) at 3 by content.failed, line 2, 0x80091007
        ",
    );
}

#[test]
fn a_failure_that_a_later_line_recovers_fails_no_run() {
    check("
        --- CAS.log
        09:13:44 4712 Not enough space in Cache
        09:13:45 4712 Submitted CTM job {0A1B2C3D-0000-4000-8000-00000000C001} to download Content fbb5724a-aa0f-47f9-908a-47068fd8ad6f.1 under context System
        ", "
        install Incomplete
        ");
    check("
        --- CAS.log
        09:13:43 4712 Submitted CTM job {0A1B2C3D-0000-4000-8000-00000000C001} to download Content fbb5724a-aa0f-47f9-908a-47068fd8ad6f.1 under context System
        09:13:44 4712 Not enough space in Cache
        ", "
        install Failed (Failed) at 3 by content.no-space, line 2
        ");
}

#[test]
fn a_run_that_failed_with_a_cancellation_code_was_cancelled() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 4712 Scan failed with error = 0x8024000b.
        "
        ),
        "
        client-scan Cancelled, ended with 0x8024000B
        ",
    );
}

#[test]
fn the_root_of_a_failure_is_its_proof_regardless_of_later_lines() {
    check("
        --- MSI1a2b.LOG raw
        === Verbose logging started: 12.11.2026  09:12:40  Build type: SHIP UNICODE 5.00.10011.00  Calling process: C:\\Windows\\system32\\msiexec.exe ===
        MSI (s) (34:7C) [09:12:42:172]: Product: Contoso Reader -- Error 1321. The Installer has insufficient privileges to modify this file: C:\\Contoso\\reader.dll.
        Action ended 09:12:48: InstallFiles. Return value 3.
        MSI (s) (34:7C) [09:12:49:201]: Product: Contoso Reader -- Installation failed.
        MSI (s) (34:7C) [09:12:49:278]: MainEngineThread is returning 1603
        === Verbose logging stopped: 12.11.2026  09:12:49 ===
        ", "
        install Failed (Failed) at 5 by msi.error, line 2, 0x80070643
        ");
}

#[test]
fn a_scan_answered_from_the_cache_is_skipped_if_the_log_without_lines_covers_it() {
    let job = "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:42 4712 ScanJob({J1}): CScanJob::OnScanComplete - Scan completed successfully, ScanType=1
        ";
    check(
        job,
        "
        client-scan Ok
        ",
    );
    check(
        &format!(
            "{job}
        --- WUAHandler.log
        09:13:30 4712 something
        09:13:50 4712 something else
        "
        ),
        "
        client-scan Skipped
        ",
    );
}

#[test]
fn a_line_that_reports_it_is_enough_for_a_skipped_run() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:42 4712 Sources are current and valid. TTLs are also valid.
        ",
        "
        client-scan Skipped
        ",
    );
}
