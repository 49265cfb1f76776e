//! Whether the logs that were given cover a time, and so whether their silence says something.

use logfile::Format;

use crate::logs::given_log::GivenLog;
use crate::sort;

/// Whether a log covers the minutes of a run.
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

/// How far a log's last entry may be before a moment it still covers: clocks differ, and writing takes a moment.
const SLACK: i64 = 2000;

/// How many different logs of a client's folder must be there for it to be complete.
const WHOLE: usize = 10;

/// Whether a client's log that was not given was never written: its folder is complete, and it is not in it.
pub(crate) fn was_never_written(logs: &[GivenLog], name: &str) -> bool {
    let known = knowledge::log(name);
    if !known.is_some_and(|log| log.role == knowledge::Role::Client && log.format == "cmtrace") {
        return false;
    }
    let is_of_folder =
        |log: &&GivenLog| log.is_configmgr_client() && log.files.iter().all(|file| file.given.whole_folder);
    let mut kinds: Vec<&str> =
        logs.iter().filter(is_of_folder).flat_map(|log| log.kinds.iter().copied()).collect();
    sort::by(&mut kinds, Ord::cmp);
    kinds.dedup();
    kinds.retain(|kind| knowledge::log(kind).is_some_and(|log| log.instead.is_empty()));
    kinds.len() >= WHOLE && !logs.iter().any(|log| log.kinds.contains(&name))
}

/// What one of the known logs, by name, is called in its folder, and its folder: that of traces where they were given.
pub(crate) fn file_and_folder(logs: &[GivenLog], name: &str) -> (String, &'static str) {
    let is_of_traces = |log: &&GivenLog| log.kinds.contains(&name) && log.format() == Format::Trace;
    let known = knowledge::log(name);
    match known.filter(|known| !known.traces.is_empty() && logs.iter().any(|log| is_of_traces(&log))) {
        Some(known) => (format!("{name}.*.etl"), known.traces),
        None => known.map_or((format!("{name}.log"), ""), |known| (known.file.to_owned(), known.folder)),
    }
}

/// Whether lines of one of the known logs, by name, may be missing in these minutes.
pub(crate) fn has_gap(logs: &[GivenLog], name: &str, from: i64, to: i64) -> bool {
    logs.iter().any(|log| log.kinds.contains(&name) && log.has_gap(from, to))
}

/// How the given logs cover the time from `from` to `to` for one of the known logs, by name.
///
/// A log that was never written covers any time: what it would hold did not happen.
pub(crate) fn coverage(logs: &[GivenLog], name: &str, from: i64, to: i64) -> Coverage {
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
