//! Archives give the same report as their unpacked files.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use std::path::{Path, PathBuf};

use archive::{Limits, Triage, triage};
use knowledge::is_key_log;
use report::Report;
use tests::archives::{cab, zip};
use tests::{TestFile, Way, analyze, samples_folder, scenarios, text_of, unpacked};

/// The path of a file in a folder.
fn path_of(file: &TestFile) -> String {
    if file.path.is_empty() { file.name.clone() } else { format!("{}/{}", file.path, file.name) }
}

/// The files in an archive called `drop`, and its unpacked content. Archives of the tests hold no times: those of the
/// files are put back.
fn through(files: &[TestFile], pack: impl Fn(&[(&str, &[u8])]) -> Vec<u8>, name: &str) -> Vec<TestFile> {
    let paths: Vec<String> = files.iter().map(path_of).collect();
    let members: Vec<(&str, &[u8])> =
        paths.iter().zip(files).map(|(path, file)| (path.as_str(), &file.bytes[..])).collect();
    let out = unpacked(&TestFile::alone(name, pack(&members)), Limits::default());
    let mut out = out.files;
    for file in &mut out {
        let packed = files.iter().find(|packed| packed.bytes == file.bytes && packed.name == file.name);
        file.modified = packed.unwrap_or_else(|| panic!("{} changed", file.name)).modified;
    }
    out
}

/// The files as in a folder that was dropped, called `drop`.
fn in_folder(files: &[TestFile]) -> Vec<TestFile> {
    let path = |file: &TestFile| {
        if file.path.is_empty() { "drop".to_owned() } else { format!("drop/{}", file.path) }
    };
    files.iter().map(|file| TestFile { path: path(file), whole_folder: true, ..file.clone() }).collect()
}

/// Whether two files would be one in a folder: the scenarios of two machines give some by the same name.
fn has_twins(files: &[TestFile]) -> bool {
    files.iter().enumerate().any(|(at, file)| files[..at].iter().any(|other| path_of(other) == path_of(file)))
}

#[test]
fn a_scenario_packed_gives_the_report_of_its_folder() {
    let mut tried = 0;
    for (folder, files) in scenarios() {
        let may_be_log = |file: &TestFile| matches!(triage(&file.name, is_key_log), Triage::Log(_));
        if has_twins(&files) || !files.iter().all(may_be_log) {
            continue;
        }
        let expected = text_of(&analyze(&in_folder(&files), Way::default()));
        let zipped = through(&files, zip, "drop.zip");
        assert_eq!(text_of(&analyze(&zipped, Way::default())), expected, "{} as zip", folder.display());
        let twice = through(&files, |members| zip(&[("drop.zip", &zip(members))]), "drop.zip");
        assert_eq!(text_of(&analyze(&twice, Way::default())), expected, "{} zipped twice", folder.display());
        if files.len() > 1 {
            let cabbed = through(&files, cab, "drop.cab");
            assert_eq!(text_of(&analyze(&cabbed, Way::default())), expected, "{} as cab", folder.display());
        }
        tried += 1;
    }
    assert!(tried > 30, "{tried} scenarios were packed");
}

/// All files below a folder.
fn below(folder: &Path, path: &str, files: &mut Vec<TestFile>) {
    let mut places: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    places.sort();
    for place in places {
        let name = place.file_name().unwrap().to_string_lossy().into_owned();
        if place.is_dir() {
            below(&place, &if path.is_empty() { name } else { format!("{path}/{name}") }, files);
        } else {
            let bytes = std::fs::read(&place).unwrap();
            files.push(TestFile { path: path.to_owned(), ..TestFile::alone(&name, bytes) });
        }
    }
}

/// A report without the numbers of files, which are different for members.
fn numberless(report: &Report) -> Vec<String> {
    let all = format!("{report:#?}");
    let is_number = |line: &&str| line.trim_start().starts_with("file: ");
    all.lines().filter(|line| !is_number(line)).map(str::to_owned).collect()
}

/// Real logs; see `samples.rs`.
#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn all_samples_zipped_and_zipped_twice_give_the_report_of_their_folder() {
    let folder = samples_folder();
    let mut files = Vec::new();
    below(&folder, "", &mut files);
    let all = files.len();
    let read: Vec<TestFile> = files
        .iter()
        .filter(|file| matches!(triage(&file.name, is_key_log), Triage::Log(_)))
        .cloned()
        .collect();
    let expected = analyze(&in_folder(&read), Way::default());
    assert!(
        expected.logs.len() + expected.machines.iter().map(|machine| machine.logs.len()).sum::<usize>() > 40
    );
    let expected = numberless(&expected);
    let once = |members: &[(&str, &[u8])]| zip(members);
    let twice = |members: &[(&str, &[u8])]| zip(&[("drop.zip", &zip(members))]);
    for (what, out) in
        [("zipped", through(&files, once, "drop.zip")), ("zipped twice", through(&files, twice, "drop.zip"))]
    {
        assert!(out.len() == read.len() && out.len() < all, "{what}: {} files", out.len());
        let report = numberless(&analyze(&out, Way::default()));
        let other = expected.iter().zip(&report).find(|(expected, line)| expected != line);
        assert_eq!((other, report.len()), (None, expected.len()), "{what}: the report is different");
    }
}
