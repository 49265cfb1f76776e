//! Archives named on the command line, and those in folders.
#![allow(clippy::unwrap_used)] // A test ends where something is wrong.

mod folder;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use folder::folder;
use serde_json::Value;
use tests::archives::{cab, gz, zip};

fn analyze(format: &str, place: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wuscope"));
    command.args(["analyze", "--format", format]).arg(place).output().unwrap()
}

fn json(place: &Path) -> Value {
    serde_json::from_slice(&analyze("json", place).stdout).unwrap()
}

/// The logs of the sample that fails.
fn sample() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/sample");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read =
        |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap());
    files.filter(|path| path.extension().is_some_and(|end| end == "log")).map(read).collect()
}

/// The findings' causes, and how many entries each log has.
fn findings_and_logs(report: &Value) -> (Vec<Value>, Vec<(Value, Value)>) {
    let findings = report["findings"].as_array().unwrap();
    let logs = report["logs"].as_array().unwrap();
    (
        findings.iter().map(|finding| finding["cause"].clone()).collect(),
        logs.iter().map(|log| (log["name"].clone(), log["entries"].clone())).collect(),
    )
}

#[test]
fn an_archive_gives_the_findings_of_its_files() {
    let sample = sample();
    let files: Vec<(&str, &[u8])> = sample.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    let expected = findings_and_logs(&json(&folder("loose", &files)));
    assert!(!expected.0.is_empty());
    let zipped = zip(&files);
    let packed: Vec<(String, Vec<u8>)> =
        files.iter().map(|(name, bytes)| (format!("{name}.gz"), gz(bytes))).collect();
    let packed: Vec<(&str, &[u8])> = packed.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    for (what, place) in [
        ("zip", folder("zip", &[("PC1.zip", &zipped)]).join("PC1.zip")),
        ("cab", folder("cab", &[("PC1.cab", &cab(&files))]).join("PC1.cab")),
        ("folder with a zip", folder("with-zip", &[("in/PC1.zip", &zipped)])),
        ("zip in a zip", folder("zip-in-zip", &[("PC1.zip", &zip(&[("PC1.zip", &zipped)]))])),
        ("folder of gz", folder("gz", &packed)),
    ] {
        assert_eq!(findings_and_logs(&json(&place)), expected, "{what}");
    }
}

#[test]
fn files_that_are_not_read_are_listed() {
    let log = &sample()[0].1;
    let packed = zip(&[("WUAHandler.log", log), ("System.evt", b"E"), ("a.png", b"P"), ("b.png", b"P")]);
    let place = folder("skipped", &[("PC1.zip", &packed)]).join("PC1.zip");
    let text = String::from_utf8(analyze("text", &place).stdout).unwrap();
    let listed = text.split("Not read\n").nth(1).unwrap();
    assert!(listed.contains("PC1/System.evt: Event logs of Windows XP"), "{listed}");
    assert!(listed.contains("PC1/a.png and another: Its name is not a log name."), "{listed}");
    // A folder is no different.
    let place = folder("skipped-folder", &[("WUAHandler.log", log), ("x.evt", b"T")]);
    assert_eq!(json(&place)["skipped_files"][0]["name"], "x.evt");
    // A file that is named is read.
    assert_eq!(json(&place.join("x.evt"))["logs"][0]["name"], "x.evt");
}

#[test]
fn a_broken_archive_is_reported() {
    let place = folder("broken", &[("PC1.zip", b"PK\x03\x04 and then nothing that is one")]).join("PC1.zip");
    let output = analyze("text", &place);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("PC1.zip: This zip archive is truncated"), "{text}");
    assert_eq!(output.status.code(), Some(3));
}
