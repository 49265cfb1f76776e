//! `wuscope convert`: traces to the text log that Get-WindowsUpdateLog would have written.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::Path;

use events::Kind;
use logfile::{Source, is_formats, to_update_log};

use crate::args::Convert;
use crate::binary;
use crate::files::{FoundFile, find};
use crate::output::{NOT_WRITTEN, print_message};
use crate::progress::Progress;
use crate::target::{ConvertFailure, OutputTarget};

/// The kind of the traces of the Windows Update Agent.
const AGENT: &str = "WindowsUpdate";

/// Writes the text log; returns the exit status.
pub(crate) fn convert(options: &Convert) -> u8 {
    let target = match OutputTarget::of(options.output.as_deref(), options.force) {
        Ok(target) => target,
        Err(sentence) => {
            print_message(&sentence);
            return NOT_WRITTEN;
        }
    };
    let found = find(&options.paths);
    found.unreadable.iter().for_each(|sentence| print_message(sentence));
    let formats =
        binary::formats(&found.files, |found, why| print_message(&format!("{}: {why}", found.meta.name)));
    let traces = traces(&found.files, formats.text());
    if traces.is_empty() {
        print_message(
            "Nothing to convert: pass Windows Update traces (.etl) or a folder that contains some.",
        );
        return 3;
    }
    match target.write(|out| write(&traces, formats.text(), options.utc, out)) {
        Ok(()) => 0,
        Err(ConvertFailure::Read(sentence)) => {
            print_message(&sentence);
            3
        }
        Err(ConvertFailure::Write(error)) => {
            print_message(&target.problem(&error));
            NOT_WRITTEN
        }
    }
}

/// A trace that has lines.
struct WindowsTrace<'f> {
    place: &'f Path,
    /// Its file's name.
    name: &'f str,
    /// Its kind: `WindowsUpdate`.
    kind: String,
    /// When its first event was written, in milliseconds since 1970.
    begin: Option<i64>,
    /// A hash of its text.
    print: u64,
}

/// The update traces among these files, in the order of their times; a message describes each other file.
fn traces<'f>(files: &'f [FoundFile], formats: &[u8]) -> Vec<WindowsTrace<'f>> {
    let mut traces = Vec::new();
    let mut progress = Progress::new(files.iter().map(|found| found.meta.size));
    for (at, found) in files.iter().enumerate() {
        if !found.is_selected() || is_formats(&found.meta.name) {
            continue;
        }
        let (name, head) = (&found.meta.name, binary::head(&found.place));
        let kind = binary::kind(&head);
        if kind != Some(Kind::Trace) {
            // Other files of a folder are skipped without a message.
            if !found.meta.whole_folder {
                let what = match kind {
                    Some(Kind::EventLog) => "is an event log, not a trace: read it with `wuscope analyze`",
                    _ if archive::archive_kind(&head).is_some() => {
                        "is an archive: unpack it, and pass the folder with the traces"
                    }
                    _ => "is not a trace",
                };
                print_message(&format!("{name} {what}."));
            }
            continue;
        }
        let text = match binary::text(Kind::Trace, formats, &found.place) {
            Ok(text) => text,
            Err(error) => {
                print_message(&format!("{name} cannot be read: {error}."));
                continue;
            }
        };
        progress.read(at, found.meta.size);
        let source = Source::of(&text).unwrap_or_default();
        remarks(name, &source).iter().for_each(|sentence| print_message(sentence));
        if source.events > 0 && source.kind != "other" {
            let mut hasher = DefaultHasher::new();
            text.hash(&mut hasher);
            let (begin, print) = (logfile::first_time(&text), hasher.finish());
            traces.push(WindowsTrace { place: &found.place, name, kind: source.kind, begin, print });
        }
    }
    traces.sort_by_key(|trace| (trace.begin, trace.place));
    of_one_log(traces)
}

/// A text log contains one kind of trace, each trace once: those of the Windows Update Agent, if there are any.
fn of_one_log(mut traces: Vec<WindowsTrace<'_>>) -> Vec<WindowsTrace<'_>> {
    let is_agents = |trace: &&WindowsTrace<'_>| trace.kind == AGENT;
    let Some(kind) = traces.iter().find(is_agents).or(traces.first()).map(|trace| trace.kind.clone()) else {
        return traces;
    };
    let mut known = HashSet::new();
    traces.retain(|trace| {
        let is_of_log = trace.kind == kind;
        if !is_of_log {
            let (name, other) = (trace.name, &trace.kind);
            print_message(&format!(
                "{name} is a {other} trace, not a {kind} trace: skipped; convert it separately."
            ));
        }
        is_of_log && known.insert(trace.print)
    });
    traces
}

/// Messages about the parts of a trace that the text log will not show.
fn remarks(name: &str, source: &Source) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut add = |sentence: String| remarks.push(format!("{name}{sentence}"));
    if source.kind == "other" && source.events + source.symbols > 0 {
        add(" is not a Windows Update trace.".to_owned());
    }
    if source.symbols > 0 {
        add(format!(
            ": the text of {} needs Microsoft's symbols (build {}): run Get-WindowsUpdateLog on that machine.",
            events(source.symbols),
            source.build
        ));
    }
    if source.lost > 0 {
        add(format!(": Windows lost {} of this session.", events(source.lost)));
    }
    if source.damaged > 0 {
        let sections = if source.damaged == 1 {
            "1 section is".to_owned()
        } else {
            format!("{} sections are", source.damaged)
        };
        add(format!(": {sections} damaged and skipped."));
    }
    if source.cut > 0 {
        add(format!(": {} skipped, because they exceed the limit for one file.", events(source.cut)));
    }
    remarks
}

/// `1 event`, `41 events`.
fn events(count: u64) -> String {
    format!("{count} {}", if count == 1 { "event" } else { "events" })
}

/// Writes the lines of these traces; one text at a time is in memory.
fn write(
    traces: &[WindowsTrace<'_>],
    formats: &[u8],
    utc: bool,
    out: &mut dyn Write,
) -> Result<(), ConvertFailure> {
    let mut lines = Vec::new();
    for trace in traces {
        let text = binary::text(Kind::Trace, formats, trace.place).map_err(|error| {
            ConvertFailure::Read(format!("{} can no longer be read: {error}.", trace.name))
        })?;
        lines.clear();
        to_update_log(&text, utc, &mut lines);
        out.write_all(&lines)?;
    }
    Ok(())
}
