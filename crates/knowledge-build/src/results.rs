//! Reads results/*.toml: the lines with which components report the end of an operation. They become evidence of the
//! operation's step.

use std::collections::BTreeMap;

use basics::EvidenceKind;
use knowledge_model::evidence::{
    Evidence, EvidenceId, LineScope, LogLevel, Pattern, ResultOutcome, RunEffect, RunLink,
};
use knowledge_model::model::Operation;

use crate::fault::{Faults, LineRef};
use crate::files::DataFiles;
use crate::known::{KnownNames, is_kebab};
use crate::lines::{OpenEvidence, components_of, declare, read_pattern, samples_of};
use crate::operations::{OUTCOMES, result_line};
use crate::pattern::CAPTURES;
use crate::row::TomlRow;
use crate::sample_line::SampleLine;
use crate::tables::ROLES;

/// The results of each step of each flow, as `(flow, step)`, opened; they become evidence of it.
pub(crate) type OpenResults<'a> = BTreeMap<(&'static str, &'static str), Vec<OpenResult<'a>>>;

/// A row of results/*.toml whose operation is known.
pub(crate) struct OpenResult<'a> {
    operation: &'static str,
    /// The line on which it names a step other than that of its operation.
    step_line: Option<usize>,
    row: TomlRow<'a>,
}

/// results/*.toml, by the step that each row names, or that of its operation.
pub(crate) fn open<'a>(
    files: &'a DataFiles,
    operations: &[Operation],
    faults: &'a Faults,
) -> OpenResults<'a> {
    let mut open = OpenResults::new();
    for (file, text) in files.all().filter(|(file, _)| file.starts_with("results/")) {
        let name = file.strip_prefix("results/").and_then(|name| name.strip_suffix(".toml"));
        if !name.is_some_and(is_kebab) {
            let words = "a file of results/ is named in lower case with hyphens: results/agent.toml";
            faults.add(LineRef::file(file), words);
        }
        let Some(mut table) = TomlRow::parse(file, text, 0, faults) else { continue };
        for mut row in table.rows("result") {
            let id = row.text("operation");
            let own_step = row.text_at("step");
            match operations.iter().find(|operation| operation.id == id.value) {
                Some(operation) => {
                    let own = own_step.map(|at| at.value.split_once('/').unwrap_or((at.value, "")));
                    let step = own.unwrap_or((operation.flow, operation.step));
                    let step_line = own_step.map(|at| at.line);
                    open.entry(step).or_default().push(OpenResult {
                        operation: operation.id,
                        step_line,
                        row,
                    });
                }
                None if id.value.is_empty() => {}
                None => row.fault(id.line, format!("operations.toml has no operation `{}`", id.value)),
            }
        }
        table.finish();
    }
    open
}

/// Reports the rows whose own step does not exist; the steps of operations are checked with the operations.
pub(crate) fn check_steps(left: &OpenResults<'_>) {
    for ((flow, step), results) in left {
        for OpenResult { step_line, row, .. } in results {
            if let Some(line) = step_line {
                row.fault(*line, format!("there is no step {flow}/{step}"));
            }
        }
    }
}

/// Registers the results of a step as evidence of it.
pub(crate) fn declare_all<'a>(results: Vec<OpenResult<'a>>, known: &mut KnownNames) -> Vec<OpenEvidence<'a>> {
    let declared = |OpenResult { operation, row, .. }| OpenEvidence {
        result_of: Some(operation),
        ..declare(row, known)
    };
    results.into_iter().map(declared).collect()
}

/// Reads a row of results/*.toml, which becomes evidence of the step of its operation.
pub(crate) fn read_result(
    OpenEvidence { id, component, mut row, .. }: OpenEvidence<'_>,
    operation: &'static str,
    (flow, step): (&'static str, &'static str),
    index: EvidenceId,
    known: &KnownNames,
) -> (Evidence, Pattern, Vec<SampleLine>) {
    let log = known.log_of(index);
    let pattern = read_pattern(&mut row, &CAPTURES);
    let samples = samples_of(&mut row);
    let mut components = components_of(component, log, known).to_vec();
    components.extend(components_of_role(&mut row, component, known));
    let outcome = row.needed_word("outcome", &OUTCOMES).unwrap_or(ResultOutcome::ByCode);
    let evidence = Evidence {
        index,
        id,
        flow,
        step,
        summary: row.phrase("summary"),
        log,
        components: components.leak(),
        shows: match outcome {
            ResultOutcome::Ok => EvidenceKind::Done,
            ResultOutcome::Failed => EvidenceKind::Failed,
            ResultOutcome::ByCode | ResultOutcome::Cancelled => EvidenceKind::Progress,
        },
        level: LogLevel::Default,
        topic: 0,
        scope: LineScope::Operation,
        link: RunLink::NONE,
        effect: RunEffect::NONE,
        result: Some(result_line(&mut row, operation, outcome, &pattern)),
    };
    row.finish();
    (evidence, pattern, samples)
}

/// The other components of all logs of the role that a row names: such a result is one of any of them.
fn components_of_role(row: &mut TomlRow<'_>, own: &str, known: &KnownNames) -> Vec<&'static str> {
    let Some(role) = row.word("role", &ROLES) else { return Vec::new() };
    let of_role = || known.logs.iter().filter(|log| log.role == role);
    let components: Vec<&'static str> = of_role().flat_map(|log| log.components.iter().copied()).collect();
    if !components.contains(&own) && !of_role().any(|log| log.name == own) {
        row.fault(
            row.place.line,
            format!("`{own}` is no component of a log with the role `{}`", role.words()),
        );
    }
    components.into_iter().filter(|component| *component != own).collect()
}
