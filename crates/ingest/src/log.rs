//! A file is recognized by its first and last bytes; a log is passed to the sink block by block.

use archive::archive_kind;
use logfile::{EDGE, document, is_formats};

use crate::host::{Body, Host};
use crate::ingest::{Ingest, IngestStep};
use crate::pasted::Pasted;
use crate::reads::ReadRequest;
use crate::saved_report::{begins_like_report, is_other_form};
use crate::task::{Stage, Task};

impl Ingest {
    /// Reads tail and first block of a file, and recognizes it.
    pub(crate) fn recognize(&mut self, mut task: Task, host: &mut dyn Host) -> IngestStep {
        let Stage::Start { tail } = &mut task.stage else { return IngestStep::Work };
        let of = |range| ReadRequest { body: task.body, range, is_begun: false };
        let first = of(self.block_at(&task.file, 0));
        let mut tail = tail.take();
        if let (None, Some(range)) = (&tail, self.tail_of(&task.file)) {
            match self.bytes(&of(range), Some(first.clone())) {
                Some(Ok(bytes)) => tail = Some(bytes),
                Some(Err(reason)) => return self.refuse(&task, &reason, host),
                None => return self.keep(task, IngestStep::Wait),
            }
        }
        let following = self.following(&task, first.range.end, true);
        match self.bytes(&first, following) {
            Some(Ok(block)) => self.begin(task, tail.as_deref(), block, host),
            Some(Err(reason)) => self.refuse(&task, &reason, host),
            None => {
                task.stage = Stage::Start { tail };
                self.keep(task, IngestStep::Wait)
            }
        }
    }

    fn begin(
        &mut self,
        mut task: Task,
        tail: Option<&[u8]>,
        block: Vec<u8>,
        host: &mut dyn Host,
    ) -> IngestStep {
        let edge = block.len().min(EDGE);
        let (head, last) = (&block[..edge], &block[block.len() - edge..]);
        let tail = tail.unwrap_or(last);
        // Many documents are zips, but none of their members is a log: the sink refuses them.
        let is_document = document(&task.file.name, head, tail).is_some();
        // Text is neither an archive nor a trace.
        if !is_document && !matches!(task.body, Body::Text(_)) {
            if let Some(kind) = archive_kind(&block) {
                return self.begin_archive(task, kind);
            }
            if let Some(kind) = logfile::binary(&block)
                && let Some(decoder) = host.decoder(kind, self.formats.text())
            {
                task.stage = Stage::Decode { decoder, kind, read: 0 };
                return self.decode_block(task, &block, host);
            }
            if is_formats(&task.file.name) {
                return self.begin_formats(task, block, host);
            }
            if !task.is_no_report && begins_like_report(&block) {
                return self.begin_saved_report(task, block, host);
            }
            if is_other_form(&block) {
                return self.skip_other_form(&task, host);
            }
            if self.is_report_or_nothing(&task) {
                return self.skip_other_json(&task, host);
            }
            match self.begin_paste(&mut task, &block, host) {
                Pasted::AsItIs => {}
                Pasted::Text => return self.keep(task, IngestStep::Work),
                Pasted::Several => return IngestStep::Work,
            }
        }
        if host.open(&task.file, head, tail) {
            self.take_block(task, 0, block, host)
        } else {
            self.finish_log(&task, None, host)
        }
    }

    /// Passes the next block of a log to the sink.
    pub(crate) fn read_log(&mut self, task: Task, host: &mut dyn Host) -> IngestStep {
        let Stage::Log { read } = task.stage else { return IngestStep::Work };
        let range = self.block_at(&task.file, read);
        let following = self.following(&task, range.end, true);
        match self.bytes(&ReadRequest { body: task.body, range, is_begun: true }, following) {
            Some(Ok(block)) => self.take_block(task, read, block, host),
            Some(Err(reason)) => self.finish_log(&task, Some(&reason), host),
            None => self.keep(task, IngestStep::Wait),
        }
    }

    fn take_block(&mut self, mut task: Task, offset: u64, block: Vec<u8>, host: &mut dyn Host) -> IngestStep {
        let read = offset + block.len() as u64;
        host.block(task.file.file, offset, block);
        self.progress.advance(task.file.file, read);
        if read < task.file.size {
            task.stage = Stage::Log { read };
            self.keep(task, IngestStep::Block)
        } else {
            self.finish_log(&task, None, host);
            IngestStep::Block
        }
    }

    /// Ends a log.
    fn finish_log(&mut self, task: &Task, problem: Option<&str>, host: &mut dyn Host) -> IngestStep {
        let damage = task.damage.map(|damage| damage.to_string());
        let problem = problem.or(damage.as_deref());
        host.close(task.file.file, problem);
        self.finish(task, problem, host)
    }

    /// Reports a file that cannot be read at all.
    pub(crate) fn refuse(&mut self, task: &Task, reason: &str, host: &mut dyn Host) -> IngestStep {
        host.refuse(&task.file, reason);
        self.finish(task, Some(reason), host)
    }
}
