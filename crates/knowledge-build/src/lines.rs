//! Reads the evidence of a step, and how any line of a log is recognized: its component, its pattern, its samples.

use basics::EvidenceKind;
use knowledge_model::evidence::{
    Ends, Evidence, EvidenceId, FailureRole, LineScope, LogLevel, Pattern, RunEffect, RunLink, Thread,
};

use crate::fault::Faults;
use crate::known::{KnownNames, is_kebab};
use crate::operations::result_of;
use crate::pattern::{CAPTURES, pattern};

use crate::row::{At, TomlRow, keep};
use crate::sample_line::SampleLine;

const SHOWS: [(&str, EvidenceKind); 5] = [
    ("started", EvidenceKind::Started),
    ("progress", EvidenceKind::Progress),
    ("done", EvidenceKind::Done),
    ("failed", EvidenceKind::Failed),
    ("benign", EvidenceKind::Benign),
];
const LEVELS: [(&str, LogLevel); 3] =
    [("default", LogLevel::Default), ("verbose", LogLevel::Verbose), ("debug", LogLevel::Debug)];
const THREADS: [(&str, Thread); 2] = [("holds", Thread::Holds), ("frees", Thread::Frees)];
const ENDS: [(&str, Ends); 5] = [
    ("by-code", Ends::ByCode),
    ("ok", Ends::Ok),
    ("failed", Ends::Failed),
    ("skipped", Ends::Skipped),
    ("restart", Ends::Restart),
];

/// Evidence that was found, before its references are resolved.
pub(crate) struct OpenEvidence<'a> {
    pub(crate) id: &'static str,
    pub(crate) component: &'static str,
    /// Of a row of results/*.toml: its operation.
    pub(crate) result_of: Option<&'static str>,
    pub(crate) row: TomlRow<'a>,
}

/// Registers an evidence by its ID and log.
pub(crate) fn declare<'a>(mut row: TomlRow<'a>, known: &mut KnownNames) -> OpenEvidence<'a> {
    let id = row.text("id");
    if !id.value.is_empty() && !id.value.split('.').all(is_kebab) {
        row.fault(
            id.line,
            format!("`{}` is not an ID of evidence: lower-case words, as in location.sent", id.value),
        );
    }
    let index = EvidenceId(u16::try_from(known.evidence_logs.len()).unwrap_or(u16::MAX));
    known.evidence_logs.push("");
    if known.evidence.insert(id.value, index).is_some() {
        row.fault(id.line, format!("duplicate evidence `{}`", id.value));
    }
    let component = row.text("component");
    if let Some(log) = log_of_component(&row, component, known) {
        known.evidence_logs[usize::from(index.0)] = log;
    }
    OpenEvidence { id: id.value, component: component.value, result_of: None, row }
}

/// The log of a line: that of its component, or the log of this name.
pub(crate) fn log_of_component(
    row: &TomlRow<'_>,
    component: At<&'static str>,
    known: &KnownNames,
) -> Option<&'static str> {
    let name = component.value;
    let log = known.logs.iter().find(|log| log.components.contains(&name));
    let log = log.or_else(|| known.logs.iter().find(|log| log.name == name));
    if log.is_none() {
        let words = format!("logs.toml has neither a component nor a log `{name}`");
        row.fault(component.line, words);
    }
    log.map(|log| log.name)
}

/// The components that write a line: the one that is named, or all of the log that is named; none if its format has
/// none.
pub(crate) fn components_of(
    component: &'static str,
    log: &str,
    known: &KnownNames,
) -> &'static [&'static str] {
    match known.log(log) {
        Some(log) if !log.components.contains(&component) => log.components,
        _ => vec![component].leak(),
    }
}

/// The pattern of a line, which can capture these names; an empty one after a fault.
pub(crate) fn read_pattern(row: &mut TomlRow<'_>, captures: &[&str]) -> Pattern {
    let written = row.text("pattern");
    let pattern = if written.value.is_empty() { None } else { Some(pattern(written.value, captures)) };
    let pattern = pattern.and_then(|pattern| pattern.map_err(|words| row.fault(written.line, words)).ok());
    pattern.unwrap_or(Pattern::NONE)
}

/// Lines that a pattern matches.
pub(crate) fn samples_of(row: &mut TomlRow<'_>) -> Vec<SampleLine> {
    let samples = row.texts("samples");
    if samples.is_empty() {
        row.fault(row.place.line, "`samples` is missing: lines that the pattern matches");
    }
    let file = keep(row.place.file);
    samples.iter().map(|at| SampleLine { file, line: at.line, text: at.value }).collect()
}

/// Reads evidence whose pattern has this index, of a step of a flow.
pub(crate) fn read_evidence(
    OpenEvidence { id, component, mut row, .. }: OpenEvidence<'_>,
    (flow, step): (&'static str, &'static str),
    index: EvidenceId,
    known: &KnownNames,
    faults: &Faults,
) -> (Evidence, Pattern, Vec<SampleLine>) {
    let log = known.log_of(index);
    let pattern = read_pattern(&mut row, &CAPTURES);
    let samples = samples_of(&mut row);
    let scope = scope_of(&mut row);
    let link = link_of(&mut row, log, scope, known, faults);
    let effect = effect_of(&mut row, link.thread, pattern.captures, known, faults);
    let topic = row.number("topic", 1, 99_999).unwrap_or_default();
    if topic > 0 && !(known.topics.contains(&topic) && pattern.captures.contains(&"state")) {
        let words = "`topic` must be in states.toml and requires a captured `state`";
        row.fault(row.place.line, words);
    }
    let shows = row.needed_word("shows", &SHOWS).unwrap_or(EvidenceKind::Progress);
    let result = result_of(&mut row, (shows, effect.ends), &pattern, known);
    let evidence = Evidence {
        index,
        id,
        flow,
        step,
        summary: row.phrase("summary"),
        log,
        components: components_of(component, log, known),
        shows,
        level: row.word("level", &LEVELS).unwrap_or(LogLevel::Default),
        topic,
        scope,
        link,
        effect,
        result,
    };
    row.finish();
    (evidence, pattern, samples)
}

/// Whether a line is about a run, the machine, or a switch of it.
fn scope_of(row: &mut TomlRow<'_>) -> LineScope {
    match (row.flag("machine", false), row.text_or_none("switch")) {
        (true, Some(switch)) => LineScope::Switch(switch),
        (true, None) => LineScope::Machine,
        (false, None) => LineScope::Run,
        (false, Some(_)) => {
            row.fault(row.place.line, "a switch requires a machine: add `machine = true`");
            LineScope::Run
        }
    }
}

/// How a line finds its run.
fn link_of(
    row: &mut TomlRow<'_>,
    log: &str,
    scope: LineScope,
    known: &KnownNames,
    faults: &Faults,
) -> RunLink {
    let (place, line) = (row.place, row.place.line);
    let (after, near) = (row.texts("after"), row.texts("near"));
    for at in &after {
        let other = known.evidence.get(at.value).map(|other| known.log_of(*other));
        if other.is_some_and(|other| other != log) {
            row.fault(
                at.line,
                format!("`after` refers to the same log; `{}` is in another: use `near`", at.value),
            );
        }
    }
    let within = row.seconds("within");
    if within.is_some() && after.is_empty() && near.is_empty() {
        row.fault(line, "`within` limits `after` or `near`, and both are missing");
    }
    RunLink {
        opens: row.flag("opens", scope == LineScope::Run),
        thread: row.word("thread", &THREADS).unwrap_or(Thread::Free),
        after: known.evidence(&after, place, faults),
        by_end: row.flag("by_end", false),
        near: known.evidence(&near, place, faults),
        within: within.unwrap_or_default(),
    }
}

/// What a line means for its run.
fn effect_of(
    row: &mut TomlRow<'_>,
    thread: Thread,
    captures: &[&str],
    known: &KnownNames,
    faults: &Faults,
) -> RunEffect {
    let (place, line) = (row.place, row.place.line);
    let ends = row.word("ends", &ENDS);
    if ends == Some(Ends::ByCode) && !captures.contains(&"code") {
        row.fault(line, "`ends = \"by-code\"` needs a pattern that captures `code`");
    }
    let skipped_without = row.texts("skipped_without");
    if !skipped_without.is_empty() && ends != Some(Ends::Ok) {
        row.fault(line, "`skipped_without` requires an end with success: add `ends = \"ok\"`");
    }
    let overdue = row.seconds("overdue").unwrap_or_default();
    if overdue > 0 && thread != Thread::Holds {
        row.fault(line, "`overdue` requires the thread: add `thread = \"holds\"`");
    }
    let role = match [row.flag("inner", false), row.flag("root", false), row.flag("echo", false)] {
        [false, false, false] => FailureRole::Plain,
        [true, false, false] => FailureRole::Reason,
        [false, true, false] => FailureRole::Root,
        [false, false, true] => FailureRole::Echo,
        _ => {
            row.fault(line, "a failure is only one of `inner`, `root` and `echo`");
            FailureRole::Plain
        }
    };
    RunEffect {
        role,
        ends,
        skipped_without: known.evidence(&skipped_without, place, faults),
        over_by: known.evidence(&row.texts("over_by"), place, faults),
        overdue,
    }
}
