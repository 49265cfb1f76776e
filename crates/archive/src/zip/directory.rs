//! The list of members at the end of a zip archive.

use super::entry::{CENTRAL, ZipEntry};
use super::plan::Plan;
use crate::bytes::{u16_at, u32_at, u64_at};
use crate::error::{UnpackError, UnpackFault};
use crate::window::Window;
use crate::writer::MemberWriter;

/// The signature at the end of the list.
const END: u32 = 0x0605_4B50;
/// The same for large archives, and where it is.
const LARGE_END: u32 = 0x0606_4B50;
const LARGE_END_PLACE: u32 = 0x0706_4B50;

/// The end of the list, and the longest comment after it.
const LONGEST_END: u64 = 22 + 65_535;

/// How much of a list exists.
pub(crate) enum MemberList {
    /// All of it.
    Intact {
        /// How many members it names, folders included.
        members: u64,
    },
    /// It is too long to be read completely, damaged from some member on, or in another part.
    Broken(UnpackError),
    /// There is none.
    None,
}

/// Where the list is.
struct ListPlace {
    start: u64,
    members: u64,
    /// Bytes before the archive, such as a self-extractor: all offsets are relative to their end.
    before: u64,
}

/// Reads the list into a plan.
pub(crate) async fn read(window: &mut Window, out: &MemberWriter, plan: &mut Plan<'_>) -> MemberList {
    let place = match place(window).await {
        Some(Ok(place)) => place,
        Some(Err(error)) => return MemberList::Broken(error),
        None => return MemberList::None,
    };
    let most = out.limits().listed;
    let mut at = place.start;
    for number in 0..place.members {
        if number >= most {
            return MemberList::Broken(UnpackFault::TooLong(most).at(at));
        }
        let damaged = MemberList::Broken(UnpackFault::ListDamaged.at(at));
        let Some(fixed) = window.exact(at, 46).await else { return damaged };
        if u32_at(fixed, 0) != CENTRAL {
            return damaged;
        }
        let lengths = [28, 30, 32].map(|place| usize::from(u16_at(fixed, place)));
        let Some(head) = window.exact(at, 46 + lengths[0] + lengths[1]).await else { return damaged };
        let (fixed, rest) = head.split_at(46);
        let (name, extra) = rest.split_at(lengths[0]);
        if let Some(mut entry) = ZipEntry::central(fixed, name, extra, out) {
            entry.at = entry.at.saturating_add(place.before);
            plan.take(entry, out).await;
        }
        at += 46 + lengths.iter().sum::<usize>() as u64;
    }
    MemberList::Intact { members: place.members }
}

/// Finds the list; none if there is none.
async fn place(window: &mut Window) -> Option<Result<ListPlace, UnpackError>> {
    let size = window.size();
    let from = size.saturating_sub(LONGEST_END);
    let tail = window.exact(from, (size - from) as usize).await?;
    // The last one whose comment fits after it.
    let is_end = |&at: &usize| {
        let rest = &tail[at..];
        u32_at(rest, 0) == END && 22 + usize::from(u16_at(rest, 20)) <= rest.len()
    };
    let at = (0..tail.len().saturating_sub(21)).rev().find(is_end)?;
    let end = &tail[at..at + 22];
    let (this, first) = (u16_at(end, 4), u16_at(end, 6));
    let (here, members) = (u16_at(end, 8), u16_at(end, 10));
    let (length, offset) = (u32_at(end, 12), u32_at(end, 16));
    let at = from + at as u64;
    let is_large = here == u16::MAX || members == u16::MAX || length == u32::MAX || offset == u32::MAX;
    if is_large && let Some(large) = large(window, at).await {
        return Some(large);
    }
    // Some declare themselves the first of one part.
    if this != first || here != members || this > 1 {
        return Some(Err(UnpackFault::Split.at(at)));
    }
    Some(behind(u64::from(offset), u64::from(length), u64::from(members), at))
}

/// The list of a large archive: its offset is stored before the usual end record.
async fn large(window: &mut Window, end: u64) -> Option<Result<ListPlace, UnpackError>> {
    let at = end.checked_sub(20)?;
    let locator = window.exact(at, 20).await?;
    if u32_at(locator, 0) != LARGE_END_PLACE {
        return None;
    }
    if u32_at(locator, 16) > 1 {
        return Some(Err(UnpackFault::Split.at(at)));
    }
    let written = u64_at(locator, 8);
    // A prefix moves it; then it is right before its locator.
    for place in [Some(written), at.checked_sub(56)].into_iter().flatten() {
        let Some(record) = window.exact(place, 56).await else { continue };
        if u32_at(record, 0) != LARGE_END {
            continue;
        }
        let (here, members) = (u64_at(record, 24), u64_at(record, 32));
        if here != members {
            return Some(Err(UnpackFault::Split.at(place)));
        }
        return Some(behind(u64_at(record, 48), u64_at(record, 40), members, place));
    }
    Some(Err(UnpackFault::ListDamaged.at(at)))
}

/// A list that ends at `end`, if that matches its recorded size.
fn behind(offset: u64, length: u64, members: u64, end: u64) -> Result<ListPlace, UnpackError> {
    match end.checked_sub(length) {
        Some(start) if start >= offset => Ok(ListPlace { start, members, before: start - offset }),
        _ => Err(UnpackFault::ListDamaged.at(end)),
    }
}
