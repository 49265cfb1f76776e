//! A zip archive without its list, usually a truncated one. Its members are read one by one until it ends.

use super::entry::{DEFLATED, LOCAL, STORED, ZipEntry};
use super::member::{bytes, skip};
use crate::bytes::{u16_at, u32_at};
use crate::error::{UnpackError, UnpackFault};
use crate::inflate::Inflater;
use crate::info::ArchiveKind::Zip;
use crate::window::Window;
use crate::writer::{Abort, MemberWriter};

/// The signature before the first part of a split archive.
const SPANNED: u32 = 0x0807_4B50;

/// Passes on the members in order of their offsets. Returns the error in the archive.
pub(super) async fn unpack(
    base: &str,
    window: &mut Window,
    out: &mut MemberWriter,
) -> Result<Option<UnpackError>, Abort> {
    let mut inflater = Inflater::new();
    let mut at = 0;
    if window.exact(0, 4).await.is_some_and(|head| u32_at(head, 0) == SPANNED) {
        return Ok(Some(UnpackFault::Split.at(0)));
    }
    for _ in 0..out.limits().listed {
        let Some(fixed) = window.exact(at, 30).await else { break };
        if u32_at(fixed, 0) != LOCAL {
            break;
        }
        let lengths = [26, 28].map(|place| usize::from(u16_at(fixed, place)));
        let data = at + 30 + lengths.iter().sum::<usize>() as u64;
        let Some(head) = window.exact(at, (data - at) as usize).await else { break };
        let (fixed, rest) = head.split_at(30);
        let (name, extra) = rest.split_at(lengths[0]);
        let next = match ZipEntry::local(fixed, name, extra, at, out) {
            Some(entry) => member(&entry, data, base, window, out, &mut inflater).await?,
            None => Some(data),
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    Ok(Some(UnpackFault::Cut(Zip).at(at)))
}

/// Passes on one member; returns where the next one begins, if known.
async fn member(
    entry: &ZipEntry,
    data: u64,
    base: &str,
    window: &mut Window,
    out: &mut MemberWriter,
    inflater: &mut Inflater,
) -> Result<Option<u64>, Abort> {
    let size = window.size();
    let end = if entry.has_sizes_behind() { size } else { data.saturating_add(entry.packed) };
    if let Some(fault) = entry.refusal(out) {
        skip(entry, base, fault, out).await;
        if !entry.has_sizes_behind() {
            return Ok(Some(end));
        }
        if entry.method != DEFLATED || entry.is_encrypted() {
            return Ok(None);
        }
        out.begin_quiet();
    } else if entry.method == STORED && entry.has_sizes_behind() {
        skip(entry, base, UnpackFault::Cut(Zip), out).await;
        return Ok(None);
    } else {
        out.begin(entry.member(base, false), entry.at).await?;
    }
    let read = bytes(entry, (data, end), window, out, inflater).await;
    let (at, damage) = match read {
        Ok(read) => read,
        Err(abort) => {
            out.drop_member(abort).await?;
            return Ok((!entry.has_sizes_behind()).then_some(end));
        }
    };
    let behind = if damage.is_none() && entry.has_sizes_behind() { behind(at, window).await } else { None };
    let crc = behind.map_or(entry.crc, |(_, crc)| crc);
    let is_sum_wrong = out.crc.value() != crc && (behind.is_some() || !entry.has_sizes_behind());
    let sum = is_sum_wrong.then(|| UnpackFault::WrongChecksum(Zip).at(at));
    let damage = match damage {
        Some(UnpackError { fault: UnpackFault::Damaged(kind), offset }) if end >= size => {
            Some(UnpackFault::Cut(kind).at(offset))
        }
        other => other,
    };
    out.end(damage.or(sum)).await;
    Ok(match (entry.has_sizes_behind(), behind) {
        (false, _) => Some(end),
        (true, Some((next, _))) => Some(next),
        (true, None) => None,
    })
}

/// What follows a member: where the next one begins, and the checksum.
async fn behind(at: u64, window: &mut Window) -> Option<(u64, u32)> {
    // With a signature or without, with sizes of 32 or 64 bits: the bytes that follow decide.
    for (length, sum) in [(16, 4), (24, 4), (12, 0), (20, 0)] {
        let Some(part) = window.exact(at, length + 4).await else { continue };
        if part[length..].starts_with(b"PK") && (sum == 0 || u32_at(part, 0) == SPANNED) {
            return Some((at + length as u64, u32_at(part, sum)));
        }
    }
    None
}
