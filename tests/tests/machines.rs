//! Logs of several machines in one drop: which file comes from which machine.

use report::Report;
use tests::{TestFile, Trace, TraceEvent, Way, analyze, scenarios};

/// A log of a client, written by its own components; no two are the same file.
fn file(path: &str) -> TestFile {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let known = ["WUAHandler", "ScanAgent", "StateMessage", "CCMEXEC"];
    let lower = name.to_lowercase();
    let component = known.iter().find(|known| lower.contains(&known.to_lowercase())).unwrap_or(&"");
    let text = if component.is_empty() {
        format!("notes of {path}\r\n")
    } else {
        format!(
            "<![LOG[of {path}]LOG]!><time=\"10:00:00.000-60\" date=\"11-12-2026\" component=\"{component}\" \
             context=\"\" type=\"1\" thread=\"1\" file=\"\">\r\n"
        )
    };
    TestFile { path: folder.to_owned(), ..TestFile::alone(name, text.into_bytes()) }
}

fn names(report: &Report) -> Vec<&str> {
    report.logs.iter().map(|log| log.name.as_str()).collect()
}

/// Drops these files; each machine is expected as `name: its logs`, and logs of no machine as `: logs`.
fn check(paths: &[&str], expected: &[&str]) {
    let files: Vec<TestFile> = paths.iter().map(|path| file(path)).collect();
    let report = analyze(&files, Way::default());
    let machine = |report: &Report| format!("{}: {}", report.machine, names(report).join(" "));
    let mut found: Vec<String> = report.machines.iter().map(machine).collect();
    if !report.logs.is_empty() {
        found.push(machine(&report));
    }
    assert_eq!(found, expected, "{paths:?}");
    let turned: Vec<TestFile> = files.into_iter().rev().collect();
    let again: Vec<String> = analyze(&turned, Way::default()).machines.iter().map(machine).collect();
    assert_eq!(again, found[..again.len()], "{paths:?}, the other way round");
}

#[test]
fn one_machine_stays_one() {
    check(&["WUAHandler.log", "ScanAgent.log"], &[": ScanAgent.log WUAHandler.log"]);
    check(&["client/WUAHandler.log", "client/logs/ScanAgent.log"], &[": ScanAgent.log WUAHandler.log"]);
    check(&["client/WUAHandler.log", "server/notes.txt"], &[": notes.txt WUAHandler.log"]);
}

#[test]
fn folders_beside_one_another_with_the_same_log_are_machines() {
    check(&["PC01/WUAHandler.log", "PC02/WUAHandler.log"], &["PC01: WUAHandler.log", "PC02: WUAHandler.log"]);
    check(
        &[
            "all/PC01/logs/WUAHandler.log",
            "all/PC01/ScanAgent.log",
            "all/PC02/logs/WUAHandler.log",
            "all/notes.txt",
        ],
        &["PC01: ScanAgent.log WUAHandler.log", "PC02: WUAHandler.log", ": notes.txt"],
    );
    check(
        &["clients/A/WUAHandler.log", "clients/B/WUAHandler.log", "others/ScanAgent.log"],
        &["A: WUAHandler.log", "B: WUAHandler.log", "others: ScanAgent.log"],
    );
}

#[test]
fn machines_with_one_name_are_called_by_their_path() {
    check(
        &["monday/PC01/WUAHandler.log", "tuesday/PC01/WUAHandler.log", "tuesday/PC02/WUAHandler.log"],
        &["monday: WUAHandler.log", "PC01: WUAHandler.log", "PC02: WUAHandler.log"],
    );
    check(
        &["a/PC01/WUAHandler.log", "a/PC02/WUAHandler.log", "b/PC01/WUAHandler.log", "b/PC02/WUAHandler.log"],
        &[
            "a/PC01: WUAHandler.log",
            "a/PC02: WUAHandler.log",
            "b/PC01: WUAHandler.log",
            "b/PC02: WUAHandler.log",
        ],
    );
    check(
        &["PC01/WUAHandler.log", "PC02/WUAHandler.log", "ScanAgent.log"],
        &["(outside the folders): ScanAgent.log", "PC01: WUAHandler.log", "PC02: WUAHandler.log"],
    );
}

#[test]
fn prefixes_in_names_distinguish_machines() {
    check(
        &["PC01-WUAHandler.log", "PC01-ScanAgent.log", "PC02_WUAHandler.log"],
        &["PC01: PC01-ScanAgent.log PC01-WUAHandler.log", "PC02: PC02_WUAHandler.log"],
    );
    check(
        &["WUAHandler (kiosk 7).log", "WUAHandler (kiosk 8).log", "notes.txt"],
        &["kiosk-7: WUAHandler (kiosk 7).log", "kiosk-8: WUAHandler (kiosk 8).log", ": notes.txt"],
    );
}

/// A registry export that names a computer.
fn export(path: &str, computer: &str) -> TestFile {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let key = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName";
    let text =
        format!("Windows Registry Editor Version 5.00\r\n\r\n[{key}]\r\n\"ComputerName\"=\"{computer}\"\r\n");
    TestFile { path: folder.to_owned(), ..TestFile::alone(name, text.into_bytes()) }
}

#[test]
fn computers_that_files_name_are_machines() {
    let machines = |files: &[TestFile]| -> Vec<String> {
        let report = analyze(files, Way::default());
        report.all().map(|report| format!("{}: {}", report.machine, names(report).join(" "))).collect()
    };
    let (one, other) = (export("a/one.reg", "PC01"), export("b/other.reg", "PC02"));
    assert_eq!(
        machines(&[file("WUAHandler.log"), export("one.reg", "PC01")]),
        ["PC01: one.reg WUAHandler.log"]
    );
    assert_eq!(
        machines(&[file("a/WUAHandler.log"), one.clone(), other.clone()]),
        [": ", "PC01: one.reg WUAHandler.log", "PC02: other.reg"]
    );
    assert_eq!(
        machines(&[file("c/WUAHandler.log"), one, other]),
        [": ", "PC01: one.reg", "PC02: other.reg", "(outside the folders): WUAHandler.log"]
    );
}

#[test]
fn copies_and_rollovers_are_no_machines() {
    check(&["WUAHandler.log", "WUAHandler_old.log"], &[": WUAHandler.log WUAHandler_old.log"]);
    check(&["WUAHandler (1).log", "WUAHandler (2).log"], &[": WUAHandler (1).log WUAHandler (2).log"]);
    check(&["WUAHandler.log", "WUAHandler-20261111-101010.log"], &[": WUAHandler.log"]);
}

#[test]
fn each_machine_has_the_report_it_has_alone() {
    let of = |name: &str| {
        let all = scenarios();
        all.into_iter().find(|(path, _)| path.ends_with(name)).map(|(_, files)| files).unwrap_or_default()
    };
    // A file that begins like another of its name is an older copy of it, so each machine has a day of its own.
    let into = |folder: &str, day: &str, files: Vec<TestFile>| -> Vec<TestFile> {
        let on_day = |bytes: Vec<u8>| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            text.replace("11-12-2026", &format!("11-{day}-2026"))
                .replace("2026/11/12", &format!("2026/11/{day}"))
        };
        let file = |file: TestFile| TestFile {
            path: folder.to_owned(),
            bytes: on_day(file.bytes).into_bytes(),
            ..TestFile::alone(&file.name, Vec::new())
        };
        files.into_iter().map(file).collect()
    };
    let (one, other) = (into("PC01", "12", of("proxy-407")), into("PC02", "13", of("healthy-verbose")));
    let together = analyze(&[one.clone(), other.clone()].concat(), Way::default());
    assert_eq!(together.machines.len(), 2);
    for (machine, files) in together.machines.iter().zip([one, other]) {
        let alone = analyze(&files, Way::default());
        let results = |report: &Report| {
            let flows = report.flows.iter().map(|flow| flow.summary.clone());
            flows.chain(report.findings.iter().map(|found| found.id.clone())).collect::<Vec<String>>()
        };
        assert_eq!(results(machine), results(&alone), "{}", machine.machine);
        assert_eq!(machine.missing_logs, alone.missing_logs, "{}", machine.machine);
        assert_eq!(names(machine), names(&alone), "{}", machine.machine);
    }
    assert!(together.flows.is_empty() && together.findings.is_empty(), "everything belongs to a machine");
}

/// A trace of the agent; no two are the same file.
fn trace(path: &str) -> TestFile {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let event = TraceEvent {
        stamp: "2026/11/12 10:00:00.0000000".to_owned(),
        level: 4,
        process: 1020,
        thread: 6716,
        component: "Agent".to_owned(),
        message: format!("of {path}"),
    };
    let bytes = Trace { events: vec![event], ..Trace::default() }.bytes();
    TestFile { path: folder.to_owned(), ..TestFile::alone(name, bytes) }
}

/// The names of the machines that these files come from; empty if they come from one.
fn machines(files: &[TestFile]) -> Vec<String> {
    analyze(files, Way::default()).machines.into_iter().map(|machine| machine.machine).collect()
}

#[test]
fn traces_of_one_machine_are_distinguished_from_those_of_several() {
    const FIRST: &str = "WindowsUpdate.20261112.072958.120.1.etl";
    const SECOND: &str = "WindowsUpdate.20261112.072958.120.2.etl";
    let of = |paths: &[String]| machines(&paths.iter().map(|path| trace(path)).collect::<Vec<_>>());
    // The numbers in their names are no names of machines.
    assert!(of(&[FIRST.to_owned(), SECOND.to_owned()]).is_empty());
    assert!(of(&[format!("Logs/WindowsUpdate/{FIRST}"), format!("Logs/SIH/{SECOND}")]).len() == 2);
    assert_eq!(of(&[format!("PC01/{FIRST}"), format!("PC02/{FIRST}")]), ["PC01", "PC02"]);
    assert_eq!(of(&[format!("PC01_{FIRST}"), format!("PC02_{FIRST}")]), ["PC01", "PC02"]);
    // The text log of a trace is not in the folder where Windows keeps the trace.
    let text = b"2026/11/12 10:00:00.0000000 1020  6716  Agent           of another\r\n".to_vec();
    let text = TestFile { path: "Desktop".to_owned(), ..TestFile::alone("WindowsUpdate.log", text) };
    assert!(machines(&[trace(&format!("Logs/{FIRST}")), text]).is_empty());
}

#[test]
fn event_logs_name_their_computer() {
    let log = |computer: &str| {
        let text = format!(
            "#Events\tkind=System\tcomputer={computer}\n2026-11-12 09:22:50.842\t4\t4\t0\tEventLog 6005: started\n"
        );
        TestFile::alone("System.evtx", text.into_bytes())
    };
    assert_eq!(machines(&[log("PC01.CONTOSO.COM"), log("PC02.CONTOSO.COM")]), ["PC01", "PC02"]);
    let one = analyze(&[log("PC01.CONTOSO.COM")], Way::default());
    assert_eq!((one.machine.as_str(), one.machines.len()), ("PC01", 0));
}
