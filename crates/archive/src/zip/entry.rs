//! One member of a zip archive, from its header.

use crate::bytes::{u16_at, u32_at, u64_at};
use crate::channel::ArchiveMember;
use crate::names::{below, decode, take_apart};
use crate::triage::Triage;
use crate::writer::MemberWriter;

/// The signature of a local header.
pub(crate) const LOCAL: u32 = 0x0403_4B50;
/// The signature of a header in the list.
pub(crate) const CENTRAL: u32 = 0x0201_4B50;

/// Stored without compression.
pub(crate) const STORED: u16 = 0;
/// Compressed with deflate.
pub(crate) const DEFLATED: u16 = 8;

/// Its sizes follow it.
const SIZES_BEHIND: u16 = 1 << 3;
/// It is encrypted, or so is the list.
const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;

/// A member.
pub(crate) struct ZipEntry {
    pub(crate) name: String,
    pub(crate) folder: String,
    pub(crate) triage: Triage,
    pub(crate) method: u16,
    flags: u16,
    pub(crate) crc: u32,
    /// Its size in the archive.
    pub(crate) packed: u64,
    pub(crate) size: u64,
    /// Where its header is.
    pub(crate) at: u64,
    /// Whether its header names its sizes; if not, they follow its bytes.
    has_sizes: bool,
    modified: Option<i64>,
    /// The minimum length of its header.
    head: u64,
}

impl ZipEntry {
    /// From a header in the list: its fixed part, its name, its extra fields. None for a folder.
    pub(crate) fn central(fixed: &[u8], name: &[u8], extra: &[u8], out: &MemberWriter) -> Option<Self> {
        Self::new((fixed, 8), name, extra, u64::from(u32_at(fixed, 42)), out)
    }

    /// From the local header at `at`. None for a folder.
    pub(crate) fn local(
        fixed: &[u8],
        name: &[u8],
        extra: &[u8],
        at: u64,
        out: &MemberWriter,
    ) -> Option<Self> {
        let entry = Self::new((fixed, 6), name, extra, at, out)?;
        let has_sizes = !entry.has_sizes_behind();
        Some(Self { has_sizes, ..entry })
    }

    /// Both kinds of headers are the same from the flags on.
    fn new(
        (fixed, flags): (&[u8], usize),
        name: &[u8],
        extra: &[u8],
        at: u64,
        out: &MemberWriter,
    ) -> Option<Self> {
        let path = decode(name);
        if path.ends_with(['/', '\\']) {
            return None;
        }
        let head = 30 + name.len() as u64;
        let (folder, name) = take_apart(&path);
        let mut entry = Self {
            triage: out.triage(&name),
            name,
            folder,
            flags: u16_at(fixed, flags),
            method: u16_at(fixed, flags + 2),
            crc: u32_at(fixed, flags + 8),
            packed: u64::from(u32_at(fixed, flags + 12)),
            size: u64::from(u32_at(fixed, flags + 16)),
            at,
            has_sizes: true,
            modified: None,
            head,
        };
        entry.read_extra(extra);
        Some(entry)
    }

    /// Sizes beyond 4 GB, and times in UTC.
    fn read_extra(&mut self, mut extra: &[u8]) {
        while extra.len() >= 4 {
            let (id, length) = (u16_at(extra, 0), usize::from(u16_at(extra, 2)));
            let Some((field, rest)) = extra[4..].split_at_checked(length) else { return };
            match id {
                1 => self.read_large(field),
                // Seconds since 1970.
                0x5455 if field.first().is_some_and(|flags| flags & 1 == 1) && field.len() >= 5 => {
                    self.modified = Some(i64::from(u32_at(field, 1).cast_signed()) * 1000);
                }
                // A time of NTFS: tenths of a microsecond since 1601.
                0x000A if u16_at(field, 4) == 1 && field.len() >= 16 => {
                    let ms = (u64_at(field, 8) / 10_000).cast_signed() - 11_644_473_600_000;
                    self.modified = Some(ms);
                }
                _ => {}
            }
            extra = rest;
        }
    }

    fn read_large(&mut self, mut field: &[u8]) {
        const BEYOND: u64 = u32::MAX as u64;
        for number in [&mut self.size, &mut self.packed, &mut self.at] {
            if *number == BEYOND
                && let Some((value, rest)) = field.split_at_checked(8)
            {
                *number = u64_at(value, 0);
                field = rest;
            }
        }
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.flags & ENCRYPTED != 0
    }

    /// Whether its sizes are unknown until it is read.
    pub(crate) fn has_sizes_behind(&self) -> bool {
        self.flags & SIZES_BEHIND != 0
    }

    /// Its size, if it is known before the member is read.
    pub(crate) fn known_size(&self) -> Option<u64> {
        self.has_sizes.then_some(self.size)
    }

    /// The lowest offset at which it can end.
    pub(crate) fn end(&self) -> u64 {
        self.at.saturating_add(self.head).saturating_add(self.packed)
    }

    /// As the caller receives it.
    pub(crate) fn member(&self, base: &str, whole_folder: bool) -> ArchiveMember {
        ArchiveMember {
            name: self.name.clone(),
            path: below(base, &self.folder),
            size: self.known_size(),
            modified: self.modified,
            whole_folder,
        }
    }
}
