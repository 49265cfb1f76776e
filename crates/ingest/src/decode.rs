//! Decodes traces and event logs to text, which is read as a log; collects `.tmf` files, the formats of traces.

use logfile::{Binary, Source, TOO_MANY_FORMATS};

use crate::host::{Body, DecodeFault, Host};
use crate::ingest::{Ingest, IngestStep};
use crate::reads::ReadRequest;
use crate::task::{Stage, Task};

const TRACE: &str = "The trace reader failed on this file, so nothing of it is in the report: run \
    Get-WindowsUpdateLog on that machine and drop the WindowsUpdate.log that it writes.";
const EVENTS: &str = "The event log reader failed on this file, so nothing of it is in the report: save the log \
    as text in the Event Viewer and drop that file.";

/// Why a file could not be decoded.
fn stopped(kind: Binary) -> &'static str {
    match kind {
        Binary::Trace => TRACE,
        Binary::EventLog => EVENTS,
    }
}

impl Ingest {
    /// Decodes the next block of a trace or an event log.
    pub(crate) fn decode(&mut self, task: Task, host: &mut dyn Host) -> IngestStep {
        let Stage::Decode { read, .. } = task.stage else { return IngestStep::Work };
        match self.next_block(&task, read) {
            Some(Ok(block)) => self.decode_block(task, &block, host),
            Some(Err(reason)) => self.refuse(&task, &reason, host),
            None => self.keep(task, IngestStep::Wait),
        }
    }

    /// The block that begins at a byte; none if it is not available yet.
    pub(crate) fn next_block(&mut self, task: &Task, read: u64) -> Option<Result<Vec<u8>, String>> {
        let range = self.block_at(&task.file, read);
        let following = self.following(task, range.end, false).filter(|next| next.body == task.body);
        self.bytes(&ReadRequest { body: task.body, range, is_begun: false }, following)
    }

    /// Decodes a block; at the end of the file its text is read next.
    pub(crate) fn decode_block(&mut self, mut task: Task, block: &[u8], host: &mut dyn Host) -> IngestStep {
        let Stage::Decode { mut decoder, kind, read } = task.stage else { return IngestStep::Work };
        task.stage = Stage::Start { tail: None };
        let read = read + block.len() as u64;
        if decoder.push(block).is_err() {
            return self.refuse(&task, stopped(kind), host);
        }
        self.progress.advance(task.file.file, read);
        if read < task.file.size {
            task.stage = Stage::Decode { decoder, kind, read };
            return self.keep(task, IngestStep::Work);
        }
        let body = Body::Text(task.file.file);
        let mut text = DecodedText { size: 0, lacks_formats: false, error: None };
        let finished = decoder.finish(&mut |piece| {
            if text.size == 0 {
                text.lacks_formats = Source::of(&piece).is_some_and(|source| source.symbols > 0);
            }
            text.size += piece.len() as u64;
            text.error = text.error.or(host.storage().store(body, piece).err());
        });
        match (finished, text.error) {
            (Err(DecodeFault), _) => return self.refuse_text(&task, body, stopped(kind), host),
            (_, Some(reason)) => return self.refuse_text(&task, body, reason, host),
            _ => {}
        }
        if text.lacks_formats {
            self.lacking.add(task.file.clone(), task.body, task.depth, &self.formats);
        }
        (task.body, task.file.size) = (body, text.size);
        self.keep(task, IngestStep::Work)
    }

    fn refuse_text(&mut self, task: &Task, text: Body, reason: &str, host: &mut dyn Host) -> IngestStep {
        host.storage().forget(text);
        self.refuse(task, reason, host)
    }

    /// Begins a `.tmf` file. If there is no room for it, it is skipped and listed as such.
    pub(crate) fn begin_formats(
        &mut self,
        mut task: Task,
        block: Vec<u8>,
        host: &mut dyn Host,
    ) -> IngestStep {
        if task.file.size > self.formats.room() {
            return self.skip_formats(&task, TOO_MANY_FORMATS, host);
        }
        task.stage = Stage::Formats { text: block };
        self.take_formats(task, host)
    }

    /// Reads the next block of a `.tmf` file.
    pub(crate) fn read_formats(&mut self, mut task: Task, host: &mut dyn Host) -> IngestStep {
        let Stage::Formats { text } = &task.stage else { return IngestStep::Work };
        match self.next_block(&task, text.len() as u64) {
            Some(Ok(block)) => {
                if let Stage::Formats { text } = &mut task.stage {
                    text.extend(block);
                }
                self.take_formats(task, host)
            }
            Some(Err(reason)) => self.skip_formats(&task, &reason, host),
            None => self.keep(task, IngestStep::Wait),
        }
    }

    fn take_formats(&mut self, task: Task, host: &mut dyn Host) -> IngestStep {
        let Stage::Formats { text } = &task.stage else { return IngestStep::Work };
        self.progress.advance(task.file.file, text.len() as u64);
        if (text.len() as u64) < task.file.size {
            return self.keep(task, IngestStep::Work);
        }
        self.formats.add(text);
        self.finish(&task, None, host)
    }

    fn skip_formats(&mut self, task: &Task, reason: &str, host: &mut dyn Host) -> IngestStep {
        self.skip_file(&task.file, reason, false, host);
        self.finish(task, Some(reason), host)
    }
}

/// The metadata of a decoded text.
struct DecodedText {
    size: u64,
    lacks_formats: bool,
    /// Why it cannot be stored.
    error: Option<&'static str>,
}
