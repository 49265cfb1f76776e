//! A report as text for a ticket, a file or another tool.
//!
//! All text of a report comes from logs, and is inert in every form: it is never markup, a link, a mention or a formula
//! where the text is shown. JSON is exact.

#![forbid(unsafe_code)]

mod context;
mod csv;
mod labels;
mod leading;
mod mask;
mod mermaid;
mod ndjson;
mod sarif;
#[cfg(test)]
mod testing;
mod uri;

pub use context::ExportContext;
pub use mask::Mask;

use report::{ExportForm, Report};

/// The report in a form. Names in it are as the report has them: to mask them, mask the report first.
pub fn export(report: &Report, form: ExportForm, _: &ExportContext<'_>) -> String {
    match form {
        ExportForm::Csv => csv::csv(report),
        ExportForm::Ndjson => ndjson::ndjson(report),
        ExportForm::Sarif => sarif::sarif(report),
        ExportForm::Flowchart => mermaid::flowchart(report),
        ExportForm::Sequence => mermaid::sequence(report),
        ExportForm::Markdown | ExportForm::Plain | ExportForm::Html | ExportForm::Json => {
            serde_json::to_string_pretty(report).unwrap_or_default()
        }
    }
}
