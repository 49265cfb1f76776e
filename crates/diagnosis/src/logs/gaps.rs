//! Gaps: minutes of a trace or an event log with possibly missing lines. Events that are not logged there might still
//! have happened.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::logs::given_log::GivenLog;
use crate::logs::log_gap::{GapCause, LogGap};
use crate::logs::scanned_file::ScannedFile;
use crate::logs::trace_order::place;
use crate::scan::log_names::is_other_trace;

/// The gaps of a log whose clock and span are set.
pub(crate) fn gaps_of(log: &GivenLog) -> Vec<LogGap> {
    let is_read = |file: &Arc<ScannedFile>| file.reading.source.is_some() && !is_other_trace(&file.reading);
    if !log.files.iter().all(is_read) {
        return Vec::new();
    }
    let (mut gaps, mut before) = (Vec::new(), None);
    for (at, (file, since)) in log.files.iter().zip(since(&log.files)).enumerate() {
        let (Some(source), Some((from, to))) = (&file.reading.source, log.span_of(at)) else { continue };
        // Windows deletes the oldest files, so files before the first one provided need not be missing.
        if let Some(end) = before.filter(|_| since.files > 0) {
            gaps.push(LogGap {
                from: from.min(end),
                to: from,
                file: at,
                why: GapCause::Files,
                count: since.files,
            });
        }
        before = before.max(Some(to));
        let counts = [
            (GapCause::Lost, since.lost),
            (GapCause::Damaged, source.damaged),
            (GapCause::Symbols, source.symbols),
            (GapCause::Undecoded, source.undecoded),
            (GapCause::Cut, source.cut),
        ];
        let counts = counts.into_iter().filter(|&(_, count)| count > 0);
        gaps.extend(counts.map(|(why, count)| LogGap { from, to, file: at, why, count }));
    }
    gaps
}

/// How many events Windows lost while it wrote these files of one log.
pub(crate) fn lost_in(files: &[Arc<ScannedFile>]) -> u64 {
    since(files).iter().map(|since| since.lost).sum()
}

/// What happened between a file and the previous file of its session.
struct Since {
    /// The number of session files missing between the two.
    files: u64,
    /// The number of lost events.
    lost: u64,
}

fn since(files: &[Arc<ScannedFile>]) -> Vec<Since> {
    // Per session: the number of its last file, and the number of events lost up to its end.
    let mut sessions: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let of_file = |file: &Arc<ScannedFile>| {
        let lost = file.reading.source.as_ref().map_or(0, |source| source.lost);
        let Some((session, number)) = place(file) else { return Since { files: 0, lost } };
        let (last, before) = sessions.insert(session, (number, lost)).unwrap_or_default();
        // In each file, Windows stores how many events the session has lost so far.
        Since { files: number.saturating_sub(last + 1), lost: lost.checked_sub(before).unwrap_or(lost) }
    };
    files.iter().map(of_file).collect()
}
