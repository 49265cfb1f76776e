//! Which lines of several logs form one run.

use super::check;

/// Two searches that WUAHandler started, and their two ends on a third thread.
const TWO_SEARCHES: &str = "
    --- WUAHandler.log
    09:13:30 4712 Async searching of updates using WUAgent started.
    09:13:40 4800 Async searching of updates using WUAgent started.
";

#[test]
fn ends_that_cannot_be_distinguished_are_assigned_from_the_oldest_on() {
    check(
        &format!(
            "{TWO_SEARCHES}
            09:13:50 4900 Successfully completed scan.
            09:13:55 4950 Scan failed with error = 0x80244022.
            "
        ),
        "
        client-scan of CcmExec: search.started scan.done
        client-scan of CcmExec: search.started search.scan-failed
        ",
    );
}

#[test]
fn an_end_belongs_to_the_search_that_the_agent_ended_at_that_moment() {
    check(
        &format!(
            "{TWO_SEARCHES}
            09:14:05 4900 Scan failed with error = 0x80244022.
            09:15:00 4950 Successfully completed scan.
            --- WindowsUpdate.log windows-update
            09:13:30 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
            09:13:40 1020 6800 Agent * START * Finding updates CallerId = CcmExec  Id = 63
            09:14:04 1020 6800 Agent * END * Finding updates CallerId = CcmExec, Id = 63, Exit code = 0x80244022
            09:14:59 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
            "
        ),
        "
        client-scan of CcmExec: search.started agent.started agent.ended scan.done
        client-scan of CcmExec: search.started agent.started agent.ended search.scan-failed
        ",
    );
}

#[test]
fn of_two_ends_the_nearest_counts() {
    check(
        &format!(
            "{TWO_SEARCHES}
            09:14:05 4900 Scan failed with error = 0x80244022.
            --- WindowsUpdate.log windows-update
            09:13:30 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
            09:13:40 1020 6800 Agent * START * Finding updates CallerId = CcmExec  Id = 63
            09:14:00 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
            09:14:07 1020 6800 Agent * END * Finding updates CallerId = CcmExec, Id = 63, Exit code = 0x80244022
            "
        ),
        "
        client-scan of CcmExec: search.started agent.started agent.ended
        client-scan of CcmExec: search.started agent.started search.scan-failed agent.ended
        ",
    );
}

#[test]
fn an_end_that_the_agent_reports_ten_seconds_earlier_is_near_enough() {
    let text = |second: u32| {
        format!(
            "{TWO_SEARCHES}
            09:14:{second} 4900 Scan failed with error = 0x80244022.
            --- WindowsUpdate.log windows-update
            09:13:30 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
            09:13:40 1020 6800 Agent * START * Finding updates CallerId = CcmExec  Id = 63
            09:14:04 1020 6800 Agent * END * Finding updates CallerId = CcmExec, Id = 63, Exit code = 0x80244022
            "
        )
    };
    check(
        &text(14),
        "
        client-scan of CcmExec: search.started agent.started
        client-scan of CcmExec: search.started agent.started agent.ended search.scan-failed
        ",
    );
    check(
        &text(15),
        "
        client-scan of CcmExec: search.started agent.started search.scan-failed
        client-scan of CcmExec: search.started agent.started agent.ended
        ",
    );
}

#[test]
fn only_an_end_shows_which_search_it_ends() {
    check(
        &format!(
            "{TWO_SEARCHES}
            09:13:44 4900 Scan failed with error = 0x80244022.
            --- WindowsUpdate.log windows-update
            09:13:40 1020 6800 Agent * START * Finding updates CallerId = CcmExec  Id = 63
            09:13:43 1020 6800 WebServices *FAILED* [80244022] Web service call
            "
        ),
        "
        client-scan of CcmExec: search.started search.scan-failed
        client-scan of CcmExec: search.started agent.started soap.call-failed
        ",
    );
}

#[test]
fn each_search_has_one_end() {
    check(
        &format!(
            "{TWO_SEARCHES}
            09:14:05 4900 Scan failed with error = 0x80244022.
            09:14:06 4950 Scan failed with error = 0x80244022.
            --- WindowsUpdate.log windows-update
            09:13:40 1020 6800 Agent * START * Finding updates CallerId = CcmExec  Id = 63
            09:14:04 1020 6800 Agent * END * Finding updates CallerId = CcmExec, Id = 63, Exit code = 0x80244022
            "
        ),
        "
        client-scan of CcmExec: search.started search.scan-failed
        client-scan of CcmExec: search.started agent.started agent.ended search.scan-failed
        ",
    );
}

#[test]
fn a_third_end_of_two_searches_is_a_separate_run() {
    check(
        &format!(
            "{TWO_SEARCHES}
            09:14:05 4900 Scan failed with error = 0x80244022.
            09:14:06 4950 Scan failed with error = 0x80244022.
            09:14:12 4960 Scan failed with error = 0x80244022.
            "
        ),
        "
        client-scan of CcmExec: search.started search.scan-failed
        client-scan of CcmExec: search.started search.scan-failed
        client-scan of CcmExec: search.scan-failed
        ",
    );
}

#[test]
fn after_a_restart_an_end_does_not_belong_to_the_searches_before_it() {
    check(
        &format!(
            "{TWO_SEARCHES}
            09:13:45 4712 CWuaHandler::SetCategoriesForStateReportingExclusion called with E0789628-CE08-4437-BE74-2495B842F43B; for leaves and E0789628-CE08-4437-BE74-2495B842F43B; for bundles
            09:14:05 4712 Scan failed with error = 0x80244022.
            "
        ),
        "
        client-scan of CcmExec (restarted): search.started
        client-scan of CcmExec (restarted): search.started
        client-scan of CcmExec: search.scan-failed
        ",
    );
}

#[test]
fn a_search_is_part_of_the_nearest_run_that_requested_one() {
    check(
        &format!(
            "{TWO_SEARCHES}
            --- WindowsUpdate.log windows-update
            09:13:41 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
            "
        ),
        "
        client-scan of CcmExec: search.started
        client-scan of CcmExec: search.started agent.started
        ",
    );
    check(
        &format!(
            "{TWO_SEARCHES}
            --- WindowsUpdate.log windows-update
            09:13:33 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
            "
        ),
        "
        client-scan of CcmExec: search.started agent.started
        client-scan of CcmExec: search.started
        ",
    );
}

#[test]
fn a_second_search_belongs_to_the_run_without_one() {
    check(
        &format!(
            "{TWO_SEARCHES}
            --- WindowsUpdate.log windows-update
            09:13:31 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
            09:13:32 1020 6800 Agent * START * Finding updates CallerId = CcmExec  Id = 63
            09:13:33 1020 6900 Agent * START * Finding updates CallerId = CcmExec  Id = 64
            "
        ),
        "
        client-scan of CcmExec: search.started agent.started
        client-scan of CcmExec: agent.started search.started
        client-scan of CcmExec: agent.started
        ",
    );
}

#[test]
fn a_search_fifteen_seconds_after_is_near_enough() {
    let text = |second: u32| {
        format!(
            "
            --- WUAHandler.log
            09:13:30 4712 Async searching of updates using WUAgent started.
            09:13:31 4712 Scan failed with error = 0x80244022.
            --- WindowsUpdate.log windows-update
            09:13:30 1020 6716 Agent Service
            09:13:{second} 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
            "
        )
    };
    check(&text(45), "client-scan of CcmExec: search.started search.scan-failed agent.started");
    check(
        &text(46),
        "
        client-scan of CcmExec: search.started search.scan-failed
        client-scan of CcmExec: agent.started
        ",
    );
}

#[test]
fn progress_can_be_in_one_run_more_than_once() {
    check(
        "
        --- WUAHandler.log
        09:13:30 4712 Async searching of updates using WUAgent started.
        --- WindowsUpdate.log windows-update
        09:13:31 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:31 2020 6800 COMAPI -- START --  COMAPI: Search [ClientId = CcmExec]
        09:13:34 2020 6900 COMAPI -- START --  COMAPI: Search [ClientId = CcmExec]
        ",
        "client-scan of CcmExec: search.started agent.started comapi.started comapi.started",
    );
}

#[test]
fn clocks_that_cannot_be_compared_join_nothing() {
    let search = |changed: &str| {
        format!(
            "
            --- WindowsUpdate.log windows-update{changed}
            09:13:43 1020 6716 Agent * START * Finding updates CallerId = MoUpdateOrchestrator  Id = 62
            09:13:48 1020 6716 Agent * END * Finding updates CallerId = MoUpdateOrchestrator, Id = 62, Exit code = 0x00000000
            --- ReportingEvents.log raw
            {{0A1B2C3D-0000-4000-8000-0000000A0001}}\t2026-11-12 09:13:49:001+0100\t1\t147 [AGENT_DETECTION_FINISHED]\t101\t{{9482F4B4-E343-43B6-B170-9A65BC822C77}}\t0\t0\tMoUpdateOrchestrator\tSuccess\tSoftware Synchronization\tWindows Update Client successfully detected 2 updates.\tabcdefghijklmnop.1.0.0.1
            "
        )
    };
    // Equal times are not the same moment if the time zone of the first log is unknown.
    let at_the_same_numbers = search("").replace("09:13:49:001+0100", "09:13:49:001+0000");
    check(
        &at_the_same_numbers,
        "
        client-scan of MoUpdateOrchestrator: agent.started agent.ended
        client-scan of MoUpdateOrchestrator: event.detected
        ",
    );
    check(
        &search(" changed 2026-11-12 08:13:50"),
        "client-scan of MoUpdateOrchestrator: agent.started agent.ended event.detected",
    );
}

#[test]
fn a_deployment_that_is_enforced_twice_is_two_runs() {
    check(
        "
        --- UpdatesDeployment.log
        09:13:41 4712 Starting install for assignment ({0A1B2C3D-0000-4000-8000-00000000D001})
        09:13:42 4712 Raised assignment ({0A1B2C3D-0000-4000-8000-00000000D001}) state message successfully. TopicType = Enforce, StateId = 6, StateName = ASSIGNMENT_ENFORCE_FAILED
        09:13:50 4800 Starting install for assignment ({0A1B2C3D-0000-4000-8000-00000000D001})
        --- WUAHandler.log
        09:13:43 4900 Update(s) downloaded to WUA file cache, starting installation.
        09:13:44 4900 Async installation of updates started.
        09:13:51 4950 Update(s) downloaded to WUA file cache, starting installation.
        09:13:52 4950 Async installation of updates started.
        ",
        "
        install of CcmExec: install.begun install.state-failed install.cached install.started
        install of CcmExec: install.begun install.cached install.started
        ",
    );
}

#[test]
fn keys_shared_by_two_deployments_do_not_make_them_one_run() {
    check(
        "
        --- UpdatesDeployment.log
        09:13:41 4712 Detection job ({0A1B2C3D-0000-4000-8000-00000000F001}) started for assignment ({0A1B2C3D-0000-4000-8000-00000000D001})
        09:13:41 4800 Detection job ({0A1B2C3D-0000-4000-8000-00000000F002}) started for assignment ({0A1B2C3D-0000-4000-8000-00000000D002})
        --- UpdatesHandler.log
        09:13:42 4900 Successfully initiated scan for job ({0A1B2C3D-0000-4000-8000-00000000F001}).
        09:13:43 4900 Scan completion received for job ({0A1B2C3D-0000-4000-8000-00000000F002}).
        ",
        "
        install of CcmExec: deployment.evaluating deployment.scan-asked deployment.scan-ended
        install of CcmExec: deployment.evaluating
        ",
    );
}

#[test]
fn a_restart_in_one_log_restarts_the_entire_run() {
    check(
        "
        --- LocationServices.log
        09:13:40 4800 Created and Sent Location Request '{L1}' for package {U}
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): - - - - - -Locations requested for ScanJobID={J1} (LocationRequestID={L1}), will process the scan request once locations are available.
        09:14:00 4712 - -Recovering persisted Scan requests...
        ",
        "client-scan of CcmExec (restarted): location.sent job.locations-requested",
    );
}

#[test]
fn a_location_request_is_one_run_across_all_its_logs() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): - - - - - -Locations requested for ScanJobID={J1} (LocationRequestID={L1}), will process the scan request once locations are available.
        --- LocationServices.log
        09:13:41 4800 Created and Sent Location Request '{L1}' for package {U}
        09:13:44 4800 Calling back with locations for WSUS request {L1}
        --- CcmMessaging.log
        09:13:42 4900 Sending async message '{0A1B2C3D-0000-4000-8000-00000000E001}' to outgoing queue 'mp:[http]mp_locationmanager'
        09:13:43 4950 Sending outgoing message '{0A1B2C3D-0000-4000-8000-00000000E001}'. Flags 0x200, sender account empty
        ",
        "client-scan of CcmExec: location.sent job.locations-requested message.queued message.sent location.called-back",
    );
}
