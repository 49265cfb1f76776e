//! Every fact of the four articles has its place: `tests/data/article-items.tsv` names for each the file that holds it.
//!
//! A row is: the article (000 scan failures, 001 update management, 002 Windows Server guidance, 003 common errors),
//! its section, what kind of fact, the fact, the file below `crates/knowledge/data/`. Facts that are written letter by
//! letter (commands, values, numbers, log lines) are searched for there; `correction: ` before the file means that the
//! article prints it wrongly and the file holds it right.
#![allow(clippy::expect_used, clippy::panic)] // A test panics when something is wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The number of facts in the four articles.
const FACTS: usize = 290;

/// Kinds of facts that are in the file letter by letter.
const LITERAL: [&str; 13] = [
    "command",
    "endpoint",
    "kb",
    "log to read",
    "message",
    "path",
    "port",
    "registry",
    "service",
    "sql",
    "url path",
    "url probe",
    "wmi",
];

struct Item<'t> {
    line: usize,
    kind: &'t str,
    fact: &'t str,
    file: &'t str,
    corrected: bool,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn items(text: &str) -> Vec<Item<'_>> {
    let rows = text.lines().enumerate().skip(1);
    rows.map(|(at, row)| {
        let columns: Vec<&str> = row.split('\t').collect();
        let [_, _, kind, fact, file] = columns[..] else {
            panic!("row {}: five columns with tabs between them, not `{row}`", at + 1)
        };
        let right = file.strip_prefix("correction: ");
        Item { line: at + 1, kind, fact, file: right.unwrap_or(file), corrected: right.is_some() }
    })
    .collect()
}

/// The error in a row, if there is one.
fn fault(item: &Item<'_>, files: &mut BTreeMap<String, String>) -> Option<String> {
    let path = root().join("../crates/knowledge/data").join(item.file);
    let text =
        files.entry(item.file.to_owned()).or_insert_with(|| fs::read_to_string(path).unwrap_or_default());
    let holds = |what: &str| text.to_lowercase().contains(&what.to_lowercase());
    let held = match item.kind {
        _ if text.is_empty() => return Some(format!("row {}: no file {}", item.line, item.file)),
        _ if item.corrected => true,
        kind if kind.starts_with("log:") => is_evidence(item),
        kind if LITERAL.contains(&kind) => holds(item.fact),
        "reference" | "version" => number_of(item.fact).is_none_or(holds),
        _ => true,
    };
    (!held).then(|| format!("row {}: {} does not hold `{}`", item.line, item.file, item.fact))
}

/// Whether a line of the log is among the samples of the step's evidence.
fn is_evidence(item: &Item<'_>) -> bool {
    let step = item.file.strip_prefix("flows/").and_then(|path| path.split_once('/'));
    let step = step.and_then(|(flow, name)| knowledge::step(flow, name.split('-').next()?));
    let samples = step.into_iter().flat_map(knowledge::evidence_of);
    samples.flat_map(|line| knowledge::evidence_samples(line.index)).any(|sample| sample.contains(item.fact))
}

/// The longest part of a reference that is a number or an id, as in "NLB cluster hh237369".
fn number_of(reference: &str) -> Option<&str> {
    reference
        .split(' ')
        .filter(|word| word.bytes().any(|byte| byte.is_ascii_digit()))
        .max_by_key(|word| word.len())
}

#[test]
fn every_fact_of_the_articles_has_its_place() {
    let text = fs::read_to_string(root().join("data/article-items.tsv")).expect("the list of facts is there");
    let items = items(&text);
    assert_eq!(items.len(), FACTS);
    let mut files = BTreeMap::new();
    let faults: Vec<String> = items.iter().filter_map(|item| fault(item, &mut files)).collect();
    assert!(faults.is_empty(), "{} of {FACTS}:\n  {}\n", faults.len(), faults.join("\n  "));
}

#[test]
fn a_missing_fact_is_detected() {
    let of = |kind, fact, file| Item { line: 2, kind, fact, file, corrected: false };
    let mut files = BTreeMap::new();
    let mut found = |item| fault(&item, &mut files);
    assert!(found(of("port", "8530", "causes/endpoint-unreachable.md")).is_some());
    assert!(found(of("command", "net stop nobody", "causes/components-damaged.md")).is_some());
    assert!(
        found(of("log:ScanAgent", "No log has this", "flows/client-scan/1.2-ask-location-services.md"))
            .is_some()
    );
    assert!(found(of("cause", "anything", "causes/no-such-cause.md")).is_some());
    assert!(found(of("kb", "3050265", "causes/windows7-out-of-memory.md")).is_none());
}
