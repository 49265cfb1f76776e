//! Texts that people pasted: what is read is the log that was pasted, or each of the logs that were.

use logfile::{Format, recognize};
use report::{FileMeta, MEMBERS};

use crate::host::{Body, Host};
use crate::ingest::{Ingest, IngestStep};
use crate::paste::{LARGEST, PastePart, clean_paste, parts};
use crate::task::{Stage, Task};

impl Ingest {
    /// Keeps the text of a file that somebody pasted, to be read in place of it; or the texts of the logs in it. The task
    /// comes back where the file is read as it is.
    pub(crate) fn begin_paste(
        &mut self,
        mut task: Task,
        block: &[u8],
        host: &mut dyn Host,
    ) -> Result<IngestStep, Task> {
        if task.file.size > LARGEST || block.len() as u64 != task.file.size {
            return Err(task);
        }
        let cleaned = clean_paste(block);
        let parts = logs_of(block, cleaned.as_deref());
        match (cleaned, &parts[..]) {
            (_, [_, _, ..]) => Ok(self.read_parts(&task, parts, host)),
            (cleaned, [PastePart { name: Some(name), text }]) => {
                let text = cleaned.unwrap_or_else(|| text.clone());
                task.file.name = name_of_part(name, &task.file.name);
                self.read_text(task, text, host)
            }
            (Some(text), _) => self.read_text(task, text, host),
            (None, _) => Err(task),
        }
    }

    /// Reads a text in place of a file.
    fn read_text(&mut self, mut task: Task, text: String, host: &mut dyn Host) -> Result<IngestStep, Task> {
        let (body, size) = (Body::Text(task.file.file), text.len() as u64);
        if host.storage().store(body, text.into_bytes()).is_err() {
            host.storage().forget(body);
            return Err(task);
        }
        (task.body, task.file.size, task.stage) = (body, size, Stage::Start { tail: None });
        Ok(self.keep(task, IngestStep::Work))
    }

    /// Reads each log of a file by itself, as the members of an archive are read.
    fn read_parts(&mut self, task: &Task, parts: Vec<PastePart>, host: &mut dyn Host) -> IngestStep {
        let mut tasks = Vec::new();
        for (at, PastePart { name, text }) in parts.into_iter().enumerate() {
            let given = &task.file.name;
            let name = match name {
                Some(name) => name_of_part(&name, given),
                None => ["part ", &(at + 1).to_string(), " of ", given].concat(),
            };
            let number = MEMBERS + self.members;
            self.members += 1;
            let size = text.len() as u64;
            let file = FileMeta { file: number, name: name.clone(), size, ..task.file.clone() };
            self.progress.add_member(&file, task.file.file, name);
            let body = Body::Text(number);
            match host.storage().store(body, text.into_bytes()) {
                Ok(()) => tasks.push(Task::new(file, body, task.depth + 1)),
                Err(reason) => {
                    host.storage().forget(body);
                    self.progress.end(number, Some(reason));
                    host.refuse(&file, reason);
                }
            }
        }
        let step = self.finish(task, None, host);
        self.tasks.extend(tasks.into_iter().rev());
        step
    }
}

/// The logs in a text, of which the lines of several may be in one file; none where it is a log that quotes others.
fn logs_of(block: &[u8], cleaned: Option<&str>) -> Vec<PastePart> {
    let text = match cleaned {
        Some(text) => Some(text),
        None => std::str::from_utf8(block).ok(),
    };
    let Some(text) = text else { return Vec::new() };
    let edge = &text.as_bytes()[..text.len().min(logfile::EDGE)];
    let format = recognize(text.len() as u64, edge, edge, None).format;
    let is_of_lines = matches!(
        format,
        Format::Plain
            | Format::Stamped
            | Format::CmTrace
            | Format::SiteServer
            | Format::CmTraceList
            | Format::WindowsUpdate
            | Format::WindowsUpdateLegacy
            | Format::Servicing
            | Format::Msi
            | Format::ReportingEvents
            | Format::SoftwareDistribution
    );
    if is_of_lines { parts(text) } else { Vec::new() }
}

/// The name of a log in a file: `WUAHandler.log in pasted.log`.
fn name_of_part(name: &str, given: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_named = given.get(..stem.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(stem));
    if is_named { given.to_owned() } else { [name, " in ", given].concat() }
}
