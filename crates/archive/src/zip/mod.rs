//! Zip: the list of members at the end says where each lies; where the list is missing, they are read one by one.
//!
//! A reader of our own: the usual ones want a source that never waits, which a `File` in a browser does, and bring
//! writers, ciphers and codecs along.

mod cut;
mod directory;
mod entry;

use crate::Given;
use crate::bundle::Layout;
use crate::bytes::{u16_at, u32_at};
use crate::inflate::{Ended, Inflater};
use crate::limits::{OVERLAP, TOO_LARGE, TOO_LONG, TOO_MANY};
use crate::names::below;
use crate::out::{Halt, Out};
use crate::taker::{Skip, Source, Taker};
use crate::window::Window;
use crate::worth::Worth;
use directory::Found;
use entry::{DEFLATED, Entry, LOCAL, STORED};

const SPANNED: &str =
    "This is one part of a zip archive that was split: join the parts, or unpack them, and drop the folder.";
const LIST_DAMAGED: &str =
    "The list of members in this zip archive is damaged: those that stand before the damage were read.";
const CUT: &str =
    "This zip archive ends too early, as after a download that broke off: what is there was read.";
const EMPTY: &str = "There is no file in this zip archive.";

const ENCRYPTED: &str = "It is encrypted: unpack it with its password and drop what comes out.";
const DEFLATE64: &str =
    "It is packed with Deflate64, which is not read: unpack the archive with Windows and drop the folder.";
const OTHER_METHOD: &str = "It is packed in a way that is not read: unpack the archive and drop the folder.";

const HEAD_WRONG: &str =
    "It does not lie where its archive says: the archive is damaged. Make it anew, and drop that.";
const SUM_WRONG: &str =
    "Its check sum is wrong, so parts of it may be too: drop another copy if something looks odd.";
const BROKEN: &str = "It is damaged in the archive: what stands before the damage was read.";

/// Hands over the members, what matters first.
pub(crate) async fn unpack<S: Source, T: Taker>(
    given: &Given,
    window: &mut Window<'_, S>,
    out: &mut Out<'_, T>,
) -> Result<Option<&'static str>, Halt> {
    let base = given.base();
    let mut plan = Plan { base: &base, layout: Layout::default(), entries: Vec::new(), left: 0 };
    let found = directory::read(window, out, &mut plan).await?;
    let problem = match found {
        Found::List { members: 0 } => return Ok(Some(EMPTY)),
        Found::List { .. } => None,
        Found::Long => Some(TOO_LONG),
        Found::Damaged => Some(LIST_DAMAGED),
        Found::Spanned => return Ok(Some(SPANNED)),
        Found::None => return cut::unpack(&base, window, out).await,
    };
    if let Some(name) = plan.layout.name(&given.name) {
        out.bundle(name);
    }
    plan.check_overlap()?;
    plan.entries.sort_by_key(Entry::order);
    let mut inflater = Inflater::new();
    for (at, entry) in plan.entries.iter().enumerate() {
        if let Err(halt) = member(entry, &base, window, out, &mut inflater).await {
            // What is left is told, or else it would seem to have been read.
            if let Halt::Archive(why) = halt {
                for rest in &plan.entries[at + 1..] {
                    skip(rest, &base, why, true, out);
                }
            }
            return Err(halt);
        }
    }
    Ok(problem.or((plan.left > 0).then_some(TOO_MANY)))
}

/// The members that are to be read.
struct Plan<'a> {
    base: &'a str,
    layout: Layout,
    entries: Vec<Entry>,
    /// How many are left out, as there are too many.
    left: u64,
}

impl Plan<'_> {
    /// Takes a member from the list: to be read, or told why not.
    fn take<T: Taker>(&mut self, entry: Entry, out: &mut Out<'_, T>) {
        self.layout.see(&entry.folder, &entry.name);
        if let Some((why, is_log)) = entry.refusal(out.limits().member) {
            skip(&entry, self.base, why, is_log, out);
            return;
        }
        let most = out.limits().members;
        self.entries.push(entry);
        // Twice as many as are read are held, then the half that matters less goes.
        if self.entries.len() as u64 >= 2 * most {
            self.entries.sort_by_key(Entry::order);
            for entry in self.entries.drain(most as usize..) {
                self.left += 1;
                skip(&entry, self.base, TOO_MANY, true, out);
            }
        }
    }

    /// Members that share bytes are how a small archive becomes a large one.
    fn check_overlap(&mut self) -> Result<(), Halt> {
        self.entries.sort_by_key(|entry| entry.at);
        let overlap = self.entries.windows(2).any(|pair| pair[0].end() > pair[1].at);
        if overlap { Err(Halt::Archive(OVERLAP)) } else { Ok(()) }
    }
}

impl Entry {
    /// Its place in the order of reading: what matters first, and of that the small first.
    fn order(&self) -> (u8, u64, u64) {
        (self.worth.rank(), self.size, self.at)
    }

    /// Why a member is not unpacked, and whether it may be a log; none where it is.
    fn refusal(&self, most: u64) -> Option<(&'static str, bool)> {
        match (self.worth, self.method) {
            (Worth::Nothing(why, is_log), _) => Some((why, is_log)),
            _ if self.is_encrypted() => Some((ENCRYPTED, true)),
            _ if self.size > most => Some((TOO_LARGE, true)),
            (_, STORED | DEFLATED) => None,
            (_, 9) => Some((DEFLATE64, true)),
            _ => Some((OTHER_METHOD, true)),
        }
    }
}

/// Tells of a member that is not read.
fn skip<T: Taker>(entry: &Entry, base: &str, why: &'static str, is_log: bool, out: &mut Out<'_, T>) {
    let path = below(base, &entry.folder);
    out.skip(Skip { name: &entry.name, path: &path, size: Some(entry.size), why, is_log });
}

/// Hands over one member.
async fn member<S: Source, T: Taker>(
    entry: &Entry,
    base: &str,
    window: &mut Window<'_, S>,
    out: &mut Out<'_, T>,
    inflater: &mut Inflater,
) -> Result<(), Halt> {
    // What stands between the head and the bytes is as long as the head says, and seldom longer than this.
    window.expect_until(entry.end().saturating_add(512));
    let data = match window.exact(entry.at, 30).await? {
        Some(head) if u32_at(head, 0) == LOCAL => {
            entry.at + 30 + u64::from(u16_at(head, 26)) + u64::from(u16_at(head, 28))
        }
        _ => {
            skip(entry, base, HEAD_WRONG, true, out);
            return Ok(());
        }
    };
    out.begin(entry.member(base, true)).await?;
    let end = data.saturating_add(entry.packed);
    let read = bytes(entry, (data, end), window, out, inflater).await;
    window.expect_until(window.size());
    match read {
        Ok((_, damage)) => {
            let sum = (out.crc.value() != entry.crc).then_some(SUM_WRONG);
            Ok(out.end(damage.or(sum)).await?)
        }
        Err(halt) => out.give_up(halt).await,
    }
}

/// Unpacks the bytes of a member: up to where in the archive, and what is wrong.
async fn bytes<S: Source, T: Taker>(
    entry: &Entry,
    (data, end): (u64, u64),
    window: &mut Window<'_, S>,
    out: &mut Out<'_, T>,
    inflater: &mut Inflater,
) -> Result<(u64, Option<&'static str>), Halt> {
    if entry.method == DEFLATED {
        return Ok(match inflater.run(window, (data, end), out).await? {
            Ended::Whole(at) => (at, None),
            Ended::Cut => (end, Some(if end > window.size() { CUT } else { BROKEN })),
            Ended::Broken => (end, Some(BROKEN)),
        });
    }
    let mut at = data;
    loop {
        let part = window.some(at, end).await?;
        if part.is_empty() {
            return Ok((at, (at < end).then_some(CUT)));
        }
        let length = part.len() as u64;
        at += length;
        out.write(part, length, at).await?;
    }
}
