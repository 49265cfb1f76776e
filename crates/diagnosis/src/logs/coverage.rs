//! Whether the provided logs cover a time, so that a missing line is meaningful.

use logfile::Format;

use crate::logs::given_log::GivenLog;
use crate::sort;

/// Whether a log covers the minutes of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// It was not provided.
    NotGiven,
    /// It was provided and covers them.
    Covers,
    /// It begins after them.
    BeginsAfter,
    /// It ends before them.
    EndsBefore,
    /// It was provided, but lines of these minutes may be missing in it.
    HasGap,
}

/// How far before a moment the last entry of a log may be and still cover it: clocks differ, and writing takes time.
const SLACK: i64 = 2000;

/// How many different logs must be in a client's folder for it to be complete.
const WHOLE: usize = 10;

/// Whether a client never wrote a log that was not provided: its folder is complete, and the log is not in it.
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

/// The file name and the folder of a known log; the folder of its traces if traces were provided.
pub(crate) fn file_and_folder(logs: &[GivenLog], name: &str) -> (String, &'static str) {
    let is_of_traces = |log: &&GivenLog| log.kinds.contains(&name) && log.format() == Format::Trace;
    let known = knowledge::log(name);
    match known.filter(|known| !known.traces.is_empty() && logs.iter().any(|log| is_of_traces(&log))) {
        Some(known) => (format!("{name}.*.etl"), known.traces),
        None => known.map_or((format!("{name}.log"), ""), |known| (known.file.to_owned(), known.folder)),
    }
}

/// Whether lines of a known log may be missing in these minutes.
pub(crate) fn has_gap(logs: &[GivenLog], name: &str, from: i64, to: i64) -> bool {
    logs.iter().any(|log| log.kinds.contains(&name) && log.has_gap(from, to))
}

/// How the provided logs cover the time from `from` to `to` for a known log.
///
/// A log that was never written covers any time, because what it would contain did not happen.
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
