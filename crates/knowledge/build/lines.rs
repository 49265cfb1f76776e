//! Reads what rows of evidence and of facts have in common: where their line stands, its pattern and its samples.

use super::evidence::Pattern;
use super::known::Known;
use super::pattern::pattern;
use super::row::{At, Row, keep};
use super::samples::Sample;

/// The log that a line stands in: that of its component, or one whose format names none.
pub(crate) fn log_of_component(
    row: &Row<'_>,
    component: At<&'static str>,
    known: &Known,
) -> Option<&'static str> {
    let name = component.value;
    let log = known.logs.iter().find(|log| log.components.contains(&name));
    let log = log.or_else(|| known.logs.iter().find(|log| log.name == name && log.components.is_empty()));
    if log.is_none() {
        let words = format!("logs.toml has no component `{name}`, nor a log of that name without components");
        row.fault(component.line, words);
    }
    log.map(|log| log.name)
}

/// The pattern of a line, which may capture these names; that of nothing after a fault.
pub(crate) fn read_pattern(row: &mut Row<'_>, captures: &[&str]) -> Pattern {
    let written = row.text("pattern");
    let pattern = if written.value.is_empty() { None } else { Some(pattern(written.value, captures)) };
    let pattern = pattern.and_then(|pattern| pattern.map_err(|words| row.fault(written.line, words)).ok());
    pattern.unwrap_or(Pattern::NONE)
}

/// Lines that a pattern matches.
pub(crate) fn samples_of(row: &mut Row<'_>) -> Vec<Sample> {
    let samples = row.texts("samples");
    if samples.is_empty() {
        row.fault(row.place.line, "`samples` is missing: lines that the pattern matches");
    }
    let file = keep(row.place.file);
    samples.iter().map(|at| Sample { file, line: at.line, text: at.value }).collect()
}
