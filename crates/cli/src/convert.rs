//! `wuscope convert`: traces to the text log that Get-WindowsUpdateLog would have written.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use diagnosis::Session;
use events::Kind;
use logfile::{Source, to_update_log};

use crate::args::Convert;
use crate::files::{FoundFile, find};
use crate::{binary, tell};

/// Writes the text log; returns what goes to standard output, and the exit status.
pub(crate) fn convert(options: &Convert) -> (String, u8) {
    let (files, unreadable) = find(&options.paths, &mut Session::default());
    unreadable.iter().for_each(|sentence| tell(&format!("{sentence}\n")));
    let formats = binary::formats(files.iter());
    let traces = traces(&files, &formats);
    if traces.is_empty() {
        tell("There is no trace to convert: name .etl files, or a folder that holds some.\n");
        return (String::new(), 3);
    }
    let places = traces.iter().map(|trace| trace.place);
    let written = match &options.output {
        Some(output) => {
            File::create(output).and_then(|file| write(places, &formats, options.utc, BufWriter::new(file)))
        }
        None => write(places, &formats, options.utc, std::io::stdout().lock()),
    };
    match (written, &options.output) {
        (Ok(()), _) => (String::new(), 0),
        // A reader that stops early, such as `head`, is no failure of ours.
        (Err(error), None) if error.kind() == std::io::ErrorKind::BrokenPipe => (String::new(), 0),
        (Err(error), _) => {
            tell(&format!("The text log could not be written: {error}.\n"));
            (String::new(), 3)
        }
    }
}

/// A trace that has lines.
struct Trace<'f> {
    place: &'f Path,
    /// When its first event was written, in milliseconds since 1970.
    begin: Option<i64>,
}

/// The traces of updates among these files, in the order of their times; of others says what they are.
fn traces<'f>(files: &'f [FoundFile], formats: &[u8]) -> Vec<Trace<'f>> {
    let mut traces = Vec::new();
    for found in files.iter().filter(|found| !binary::is_formats(&found.dropped.name)) {
        let name = &found.dropped.name;
        if binary::kind(&found.place) != Some(Kind::Trace) {
            // What else lies in a folder was not meant.
            if !found.dropped.whole_folder {
                tell(&format!("{name} is no trace.\n"));
            }
            continue;
        }
        let text = match binary::text(Kind::Trace, formats, &found.place) {
            Ok(text) => text,
            Err(error) => {
                tell(&format!("{name} cannot be read: {error}.\n"));
                continue;
            }
        };
        let source = Source::of(&text).unwrap_or_default();
        tell(&remarks(name, &source));
        if source.events > 0 && source.kind != "other" {
            traces.push(Trace { place: &found.place, begin: logfile::first_time(&text) });
        }
    }
    traces.sort_by_key(|trace| (trace.begin, trace.place));
    traces
}

/// What the text log would not show of a trace, a line each.
fn remarks(name: &str, source: &Source) -> String {
    let mut remarks = String::new();
    let mut say = |sentence: String| remarks.push_str(&format!("{name}{sentence}\n"));
    if source.kind == "other" {
        say(" is not a Windows Update trace.".to_owned());
    }
    if source.symbols > 0 {
        say(format!(
            ": the text of {} events is in Microsoft's symbols (build {}): run Get-WindowsUpdateLog on that machine.",
            source.symbols, source.build
        ));
    }
    if source.lost > 0 {
        say(format!(": Windows lost {} events of this session before its end.", source.lost));
    }
    if source.damaged > 0 {
        say(format!(": {} stretches are damaged, and were passed over.", source.damaged));
    }
    if source.cut > 0 {
        say(format!(": {} events lie beyond the limit of what is read of one file.", source.cut));
    }
    remarks
}

/// Writes the lines of these traces; one text at a time is in memory.
fn write<'f>(
    places: impl Iterator<Item = &'f Path>,
    formats: &[u8],
    utc: bool,
    mut out: impl Write,
) -> std::io::Result<()> {
    let mut lines = Vec::new();
    for place in places {
        let text = binary::text(Kind::Trace, formats, place)?;
        lines.clear();
        to_update_log(&text, utc, &mut lines);
        out.write_all(&lines)?;
    }
    out.flush()
}
