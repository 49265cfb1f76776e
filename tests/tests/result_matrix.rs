//! The matrix of results and details: each line alone, in every form in which users paste it.
//!
//! `tests/data/result-matrix.txt` has the lines; the samples of the results in the knowledge base are a second source.
//! The code of a failed result must be decisive and named by a finding, that of a detail at least possible, and the top
//! sentence of neither is green.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use knowledge::Evidence;
use report::{Disposition, FlowVerdict, Report, Severity};
use tests::{TestFile, Way, analyze, results_in};

/// A line and its expected result.
struct MatrixLine {
    /// The display name of the log.
    kind: String,
    /// The ways a log writes it, each with its name: with all columns, without times, the message alone.
    written: Vec<(String, String)>,
    expected: Expected,
    /// The forms that cannot work, by name.
    excluded: Vec<String>,
}

/// The expected result of a line.
enum Expected {
    /// It is a failed result: each of these codes is decisive. Without codes some finding must cite it.
    Decisive(Vec<u32>),
    /// It is a detail: its code is possible, or decisive where a flow knows the line.
    Possible(u32),
    /// It is a failed result of what is information only: its code is decisive, the finding may be information.
    Listed(Vec<u32>),
}

/// How users change a line.
type PasteForm = (&'static str, fn(&str) -> String);

/// The forms in which users paste a line.
const FORMS: [PasteForm; 5] = [
    ("as it is", str::to_owned),
    ("tabs as blanks", with_blanks),
    ("wrapped", |line| wrapped(&with_blanks(line))),
    ("quoted", |line| line.split('\n').map(|line| ["> ", line].concat()).collect::<Vec<_>>().join("\n")),
    ("fenced", |line| ["```\n", line, "\n```"].concat()),
];

fn with_blanks(line: &str) -> String {
    line.replace('\t', "    ")
}

/// A line as mail programs wrap it.
fn wrapped(line: &str) -> String {
    const WIDTH: usize = 72;
    let (mut out, mut width) = (String::new(), 0);
    for word in line.split(' ') {
        let count = word.chars().count();
        if width > 0 && width + 1 + count > WIDTH {
            out.push('\n');
            width = 0;
        } else if !out.is_empty() {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += count;
    }
    out
}

/// The lines of `tests/data/result-matrix.txt`, whose head explains its notation.
fn matrix() -> Vec<MatrixLine> {
    let mut lines: Vec<MatrixLine> = Vec::new();
    let (mut kind, mut bases) = (String::new(), Vec::new());
    for text in include_str!("../data/result-matrix.txt").lines().map(str::trim_end) {
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        if let Some(name) = text.strip_prefix("=== ") {
            (kind, bases) = (name.to_owned(), Vec::new());
        } else if let Some((name, base)) = text.strip_prefix("as ").and_then(|rest| rest.split_once(": ")) {
            bases.push((name.to_owned(), base.replace("\\t", "\t")));
        } else if let Some(excluded) = text.strip_prefix("but not ") {
            let (forms, reason) = excluded.split_once(": ").unwrap();
            assert!(!reason.is_empty(), "{text}");
            lines.last_mut().unwrap().excluded.extend(forms.split(", ").map(str::to_owned));
        } else {
            lines.push(matrix_line(text, &kind, &bases));
        }
    }
    lines
}

fn matrix_line(text: &str, kind: &str, bases: &[(String, String)]) -> MatrixLine {
    let mut words = text.splitn(3, ' ');
    let [what, codes, message] = [(); 3].map(|()| words.next().unwrap_or_else(|| panic!("{text}")));
    let message = message.replace("\\t", "\t");
    let codes: Vec<u32> = codes.split('+').filter(|code| *code != "-").map(code_of).collect();
    let mut written: Vec<(String, String)> =
        bases.iter().map(|(name, base)| (name.clone(), base.replace("{}", &message))).collect();
    if !written.iter().any(|(_, line)| *line == message) {
        written.push(("the message alone".to_owned(), message));
    }
    let expected = match what {
        "result" => Expected::Decisive(codes),
        "listed" => Expected::Listed(codes),
        "detail" => Expected::Possible(codes[0]),
        _ => panic!("{text}"),
    };
    MatrixLine { kind: kind.to_owned(), written, expected, excluded: Vec::new() }
}

fn code_of(text: &str) -> u32 {
    let digits = text.strip_prefix("0x").unwrap_or_else(|| panic!("{text} is no code"));
    u32::from_str_radix(digits, 16).unwrap_or_else(|_| panic!("{text} is no code"))
}

/// The samples of the knowledge's results that report failures.
fn samples() -> Vec<MatrixLine> {
    let mut lines = Vec::new();
    for evidence in knowledge::all_evidence() {
        let Some(result) = evidence.result else { continue };
        for sample in knowledge::evidence_samples(evidence.index) {
            let file = TestFile::alone("sample.log", sample.as_bytes().to_vec());
            let is_failed =
                results_in(&[file]).iter().any(|found| found.evidence.id == evidence.id && found.is_failed);
            // Pages of event logs come as .evtx or as exports, whose entries are several lines.
            if is_failed && !is_of_event_log(evidence) {
                lines.push(MatrixLine {
                    kind: format!("sample of {} ({})", evidence.id, evidence.log),
                    written: vec![("the message alone".to_owned(), (*sample).to_owned())],
                    expected: match knowledge::operation(result.operation).unwrap().severity {
                        Severity::Info => Expected::Listed(Vec::new()),
                        _ => Expected::Decisive(Vec::new()),
                    },
                    excluded: Vec::new(),
                });
            }
        }
    }
    lines
}

fn is_of_event_log(evidence: &Evidence) -> bool {
    knowledge::log(evidence.log).is_some_and(|log| matches!(log.format, "event-log" | "events"))
}

/// What is wrong with the report of a line; none if it is as expected.
fn miss(report: &Report, expected: &Expected) -> Option<String> {
    let disposition = |code: u32| {
        let spelled = knowledge::spell(code);
        report.codes.iter().find(|seen| seen.code == spelled).map(|seen| seen.disposition)
    };
    let is_named = |code: u32| {
        let spelled = Some(knowledge::spell(code));
        report.findings.iter().any(|finding| finding.code == spelled || finding.outer_code == spelled)
    };
    let is_grave = report.findings.iter().any(|finding| finding.severity != Severity::Info);
    let is_decisive = |codes: &[u32]| {
        // An error of Windows (`returning 1603`) has no row among the codes.
        codes.iter().all(|&code| disposition(code).is_none_or(|found| found == Disposition::Decisive))
            && (codes.is_empty() || codes.iter().any(|&code| is_named(code)))
            && !report.findings.is_empty()
    };
    let is_right = match expected {
        Expected::Decisive(codes) => is_decisive(codes) && is_grave,
        Expected::Listed(codes) => is_decisive(codes),
        Expected::Possible(code) => {
            let is_possible =
                matches!(disposition(*code), Some(Disposition::Possible | Disposition::Decisive));
            is_possible && is_named(*code) || is_anybodys(report, *code)
        }
    };
    let is_green = report.headline.verdict == FlowVerdict::Ok;
    (!is_right || is_green).then(|| {
        let mut came = format!("{:?} \"{}\"", report.headline.verdict, report.headline.summary);
        for finding in &report.findings {
            let _ = write!(came, "; {:?} {}", finding.severity, finding.id);
        }
        for seen in &report.codes {
            let _ = write!(came, "; {} {:?}", seen.code, seen.disposition);
        }
        let kinds: Vec<&str> = report.logs.iter().map(|log| log.kind.as_str()).collect();
        let _ = write!(came, "; read as {}", kinds.join(", "));
        came
    })
}

/// Whether a line names neither its log nor a code of updates: any program may write it, and nothing follows from it.
fn is_anybodys(report: &Report, code: u32) -> bool {
    let is_plain = report.logs.iter().all(|log| log.kind == "plain text");
    is_plain && (knowledge::code(code).is_none() || knowledge::is_generic(code))
}

/// Compares each line in each form with its expected result, and prints all differences.
fn check(lines: &[MatrixLine]) {
    let mut cases: Vec<(&MatrixLine, String, String)> = Vec::new();
    for line in lines {
        // Only the cleaned text of a form is read: of forms with the same cleaned text, one is enough.
        let mut known: Vec<String> = Vec::new();
        for (base, written) in &line.written {
            for (form, change) in FORMS {
                let text = [&change(written), "\r\n"].concat();
                let name = format!("{base}+{form}");
                let is_excluded =
                    line.excluded.iter().any(|part| *part == form || *part == name || part == base);
                let cleaned = ingest::clean_paste(text.as_bytes()).unwrap_or_else(|| text.clone());
                let cleaned = cleaned.trim_end().to_owned();
                if !known.contains(&cleaned) && !is_excluded {
                    known.push(cleaned);
                    cases.push((line, name, text));
                }
            }
        }
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut misses = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((line, form, text)) = cases.get(at) else { return misses };
            let file = TestFile::alone("pasted.log", text.clone().into_bytes());
            if let Some(came) = miss(&analyze(&[file], Way::default()), &line.expected) {
                misses.push((
                    at,
                    format!("{} | {form}\n    {}\n  came: {came}", line.kind, text.replace('\n', "\n    ")),
                ));
            }
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut misses: Vec<(usize, String)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    misses.sort();
    let list: Vec<&str> = misses.iter().map(|(_, miss)| miss.as_str()).collect();
    assert!(misses.is_empty(), "{} of {} miss:\n\n{}", misses.len(), cases.len(), list.join("\n\n"));
}

#[test]
fn every_result_is_decisive_and_every_detail_possible_in_every_form() {
    check(&matrix());
}

#[test]
fn every_failing_sample_of_a_result_is_decisive_in_every_form() {
    let samples = samples();
    assert!(samples.len() > 60, "only {} samples", samples.len());
    check(&samples);
}
