//! The report in another form, for the page to copy or to save.

use export::{ExportContext, Mask, export};
use report::{ExportForm, Reply, Report};

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
}

impl EngineWorker {
    /// The report in a form, and what was replaced in it.
    pub(crate) fn export(&self, request: ExportRequest) -> Reply {
        let ExportRequest { ticket, form, mask, machine, mut answers } = request;
        let mut report = self.host.session.stable_report();
        let machine = machine.and_then(|at| report.machines.get(at as usize).cloned());
        report = machine.unwrap_or(report);
        let mask = mask.then(|| Mask::with_answers(&report, &answers));
        if let Some(mask) = &mask {
            report = mask.masked(&report);
            answers.iter_mut().for_each(|(_, answer)| *answer = mask.text(answer));
        }
        let text = text(&report, form, &answers);
        Reply::Exported { ticket, text, key: mask.map_or_else(Vec::new, |mask| mask.key()) }
    }
}

fn text(report: &Report, form: ExportForm, answers: &[(String, String)]) -> String {
    export(report, form, &ExportContext { answers, knowledge_date: knowledge::verified() })
}
