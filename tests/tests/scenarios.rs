//! Scenarios of complete machines: the report must match the expected one for all ways of reading.
//!
//! A scenario that has a file `explained.txt` is also about reasons, retries or groups of machines.
//!
//! `UPDATE=1 cargo test -p tests --test scenarios` writes the actual reports as the expected ones: read the difference
//! before committing it.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use report::Report;
use tests::{TestFile, Way, analyze, check_sound, explained_of, scenarios, text_of, texts_by_number};

#[test]
fn each_scenario_gives_the_report_expected() {
    let mut wrong = Vec::new();
    for (folder, files) in scenarios() {
        let report = analyze(&files, Way::default());
        check_sound(&report, &files, &folder.display().to_string());
        let mut texts = vec![("expected.txt", text_of(&report))];
        if folder.join("explained.txt").exists() {
            texts.push(("explained.txt", explained_of(&report)));
        }
        for (name, text) in texts {
            let place = folder.join(name);
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&place, &text).unwrap();
            } else if fs::read_to_string(&place).unwrap_or_default().replace("\r\n", "\n") != text {
                wrong.push(format!("{}:\n{text}", place.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} files differ:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

/// Reads a scenario in another way, and requires the expected report. Traces and event logs have no encoding and no
/// lines.
fn check_variant(what: &str, way: Way, change: impl Fn(usize, &TestFile) -> TestFile) {
    for (folder, files) in scenarios() {
        let changed: Vec<TestFile> = files.iter().enumerate().map(|(at, file)| change(at, file)).collect();
        let mut text = full_text(&analyze(&changed, way));
        for (file, changed) in files.iter().zip(&changed) {
            text = text.replace(&changed.name, &file.name);
        }
        let expected = expected(&folder).unwrap();
        assert_eq!(sorted(&text), sorted(expected), "{} {what}", folder.display());
    }
}

/// A report and its explanations.
fn full_text(report: &Report) -> String {
    text_of(report) + &explained_of(report)
}

/// The report of a scenario, read as usual.
fn expected(folder: &Path) -> Option<&'static str> {
    static EXPECTED: LazyLock<BTreeMap<PathBuf, String>> = LazyLock::new(|| {
        let read =
            |(folder, files): (PathBuf, Vec<TestFile>)| (folder, full_text(&analyze(&files, Way::default())));
        scenarios().into_iter().map(read).collect()
    });
    EXPECTED.get(folder).map(String::as_str)
}

/// The rows of logs are sorted by name, and a variant may have other names.
fn sorted(text: &str) -> String {
    let (mut logs, others): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with("log "));
    logs.sort_unstable();
    [others, logs].concat().join("\n")
}

fn same(_: usize, file: &TestFile) -> TestFile {
    file.clone()
}

fn is_binary(file: &TestFile) -> bool {
    logfile::binary(&file.bytes).is_some()
}

#[test]
fn blocks_workers_and_their_order_change_nothing() {
    check_variant("in blocks of 997 bytes", Way { block: 997, ..Way::default() }, same);
    check_variant(
        "in blocks of 997 bytes, last first",
        Way { block: 997, backwards: true, workers: 1 },
        same,
    );
    check_variant("by four workers", Way { block: 997, workers: 4, backwards: false }, same);
}

#[test]
fn the_order_of_the_drop_changes_nothing() {
    for (folder, mut files) in scenarios() {
        let expected = expected(&folder);
        files.reverse();
        let reversed = full_text(&analyze(&files, Way::default()));
        assert_eq!(Some(&*reversed), expected, "{} reversed", folder.display());
        files.sort_by_key(|file| file.bytes.len());
        let shuffled = full_text(&analyze(&files, Way::default()));
        assert_eq!(Some(&*shuffled), expected, "{} shuffled", folder.display());
    }
}

#[test]
fn the_encoding_changes_nothing() {
    let utf16 = |unit: fn(u16) -> [u8; 2], mark: bool| {
        move |at: usize, file: &TestFile| {
            if is_binary(file) {
                return same(at, file);
            }
            let text = String::from_utf8_lossy(&file.bytes).into_owned();
            let text = if mark { format!("\u{feff}{text}") } else { text };
            TestFile { bytes: text.encode_utf16().flat_map(unit).collect(), ..file.clone() }
        }
    };
    check_variant("as UTF-16LE", Way::default(), utf16(u16::to_le_bytes, true));
    check_variant("as UTF-16BE", Way { block: 997, ..Way::default() }, utf16(u16::to_be_bytes, true));
    check_variant(
        "as UTF-16LE without a mark",
        Way { block: 996, ..Way::default() },
        utf16(u16::to_le_bytes, false),
    );
    check_variant("with a mark", Way::default(), |_, file| {
        let mark: &[u8] = if is_binary(file) { b"" } else { b"\xEF\xBB\xBF" };
        TestFile { bytes: [mark, &file.bytes[..]].concat(), ..file.clone() }
    });
}

#[test]
fn line_ends_change_nothing() {
    let with = |end: &'static str| {
        move |at: usize, file: &TestFile| {
            if is_binary(file) {
                return same(at, file);
            }
            let text = String::from_utf8_lossy(&file.bytes).replace("\r\n", end);
            TestFile { bytes: text.into_bytes(), ..file.clone() }
        }
    };
    check_variant("with LF", Way::default(), with("\n"));
    check_variant("with lone CR", Way { block: 997, ..Way::default() }, with("\r"));
}

#[test]
fn the_name_of_a_log_is_only_a_hint() {
    // Rollovers are recognized only by their names, so the files of one log keep one name.
    check_variant("renamed", Way::default(), |_, file| {
        // Those of CBS.log have a different name.
        let name = match file.name.strip_prefix("CbsPersist_").and_then(|time| time.split_at_checked(8)) {
            Some((date, time)) => format!("CBS-{date}-{time}"),
            None => file.name.clone(),
        };
        let stem = name.split(['-', '.']).next().unwrap();
        let number: u32 = stem.bytes().map(u32::from).sum();
        let name = name.replace(stem, &format!("unknown{number}")).replace(".log", ".txt");
        TestFile { name, ..file.clone() }
    });
}

#[test]
fn a_quoted_line_matches_the_cited_bytes() {
    for (_, files) in scenarios() {
        let (report, texts) =
            (analyze(&files, Way { block: 997, ..Way::default() }), texts_by_number(&files));
        let steps = report
            .runs
            .iter()
            .flat_map(|run| &run.steps)
            .chain(report.flows.iter().flat_map(|flow| &flow.steps));
        let of_findings = report.findings.iter().flat_map(|finding| &finding.evidence);
        for evidence in steps.flat_map(|step| &step.evidence).chain(of_findings) {
            let [from, to] = evidence.bytes.map(|at| at as usize);
            assert_eq!(String::from_utf8_lossy(&texts[&evidence.file][from..to]), evidence.text);
        }
    }
}

#[test]
fn a_log_cut_anywhere_is_read_without_a_panic() {
    for (_, files) in scenarios() {
        let longest = files.iter().map(|file| file.bytes.len()).max().unwrap();
        let whole: u64 = analyze(&files, Way::default()).logs.iter().map(|log| log.entries).sum();
        for cut in (0..longest).step_by(997) {
            let cut_files: Vec<TestFile> = files
                .iter()
                .map(|file| {
                    let bytes = file.bytes[..cut.min(file.bytes.len())].to_vec();
                    TestFile { bytes, ..file.clone() }
                })
                .collect();
            let report = analyze(&cut_files, Way::default());
            let entries: u64 = report.logs.iter().map(|log| log.entries).sum();
            // A truncated record may be read as two pieces, its message and the rest.
            assert!(entries <= whole + files.len() as u64);
        }
    }
}
