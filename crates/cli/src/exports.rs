//! Where the report of `analyze` goes: in a form, with names masked on request, to standard output or a file.

use std::path::Path;

use export::{ExportContext, Mask, export};
use report::{ExportForm, Report, visible};

use crate::args::{Analyze, ReportFormat};
use crate::output::{NOT_WRITTEN, PrintedLines, print_message};
use crate::target::{ConvertFailure, OutputTarget};
use crate::text;

/// Where a report and the key of its mask are written.
pub(crate) struct ReportTargets {
    report: OutputTarget,
    /// The key, if it was asked for.
    key: Option<OutputTarget>,
}

impl ReportTargets {
    /// The targets that the command line names, or a message: why one cannot be written.
    pub(crate) fn of(options: &Analyze) -> Result<Self, String> {
        let report = OutputTarget::of(options.output.as_deref(), options.force)?;
        let key = |path: &Path| OutputTarget::of(Some(path), options.force);
        Ok(Self { report, key: options.mask_key.as_deref().map(key).transpose()? })
    }

    /// Writes the report, and the key first: without it nobody could read a masked report again. Returns the exit
    /// status if something cannot be written. Text for a terminal goes into `lines` instead if it is not for a file.
    pub(crate) fn write(
        &self,
        report: &Report,
        options: &Analyze,
        lines: &mut PrintedLines,
    ) -> Result<(), u8> {
        let masked;
        let mut report = report;
        if options.mask || self.key.is_some() {
            let mask = Mask::of(report);
            if let Some(target) = &self.key {
                write(target, &key_text(&mask))?;
            }
            masked = mask.masked(report);
            report = &masked;
        }
        let Some(form) = form_of(options.format) else {
            return match &self.report {
                OutputTarget::Standard => {
                    text::write(report, options.all, lines);
                    Ok(())
                }
                target => {
                    let mut plain = PrintedLines::default();
                    text::write(report, options.all, &mut plain);
                    write(target, plain.as_str())
                }
            };
        };
        let context = ExportContext { knowledge_date: knowledge::verified(), ..ExportContext::default() };
        write(&self.report, &export(report, form, &context))
    }
}

/// The form of a format; none for the text of a terminal.
fn form_of(format: ReportFormat) -> Option<ExportForm> {
    Some(match format {
        ReportFormat::Text => return None,
        ReportFormat::Markdown => ExportForm::Markdown,
        ReportFormat::Plain => ExportForm::Plain,
        ReportFormat::Html => ExportForm::Html,
        ReportFormat::Csv => ExportForm::Csv,
        ReportFormat::Ndjson => ExportForm::Ndjson,
        ReportFormat::Sarif => ExportForm::Sarif,
        ReportFormat::Mermaid => ExportForm::Flowchart,
        ReportFormat::MermaidSequence => ExportForm::Sequence,
        ReportFormat::Json => ExportForm::Json,
    })
}

/// The stand-ins with the names that they replace, a line each with a tab between them.
fn key_text(mask: &Mask) -> String {
    mask.key().iter().map(|(stand_in, name)| format!("{stand_in}\t{}\n", visible(name))).collect()
}

/// Writes a text; prints a message if that fails, and returns the exit status.
fn write(target: &OutputTarget, text: &str) -> Result<(), u8> {
    target.write(|out| Ok(out.write_all(text.as_bytes())?)).map_err(|failure| {
        match failure {
            ConvertFailure::Read(sentence) => print_message(&sentence),
            ConvertFailure::Write(error) => print_message(&target.problem(&error)),
        }
        NOT_WRITTEN
    })
}
