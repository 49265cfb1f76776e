//! Unpacks one member of a zip, or reports that it is skipped.

use super::entry::{DEFLATED, LOCAL, ZipEntry};
use crate::bytes::{u16_at, u32_at};
use crate::channel::SkippedMember;
use crate::error::{UnpackError, UnpackFault};
use crate::inflate::{Ended, Inflater};
use crate::info::ArchiveKind::Zip;
use crate::names::below;
use crate::window::Window;
use crate::writer::{Abort, MemberWriter};

/// Reports a skipped member.
pub(super) async fn skip(entry: &ZipEntry, base: &str, fault: UnpackFault, out: &MemberWriter) {
    let (name, path) = (entry.name.clone(), below(base, &entry.folder));
    out.skip(SkippedMember { name, path, size: entry.known_size(), error: fault.at(entry.at) }).await;
}

/// Passes on one member.
pub(super) async fn member(
    entry: &ZipEntry,
    base: &str,
    window: &mut Window,
    out: &mut MemberWriter,
    inflater: &mut Inflater,
) -> Result<(), Abort> {
    // The header gives the distance to the bytes, which is seldom longer than this.
    window.expect_until(entry.end().saturating_add(512));
    let data = match window.exact(entry.at, 30).await {
        Some(head) if u32_at(head, 0) == LOCAL => {
            entry.at + 30 + u64::from(u16_at(head, 26)) + u64::from(u16_at(head, 28))
        }
        _ => {
            skip(entry, base, UnpackFault::Misplaced, out).await;
            return Ok(());
        }
    };
    out.begin(entry.member(base, true), entry.at).await?;
    let end = data.saturating_add(entry.packed);
    let read = bytes(entry, (data, end), window, out, inflater).await;
    window.expect_until(window.size());
    match read {
        Ok((at, damage)) => {
            let is_sum_wrong = out.crc.value() != entry.crc;
            let sum = is_sum_wrong.then(|| UnpackFault::WrongChecksum(Zip).at(at));
            out.end(damage.or(sum)).await;
            Ok(())
        }
        Err(abort) => out.drop_member(abort).await,
    }
}

/// Unpacks the bytes of a member. Returns the offset where they end, and the error.
pub(super) async fn bytes(
    entry: &ZipEntry,
    (data, end): (u64, u64),
    window: &mut Window,
    out: &mut MemberWriter,
    inflater: &mut Inflater,
) -> Result<(u64, Option<UnpackError>), Abort> {
    let is_cut = end > window.size();
    if entry.method == DEFLATED {
        return Ok(match inflater.run(window, (data, end), out).await? {
            Ended::Whole(at) => (at, None),
            Ended::Cut(at) if is_cut => (end, Some(UnpackFault::Cut(Zip).at(at))),
            Ended::Cut(at) | Ended::Broken(at) => (end, Some(UnpackFault::Damaged(Zip).at(at))),
        });
    }
    let mut at = data;
    loop {
        let part = window.some(at, end).await;
        if part.is_empty() {
            return Ok((at, (at < end).then(|| UnpackFault::Cut(Zip).at(at))));
        }
        let length = part.len() as u64;
        at += length;
        out.write(part, length, at).await?;
    }
}
