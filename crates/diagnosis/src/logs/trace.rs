//! Traces: which log one is, where it stands among those of its log, and what keeps it, or an event log, from being read.

use std::cmp::Ordering;

use logfile::{Format, Reading, Source, rollover};

use crate::logs::file::FileRead;

/// The log that a trace is; none where it is a trace of something else than updates.
pub(crate) fn log_of(reading: &Reading) -> Option<&'static knowledge::Log> {
    let source = reading.source.as_ref().filter(|_| reading.format == Format::Trace)?;
    let is_trace = |log: &&knowledge::Log| matches!(log.format, "windows-update" | "trace");
    knowledge::log(&source.kind).filter(is_trace)
}

/// Whether it is a trace of something else than updates: it is listed and can be looked at, and nothing is looked for.
pub(crate) fn is_other(reading: &Reading) -> bool {
    reading.format == Format::Trace && log_of(reading).is_none()
}

/// The format of a trace in words.
pub(crate) fn words(reading: &Reading) -> &'static str {
    // Of one without events nobody knows what it was.
    let has_events = reading.source.as_ref().is_some_and(|source| source.events > 0);
    if has_events && is_other(reading) { "not a Windows Update trace" } else { reading.format.words() }
}

/// Why nothing of a trace or an event log can be read, in a sentence that says what to do; none where something can.
pub(crate) fn problem(source: &Source) -> Option<String> {
    if source.events > 0 {
        return None;
    }
    if source.symbols > 0 {
        let build =
            if source.build > 0 { format!(" of Windows build {}", source.build) } else { String::new() };
        return Some(format!(
            "The texts of this trace{build} are in Microsoft's symbols and not in the file: run Get-WindowsUpdateLog on \
             the machine it comes from, and drop the WindowsUpdate.log it writes."
        ));
    }
    let is_damaged = source.damaged > 0 || source.cut > 0;
    is_damaged.then(|| "It is damaged, and none of its events can be read: copy it again.".to_owned())
}

/// The session of tracing that a file belongs to, and the number it has in it, by its name.
pub(crate) fn place(file: &FileRead) -> Option<(String, u64)> {
    let name = rollover(&file.given.name);
    let (session, number) = name.rolled.as_deref()?.rsplit_once('.')?;
    Some((format!("{}.{session}", name.stem.to_ascii_lowercase()), number.parse().ok()?))
}

/// The order of the traces of one log: that of their times, whatever they are called.
pub(crate) fn order(a: &FileRead, b: &FileRead) -> Ordering {
    let key = |file: &FileRead| {
        let begin = file.tally.span.map(|(first, _)| first.utc().unwrap_or(first.local));
        (begin, place(file).map(|(_, number)| number), file.given.name.to_ascii_lowercase(), file.print)
    };
    key(a).cmp(&key(b))
}
