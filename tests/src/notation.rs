//! The notation of a scenario: what each log holds, a line per entry, without what every entry repeats.
//!
//! ```text
//! # What this machine is.
//! date 2026-11-12            the day of times without one
//! bias -60                   of CMTrace logs
//!
//! --- WUAHandler.log
//! 09:13:41.204 4712 Its a WSUS Update Source type (…), adding it.
//! 09:13:42.000 4712! an error; ? is a warning
//! 09:13:42.000 4712 [CCMEXEC] an entry of another component than the log's own
//! 2026-11-13 09:13:42.000 4712 an entry of another day
//!     a second line of the same message, indented by four blanks
//! --- WindowsUpdate.log windows-update
//! 09:14:21.5600000 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
//! --- WindowsUpdate.log windows-7
//! 09:14:21:560 1020 1a3c Agent ** START **  Agent: Finding updates [CallerId = CcmExec]
//! --- WindowsUpdate.20261112.091421.560.1.etl trace lost 41
//! 09:14:21.5600000 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
//! 09:14:22.0000000 1020? 6716 Agent a warning; ! is an error
//! --- notes.txt raw
//! written unchanged
//! --- PC01/WUAHandler.log
//! 09:13:41.204 4712 an entry of a file in a folder of its own
//! --- WUAHandler.log cut 40
//! the last 40 bytes are missing, as if a log is copied while it is written
//! --- WindowsUpdate.log windows-update changed 2026-11-12T08:20:00Z
//! the file was last changed then
//! ```
//!
//! A trace is written as Windows writes it, in bytes; `of PROVIDER` names the provider if that is not the agent, and
//! `lost`,
//! `symbols` and `build` are values of its header. Its times are those of a machine whose bias is `bias`.
//!
//! `{U}` is the id of the update source; `{J1}`, `{L1}` and `{M1}` for the first scan job, location request
//! and message: `{J2}` is the second job. What a scenario is about can then be read.

use crate::times::milliseconds;
use crate::trace::{Trace, TraceEvent};

/// A file of a scenario.
#[derive(Clone, Debug)]
pub struct TestFile {
    /// Its name.
    pub name: String,
    /// Its folder; empty for a single file.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// When it was last changed, in milliseconds since 1970 UTC.
    pub modified: Option<i64>,
    /// Whether its complete folder was dropped.
    pub whole_folder: bool,
}

impl TestFile {
    /// A file that was dropped alone.
    pub fn alone(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), path: String::new(), bytes, modified: None, whole_folder: false }
    }
}

/// Reads a scenario in the notation above; panics with the line if it is invalid.
pub fn read_scenario(text: &str) -> Vec<TestFile> {
    let mut scenario = Scenario { date: "2026-11-12".into(), bias: "-60".into(), ..Scenario::default() };
    for line in text.lines() {
        scenario.line(&with_ids(line));
    }
    scenario.end_file();
    scenario.files
}

#[derive(Default)]
struct Scenario {
    date: String,
    bias: String,
    folder: String,
    whole_folder: bool,
    /// The folder of the file that is read now.
    path: String,
    files: Vec<TestFile>,
    name: Option<String>,
    kind: LogNotation,
    cut: usize,
    changed: Option<i64>,
    trace: Trace,
    entries: Vec<WrittenEntry>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum LogNotation {
    #[default]
    CmTrace,
    WindowsUpdate,
    Windows7,
    Trace,
    Raw,
}

struct WrittenEntry {
    date: String,
    time: String,
    /// The columns between time and message, in the order of the format.
    fields: Vec<String>,
    level: u8,
    message: String,
}

impl Scenario {
    fn line(&mut self, line: &str) {
        if let Some(head) = line.strip_prefix("--- ") {
            self.end_file();
            self.begin_file(head);
        } else if self.name.is_none() {
            self.setting(line);
        } else if self.kind == LogNotation::Raw {
            self.entries.push(WrittenEntry::raw(line));
        } else if let Some(more) = line.strip_prefix("    ") {
            let last = self.entries.last_mut().unwrap_or_else(|| panic!("nothing to continue: {line}"));
            last.message.push_str("\r\n");
            last.message.push_str(more);
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            let entry = self.entry(line);
            self.entries.push(entry);
        }
    }

    fn setting(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(' ').filter(|_| !line.starts_with('#')) else { return };
        match name {
            "date" => self.date = value.into(),
            "bias" => self.bias = value.into(),
            "folder" => self.folder = value.into(),
            "whole-folder" => (self.folder, self.whole_folder) = (value.into(), true),
            _ => panic!("no such setting: {line}"),
        }
    }

    fn begin_file(&mut self, head: &str) {
        let mut words = head.split(' ');
        let name = words.next().unwrap_or_default();
        let (folder, name) = name.rsplit_once('/').unwrap_or((&self.folder, name));
        (self.path, self.name) = (folder.to_owned(), Some(name.to_owned()));
        (self.kind, self.cut, self.changed) = (LogNotation::CmTrace, 0, None);
        self.trace = Trace::default();
        let number = |word: Option<&str>| word.and_then(|word| word.parse().ok()).unwrap_or(0_u32);
        while let Some(word) = words.next() {
            match word {
                "windows-update" => self.kind = LogNotation::WindowsUpdate,
                "windows-7" => self.kind = LogNotation::Windows7,
                "raw" => self.kind = LogNotation::Raw,
                "trace" => self.kind = LogNotation::Trace,
                "of" => self.trace.kind = words.next().unwrap_or_default().to_owned(),
                "build" => self.trace.build = number(words.next()),
                "lost" => self.trace.lost = number(words.next()),
                "symbols" => self.trace.symbols = number(words.next()),
                "cut" => self.cut = number(words.next()) as usize,
                "changed" => self.changed = words.next().and_then(milliseconds),
                _ => panic!("no such kind of log: {head}"),
            }
        }
    }

    fn entry(&self, line: &str) -> WrittenEntry {
        let mut rest = line;
        let mut word = || {
            let (word, after) = rest.trim_start().split_once(' ').unwrap_or((rest.trim_start(), ""));
            rest = after;
            word.to_owned()
        };
        let first = word();
        let (date, time) = if first.contains('-') { (first, word()) } else { (self.date.clone(), first) };
        let mut fields = vec![word()];
        if self.kind != LogNotation::CmTrace {
            fields.extend([word(), word()]);
        }
        let mut level = 1;
        if let Some(thread) = fields[0].strip_suffix(['!', '?']) {
            level = if fields[0].ends_with('!') { 3 } else { 2 };
            fields[0] = thread.to_owned();
        }
        if self.kind == LogNotation::CmTrace
            && let Some((component, message)) = rest.strip_prefix('[').and_then(|rest| rest.split_once("] "))
            && component.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        {
            fields.push(component.to_owned());
            return WrittenEntry { date, time, fields, level, message: message.to_owned() };
        }
        WrittenEntry { date, time, fields, level, message: rest.to_owned() }
    }

    fn end_file(&mut self) {
        let Some(name) = self.name.take() else { return };
        if self.kind == LogNotation::Trace {
            let bias = self.bias.parse().unwrap_or(0);
            let events = self.entries.drain(..).map(WrittenEntry::event).collect();
            let bytes = Trace { bias, events, ..std::mem::take(&mut self.trace) }.bytes();
            return self.push(name, bytes);
        }
        let component = component_of(&name);
        let lines: Vec<String> = self
            .entries
            .drain(..)
            .map(|entry| match self.kind {
                LogNotation::CmTrace => entry.cmtrace(&component, &self.bias),
                LogNotation::WindowsUpdate => entry.windows_update(),
                LogNotation::Windows7 => entry.windows_7(),
                LogNotation::Raw | LogNotation::Trace => entry.message,
            })
            .collect();
        let mut bytes = lines.join("\r\n").into_bytes();
        bytes.extend_from_slice(b"\r\n");
        self.push(name, bytes);
    }

    fn push(&mut self, name: String, mut bytes: Vec<u8>) {
        bytes.truncate(bytes.len().saturating_sub(self.cut));
        self.files.push(TestFile {
            name,
            path: std::mem::take(&mut self.path),
            bytes,
            modified: self.changed,
            whole_folder: self.whole_folder,
        });
    }
}

impl WrittenEntry {
    fn raw(line: &str) -> Self {
        Self {
            date: String::new(),
            time: String::new(),
            fields: Vec::new(),
            level: 1,
            message: line.to_owned(),
        }
    }

    fn cmtrace(self, component: &str, bias: &str) -> String {
        let [year, month, day] = self.date.splitn(3, '-').collect::<Vec<_>>()[..] else {
            panic!("{}", self.date)
        };
        let component = self.fields.get(1).map_or(component, String::as_str);
        let bias = if bias.starts_with('-') { bias.to_owned() } else { format!("+{bias}") };
        format!(
            "<![LOG[{}]LOG]!><time=\"{}{bias}\" date=\"{month}-{day}-{year}\" component=\"{component}\" context=\"\" \
             type=\"{}\" thread=\"{}\" file=\"\">",
            self.message, self.time, self.level, self.fields[0]
        )
    }

    fn windows_update(self) -> String {
        let [process, thread, component] = &self.fields[..] else { panic!("{}", self.message) };
        let date = self.date.replace('-', "/");
        format!("{date} {} {process:<5} {thread:<5} {component:<15} {}", self.time, self.message)
    }

    fn event(self) -> TraceEvent {
        let [process, thread, component] = &self.fields[..] else { panic!("{}", self.message) };
        let number = |text: &str| text.parse().unwrap_or_else(|_| panic!("{text} is no number"));
        TraceEvent {
            stamp: format!("{} {}", self.date.replace('-', "/"), self.time),
            level: [4, 4, 3, 2][usize::from(self.level)],
            process: number(process),
            thread: number(thread),
            component: component.clone(),
            message: self.message,
        }
    }

    fn windows_7(self) -> String {
        let [process, thread, component] = &self.fields[..] else { panic!("{}", self.message) };
        format!("{}\t{}\t{process:>5}\t{thread}\t{component}\t{}", self.date, self.time, self.message)
    }
}

/// The line with its short ids written out.
fn with_ids(line: &str) -> String {
    const KINDS: [(&str, &str); 3] = [("{J", "A"), ("{L", "B"), ("{M", "C")];
    let mut line = line.replace("{U}", "{57260DFE-227C-45E3-9FFC-2FC77A67F95A}");
    for (short, kind) in KINDS {
        for number in 1..=9 {
            line = line.replace(
                &format!("{short}{number}}}"),
                &format!("{{0A1B2C3D-0000-4000-8000-00000000{kind}00{number}}}"),
            );
        }
    }
    line
}

/// The component that a log's entries carry, by the log's name.
fn component_of(name: &str) -> String {
    let log = knowledge::log_of_file_name(name);
    log.and_then(|log| log.components.first())
        .map_or_else(|| "Unknown".to_owned(), |component| (*component).to_owned())
}
