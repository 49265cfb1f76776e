//! Logs of several machines, as they are named in a terminal: the order of the arguments changes nothing, and no log hides
//! one of the same name.
#![allow(clippy::unwrap_used)] // A test ends where something is wrong.

mod folder;

use std::path::{Path, PathBuf};
use std::process::Command;

use folder::folder;
use serde_json::Value;

/// A WUAHandler.log of one scan.
fn scan(date: &str, end: &str) -> Vec<u8> {
    let line = |(at, message): (usize, &str)| {
        format!(
            "<![LOG[{message}]LOG]!><time=\"0{at}:10:41.204-60\" date=\"{date}\" component=\"WUAHandler\" context=\"\" \
             type=\"1\" thread=\"4712\" file=\"cwuahandler.cpp:1\">\r\n"
        )
    };
    let lines = ["Async searching of updates using WUAgent started.", end];
    lines.into_iter().enumerate().map(line).collect::<String>().into_bytes()
}

/// A LocationServices.log that names its client.
fn names_client(date: &str) -> Vec<u8> {
    let id = "ClientID = \"GUID:0A1B2C3D-0000-4000-8000-00000000C001\";";
    format!(
        "<![LOG[Raising event:\r\n{{\r\n\t{id}\r\n}};]LOG]!><time=\"03:10:41.204-60\" date=\"{date}\" \
         component=\"LocationServices\" context=\"\" type=\"1\" thread=\"4712\" file=\"event.cpp:1\">\r\n"
    )
    .into_bytes()
}

/// Two machines, of which one fails.
fn machines(name: &str) -> PathBuf {
    let bad = scan("10-14-2013", "Scan failed with error = 0x8024401b.");
    let good = scan("03-12-2021", "Successfully completed scan.");
    folder(
        name,
        &[
            ("PC-A/Logs/WUAHandler.log", &bad),
            ("PC-A/Logs/LocationServices.log", &names_client("10-14-2013")),
            ("PC-B/Logs/WUAHandler.log", &good),
            ("PC-B/Logs/LocationServices.log", &names_client("03-12-2021")),
        ],
    )
}

fn analyze(options: &[&str], paths: &[PathBuf]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wuscope"));
    let output = command.arg("analyze").args(options).args(paths).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn json(options: &[&str], paths: &[PathBuf]) -> Value {
    serde_json::from_str(&analyze(&[&["--format", "json"], options].concat(), paths)).unwrap()
}

/// Two logs that somebody named, of other names and in other folders, are those of two machines, as in the folder of both.
#[test]
fn files_named_in_several_folders_keep_their_folders() {
    let bad = scan("10-14-2013", "Scan failed with error = 0x8024401b.");
    let good = scan("03-12-2021", "Successfully completed scan.");
    let both = folder("machines/named", &[("PC-A/WUAHandler.lo_", &bad), ("PC-B/WUAHandler.log", &good)]);
    let named = [both.join("PC-A/WUAHandler.lo_"), both.join("PC-B/WUAHandler.log")];
    let report = json(&[], &named);
    assert_eq!(verdicts(&report), verdicts(&json(&[], &[both])), "{report}");
    assert_eq!(report["machines"].as_array().unwrap().len(), 2, "{report}");
}

/// Each machine with its verdict.
fn verdicts(report: &Value) -> Vec<String> {
    let machines = report["machines"].as_array().unwrap();
    let verdict = |machine: &Value| {
        format!("{}: {}", machine["machine"], machine["flows"][0]["verdict"]).replace('"', "")
    };
    machines.iter().map(verdict).collect()
}

fn in_each(root: &Path, paths: &[&str]) -> Vec<PathBuf> {
    paths.iter().map(|path| root.join(path)).collect()
}

#[test]
fn no_log_hides_one_of_the_same_name() {
    let root = machines("same-names");
    let expected = ["PC-A: failed", "PC-B: ok"];
    let ways: [&[&str]; 5] = [
        &[""],
        &["PC-A", "PC-B"],
        &["PC-A/Logs", "PC-B/Logs"],
        &["PC-A/Logs/WUAHandler.log", "PC-B/Logs/WUAHandler.log"],
        &["PC-A/Logs/WUAHandler.log", "PC-A/Logs/LocationServices.log", "PC-B/Logs/WUAHandler.log"],
    ];
    for way in ways {
        let report = json(&[], &in_each(&root, way));
        let found: Vec<String> = verdicts(&report).iter().map(|one| one.replace("/Logs", "")).collect();
        assert_eq!(found, expected, "{way:?}");
    }
}

#[test]
fn the_order_of_the_arguments_changes_nothing() {
    let root = machines("any-order");
    let paths = in_each(&root, &["PC-B/Logs", "PC-A", "PC-A/Logs/WUAHandler.log", "PC-B", "PC-B/Logs"]);
    let mut turned = paths.clone();
    turned.reverse();
    let mut other = paths.clone();
    other.rotate_left(2);
    let expected = analyze(&["--format", "json"], &paths);
    assert_eq!(analyze(&["--format", "json"], &turned), expected);
    assert_eq!(analyze(&["--format", "json", "--workers", "3"], &other), expected);
    let twice = [&paths[..], &turned].concat();
    assert_eq!(analyze(&["--format", "json"], &twice), expected, "a path that is named twice is read once");
}

#[test]
fn where_logs_name_one_client_it_asks() {
    let root = machines("one-client");
    let question = "PC-A and PC-B both name the client GUID:0A1B2C3D-0000-4000-8000-00000000C001. Are these the same \
                    machine?";
    let report = json(&[], std::slice::from_ref(&root));
    assert_eq!(report["same_machine_questions"][0]["question"], question);
    assert_eq!(report["same_machine_questions"][0]["machines"].as_array().unwrap().len(), 2);
    let text = analyze(&[], std::slice::from_ref(&root));
    assert!(text.contains(question) && text.contains("--same-machine"), "{text}");
    let answered = json(&["--same-machine"], std::slice::from_ref(&root));
    assert_eq!(verdicts(&answered), [""; 0]);
    assert_eq!(answered["flows"][0]["counts"]["failed"], 1, "its failure is still there");
    assert_eq!(answered["flows"][0]["verdict"], "ok", "it was followed by a scan that succeeded");
}
