//! How runs ended: by which line, at which step, with which code.

use crate::judge::analysis::Analysis;
use crate::judge::judged_run::RunEnding;
use crate::testing::{compare, read};

/// A line for each run of these logs: its flow, its outcome, and where it failed, by which line and with which code; then
/// the code that it ended with, where that is another one, and the line that casts doubt on a good end.
#[track_caller]
fn check(text: &str, expected: &str) {
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

const STARTED: &str = "4712 Async searching of updates using WUAgent started.";
const DONE: &str = "4712 Successfully completed scan.";
const REFUSED: &str = "4712 Post to http://PS1SITE.CONTOSO.COM/ccm_system/request failed with 0x80072efd.";
const ADDING: &str = "4712 Its a WSUS Update Source type ({U}), adding it.";
const WAITING: &str = "4712 Waiting for 2 mins for Group Policy to notify of WUA policy change...";
const NOT_ADDED: &str =
    "4712 Failed to Add Update Source for WUAgent of type (2) and id ({U}). Error = 0x87d00692.";
const SENT: &str = "4800 Created and Sent Location Request '{L1}' for package {U}";
const CREATED: &str = "4712 ScanJob({J1}): CScanJob::Initialize- entered";
const REQUESTED: &str = "4712 ScanJob({J1}): CScanJob::Execute - successfully requested Scan, ScanType=1";
const AGENT: &str = "1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62";
const AGENT_FAILED: &str =
    "1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024401B";
const CALL_FAILED: &str = "1020 6716 WebServices *FAILED* [8024401B] Web service call";
const PROXY: &str = "1020 6716 WebServices WS error: The server returned HTTP status code '407 (0x197)' with text 'Proxy Authentication Required'.";
const SERVER: &str = "1020 6716 ProtocolTalker ServiceId = {3DA21691-E39D-4DA6-8A4B-B43877BCB1B7}, Server URL = http://PS1SITE.CONTOSO.COM:8530/ClientWebService/client.asmx";

#[test]
fn the_search_of_the_agent_alone_ends_a_run() {
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
fn a_search_that_ended_well_does_not_end_a_run_that_goes_on_with_its_results() {
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
fn an_end_that_names_no_code_closes_what_a_line_before_it_has_judged() {
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
fn an_end_that_names_no_code_is_good_where_nothing_failed() {
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
fn the_line_of_the_agent_fails_a_run_and_not_its_echo() {
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
fn of_echoes_alone_the_first_one_fails_a_run() {
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
fn a_failure_without_an_end_fails_a_run_where_nothing_later_was_reached() {
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
fn a_failure_after_which_a_later_step_was_reached_fails_no_run() {
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
fn a_failure_after_which_its_step_was_done_fails_no_run() {
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
fn a_failure_after_its_step_was_done_fails_a_run() {
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
fn an_echo_of_a_later_step_does_not_say_that_it_was_reached() {
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
fn a_wait_after_which_nothing_comes_for_too_long_fails_a_run() {
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
fn a_wait_fails_no_run_as_long_as_it_may_last() {
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
fn a_wait_fails_no_run_where_its_log_ends() {
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
fn a_stop_is_a_step_that_began_and_did_not_end_in_time() {
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
fn a_step_that_began_is_incomplete_within_its_time() {
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
fn a_run_that_was_restarted_did_not_stop() {
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
fn a_run_stopped_after_the_last_step_that_was_done() {
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
fn the_log_of_a_step_that_is_usually_silent_proves_no_stop() {
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
fn a_log_of_another_step_waits_as_long_as_the_steps_before_it_may_take() {
    // The search may take two hours, whichever log is looked at.
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
fn a_search_of_another_program_stops_in_its_own_step_only() {
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
fn nothing_is_missed_after_a_step_at_which_a_run_may_rest() {
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
fn what_the_machine_failed_with_next_is_where_a_run_stopped() {
    check(
        &format!(
            "
        --- LocationServices.log
        09:13:41 {SENT}
        23:13:41 4800 something else
        --- CcmMessaging.log
        09:13:43 {REFUSED}
        23:13:41 4712 something else
        "
        ),
        "
        client-scan Failed (Failed) at 1.4 by message.refused, line 1, 0x80072EFD
        ",
    );
}

#[test]
fn what_the_machine_failed_with_after_the_time_of_a_run_is_not_met() {
    check(
        &format!(
            "
        --- LocationServices.log
        09:13:41 {SENT}
        23:13:41 4800 something else
        --- CcmMessaging.log
        09:23:42 {REFUSED}
        23:13:41 4712 something else
        "
        ),
        "
        client-scan Failed (StoppedAfter) at 1.3 by location.sent, line 1, not certain
        ",
    );
}

#[test]
fn what_the_machine_failed_with_before_a_run_stopped_is_not_met() {
    check(
        &format!(
            "
        --- LocationServices.log
        09:13:41 {SENT}
        23:13:41 4800 something else
        --- CcmMessaging.log
        09:13:40 {REFUSED}
        23:13:41 4712 something else
        "
        ),
        "
        client-scan Failed (StoppedAfter) at 1.3 by location.sent, line 1, not certain
        ",
    );
}

#[test]
fn what_the_machine_failed_with_in_the_last_moment_is_met() {
    check(
        &format!(
            "
        --- LocationServices.log
        09:13:41 {SENT}
        23:13:41 4800 something else
        --- CcmMessaging.log
        09:23:41 {REFUSED}
        23:13:41 4712 something else
        "
        ),
        "
        client-scan Failed (Failed) at 1.4 by message.refused, line 1, 0x80072EFD
        ",
    );
}

#[test]
fn the_first_line_that_a_run_met_is_the_proof() {
    check(
        &format!(
            "
        --- LocationServices.log
        09:13:41 {SENT}
        23:13:41 4800 something else
        --- CcmMessaging.log
        09:12:00 {REFUSED}
        09:14:43 4712 Post to http://PS1SITE.CONTOSO.COM/ccm_system/request failed with 0x87d00231.
        09:15:43 {REFUSED}
        23:13:41 4712 something else
        "
        ),
        "
        client-scan Failed (Failed) at 1.4 by message.refused, line 2, 0x87D00231
        ",
    );
}

#[test]
fn a_run_does_not_meet_what_fails_behind_a_step_that_would_show_itself() {
    // The parts between show nothing of themselves where their logs are missing; ScanAgent.log is there for 1.2.
    let logs = |scan_agent: &str| {
        format!("
        --- ScanAgent.log
        09:13:41 4712 *****ScanByUpdateSource request received with ForceReScan=2, ScanOptions=0x0000000a,  WSUSLocationTimeout = 604800
        09:13:42 4712 CScanAgent::ScanByUpdates- Added Policy to final ScanRequest List UpdateSourceID={{U}}, Policy-ContentVersion=38, Required-ContentVersion=38
        {scan_agent}
        --- CcmMessaging.log
        09:13:43 {REFUSED}
        23:13:41 4712 something else
        ")
    };
    check(
        &logs("23:13:41 4712 something else"),
        "
        client-scan Failed (StoppedAfter) at 1.1 by policy.added, line 2, not certain
        ",
    );
    check(
        &logs(""),
        "
        client-scan Incomplete
        ",
    );
}

#[test]
fn a_run_meets_what_fails_behind_a_step_that_no_log_would_show() {
    check(&format!("
        --- ScanAgent.log
        09:13:41 4712 ScanJob({{J1}}): - - - - - -Locations requested for ScanJobID={{J1}} (LocationRequestID={{L1}}), will process the scan request once locations are available.
        23:13:41 4712 something else
        --- CcmMessaging.log
        09:13:43 {REFUSED}
        23:13:41 4712 something else
        "), "
        client-scan Failed (Failed) at 1.4 by message.refused, line 1, 0x80072EFD
        ");
}

#[test]
fn a_run_that_stopped_in_a_step_does_not_meet_what_fails_behind_it() {
    check(
        &format!(
            "
        --- ScanAgent.log
        09:13:41 {CREATED}
        23:13:41 4712 something else
        --- CcmMessaging.log
        09:13:43 {REFUSED}
        23:13:41 4712 something else
        "
        ),
        "
        client-scan Failed (StoppedIn) at 1.2 by job.created, line 1, not certain
        ",
    );
}

#[test]
fn a_run_does_not_meet_what_fails_in_another_flow_or_an_earlier_step() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:41 {STARTED}
        23:13:41 4712 something else
        --- CcmMessaging.log
        09:13:43 {REFUSED}
        23:13:41 4712 something else
        --- WCM.log
        09:13:43 4712 Setting new configuration state to 3 (WSUS_CONFIG_FAILED)
        23:13:41 4712 something else
        "
        ),
        "
        client-scan Failed (StoppedAfter) at 2 by search.started, line 1, not certain
        ",
    );
}

#[test]
fn a_run_does_not_meet_a_switch() {
    check(
        "
        --- wsyncmgr.log
        09:13:41 4712 Starting Sync
        09:13:42 4712 Performing sync on regular schedule
        09:13:43 4712 Synchronizing WSUS server ps1site.contoso.com ...
        23:13:41 4712 something else
        --- WCM.log
        09:13:44 4712 System.Net.WebException: The request failed with HTTP status 404: Not Found.
        23:13:41 4712 something else
        ",
        "
        wsus-sync Failed (StoppedIn) at 3 by wsync.wsus, line 3, not certain
        ",
    );
}

#[test]
fn what_the_machine_fails_with_since_a_good_end_casts_doubt_on_it() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {DONE}
        --- CcmMessaging.log
        09:14:43 {REFUSED}
        "
        ),
        "
        client-scan Ok, since then message.refused
        ",
    );
}

#[test]
fn what_the_machine_failed_with_before_a_good_end_casts_no_doubt_on_it() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {DONE}
        --- CcmMessaging.log
        09:13:46 {REFUSED}
        "
        ),
        "
        client-scan Ok
        ",
    );
}

#[test]
fn what_is_over_casts_no_doubt_on_a_good_end() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {DONE}
        --- CcmMessaging.log
        09:14:43 {REFUSED}
        12:14:43 4712 something else
        "
        ),
        "
        client-scan Ok
        ",
    );
}

#[test]
fn what_fails_in_another_flow_and_a_switch_cast_no_doubt_on_a_good_end() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {DONE}
        --- WCM.log
        09:14:43 4712 Setting new configuration state to 3 (WSUS_CONFIG_FAILED)
        --- UpdatesDeployment.log
        09:14:43 4712 Software Updates feature is disabled
        "
        ),
        "
        client-scan Ok
        ",
    );
}

#[test]
fn of_what_fails_since_a_good_end_the_first_line_casts_doubt() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {DONE}
        --- CcmMessaging.log
        09:00:00 {REFUSED}
        09:14:43 {REFUSED}
        09:14:42 4712 Post to http://PS1SITE.CONTOSO.COM/ccm_system/request failed with 0x87d00231.
        "
        ),
        "
        client-scan Ok, since then message.refused
        ",
    );
}

#[test]
fn a_reason_a_minute_before_the_failure_is_its_reason() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 {PROXY}
        09:14:41 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by soap.status, line 2, 0x8024401B, ended with 0x8024000E
        ",
    );
}

#[test]
fn a_reason_more_than_a_minute_before_the_failure_is_none() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 {PROXY}
        09:14:42 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by agent.ended, line 3, 0x8024000E
        ",
    );
}

#[test]
fn the_last_reason_counts_and_its_first_line_is_the_proof() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 1020 6716 WebServices *FAILED* [80244022] Web service call
        09:13:42 {PROXY}
        09:13:43 {CALL_FAILED}
        09:13:44 {CALL_FAILED}
        09:13:45 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by soap.status, line 3, 0x8024401B, ended with 0x8024000E
        ",
    );
}

#[test]
fn a_reason_that_was_got_over_once_is_no_proof_of_its_return() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 {CALL_FAILED}
        09:13:42 {SERVER}
        09:13:43 {CALL_FAILED}
        09:13:44 {CALL_FAILED}
        09:13:45 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by soap.call-failed, line 4, 0x8024401B, ended with 0x8024000E
        ",
    );
}

#[test]
fn the_first_line_of_a_reason_is_looked_for_within_a_minute() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:00 {AGENT}
        09:13:30 {CALL_FAILED}
        09:13:40 {CALL_FAILED}
        09:14:40 {CALL_FAILED}
        09:14:45 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by soap.call-failed, line 3, 0x8024401B, ended with 0x8024000E
        ",
    );
}

#[test]
fn a_reason_without_a_code_is_none() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 1020 6716 WebServices WS error: The operation did not complete within the time allotted
        09:13:45 {AGENT_FAILED}
        "
        ),
        "
        client-scan Failed (Failed) at 3 by agent.ended, line 3, 0x8024401B
        ",
    );
}

#[test]
fn a_reason_that_comes_after_the_failure_is_none() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:40 {STARTED}
        09:13:49 4712 Scan failed with error = 0x8024401b.
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:45 {AGENT_FAILED}
        09:13:45 1020 6716 WebServices *FAILED* [80244022] Web service call
        "
        ),
        "
        client-scan Failed (Failed) at 3 by agent.ended, line 2, 0x8024401B
        ",
    );
}

#[test]
fn the_work_went_on_after_a_reason_on_its_own_thread_only() {
    check(&format!("
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 1020 6716 WebServices *FAILED* [80244022] Web service call
        09:13:42 1020 6800 Agent * START * Finding updates CallerId = CcmExec  Id = 63
        09:13:43 1020 6800 ProtocolTalker ServiceId = {{3DA21691-E39D-4DA6-8A4B-B43877BCB1B7}}, Server URL = http://PS1SITE.CONTOSO.COM:8530/ClientWebService/client.asmx
        09:13:45 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        09:13:46 1020 6800 Agent * END * Finding updates CallerId = CcmExec, Id = 63, Exit code = 0x00000000
        "), "
        client-scan Failed (Failed) at 3 by soap.call-failed, line 2, 0x80244022, ended with 0x8024000E
        client-scan Ok, ended with 0x00000000
        ");
}

#[test]
fn what_came_before_a_reason_does_not_get_over_it() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 {SERVER}
        09:13:42 1020 6716 WebServices *FAILED* [80244022] Web service call
        09:13:45 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by soap.call-failed, line 3, 0x80244022, ended with 0x8024000E
        ",
    );
}

#[test]
fn a_line_that_names_a_code_is_no_sign_that_the_work_went_on() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 1020 6716 WebServices *FAILED* [80244022] Web service call
        09:13:42 1020 6716 ProtocolTalker *FAILED* [8024402F] Sync of Updates
        09:13:45 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by soap.call-failed, line 2, 0x80244022, ended with 0x8024000E
        ",
    );
}

#[test]
fn a_failure_without_a_code_has_that_of_the_end() {
    check(&format!("
        --- WUAHandler.log
        09:13:43 {ADDING}
        09:13:46 4712 Group policy settings were overwritten by a higher authority (Domain Controller) to: Server http://WSUS.FABRIKAM.COM:8530 and Policy ENABLED
        09:13:47 {NOT_ADDED}
        "), "
        client-scan Failed (Failed) at 1.10 by source.overwritten, line 2, 0x87D00692
        ");
}

#[test]
fn an_echo_is_of_the_step_that_its_code_names() {
    // 0x87D00692 is of the update source, and 0x8024401B of the search.
    check(
        "
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:46 4712 ScanJob({J1}): CScanJob::OnScanComplete -Scan Failed with Error=0x8024401b
        ",
        "
        client-scan Failed (Failed) at 3 by job.scan-failed, line 2, 0x8024401B
        ",
    );
    check(
        "
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:46 4712 ScanJob({J1}): CScanJob::OnScanComplete -Scan Failed with Error=0x87d00692
        ",
        "
        client-scan Failed (Failed) at 1.2 by job.scan-failed, line 2, 0x87D00692
        ",
    );
}

#[test]
fn an_echo_without_a_code_is_of_the_step_that_the_run_came_to() {
    check(
        "
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:46 4712 ScanJob({J1}): Raised UpdateSource ({U}) state message successfully. StateId = 5
        ",
        "
        client-scan Failed (Failed) at 1.2 by job.state-failed, line 2, not certain
        ",
    );
}

#[test]
fn an_echo_without_a_code_is_of_the_step_after_the_last_one_that_was_done() {
    check("
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:44 4712 ScanJob({J1}): CScanJob::Execute- Adding UpdateSource={U}, ContentType=2, ContentLocation=http://PS1SITE.CONTOSO.COM:8530, ContentVersion=38
        09:13:46 4712 ScanJob({J1}): Raised UpdateSource ({U}) state message successfully. StateId = 5
        ", "
        client-scan Failed (Failed) at 1.10 by job.state-failed, line 3, not certain
        ");
}

#[test]
fn an_echo_without_a_code_is_of_the_step_under_way_that_its_log_would_end() {
    check("
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:44 4712 ScanJob({J1}): - - - - - -Locations requested for ScanJobID={J1} (LocationRequestID={L1}), will process the scan request once locations are available.
        09:13:45 4712 *****WSUSLocationUpdate received for location request guid={L1}
        09:13:46 4712 ScanJob({J1}): Raised UpdateSource ({U}) state message successfully. StateId = 5
        ", "
        client-scan Failed (Failed) at 1.9 by job.state-failed, line 4, not certain
        ");
}

#[test]
fn an_echo_without_a_code_after_its_own_step_began_is_of_its_own_step() {
    check(
        "
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Execute - successfully requested Scan, ScanType=1
        09:13:56 4712 ScanJob({J1}): Raised UpdateSource ({U}) state message successfully. StateId = 5
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        --- WindowsUpdate.log windows-update
        09:13:44 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        ",
        "
        client-scan Failed (Failed) at 3 by job.state-failed, line 2, not certain
        ",
    );
}

#[test]
fn an_echo_after_the_end_of_its_step_is_of_the_next_one() {
    check(
        "
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Execute - successfully requested Scan, ScanType=1
        09:13:56 4712 ScanJob({J1}): CScanJob::OnScanComplete -Scan Failed with Error=0x8007000e
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        --- WindowsUpdate.log windows-update
        09:13:44 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        ",
        "
        client-scan Failed (Failed) at 4 by job.scan-failed, line 2, 0x8007000E
        ",
    );
}

#[test]
fn an_echo_of_a_run_that_came_further_is_of_the_step_it_came_to() {
    check("
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:44 4712 Update (Missing): Security Update (KB2862152) (505fda07-b4f3-45fb-83d9-8642554e2773, 200)
        09:13:46 4712 Scan failed with error = 0x8024401b.
        ", "
        client-scan Failed (Failed) at 5 by search.scan-failed, line 3, 0x8024401B
        ");
}

#[test]
fn a_transfer_that_another_one_got_over_is_recovered_where_both_are_the_same() {
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
fn a_failure_that_a_later_line_got_over_fails_no_run() {
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
fn a_run_whose_failure_has_the_code_of_a_cancellation_was_cancelled() {
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
fn the_root_of_a_failure_is_its_proof_whatever_comes_after_it() {
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
fn a_scan_that_was_answered_from_the_cache_is_skipped_where_the_silent_log_covers_it() {
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
fn a_line_that_says_so_is_enough_for_a_skipped_run() {
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
