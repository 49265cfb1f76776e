//! What the runs of a flow show together.

use report::FlowRow;

use crate::logs::arrival::Arrival;
use crate::logs::machines::Machine;
use crate::render::report::{Diagnosis, ReportLimits};
use crate::testing::{compare, read};

/// The first flow in the report of these logs.
fn first_flow(text: &str) -> FlowRow {
    let machine = Machine::new(String::new(), read(text)).without_copies();
    let report = Diagnosis::of(machine, &[]).report(&Arrival::default(), ReportLimits::UNLIMITED);
    report.flows.into_iter().next().unwrap()
}

fn line(evidence: &report::EvidenceLine) -> String {
    format!("{}:{}", evidence.log, evidence.line)
}

/// Minutes are enough.
fn minute(time: &Option<String>) -> String {
    time.as_deref().map_or("-", |time| time.get(..16).unwrap_or(time)).to_owned()
}

/// The history of the first flow, a line for each part.
#[track_caller]
fn check(text: &str, expected: &str) {
    let history = first_flow(text).history;
    let mut found = Vec::new();
    found.extend(history.failing_since_line.iter().map(|first| format!("since {}", line(first))));
    if let Some(recovery) = &history.recovery {
        let code = recovery.code.as_deref().unwrap_or("no code");
        let (failed, good) = (minute(&recovery.last_failed), minute(&recovery.good_since));
        let line = line(&recovery.evidence);
        found.push(format!("recovered from {code} at {}: {failed}, good {good}, {line}", recovery.step));
    }
    if let Some(changes) = &history.changes {
        found.push(format!("changes {} to {}", minute(&changes.good), minute(&changes.bad)));
        for row in &changes.rows {
            let lines: Vec<String> = row.evidence.iter().map(line).collect();
            let values = if row.before.is_empty() {
                String::new()
            } else {
                format!(": {} to {}", row.before, row.after)
            };
            let by = if lines.is_empty() { String::new() } else { format!(" by {}", lines.join(" ")) };
            found.push(format!("{}{values} at {}{by}", row.name, minute(&row.time)));
        }
        if !changes.unchanged.is_empty() {
            found.push(format!("unchanged: {}", changes.unchanged.join(", ")));
        }
    }
    compare(text, &found, expected);
}

const STARTED: &str = "4712 Async searching of updates using WUAgent started.";
const DONE: &str = "4712 Successfully completed scan.";
const FAILED: &str = "4712 Scan failed with error = 0x80244022.";

/// A scan at an hour of a day of November that found its server at a URL.
fn scan(day: u32, hour: u32, url: &str, end: &str) -> String {
    let at = |rest: &str| format!("2026-11-{day:02} {hour:02}:{rest}\n");
    [
        at("13:42 4712 Its a WSUS Update Source type ({U}), adding it."),
        at(&format!("13:42 4712 Existing WUA Managed server was already set ({url}), skipping Group Policy registration.")),
        at(&format!("13:43 {STARTED}")),
        at(&format!("13:46 {end}")),
    ]
    .concat()
}

const OLD: &str = "http://PS1SITE.CONTOSO.COM:8530";

#[test]
fn the_first_failure_after_the_last_success_is_cited() {
    check(
        &[
            "--- WUAHandler.log\n",
            &scan(9, 9, OLD, FAILED),
            &scan(10, 9, OLD, DONE),
            &scan(11, 9, OLD, FAILED),
            &scan(12, 9, OLD, FAILED),
        ]
        .concat(),
        "
        since WUAHandler.log:12
        changes 2026-11-10T08:13 to 2026-11-11T08:13
        unchanged: Server, Port, Update source
        ",
    );
}

#[test]
fn a_flow_that_never_worked_has_no_changes() {
    check(
        &["--- WUAHandler.log\n", &scan(11, 9, OLD, FAILED), &scan(12, 9, OLD, FAILED)].concat(),
        "since WUAHandler.log:4",
    );
}

#[test]
fn a_new_server_is_a_change() {
    check(
        &["--- WUAHandler.log\n", &scan(10, 9, OLD, DONE), &scan(11, 9, "http://PS2SITE.CONTOSO.COM:8530", FAILED)].concat(),
        "
        since WUAHandler.log:8
        changes 2026-11-10T08:13 to 2026-11-11T08:13
        Server: PS1SITE.CONTOSO.COM to PS2SITE.CONTOSO.COM at 2026-11-11T08:13 by WUAHandler.log:2 WUAHandler.log:6
        unchanged: Port, Update source
        ",
    );
}

#[test]
fn a_new_protocol_is_a_change_of_the_port() {
    check(
        &[
            "--- WUAHandler.log\n",
            &scan(10, 9, OLD, DONE),
            &scan(11, 9, "https://ps1site.contoso.com:8531", FAILED),
        ]
        .concat(),
        "
        since WUAHandler.log:8
        changes 2026-11-10T08:13 to 2026-11-11T08:13
        Port: 8530 (http) to 8531 (https) at 2026-11-11T08:13 by WUAHandler.log:2 WUAHandler.log:6
        unchanged: Server, Update source
        ",
    );
}

#[test]
fn a_value_that_only_one_run_names_is_no_change() {
    check(
        &format!(
            "--- WUAHandler.log\n{}2026-11-11 09:13:43 {STARTED}\n2026-11-11 09:13:46 {FAILED}\n",
            scan(10, 9, OLD, DONE)
        ),
        "
        since WUAHandler.log:6
        changes 2026-11-10T08:13 to 2026-11-11T08:13
        ",
    );
}

#[test]
fn a_new_version_of_the_agent_is_a_change() {
    let logs = |second: &str| {
        let version = |day: u32, version: &str| {
            format!("2026-11-{day:02} 09:00:00 1020 6716 Agent   * WU client version {version}\n")
        };
        [
            "--- WUAHandler.log\n",
            &scan(10, 9, OLD, DONE),
            &scan(12, 9, OLD, FAILED),
            "--- WindowsUpdate.log windows-update changed 2026-11-12 08:00:00\n",
            &version(9, "10.0.19041.508"),
            &version(11, second),
            &version(12, second),
        ]
        .concat()
    };
    check(
        &logs("10.0.22621.1"),
        "
        since WUAHandler.log:8
        changes 2026-11-10T08:13 to 2026-11-12T08:13
        Windows Update Agent: 10.0.19041.508 to 10.0.22621.1 at 2026-11-11T08:00 by WindowsUpdate.log:1 WindowsUpdate.log:2
        unchanged: Server, Port, Update source
        ",
    );
    check(
        &logs("10.0.19041.508"),
        "
        since WUAHandler.log:8
        changes 2026-11-10T08:13 to 2026-11-12T08:13
        unchanged: Server, Port, Update source
        ",
    );
}

#[test]
fn an_older_agent_names_its_version_when_it_starts() {
    let start = |day: u32, build: &str| {
        format!(
            "2026-11-{day:02} 09:00:00 1020 6716 Misc ===========  Logging initialized (build: {build}, tz: +0100)\n"
        )
    };
    let logs = [
        "--- WUAHandler.log\n",
        &scan(10, 9, OLD, DONE),
        &scan(12, 9, OLD, FAILED),
        "--- WindowsUpdate.log windows-update changed 2026-11-12 08:00:00\n",
        &start(9, "7.6.7600.320"),
        &start(11, "7.6.7601.24436"),
        "2026-11-12 09:00:00 1020 6716 Setup Client version: Core: 7.6.7601.24436  Aux: 7.6.7601.24436\n",
    ];
    check(
        &logs.concat(),
        "
        since WUAHandler.log:8
        changes 2026-11-10T08:13 to 2026-11-12T08:13
        Windows Update Agent: 7.6.7600.320 to 7.6.7601.24436 at 2026-11-11T08:00 by WindowsUpdate.log:1 WindowsUpdate.log:2
        unchanged: Server, Port, Update source
        ",
    );
}

#[test]
fn another_network_is_a_change() {
    let request = |day: u32, subnet: &str, address: &str| {
        format!(
            "2026-11-{day:02} 09:00:00 4712 <IPAddresses><IPAddress SubnetAddress=\"{subnet}\" Address=\"{address}\"/>\n"
        )
    };
    let logs = [
        "--- WUAHandler.log\n",
        &scan(10, 9, OLD, DONE),
        &scan(12, 9, OLD, FAILED),
        "--- LocationServices.log\n",
        &request(9, "192.0.2.0", "192.0.2.62"),
        &request(11, "198.51.100.0", "198.51.100.20"),
    ];
    check(
        &logs.concat(),
        "
        since WUAHandler.log:8
        changes 2026-11-10T08:13 to 2026-11-12T08:13
        IP subnet: 192.0.2.0 to 198.51.100.0 at 2026-11-11T08:00 by LocationServices.log:1 LocationServices.log:2
        IP address: 192.0.2.62 to 198.51.100.20 at 2026-11-11T08:00 by LocationServices.log:1 LocationServices.log:2
        unchanged: Server, Port, Update source
        ",
    );
}

#[test]
fn events_in_between_are_listed() {
    let events = "
        --- System.evtx raw
        #Events\tkind=System\tcomputer=PC01\tbuild=26100\tbytes=69632\tevents=3
        2026-11-09 06:00:04.500\t4\t1020\t6716\tKernel-General 12: Windows started: 10.0.26100.6899 at 2026-11-09T06:00:04.5000000Z
        2026-11-10 20:00:04.500\t4\t1020\t6716\tKernel-General 12: Windows started: 10.0.26100.6899 at 2026-11-10T20:00:04.5000000Z
        2026-11-10 21:12:31.200\t4\t1020\t6716\tServiceControlManager 7040: service bits: start type changed from demand start to disabled (BITS)
        ";
    check(
        &["--- WUAHandler.log\n", &scan(10, 9, OLD, DONE), &scan(11, 9, OLD, FAILED), events].concat(),
        "
        since WUAHandler.log:8
        changes 2026-11-10T08:13 to 2026-11-11T08:13
        The service bits was disabled at 2026-11-10T21:12 by System.evtx:3
        Windows started at 2026-11-10T20:00 by System.evtx:2
        unchanged: Server, Port, Update source
        ",
    );
}

#[test]
fn days_without_entries_are_listed() {
    let hourly: String = (0..30)
        .map(|hour| format!("2026-11-{:02} {:02}:00:00 4712 something else\n", 3 + hour / 24, hour % 24))
        .collect();
    check(
        &["--- WUAHandler.log\n", &hourly, &scan(4, 9, OLD, DONE), &scan(9, 9, OLD, FAILED)].concat(),
        "
        since WUAHandler.log:38
        changes 2026-11-04T08:13 to 2026-11-09T08:13
        No log entries for 4 days at 2026-11-04T09:00
        unchanged: Server, Port, Update source
        ",
    );
}

#[test]
fn a_rarely_written_log_shows_no_days_without_entries() {
    check(
        &["--- WUAHandler.log\n", &scan(2, 9, OLD, DONE), &scan(6, 9, OLD, DONE), &scan(10, 9, OLD, FAILED)]
            .concat(),
        "
        since WUAHandler.log:12
        changes 2026-11-06T08:13 to 2026-11-10T08:13
        unchanged: Server, Port, Update source
        ",
    );
}

#[test]
fn a_later_success_is_a_recovery() {
    check(
        &[
            "--- WUAHandler.log\n",
            &scan(10, 9, OLD, FAILED),
            &scan(11, 9, OLD, DONE),
            &scan(12, 9, OLD, DONE),
        ]
        .concat(),
        "recovered from 0x80244022 at 3: 2026-11-10T08:13, good 2026-11-11T08:13, WUAHandler.log:8",
    );
}

#[test]
fn the_same_failure_later_is_no_recovery() {
    check(
        &[
            "--- WUAHandler.log\n",
            &scan(10, 9, OLD, FAILED),
            &scan(11, 9, OLD, DONE),
            &scan(12, 9, OLD, FAILED),
        ]
        .concat(),
        "
        since WUAHandler.log:12
        changes 2026-11-11T08:13 to 2026-11-12T08:13
        unchanged: Server, Port, Update source
        ",
    );
}

#[test]
fn another_failure_later_keeps_the_recovery() {
    check(
        &[
            "--- WUAHandler.log\n",
            &scan(10, 9, OLD, FAILED),
            &scan(11, 9, OLD, DONE),
            &scan(12, 9, OLD, "4712 Scan failed with error = 0x8024401b."),
        ]
        .concat(),
        "
        since WUAHandler.log:12
        recovered from 0x80244022 at 3: 2026-11-10T08:13, good 2026-11-11T08:13, WUAHandler.log:8
        changes 2026-11-11T08:13 to 2026-11-12T08:13
        unchanged: Server, Port, Update source
        ",
    );
}

#[test]
fn an_update_that_is_installed_later_is_a_recovery() {
    check(
        "
        --- WindowsUpdate.log windows-update changed 2026-11-12 11:00:00
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={0A1B2C3D-0000-4000-8000-00000000E001}.200, resultMapped=80070643, resultUnMapped=0
        12:00:00 1020 6716 Agent LogHistory called. idUpdate={0A1B2C3D-0000-4000-8000-00000000E001}.200, resultMapped=0, resultUnMapped=0
        ",
        "recovered from 0x80070643 at 5: 2026-11-12T08:00, good 2026-11-12T11:00, WindowsUpdate.log:2",
    );
}

#[test]
fn scans_that_fail_at_night_are_a_pattern() {
    let day = |day: u32| -> String {
        let scans = [(1, FAILED), (2, FAILED), (3, FAILED), (8, DONE), (11, DONE), (14, DONE), (17, DONE)];
        scans.map(|(hour, end)| scan(day, hour, OLD, end)).concat()
    };
    let logs = ["--- WUAHandler.log\n", &day(2), &day(3), &day(4)].concat();
    let pattern = first_flow(&logs).history.pattern.map(|pattern| pattern.summary);
    let expected = "All 9 failed scans were between 01:00 and 04:00; all 8 scans at other times succeeded.";
    assert_eq!(pattern.as_deref(), Some(expected));
}
