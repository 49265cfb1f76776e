//! Which known logs files are: by who wrote their entries, else by their names.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use knowledge::ANY_COMPONENT;
use logfile::Format;

use crate::logs::scanned_file::ScannedFile;
use crate::scan::log_names::{log_of_format, servicing_log, trace_log};

/// The known log that a group of files is.
pub(crate) struct LogKind {
    /// The known log.
    pub(crate) kind: Option<&'static knowledge::Log>,
    /// All known logs that their components write, because people merge logs.
    pub(crate) kinds: Vec<&'static str>,
}

/// The known log of a single file.
pub(crate) fn log_of_file(file: &Arc<ScannedFile>) -> Option<&'static knowledge::Log> {
    LogKind::of(std::slice::from_ref(file)).kind
}

impl LogKind {
    /// The kind of a log with these files, the newest last.
    pub(crate) fn of(files: &[Arc<ScannedFile>]) -> Self {
        let mut counts: BTreeMap<&'static str, u64> = BTreeMap::new();
        for (component, count) in files.iter().flat_map(|file| &file.tally.components) {
            let log = std::str::from_utf8(component).ok().and_then(knowledge::log_of_component);
            if let Some(log) = log {
                *counts.entry(log.name).or_default() += count;
            }
        }
        let format = files.last().map_or(Format::Empty, |file| file.reading.format);
        let by_name = || files.last().and_then(|file| knowledge::log_of_file_name(&file.given.name));
        let kind = match format {
            Format::WindowsUpdate
            | Format::WindowsUpdateLegacy
            | Format::SoftwareDistribution
            | Format::WsusChanges => log_of_format(format).and_then(knowledge::log),
            Format::Trace => files.last().and_then(|file| trace_log(&file.reading)),
            Format::CmTrace | Format::SiteServer | Format::CmTraceList => {
                let most = counts.iter().max_by_key(|&(name, count)| (*count, Reverse(*name)));
                most.and_then(|(name, _)| knowledge::log(name)).or_else(by_name)
            }
            Format::Servicing => knowledge::log(servicing_log_of(files, by_name())),
            // Any list can be named CBS.log: if a log has its own format, its lines must have that format.
            Format::Stamped | Format::Plain | Format::Empty | Format::Binary => {
                let written_plain =
                    |log: &&knowledge::Log| matches!(log.format, "cmtrace" | "windows-update" | "text");
                let begins = || knowledge::log_that_begins(&files.last()?.given.name);
                let named = by_name().or_else(begins).filter(written_plain);
                named.or_else(|| plain_kind(files))
            }
            Format::EventLog => event_log_of(files).or_else(by_name),
            // A file can have any name: a name counts only if the file has a format of that log.
            _ => by_name().filter(|log| log.format == format.id()).or_else(|| only_log_of(format)),
        };
        let mut kinds: Vec<&'static str> = counts.into_keys().collect();
        if let Some(kind) = kind.filter(|kind| !kinds.contains(&kind.name)) {
            kinds.push(kind.name);
        }
        Self { kind, kinds }
    }
}

/// The event log, by the channel that the heads of the files name.
fn event_log_of(files: &[Arc<ScannedFile>]) -> Option<&'static knowledge::Log> {
    let source = files.last()?.reading.source.as_ref()?;
    // A file is named after its channel, but cannot contain the slash.
    knowledge::log_of_file_name(&[&source.kind.replace('/', "%4"), ".evtx"].concat())
}

/// The Windows servicing log: the one of the file name if some entries belong to it, else the one with the most
/// entries. Windows Setup writes entries of all of them into its own logs.
fn servicing_log_of(files: &[Arc<ScannedFile>], named: Option<&'static knowledge::Log>) -> &'static str {
    let mut counts: BTreeMap<&'static str, u64> = BTreeMap::new();
    for (component, count) in files.iter().flat_map(|file| &file.tally.components) {
        *counts.entry(servicing_log(component)).or_default() += count;
    }
    let most = counts.iter().max_by_key(|&(name, count)| (*count, std::cmp::Reverse(*name)));
    match named {
        Some(log) if log.servicing_components.contains(&ANY_COMPONENT) || counts.contains_key(log.name) => {
            log.name
        }
        _ => most.map_or(servicing_log(b""), |(name, _)| *name),
    }
}

/// The log that has this format, if there is only one.
fn only_log_of(format: Format) -> Option<&'static knowledge::Log> {
    let mut logs = knowledge::logs().iter().filter(|log| log.format == format.id());
    logs.next().filter(|_| logs.next().is_none())
}

/// The log of lines of text, recognized by the first line of evidence that only this log can contain.
fn plain_kind(files: &[Arc<ScannedFile>]) -> Option<&'static knowledge::Log> {
    let evidence = knowledge::all_evidence();
    let seen = files.iter().flat_map(|file| &file.sightings);
    let mut logs = seen.filter_map(|seen| knowledge::log(evidence.get(usize::from(seen.evidence.0))?.log));
    logs.find(|log| is_plain(log)).or_else(|| excerpt_kind(files))
}

/// The log to which most of the evidence in an excerpt without columns belongs; `None` if two logs are tied.
fn excerpt_kind(files: &[Arc<ScannedFile>]) -> Option<&'static knowledge::Log> {
    const MOST_ENTRIES: u64 = 200;
    let [file] = files else { return None };
    let mut counts: BTreeMap<&'static str, u32> = BTreeMap::new();
    for seen in file.sightings.iter().filter(|_| file.entries() <= MOST_ENTRIES) {
        let evidence = knowledge::all_evidence().get(usize::from(seen.evidence.0));
        *counts.entry(evidence.map_or("", |evidence| evidence.log)).or_default() += 1;
    }
    let most = counts.values().max()?;
    let mut logs = counts.iter().filter(|(_, count)| *count == most);
    let (name, _) = logs.next()?;
    if logs.next().is_some() { None } else { knowledge::log(name) }
}

/// Whether a log is parsed as lines of text, according to its format.
pub(crate) fn is_plain(log: &knowledge::Log) -> bool {
    !matches!(log.format, "cmtrace" | "windows-update")
}
