//! Zip: the list of members at the end says where each is; where the list is missing, they are read one by one.
//!
//! A reader of our own: the `zip` crate needs a source that it can seek and block on, which a `File` in a browser is not,
//! and brings writers, ciphers and codecs along.

mod cut;
mod directory;
mod entry;

use crate::ArchiveInfo;
use crate::ArchiveKind::Zip;
use crate::bundle::BundleLayout;
use crate::bytes::{u16_at, u32_at};
use crate::error::{UnpackError, UnpackFault};
use crate::inflate::{Ended, Inflater};
use crate::names::below;
use crate::triage::Triage;
use crate::unpacker::SkippedMember;
use crate::window::Window;
use crate::writer::{Abort, MemberWriter};
use directory::MemberList;
use entry::{DEFLATED, LOCAL, STORED, ZipEntry};

/// Hands over the members, what matters first. Returns what is wrong with the archive.
pub(crate) async fn unpack(
    info: &ArchiveInfo,
    window: &mut Window,
    out: &mut MemberWriter,
) -> Result<Option<UnpackError>, Abort> {
    let base = info.base();
    let mut plan = Plan { base: &base, layout: BundleLayout::default(), entries: Vec::new(), left: None };
    let problem = match directory::read(window, out, &mut plan).await {
        MemberList::Intact { members: 0 } => return Ok(Some(UnpackFault::Empty.at(0))),
        MemberList::Intact { .. } => None,
        MemberList::Broken(error) if error.fault == UnpackFault::Split => return Ok(Some(error)),
        MemberList::Broken(error) => Some(error),
        MemberList::None => return cut::unpack(&base, window, out).await,
    };
    if let Some(name) = plan.layout.name(&info.name) {
        out.bundle(name).await;
    }
    plan.check_overlap()?;
    plan.entries.sort_by_key(ZipEntry::order);
    let mut inflater = Inflater::new();
    for (at, entry) in plan.entries.iter().enumerate() {
        if let Err(abort) = member(entry, &base, window, out, &mut inflater).await {
            // What is left is listed, or else it would seem to have been read.
            if let Abort::Archive(error) = abort {
                for rest in &plan.entries[at + 1..] {
                    skip(rest, &base, error.fault, out).await;
                }
            }
            return Err(abort);
        }
    }
    Ok(problem.or(plan.left))
}

/// The members that are to be read.
struct Plan<'a> {
    base: &'a str,
    layout: BundleLayout,
    entries: Vec<ZipEntry>,
    /// That some are left out, as there are too many.
    left: Option<UnpackError>,
}

impl Plan<'_> {
    /// Takes a member from the list: to be read, or skipped for a reason.
    async fn take(&mut self, entry: ZipEntry, out: &MemberWriter) {
        self.layout.add(&entry.folder, &entry.name);
        if let Some(fault) = entry.refusal(out) {
            skip(&entry, self.base, fault, out).await;
            return;
        }
        let most = out.limits().members;
        self.entries.push(entry);
        // Twice as many as are read are held, then the half that matters less goes.
        if self.entries.len() as u64 >= 2 * most {
            self.entries.sort_by_key(ZipEntry::order);
            let fault = UnpackFault::TooMany(most);
            for entry in self.entries.drain(most as usize..) {
                self.left = Some(fault.at(entry.at));
                skip(&entry, self.base, fault, out).await;
            }
        }
    }

    /// Members that share bytes are how a small archive becomes a large one.
    fn check_overlap(&mut self) -> Result<(), Abort> {
        self.entries.sort_by_key(|entry| entry.at);
        let overlap = self.entries.windows(2).find(|pair| pair[0].end() > pair[1].at);
        overlap.map_or(Ok(()), |pair| Err(Abort::Archive(UnpackFault::Overlap.at(pair[1].at))))
    }
}

impl ZipEntry {
    /// Its place in the order of reading: what matters first, and of that the small first.
    fn order(&self) -> (u8, u64, u64) {
        (self.triage.rank(), self.size, self.at)
    }

    /// Why a member is not unpacked; none where it is.
    fn refusal(&self, out: &MemberWriter) -> Option<UnpackFault> {
        let most = out.limits().member;
        match (self.triage, self.method) {
            (Triage::Skip(reason), _) => Some(UnpackFault::NotWanted(reason)),
            _ if self.is_encrypted() => Some(UnpackFault::Encrypted),
            _ if self.size > most => Some(UnpackFault::TooLarge(most)),
            (_, STORED | DEFLATED) => None,
            (_, 9) => Some(UnpackFault::Deflate64),
            _ => Some(UnpackFault::UnknownMethod(Zip)),
        }
    }
}

/// Reports a member that is not read.
async fn skip(entry: &ZipEntry, base: &str, fault: UnpackFault, out: &MemberWriter) {
    let (name, path) = (entry.name.clone(), below(base, &entry.folder));
    out.skip(SkippedMember { name, path, size: Some(entry.size), error: fault.at(entry.at) }).await;
}

/// Hands over one member.
async fn member(
    entry: &ZipEntry,
    base: &str,
    window: &mut Window,
    out: &mut MemberWriter,
    inflater: &mut Inflater,
) -> Result<(), Abort> {
    // What is between the header and the bytes is as long as the header says, and seldom longer than this.
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

/// Unpacks the bytes of a member: up to where in the archive, and what is wrong.
async fn bytes(
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
