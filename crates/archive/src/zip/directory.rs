//! The list of members at the end of a zip archive.

use super::Plan;
use super::entry::{CENTRAL, Entry};
use crate::bytes::{u16_at, u32_at, u64_at};
use crate::out::{Halt, Out};
use crate::taker::{Source, Taker};
use crate::window::Window;

/// What the list ends with.
const END: u32 = 0x0605_4B50;
/// The same for large archives, and where it lies.
const LARGE_END: u32 = 0x0606_4B50;
const LARGE_END_PLACE: u32 = 0x0706_4B50;

/// The end of the list, and the longest comment behind it.
const LONGEST_END: u64 = 22 + 65_535;

/// What there is of a list.
pub(crate) enum Found {
    /// All of it.
    List {
        /// How many members it names, folders included.
        members: u64,
    },
    /// It is too long to be looked at whole.
    Long,
    /// It is damaged from some member on.
    Damaged,
    /// It lies in another part.
    Spanned,
    /// There is none.
    None,
}

/// Where the list lies.
struct Place {
    start: u64,
    members: u64,
    /// What stands before the archive, such as a program that unpacks it: all offsets count from behind it.
    before: u64,
}

/// Reads the list into a plan.
pub(crate) async fn read<S: Source, T: Taker>(
    window: &mut Window<'_, S>,
    out: &mut Out<'_, T>,
    plan: &mut Plan<'_>,
) -> Result<Found, Halt> {
    let place = match place(window).await? {
        Ok(place) => place,
        Err(found) => return Ok(found),
    };
    let most = out.limits().listed;
    let mut at = place.start;
    for number in 0..place.members {
        if number >= most {
            return Ok(Found::Long);
        }
        let Some(fixed) = window.exact(at, 46).await? else { return Ok(Found::Damaged) };
        if u32_at(fixed, 0) != CENTRAL {
            return Ok(Found::Damaged);
        }
        let lengths = [28, 30, 32].map(|place| usize::from(u16_at(fixed, place)));
        let Some(head) = window.exact(at, 46 + lengths[0] + lengths[1]).await? else {
            return Ok(Found::Damaged);
        };
        let (fixed, rest) = head.split_at(46);
        let (name, extra) = rest.split_at(lengths[0]);
        if let Some(mut entry) = Entry::central(fixed, name, extra) {
            entry.at = entry.at.saturating_add(place.before);
            plan.take(entry, out);
        }
        at += 46 + lengths.iter().sum::<usize>() as u64;
    }
    Ok(Found::List { members: place.members })
}

/// Finds the list.
async fn place<S: Source>(window: &mut Window<'_, S>) -> Result<Result<Place, Found>, Halt> {
    let size = window.size();
    let from = size.saturating_sub(LONGEST_END);
    let Some(tail) = window.exact(from, (size - from) as usize).await? else { return Ok(Err(Found::None)) };
    // The last one whose comment fits behind it.
    let is_end = |&at: &usize| {
        let rest = &tail[at..];
        u32_at(rest, 0) == END && 22 + usize::from(u16_at(rest, 20)) <= rest.len()
    };
    let Some(at) = (0..tail.len().saturating_sub(21)).rev().find(is_end) else { return Ok(Err(Found::None)) };
    let end = &tail[at..at + 22];
    let (this, first) = (u16_at(end, 4), u16_at(end, 6));
    let (here, members) = (u16_at(end, 8), u16_at(end, 10));
    let (length, offset) = (u32_at(end, 12), u32_at(end, 16));
    let at = from + at as u64;
    let is_large = here == u16::MAX || members == u16::MAX || length == u32::MAX || offset == u32::MAX;
    if is_large && let Some(large) = large(window, at).await? {
        return Ok(large);
    }
    // Some say that they are the first of one part.
    if this != first || here != members || this > 1 {
        return Ok(Err(Found::Spanned));
    }
    Ok(behind(u64::from(offset), u64::from(length), u64::from(members), at))
}

/// The list of a large archive: where it lies stands before the usual end.
async fn large<S: Source>(
    window: &mut Window<'_, S>,
    end: u64,
) -> Result<Option<Result<Place, Found>>, Halt> {
    let Some(at) = end.checked_sub(20) else { return Ok(None) };
    let Some(locator) = window.exact(at, 20).await? else { return Ok(None) };
    if u32_at(locator, 0) != LARGE_END_PLACE {
        return Ok(None);
    }
    if u32_at(locator, 16) > 1 {
        return Ok(Some(Err(Found::Spanned)));
    }
    let said = u64_at(locator, 8);
    // What stands before the archive moves it; then it lies right before its locator.
    for place in [Some(said), at.checked_sub(56)].into_iter().flatten() {
        let Some(record) = window.exact(place, 56).await? else { continue };
        if u32_at(record, 0) != LARGE_END {
            continue;
        }
        let (here, members) = (u64_at(record, 24), u64_at(record, 32));
        if here != members {
            return Ok(Some(Err(Found::Spanned)));
        }
        return Ok(Some(behind(u64_at(record, 48), u64_at(record, 40), members, place)));
    }
    Ok(Some(Err(Found::Damaged)))
}

/// A list that ends at `end`, where that fits what is said of it.
fn behind(offset: u64, length: u64, members: u64, end: u64) -> Result<Place, Found> {
    match end.checked_sub(length) {
        Some(start) if start >= offset => Ok(Place { start, members, before: start - offset }),
        _ => Err(Found::Damaged),
    }
}
