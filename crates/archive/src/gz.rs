//! Gzip: one file, or several streams in a row, which unpack to one file.

use crate::bytes::{u16_at, u32_at};
use crate::channel::{ArchiveMember, SkippedMember};
use crate::error::{UnpackError, UnpackFault};
use crate::inflate::{Ended, Inflater};
use crate::info::ArchiveInfo;
use crate::info::ArchiveKind::Gz;
use crate::names::{decode, take_apart};
use crate::triage::Triage;
use crate::window::Window;
use crate::writer::{Abort, MemberWriter};

const EXTRA: u8 = 4;
const NAME: u8 = 8;
const COMMENT: u8 = 16;
const SUM: u8 = 2;

/// The longest name, extra field or comment that is skipped.
const LONGEST: u64 = 64 * 1024;

/// Passes on the file inside. Returns the error in the archive.
pub(crate) async fn unpack(
    info: &ArchiveInfo,
    window: &mut Window,
    out: &mut MemberWriter,
) -> Result<Option<UnpackError>, Abort> {
    let Some(head) = header(window, 0).await else { return Ok(Some(UnpackFault::Cut(Gz).at(0))) };
    let stem = info.name.strip_suffix(".gz").unwrap_or(&info.name).to_owned();
    let name = head.name.filter(|name| !name.is_empty()).unwrap_or(stem);
    // It gets the folder of the archive, where gunzip would leave it.
    let path = info.path.clone();
    if let Triage::Skip(reason) = out.triage(&name) {
        let error = UnpackFault::NotWanted(reason).at(0);
        out.skip(SkippedMember { name, path, size: None, error }).await;
        return Ok(None);
    }
    let whole_folder = info.whole_folder;
    out.begin(ArchiveMember { name, path, size: None, modified: head.modified, whole_folder }, 0).await?;
    match streams(window, head.end, out).await {
        Ok(damage) => out.end(damage).await,
        Err(abort) => out.drop_member(abort).await?,
    }
    Ok(None)
}

/// Reads all streams from an offset on; returns the error.
async fn streams(
    window: &mut Window,
    mut at: u64,
    out: &mut MemberWriter,
) -> Result<Option<UnpackError>, Abort> {
    let mut inflater = Inflater::new();
    let mut damage = None;
    loop {
        let size = window.size();
        match inflater.run(window, (at, size), out).await? {
            Ended::Whole(end) => at = end,
            Ended::Cut(at) => return Ok(Some(UnpackFault::Cut(Gz).at(at))),
            Ended::Broken(at) => return Ok(Some(UnpackFault::Damaged(Gz).at(at))),
        }
        let Some(trailer) = window.exact(at, 8).await else {
            return Ok(damage.or(Some(UnpackFault::Cut(Gz).at(at))));
        };
        if u32_at(trailer, 0) != out.crc.value() {
            damage = Some(UnpackFault::WrongChecksum(Gz).at(at));
        }
        out.crc.reset();
        // Padding may follow, which is no error.
        match header(window, at + 8).await {
            Some(head) => at = head.end,
            None => return Ok(damage),
        }
    }
}

struct GzHeader {
    name: Option<String>,
    modified: Option<i64>,
    end: u64,
}

/// The header of a stream; none if there is none.
async fn header(window: &mut Window, at: u64) -> Option<GzHeader> {
    let fixed = window.exact(at, 10).await?;
    if fixed[..3] != [0x1F, 0x8B, 8] {
        return None;
    }
    let (flags, seconds) = (fixed[3], u32_at(fixed, 4));
    let mut end = at + 10;
    if flags & EXTRA != 0 {
        end += 2 + u64::from(u16_at(window.exact(end, 2).await?, 0));
    }
    let mut name = None;
    for flag in [NAME, COMMENT] {
        if flags & flag == 0 {
            continue;
        }
        let text = text(window, end).await?;
        end += text.len() as u64 + 1;
        if flag == NAME {
            name = Some(take_apart(&decode(&text)).1);
        }
    }
    if flags & SUM != 0 {
        end += 2;
    }
    Some(GzHeader { name, modified: (seconds > 0).then(|| i64::from(seconds) * 1000), end })
}

/// The bytes up to a zero; none if there is no zero.
async fn text(window: &mut Window, at: u64) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    while (text.len() as u64) < LONGEST {
        let part = window.some(at + text.len() as u64, at + LONGEST).await;
        if part.is_empty() {
            return None;
        }
        match part.iter().position(|&byte| byte == 0) {
            Some(end) => {
                text.extend_from_slice(&part[..end]);
                return Some(text);
            }
            None => text.extend_from_slice(part),
        }
    }
    None
}
