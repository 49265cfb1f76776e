//! Gaps: minutes of a trace or an event log of which lines may be missing. What is not seen in them may have happened
//! all the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::logs::file::FileRead;
use crate::logs::gap::{Gap, Why};
use crate::logs::log::Log;
use crate::logs::trace_order::place;
use crate::scan::log_names::is_other_trace;

/// The gaps of a log whose clock and span are set.
pub(crate) fn gaps_of(log: &Log) -> Vec<Gap> {
    let is_read = |file: &Arc<FileRead>| file.reading.source.is_some() && !is_other_trace(&file.reading);
    if !log.files.iter().all(is_read) {
        return Vec::new();
    }
    let (mut gaps, mut before) = (Vec::new(), None);
    for (at, (file, since)) in log.files.iter().zip(since(&log.files)).enumerate() {
        let (Some(source), Some((from, to))) = (&file.reading.source, log.span_of(at)) else { continue };
        // Windows deletes the oldest files: those before the first one given need not be missing.
        if let Some(end) = before.filter(|_| since.files > 0) {
            gaps.push(Gap { from: from.min(end), to: from, file: at, why: Why::Files, count: since.files });
        }
        before = before.max(Some(to));
        let counts = [
            (Why::Lost, since.lost),
            (Why::Damaged, source.damaged),
            (Why::Symbols, source.symbols),
            (Why::Undecoded, source.undecoded),
            (Why::Cut, source.cut),
        ];
        let counts = counts.into_iter().filter(|&(_, count)| count > 0);
        gaps.extend(counts.map(|(why, count)| Gap { from, to, file: at, why, count }));
    }
    gaps
}

/// How many events Windows lost while it wrote these files of one log.
pub(crate) fn lost_in(files: &[Arc<FileRead>]) -> u64 {
    since(files).iter().map(|since| since.lost).sum()
}

/// What happened since the file of the same session that comes before one.
struct Since {
    /// How many files of the session are missing between the two.
    files: u64,
    /// How many events were lost.
    lost: u64,
}

fn since(files: &[Arc<FileRead>]) -> Vec<Since> {
    // Of each session the number of its last file, and how many events were lost until its end.
    let mut sessions: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let of_file = |file: &Arc<FileRead>| {
        let lost = file.reading.source.as_ref().map_or(0, |source| source.lost);
        let Some((session, number)) = place(file) else { return Since { files: 0, lost } };
        let (last, before) = sessions.insert(session, (number, lost)).unwrap_or_default();
        // Windows counts what a session has lost so far, in each of its files.
        Since { files: number.saturating_sub(last + 1), lost: lost.checked_sub(before).unwrap_or(lost) }
    };
    files.iter().map(of_file).collect()
}
