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
use crate::output::{NOT_WRITTEN, tell};
use crate::target::{ConvertFailure, OutputTarget};

/// What traces of the Windows Update Agent are of.
const AGENT: &str = "WindowsUpdate";

/// Writes the text log; returns the exit status.
pub(crate) fn convert(options: &Convert) -> u8 {
    let target = match OutputTarget::of(options.output.as_deref(), options.force) {
        Ok(target) => target,
        Err(sentence) => {
            tell(&sentence);
            return NOT_WRITTEN;
        }
    };
    let found = find(&options.paths);
    found.unreadable.iter().for_each(|sentence| tell(sentence));
    let formats = binary::formats(&found.files, |found, why| tell(&format!("{}: {why}", found.meta.name)));
    let traces = traces(&found.files, formats.text());
    if traces.is_empty() {
        tell("There is nothing to convert: name .etl files of Windows Update, or a folder that holds some.");
        return 3;
    }
    match target.write(|out| write(&traces, formats.text(), options.utc, out)) {
        Ok(()) => 0,
        Err(ConvertFailure::Read(sentence)) => {
            tell(&sentence);
            3
        }
        Err(ConvertFailure::Write(error)) => {
            tell(&target.problem(&error));
            NOT_WRITTEN
        }
    }
}

/// A trace that has lines.
struct WindowsTrace<'f> {
    place: &'f Path,
    /// Its file's name.
    name: &'f str,
    /// What it is a trace of: `WindowsUpdate`.
    kind: String,
    /// When its first event was written, in milliseconds since 1970.
    begin: Option<i64>,
    /// A hash of its text.
    print: u64,
}

/// The traces of updates among these files, in the order of their times; of others says what they are.
fn traces<'f>(files: &'f [FoundFile], formats: &[u8]) -> Vec<WindowsTrace<'f>> {
    let mut traces = Vec::new();
    for found in files.iter().filter(|found| found.is_wanted() && !is_formats(&found.meta.name)) {
        let (name, head) = (&found.meta.name, binary::head(&found.place));
        let kind = binary::kind(&head);
        if kind != Some(Kind::Trace) {
            // What else lies in a folder was not meant.
            if !found.meta.whole_folder {
                let what = match kind {
                    Some(Kind::EventLog) => "is an event log and no trace: wuscope analyze reads it",
                    _ if archive::archive_kind(&head).is_some() => {
                        "is an archive: unpack it, and name the folder with the traces"
                    }
                    _ => "is no trace",
                };
                tell(&format!("{name} {what}."));
            }
            continue;
        }
        let text = match binary::text(Kind::Trace, formats, &found.place) {
            Ok(text) => text,
            Err(error) => {
                tell(&format!("{name} cannot be read: {error}."));
                continue;
            }
        };
        let source = Source::of(&text).unwrap_or_default();
        remarks(name, &source).iter().for_each(|sentence| tell(sentence));
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

/// One text log is made of one kind of traces, each once: those of the Windows Update Agent, where there are some.
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
            tell(&format!(
                "{name} is a trace of {other} and not of {kind}: it is left out, convert it by itself."
            ));
        }
        is_of_log && known.insert(trace.print)
    });
    traces
}

/// What the text log would not show of a trace.
fn remarks(name: &str, source: &Source) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut say = |sentence: String| remarks.push(format!("{name}{sentence}"));
    if source.kind == "other" && source.events + source.symbols > 0 {
        say(" is not a Windows Update trace.".to_owned());
    }
    if source.symbols > 0 {
        say(format!(
            ": the text of {} is in Microsoft's symbols (build {}): run Get-WindowsUpdateLog on that machine.",
            events(source.symbols),
            source.build
        ));
    }
    if source.lost > 0 {
        say(format!(": Windows had lost {} of this session by its end.", events(source.lost)));
    }
    if source.damaged > 0 {
        let stretches = if source.damaged == 1 {
            "1 stretch is".to_owned()
        } else {
            format!("{} stretches are", source.damaged)
        };
        say(format!(": {stretches} damaged, and left out."));
    }
    if source.cut > 0 {
        say(format!(": {} beyond the limit of what is read of one file left out.", events(source.cut)));
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
            ConvertFailure::Read(format!("{} cannot be read any more: {error}.", trace.name))
        })?;
        lines.clear();
        to_update_log(&text, utc, &mut lines);
        out.write_all(&lines)?;
    }
    Ok(())
}
