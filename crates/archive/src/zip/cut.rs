//! A zip archive without its list: cut off, most often. Its members are read one by one as far as they go.

use super::entry::{DEFLATED, Entry, LOCAL, STORED};
use super::{BROKEN, CUT, SUM_WRONG, skip};
use crate::bytes::{u16_at, u32_at};
use crate::inflate::Inflater;
use crate::out::{Halt, Out};
use crate::taker::{Source, Taker};
use crate::window::Window;

/// What is written before a first part.
const SPANNED: u32 = 0x0807_4B50;

/// Hands over the members, in the order in which they lie.
pub(super) async fn unpack<S: Source, T: Taker>(
    base: &str,
    window: &mut Window<'_, S>,
    out: &mut Out<'_, T>,
) -> Result<Option<&'static str>, Halt> {
    let mut inflater = Inflater::new();
    let mut at = 0;
    if window.exact(0, 4).await?.is_some_and(|head| u32_at(head, 0) == SPANNED) {
        return Ok(Some(super::SPANNED));
    }
    for _ in 0..out.limits().listed {
        let Some(fixed) = window.exact(at, 30).await? else { break };
        if u32_at(fixed, 0) != LOCAL {
            break;
        }
        let lengths = [26, 28].map(|place| usize::from(u16_at(fixed, place)));
        let data = at + 30 + lengths.iter().sum::<usize>() as u64;
        let Some(head) = window.exact(at, (data - at) as usize).await? else { break };
        let (fixed, rest) = head.split_at(30);
        let (name, extra) = rest.split_at(lengths[0]);
        let next = match Entry::local(fixed, name, extra, at) {
            Some(entry) => member(&entry, data, base, window, out, &mut inflater).await?,
            None => Some(data),
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    Ok(Some(CUT))
}

/// Hands over one member; returns where the next one begins, where that can be told.
async fn member<S: Source, T: Taker>(
    entry: &Entry,
    data: u64,
    base: &str,
    window: &mut Window<'_, S>,
    out: &mut Out<'_, T>,
    inflater: &mut Inflater,
) -> Result<Option<u64>, Halt> {
    let size = window.size();
    let end = if entry.has_sizes_behind() { size } else { data.saturating_add(entry.packed) };
    let refusal = entry.refusal(out.limits().member);
    if let Some((why, is_log)) = refusal {
        skip(entry, base, why, is_log, out);
        if !entry.has_sizes_behind() {
            return Ok(Some(end));
        }
        if entry.method != DEFLATED || entry.is_encrypted() {
            return Ok(None);
        }
        out.begin_quiet();
    } else if entry.method == STORED && entry.has_sizes_behind() {
        skip(entry, base, CUT, true, out);
        return Ok(None);
    } else {
        out.begin(entry.member(base, false)).await?;
    }
    let read = super::bytes(entry, (data, end), window, out, inflater).await;
    let (at, damage) = match read {
        Ok(read) => read,
        Err(halt) => {
            out.give_up(halt).await?;
            return Ok((!entry.has_sizes_behind()).then_some(end));
        }
    };
    let behind = if damage.is_none() && entry.has_sizes_behind() { behind(at, window).await? } else { None };
    let crc = behind.map_or(entry.crc, |(_, crc)| crc);
    let sum =
        (out.crc.value() != crc && (behind.is_some() || !entry.has_sizes_behind())).then_some(SUM_WRONG);
    let damage = match damage {
        Some(BROKEN) if end >= size => Some(CUT),
        other => other,
    };
    out.end(damage.or(sum)).await?;
    Ok(match (entry.has_sizes_behind(), behind) {
        (false, _) => Some(end),
        (true, Some((next, _))) => Some(next),
        (true, None) => None,
    })
}

/// What stands behind a member: where the next one begins, and the check sum.
async fn behind<S: Source>(at: u64, window: &mut Window<'_, S>) -> Result<Option<(u64, u32)>, Halt> {
    // With a mark or without, with sizes of 32 or of 64 bits: what follows tells.
    for (length, sum) in [(16, 4), (24, 4), (12, 0), (20, 0)] {
        let Some(part) = window.exact(at, length + 4).await? else { continue };
        if part[length..].starts_with(b"PK") && (sum == 0 || u32_at(part, 0) == SPANNED) {
            return Ok(Some((at + length as u64, u32_at(part, sum))));
        }
    }
    Ok(None)
}
