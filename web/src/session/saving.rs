//! The text log that the engine writes of traces, piece by piece, to be saved.

use report::Request;

use super::{Engine, Saved, Saving, Session};
use crate::message::Effect;

impl Session {
    /// Traces are to be saved under this name.
    pub(crate) fn save(&mut self, name: String, files: Vec<u32>) {
        self.saving = Some(Saving { name, files, utc: false, bytes: 0, status: Saved::Open, ticket: 0 });
    }

    /// The times of what is saved are UTC, or not.
    pub(crate) fn save_times(&mut self, utc: bool) {
        if let Some(saving) = &mut self.saving {
            saving.utc = utc;
            saving.status = Saved::Open;
        }
    }

    /// Lets the text log be written.
    pub(crate) fn write_text(&mut self) -> Vec<Effect> {
        let Some(saving) = &mut self.saving else { return vec![] };
        if self.engine != Engine::Running {
            saving.status =
                Saved::Failed("The engine does not run: drop the traces again to save them.".to_owned());
            return vec![];
        }
        self.ticket += 1;
        (saving.ticket, saving.bytes, saving.status) = (self.ticket, 0, Saved::Writing);
        if !self.reading {
            self.heard = None;
        }
        let (ticket, files, utc) = (self.ticket, saving.files.clone(), saving.utc);
        vec![Effect::Ask(Request::Convert { ticket, files, utc })]
    }

    /// A piece of the text came, or why none does; of another question it is not taken.
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

    /// The engine ended: what was being written is not written to its end.
    pub(super) fn give_up_saving(&mut self) {
        if let Some(saving) = self.saving.as_mut().filter(|saving| saving.status == Saved::Writing) {
            saving.status =
                Saved::Failed("The engine stopped over it: try again when the files are read.".to_owned());
        }
    }
}
