//! What can be wrong with an archive or a member of it, and where.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::info::ArchiveKind;
use crate::triage::SkipReason;

/// Why an archive or a member of it is not read, or not to its end.
///
/// [`Display`] gives one sentence that says what to do, where something can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnpackError {
    /// What is wrong.
    pub fault: UnpackFault,
    /// Where in the archive, in bytes from its beginning: where the member begins, or where reading stopped.
    pub offset: u64,
}

/// What is wrong with an archive or a member of it. Each limit carries its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnpackFault {
    /// By its name the member holds no log.
    NotWanted(SkipReason),
    /// The archive is in more than so many archives.
    TooDeep(u32),
    /// A member has more than so many bytes.
    TooLarge(u64),
    /// More than so many bytes would come out of the archives of one drop.
    TooMuch(u64),
    /// A member is more than so many times its packed size.
    TooDense(u64),
    /// More than so many members would come out of the archives of one drop.
    TooMany(u64),
    /// The archive lists more than so many members.
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
    /// There is no member.
    Empty,
    /// The member is encrypted.
    Encrypted,
    /// The member is packed with Deflate64.
    Deflate64,
    /// The member is packed in another way that is not read.
    UnknownMethod(ArchiveKind),
    /// The member is not where the list of a zip archive says.
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

    /// Whether what is not read for this reason may be a log: then its folder is incomplete without it.
    pub fn may_hide_log(self) -> bool {
        !matches!(self, Self::NotWanted(reason) if !reason.may_hide_log())
    }
}

impl Error for UnpackError {}

impl Display for UnpackError {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.fault.fmt(out)
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
                    "It lies in more than {most} archives, one in the other: unpack it and drop what is in it."
                );
            }
            Self::TooLarge(most) => {
                let most = ByteSize(most);
                return write!(
                    out,
                    "It holds more than {most}, the most that is unpacked of one file: unpack it and drop the log itself."
                );
            }
            Self::TooMuch(most) => {
                let most = ByteSize(most);
                return write!(
                    out,
                    "More than {most} would come out of these archives: unpack them and drop the logs that matter."
                );
            }
            Self::TooDense(most) => {
                return write!(
                    out,
                    "It grows to more than {most} times its packed size, as files do that are made to fill a disk: it \
                     was not read. If you trust it, unpack it and drop the log itself."
                );
            }
            Self::TooMany(most) => {
                let most = Grouped(most);
                return write!(
                    out,
                    "More than {most} files would come out of these archives: unpack them and drop the logs that matter."
                );
            }
            Self::TooLong(most) => {
                let most = Grouped(most);
                return write!(
                    out,
                    "It lists more than {most} files, of which the first were looked at: unpack it and drop the logs \
                     that matter."
                );
            }
            Self::Overlap => {
                "Its members lie over each other, as in archives that are made to fill a disk: it was not read. If you \
                 trust it, unpack it and drop the logs."
            }
            Self::Split => {
                "This is one part of a zip archive that was split: join the parts, or unpack them, and drop the folder."
            }
            Self::CabinetContinues => {
                "This cabinet goes on in another one: unpack the first one with expand.exe, the others beside it, and \
                 drop the folder."
            }
            Self::MemberContinues => {
                "This file goes on in another cabinet: unpack the first one with expand.exe, the others beside it, and \
                 drop the folder."
            }
            Self::ListDamaged => {
                "The list of members in this zip archive is damaged: those that stand before the damage were read."
            }
            Self::Empty => "There is no file in this zip archive.",
            Self::Encrypted => "It is encrypted: unpack it with its password and drop what comes out.",
            Self::Deflate64 => {
                "It is packed with Deflate64, which is not read: unpack the archive with Windows and drop the folder."
            }
            Self::UnknownMethod(Cab) => {
                "It is packed in a way that is not read: unpack the cabinet with expand.exe and drop the folder."
            }
            Self::UnknownMethod(Zip | Gz) => {
                "It is packed in a way that is not read: unpack the archive and drop the folder."
            }
            Self::Misplaced => {
                "It does not lie where its archive says: the archive is damaged. Make it anew, and drop that."
            }
            Self::WrongChecksum(Cab) => {
                "A check sum in its cabinet is wrong, so parts of it may be too: drop another copy if something looks \
                 odd."
            }
            Self::WrongChecksum(Zip | Gz) => {
                "Its check sum is wrong, so parts of it may be too: drop another copy if something looks odd."
            }
            Self::Cut(kind) => {
                return write!(
                    out,
                    "This {} ends too early, as after a download that broke off: what is there was read.",
                    kind.noun()
                );
            }
            Self::Damaged(Zip) => "It is damaged in the archive: what stands before the damage was read.",
            Self::Damaged(kind) => {
                let noun = kind.noun();
                return write!(
                    out,
                    "This {noun} is damaged from some byte on: what stands before it was read."
                );
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

/// A small number as a word: `three`.
struct InWords(u32);

impl Display for InWords {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match ["no", "one", "two", "three", "four", "five"].get(self.0 as usize) {
            Some(word) => out.write_str(word),
            None => self.0.fmt(out),
        }
    }
}

/// A size in the largest unit that gives a whole number: `8 GB`.
struct ByteSize(u64);

impl Display for ByteSize {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let units = [(1 << 30, "GB"), (1 << 20, "MB"), (1, "bytes")];
        let unit = units.into_iter().find(|(unit, _)| self.0 >= *unit && self.0.is_multiple_of(*unit));
        let (unit, name) = unit.unwrap_or((1, "bytes"));
        write!(out, "{} {name}", self.0 / unit)
    }
}

/// A number with its thousands apart: `5,000`.
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
    fn a_limit_is_written_with_its_value() {
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
