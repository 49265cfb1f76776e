//! The answers that logs give to the scoping questions.

use crate::logs::arrival::Arrival;
use crate::logs::machines::Machine;
use crate::render::report::{Diagnosis, ReportLimits};
use crate::render::scoping::share::{affected_share, percent};
use crate::testing::{compare, read};

/// The answers of these logs, each with its lines.
#[track_caller]
fn check(text: &str, expected: &str) {
    let machine = Machine::new(String::new(), read(text)).without_copies();
    let report = Diagnosis::of(machine, &[]).report(&Arrival::default(), ReportLimits::UNLIMITED);
    let mut found = Vec::new();
    for answer in &report.scoping {
        for statement in &answer.statements {
            let lines: Vec<String> =
                statement.evidence.iter().map(|line| format!(" {}:{}", line.log, line.line)).collect();
            found.push(format!("{}: {}{}", answer.question, statement.summary, lines.concat()));
        }
    }
    compare(text, &found, expected);
}

const STARTED: &str = "4712 Async searching of updates using WUAgent started.";
const DONE: &str = "4712 Successfully completed scan.";
const FAILED: &str = "4712 Scan failed with error = 0x80244022.";

#[test]
fn a_flow_that_fails_answers_what_how_often_and_since_when() {
    check(
        &format!(
            "
            --- WUAHandler.log
            2026-11-10 09:13:43 {STARTED}
            2026-11-10 09:13:46 {DONE}
            2026-11-11 09:13:43 {STARTED}
            2026-11-11 09:13:46 {FAILED}
            2026-11-12 09:13:43 {STARTED}
            2026-11-12 09:13:46 {FAILED}
            "
        ),
        "
        failure: The scan fails at step 3: WSUS reports that it is not available (0x80244022). WUAHandler.log:6
        frequency: 2 of 3 scans failed.
        frequency: It still happens: the last scan failed at 2026-11-12 08:13 UTC. WUAHandler.log:6
        last-worked: The last successful scan ended at 2026-11-10 08:13 UTC. WUAHandler.log:2
        last-worked: All scans have failed since 2026-11-11 08:13 UTC. WUAHandler.log:4
        ",
    );
}

#[test]
fn a_flow_that_never_worked_has_no_last_success() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:13:46 {FAILED}
            "
        ),
        "
        failure: The scan fails at step 3: WSUS reports that it is not available (0x80244022). WUAHandler.log:2
        frequency: The only scan in these logs failed.
        frequency: It still happens: the last scan failed at 2026-11-12 08:13 UTC. WUAHandler.log:2
        last-worked: These logs contain no successful scan.
        last-worked: All scans have failed since 2026-11-12 08:13 UTC. WUAHandler.log:2
        ",
    );
}

#[test]
fn a_flow_that_works_again_shows_when_it_last_failed() {
    check(
        &format!(
            "
            --- WUAHandler.log
            2026-11-11 09:13:43 {STARTED}
            2026-11-11 09:13:46 {FAILED}
            2026-11-12 09:13:43 {STARTED}
            2026-11-12 09:13:46 {DONE}
            "
        ),
        "
        frequency: 1 of 2 scans failed.
        frequency: The scan last failed at step 3 with 0x80244022 at 2026-11-11 08:13 UTC; it has been successful since 2026-11-12 08:13 UTC. WUAHandler.log:4
        ",
    );
}

#[test]
fn a_failed_update_without_a_run_is_counted() {
    check(
        "
        --- WindowsUpdate.log windows-update changed 2026-11-12 11:00:00
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={0A1B2C3D-0000-4000-8000-00000000E001}.200, resultMapped=80070020, resultUnMapped=0
        12:00:00 1020 6716 Agent LogHistory called. idUpdate={0A1B2C3D-0000-4000-8000-00000000E001}.200, resultMapped=80070020, resultUnMapped=0
        ",
        "
        failure: The installation of an update failed 2 times: another process has locked a file that servicing needs (0x80070020). WindowsUpdate.log:2
        frequency: 2 times in these logs, first at 2026-11-12 08:00 UTC, last at 2026-11-12 11:00 UTC. WindowsUpdate.log:2
        ",
    );
}

#[test]
fn versions_come_from_settings() {
    check(
        "
        --- WindowsUpdate.log windows-update changed 2026-11-12 11:00:00
        09:00:00 1020 6716 Agent   * WU client version 7.6.7601.24436
        12:00:00 1020 6716 Agent   * OS Version = 6.1.7601.1.0.65792
        ",
        "
        versions: Windows: 6.1.7601.1.0.65792. WindowsUpdate.log:2
        versions: Windows Update Agent: 7.6.7601.24436. WindowsUpdate.log:1
        ",
    );
}

#[test]
fn installations_of_other_updates_are_no_success_of_this_one_and_are_counted() {
    check(
        "
        --- System.evtx raw
        #Events\tkind=System\tcomputer=PC01\tbuild=0\tbytes=69632\tevents=4
        2026-11-09 01:00:00.100\t4\t1020\t6716\tWindowsUpdateClient 43: started to install the update: Contoso Viewer (KB5066100) (update 505fda07-b4f3-45fb-83d9-8642554e2770, revision 200)
        2026-11-09 01:05:00.100\t4\t1020\t6716\tWindowsUpdateClient 19: installed the update: Contoso Viewer (KB5066100) (update 505fda07-b4f3-45fb-83d9-8642554e2770, revision 200)
        2026-11-09 02:00:00.100\t4\t1020\t6716\tWindowsUpdateClient 43: started to install the update: Contoso Reader (KB5066130) (update 505fda07-b4f3-45fb-83d9-8642554e2773, revision 200)
        2026-11-09 02:05:00.100\t4\t1020\t6716\tWindowsUpdateClient 20: failed to install the update with 0x80070643: Contoso Reader (KB5066130) (update 505fda07-b4f3-45fb-83d9-8642554e2773, revision 200)
        ",
        "
        failure: The installation of Contoso Reader (KB5066130) failed: the installer of the update fails with an error of its own (0x80070643). System.evtx:4
        frequency: 1 of 2 installations failed.
        frequency: It still happens: the last installation failed at 2026-11-09 02:05 UTC. System.evtx:4
        last-worked: These logs contain no successful installation of the same update; 1 other installation succeeded.
        last-worked: All installations of the same update have failed since 2026-11-09 02:05 UTC. System.evtx:4
        ",
    );
}

#[test]
fn a_restart_after_the_first_failure_was_tried() {
    check(
        &format!(
            "
            --- WUAHandler.log
            2026-11-11 09:13:43 {STARTED}
            2026-11-11 09:13:46 {FAILED}
            --- System.evtx raw
            #Events\tkind=System\tcomputer=PC01\tbuild=0\tbytes=69632\tevents=2
            2026-11-09 06:00:04.500\t4\t1020\t6716\tKernel-General 12: Windows started: 10.0.26100.6899 at 2026-11-09T06:00:04.5000000Z
            2026-11-12 06:00:04.500\t4\t1020\t6716\tKernel-General 12: Windows started: 10.0.26100.6899 at 2026-11-12T06:00:04.5000000Z
            "
        ),
        "
        failure: The scan fails at step 3: WSUS reports that it is not available (0x80244022). WUAHandler.log:2
        frequency: The only scan in these logs failed.
        frequency: It still happens: the last scan failed at 2026-11-11 08:13 UTC. WUAHandler.log:2
        last-worked: These logs contain no successful scan.
        last-worked: All scans have failed since 2026-11-11 08:13 UTC. WUAHandler.log:2
        tried: Windows started at 2026-11-12 06:00 UTC. System.evtx:2
        ",
    );
}

/// The answer for machines with these headlines.
#[track_caller]
fn check_share(failing: &[bool], expected: Option<&str>) {
    let machine = |(at, is_failing): (usize, &bool)| {
        let verdict = if *is_failing { report::FlowVerdict::Failed } else { report::FlowVerdict::Ok };
        report::Report {
            machine: format!("PC{at:02}"),
            headline: report::Headline { verdict, ..report::Headline::default() },
            ..report::Report::default()
        }
    };
    let machines: Vec<report::Report> = failing.iter().enumerate().map(machine).collect();
    let answers = affected_share(&machines);
    let found = answers.first().and_then(|answer| answer.statements.first());
    assert_eq!(found.map(|statement| statement.summary.as_str()), expected);
}

#[test]
fn the_share_of_failing_machines_is_counted() {
    check_share(&[true], None);
    check_share(&[false, false], Some("None of these 2 machines has failed."));
    check_share(&[true, true, true], Some("All 3 machines fail."));
    check_share(&[false, true, false, false], Some("1 of 4 machines fails (25 %): PC01."));
    check_share(&[true, true, false], Some("2 of 3 machines fail (67 %): PC00, PC01."));
}

#[test]
fn a_share_is_rounded_and_a_part_is_never_none_or_all() {
    let shares = [(0, 3), (1, 3), (2, 3), (3, 3), (1, 6), (1, 1_000), (999, 1_000), (0, 0)];
    assert_eq!(shares.map(|(part, all)| percent(part, all)), [0, 33, 67, 100, 17, 1, 99, 0]);
}
