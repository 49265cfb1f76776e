//! Which runs are used for the verdict of their flow.

use crate::judge::analysis::Analysis;
use crate::testing::{compare, read};

/// One line per run of these logs: flow, outcome, caller, service, and whether it counts or leads.
#[track_caller]
fn check(text: &str, expected: &str) {
    let analysis = Analysis::of(&read(text));
    let run = |(at, judged): (usize, &crate::judge::judged_run::JudgedRun)| {
        let counts = if judged.counts { "counts" } else { "does not count" };
        let leads = if analysis.leading(judged.run.flow.id) == Some(at) { ", leads" } else { "" };
        format!(
            "{} {:?} of {} at {}: {counts}{leads}",
            judged.run.flow.id,
            judged.outcome(),
            judged.run.caller.as_deref().unwrap_or("anybody"),
            judged.service.words().unwrap_or("any service"),
        )
    };
    compare(text, &analysis.runs.iter().enumerate().map(run).collect::<Vec<_>>(), expected);
}

/// A search of another program against a service, with its code.
fn search(at: &str, id: u32, service: &str, code: &str) -> String {
    let service = match service {
        "WSUS" => "3DA21691-E39D-4DA6-8A4B-B43877BCB1B7",
        "Windows Update" => "9482F4B4-E343-43B6-B170-9A65BC822C77",
        _ => "855E8A7C-ECB4-4CA3-B045-1DFA50104289",
    };
    format!(
        "
        {at}:43 1020 6716 Agent * START * Finding updates CallerId = Example  Id = {id}
        {at}:44 1020 6716 Agent ServiceID = {{{service}}} of updates
        {at}:48 1020 6716 Agent * END * Finding updates CallerId = Example, Id = {id}, Exit code = {code}
        "
    )
}

const GOOD: &str = "0x00000000";
const BAD: &str = "0x8024402C";

#[test]
fn if_configuration_manager_searches_no_other_search_counts() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Successfully completed scan.
        --- WindowsUpdate.log windows-update
        {}",
            search("10:13", 62, "WSUS", BAD)
        ),
        "
        client-scan Ok of CcmExec at WSUS: counts, leads
        client-scan Failed of Example at WSUS: does not count
        ",
    );
}

#[test]
fn if_a_configuration_manager_log_exists_no_other_search_counts() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 4712 something else
        --- WindowsUpdate.log windows-update
        {}",
            search("10:13", 62, "WSUS", GOOD)
        ),
        "
        client-scan Ok of Example at WSUS: does not count
        ",
    );
}

#[test]
fn a_search_for_configuration_manager_shows_that_it_is_present() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 61
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 61, Exit code = 0x00000000
        {}",
            search("10:13", 62, "WSUS", GOOD)
        ),
        "
        client-scan Ok of CcmExec at WSUS: counts, leads
        client-scan Ok of Example at WSUS: does not count
        ",
    );
}

#[test]
fn operations_of_the_site_itself_prove_nothing_about_the_client() {
    check(
        &format!(
            "
        --- wsyncmgr.log
        09:13:43 4712 Starting Sync
        09:13:44 4712 Performing sync on regular schedule
        09:14:46 4712 Sync succeeded. Setting sync alert to canceled state on site PS1
        --- WindowsUpdate.log windows-update
        {}",
            search("10:13", 62, "WSUS", GOOD)
        ),
        "
        wsus-sync Ok of CcmExec at any service: counts, leads
        client-scan Ok of Example at WSUS: counts, leads
        ",
    );
}

#[test]
fn if_wsus_is_searched_no_other_service_counts() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        {}{}",
            search("10:13", 62, "WSUS", GOOD),
            search("11:13", 63, "Windows Update", BAD)
        ),
        "
        client-scan Ok of Example at WSUS: counts, leads
        client-scan Failed of Example at Windows Update: does not count
        ",
    );
}

#[test]
fn without_wsus_each_service_counts() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        {}{}",
            search("10:13", 62, "Windows Update", GOOD),
            search("11:13", 63, "Windows Update", BAD)
        ),
        "
        client-scan Ok of Example at Windows Update: counts
        client-scan Failed of Example at Windows Update: counts, leads
        ",
    );
}

#[test]
fn a_failed_search_for_apps_does_not_count_next_to_one_for_updates() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        {}{}",
            search("10:13", 62, "Windows Update", GOOD),
            search("11:13", 63, "Store", BAD)
        ),
        "
        client-scan Ok of Example at Windows Update: counts, leads
        client-scan Failed of Example at Microsoft Store: does not count
        ",
    );
}

#[test]
fn a_successful_search_for_apps_counts_next_to_one_for_updates() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        {}{}",
            search("10:13", 62, "Windows Update", GOOD),
            search("11:13", 63, "Store", GOOD)
        ),
        "
        client-scan Ok of Example at Windows Update: counts
        client-scan Ok of Example at Microsoft Store: counts, leads
        ",
    );
}

#[test]
fn a_failed_search_for_updates_counts_next_to_one_for_apps() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        {}{}",
            search("10:13", 62, "Windows Update", BAD),
            search("11:13", 63, "Store", GOOD)
        ),
        "
        client-scan Failed of Example at Windows Update: counts, leads
        client-scan Ok of Example at Microsoft Store: counts
        ",
    );
}

#[test]
fn a_failed_search_for_apps_counts_alone() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        {}",
            search("11:13", 63, "Store", BAD)
        ),
        "
        client-scan Failed of Example at Microsoft Store: counts, leads
        ",
    );
}

#[test]
fn the_search_for_updates_can_come_after_that_for_apps() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        {}{}",
            search("10:13", 62, "Store", BAD),
            search("11:13", 63, "Windows Update", GOOD)
        ),
        "
        client-scan Failed of Example at Microsoft Store: does not count
        client-scan Ok of Example at Windows Update: counts, leads
        ",
    );
}

#[test]
fn a_wsus_search_counts_only_in_its_own_flow() {
    check(&format!("
        --- WindowsUpdate.log windows-update
        {}
        --- MSI1a2b.LOG raw
        === Verbose logging started: 12.11.2026  09:12:40  Build type: SHIP UNICODE 5.00.10011.00  Calling process: C:\\Windows\\system32\\msiexec.exe ===
        MSI (s) (34:7C) [09:12:49:278]: MainEngineThread is returning 0
        === Verbose logging stopped: 12.11.2026  09:12:49 ===
        ", search("10:13", 62, "WSUS", GOOD)), "
        install Ok of anybody at any service: counts, leads
        client-scan Ok of Example at WSUS: counts, leads
        ");
}

#[test]
fn a_flow_that_any_caller_can_start_counts_next_to_configuration_manager() {
    check("
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Successfully completed scan.
        --- dism.log raw
        2026-11-12 10:00:00, Info                  DISM   DISM.EXE: Executing command line: dism.exe  /Online /Enable-Feature=Printing-Foundation-LPRPortMonitor
        2026-11-12 10:00:05, Info                  DISM   DISM.EXE: Image session has been closed. Reboot required=no.
        ", "
        client-scan Ok of CcmExec at WSUS: counts, leads
        servicing Ok of anybody at any service: counts, leads
        ");
}
