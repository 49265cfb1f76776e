//! The content of a report: the sentence of each flow, the requested logs, and the notes, updates, conditions, and
//! settings.

use crate::logs::arrival::Arrival;
use crate::logs::machines::Machine;
use crate::render::report::{Diagnosis, ReportLimits};
use crate::testing::{compare, read};

/// The sentences of the report of these files, all from one machine.
#[track_caller]
fn check(text: &str, expected: &str) {
    let machine = Machine::new(String::new(), read(text)).without_copies();
    let limits = ReportLimits::UNLIMITED;
    let report = Diagnosis::of(machine, &[]).report(&Arrival::default(), limits);
    let mut found = Vec::new();
    found.extend(report.flows.iter().map(|row| format!("{} {:?}: {}", row.flow, row.verdict, row.summary)));
    found.extend(report.findings.iter().map(|row| format!("{:?}: {}", row.severity, row.summary)));
    found.extend(report.missing_logs.iter().map(|row| {
        let reason = row.reason.split_once(". ").map_or(&*row.reason, |(reason, _)| reason);
        format!("missing {}: {reason}", row.log)
    }));
    found.extend(report.notes.iter().map(|row| format!("note: {}", row.summary)));
    for row in &report.updates {
        let events: Vec<String> = row.facts.iter().map(|fact| format!("{:?}", fact.event)).collect();
        let title = row.title.as_deref().unwrap_or("without a title");
        found.push(format!("update {title} {:?}: {}", row.state, events.join(", ")));
    }
    found.extend(report.active_conditions.iter().map(|row| format!("active: {}", row.summary)));
    found.extend(report.moments.iter().map(|row| format!("moment: {}", row.event)));
    for row in &report.settings {
        let agree = if row.sources_agree { "agree" } else { "disagree" };
        found.push(format!("setting {} = {}, {} sources {agree}", row.id, row.value, row.values.len()));
    }
    for log in report.logs.iter().filter(|log| log.problem.is_some()) {
        found.push(format!("{}: {}", log.name, log.problem.as_deref().unwrap_or_default()));
    }
    compare(text, &found, expected);
}

const STARTED: &str = "4712 Async searching of updates using WUAgent started.";
const DONE: &str = "4712 Successfully completed scan.";

#[test]
fn a_successful_scan_lists_what_is_unknown() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 {DONE}
            "
        ),
        "
        client-scan Ok: The scan succeeded.
        missing UpdatesStore.log: is required to check step 6: Store each state
        missing StateMessage.log: is required to check step 7: Send state messages
        ",
    );
}

#[test]
fn a_failed_scan_shows_where_and_why() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 4712 Scan failed with error = 0x80244022.
            "
        ),
        "
        client-scan Failed: The scan fails at step 3: WSUS reports that it is not available (0x80244022)
        Error: The scan fails at step 3: WSUS reports that it is not available (0x80244022)
        missing WindowsUpdate.log: shows why step 3 failed
        ",
    );
}

#[test]
fn a_resolved_failure_is_shown_next_to_the_success() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 4712 Scan failed with error = 0x80244022.
            10:13:43 {STARTED}
            10:13:46 {DONE}
            "
        ),
        "
        client-scan Ok: The last scan succeeded; 1 of 2 before it failed.
        Info: One scan failed at step 3 before a later one succeeded: WSUS reports that it is not available (0x80244022)
        missing UpdatesStore.log: is required to check step 6: Store each state
        missing StateMessage.log: is required to check step 7: Send state messages
        ",
    );
}

#[test]
fn a_scan_in_progress_asks_for_a_newer_copy() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            "
        ),
        "
        client-scan Incomplete: These logs show the scan up to step 2; its end is not logged.
        missing WindowsUpdate.log: shows what happened next
        missing WUAHandler.log: shows what happened next; the log provided ends earlier: copy it again
        missing ScanAgent.log: shows what happened next
        ",
    );
}

#[test]
fn a_stopped_scan_asks_for_the_log_that_shows_why() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            23:13:43 4712 something else
            "
        ),
        "
        client-scan Stopped: The scan stops after step 2: WUAHandler started the search with the Windows Update Agent, and no further lines; no known cause matches
        Error: The scan stops after step 2: WUAHandler started the search with the Windows Update Agent, and no further lines; no known cause matches
        missing ScanAgent.log: shows why nothing follows step 2
        missing WindowsUpdate.log: shows why nothing follows step 2
        ",
    );
}

#[test]
fn a_log_that_begins_later_is_requested_as_its_rollover() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 4712 Scan failed with error = 0x8024402f.
            --- WindowsUpdate.log windows-update changed 2026-11-12 14:00:00
            15:00:00 1020 6716 Agent something
            "
        ),
        "
        client-scan Failed: The scan fails at step 3: a cab file that the scan needs cannot be downloaded or used (0x8024402F)
        Error: The scan fails at step 3: a cab file that the scan needs cannot be downloaded or used (0x8024402F)
        missing WindowsUpdate.log: shows why step 3 failed; the log provided starts later: its rollover covers this time
        ",
    );
}

#[test]
fn a_log_without_a_run_reports_that_no_run_was_found() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 something else
        ",
        "client-scan NoLog: These logs contain no scan.",
    );
}

#[test]
fn a_log_with_an_unknown_time_zone_has_a_note() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = Update  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = Update, Id = 62, Exit code = 0x00000000
        ",
        "
        client-scan Ok: The scan succeeded.
        note: The time zone of this log is unknown: times are shown as written and are not compared with other logs.
        ",
    );
}

#[test]
fn a_failed_update_comes_before_an_installed_one() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Update (Installed): Tool (KB890830) (505fda07-b4f3-45fb-83d9-8642554e2774, 200)
        09:13:44 4712 Update (Missing): Cumulative Update (KB5068861) (505fda07-b4f3-45fb-83d9-8642554e2773, 200)
        09:26:29 4712 Update 1 (505fda07-b4f3-45fb-83d9-8642554e2773) finished installing (0x80070643), Reboot Required? No
        ",
        "
        install Failed: The installation does not get past step 5: the installer of the update fails with an error of its own (0x80070643)
        client-scan Incomplete: These logs show the scan up to step 5; its end is not logged.
        Error: The installation does not get past step 5: the installer of the update fails with an error of its own (0x80070643)
        missing UpdatesDeployment.log: shows why step 5 failed
        missing WindowsUpdate.log: shows why step 5 failed
        missing CBS.log: shows why step 5 failed
        missing MSI*.log: shows why step 5 failed
        update Cumulative Update (KB5068861) InstallFailed: Missing, InstallFailed
        update Tool (KB890830) Installed: Installed
        ",
    );
}

#[test]
fn lines_that_name_only_an_article_join_the_one_update_with_it() {
    check(
        "
        --- WUAHandler.log
        09:13:44 4712 Update (Missing): Cumulative Update (KB2928120) (505fda07-b4f3-45fb-83d9-8642554e2773, 200)
        --- CBS.log raw
        2026-11-12 10:00:00, Info                  CBS    Read out cached package applicability for package: Package_for_KB2928120~31bf3856ad364e35~amd64~~7601.17514.1.2, ApplicableState: 112, CurrentState:112
        ",
        "
        client-scan Incomplete: These logs show the scan up to step 5; its end is not logged.
        install NoLog: These logs contain no installation.
        missing WUAHandler.log: shows what happened next; the log provided ends earlier: copy it again
        missing ScanAgent.log: shows what happened next
        update Cumulative Update (KB2928120) Installed: Missing, Installed
        ",
    );
}

#[test]
fn a_pending_restart_is_active_until_the_restart() {
    check(
        "
        --- System.evtx raw
        #Events\tkind=System\tcomputer=PC01\tbuild=26100\tbytes=69632\tevents=3
        2026-11-09 02:05:00.100\t4\t1020\t6716\tWindowsUpdateClient 21: a restart is pending to finish installing: 2026-11 .NET Framework update (KB5066130)
        2026-11-09 06:00:04.500\t4\t1020\t6716\tKernel-General 12: Windows started: 10.0.26100.6899 at 2026-11-09T06:00:04.5000000Z
        2026-11-10 03:12:31.200\t4\t1020\t6716\tWindowsUpdateClient 22: a restart is pending within 15 minutes to finish installing: 2026-11 Cumulative Update for Windows 11 (KB5068861)
        ",
        "
        active: A restart has been pending since 2026-11-10 03:12 UTC, according to these logs: the change that needs it is not finished.
        moment: A restart became pending to finish 2026-11 .NET Framework update (KB5066130)
        moment: Windows started
        moment: A restart became pending to finish 2026-11 Cumulative Update for Windows 11 (KB5068861)
        ",
    );
}

#[test]
fn two_sources_with_different_values_of_a_setting_disagree() {
    check(
        "
        --- WUAHandler.log
        09:13:42 4712 Existing WUA Managed server was already set (http://PS1SITE.CONTOSO.COM:8530), skipping Group Policy registration.
        --- policy.reg raw
        Windows Registry Editor Version 5.00
        [HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate]
        \"WUServer\"=\"http://OTHER.CONTOSO.COM:8530\"
        ",
        "
        client-scan Incomplete: These logs show the scan up to step 1.10; its end is not logged.
        Warning: Policy names a different WSUS server (http://OTHER.CONTOSO.COM:8530) than WUAHandler.log (http://PS1SITE.CONTOSO.COM:8530)
        Warning: Policy names a WSUS server but no status server to report to
        missing WUAHandler.log: shows what happened next; the log provided ends earlier: copy it again
        missing ScanAgent.log: shows what happened next
        missing WindowsUpdate.log: shows what happened next
        setting wsus_url = http://OTHER.CONTOSO.COM:8530, 2 sources disagree
        ",
    );
}

#[test]
fn a_guess_from_an_excerpt_asks_for_the_complete_log() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:44 1020 6716 Agent WARNING: SendRequest failed with hr = 80072efd
        ",
        "
        client-scan NoLog: These logs contain no scan.
        Warning: Possible cause: the connection to the server cannot be established (0x80072EFD)
        missing WindowsUpdate.log: shows how the operation ended; only an excerpt was provided
        note: The time zone of this log is unknown: times are shown as written and are not compared with other logs.
        ",
    );
}

#[test]
fn a_failed_operation_without_a_likely_cause_asks_for_the_logs_of_its_step() {
    check(
        "
        --- UpdatesDeployment.log
        09:13:43 4712 Update (Site_1/SUM_2) Progress: Status = ciStateError, PercentComplete = 0, DownloadSize = 0, Result = 0x8007abcd
        ",
        "
        install Failed: The installation of an update failed with 0x8007ABCD; no known cause matches
        Error: The installation of an update failed with 0x8007ABCD; no known cause matches
        missing WUAHandler.log: shows why step 5 failed
        missing WindowsUpdate.log: shows why step 5 failed
        missing CBS.log: shows why step 5 failed
        missing MSI*.log: shows why step 5 failed
        ",
    );
}

#[test]
fn a_log_that_shows_no_cause_names_the_logs_that_do() {
    let instead = |text: &str| {
        let machine = Machine::new(String::new(), read(text)).without_copies();
        let report = Diagnosis::of(machine, &[]).report(&Arrival::default(), ReportLimits::UNLIMITED);
        report.logs.iter().flat_map(|log| log.instead.clone()).collect::<Vec<String>>().join(" ")
    };
    assert_eq!(
        instead("--- ccmsetup.log\n09:13:43 4712 Ccmsetup command line: ccmsetup.exe"),
        "WUAHandler.log WindowsUpdate.log"
    );
    check(
        "
        --- smsts.log
        09:13:43 4712 Execution failed with error 80004005.
        ",
        "
        install NoLog: These logs contain no installation.
        Info: The excerpt contains 0x80004005, but no line shows which operation ended with it
        missing WUAHandler.log: shows why updates fail, which smsts.log cannot show
        missing WindowsUpdate.log: shows why updates fail, which smsts.log cannot show
        ",
    );
    assert_eq!(instead("--- WUAHandler.log\n09:13:43 4712 something else"), "");
}

#[test]
fn a_file_that_is_not_a_log_explains_what_to_do() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 {DONE}
            --- archive.log raw
            PK\u{3}\u{4}\u{0}\u{0} and the rest of a zip archive
            "
        ),
        "
        client-scan Ok: The scan succeeded.
        missing UpdatesStore.log: is required to check step 6: Store each state
        missing StateMessage.log: is required to check step 7: Send state messages
        ",
    );
}

#[test]
fn logs_that_show_the_reason_are_requested_before_logs_that_show_a_step() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 {DONE}
            --- WindowsUpdate.log windows-update
            09:20:00 1020 6716 Setup FATAL: SelfUpdate check failed, err = 0x80244019
            --- UpdatesDeployment.log
            09:23:43 4712 Starting install for assignment ({{0A1B2C3D-0000-4000-8000-00000000D001}})
            09:23:44 4712 Raised assignment ({{0A1B2C3D-0000-4000-8000-00000000D001}}) state message successfully. TopicType = Enforce, StateId = 6, StateName = ASSIGNMENT_ENFORCE_FAILED
            "
        ),
        "
        client-scan Failed: The self-update of the Windows Update Agent failed: the server has no WSUS at the URL that the client was given (0x80244019). The scan succeeded.
        install Failed: The installation does not get past step 5: Updates Deployment reports to the site that the installation failed; these logs do not contain the reason
        Error: The self-update of the Windows Update Agent failed: the server has no WSUS at the URL that the client was given (0x80244019)
        Error: The installation does not get past step 5: Updates Deployment reports to the site that the installation failed; these logs do not contain the reason
        missing UpdatesHandler.log: shows why step 5 failed
        missing WUAHandler.log: shows why step 5 failed; the log provided ends earlier: copy it again
        missing WindowsUpdate.log: shows why step 5 failed; the log provided ends earlier: copy it again
        missing CBS.log: shows why step 5 failed
        missing MSI*.log: shows why step 5 failed
        missing UpdatesStore.log: is required to check step 6: Store each state
        missing StateMessage.log: is required to check step 7: Send state messages
        ",
    );
}

#[test]
fn a_scan_that_a_restart_ended_needs_no_further_log() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:14:43 4712 CWuaHandler::SetCategoriesForStateReportingExclusion called with E0789628-CE08-4437-BE74-2495B842F43B; for leaves and E0789628-CE08-4437-BE74-2495B842F43B; for bundles
            23:13:43 4712 something else
            "
        ),
        "client-scan Incomplete: The service restarted during step 2, before the scan ended.",
    );
    check(
        "
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:14:00 4712 - -Recovering persisted Scan requests...
        ",
        "client-scan Incomplete: The service restarted during step 1.2, before the scan ended.",
    );
}
