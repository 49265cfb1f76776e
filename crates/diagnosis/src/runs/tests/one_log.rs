//! Which lines of one log form one run.

use super::check;
use crate::logs::log_gap::{GapCause, LogGap};
use crate::logs::rollovers::logs_of;
use crate::runs::gather::runs_of;
use crate::runs::timed_sightings::sightings_of;
use crate::testing::{compare, read};

#[test]
fn a_run_without_an_end_is_abandoned_after_a_day() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): CScanJob::Initialize- entered
        10:13:41 4800 ScanJob({J2}): CScanJob::Initialize- entered
        2026-11-13 10:00:00 4900 ScanJob({J3}): CScanJob::Initialize- entered
        2026-11-13 10:00:01 4712 - -Recovering persisted Scan requests...
        ",
        "
        client-scan of CcmExec: job.created
        client-scan of CcmExec (restarted): job.created
        client-scan of CcmExec (restarted): job.created
        ",
    );
}

#[test]
fn a_day_without_lines_begins_with_the_last_line() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): CScanJob::Initialize- entered
        18:13:41 4712 ScanJob({J1}): CScanJob::Initialize- entered
        2026-11-13 10:00:00 4900 ScanJob({J2}): CScanJob::Initialize- entered
        2026-11-13 10:00:01 4712 - -Recovering persisted Scan requests...
        ",
        "
        client-scan of CcmExec (restarted): job.created job.created
        client-scan of CcmExec (restarted): job.created
        ",
    );
}

#[test]
fn of_more_than_500_open_runs_the_oldest_is_abandoned() {
    let mut text = "--- ScanAgent.log\n".to_owned();
    for job in 0..503 {
        text += &format!(
            "09:{:02}:{:02} {job} ScanJob({{0A1B2C3D-0000-4000-8000-000000000{job:03}}}): CScanJob::Initialize- entered\n",
            job / 60,
            job % 60
        );
    }
    text += "10:00:00 4712 - -Recovering persisted Scan requests...";
    let logs = logs_of(&read(&text));
    let runs = runs_of(&logs, &sightings_of(&logs));
    let restarted: Vec<bool> = runs.iter().map(|run| run.is_restarted).collect();
    assert_eq!(restarted.len(), 503);
    assert_eq!(restarted.iter().position(|&restarted| restarted), Some(3));
    assert!(restarted[3..].iter().all(|&restarted| restarted));
}

#[test]
fn lines_about_the_machine_are_part_of_no_run() {
    check(
        "
        --- UpdatesDeployment.log
        09:13:40 4712 Software Updates feature is disabled
        09:13:41 4712 Deadline received for assignment ({0A1B2C3D-0000-4000-8000-00000000D001})
        ",
        "install of CcmExec: deployment.deadline",
    );
}

#[test]
fn a_line_that_is_not_a_failure_is_part_of_no_run() {
    check(
        "
        --- ReportingEvents.log raw
        {0A1B2C3D-0000-4000-8000-0000000A0004}\t2026-11-12 09:14:02:200+0100\t1\t163 [AGENT_DOWNLOAD_CANCELED]\t101\t{0A1B2C3D-0000-4000-8000-00000000E002}\t200\t8024000b\tMoUpdateOrchestrator\tSuccess\tContent Download\tDownload canceled.\tabcdefghijklmnop.1.0.0.4
        ",
        "",
    );
}

#[test]
fn a_line_with_the_key_of_a_run_that_just_ended_is_its_last() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): CScanJob::OnScanComplete -Scan Failed with Error=0x8024401b
        09:13:46 4800 ScanJob({J1}): Raised UpdateSource ({U}) state message successfully. StateId = 4
        ",
        "client-scan of CcmExec: job.scan-failed job.state-failed",
    );
}

#[test]
fn a_line_with_the_key_of_a_run_that_ended_earlier_is_a_separate_run() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): CScanJob::OnScanComplete -Scan Failed with Error=0x8024401b
        09:13:47 4800 ScanJob({J1}): Raised UpdateSource ({U}) state message successfully. StateId = 4
        ",
        "
        client-scan of CcmExec: job.scan-failed
        client-scan of CcmExec: job.state-failed
        ",
    );
}

#[test]
fn a_run_holds_its_thread_until_a_line_frees_it() {
    check(
        "
        --- WUAHandler.log
        09:13:41 4712 Its a WSUS Update Source type ({U}), adding it.
        09:15:41 4712 Policy refresh forced.
        09:15:41 4800 Running single-call scan of updates.
        09:15:42 4712 Async searching of updates using WUAgent started.
        09:15:44 4712 Running single-call scan of updates.
        09:15:47 4712 Policy refresh forced.
        ",
        "
        client-scan of CcmExec: source.adding source.policy-refresh search.started search.single-call source.policy-refresh
        client-scan of CcmExec: search.single-call
        ",
    );
}

#[test]
fn a_freed_thread_belongs_to_another_run_after_a_moment() {
    check(
        "
        --- WUAHandler.log
        09:13:41 4712 Its a WSUS Update Source type ({U}), adding it.
        09:13:42 4712 Async searching of updates using WUAgent started.
        09:13:45 4712 Running single-call scan of updates.
        ",
        "
        client-scan of CcmExec: source.adding search.started
        client-scan of CcmExec: search.single-call
        ",
    );
}

#[test]
fn lines_without_a_thread_are_not_joined_by_thread() {
    check(
        "
        --- pasted.txt raw
        Running single-call scan of updates.
        Policy refresh forced.
        Async searching of updates using WUAgent started.
        ",
        "client-scan of CcmExec: search.single-call source.policy-refresh search.started",
    );
}

#[test]
fn an_earlier_step_on_the_thread_of_a_run_that_ended_begins_the_next() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Successfully completed scan.
        09:13:47 4712 Running single-call scan of updates.
        ",
        "
        client-scan of CcmExec: search.started scan.done
        client-scan of CcmExec: search.single-call
        ",
    );
}

#[test]
fn the_same_step_on_the_thread_of_a_run_that_ended_is_part_of_it() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Scan failed with error = 0x80244022.
        09:13:47 4712 OnSearchComplete - Failed to end search job. Error = 0x80244022.
        ",
        "client-scan of CcmExec: search.started search.scan-failed search.failed",
    );
}

#[test]
fn a_thread_continues_with_the_next_job() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent Deployment job Id 0A1B2C3D-0000-4000-8000-00000000F101 : Installing starting for update 505fda07-b4f3-45fb-83d9-8642554e2773.200, deployable update count = 1
        09:13:44 1020 6716 Agent Deployment job Id 0A1B2C3D-0000-4000-8000-00000000F102 : Installing starting for update 505fda07-b4f3-45fb-83d9-8642554e2774.200, deployable update count = 1
        09:13:45 1020 6800 Agent Deployment job Id 0A1B2C3D-0000-4000-8000-00000000F101 : Ending deployment for updates, CallerId = MoUpdateOrchestrator, Exit code = 0x00000000
        09:13:46 1020 6800 Agent Deployment job Id 0A1B2C3D-0000-4000-8000-00000000F102 : Ending deployment for updates, CallerId = MoUpdateOrchestrator, Exit code = 0x80070643
        ",
        "
        install of MoUpdateOrchestrator: agent-install.started agent-install.ended
        install of MoUpdateOrchestrator: agent-install.started agent-install.ended
        ",
    );
}

#[test]
fn a_thread_continues_with_the_next_scan_job() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:42 4712 - - - - - -Location Request ID = {L1}
        09:13:42 4712 ScanJob({J2}): CScanJob::OnScanComplete -Scan Failed with Error=0x8024401b
        09:13:43 4712 - - - - - -Location Request ID = {L2}
        09:13:44 4712 *****WSUSLocationUpdate received for location request guid={L1}
        ",
        "
        client-scan of CcmExec: job.created job.location-request scan.location-update
        client-scan of CcmExec: job.scan-failed
        client-scan of CcmExec: job.location-request
        ",
    );
}

#[test]
fn a_second_beginning_on_one_thread_is_another_run() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 *****ScanByUpdateSource request received with ForceReScan=2, ScanOptions=0x0000000a,  WSUSLocationTimeout = 604800
        09:13:41 4712 Inside CScanAgent::ProcessScanRequest()
        09:13:42 4712 *****ScanByUpdateSource request received with ForceReScan=2, ScanOptions=0x0000000a,  WSUSLocationTimeout = 604800
        09:13:43 4712 Inside CScanAgent::ProcessScanRequest()
        ",
        "
        client-scan of CcmExec: request.received job.processing
        client-scan of CcmExec: request.received job.processing
        ",
    );
}

#[test]
fn a_beginning_that_is_written_twice_counts_once() {
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 *****ScanByUpdateSource request received with ForceReScan=2, ScanOptions=0x0000000a,  WSUSLocationTimeout = 604800
        09:13:41 4712 *****ScanByUpdateSource request received with ForceReScan=0, ScanOptions=0x0000000a,  WSUSLocationTimeout = 604800
        09:13:41 4712 Inside CScanAgent::ProcessScanRequest()
        ",
        "client-scan of CcmExec: request.received request.received job.processing",
    );
}

#[test]
fn another_caller_on_the_same_thread_is_another_run() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent ** START **  Agent: Finding updates [CallerId = CcmExec]
        09:13:44 1020 6716 Agent **  END  **  Agent: Finding updates [CallerId = AutomaticUpdates]
        ",
        "
        client-scan of CcmExec: agent.started
        client-scan of AutomaticUpdates: agent.ended
        ",
    );
}

#[test]
fn an_end_on_another_thread_belongs_to_the_oldest_open_run() {
    check(
        "
        --- WUAHandler.log
        09:13:41 4712 Its a WSUS Update Source type ({U}), adding it.
        09:13:42 4800 Its a WSUS Update Source type ({U}), adding it.
        09:13:44 4900 Failed to start async searching of updates. Error = 0x80070424
        ",
        "
        client-scan of CcmExec: source.adding search.not-started
        client-scan of CcmExec: source.adding
        ",
    );
}

#[test]
fn an_end_within_two_hours_belongs_to_the_search() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        11:13:43 4800 Scan failed with error = 0x80244022.
        ",
        "client-scan of CcmExec: search.started search.scan-failed",
    );
}

#[test]
fn an_end_after_more_than_two_hours_is_a_separate_run() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        11:13:44 4800 Scan failed with error = 0x80244022.
        ",
        "
        client-scan of CcmExec: search.started
        client-scan of CcmExec: search.scan-failed
        ",
    );
}

#[test]
fn evidence_can_reach_further_than_the_timeout_of_its_step() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        13:13:43 4800 Async searching completed.
        13:13:44 4800 Successfully completed scan.
        ",
        "client-scan of CcmExec: search.started search.completed scan.done",
    );
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        13:13:44 4800 Async searching completed.
        13:13:45 4800 Successfully completed scan.
        ",
        "
        client-scan of CcmExec: search.started
        client-scan of CcmExec: search.completed scan.done
        ",
    );
}

#[test]
fn a_second_end_does_not_belong_to_a_run_that_has_one() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4800 Scan failed with error = 0x80244022.
        09:13:47 4900 Scan failed with error = 0x80244022.
        ",
        "
        client-scan of CcmExec: search.started search.scan-failed
        client-scan of CcmExec: search.scan-failed
        ",
    );
}

#[test]
fn progress_can_occur_more_than_once_and_on_any_thread() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4800 Async searching completed.
        09:13:49 4900 Update (Missing): Cumulative Update (KB5068861) (505fda07-b4f3-45fb-83d9-8642554e2773, 200)
        09:13:53 4950 Update (Installed): Tool (KB890830) (505fda07-b4f3-45fb-83d9-8642554e2774, 200)
        ",
        "client-scan of CcmExec: search.started search.completed results.update results.update",
    );
}

#[test]
fn a_comment_on_an_end_can_come_a_moment_after_it() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x80072EE2
        09:13:53 1020 6900 COMAPI WARNING: WU client failed Searching for update with error 0x80072ee2
        ",
        "client-scan of CcmExec: agent.started agent.ended agent.client-failed",
    );
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x80072EE2
        09:13:54 1020 6900 COMAPI WARNING: WU client failed Searching for update with error 0x80072ee2
        ",
        "client-scan of CcmExec: agent.started agent.ended",
    );
}

#[test]
fn the_reply_to_a_message_has_the_key_of_the_message() {
    check(
        "
        --- LocationServices.log
        09:13:41 4712 Created and Sent Location Request '{L1}' for package {U}
        --- CcmMessaging.log
        09:13:42 4800 Sending async message '{0A1B2C3D-0000-4000-8000-00000000E001}' to outgoing queue 'mp:[http]mp_locationmanager'
        09:13:45 4900 Message '{0A1B2C3D-0000-4000-8000-00000000E001}' got reply '{0A1B2C3D-0000-4000-8000-00000000E002}' to local endpoint queue 'LS_ReplyLocations'
        09:13:49 4950 Message '{0A1B2C3D-0000-4000-8000-00000000E002}' delivered to endpoint 'LS_ReplyLocations'
        ",
        "client-scan of CcmExec: location.sent message.queued message.answered message.handed-over",
    );
}

#[test]
fn spelling_does_not_change_a_key() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent Deployment job Id 0A1B2C3D-0000-4000-8000-00000000F101 : Installing starting for update 505fda07-b4f3-45fb-83d9-8642554e2773.200, deployable update count = 1
        09:13:55 1020 6800 Agent Deployment job Id 0a1b2c3d-0000-4000-8000-00000000f101 : Ending deployment for updates, CallerId = MoUpdateOrchestrator, Exit code = 0x00000000
        ",
        "install of MoUpdateOrchestrator: agent-install.started agent-install.ended",
    );
}

#[test]
fn servicing_without_a_named_caller_belongs_to_anybody() {
    check(
        "
        --- CBS.log raw
        2026-11-12 10:00:00, Info                  CBS    Exec: Processing started.  Client: WindowsUpdateAgent, Session: 31111111_2207785418, Package: Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.4061.1.12
        2026-11-12 10:03:00, Info                  CBS    Exec: Processing complete.  Session: 31111111_2207785418, Package: Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.4061.1.12, Identifier: KB5058411 [HRESULT = 0x800f0922 - CBS_E_INSTALLERS_FAILED]
        ",
        "install of anybody: cbs.begun cbs.processed",
    );
}

/// The runs of the first log, in which something is missing.
#[track_caller]
fn check_with_gap(why: GapCause, seconds: [i64; 2], text: &str, expected: &str) {
    let mut logs = logs_of(&read(text));
    let start = logs[0].span.map_or(0, |span| span.0);
    let [from, to] = seconds.map(|second| start + second * 1000);
    logs[0].gaps.push(LogGap { from, to, file: 0, why, count: 1 });
    let runs = runs_of(&logs, &sightings_of(&logs));
    let lines = runs
        .iter()
        .map(|run| run.sightings.iter().map(|seen| seen.evidence.id).collect::<Vec<&str>>().join(" "));
    compare(text, &lines.collect::<Vec<_>>(), expected);
}

/// The same thread before and after a gap.
const BEFORE_AND_AFTER: &str = "
    --- WUAHandler.log
    09:13:40 4712 Its a WSUS Update Source type ({U}), adding it.
    09:13:41 4712 Policy refresh forced.
    09:13:42 4712 Running single-call scan of updates.
";

#[test]
fn after_a_missing_file_a_thread_may_belong_to_another_run() {
    check_with_gap(
        GapCause::Files,
        [1, 2],
        BEFORE_AND_AFTER,
        "
        source.adding source.policy-refresh
        search.single-call
        ",
    );
}

#[test]
fn before_a_missing_file_nothing_changes() {
    check_with_gap(
        GapCause::Files,
        [2, 3],
        BEFORE_AND_AFTER,
        "source.adding source.policy-refresh search.single-call",
    );
}

#[test]
fn lost_events_do_not_change_threads() {
    check_with_gap(
        GapCause::Lost,
        [1, 2],
        BEFORE_AND_AFTER,
        "source.adding source.policy-refresh search.single-call",
    );
}
