//! Reports that the page or the terminal saved: they are recognized by their content, and are no logs.

use archive::{SkipReason, Triage, triage};
use logfile::{EDGE, Encoding, decode};
use report::MOST_REPORT;

use crate::host::Host;
use crate::ingest::{Ingest, IngestStep};
use crate::task::{Stage, Task};

/// Why a longer one is not read.
const TOO_LONG: &str = "It is a saved report of more than 256 MB, so it is not read: save the reports of fewer machines \
                        in one file.";

/// Why a report in another form is not read.
const OTHER_FORM: &str = "It is a saved report, not a log, in a form that does not quote lines exactly: save it as JSON, \
                          NDJSON or SARIF to compare its lines with the logs.";

impl Ingest {
    /// Begins a file that might be a saved report. The host decides when it has all of it.
    pub(crate) fn begin_saved_report(
        &mut self,
        mut task: Task,
        block: Vec<u8>,
        host: &mut dyn Host,
    ) -> IngestStep {
        if task.file.size > MOST_REPORT {
            return self.refuse(&task, TOO_LONG, host);
        }
        task.stage = Stage::SavedReport { json: block };
        self.take_saved_report(task, host)
    }

    /// Reads the next block of what might be a saved report.
    pub(crate) fn read_saved_report(&mut self, mut task: Task, host: &mut dyn Host) -> IngestStep {
        let Stage::SavedReport { json } = &task.stage else { return IngestStep::Work };
        match self.next_block(&task, json.len() as u64) {
            Some(Ok(block)) => {
                if let Stage::SavedReport { json } = &mut task.stage {
                    json.extend(block);
                }
                self.take_saved_report(task, host)
            }
            Some(Err(reason)) => self.refuse(&task, &reason, host),
            None => self.keep(task, IngestStep::Wait),
        }
    }

    fn take_saved_report(&mut self, mut task: Task, host: &mut dyn Host) -> IngestStep {
        let Stage::SavedReport { json } = &mut task.stage else { return IngestStep::Work };
        let read = json.len() as u64;
        self.progress.advance(task.file.file, read);
        if read < task.file.size {
            return self.keep(task, IngestStep::Work);
        }
        let json = text_of(std::mem::take(json));
        if host.saved_report(&task.file, &json) {
            return self.finish(&task, None, host);
        }
        (task.stage, task.is_no_report) = (Stage::Start { tail: None }, true);
        self.keep(task, IngestStep::Work)
    }

    /// Ends a file that is a saved report in another form.
    pub(crate) fn skip_other_form(&mut self, task: &Task, host: &mut dyn Host) -> IngestStep {
        self.skip_file(&task.file, OTHER_FORM, false, host);
        self.finish(task, Some(OTHER_FORM), host)
    }

    /// Ends a file that only its name excludes from a folder or an archive, and that is no saved report.
    pub(crate) fn skip_other_json(&mut self, task: &Task, host: &mut dyn Host) -> IngestStep {
        let reason = SkipReason::NoLog.to_string();
        self.skip_file(&task.file, &reason, false, host);
        self.finish(task, Some(&reason), host)
    }

    /// Whether a file is only read if it is a saved report: it was not chosen by itself, and no log has such a name.
    pub(crate) fn is_report_or_nothing(&self, task: &Task) -> bool {
        let is_chosen = task.depth == 1 && !task.file.whole_folder;
        !is_chosen && triage(&task.file.name, self.is_key_log) == Triage::Report
    }
}

/// Whether a file begins like a saved report in JSON, NDJSON or SARIF.
pub(crate) fn begins_like_report(block: &[u8]) -> bool {
    if !block.iter().take(8).any(|byte| *byte == b'{' || byte.is_ascii_whitespace()) {
        return false;
    }
    let head = head_of(block, EDGE);
    let is_object =
        head.trim_start().strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'));
    is_object
        && ["\"headline\"", "\"client_kind\"", "/sarif-schema-"].iter().any(|field| head.contains(field))
}

/// Whether a file is a saved report in another form: HTML or a table.
pub(crate) fn is_other_form(block: &[u8]) -> bool {
    if !block.iter().take(8).any(|byte| matches!(byte, b'<' | b'M')) {
        return false;
    }
    let head = head_of(block, 2048);
    head.starts_with("<!doctype html>") && head.contains("<title>Windows Update diagnosis")
        || head.starts_with("Machine,Severity,Flow,Step,Code,Symbol,Cause,Summary,")
}

/// The beginning of a file as text, in any encoding: Windows PowerShell redirects text in UTF-16.
fn head_of(block: &[u8], most: usize) -> String {
    let head = block.get(..block.len().min(most)).unwrap_or_default();
    let (encoding, mark) = Encoding::of(head);
    decode(encoding, mark as u64, head.get(mark..).unwrap_or_default())
}

/// The text of a file in any encoding.
fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let bytes = error.into_bytes();
        let (encoding, mark) = Encoding::of(&bytes);
        decode(encoding, mark as u64, bytes.get(mark..).unwrap_or_default())
    })
}
