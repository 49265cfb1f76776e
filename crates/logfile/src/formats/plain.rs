//! Plain lines: each is an entry; blank ones belong to the line before.

use std::ops::Range;

use crate::encoding::Text;
use crate::entry::Entry;
use crate::lines::LineEnd;

/// Passes on the lines of `place`, each as a plain entry.
pub(super) fn read_lines<'t>(
    lines: LineEnd,
    text: &'t Text<'t>,
    place: Range<usize>,
    emit: &mut (impl FnMut(Entry<'t>) + ?Sized),
) {
    let bytes = &text.bytes[..place.end];
    let mut pending: Option<Range<usize>> = None;
    let mut from = place.start;
    while from < place.end {
        let next = lines.next(bytes, from).map_or(place.end, |(_, next)| next);
        match &mut pending {
            Some(line) if bytes[from..next].trim_ascii().is_empty() => line.end = next,
            _ => {
                if let Some(line) = pending.replace(from..next) {
                    emit(Entry::plain(text, line));
                }
            }
        }
        from = next;
    }
    if let Some(line) = pending {
        emit(Entry::plain(text, line));
    }
}
