//! Logs: the files of a session put together, each recognized as one of the known logs.

use std::collections::BTreeMap;

use logfile::{Format, LocalTime, rollover};

use crate::logs::clock::Clock;
use crate::logs::file::FileRead;
use crate::logs::gaps::{Gap, gaps_of};
use crate::logs::trace;
use crate::sort;

/// One log: a file, or the rollovers of one log.
#[derive(Debug)]
pub(crate) struct Log<'s> {
    /// Its files, oldest first.
    pub(crate) files: Vec<&'s FileRead>,
    /// The log it is, told by who wrote its entries, else by its name.
    pub(crate) kind: Option<&'static knowledge::Log>,
    /// All logs that its components write: people put logs together.
    pub(crate) kinds: Vec<&'static str>,
    /// How its times become UTC.
    pub(crate) clock: Clock,
    /// Its earliest and latest time in milliseconds, UTC where the clock is known.
    pub(crate) span: Option<(i64, i64)>,
    /// Minutes of its span of which lines may be missing.
    pub(crate) gaps: Vec<Gap>,
}

impl<'s> Log<'s> {
    /// The newest file's name.
    pub(crate) fn name(&self) -> &'s str {
        self.files.last().map_or("", |file| file.given.name.as_str())
    }

    /// Its format.
    pub(crate) fn format(&self) -> Format {
        self.files.last().map_or(Format::Empty, |file| file.reading.format)
    }

    /// Milliseconds of a time of one of its files, UTC where the clock is known.
    pub(crate) fn ms(&self, file: usize, offset: u64, time: LocalTime) -> i64 {
        self.clock.utc(file, offset, time).unwrap_or(time.local)
    }

    /// The earliest and latest time of one of its files.
    pub(crate) fn span_of(&self, at: usize) -> Option<(i64, i64)> {
        let (first, last) = self.files.get(at)?.tally.span?;
        Some((self.ms(at, 0, first), self.ms(at, u64::MAX, last)))
    }

    /// Whether lines of some of these minutes may be missing.
    pub(crate) fn has_gap(&self, from: i64, to: i64) -> bool {
        self.gaps.iter().any(|gap| gap.from <= to && from <= gap.to)
    }

    /// The one log whose lines it holds, where its name says so and its lines name no component: exceptions of .NET are
    /// written alike by many.
    pub(crate) fn holds_only(&self) -> Option<&'static str> {
        let named = self.files.last().and_then(|file| knowledge::log_of_file_name(&file.given.name))?;
        (self.format() == Format::Plain && is_plain(named)).then_some(named.name)
    }

    /// Whether it is written by Configuration Manager on a client.
    pub(crate) fn is_configmgr_client(&self) -> bool {
        self.kind.is_some_and(|kind| kind.format == "cmtrace" && kind.role == knowledge::Role::Client)
    }
}

/// Puts files together into logs, in an order that does not depend on that of the drop.
///
/// Files that could not be read as text, and copies of one that was dropped again, are left out.
pub(crate) fn logs_of<'s>(files: impl Iterator<Item = &'s FileRead>) -> Vec<Log<'s>> {
    /// Folder, name and format of a log.
    type Place = (String, String, String);
    let mut groups: BTreeMap<Place, Vec<(Option<String>, &'s FileRead)>> = BTreeMap::new();
    for file in files.filter(|file| file.is_text() && file.problem.is_none()) {
        let name = rollover(&file.given.name);
        let format = format!("{:?}", file.reading.format);
        // The traces of one folder and kind are one log, in the order of their times.
        let kind = trace::log_of(&file.reading).map_or(name.stem.as_str(), |log| log.name);
        let key = (file.given.path.to_ascii_lowercase(), kind.to_ascii_lowercase(), format);
        groups.entry(key).or_default().push((name.rolled, file));
    }
    let mut logs = Vec::new();
    for (_, mut group) in groups {
        if group.iter().all(|(_, file)| file.reading.format == Format::Trace) {
            sort::by(&mut group, |(_, a), (_, b)| trace::order(a, b));
            logs.push(Log::new(group.into_iter().map(|(_, file)| file).collect()));
            continue;
        }
        sort::by(&mut group, |a, b| {
            let order = |(rolled, file): &(Option<String>, &FileRead)| {
                (rolled.is_none(), rolled.clone(), file.given.name.clone(), file.given.size, file.print)
            };
            order(a).cmp(&order(b))
        });
        // Two files that are written now cannot be parts of one log; they come from two machines.
        while group.len() > 1 && group[group.len() - 2].0.is_none() {
            logs.extend(group.pop().map(|(_, file)| Log::new(vec![file])));
        }
        logs.push(Log::new(group.into_iter().map(|(_, file)| file).collect()));
    }
    // By what they are and not by what they are called: a renamed log changes nothing.
    sort::by(&mut logs, |a, b| {
        let order = |log: &Log<'_>| {
            let first = log.files.first();
            let kind = log.kind.map_or("", |kind| kind.name);
            (
                kind,
                first.map(|file| (file.given.path.to_ascii_lowercase(), file.beginning)),
                log.name().to_ascii_lowercase(),
            )
        };
        order(a).cmp(&order(b))
    });
    crate::logs::clock::set_clocks(&mut logs);
    for log in &mut logs {
        log.gaps = gaps_of(log);
    }
    logs
}

impl<'s> Log<'s> {
    /// A file that is part of no log, for its row in the report.
    pub(crate) fn alone(file: &'s FileRead) -> Self {
        Self::new(vec![file])
    }

    fn new(files: Vec<&'s FileRead>) -> Self {
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
            Format::WindowsUpdate | Format::WindowsUpdateLegacy => knowledge::log("WindowsUpdate"),
            Format::Trace => files.last().and_then(|file| trace::log_of(&file.reading)),
            Format::CmTrace | Format::SiteServer => {
                let most = counts.iter().max_by_key(|&(name, count)| (*count, std::cmp::Reverse(*name)));
                most.and_then(|(name, _)| knowledge::log(name)).or_else(by_name)
            }
            Format::Servicing => knowledge::log(servicing_log_of(&files, by_name())),
            // A list of users may be called CBS.log: where a log has a format of its own, its lines must tell it.
            Format::Stamped | Format::Plain | Format::Empty | Format::Binary => {
                let written_plain =
                    |log: &&knowledge::Log| matches!(log.format, "cmtrace" | "windows-update" | "text");
                by_name().filter(written_plain).or_else(|| plain_kind(&files))
            }
            Format::SoftwareDistribution => knowledge::log("SoftwareDistribution"),
            Format::EventLog => event_log_of(&files).or_else(by_name),
            Format::WsusChanges => knowledge::log("Change"),
            // A file may be called as it likes: a name counts where it is one of its format's.
            _ => by_name().filter(|log| log.format == format.id()).or_else(|| only_log_of(format)),
        };
        let mut kinds: Vec<&'static str> = counts.into_keys().collect();
        if let Some(kind) = kind.filter(|kind| !kinds.contains(&kind.name)) {
            kinds.push(kind.name);
        }
        Self { files, kind, kinds, clock: Clock::Unknown, span: None, gaps: Vec::new() }
    }
}

/// The log of Windows servicing that writes entries of this component.
pub(crate) fn servicing_log(component: &[u8]) -> &'static str {
    match component {
        b"CBS" | b"CSI" | b"DPX" | b"WCP" | b"CMI" | b"" => "CBS",
        b"DISM" => "DISM",
        _ => "setupact",
    }
}

/// The event log that files are, by the channel that their heads name.
fn event_log_of(files: &[&FileRead]) -> Option<&'static knowledge::Log> {
    let source = files.last()?.reading.source.as_ref()?;
    // A file is named after its channel, and cannot have its slash.
    knowledge::log_of_file_name(&[&source.kind.replace('/', "%4"), ".evtx"].concat())
}

/// Which log of Windows servicing files are: the one of their name, if some of their entries are its, else the one
/// with the most. Windows Setup writes the entries of all in its own logs.
fn servicing_log_of(files: &[&FileRead], named: Option<&'static knowledge::Log>) -> &'static str {
    let mut counts: BTreeMap<&'static str, u64> = BTreeMap::new();
    for (component, count) in files.iter().flat_map(|file| &file.tally.components) {
        *counts.entry(servicing_log(component)).or_default() += count;
    }
    let most = counts.iter().max_by_key(|&(name, count)| (*count, std::cmp::Reverse(*name)));
    match named {
        Some(log) if log.name == "setupact" || counts.contains_key(log.name) => log.name,
        _ => most.map_or("CBS", |(name, _)| *name),
    }
}

/// The log that has this format, where there is one only.
fn only_log_of(format: Format) -> Option<&'static knowledge::Log> {
    let mut logs = knowledge::logs().iter().filter(|log| log.format == format.id());
    logs.next().filter(|_| logs.next().is_none())
}

/// The log that lines of text are, told by the first line of evidence that only such a log can hold.
fn plain_kind(files: &[&FileRead]) -> Option<&'static knowledge::Log> {
    let evidence = knowledge::all_evidence();
    let mut seen = files.iter().flat_map(|file| &file.sightings);
    seen.find_map(|sighting| {
        let log = knowledge::log(evidence.get(usize::from(sighting.evidence.0))?.log)?;
        is_plain(log).then_some(log)
    })
}

/// Whether a log is lines of text to the reader, by its format.
fn is_plain(log: &knowledge::Log) -> bool {
    !matches!(log.format, "cmtrace" | "windows-update")
}

/// How a log stands to the minutes of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// It was not given.
    NotGiven,
    /// It was given, and covers them.
    Covers,
    /// It begins after them.
    BeginsAfter,
    /// It ends before they do.
    EndsBefore,
    /// It was given, and lines of these minutes may be missing in it.
    HasGap,
}

/// How far a log's last entry may lie before a moment it still covers: clocks differ, and writing takes a moment.
const SLACK: i64 = 2000;

/// How many different logs of a client's folder must be there for it to be whole.
const WHOLE: usize = 10;

/// Whether a client's log that was not given was never written: its folder was given whole, and it is not in it.
pub(crate) fn was_never_written(logs: &[Log<'_>], name: &str) -> bool {
    let known = knowledge::log(name);
    if !known.is_some_and(|log| log.role == knowledge::Role::Client && log.format == "cmtrace") {
        return false;
    }
    let is_of_folder =
        |log: &&Log<'_>| log.is_configmgr_client() && log.files.iter().all(|file| file.given.whole_folder);
    let mut kinds: Vec<&str> =
        logs.iter().filter(is_of_folder).flat_map(|log| log.kinds.iter().copied()).collect();
    sort::by(&mut kinds, Ord::cmp);
    kinds.dedup();
    kinds.len() >= WHOLE && !logs.iter().any(|log| log.kinds.contains(&name))
}

/// What one of the known logs, by name, is called where it lies, and its folder: that of traces where they were given.
pub(crate) fn file_and_folder(logs: &[Log<'_>], name: &str) -> (String, &'static str) {
    let is_of_traces = |log: &&Log<'_>| log.kinds.contains(&name) && log.format() == Format::Trace;
    let known = knowledge::log(name);
    match known.filter(|known| !known.traces.is_empty() && logs.iter().any(|log| is_of_traces(&log))) {
        Some(known) => (format!("{name}.*.etl"), known.traces),
        None => known.map_or((format!("{name}.log"), ""), |known| (known.file.to_owned(), known.folder)),
    }
}

/// Whether lines of one of the known logs, by name, may be missing in these minutes.
pub(crate) fn has_gap(logs: &[Log<'_>], name: &str, from: i64, to: i64) -> bool {
    logs.iter().any(|log| log.kinds.contains(&name) && log.has_gap(from, to))
}

/// How the given logs cover the time from `from` to `to` for one of the known logs, by name.
///
/// A log that was never written covers any time: what it would hold did not happen.
pub(crate) fn coverage(logs: &[Log<'_>], name: &str, from: i64, to: i64) -> Coverage {
    if was_never_written(logs, name) {
        return Coverage::Covers;
    }
    let mut best = Coverage::NotGiven;
    for log in logs.iter().filter(|log| log.kinds.contains(&name)) {
        let Some((first, last)) = log.span else { continue };
        if first > to + SLACK {
            best = if best == Coverage::NotGiven { Coverage::BeginsAfter } else { best };
        } else if last + SLACK < to {
            best = if best == Coverage::NotGiven { Coverage::EndsBefore } else { best };
        } else if first > from + SLACK {
            best = Coverage::BeginsAfter;
        } else if log.has_gap(from, to) {
            best = Coverage::HasGap;
        } else {
            return Coverage::Covers;
        }
    }
    best
}
