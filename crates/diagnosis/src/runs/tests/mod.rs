//! Which lines form one run.

mod lines;
mod one_log;
mod services;
mod several_logs;

use crate::logs::rollovers::logs_of;
use crate::runs::gather::runs_of;
use crate::runs::timed_sightings::sightings_of;
use crate::testing::{compare, read};

/// One line per run of these logs: its flow, its caller, and its evidence in time order.
#[track_caller]
fn check(text: &str, expected: &str) {
    let logs = logs_of(&read(text));
    let runs = runs_of(&logs, &sightings_of(&logs));
    let run = |run: &crate::runs::flow_run::FlowRun| {
        let lines: Vec<&str> = run.sightings.iter().map(|seen| seen.evidence.id).collect();
        let restarted = if run.is_restarted { " (restarted)" } else { "" };
        format!(
            "{} of {}{restarted}: {}",
            run.flow.id,
            run.caller.as_deref().unwrap_or("anybody"),
            lines.join(" ")
        )
    };
    compare(text, &runs.iter().map(run).collect::<Vec<_>>(), expected);
}

#[test]
fn a_scan_is_one_run() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Successfully completed scan.
        ",
        "client-scan of CcmExec: search.started scan.done",
    );
}

#[test]
fn two_scans_are_two_runs() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Successfully completed scan.
        10:13:43 4712 Async searching of updates using WUAgent started.
        10:13:46 4712 Scan failed with error = 0x80244022.
        ",
        "
        client-scan of CcmExec: search.started scan.done
        client-scan of CcmExec: search.started search.scan-failed
        ",
    );
}

#[test]
fn an_end_alone_is_a_run() {
    check(
        "
        --- WUAHandler.log
        09:13:46 4712 Scan failed with error = 0x80244022.
        ",
        "client-scan of CcmExec: search.scan-failed",
    );
}

#[test]
fn a_line_that_only_connects_others_is_not_a_run() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:48 1020 6716 WebServices *FAILED* [8024401B] Web service call
        ",
        "",
    );
}

#[test]
fn lines_with_one_key_are_one_run_on_any_thread() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:42 4800 ScanJob({J2}): CScanJob::Initialize- entered
        09:13:43 4900 ScanJob({J1}): CScanJob::Execute - successfully requested Scan, ScanType=1
        09:13:44 4712 ScanJob({J2}): CScanJob::OnScanComplete -Scan Failed with Error=0x8024401b
        09:13:45 4800 ScanJob({J1}): CScanJob::OnScanComplete -Scan Failed with Error=0x80244022
        ",
        "
        client-scan of CcmExec: job.created scan.requested job.scan-failed
        client-scan of CcmExec: job.created job.scan-failed
        ",
    );
}

#[test]
fn two_logs_with_one_key_are_one_run() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): - - - - - -Locations requested for ScanJobID={J1} (LocationRequestID={L1}), will process the scan request once locations are available.
        --- LocationServices.log
        09:13:41 4800 Created and Sent Location Request '{L1}' for package {U}
        ",
        "client-scan of CcmExec: location.sent job.locations-requested",
    );
}

#[test]
fn a_search_is_part_of_the_run_that_requested_it_a_moment_before() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:49 4712 Scan failed with error = 0x8024401b.
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024401B
        ",
        "client-scan of CcmExec: search.started agent.started agent.ended search.scan-failed",
    );
}

#[test]
fn a_search_long_after_is_a_separate_run() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:49 4712 Scan failed with error = 0x8024401b.
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 61
        12:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        12:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024401B
        ",
        "
        client-scan of CcmExec: search.started agent.started search.scan-failed
        client-scan of CcmExec: agent.started agent.ended
        ",
    );
}

#[test]
fn a_search_of_another_caller_is_a_separate_run() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = Update;taskhostw  Id = 62
        09:13:44 1020 6800 Agent * START * Finding updates CallerId = CcmExec  Id = 63
        ",
        "
        client-scan of CcmExec: search.started agent.started
        client-scan of Update;taskhostw: agent.started
        ",
    );
}

#[test]
fn searches_of_two_processes_can_have_the_same_number() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:44 2020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6800 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        ",
        "
        client-scan of CcmExec: agent.started agent.ended
        client-scan of CcmExec: agent.started
        ",
    );
}

#[test]
fn a_reason_belongs_to_the_search_on_its_thread() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:44 1020 6800 Agent * START * Finding updates CallerId = Other  Id = 63
        09:13:45 1020 6716 WebServices *FAILED* [8024401B] Web service call
        09:13:46 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024401B
        09:13:47 1020 6800 Agent * END * Finding updates CallerId = Other, Id = 63, Exit code = 0x00000000
        ",
        "
        client-scan of CcmExec: agent.started soap.call-failed agent.ended
        client-scan of Other: agent.started agent.ended
        ",
    );
}

#[test]
fn a_restart_of_the_service_closes_open_runs() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:14:00 4712 - -Recovering persisted Scan requests...
        09:15:00 4712 ScanJob({J1}): CScanJob::OnScanComplete -Scan Failed with Error=0x80244022
        ",
        "
        client-scan of CcmExec (restarted): job.created
        client-scan of CcmExec: job.scan-failed
        ",
    );
}

#[test]
fn deployments_are_distinguished_by_their_ids() {
    check(
        "
        --- UpdatesDeployment.log
        09:13:41 4712 Deadline received for assignment ({0A1B2C3D-0000-4000-8000-00000000D001})
        09:13:42 4712 Deadline received for assignment ({0A1B2C3D-0000-4000-8000-00000000D002})
        09:13:43 4712 Starting install for assignment ({0A1B2C3D-0000-4000-8000-00000000D001})
        09:13:44 4712 Starting install for assignment ({0A1B2C3D-0000-4000-8000-00000000D002})
        ",
        "
        install of CcmExec: deployment.deadline install.begun
        install of CcmExec: deployment.deadline install.begun
        ",
    );
}
