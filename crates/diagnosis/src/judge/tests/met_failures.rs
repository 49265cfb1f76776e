//! Which failures of the machine a run met where it stopped, and which make a success doubtful.

use super::runs::{CREATED, DONE, REFUSED, SENT, STARTED, check};

#[test]
fn a_run_stopped_at_the_next_failure_of_the_machine() {
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
fn a_failure_of_the_machine_after_the_time_of_a_run_is_not_met() {
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
fn a_failure_of_the_machine_before_a_run_stopped_is_not_met() {
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
fn a_failure_of_the_machine_at_the_last_moment_is_met() {
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
fn a_run_does_not_meet_a_failure_after_a_step_that_would_be_logged() {
    // The parts in between are not visible if their logs are missing; ScanAgent.log is present for 1.2.
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
fn a_run_meets_a_failure_after_a_step_that_no_log_would_show() {
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
fn a_run_that_stopped_in_a_step_does_not_meet_later_failures() {
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
fn a_run_does_not_meet_failures_in_another_flow_or_an_earlier_step() {
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
fn a_failure_of_the_machine_since_a_success_makes_it_doubtful() {
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
fn a_failure_of_the_machine_before_a_success_does_not_make_it_doubtful() {
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
fn a_resolved_failure_does_not_make_a_success_doubtful() {
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
fn failures_of_other_flows_and_switches_do_not_make_a_success_doubtful() {
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
fn the_first_failure_since_a_success_makes_it_doubtful() {
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
