//! Gzip: one file, or several pressed one after the other, which are one when unpacked.

use crate::Given;
use crate::bytes::{u16_at, u32_at};
use crate::inflate::{Ended, Inflater};
use crate::names::{decode, take_apart};
use crate::out::{Halt, Out};
use crate::taker::{Member, Skip, Source, Taker};
use crate::window::Window;
use crate::worth::{Worth, worth};

const EXTRA: u8 = 4;
const NAME: u8 = 8;
const COMMENT: u8 = 16;
const SUM: u8 = 2;

/// The longest name, extra field or comment that is passed over.
const LONGEST: u64 = 64 * 1024;

const DAMAGED: &str = "This gzip archive is damaged from some byte on: what stands before it was read.";
const CUT: &str =
    "This gzip archive ends too early, as after a download that broke off: what is there was read.";
const SUM_WRONG: &str =
    "Its check sum is wrong, so parts of it may be too: drop another copy if something looks odd.";

/// Hands over the file inside.
pub(crate) async fn unpack<S: Source, T: Taker>(
    given: &Given,
    window: &mut Window<'_, S>,
    out: &mut Out<'_, T>,
) -> Result<Option<&'static str>, Halt> {
    let Some(head) = head(window, 0).await? else { return Ok(Some(CUT)) };
    let stem = given.name.strip_suffix(".gz").unwrap_or(&given.name).to_owned();
    let name = head.name.filter(|name| !name.is_empty()).unwrap_or(stem);
    if let Worth::Nothing(why, is_log) = worth(&name) {
        out.skip(Skip { name: &name, path: &given.path, size: None, why, is_log });
        return Ok(None);
    }
    // It lies where the archive lies, as gunzip would leave it.
    let member = Member {
        name,
        path: given.path.clone(),
        size: None,
        modified: head.modified,
        whole_folder: given.whole_folder,
    };
    out.begin(member).await?;
    let mut at = head.end;
    let read = streams(window, &mut at, out).await;
    match read {
        Ok(damage) => out.end(damage).await?,
        Err(halt) => out.give_up(halt).await?,
    }
    Ok(None)
}

/// Reads stream after stream, and says what is wrong.
async fn streams<S: Source, T: Taker>(
    window: &mut Window<'_, S>,
    at: &mut u64,
    out: &mut Out<'_, T>,
) -> Result<Option<&'static str>, Halt> {
    let mut inflater = Inflater::new();
    let mut damage = None;
    loop {
        let size = window.size();
        match inflater.run(window, (*at, size), out).await? {
            Ended::Whole(end) => *at = end,
            Ended::Cut => return Ok(Some(CUT)),
            Ended::Broken => return Ok(Some(DAMAGED)),
        }
        let Some(trailer) = window.exact(*at, 8).await? else { return Ok(damage.or(Some(CUT))) };
        if u32_at(trailer, 0) != out.crc.value() {
            damage = Some(SUM_WRONG);
        }
        out.crc.reset();
        // What follows may be fill, and is no fault then.
        match head(window, *at + 8).await? {
            Some(head) => *at = head.end,
            None => return Ok(damage),
        }
    }
}

struct Head {
    name: Option<String>,
    modified: Option<i64>,
    end: u64,
}

/// The head of a stream; none where there is none.
async fn head<S: Source>(window: &mut Window<'_, S>, at: u64) -> Result<Option<Head>, Halt> {
    let Some(fixed) = window.exact(at, 10).await? else { return Ok(None) };
    if fixed[..3] != [0x1F, 0x8B, 8] {
        return Ok(None);
    }
    let (flags, seconds) = (fixed[3], u32_at(fixed, 4));
    let mut end = at + 10;
    if flags & EXTRA != 0 {
        let Some(length) = window.exact(end, 2).await? else { return Ok(None) };
        end += 2 + u64::from(u16_at(length, 0));
    }
    let mut name = None;
    for flag in [NAME, COMMENT] {
        if flags & flag == 0 {
            continue;
        }
        let Some(text) = text(window, end).await? else { return Ok(None) };
        end += text.len() as u64 + 1;
        if flag == NAME {
            name = Some(take_apart(&decode(&text)).1);
        }
    }
    if flags & SUM != 0 {
        end += 2;
    }
    Ok(Some(Head { name, modified: (seconds > 0).then(|| i64::from(seconds) * 1000), end }))
}

/// The bytes up to a zero.
async fn text<S: Source>(window: &mut Window<'_, S>, at: u64) -> Result<Option<Vec<u8>>, Halt> {
    let mut text = Vec::new();
    while (text.len() as u64) < LONGEST {
        let part = window.some(at + text.len() as u64, at + LONGEST).await?;
        if part.is_empty() {
            return Ok(None);
        }
        match part.iter().position(|&byte| byte == 0) {
            Some(end) => {
                text.extend_from_slice(&part[..end]);
                return Ok(Some(text));
            }
            None => text.extend_from_slice(part),
        }
    }
    Ok(None)
}
