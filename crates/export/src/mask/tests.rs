//! Tests of masks: texts with names before and after.

use report::{LogRow, MachineGroup, Note, Report, Severity};

use super::Mask;

/// A report that contains only these texts.
fn report_of(texts: &[&str]) -> Report {
    let note = |text: &&str| Note { severity: Severity::Info, summary: (*text).to_owned(), log: None };
    Report { notes: texts.iter().map(note).collect(), ..Report::default() }
}

/// The texts of a masked report, joined by `|`.
fn masked(texts: &[&str]) -> String {
    let report = report_of(texts);
    let masked = Mask::of(&report).masked(&report);
    masked.notes.into_iter().map(|note| note.summary).collect::<Vec<_>>().join("|")
}

#[track_caller]
fn stays(text: &str) {
    assert_eq!(masked(&[text]), text);
}

#[test]
fn a_name_and_its_full_name_share_a_stand_in() {
    assert_eq!(
        masked(&["http://sup02.contoso.com:8530/x", "no answer of SUP02", "CONTOSO and contoso.com"]),
        "http://HOST-01.DOMAIN-01:8530/x|no answer of HOST-01|DOMAIN-01 and DOMAIN-01"
    );
}

#[test]
fn a_name_is_replaced_before_the_line_that_shows_it() {
    assert_eq!(masked(&["SUP02 is busy", "server=SUP02"]), "HOST-01 is busy|server=HOST-01");
    assert_eq!(
        masked(&["x at pc7.fabrikam.zzz", "http://mp1.fabrikam.zzz"]),
        "x at HOST-02.DOMAIN-01|http://HOST-01.DOMAIN-01"
    );
}

#[test]
fn domains_above_a_domain_are_names() {
    assert_eq!(
        masked(&["mp1.emea.contoso.com", "x.contoso.com", "FABRIKAM\\jdoe of fabrikam.co.uk in co.uk"]),
        "HOST-01.DOMAIN-01|HOST-02.DOMAIN-02|DOMAIN-03\\USER-01 of DOMAIN-03 in co.uk"
    );
}

#[test]
fn users_are_replaced() {
    for (text, expected) in [
        ("shutdown as CONTOSO\\jdoe: done", "shutdown as DOMAIN-01\\USER-01: done"),
        ("mail to jdoe@contoso.com", "mail to USER-01@DOMAIN-01"),
        ("C:\\Users\\John Doe\\AppData, John Doe", "C:\\Users\\USER-01\\AppData, USER-01"),
        ("C:\\Users\\jdoe cannot be opened, jdoe", "C:\\Users\\USER-01 cannot be opened, USER-01"),
        ("LogonUser = amber", "LogonUser = USER-01"),
        ("user 'CONTOSO\\PC01$'", "user 'DOMAIN-01\\HOST-01$'"),
        ("S-1-5-21-1-2-3-1001 of S-1-5-18", "SID-01 of S-1-5-18"),
    ] {
        assert_eq!(masked(&[text]), expected, "{text}");
    }
}

#[test]
fn addresses_are_replaced() {
    for (text, expected) in [
        ("192.0.2.10:8530 and 192.0.2.1", "IP-01:8530 and IP-02"),
        ("client 10.1.2.3, 10.1.2.3/24", "client IP-01, IP-01/24"),
        ("[2001:db8::10]:8530 at 10:00:01", "[IP-01]:8530 at 10:00:01"),
        ("00-00-5E-00-53-01", "MAC-01"),
        ("00:00:5e:00:53:01", "MAC-01"),
        ("\\\\FS01\\updates\\x.cab from FS01", "\\\\HOST-01\\updates\\x.cab from HOST-01"),
        ("GUID:0A1B2C3D-0000-4000-8000-00000000E001", "GUID:CLIENT-01"),
    ] {
        assert_eq!(masked(&[text]), expected, "{text}");
    }
}

#[test]
fn sites_and_directories_are_replaced() {
    for (text, expected) in [
        ("Site Code [PS1], run x.ps1 for PS1", "Site Code [SITE-01], run x.ps1 for SITE-01"),
        ("SMS:PS1 by _mssms_mp_ps1._tcp", "SMS:SITE-01 by _mssms_mp_SITE-01._tcp"),
        ("ADSiteName=\"Berlin-2\", Berlin-2", "ADSiteName=\"SITE-01\", SITE-01"),
        ("CN=PC01,OU=Berlin,DC=contoso,DC=com", "CN=HOST-01,OU=SITE-01,DC=DOMAIN-01"),
    ] {
        assert_eq!(masked(&[text]), expected, "{text}");
    }
}

#[test]
fn what_is_no_name_stays() {
    for text in [
        "https://fe3cr.delivery.mp.microsoft.com/ClientWebService/client.asmx",
        "http://localhost:8530 at 127.0.0.1 and ::1",
        "Windows 10.0.19045.3570, file version 6.1.1.4",
        "Contoso - System - 9.8.16.7, Package_for_KB5031356~31bf3856ad364e35~amd64~~6.1.1.1",
        "WUAHandler.log and C:\\Windows\\CCM\\Logs\\ScanAgent.log",
        "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate",
        "NT AUTHORITY\\SYSTEM, Microsoft.UpdateServices.Internal, System.Net.WebException",
        "update 0a1b2c3d-0000-4000-8000-00000000e001, 0x80244022",
        "(cV = vnvRWG815k66Pd1H.8.3.1.2.0.1.1.0.0) at 10:00:01",
        "the software update point of the site",
        "Switching to server: TARGETDIR=x of UEFI\\RES_x",
        "Host name: unresolvable, domain: joined, the user: gone, temp 'X1'",
    ] {
        stays(text);
    }
}

#[test]
fn stand_ins_are_no_names_of_the_report() {
    assert_eq!(masked(&["server=HOST-01", "server=HOST-03"]), "server=HOST-02|server=HOST-04");
}

#[test]
fn a_machine_is_replaced_in_every_field() {
    let report = Report {
        machine: "PC01".to_owned(),
        machines: vec![Report { machine: "clean".to_owned(), ..report_of(&["clean, Clean, PC01.log"]) }],
        groups: vec![MachineGroup {
            summary: "1 of 2: PC01".to_owned(),
            finding: Some("install/1/PC01".to_owned()),
            machines: vec!["PC01".to_owned()],
            shared: vec![],
        }],
        logs: vec![LogRow { name: "PC01-WUAHandler.log".to_owned(), ..log() }],
        ..Report::default()
    };
    let mask = Mask::of(&report);
    let masked = mask.masked(&report);
    assert_eq!(
        (masked.machine.as_str(), masked.logs[0].name.as_str()),
        ("HOST-01", "HOST-01-WUAHandler.log")
    );
    assert_eq!(masked.groups[0].machines, ["HOST-01"]);
    assert_eq!(masked.groups[0].finding.as_deref(), Some("install/1/HOST-01"));
    assert_eq!(masked.machines[0].notes[0].summary, "HOST-02, Clean, HOST-01.log");
    let key = [("HOST-01", "PC01"), ("HOST-02", "clean")];
    assert_eq!(mask.key(), key.map(|(stand_in, name)| (stand_in.to_owned(), name.to_owned())));
    assert_eq!(mask.text("pc01 again"), "HOST-01 again");
}

#[test]
fn names_in_answers_are_found() {
    let answers = [("tried".to_owned(), "restarted server=SUP09".to_owned())];
    let mask = Mask::with_answers(&report_of(&["SUP09"]), &answers, &[]);
    assert_eq!(mask.text(&answers[0].1), "restarted server=HOST-01");
}

#[test]
fn any_text_can_be_masked() {
    for text in [
        "",
        "\\\\",
        "://",
        "a@b",
        "\u{202e}http://\u{e9}.x.com",
        "DC=,DC=",
        "\\\\\\\\\\\\",
        "[::]",
        "ß\\ß",
        "@@..\\",
        "http://a.b.c..d...e",
    ] {
        let report = report_of(&[text]);
        let mask = Mask::of(&report);
        assert_eq!(mask.masked(&report).notes.len(), 1, "{text}");
    }
}

#[test]
fn long_and_strange_machine_names_are_replaced() {
    for name in ["a.".repeat(400), "PC 7 (old)".to_owned(), "x<script>".to_owned()] {
        let report = Report { machine: name.clone(), ..report_of(&["no name"]) };
        assert_eq!(Mask::of(&report).masked(&report).machine, "HOST-01");
    }
}

/// A log of which only the name matters.
fn log() -> LogRow {
    LogRow {
        name: String::new(),
        folder: String::new(),
        count: 1,
        kind: "WUAHandler".to_owned(),
        format: String::new(),
        encoding: String::new(),
        entries: 0,
        unparsed: 0,
        first_time: None,
        last_time: None,
        size: 0,
        parts: vec![],
        clock: String::new(),
        windows_build: None,
        lost_events: 0,
        convertible: false,
        documentation_only: false,
        instead: vec![],
        problem: None,
    }
}
