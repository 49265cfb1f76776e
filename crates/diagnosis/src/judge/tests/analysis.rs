//! Which run leads its flow, and which runs have the same goal.

use crate::judge::analysis::Analysis;
use crate::testing::{compare, read};

/// The runs of these logs: how each ended, whether it counts, leads its flow, or is recovered, and the earlier runs
/// with the same goal.
#[track_caller]
fn check(text: &str, expected: &str) {
    let analysis = Analysis::of(&read(text));
    let of_run = |at: usize| {
        let judged = &analysis.runs[at];
        let flow = judged.run.flow.id;
        let mut line = format!("{} {flow} {:?}", at + 1, judged.outcome());
        let proof = judged.failure().map_or("", |failure| failure.proof.evidence.id);
        let same: Vec<String> = (0..at)
            .filter(|&other| analysis.is_same_goal(at, other))
            .map(|other| (other + 1).to_string())
            .collect();
        let words = [
            (!proof.is_empty(), format!("by {proof}")),
            (!judged.counts, "does not count".to_owned()),
            (analysis.leading(flow) == Some(at), "leads".to_owned()),
            (analysis.is_recovered(at), "recovered".to_owned()),
            (!same.is_empty(), format!("for the same as {}", same.join(" and "))),
        ];
        for (_, word) in words.iter().filter(|(holds, _)| *holds) {
            line += ", ";
            line += word;
        }
        line
    };
    compare(text, &(0..analysis.runs.len()).map(of_run).collect::<Vec<_>>(), expected);
}

const STARTED: &str = "4712 Async searching of updates using WUAgent started.";
const DONE: &str = "4712 Successfully completed scan.";
const FAILED: &str = "4712 Scan failed with error = 0x80244022.";

#[test]
fn the_last_run_that_ended_leads() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 {DONE}
            10:13:43 {STARTED}
            10:13:46 {FAILED}
            11:13:43 {STARTED}
            "
        ),
        "
        1 client-scan Ok
        2 client-scan Failed, by search.scan-failed, leads, for the same as 1
        3 client-scan Incomplete, for the same as 1 and 2
        ",
    );
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 {FAILED}
            10:13:43 {STARTED}
            10:13:46 {FAILED}
            11:13:43 {STARTED}
            11:13:46 {DONE}
            12:13:43 {STARTED}
            12:13:46 {DONE}
            "
        ),
        "
        1 client-scan Failed, by search.scan-failed, recovered
        2 client-scan Failed, by search.scan-failed, recovered, for the same as 1
        3 client-scan Ok, recovered, for the same as 1 and 2
        4 client-scan Ok, leads, for the same as 1 and 2 and 3
        ",
    );
}

#[test]
fn no_run_leads_if_none_ended() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            "
        ),
        "1 client-scan Incomplete",
    );
}

/// A search of this caller on this thread against the service with this id.
fn search(minute: u32, caller: &str, service: &str, code: &str) -> String {
    format!(
        "09:{minute}:43 1020 67{minute} Agent * START * Finding updates CallerId = {caller}  Id = {minute}
        09:{minute}:44 1020 67{minute} Agent ServiceID = {{{service}}} Contoso
        09:{minute}:48 1020 67{minute} Agent * END * Finding updates CallerId = {caller}, Id = {minute}, Exit code = {code}
        "
    )
}

const WINDOWS_UPDATE: &str = "9482F4B4-E343-43B6-B170-9A65BC822C77";
const MICROSOFT_UPDATE: &str = "7971F918-A847-4430-9279-4A52D1EFE18D";

#[test]
fn a_success_against_one_service_does_not_repair_a_failure_against_another() {
    check(
        &format!(
            "
            --- WindowsUpdate.log windows-update
            {}{}
            ",
            search(13, "Contoso", WINDOWS_UPDATE, "0x8024402C"),
            search(14, "Contoso", MICROSOFT_UPDATE, "0x00000000"),
        ),
        "
        1 client-scan Failed, by agent.ended, leads
        2 client-scan Ok
        ",
    );
    check(
        &format!(
            "
            --- WindowsUpdate.log windows-update
            {}{}{}
            ",
            search(13, "Contoso", WINDOWS_UPDATE, "0x8024402C"),
            search(14, "Contoso", MICROSOFT_UPDATE, "0x00000000"),
            search(15, "Fabrikam", WINDOWS_UPDATE, "0x00000000"),
        ),
        "
        1 client-scan Failed, by agent.ended, recovered
        2 client-scan Ok
        3 client-scan Ok, leads, for the same as 1
        ",
    );
}

#[test]
fn a_success_before_a_failure_does_not_recover_it() {
    check(
        &format!(
            "
            --- WindowsUpdate.log windows-update
            {}{}
            ",
            search(13, "Contoso", WINDOWS_UPDATE, "0x00000000"),
            search(14, "Contoso", WINDOWS_UPDATE, "0x8024402C"),
        ),
        "
        1 client-scan Ok
        2 client-scan Failed, by agent.ended, leads, for the same as 1
        ",
    );
}

#[test]
fn other_runs_next_to_configuration_manager_are_distinguished_by_their_callers() {
    check(
        &format!(
            "
            --- WUAHandler.log
            08:13:43 {STARTED}
            08:13:46 {FAILED}
            --- WindowsUpdate.log windows-update
            {}{}{}{}
            ",
            search(13, "Contoso", WINDOWS_UPDATE, "0x8024402C"),
            search(14, "Fabrikam", WINDOWS_UPDATE, "0x8024402C"),
            search(15, "Fabrikam", WINDOWS_UPDATE, "0x00000000"),
            search(16, "Fabrikam", WINDOWS_UPDATE, "0x8024402C"),
        ),
        "
        1 client-scan Failed, by search.scan-failed, leads
        2 client-scan Failed, by agent.ended, does not count
        3 client-scan Failed, by agent.ended, does not count, recovered, for the same as 2
        4 client-scan Ok, does not count, for the same as 2 and 3
        5 client-scan Failed, by agent.ended, does not count, for the same as 2 and 3 and 4
        ",
    );
}

#[test]
fn each_command_has_its_own_goal() {
    check(
        "
        --- dism.log raw
        2026-11-12 12:05:00, Info                  DISM   DISM.EXE: Executing command line: dism  /online /cleanup-image /restorehealth
        2026-11-12 12:06:44, Info                  DISM   DISM.EXE: DISM Package Manager processed the command line but failed. HRESULT=800F081F
        2026-11-12 12:15:00, Info                  DISM   DISM.EXE: Executing command line: dism  /online /cleanup-image /scanhealth
        2026-11-12 12:16:44, Info                  DISM   DISM.EXE: DISM Package Manager processed the command line but failed. HRESULT=800F081F
        2026-11-12 12:25:00, Info                  DISM   DISM.EXE: Executing command line: DISM  /Online /Cleanup-Image /RestoreHealth
        2026-11-12 12:26:44, Info                  DISM   DISM.EXE: DISM Package Manager processed the command line but failed. HRESULT=800F081F
        ",
        "
        1 servicing Failed, by dism.failed
        2 servicing Failed, by dism.failed
        3 servicing Failed, by dism.failed, leads, for the same as 1
        ",
    );
}

#[test]
fn each_deployment_has_its_own_goal() {
    let install = |minute: u32, number: u32, state: u32| {
        let id = format!("{{0A1B2C3D-0000-4000-8000-00000000D00{number}}}");
        format!(
            "09:{minute}:41 4712 Starting install for assignment ({id})
            09:{minute}:49 4712 Raised assignment ({id}) state message successfully. TopicType = Enforce, StateId = {state}, StateName = ASSIGNMENT_ENFORCE
            "
        )
    };
    check(
        &format!(
            "
            --- UpdatesDeployment.log
            {}{}{}
            ",
            install(13, 1, 6),
            install(14, 2, 6),
            install(15, 1, 6)
        ),
        "
        1 install Failed, by install.state-failed
        2 install Failed, by install.state-failed
        3 install Failed, by install.state-failed, leads, for the same as 1
        ",
    );
}

#[test]
fn each_update_has_its_own_goal() {
    check(
        "
        --- System.evtx raw
        #Events\tkind=System\tcomputer=PC01\tbuild=26100\tbytes=69632\tevents=3
        2026-11-09 02:05:00.100\t4\t1020\t6716\tWindowsUpdateClient 20: failed to install the update with 0x80070643: Contoso Reader (KB5066130) (update 505fda07-b4f3-45fb-83d9-8642554e2773, revision 200)
        2026-11-09 03:05:00.100\t4\t1020\t6716\tWindowsUpdateClient 19: installed the update: Contoso Writer (KB5066131) (update 505fda07-b4f3-45fb-83d9-8642554e2774, revision 200)
        2026-11-09 04:05:00.100\t4\t1020\t6716\tWindowsUpdateClient 19: installed the update: Contoso Reader (KB5066130) (update 505fda07-b4f3-45fb-83d9-8642554e2773, revision 200)
        ",
        "
        1 install Failed, by event-log.install-failed, recovered
        2 install Ok
        3 install Ok, leads, for the same as 1
        ",
    );
}

#[test]
fn the_lines_of_all_logs_are_in_time_order() {
    let analysis = Analysis::of(&read(&format!(
        "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {FAILED}
        --- ScanAgent.log
        09:13:44 4712 ScanJob({{J1}}): CScanJob::OnScanComplete -Scan Failed with Error=0x80244022
        "
    )));
    let lines: Vec<&str> = analysis.sightings.iter().map(|seen| seen.evidence.id).collect();
    assert_eq!(lines[..2], ["search.started", "job.scan-failed"]);
}

#[test]
fn a_web_server_log_does_not_stop_a_run_of_this_machine() {
    let stopped = |others: &str| {
        format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            23:13:43 4712 something else
            {others}
            "
        )
    };
    check(
        &stopped(
            "--- HTTPERR/httperr1.log raw
            #Software: Microsoft HTTP API 2.0
            #Version: 1.0
            #Date: 2026-11-12 08:10:00
            #Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri streamid sc-status s-siteid s-reason s-queuename
            2026-11-12 08:13:44 192.0.2.51 50412 192.0.2.20 8530 HTTP/1.1 POST /ClientWebService/client.asmx - 503 1907 AppOffline WsusPool",
        ),
        "1 client-scan Failed, by search.started, leads",
    );
    check(
        &stopped(
            "--- System.evtx raw
            #Events\tkind=System\tcomputer=PC01\tbuild=26100\tbytes=69632\tevents=1
            2026-11-12 08:13:50.100\t2\t700\t716\tServiceControlManager 7031: service wuauserv ended unexpectedly, 1 times so far (Windows Update)",
        ),
        "1 client-scan Failed, by event-log.service-ended, leads",
    );
}
