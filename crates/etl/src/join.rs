//! The files of a session as one.

use crate::clock::SECOND;
use crate::{Header, NEW_FILE};

/// The properties of a file that joining needs.
#[derive(Clone, Copy, Debug)]
pub struct TracePart<'p> {
    /// Its name, with or without folders.
    pub name: &'p str,
    /// Its head.
    pub header: &'p Header,
}

/// Files in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// The places of the parts, as they were given.
    pub order: Vec<usize>,
    /// What is missing between them, in order.
    pub gaps: Vec<TraceGap>,
    /// How many events were lost in all. Windows counts them from the beginning of a session, so of its files the
    /// highest number holds.
    pub lost: u64,
}

/// Files that are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceGap {
    /// The index of the part that follows them.
    pub before: usize,
    /// How many there are.
    pub files: u32,
    /// From when on something is missing: the end of the part before, or its beginning where its end is not known.
    pub from: u64,
    /// Until when: the beginning of the part after.
    pub until: u64,
}

/// Puts files in order, and finds which are missing between them. Files missing before the first and after the last are
/// not detected.
///
/// A session whose mode is [`NEW_FILE`] numbers its files from 1; another session, or the same after a restart, begins
/// again.
pub fn join(parts: &[TracePart<'_>]) -> Joined {
    let mut joined = Joined { order: (0..parts.len()).collect(), ..Joined::default() };
    let number = |part: &TracePart<'_>| number(part).unwrap_or(0);
    joined.order.sort_by_key(|&place| parts.get(place).map(|part| (part.header.start, number(part))));
    let mut last: Option<&TracePart<'_>> = None;
    let mut lost = 0;
    for &place in &joined.order {
        let Some(part) = parts.get(place) else { continue };
        let header = part.header;
        let goes_on =
            last.is_some_and(|last| is_same_run(last.header, header) && number(last) <= number(part));
        if let Some(last) = last.filter(|_| number(part) > 0) {
            let expected = if goes_on { number(last) + 1 } else { 1 };
            let files = number(part).saturating_sub(expected);
            if files > 0 {
                let from = last.header.end.unwrap_or(last.header.start);
                joined.gaps.push(TraceGap { before: place, files, from, until: header.start });
            }
        }
        if goes_on {
            lost = header.lost.max(lost);
        } else {
            joined.lost += u64::from(lost);
            lost = header.lost;
        }
        last = Some(part);
    }
    joined.lost += u64::from(lost);
    joined
}

/// Whether two files may be of one session: same name, and the machine was not started between them.
fn is_same_run(one: &Header, other: &Header) -> bool {
    // The start of the machine is computed from its clock, which is set now and then.
    one.session == other.session && one.boot.abs_diff(other.boot) < 60 * SECOND
}

/// The number of a file in its session: the last in its name, before the extension.
fn number(part: &TracePart<'_>) -> Option<u32> {
    let name = part.name.as_bytes();
    let name = name.get(..name.len().checked_sub(4)?)?;
    if part.header.mode & NEW_FILE == 0 {
        return None;
    }
    let begin = name.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    let digits = name.get(begin..).filter(|digits| (1..=9).contains(&digits.len()))?;
    Some(digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
}
