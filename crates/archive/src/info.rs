//! An archive as given, and its kind.

use crate::names::{below, take_apart};

/// The kind of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveKind {
    /// Zip.
    Zip,
    /// A cabinet.
    Cab,
    /// Gzip: one file.
    Gz,
}

/// The kind of an archive from its first bytes, at least four; none if it is not a supported archive.
pub fn archive_kind(head: &[u8]) -> Option<ArchiveKind> {
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => Some(ArchiveKind::Zip),
        [b'M', b'S', b'C', b'F', ..] => Some(ArchiveKind::Cab),
        [0x1F, 0x8B, 8, ..] => Some(ArchiveKind::Gz),
        _ => None,
    }
}

/// An archive as given.
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
    /// Whether its complete folder was given.
    pub whole_folder: bool,
    /// 1 for an archive that was dropped, one more for each archive it is in.
    pub depth: u32,
}

impl ArchiveInfo {
    /// The folder of its members: named like the archive.
    pub fn base(&self) -> String {
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        // A name such as `...zip` leaves `..`.
        let (_, stem) = take_apart(stem);
        below(&self.path, &stem)
    }
}
