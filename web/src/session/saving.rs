//! Saves the text log that the engine writes from traces, piece by piece.

use report::Request;

use super::{Engine, Saved, Saving, Session};
use crate::message::Effect;

impl Session {
    /// Prepares to save traces under this name.
    pub(crate) fn save(&mut self, name: String, files: Vec<u32>) {
        self.saving = Some(Saving { name, files, utc: false, bytes: 0, status: Saved::Open, ticket: 0 });
    }

    /// Sets whether the saved times are in UTC.
    pub(crate) fn save_times(&mut self, utc: bool) {
        if let Some(saving) = &mut self.saving {
            saving.utc = utc;
            saving.status = Saved::Open;
        }
    }

    /// Writes the text log.
    pub(crate) fn write_text(&mut self) -> Vec<Effect> {
        let Some(saving) = &mut self.saving else { return vec![] };
        if self.engine != Engine::Running {
            saving.status =
                Saved::Failed("The engine is not running: drop the traces again to save them.".to_owned());
            return vec![];
        }
        self.ticket += 1;
        (saving.ticket, saving.bytes, saving.status) = (self.ticket, 0, Saved::Writing);
        if !self.reading {
            self.last_reply = None;
        }
        let (ticket, files, utc) = (self.ticket, saving.files.clone(), saving.utc);
        vec![Effect::Ask(Request::Convert { ticket, files, utc })]
    }

    /// A piece of the text arrived, or why not; ignores answers to other requests.
    pub(super) fn converted(
        &mut self,
        ticket: u32,
        bytes: Vec<u8>,
        done: bool,
        problem: Option<String>,
    ) -> Vec<Effect> {
        let writes = |saving: &&mut Saving| saving.ticket == ticket && saving.status == Saved::Writing;
        let Some(saving) = self.saving.as_mut().filter(writes) else { return vec![] };
        if let Some(problem) = problem {
            saving.status = Saved::Failed(problem);
            return vec![];
        }
        let first = saving.bytes == 0;
        saving.bytes += bytes.len() as u64;
        let mut effects = vec![Effect::Gather { bytes, first }];
        if done {
            saving.status = Saved::Done;
            effects.push(Effect::Save(saving.name.clone()));
        }
        effects
    }

    /// The engine ended: the text log is incomplete.
    pub(super) fn abort_saving(&mut self) {
        if let Some(saving) = self.saving.as_mut().filter(|saving| saving.status == Saved::Writing) {
            saving.status =
                Saved::Failed("The engine stopped: try again when the files are read.".to_owned());
        }
    }
}
