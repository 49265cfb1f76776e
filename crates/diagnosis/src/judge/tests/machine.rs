//! Failures of the machine that belong to no run: bursts, switches, and how a run relates to them.

use crate::judge::analysis::Analysis;
use crate::judge::machine_failures::bursts;
use crate::judge::problem::ProblemSource;
use crate::judge::problems::problems;
use crate::testing::{compare, read};

/// The failures of the machine in the order in which they are found; then the problems of the machine and of its runs,
/// each with its cause, the line that proves it, and the lines of its layers.
#[track_caller]
fn check(text: &str, expected: &str) {
    let analysis = Analysis::of(&read(text));
    let mut found = Vec::new();
    for failure in &analysis.machine_failures {
        let lines: Vec<String> =
            failure.sightings.iter().map(|seen| seen.sighting().quote.line.to_string()).collect();
        let mut line = format!("{}, lines {}", failure.last().evidence.id, lines.join(" "));
        line += &failure.code.map(|code| format!(", {}", knowledge::spell(code))).unwrap_or_default();
        line += if failure.is_over { ", over" } else { "" };
        line += if failure.is_switch { ", a switch" } else { "" };
        found.push(line);
    }
    for problem in problems(&analysis) {
        let cause = problem.best_cause().unwrap_or("no cause");
        let (count, bursts) = (problem.occurrences.count, problem.occurrences.bursts);
        let source = match &problem.source {
            ProblemSource::Machine => "machine",
            ProblemSource::Runs(_) => "run",
            ProblemSource::Operation(_) => "operation",
            ProblemSource::Excerpt => "excerpt",
        };
        let over = if problem.is_recovered { ", recovered" } else { "" };
        let layers: Vec<&str> = problem.layers.iter().map(|seen| seen.evidence.id).collect();
        found.push(format!(
            "{:?} of the {source} at {}/{} ×{count} in {bursts}: {cause}{over}; {} of {}",
            problem.severity,
            problem.flow.id,
            problem.step,
            problem.proof.evidence.id,
            layers.join(" ")
        ));
    }
    compare(text, &found, expected);
}

const REFUSED: &str = "4712 Post to http://PS1SITE.CONTOSO.COM/ccm_system/request failed with 0x80072efd.";
const ACCEPTED: &str = "4712 Raising event: HRESULT = \"0x00000000\"; ProcessID = 1860; StatusCode = 200;";
const DISABLED: &str = "4712 Software Updates feature is disabled";
const ENABLED: &str = "4712 Enabling software Updates feature";
const WAITING: &str = "4712 Software updates functionality will not be enabled until the configuration policy has been received.";
const SEARCH: &str = "4712 Async searching of updates using WUAgent started.";
const CONFIGURED_BADLY: &str = "4712 Setting new configuration state to 3 (WSUS_CONFIG_FAILED)";
const NOT_FOUND: &str = "4712 System.Net.WebException: The request failed with HTTP status 404: Not Found.";
const SYNC_FAILED: &str = "4712 Sync failed: WSUS server not configured. Please refer to WCM.log for configuration error details.. Source: CWSyncMgr::DoSync";

#[test]
fn a_failure_without_a_run_belongs_to_the_machine() {
    check(&format!("
        --- CcmMessaging.log
        09:13:43 {REFUSED}
        "), "
        message.refused, lines 1, 0x80072EFD
        Warning of the machine at client-scan/1.4 ×1 in 1: management-point-unreachable; message.refused of message.refused
        ");
}

#[test]
fn the_same_failure_within_ten_minutes_is_one_burst() {
    check(&format!("
        --- CcmMessaging.log
        09:10:00 {REFUSED}
        09:15:00 {REFUSED}
        09:25:00 {REFUSED}
        "), "
        message.refused, lines 1 2 3, 0x80072EFD
        Warning of the machine at client-scan/1.4 ×3 in 1: management-point-unreachable; message.refused of message.refused
        ");
}

#[test]
fn after_ten_minutes_without_it_another_burst_begins() {
    check(&format!("
        --- CcmMessaging.log
        09:10:00 {REFUSED}
        09:20:01 {REFUSED}
        09:20:02 {REFUSED}
        "), "
        message.refused, lines 1 2 3, 0x80072EFD
        Error of the operation at client-scan/1.4 ×2 in 2: management-point-unreachable; post.failed of post.failed
        Warning of the machine at client-scan/1.4 ×3 in 2: management-point-unreachable; message.refused of message.refused
        ");
}

#[test]
fn bursts_are_separated_by_the_ten_minutes_before_each_line() {
    let minutes = |times: &[i64]| bursts(times.iter().map(|minute| minute * 60_000));
    assert_eq!(minutes(&[]), 0);
    assert_eq!(minutes(&[100]), 1);
    assert_eq!(minutes(&[100, 110, 120, 130]), 1);
    assert_eq!(minutes(&[100, 111]), 2);
    assert_eq!(minutes(&[100, 111, 115, 126]), 3);
}

#[test]
fn a_failure_that_is_not_repeated_for_more_than_an_hour_is_resolved() {
    check(&format!("
        --- CcmMessaging.log
        09:00:00 {REFUSED}
        10:00:01 4712 something else
        "), "
        message.refused, lines 1, 0x80072EFD, over
        Info of the machine at client-scan/1.4 ×1 in 1: management-point-unreachable, recovered; message.refused of message.refused
        ");
}

#[test]
fn a_failure_from_an_hour_ago_is_not_resolved_yet() {
    check(&format!("
        --- CcmMessaging.log
        09:00:00 {REFUSED}
        10:00:00 4712 something else
        "), "
        message.refused, lines 1, 0x80072EFD
        Warning of the machine at client-scan/1.4 ×1 in 1: management-point-unreachable; message.refused of message.refused
        ");
}

#[test]
fn the_last_line_of_a_failure_starts_the_quiet_time() {
    check(&format!("
        --- CcmMessaging.log
        09:00:00 {REFUSED}
        09:30:00 {REFUSED}
        10:15:00 4712 something else
        "), "
        message.refused, lines 1 2, 0x80072EFD
        Warning of the machine at client-scan/1.4 ×2 in 2: management-point-unreachable; message.refused of message.refused
        ");
}

#[test]
fn a_later_line_resolves_a_failure() {
    check(&format!("
        --- CcmMessaging.log
        09:13:43 {REFUSED}
        09:14:43 {ACCEPTED}
        "), "
        message.refused, lines 1, 0x80072EFD, over
        Info of the machine at client-scan/1.4 ×1 in 1: management-point-unreachable, recovered; message.refused of message.refused
        ");
}

#[test]
fn a_success_before_a_failure_does_not_resolve_it() {
    check(&format!("
        --- CcmMessaging.log
        09:12:43 {ACCEPTED}
        09:13:43 {REFUSED}
        09:13:44 4712 something else
        "), "
        message.refused, lines 2, 0x80072EFD
        Warning of the machine at client-scan/1.4 ×1 in 1: management-point-unreachable; message.refused of message.refused
        ");
}

#[test]
fn any_other_line_after_a_failure_does_not_resolve_it() {
    check(&format!("
        --- CcmMessaging.log
        09:13:43 {REFUSED}
        --- WUAHandler.log
        09:14:43 {SEARCH}
        09:14:46 4712 Successfully completed scan.
        "), "
        message.refused, lines 1, 0x80072EFD
        Warning of the machine at client-scan/1.4 ×1 in 1: management-point-unreachable; message.refused of message.refused
        ");
}

#[test]
fn another_code_is_another_failure_and_the_last_one_comes_last() {
    check(&format!("
        --- CcmMessaging.log
        09:13:43 4712 Post to http://PS1SITE.CONTOSO.COM/ccm_system/request failed with 0x87d00231.
        09:14:43 {REFUSED}
        09:15:43 {REFUSED}
        09:16:43 4712 Post to http://PS1SITE.CONTOSO.COM/ccm_system/request failed with 0x87d00231.
        "), "
        message.refused, lines 2 3, 0x80072EFD
        message.refused, lines 1 4, 0x87D00231
        Warning of the machine at client-scan/1.4 ×2 in 1: management-point-unreachable; message.refused of message.refused
        Warning of the machine at client-scan/1.4 ×2 in 1: management-point-unreachable; message.refused of message.refused
        ");
}

#[test]
fn a_progress_line_of_the_machine_is_not_a_failure() {
    check(
        "
        --- ScanAgent.log
        09:13:43 4712 *****Policy Change notification received for ToolUniqueID={U}
        ",
        "",
    );
}

#[test]
fn the_result_of_an_operation_is_not_a_failure_of_the_machine() {
    check(
        "
        --- ccmsetup.log
        09:13:43 4712 CcmSetup failed with error code 0x80004004
        ",
        "
        Info of the operation at client-scan/1.1 ×1 in 1: no cause; ccmsetup.ended of ccmsetup.ended
        ",
    );
}

#[test]
fn a_switch_that_is_off_is_an_error() {
    check(&format!("
        --- UpdatesDeployment.log
        09:13:43 {DISABLED}
        "), "
        feature.disabled, lines 1, a switch
        Error of the machine at client-scan/1.1 ×1 in 1: feature-disabled; feature.disabled of feature.disabled
        ");
}

#[test]
fn a_switch_that_was_turned_on_again_is_not_an_error() {
    check(
        &format!(
            "
        --- UpdatesDeployment.log
        09:13:43 {DISABLED}
        09:14:43 {ENABLED}
        "
        ),
        "",
    );
}

#[test]
fn a_switch_that_is_off_now_is_an_error() {
    check(&format!("
        --- UpdatesDeployment.log
        09:12:43 {ENABLED}
        09:13:43 {DISABLED}
        "), "
        feature.disabled, lines 2, a switch
        Error of the machine at client-scan/1.1 ×1 in 1: feature-disabled; feature.disabled of feature.disabled
        ");
}

#[test]
fn the_lines_of_a_switch_that_match_its_last_line_are_counted() {
    check(&format!("
        --- UpdatesDeployment.log
        09:00:00 {DISABLED}
        09:01:00 {WAITING}
        09:30:00 {ENABLED}
        10:00:00 {DISABLED}
        "), "
        feature.disabled, lines 1 4, a switch
        Error of the machine at client-scan/1.1 ×2 in 2: feature-disabled; feature.disabled of feature.disabled
        ");
}

#[test]
fn a_switch_stays_off_regardless_of_the_length_of_its_log() {
    check(&format!("
        --- UpdatesDeployment.log
        09:00:00 {DISABLED}
        23:00:00 4712 something else
        "), "
        feature.disabled, lines 1, a switch
        Error of the machine at client-scan/1.1 ×1 in 1: feature-disabled; feature.disabled of feature.disabled
        ");
}

#[test]
fn a_run_after_a_switch_shows_that_it_was_turned_on() {
    check(
        &format!(
            "
        --- UpdatesDeployment.log
        09:13:43 {DISABLED}
        --- WUAHandler.log
        09:14:43 {SEARCH}
        09:14:46 4712 Successfully completed scan.
        "
        ),
        "
        feature.disabled, lines 1, a switch
        ",
    );
}

#[test]
fn a_run_before_a_switch_does_not_turn_it_on() {
    check(&format!("
        --- UpdatesDeployment.log
        09:13:43 {DISABLED}
        --- WUAHandler.log
        09:12:43 {SEARCH}
        09:12:46 4712 Successfully completed scan.
        "), "
        feature.disabled, lines 1, a switch
        Error of the machine at client-scan/1.1 ×1 in 1: feature-disabled; feature.disabled of feature.disabled
        ");
}

#[test]
fn a_run_of_another_flow_does_not_turn_a_switch_on() {
    check(&format!("
        --- UpdatesDeployment.log
        09:13:43 {DISABLED}
        --- wsyncmgr.log
        10:00:00 4712 Starting Sync
        10:00:01 4712 Performing sync on regular schedule
        10:10:00 4712 Sync succeeded. Setting sync alert to canceled state on site PS1
        "), "
        feature.disabled, lines 1, a switch
        Error of the machine at client-scan/1.1 ×1 in 1: feature-disabled; feature.disabled of feature.disabled
        ");
}

#[test]
fn the_search_of_another_program_does_not_turn_a_switch_on() {
    check(&format!("
        --- UpdatesDeployment.log
        09:13:43 {DISABLED}
        --- WindowsUpdate.log windows-update
        09:14:43 1020 6716 Agent * START * Finding updates CallerId = Update;taskhostw  Id = 70
        09:14:48 1020 6716 Agent * END * Finding updates CallerId = Update;taskhostw, Id = 70, Exit code = 0x00000000
        "), "
        feature.disabled, lines 1, a switch
        Error of the machine at client-scan/1.1 ×1 in 1: feature-disabled; feature.disabled of feature.disabled
        ");
}

#[test]
fn a_switch_that_is_off_is_the_cause_of_a_run_that_fails_at_its_step() {
    check(&format!("
        --- UpdatesDeployment.log
        08:00:00 {DISABLED}
        --- ScanAgent.log
        09:13:43 4712 *****ScanByUpdateSource request received with ForceReScan=2, ScanOptions=0x0000000a,  WSUSLocationTimeout = 604800
        09:13:44 4712 CScanAgent::ScanByUpdates- No policy available for UpdateSourceID={{U}}
        "), "
        feature.disabled, lines 1, a switch
        Error of the run at client-scan/1.1 ×1 in 1: feature-disabled; policy.none of policy.none
        ");
}

#[test]
fn a_switch_that_was_turned_on_before_a_run_is_not_the_cause_of_its_failure() {
    check(&format!("
        --- UpdatesDeployment.log
        08:00:00 {DISABLED}
        08:30:00 {ENABLED}
        --- ScanAgent.log
        09:13:43 4712 *****ScanByUpdateSource request received with ForceReScan=2, ScanOptions=0x0000000a,  WSUSLocationTimeout = 604800
        09:13:44 4712 CScanAgent::ScanByUpdates- No policy available for UpdateSourceID={{U}}
        "), "
        Error of the run at client-scan/1.1 ×1 in 1: software-update-point-not-ready; policy.none of policy.none
        ");
}

#[test]
fn a_switch_that_was_turned_off_after_a_run_is_not_the_cause_of_its_failure() {
    check(&format!("
        --- UpdatesDeployment.log
        08:30:00 {ENABLED}
        11:00:00 {DISABLED}
        --- ScanAgent.log
        09:13:43 4712 *****ScanByUpdateSource request received with ForceReScan=2, ScanOptions=0x0000000a,  WSUSLocationTimeout = 604800
        09:13:44 4712 CScanAgent::ScanByUpdates- No policy available for UpdateSourceID={{U}}
        "), "
        feature.disabled, lines 2, a switch
        Error of the machine at client-scan/1.1 ×1 in 1: feature-disabled; feature.disabled of feature.disabled
        Error of the run at client-scan/1.1 ×1 in 1: software-update-point-not-ready; policy.none of policy.none
        ");
}

#[test]
fn a_line_that_repeats_a_recent_failure_is_not_reported() {
    check(
        &format!(
            "
        --- WCM.log
        09:13:00 {NOT_FOUND}
        09:14:00 {CONFIGURED_BADLY}
        "
        ),
        "
        wcm.not-found, lines 1, a switch
        wcm.state-failed, lines 2
        Error of the machine at wsus-sync/1 ×1 in 1: wsus-ports-differ; wcm.not-found of wcm.not-found
        ",
    );
}

#[test]
fn a_line_that_repeats_a_failure_after_more_than_a_minute_is_reported() {
    check(&format!("
        --- WCM.log
        09:13:00 {NOT_FOUND}
        09:14:01 {CONFIGURED_BADLY}
        "), "
        wcm.not-found, lines 1, a switch
        wcm.state-failed, lines 2
        Error of the machine at wsus-sync/1 ×1 in 1: wsus-ports-differ; wcm.not-found of wcm.not-found
        Warning of the machine at wsus-sync/1 ×1 in 1: wsus-not-configured; wcm.state-failed of wcm.state-failed
        ");
}

#[test]
fn a_line_does_not_repeat_a_later_line() {
    check(&format!("
        --- WCM.log
        09:13:00 {CONFIGURED_BADLY}
        09:13:01 {NOT_FOUND}
        "), "
        wcm.state-failed, lines 1
        wcm.not-found, lines 2, a switch
        Error of the machine at wsus-sync/1 ×1 in 1: wsus-ports-differ; wcm.not-found of wcm.not-found
        Warning of the machine at wsus-sync/1 ×1 in 1: wsus-not-configured; wcm.state-failed of wcm.state-failed
        ");
}

#[test]
fn a_line_does_not_repeat_the_failure_of_another_step() {
    check(&format!("
        --- WCM.log
        09:13:01 {CONFIGURED_BADLY}
        --- CcmMessaging.log
        09:13:00 {REFUSED}
        "), "
        message.refused, lines 1, 0x80072EFD
        wcm.state-failed, lines 1
        Warning of the machine at wsus-sync/1 ×1 in 1: wsus-not-configured; wcm.state-failed of wcm.state-failed
        Warning of the machine at client-scan/1.4 ×1 in 1: management-point-unreachable; message.refused of message.refused
        ");
}

#[test]
fn two_echoes_do_not_hide_each_other() {
    check(&format!("
        --- WCM.log
        09:13:01 {CONFIGURED_BADLY}
        --- WSUSCtrl.log
        09:13:00 4712 System.Net.WebException: The request failed with HTTP status 503: Service Unavailable.
        "), "
        control.failed, lines 1
        wcm.state-failed, lines 1
        Warning of the machine at wsus-sync/1 ×1 in 1: wsus-not-configured; wcm.state-failed of wcm.state-failed
        Warning of the machine at wsus-sync/1 ×1 in 1: no cause; control.failed of control.failed
        ");
}

#[test]
fn a_run_that_fails_because_of_the_machine_is_one_problem_with_it() {
    check(&format!("
        --- WCM.log
        09:10:00 {NOT_FOUND}
        09:20:00 {NOT_FOUND}
        --- wsyncmgr.log
        09:13:00 4712 Starting Sync
        09:13:01 {SYNC_FAILED}
        "), "
        wcm.not-found, lines 1 2, a switch
        Error of the run at wsus-sync/1 ×1 in 1: wsus-ports-differ; wcm.not-found of wcm.not-found wsync.not-configured wsync.failed
        ");
}

#[test]
fn a_run_that_failed_before_the_machine_is_a_separate_problem() {
    check(&format!("
        --- WCM.log
        09:20:00 {NOT_FOUND}
        --- wsyncmgr.log
        09:13:00 4712 Starting Sync
        09:13:01 {SYNC_FAILED}
        "), "
        wcm.not-found, lines 1, a switch
        Error of the machine at wsus-sync/1 ×1 in 1: wsus-ports-differ; wcm.not-found of wcm.not-found
        Error of the run at wsus-sync/1 ×1 in 1: wsus-ports-differ; wsync.not-configured of wsync.not-configured wsync.failed
        ");
}

#[test]
fn a_run_that_fails_at_another_step_than_the_machine_is_a_separate_problem() {
    check(&format!("
        --- WCM.log
        09:10:00 {NOT_FOUND}
        09:20:00 {NOT_FOUND}
        --- wsyncmgr.log
        09:13:00 4712 Starting Sync
        09:13:01 4712 Performing sync on regular schedule
        09:13:02 4712 Synchronizing WSUS server ps1site.contoso.com ...
        09:13:03 4712 Sync failed: The request failed with HTTP status 404: Not Found.. Source: Microsoft.UpdateServices.Administration.AdminProxy.CreateUpdateServer
        "), "
        wcm.not-found, lines 1 2, a switch
        Error of the machine at wsus-sync/1 ×2 in 1: wsus-ports-differ; wcm.not-found of wcm.not-found
        Error of the run at wsus-sync/3 ×1 in 1: wsus-ports-differ; wsync.api-not-found of wsync.api-not-found wsync.failed
        ");
}

#[test]
fn a_failure_that_a_run_met_is_reported_only_by_the_run() {
    check(&format!("
        --- LocationServices.log
        09:13:41 4800 Created and Sent Location Request '{{L1}}' for package {{U}}
        23:13:41 4800 something else
        --- CcmMessaging.log
        09:13:43 {REFUSED}
        23:13:41 4712 something else
        --- ScanAgent.log
        09:00:00 4712 something
        23:13:41 4712 something else
        "), "
        message.refused, lines 1, 0x80072EFD, over
        Error of the run at client-scan/1.4 ×1 in 1: management-point-unreachable; message.refused of message.refused
        ");
}

#[test]
fn a_line_of_two_flows_is_one_problem() {
    check(
        &format!(
            "
        --- StateMessage.log
        09:13:42 4900 StateMessage body: <?xml version=\"1.0\" encoding=\"UTF-16\"?>
        09:13:42 4900 Successfully forwarded State Messages to the MP
        --- CcmMessaging.log
        09:13:42 4712 Sending async message '{{L1}}' to outgoing queue 'mp:mp_relayendpoint'
        09:13:43 {REFUSED}
        "
        ),
        "
        message.refused, lines 2, 0x80072EFD
        Error of the run at state-messages/2 ×1 in 1: states-not-sent; report.refused of report.refused
        ",
    );
}
