//! Pasted texts: each log in them is read.

use logfile::{Encoding, Format, decode, recognize};
use report::{FileMeta, MEMBERS};

use crate::host::{Body, Host};
use crate::ingest::Ingest;
use crate::paste::{LARGEST, PastePart, clean_paste, parts};
use crate::task::{Stage, Task};

impl Ingest {
    /// Reads a pasted file as the log or logs that were pasted; any other file is read as it is.
    pub(crate) fn begin_paste(&mut self, task: &mut Task, block: &[u8], host: &mut dyn Host) -> Pasted {
        if task.file.size > LARGEST || block.len() as u64 != task.file.size {
            return Pasted::AsItIs;
        }
        let cleaned = clean_paste(block);
        let parts = logs_of(block, cleaned.as_deref());
        match (cleaned, &parts[..]) {
            (_, [_, _, ..]) => {
                self.read_parts(task, parts, host);
                Pasted::Several
            }
            (cleaned, [PastePart { name: Some(name), text }]) => {
                let text = cleaned.unwrap_or_else(|| text.clone());
                let name = name_of_part(name, &task.file.name);
                keep_text(task, text, Some(name), host)
            }
            (Some(text), _) => keep_text(task, text, None, host),
            (None, _) => Pasted::AsItIs,
        }
    }

    /// Reads each log of a file separately, like the members of an archive.
    fn read_parts(&mut self, task: &Task, parts: Vec<PastePart>, host: &mut dyn Host) {
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
        self.finish(task, None, host);
        self.tasks.extend(tasks.into_iter().rev());
    }
}

/// How a file that may have been pasted is read.
pub(crate) enum Pasted {
    /// It is read as it is.
    AsItIs,
    /// A text is read instead.
    Text,
    /// The logs in it are read instead.
    Several,
}

/// Stores a text that is read instead of a file.
fn keep_text(task: &mut Task, text: String, name: Option<String>, host: &mut dyn Host) -> Pasted {
    let (body, size) = (Body::Text(task.file.file), text.len() as u64);
    if host.storage().store(body, text.into_bytes()).is_err() {
        host.storage().forget(body);
        return Pasted::AsItIs;
    }
    (task.body, task.file.size, task.stage) = (body, size, Stage::Start { tail: None });
    task.file.name = name.unwrap_or_else(|| std::mem::take(&mut task.file.name));
    Pasted::Text
}

/// The logs in a text, which may contain lines of several; none if it is a log that quotes others.
fn logs_of(block: &[u8], cleaned: Option<&str>) -> Vec<PastePart> {
    let text = match cleaned {
        Some(text) => text.to_owned(),
        None => decoded(block),
    };
    // With any kind of line end.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
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
            | Format::Burn
            | Format::ReportingEvents
            | Format::SoftwareDistribution
    );
    if is_of_lines { parts(&text) } else { Vec::new() }
}

/// The text of a file in any encoding.
fn decoded(block: &[u8]) -> String {
    let (encoding, mark) = Encoding::of(block);
    decode(encoding, mark as u64, block.get(mark..).unwrap_or_default())
}

/// The name of a log in a file: `WUAHandler.log in pasted.log`.
fn name_of_part(name: &str, given: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_named = given.get(..stem.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(stem));
    if is_named { given.to_owned() } else { [name, " in ", given].concat() }
}
