//! Reads operations.toml, and which operation a line reports the end of.

use basics::{EvidenceKind, Severity};
use knowledge_model::evidence::{Ends, Pattern, ResultLine, ResultOutcome};
use knowledge_model::model::Operation;

use crate::fault::{Faults, LineRef};
use crate::files::DataFiles;
use crate::known::{KnownNames, is_kebab};
use crate::row::{At, SEVERITIES, TomlRow};

/// The outcomes of an operation.
pub(crate) const OUTCOMES: [(&str, ResultOutcome); 4] = [
    ("ok", ResultOutcome::Ok),
    ("failed", ResultOutcome::Failed),
    ("by_code", ResultOutcome::ByCode),
    ("cancelled", ResultOutcome::Cancelled),
];

/// The captures that contain a code.
const CODES: [&str; 2] = ["code", "win32"];

/// Codes that mean the same for every operation.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OperationCodes {
    pub(crate) collective: &'static [u32],
    pub(crate) generic: &'static [u32],
    pub(crate) cancelled: &'static [u32],
}

/// operations.toml, before the steps are known.
pub(crate) fn read(
    files: &DataFiles,
    known: &mut KnownNames,
    faults: &Faults,
) -> (Vec<Operation>, OperationCodes) {
    const FILE: &str = "operations.toml";
    let Some(mut table) = TomlRow::parse(FILE, files.text(FILE, faults), 0, faults) else {
        return (Vec::new(), OperationCodes::default());
    };
    let mut codes = |key| known.codes(&table.texts_or_empty(key), table.place, faults);
    let codes = OperationCodes {
        collective: codes("collective_codes"),
        generic: codes("generic_codes"),
        cancelled: codes("cancelled_codes"),
    };
    let mut operations: Vec<Operation> = Vec::new();
    let mut part_of: Vec<At<&'static str>> = Vec::new();
    for mut row in table.rows("operation") {
        let id = row.text("id");
        if !id.value.is_empty() && !is_kebab(id.value) {
            row.fault(
                id.line,
                format!("`{}` is not an ID: lower-case words, as in install-update", id.value),
            );
        }
        if operations.iter().any(|other| other.id == id.value) {
            row.fault(id.line, format!("duplicate operation {}", id.value));
        }
        let run = row.texts("run");
        if run.len() != 2 {
            row.fault(row.place.line, "`run` is the singular and the plural: [\"search\", \"searches\"]");
        }
        let run = |at: usize| run.get(at).map_or("", |name| name.value);
        let named = row.text_at("named");
        if let Some(named) = named.filter(|named| named.value.matches("{name}").count() != 1) {
            row.fault(named.line, "`named` must contain `{name}` once: \"installation of {name}\"");
        }
        let step = row.text("step");
        let (flow, step) = step.value.split_once('/').unwrap_or_else(|| {
            row.fault(step.line, "`step` is a flow and its step: \"install/5\"");
            ("", "")
        });
        let whole = row.text_at("part_of");
        part_of.extend(whole);
        operations.push(Operation {
            id: id.value,
            run: (run(0), run(1)),
            named: named.map_or("", |named| named.value),
            flow,
            step,
            severity: row.needed_word("severity", &SEVERITIES).unwrap_or(Severity::Info),
            is_of_updates: row.flag("updates", false),
            part_of: whole.map_or("", |at| at.value),
        });
        known.operations.insert(id.value, id.line);
        row.finish();
    }
    for at in part_of.iter().filter(|at| !known.operations.contains_key(at.value)) {
        faults.add(LineRef { file: FILE, line: at.line }, format!("there is no operation `{}`", at.value));
    }
    table.finish();
    (operations, codes)
}

/// The operation whose end a row of a step reports, if it names one.
///
/// The outcome is that of its run, or what it shows.
pub(crate) fn result_of(
    row: &mut TomlRow<'_>,
    (shows, ends): (EvidenceKind, Option<Ends>),
    pattern: &Pattern,
    known: &KnownNames,
) -> Option<ResultLine> {
    let operation = row.text_at("operation")?;
    if !known.operations.contains_key(operation.value) {
        row.fault(operation.line, format!("operations.toml has no operation `{}`", operation.value));
    }
    let outcome = row.word("outcome", &OUTCOMES).or(match (ends, shows) {
        (Some(Ends::ByCode), _) => Some(ResultOutcome::ByCode),
        (Some(Ends::Ok), _) | (None, EvidenceKind::Done) => Some(ResultOutcome::Ok),
        (Some(Ends::Failed), _) | (None, EvidenceKind::Failed) => Some(ResultOutcome::Failed),
        _ => None,
    });
    if outcome.is_none() {
        row.fault(operation.line, "the outcome of the operation is unknown: add `outcome`");
    }
    let outcome = outcome.unwrap_or(ResultOutcome::Ok);
    Some(result_line(row, operation.value, outcome, pattern))
}

/// The outcome of an operation, and which capture names its goal.
pub(crate) fn result_line(
    row: &mut TomlRow<'_>,
    operation: &'static str,
    outcome: ResultOutcome,
    pattern: &Pattern,
) -> ResultLine {
    let key = row.text_at("key");
    if *pattern != Pattern::NONE {
        if let Some(key) = key.filter(|key| !pattern.captures.contains(&key.value)) {
            row.fault(
                key.line,
                format!("`key` must be a capture of the pattern, which does not capture `{}`", key.value),
            );
        }
        if outcome == ResultOutcome::ByCode && !CODES.iter().any(|name| pattern.captures.contains(name)) {
            row.fault(row.place.line, "an outcome by code needs a pattern that captures `code` or `win32`");
        }
    }
    let code = row.text_at("code").map_or(0, |code| {
        let digits = code.value.strip_prefix("0x").unwrap_or_default();
        u32::from_str_radix(digits, 16).unwrap_or_else(|_| {
            row.fault(code.line, format!("`{}` is not a code: write 0x and eight digits", code.value));
            0
        })
    });
    ResultLine { operation, outcome, key: key.map_or("", |key| key.value), code }
}
