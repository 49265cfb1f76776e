//! Archives to members: zip, cab and gz, within limits, of any size.
//!
//! An archive is never in memory as a whole. An [`Unpacker`] asks for the pieces it needs, wherever they are, and hands
//! out each member that may hold a log, chunk by chunk: it does no IO, and runs wherever its caller can read. A member
//! may be an archive itself: the caller, who has its bytes then, opens it in turn, one [`ArchiveInfo::depth`] deeper,
//! with the same [`UnpackBudget`], so that what is unpacked is counted over all of them.
//!
//! At most some 8 MB are held while an archive is read: pieces of it, what a window of its compression needs, and the
//! list of its members.
//!
//! The formats: PKWARE's APPNOTE.TXT (zip), Microsoft's [MS-CAB] and [MS-MCI] (cab, MSZIP), RFC 1951 and RFC 1952
//! (deflate, gzip).

#![forbid(unsafe_code)]

mod budget;
mod bundle;
mod bytes;
mod cab;
mod crc;
mod error;
mod folder;
mod gz;
mod inflate;
mod names;
mod triage;
mod unpacker;
mod window;
mod writer;
mod zip;

pub use budget::{Limits, UnpackBudget};
pub use bundle::BundleLayout;
pub use error::{UnpackError, UnpackFault};
pub use triage::{IsKeyLog, SkipReason, Triage, triage};
pub use unpacker::{ArchiveEvent, ArchiveMember, MemberEnd, SkippedMember, Unpacker};

/// What kind of archive it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveKind {
    /// Zip.
    Zip,
    /// A cabinet.
    Cab,
    /// Gzip: one file.
    Gz,
}

/// The kind of an archive from its first bytes, four of them at least; none where it is none that can be opened.
pub fn archive_kind(head: &[u8]) -> Option<ArchiveKind> {
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => Some(ArchiveKind::Zip),
        [b'M', b'S', b'C', b'F', ..] => Some(ArchiveKind::Cab),
        [0x1F, 0x8B, 8, ..] => Some(ArchiveKind::Gz),
        _ => None,
    }
}

/// An archive as it was given.
#[derive(Clone, Debug)]
pub struct ArchiveInfo {
    /// Its kind.
    pub kind: ArchiveKind,
    /// Its name.
    pub name: String,
    /// The folder it is in; empty for a single file.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it came with its whole folder.
    pub whole_folder: bool,
    /// 1 for an archive that was dropped, one more for each archive it is in.
    pub depth: u32,
}

impl ArchiveInfo {
    /// The folder of its members: named as the archive is.
    pub fn base(&self) -> String {
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        // A name such as `...zip` leaves a step up.
        let (_, stem) = names::take_apart(stem);
        names::below(&self.path, &stem)
    }
}
