//! Which service a run used, and who requested it.

use crate::logs::rollovers::logs_of;
use crate::runs::gather::runs_of;
use crate::runs::service::{Service, requester_name};
use crate::runs::timed_sightings::sightings_of;
use crate::testing::{compare, read};

/// For each run, its caller and its service with its properties.
#[track_caller]
fn check(text: &str, expected: &str) {
    let logs = logs_of(&read(text));
    let runs = runs_of(&logs, &sightings_of(&logs));
    let found = runs.iter().map(|run| {
        let service = Service::of(run);
        let is_wsus = match service.is_wsus() {
            Some(true) => ", WSUS",
            Some(false) => ", not WSUS",
            None => "",
        };
        let leads = if service.leads() { ", leads" } else { "" };
        let apps = if service.has_apps() { ", apps" } else { "" };
        let own = if run.is_own() { "own" } else { "other" };
        let words = service.words().unwrap_or("unknown");
        format!("{own} of {}: {words}{is_wsus}{leads}{apps}", requester_name(run))
    });
    compare(text, &found.collect::<Vec<_>>(), expected);
}

/// A search of this caller against the service with this id.
fn search(caller: &str, service: &str) -> String {
    format!(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = {caller}  Id = 62
        09:13:44 1020 6716 Agent ServiceID = {{{service}}} Managed
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = {caller}, Id = 62, Exit code = 0x00000000
        "
    )
}

#[test]
fn configuration_manager_scans_only_wsus() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        ",
        "own of Configuration Manager: WSUS, WSUS, leads",
    );
}

#[test]
fn a_line_names_the_searched_service() {
    check(
        &search("CcmExec", "9482F4B4-E343-43B6-B170-9A65BC822C77"),
        "own of Configuration Manager: Windows Update, not WSUS",
    );
    check(
        &search("MoUpdateOrchestrator", "3DA21691-E39D-4DA6-8A4B-B43877BCB1B7"),
        "other of Update Orchestrator: WSUS, WSUS, leads",
    );
    check(
        &search("Update;taskhostw", "855E8A7C-ECB4-4CA3-B045-1DFA50104289"),
        "other of the Store: Microsoft Store, not WSUS, apps",
    );
}

#[test]
fn an_unknown_service_is_named_by_its_id() {
    check(
        &search("Contoso", "0A1B2C3D-0000-4000-8000-00000000C001"),
        "other of Contoso: 0A1B2C3D-0000-4000-8000-00000000C001, not WSUS",
    );
}

#[test]
fn the_last_service_that_is_named_counts() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = Contoso  Id = 62
        09:13:44 1020 6716 Agent ServiceID = {9482F4B4-E343-43B6-B170-9A65BC822C77} Windows Update
        09:13:45 1020 6716 Agent ServiceID = {3DA21691-E39D-4DA6-8A4B-B43877BCB1B7} Managed
        ",
        "other of Contoso: WSUS, WSUS, leads",
    );
}

#[test]
fn a_search_of_another_caller_can_use_any_service() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = MoUpdateOrchestrator  Id = 62
        ",
        "other of Update Orchestrator: unknown",
    );
}

#[test]
fn an_installation_does_not_show_the_service() {
    check(
        "
        --- UpdatesDeployment.log
        09:13:43 4712 Starting install for assignment ({0A1B2C3D-0000-4000-8000-00000000D001})
        ",
        "own of Configuration Manager: unknown",
    );
}

#[test]
fn a_run_that_anybody_can_start_has_no_caller() {
    check(
        "
        --- CBS.log raw
        2026-11-12 10:00:00, Info                  CBS    Exec: Processing started.  Client: WindowsUpdateAgent, Session: 31111111_2207785418, Package: Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.4061.1.12
        ",
        "other of : unknown",
    );
}
