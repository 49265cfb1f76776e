//! The report in another form, for the page to copy or to save.

use export::{ExportContext, Mask, export};
use report::{Bookmark, ExportForm, Reply};

use crate::worker::EngineWorker;

/// What the page asks for.
pub(crate) struct ExportRequest {
    pub(crate) ticket: u32,
    pub(crate) form: ExportForm,
    /// Whether names are replaced by stand-ins.
    pub(crate) mask: bool,
    /// The machine's index in the report; none for all.
    pub(crate) machine: Option<u32>,
    /// The user's answers to the scoping questions: the question's id, the answer.
    pub(crate) answers: Vec<(String, String)>,
    /// The lines that the user marked.
    pub(crate) bookmarks: Vec<Bookmark>,
}

impl EngineWorker {
    /// The report in a form, and what was replaced in it.
    pub(crate) fn export(&self, request: ExportRequest) -> Reply {
        let ExportRequest { ticket, form, mask, machine, mut answers, mut bookmarks } = request;
        let mut report = self.host.session.stable_report();
        let machine = machine.and_then(|at| report.machines.get(at as usize).cloned());
        report = machine.unwrap_or(report);
        let mask = mask.then(|| Mask::with_answers(&report, &answers, &bookmarks));
        if let Some(mask) = &mask {
            report = mask.masked(&report);
            answers.iter_mut().for_each(|(_, answer)| *answer = mask.text(answer));
            bookmarks.iter_mut().for_each(|bookmark| *bookmark = mask.bookmark(bookmark));
        }
        let knowledge_date = knowledge::verified();
        let context = ExportContext { answers: &answers, bookmarks: &bookmarks, knowledge_date };
        let text = export(&report, form, &context);
        Reply::Exported { ticket, text, key: mask.map_or_else(Vec::new, |mask| mask.key()) }
    }
}
