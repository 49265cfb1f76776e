//! Which members of a zip are read, and in what order.

use super::entry::{DEFLATED, STORED, ZipEntry};
use super::member::skip;
use crate::bundle::BundleLayout;
use crate::error::{UnpackError, UnpackFault};
use crate::info::ArchiveKind::Zip;
use crate::triage::Triage;
use crate::writer::{Abort, MemberWriter};

/// The members that are to be read.
pub(super) struct Plan<'a> {
    pub(super) base: &'a str,
    pub(super) layout: BundleLayout,
    pub(super) entries: Vec<ZipEntry>,
    /// Set if some are left out because there are too many.
    pub(super) left: Option<UnpackError>,
}

impl Plan<'_> {
    /// Takes a member from the list: to be read, or skipped for a reason.
    pub(super) async fn take(&mut self, entry: ZipEntry, out: &MemberWriter) {
        self.layout.add(&entry.folder, &entry.name);
        if let Some(fault) = entry.refusal(out) {
            skip(&entry, self.base, fault, out).await;
            return;
        }
        let most = out.limits().members;
        self.entries.push(entry);
        // Keep at most twice as many as are read, then drop the less important half.
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
    pub(super) fn check_overlap(&mut self) -> Result<(), Abort> {
        self.entries.sort_by_key(|entry| entry.at);
        let overlap = self.entries.windows(2).find(|pair| pair[0].end() > pair[1].at);
        overlap.map_or(Ok(()), |pair| Err(Abort::Archive(UnpackFault::Overlap.at(pair[1].at))))
    }
}

impl ZipEntry {
    /// Its rank in the reading order: the most important first, and of those the smallest.
    pub(super) fn order(&self) -> (u8, u64, u64) {
        (self.triage.rank(), self.size, self.at)
    }

    /// Why a member is not unpacked; none if it is.
    pub(super) fn refusal(&self, out: &MemberWriter) -> Option<UnpackFault> {
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
