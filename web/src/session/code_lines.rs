//! The lines of the logs that contain a code, which the page of the code requests from the engine.

use report::{CodeLine, Request};

use super::{CodeOccurrences, Engine, Session};
use crate::message::Effect;

/// The most lines that are requested.
const MOST: u32 = 200;

impl Session {
    /// Requests the lines with a code, if there are logs.
    pub(crate) fn ask_code_lines(&mut self, code: u32) -> Vec<Effect> {
        if self.report.is_none() || self.engine != Engine::Running {
            return vec![];
        }
        self.ticket += 1;
        let ticket = self.ticket;
        // Until the new lines arrive, the lines of the same code stay.
        let known = self.code_lines.take().filter(|known| known.code == code);
        self.code_lines = Some(CodeOccurrences { code, ticket, ..known.unwrap_or_default() });
        vec![Effect::Ask(Request::CodeLines { ticket, code, most: MOST })]
    }

    /// The lines arrived; ignores answers to older requests.
    pub(super) fn take_code_lines(&mut self, ticket: u32, lines: Vec<CodeLine>, more: bool) -> Vec<Effect> {
        if let Some(known) = self.code_lines.as_mut().filter(|known| known.ticket == ticket) {
            (known.lines, known.more) = (Some(lines), more);
        }
        vec![]
    }
}
