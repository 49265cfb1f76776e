//! The order of the traces of one log, and which of them are missing in between.

use std::cmp::Ordering;

use logfile::rollover;

use crate::logs::scanned_file::ScannedFile;

/// The session of tracing that a file belongs to, and the number it has in it, by its name.
pub(crate) fn place(file: &ScannedFile) -> Option<(String, u64)> {
    let name = rollover(&file.given.name);
    let (session, number) = name.rolled.as_deref()?.rsplit_once('.')?;
    Some((format!("{}.{session}", name.stem.to_ascii_lowercase()), number.parse().ok()?))
}

/// The order of the traces of one log: that of their times, whatever they are called.
pub(crate) fn order(a: &ScannedFile, b: &ScannedFile) -> Ordering {
    let key = |file: &ScannedFile| {
        let begin = file.tally.span.map(|(first, _)| first.utc().unwrap_or(first.local));
        (begin, place(file).map(|(_, number)| number), file.given.name.to_ascii_lowercase(), file.print)
    };
    key(a).cmp(&key(b))
}
