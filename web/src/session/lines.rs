//! The lines around a line of a file, which the page requests from the engine after the report.

use report::{LineRow, Request};

use super::{Engine, Lines, Session};
use crate::message::Effect;

impl Session {
    /// Opens a line of a file.
    pub(crate) fn open(&mut self, file: u32, log: String, line: u64) -> Vec<Effect> {
        self.lines = Some(Lines { file, log, line, before: 12, after: 12, ..Lines::default() });
        self.ask_lines()
    }

    /// Shows more before and after the line that is open.
    pub(crate) fn more_lines(&mut self, before: u32, after: u32) -> Vec<Effect> {
        if let Some(lines) = &mut self.lines {
            lines.before += before;
            lines.after += after;
        }
        self.ask_lines()
    }

    fn ask_lines(&mut self) -> Vec<Effect> {
        let Some(lines) = &mut self.lines else { return vec![] };
        if self.engine != Engine::Running {
            lines.problem = Some("The engine is not running: drop the file again to view it.".to_owned());
            return vec![];
        }
        self.ticket += 1;
        (lines.ticket, lines.waiting) = (self.ticket, true);
        if !self.reading {
            self.last_reply = None;
        }
        let &mut Lines { ticket, file, line, before, after, .. } = lines;
        vec![Effect::Ask(Request::Lines { ticket, file, line, before, after })]
    }

    /// The lines arrived, or why not; ignores answers to older requests.
    pub(super) fn answered(
        &mut self,
        ticket: u32,
        rows: Vec<LineRow>,
        problem: Option<String>,
    ) -> Vec<Effect> {
        let Some(lines) = self.lines.as_mut().filter(|lines| lines.ticket == ticket) else { return vec![] };
        let first = lines.rows.is_empty();
        lines.waiting = false;
        (lines.rows, lines.problem) = (rows, problem);
        if first { vec![Effect::ScrollTo("chosen-line".to_owned())] } else { vec![] }
    }
}
