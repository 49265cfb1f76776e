//! The settings as lines for a terminal.

use report::Report;

use crate::output::PrintedLines;
use crate::wording::plain;

/// The settings, a line each; if sources disagree, the value of each source.
pub(crate) fn write(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    if report.settings.is_empty() {
        return Ok(());
    }
    writeln!(out, "Settings")?;
    for setting in &report.settings {
        let mut sources: Vec<&str> = setting.values.iter().map(|value| value.source.as_str()).collect();
        sources.dedup();
        // Exports of different times or machines are not compared; each is shown.
        let has_several = setting.values.iter().any(|one| {
            setting.values.iter().any(|other| other.source == one.source && other.value != one.value)
        });
        if setting.sources_agree && !has_several {
            writeln!(out, "  {}: {}  ({})", setting.title, plain(&setting.value), sources.join(", "))?;
            continue;
        }
        let heading = if setting.sources_agree { "value per file" } else { "sources disagree" };
        writeln!(out, "  {}: {heading}", setting.title)?;
        for value in &setting.values {
            let line = &value.evidence;
            writeln!(out, "    {}  ({}, {}:{})", plain(&value.value), value.source, line.log, line.line)?;
        }
    }
    writeln!(out)
}
