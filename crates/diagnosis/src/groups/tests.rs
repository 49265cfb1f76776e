//! Groups of machines, what they share, and the table of their differences.

use report::{Report, SettingRow};

use crate::session::DiagnosisSession;
use crate::testing::{compare, scan_all};

/// A machine whose scan ends with a code, or well, against a server. No two scan at the same time, because equal lines
/// are copies.
fn machine(number: u32, server: &str, code: Option<&str>) -> String {
    let end = code.map_or("Successfully completed scan.".to_owned(), |code| {
        format!("Scan failed with error = {code}.")
    });
    let time = format!("{:02}:{:02}", 8 + number / 60, number % 60);
    format!(
        "--- PC{number:03}/WUAHandler.log\n\
         {time}:40 4712 Existing WUA Managed server was already set (http://{server}.CONTOSO.COM:8530), skipping Group \
         Policy registration.\n\
         {time}:43 4712 Async searching of updates using WUAgent started.\n\
         {time}:46 4712 {end}\n"
    )
}

/// Ten machines, of which four share a server that fails.
fn ten() -> String {
    let machine = |at: u32| match at {
        2 | 4 | 6 | 8 => machine(at, "SUP02", Some("0x80244022")),
        _ => machine(at, "SUP01", None),
    };
    (1..=10).map(machine).collect::<Vec<_>>().concat()
}

fn report_of(text: &str) -> Report {
    let mut session = DiagnosisSession::default();
    scan_all(&mut session, text);
    session.report()
}

/// The groups, and below each what its machines share.
#[track_caller]
fn check_groups(text: &str, expected: &str) {
    let mut found = Vec::new();
    for group in report_of(text).groups {
        found.push(format!("{} {}", group.summary, group.machines.join(" ")));
        found.extend(group.shared);
    }
    compare(text, &found, expected);
}

/// The table, a line per row.
#[track_caller]
fn check_table(text: &str, expected: &str) {
    let table = report_of(text).comparison;
    let mut found = vec![table.machines.join(" ")];
    found.extend(table.rows.iter().map(|row| format!("{}: {}", row.name, row.values.join(" | "))));
    compare(text, &found, expected);
}

#[test]
fn machines_that_fail_alike_share_their_server() {
    check_groups(
        &ten(),
        "
        4 of 10 machines (40 %) fail at step 3 (Scan against WSUS) with 0x80244022 against http://SUP02.CONTOSO.COM:8530. PC002 PC004 PC006 PC008
        4 of the 4 use SUP02.CONTOSO.COM; none of the other 6 does.
        6 of 10 machines (60 %) have no failure in the verdict. PC001 PC003 PC005 PC007 PC009 PC010
        ",
    );
}

#[test]
fn a_server_of_several_groups_has_its_share_of_all_failures() {
    let text = [
        machine(1, "SUP02", Some("0x80244022")),
        machine(2, "SUP02", Some("0x80244022")),
        machine(3, "SUP02", Some("0x80072ee2")),
        machine(4, "SUP01", Some("0x80072ee2")),
        machine(5, "SUP01", None),
        machine(6, "SUP01", None),
    ];
    check_groups(
        &text.concat(),
        "
        2 of 6 machines (33 %) fail at step 3 (Scan against WSUS) with 0x80244022 against http://SUP02.CONTOSO.COM:8530. PC001 PC002
        2 of the 2 use SUP02.CONTOSO.COM; 1 of the other 4 does. 75 % of the failing machines use it.
        1 of 6 machines (17 %) fails at step 3 (Scan against WSUS) with 0x80072EE2 against http://SUP01.CONTOSO.COM:8530. PC004
        1 of 6 machines (17 %) fails at step 3 (Scan against WSUS) with 0x80072EE2 against http://SUP02.CONTOSO.COM:8530. PC003
        2 of 6 machines (33 %) have no failure in the verdict. PC005 PC006
        ",
    );
}

#[test]
fn the_table_has_only_what_differs() {
    let text = machine(1, "SUP02", Some("0x80244022")) + &machine(2, "SUP01", None);
    check_table(
        &text,
        "
        PC001 PC002
        Result: Failed at step 3, 0x80244022 | OK
        Server: SUP02.CONTOSO.COM | SUP01.CONTOSO.COM
        ",
    );
}

#[test]
fn a_table_of_many_machines_has_some_of_each_group() {
    let machine = |at: u32| {
        let code = (at == 30).then_some("0x80244022");
        machine(at, if at == 30 { "SUP02" } else { "SUP01" }, code)
    };
    let table = report_of(&(1..=40).map(machine).collect::<Vec<_>>().concat()).comparison;
    assert_eq!(table.machines.len(), 12);
    assert!(table.machines.contains(&"PC030".to_owned()), "{:?}", table.machines);
}

#[test]
fn one_machine_has_no_groups() {
    let report = report_of(&machine(1, "SUP01", None));
    assert!(report.groups.is_empty() && report.comparison.machines.is_empty());
}

#[test]
fn five_hundred_machines_are_grouped() {
    let texts = (0..500).map(|at| {
        let code = (at % 5 == 0).then_some("0x80244022");
        machine(at, &format!("SUP{}", at % 5), code)
    });
    let report = report_of(&texts.collect::<Vec<_>>().concat());
    let sizes: Vec<usize> = report.groups.iter().map(|group| group.machines.len()).collect();
    assert_eq!(sizes, [100, 400]);
}

#[test]
fn no_more_groups_than_can_be_read() {
    let machine = |at: u32| {
        let code = format!("0x8024{:04x}", 0x4000 + at);
        machine(at, "SUP01", Some(&code))
    };
    let report = report_of(&(1..=60).map(machine).collect::<Vec<_>>().concat());
    let machines: usize = report.groups.iter().map(|group| group.machines.len()).sum();
    assert_eq!((report.groups.len(), machines), (41, 60));
}

#[test]
fn values_of_a_table_are_compared_without_case() {
    let text = machine(1, "sup01", None) + &machine(2, "SUP01", None);
    let rows = report_of(&text).comparison.rows;
    assert!(rows.iter().all(|row| row.name != "Server"), "{rows:?}");
}

#[test]
fn settings_of_one_machine_are_no_difference() {
    let text = machine(1, "SUP02", None) + &machine(2, "SUP01", None);
    let report = report_of(&text);
    let named: Vec<&SettingRow> = report.machines.iter().flat_map(|machine| &machine.settings).collect();
    assert!(named.iter().any(|row| row.id == "wsus_url"), "{named:?}");
    assert_eq!(report.comparison.rows.len(), 1, "{:?}", report.comparison.rows);
}
