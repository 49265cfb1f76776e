//! The report in another form, for a ticket or a file: the engine writes it, the page copies or saves it.

use report::{Bookmark, ExportForm, Request, visible, visible_lines};

use super::{Engine, ExportedText, Session};
use crate::message::Effect;
use crate::routes::Of;

/// The forms, each with its title and the name of its file.
pub(crate) const FORMS: [(ExportForm, &str, &str); 9] = [
    (ExportForm::Markdown, "Markdown", "wuscope-report.md"),
    (ExportForm::Plain, "Plain text", "wuscope-report.txt"),
    (ExportForm::Html, "HTML report", "wuscope-report.html"),
    (ExportForm::Csv, "CSV", "wuscope-findings.csv"),
    (ExportForm::Ndjson, "NDJSON", "wuscope-report.ndjson"),
    (ExportForm::Sarif, "SARIF", "wuscope-report.sarif"),
    (ExportForm::Flowchart, "Mermaid flowchart", "wuscope-flowchart.mmd"),
    (ExportForm::Sequence, "Mermaid sequence", "wuscope-sequence.mmd"),
    (ExportForm::Json, "JSON", "wuscope-report.json"),
];

impl Session {
    /// Prepares a form of the report.
    pub(crate) fn export(&mut self, form: ExportForm, mask: bool, is_for_copy: bool) {
        let (text, key, problem, ticket) = (None, Vec::new(), None, 0);
        self.export = Some(ExportedText { form, mask, text, key, problem, is_for_copy, ticket });
    }

    /// Requests the text of the prepared form, with the user's answers to the scoping questions and the marked lines.
    pub(crate) fn ask_export(
        &mut self,
        of: Of,
        answers: Vec<(String, String)>,
        bookmarks: Vec<Bookmark>,
    ) -> Vec<Effect> {
        let machine = of.and_then(|_| self.place(of)).map(|(place, _)| place);
        let Some(export) = &mut self.export else { return vec![] };
        if self.engine != Engine::Running {
            export.problem = Some("The engine is not running: drop the logs again to export the report.");
            return vec![];
        }
        self.ticket += 1;
        (export.ticket, export.problem) = (self.ticket, None);
        // The engine has no prose.
        let part = |part: usize| Some((part as u32, knowledge::given_file(part)?));
        let knowledge = knowledge::REMEDIES.filter_map(part).collect();
        let &mut ExportedText { ticket, form, mask, .. } = export;
        vec![Effect::Ask(Request::Export { ticket, form, mask, machine, answers, bookmarks, knowledge })]
    }

    /// Requests the report as JSON, for the page around the frame. It needs no prose.
    pub(crate) fn ask_result(&mut self) -> Vec<Effect> {
        self.ticket += 1;
        self.result = Some(self.ticket);
        let (ticket, form) = (self.ticket, ExportForm::Json);
        let (answers, bookmarks, knowledge) = (vec![], vec![], vec![]);
        let (mask, machine) = (false, None);
        vec![Effect::Ask(Request::Export { ticket, form, mask, machine, answers, bookmarks, knowledge })]
    }

    /// Whether the reply with this ticket is the report for the page around the frame.
    pub(crate) fn is_result(&self, ticket: u32) -> bool {
        self.result == Some(ticket)
    }

    /// The text arrived; ignores answers to older requests.
    pub(super) fn exported(&mut self, ticket: u32, text: String, key: Vec<(String, String)>) -> Vec<Effect> {
        let Some(export) = self.export.as_mut().filter(|export| export.ticket == ticket) else {
            return vec![];
        };
        (export.text, export.key) = (Some(text), key);
        if export.is_for_copy { self.copy_export() } else { vec![] }
    }

    /// Copies the text, which can be pasted into a terminal.
    pub(crate) fn copy_export(&self) -> Vec<Effect> {
        let text = self.export.as_ref().and_then(|export| export.text.clone());
        let copy = |text: String| Effect::Copy("ticket".to_owned(), visible_lines(&text).into_owned());
        text.map(copy).into_iter().collect()
    }

    /// Saves the text, or what was replaced in it.
    pub(crate) fn save_export(&self, is_key: bool) -> Vec<Effect> {
        let Some(export) = &self.export else { return vec![] };
        let (text, name): (String, &str) = if is_key {
            let row = |(stand_in, original): &(String, String)| {
                [stand_in.as_str(), "\t", &visible(original), "\n"].concat()
            };
            (export.key.iter().map(row).collect(), "wuscope-key.txt")
        } else {
            let form = FORMS.iter().find(|(form, ..)| *form == export.form);
            (export.text.clone().unwrap_or_default(), form.map_or("", |form| form.2))
        };
        vec![Effect::Gather { bytes: text.into_bytes(), first: true }, Effect::Save(name.to_owned())]
    }

    /// The engine ended: the text does not arrive.
    pub(super) fn abort_export(&mut self) {
        if let Some(export) = self.export.as_mut().filter(|export| export.text.is_none()) {
            export.problem = Some("The engine stopped: try again when the files are read.");
        }
    }
}
