//! Files that grow while the log viewer follows them: the engine reads each again, and the verdict follows.

use report::{FileMeta, Request};

use super::{Engine, Session};
use crate::message::Effect;

/// How many times longer than reading the pause after it is.
const REST: f64 = 4.0;

impl Session {
    /// A file has grown. It is read again when nothing else is: several changes in a row are read once.
    pub(crate) fn grown(&mut self, number: u32, size: u64, modified: i64) {
        let Some(file) = self.files.iter_mut().find(|file| file.meta.file == number) else { return };
        (file.meta.size, file.meta.modified) = (size, Some(modified));
        if !self.grown.files.contains(&number) {
            self.grown.files.push(number);
        }
    }

    /// Reads the files again that have grown, if the engine has time.
    pub(super) fn read_grown(&mut self, now: f64) -> Vec<Effect> {
        let is_free = self.engine == Engine::Running && !self.reading && !self.busy();
        if self.grown.files.is_empty() || !is_free || now < self.grown.due {
            return vec![];
        }
        self.batch = std::mem::take(&mut self.grown.files);
        self.batch.sort_unstable();
        (self.sent, self.reading, self.last_reply) = (self.batch.len(), true, None);
        self.grown.began = Some(now);
        let meta = |number: &u32| {
            let file = self.files.iter().find(|file| file.meta.file == *number);
            file.map(|file| file.meta.clone())
        };
        let files: Vec<FileMeta> = self.batch.iter().filter_map(meta).collect();
        vec![Effect::Ask(Request::ReadAgain { files })]
    }

    /// Whether only files that have grown are being read: the page shows their earlier report until then.
    pub(super) fn reads_grown(&self) -> bool {
        self.grown.began.is_some()
    }

    /// Reading has ended.
    pub(super) fn end_grown(&mut self, now: f64) {
        if let Some(began) = self.grown.began.take() {
            self.grown.due = now + (now - began) * REST;
        }
    }
}
