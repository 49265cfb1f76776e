//! Every failed result has a disposition: it is decisive, it recovered, or it is a layer of a finding. None is noise,
//! and nothing that failed is below a green headline.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use std::path::PathBuf;

use report::{Disposition, EvidenceLine, FlowVerdict, Report, Severity};
use tests::{LoggedResult, TestFile, Way, analyze, folder, results_in, samples_folder, scenarios};

/// What is wrong with the report of these files.
fn misses(what: &str, files: &[TestFile]) -> Vec<String> {
    let report = analyze(files, Way::default());
    // Traces unrelated to updates are listed, but not searched.
    let is_other = |result: &LoggedResult| {
        let named = |log: &&report::LogRow| log.name == files[result.file].name;
        report
            .all()
            .flat_map(|report| &report.logs)
            .find(named)
            .is_some_and(|log| log.kind.starts_with("not a "))
    };
    let failed = results_in(files).into_iter().filter(|result| result.is_failed && !is_other(result));
    let mut misses: Vec<String> = failed.filter_map(|result| miss(&report, files, &result)).collect();
    misses.extend(report.all().filter_map(green_over_red));
    misses.sort();
    misses.dedup();
    misses.into_iter().map(|miss| format!("{what}: {miss}")).collect()
}

fn miss(report: &Report, files: &[TestFile], result: &LoggedResult) -> Option<String> {
    let code = knowledge::spell(result.code?);
    let rows = report.all().flat_map(|report| &report.codes).filter(|seen| seen.code == code);
    let disposition = rows.map(|seen| seen.disposition).min();
    let findings = || report.all().flat_map(|report| &report.findings);
    let names_it = || findings().any(|found| [&found.code, &found.outer_code].contains(&&Some(code.clone())));
    let is_cited = || {
        let evidence = findings().flat_map(|found| &found.evidence);
        let place = |line: &EvidenceLine| [line.bytes[0] as usize, line.bytes[1] as usize];
        let in_entry = |[from, to]: [usize; 2]| result.from <= from && to <= result.to;
        evidence.into_iter().any(|line| line.file as usize == result.file && in_entry(place(line)))
    };
    let is_right = match disposition {
        Some(Disposition::Decisive | Disposition::Layer | Disposition::Recovered) => true,
        // Of two results in one entry, as a paste has them, the first is a finding's proof.
        Some(_) => is_cited(),
        // An error of Windows (`returning 1603`) has no row among the codes.
        None => names_it(),
    };
    let line = || {
        let text = &tests::texts_of(files)[result.file][result.from..result.to];
        let line: String = String::from_utf8_lossy(text).chars().take(300).collect();
        line
    };
    (!is_right).then(|| {
        format!(
            "{code} of {} is {disposition:?} in {}: {}",
            result.evidence.id,
            files[result.file].name,
            line()
        )
    })
}

/// A headline that is good news and does not mention an error; none if all is well.
fn green_over_red(report: &Report) -> Option<String> {
    let is_mentioned = |found: &&report::Finding| {
        report.headline.finding.as_ref() == Some(&found.id)
            || found.code.as_ref().is_some_and(|code| report.headline.summary.contains(code))
    };
    let unmentioned = report.findings.iter().filter(|found| found.severity == Severity::Error);
    let unmentioned = unmentioned.filter(|_| report.headline.verdict == FlowVerdict::Ok);
    let first = unmentioned.into_iter().find(|found| !is_mentioned(found))?;
    Some(format!("\"{}\" is above \"{}\"", report.headline.summary, first.summary))
}

#[test]
fn every_failed_result_of_every_scenario_has_a_disposition() {
    let scenarios = scenarios();
    let misses: Vec<String> = scenarios
        .iter()
        .flat_map(|(folder, files)| misses(&folder.file_name().unwrap().to_string_lossy(), files))
        .collect();
    assert!(misses.is_empty(), "{} misses:\n{}", misses.len(), misses.join("\n"));
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn every_failed_result_of_every_real_log_has_a_disposition() {
    let mut misses_of_all = Vec::new();
    let mut folders: Vec<PathBuf> = vec![samples_folder()];
    while let Some(place) = folders.pop() {
        let (inside, files): (Vec<PathBuf>, Vec<PathBuf>) =
            folder(&place).into_iter().partition(|path| path.is_dir());
        folders.extend(inside);
        for path in files {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let file = TestFile::alone(&name, std::fs::read(&path).unwrap());
            misses_of_all.extend(misses(&path.display().to_string(), &[file]));
        }
    }
    assert!(misses_of_all.is_empty(), "{} misses:\n{}", misses_of_all.len(), misses_of_all.join("\n"));
}
