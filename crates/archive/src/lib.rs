//! Archives to members: zip, cab and gz, within limits, of any size.
//!
//! An archive is never in memory completely. An [`Unpacker`] requests the pieces it needs, at any offset, and passes
//! on each member that may be a log, chunk by chunk. It does no IO, so it runs in any environment. A member
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
mod channel;
mod crc;
mod error;
mod folder;
mod gz;
mod inflate;
mod info;
mod names;
mod triage;
mod unpacker;
mod window;
mod writer;
mod zip;

pub use budget::{Limits, UnpackBudget};
pub use bundle::BundleLayout;
pub use channel::{ArchiveEvent, ArchiveMember, MemberEnd, SkippedMember};
pub use error::{UnpackError, UnpackFault};
pub use info::{ArchiveInfo, ArchiveKind, archive_kind};
pub use triage::{IsKeyLog, SkipReason, Triage, triage};
pub use unpacker::Unpacker;
