//! The order of the traces of one log, and which traces in between are missing.

use std::cmp::Ordering;

use logfile::rollover;

use crate::logs::scanned_file::ScannedFile;

/// The tracing session of a file, and its number in the session, based on its name.
pub(crate) fn place(file: &ScannedFile) -> Option<(String, u64)> {
    let name = rollover(&file.given.name);
    let (session, number) = name.rolled.as_deref()?.rsplit_once('.')?;
    Some((format!("{}.{session}", name.stem.to_ascii_lowercase()), number.parse().ok()?))
}

/// The traces of one log in time order, regardless of their names.
pub(crate) fn order(a: &ScannedFile, b: &ScannedFile) -> Ordering {
    let key = |file: &ScannedFile| {
        let begin = file.tally.span.map(|(first, _)| first.utc().unwrap_or(first.local));
        (begin, place(file).map(|(_, number)| number), file.given.name.to_ascii_lowercase(), file.print)
    };
    key(a).cmp(&key(b))
}
