//! Mutations of every scenario around its results: the end line removed, its code set to 0x80070005, all before or
//! after the failure cut, only the failing line left.
//!
//! If a failed result with a decisive code remains, the headline is not green. If nothing failed, nothing becomes
//! red by removing lines.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use report::{FlowVerdict, Headline, Report, Severity, Strength};
use tests::{LoggedResult, TestFile, Way, analyze, results_in, scenarios, texts_of};

/// The code that the end of an operation is given.
const DENIED: u32 = 0x8007_0005;

/// Changed files of a scenario, and what was done to them.
struct Mutation {
    what: String,
    files: Vec<TestFile>,
}

/// The mutations of a scenario around one of its results.
fn mutations_at(files: &[TestFile], result: &LoggedResult) -> Vec<Mutation> {
    let text = texts_of(files)[result.file].clone().into_owned();
    let name = &files[result.file].name;
    let line = 1 + text[..result.from].iter().filter(|&&byte| byte == b'\n').count();
    let mutation = |what: &str, bytes: Vec<u8>, is_alone: bool| {
        let changed = TestFile { bytes, ..files[result.file].clone() };
        let mut all = files.to_vec();
        all[result.file] = changed.clone();
        Mutation {
            what: format!("{what} {} at {name}:{line}", result.evidence.id),
            files: if is_alone { vec![changed] } else { all },
        }
    };
    let (before, own, after) = (&text[..result.from], &text[result.from..result.to], &text[result.to..]);
    let own_line = [own, b"\r\n"].concat();
    let mut mutations = vec![
        mutation("without", [before, after.trim_ascii_start()].concat(), false),
        mutation("nothing before", [own, after].concat(), false),
        mutation("nothing after", [before, &own_line].concat(), false),
    ];
    if files.len() > 1 {
        mutations.push(mutation("nothing before, alone,", [own, after].concat(), true));
        mutations.push(mutation("nothing after, alone,", [before, &own_line].concat(), true));
    }
    mutations.push(mutation("only", own_line, true));
    if let Some([from, to]) = result.code_at {
        let denied = format!("0x{DENIED:08x}");
        let digits = if text[from..to].contains(&b'x') { &denied[..] } else { &denied[2..] };
        let changed = [&text[..from], digits.as_bytes(), &text[to..]].concat();
        mutations.push(mutation("access denied in", changed, false));
    }
    mutations
}

/// Whether bytes can be changed as text: not those of traces, nor UTF-16.
fn is_text(file: &TestFile) -> bool {
    logfile::binary(&file.bytes).is_none() && std::str::from_utf8(&file.bytes).is_ok()
}

/// The results that are mutated in a scenario: of each kind the last.
fn ends(results: &[LoggedResult]) -> Vec<&LoggedResult> {
    let is_last = |at: &usize| {
        let same = |other: &LoggedResult| {
            (other.evidence.id, other.file) == (results[*at].evidence.id, results[*at].file)
        };
        !results[at + 1..].iter().any(same)
    };
    (0..results.len()).filter(is_last).map(|at| &results[at]).collect()
}

fn errors(report: &Report) -> impl Iterator<Item = &report::Finding> {
    report.all().flat_map(|report| &report.findings).filter(|found| found.severity == Severity::Error)
}

/// Whether the headline is good news and mentions none of these codes.
fn is_green(report: &Report, codes: &[String]) -> bool {
    let is_good = |headline: &Headline| headline.verdict == FlowVerdict::Ok && headline.finding.is_none();
    let is_mentioned = |headline: &Headline| codes.iter().any(|code| headline.summary.contains(code));
    report.all().map(|report| &report.headline).any(|headline| is_good(headline) && !is_mentioned(headline))
}

/// The codes that errors of a report name.
fn decisive(report: &Report) -> Vec<String> {
    errors(report).flat_map(|found| [found.code.clone(), found.outer_code.clone()]).flatten().collect()
}

/// Whether a failed result with one of these codes is in the files, and nothing behind it that is of the same operation
/// succeeded.
fn has_failed_with(files: &[TestFile], codes: &[String]) -> bool {
    let results = results_in(files);
    let operation =
        |result: &LoggedResult| (result.evidence.result.map(|line| line.operation), result.key.clone());
    let is_last = |at: usize| {
        !results.iter().enumerate().any(|(other, result)| {
            !result.is_failed
                && operation(result) == operation(&results[at])
                && (other > at || result.file != results[at].file)
        })
    };
    (0..results.len()).any(|at| {
        let result = &results[at];
        let has_code = result.code.is_some_and(|code| codes.contains(&knowledge::spell(code)));
        result.is_failed && has_code && is_last(at)
    })
}

/// Runs a check of each scenario in threads, and prints all that it finds.
fn check(work: impl Fn(&str, &[TestFile]) -> Vec<String> + Sync) {
    let scenarios = scenarios();
    let next = AtomicUsize::new(0);
    let run = || {
        let mut found = Vec::new();
        while let Some((folder, files)) = scenarios.get(next.fetch_add(1, Ordering::Relaxed)) {
            if files.iter().all(is_text) {
                found.extend(work(&folder.file_name().unwrap().to_string_lossy(), files));
            }
        }
        found
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut found: Vec<String> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(run)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    found.sort();
    assert!(found.is_empty(), "{} mutations:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_failure_is_never_green_while_its_result_remains() {
    check(|name, files| {
        let report = analyze(files, Way::default());
        if errors(&report).next().is_none() {
            return Vec::new();
        }
        let codes = decisive(&report);
        let results = results_in(files);
        let mutations = ends(&results).into_iter().flat_map(|result| mutations_at(files, result));
        let judged = mutations.filter_map(|mutation| {
            let changed = analyze(&mutation.files, Way::default());
            let is_wrong = is_green(&changed, &codes) && has_failed_with(&mutation.files, &codes);
            is_wrong.then(|| format!("{name}, {}: {}", mutation.what, changed.headline.summary))
        });
        judged.collect()
    });
}

#[test]
fn removing_lines_never_turns_a_success_red() {
    check(|name, files| {
        let results = results_in(files);
        let report = analyze(files, Way::default());
        if errors(&report).next().is_some() || results.iter().any(|result| result.is_failed) {
            return Vec::new();
        }
        let mutations = ends(&results).into_iter().flat_map(|result| mutations_at(files, result));
        let judged =
            mutations.filter(|mutation| !mutation.what.starts_with("access denied")).filter_map(|mutation| {
                let changed = analyze(&mutation.files, Way::default());
                let red = errors(&changed).find(|found| found.strength != Strength::Inferred)?;
                Some(format!("{name}, {}: {}", mutation.what, red.summary))
            });
        judged.collect()
    });
}
