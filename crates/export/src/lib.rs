//! A report as text for a ticket, a file or another tool.
//!
//! All text of a report comes from logs, and is inert in every form: it is never markup, a link, a mention or a formula
//! where the text is shown. JSON is exact.

#![forbid(unsafe_code)]

mod bookmarks;
mod citations;
mod context;
mod csv;
mod finding;
mod html;
mod inline;
mod labels;
mod leading;
mod machine;
mod machines;
mod markdown;
mod mask;
mod mermaid;
mod ndjson;
mod plain;
mod plan;
mod sarif;
mod saved_report;
mod sections;
mod summary;
#[cfg(test)]
mod testing;
mod ticket;
mod times;
mod uri;
mod wording;

pub use context::ExportContext;
pub use csv::csv_cell;
pub use html::html_text;
pub use inline::code_span;
pub use markdown::fenced;
pub use mask::Mask;
pub use saved_report::{ReportContent, skipped_report};

use report::{ExportForm, Report};

/// The report in a form. Names in it are as the report has them: to mask them, mask the report first.
pub fn export(report: &Report, form: ExportForm, context: &ExportContext<'_>) -> String {
    match form {
        ExportForm::Markdown => markdown::markdown(&summary::ticket(report, context)),
        ExportForm::Plain => plain::plain(&summary::ticket(report, context)),
        ExportForm::Html => html::html(report, &summary::ticket(report, context)),
        ExportForm::Csv => csv::csv(report),
        ExportForm::Ndjson => ndjson::ndjson(report),
        ExportForm::Sarif => sarif::sarif(report),
        ExportForm::Flowchart => mermaid::flowchart(report),
        ExportForm::Sequence => mermaid::sequence(report),
        ExportForm::Json => json(report),
    }
}

/// The whole report, as docs/json.md describes it.
fn json(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}
