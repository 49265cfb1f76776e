//! What can be wrong with an archive or a member of it, and where.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::info::ArchiveKind;
use crate::triage::SkipReason;

/// Why an archive or a member of it is not read, or only in part.
///
/// [`Display`] gives one sentence, with advice if something can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnpackError {
    /// What is wrong.
    pub fault: UnpackFault,
    /// Offset in the archive, in bytes: where the member begins, or where reading stopped.
    pub offset: u64,
}

/// What is wrong with an archive or a member of it. Each limit carries its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnpackFault {
    /// Judging by its name, the member is no log.
    NotWanted(SkipReason),
    /// The archive is nested in more than this many archives.
    TooDeep(u32),
    /// A member has more than this many bytes.
    TooLarge(u64),
    /// The archives of one drop unpack to more than this many bytes.
    TooMuch(u64),
    /// A member is more than this many times its packed size.
    TooDense(u64),
    /// The archives of one drop contain more than this many members.
    TooMany(u64),
    /// The archive lists more than this many members.
    TooLong(u64),
    /// Members share bytes of the archive.
    Overlap,
    /// A zip archive is one part of several.
    Split,
    /// A cabinet continues in another one.
    CabinetContinues,
    /// A member continues in another cabinet.
    MemberContinues,
    /// The list of members of a zip archive is damaged.
    ListDamaged,
    /// The archive is empty.
    Empty,
    /// The member is encrypted.
    Encrypted,
    /// The member is packed with Deflate64.
    Deflate64,
    /// The member uses another compression method that is not supported.
    UnknownMethod(ArchiveKind),
    /// The member is not at the offset that the list of the zip archive gives.
    Misplaced,
    /// A checksum is wrong.
    WrongChecksum(ArchiveKind),
    /// The archive ends too early.
    Cut(ArchiveKind),
    /// The packed bytes are damaged.
    Damaged(ArchiveKind),
}

impl UnpackFault {
    /// The error of this fault at an offset.
    pub(crate) fn at(self, offset: u64) -> UnpackError {
        UnpackError { fault: self, offset }
    }

    /// Whether what is skipped for this reason may be a log: then its folder is incomplete.
    pub fn may_hide_log(self) -> bool {
        !matches!(self, Self::NotWanted(reason) if !reason.may_hide_log())
    }
}

impl Error for UnpackError {}

impl Display for UnpackError {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let at = Grouped(self.offset);
        match self.fault {
            UnpackFault::Damaged(ArchiveKind::Zip) => {
                write!(out, "It is damaged at byte {at} of its archive; everything before it was read.")
            }
            UnpackFault::Damaged(kind) => {
                let noun = kind.noun();
                write!(out, "This {noun} is damaged at byte {at}; everything before it was read.")
            }
            fault => fault.fmt(out),
        }
    }
}

impl Display for UnpackFault {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        use ArchiveKind::{Cab, Gz, Zip};
        let sentence = match *self {
            Self::NotWanted(reason) => return reason.fmt(out),
            Self::TooDeep(most) => {
                let most = InWords(most);
                return write!(
                    out,
                    "It is nested in more than {most} archives: unpack it and drop its contents."
                );
            }
            Self::TooLarge(most) => {
                let most = ByteSize(most);
                return write!(
                    out,
                    "It holds more than {most}, the limit for one unpacked file: unpack it and drop the log itself."
                );
            }
            Self::TooMuch(most) => {
                let most = ByteSize(most);
                return write!(
                    out,
                    "These archives unpack to more than {most}: unpack them and drop the logs that matter."
                );
            }
            Self::TooDense(most) => {
                return write!(
                    out,
                    "It unpacks to more than {most} times its packed size, as a zip bomb does, so it was not read. If \
                     you trust it, unpack it and drop the log itself."
                );
            }
            Self::TooMany(most) => {
                let most = Grouped(most);
                return write!(
                    out,
                    "These archives contain more than {most} files: unpack them and drop the logs that matter."
                );
            }
            Self::TooLong(most) => {
                let most = Grouped(most);
                return write!(
                    out,
                    "It lists more than {most} files, and only the first of them were checked: unpack it and drop the \
                     logs that matter."
                );
            }
            Self::Overlap => {
                "Its members overlap, as in a zip bomb, so it was not read. If you trust it, unpack it and drop the \
                 logs."
            }
            Self::Split => {
                "This is one part of a split zip archive: join the parts, or unpack them, and drop the folder."
            }
            Self::CabinetContinues => {
                "This cabinet continues in another one: put all parts in one folder, unpack the first one with \
                 expand.exe, and drop the folder."
            }
            Self::MemberContinues => {
                "This file continues in another cabinet: put all parts in one folder, unpack the first one with \
                 expand.exe, and drop the folder."
            }
            Self::ListDamaged => {
                "The file list of this zip archive is damaged; all files listed before the damage were read."
            }
            Self::Empty => "This zip archive contains no files.",
            Self::Encrypted => "It is encrypted: unpack it with its password and drop its contents.",
            Self::Deflate64 => {
                "It is compressed with Deflate64, which is not supported: unpack the archive with Windows and drop the \
                 folder."
            }
            Self::UnknownMethod(Cab) => {
                "Its compression method is not supported: unpack the cabinet with expand.exe and drop the folder."
            }
            Self::UnknownMethod(Zip | Gz) => {
                "Its compression method is not supported: unpack the archive and drop the folder."
            }
            Self::Misplaced => {
                "It is not at the offset that its archive gives: the archive is damaged. Create the archive again and \
                 drop it."
            }
            Self::WrongChecksum(Cab) => {
                "A checksum in its cabinet is wrong, so parts of it may be damaged: drop another copy if something \
                 looks odd."
            }
            Self::WrongChecksum(Zip | Gz) => {
                "Its checksum is wrong, so parts of it may be damaged: drop another copy if something looks odd."
            }
            Self::Cut(kind) => {
                return write!(
                    out,
                    "This {} is truncated, as after an interrupted download; everything up to there was read.",
                    kind.noun()
                );
            }
            Self::Damaged(Zip) => "It is damaged in the archive; everything before the damage was read.",
            Self::Damaged(kind) => {
                let noun = kind.noun();
                return write!(out, "This {noun} is damaged; everything before the damage was read.");
            }
        };
        out.write_str(sentence)
    }
}

impl ArchiveKind {
    fn noun(self) -> &'static str {
        match self {
            Self::Zip => "zip archive",
            Self::Cab => "cabinet",
            Self::Gz => "gzip archive",
        }
    }
}

/// A small number spelled out: `three`.
struct InWords(u32);

impl Display for InWords {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match ["no", "one", "two", "three", "four", "five"].get(self.0 as usize) {
            Some(word) => out.write_str(word),
            None => self.0.fmt(out),
        }
    }
}

/// A size in the largest unit that gives an integer: `8 GB`.
struct ByteSize(u64);

impl Display for ByteSize {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let units = [(1 << 30, "GB"), (1 << 20, "MB"), (1, "bytes")];
        let unit = units.into_iter().find(|(unit, _)| self.0 >= *unit && self.0.is_multiple_of(*unit));
        let (unit, name) = unit.unwrap_or((1, "bytes"));
        write!(out, "{} {name}", self.0 / unit)
    }
}

/// A number with thousands separators: `5,000`.
struct Grouped(u64);

impl Display for Grouped {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            number @ 0..1000 => write!(out, "{number}"),
            number => write!(out, "{},{:03}", Self(number / 1000), number % 1000),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ByteSize, Grouped, InWords, UnpackFault};

    #[test]
    fn a_message_names_the_value_of_its_limit() {
        assert_eq!(
            [ByteSize(1 << 30), ByteSize(8 << 30), ByteSize(1 << 20), ByteSize(1000)]
                .map(|size| size.to_string()),
            ["1 GB", "8 GB", "1 MB", "1000 bytes"]
        );
        assert_eq!(
            [999, 5_000, 100_000, 1_000_001].map(|count| Grouped(count).to_string()),
            ["999", "5,000", "100,000", "1,000,001"]
        );
        assert_eq!([3, 12].map(|depth| InWords(depth).to_string()), ["three", "12"]);
        let error = UnpackFault::TooLarge(1 << 30).at(77);
        assert_eq!((error.offset, &error.to_string()[..24]), (77, "It holds more than 1 GB,"));
    }
}
