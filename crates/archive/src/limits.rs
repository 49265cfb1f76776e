//! What archives may take, and what they took: against those made to fill a disk or to keep a reader busy for ever.

/// What archives may take.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of one member.
    pub member: u64,
    /// Bytes of all members of one drop.
    pub total: u64,
    /// How many times its packed size a member may be ...
    pub ratio: u64,
    /// ... once so many bytes of it are inflated: a short log of one line repeated is no attack.
    pub ratio_from: u64,
    /// How many members of one drop are read.
    pub members: u64,
    /// How many members of one archive are looked at.
    pub listed: u64,
    /// How deep archives may lie in archives.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            member: 1 << 30,
            total: 8 << 30,
            ratio: 200,
            ratio_from: 64 << 20,
            members: 5_000,
            listed: 100_000,
            depth: 3,
        }
    }
}

/// What the archives of one drop took so far.
#[derive(Clone, Debug, Default)]
pub struct Spent {
    /// What they may take.
    pub limits: Limits,
    /// Bytes inflated.
    pub bytes: u64,
    /// Members read.
    pub members: u64,
}

pub(crate) const TOO_DEEP: &str =
    "It lies in more than three archives, one in the other: unpack it and drop what is in it.";
pub(crate) const TOO_LARGE: &str =
    "It holds more than 1 GB, the most that is unpacked of one file: unpack it and drop the log itself.";
pub(crate) const TOO_MUCH: &str =
    "More than 8 GB would come out of these archives: unpack them and drop the logs that matter.";
pub(crate) const TOO_DENSE: &str = "It grows to more than 200 times its packed size, as files do that are made to fill a disk: it was not \
     read. If you trust it, unpack it and drop the log itself.";
pub(crate) const TOO_MANY: &str =
    "More than 5,000 files would come out of these archives: unpack them and drop the logs that matter.";
pub(crate) const TOO_LONG: &str = "It lists more than 100,000 files, of which the first were looked at: unpack it and drop the logs that matter.";
pub(crate) const OVERLAP: &str = "Its members lie over each other, as in archives that are made to fill a disk: it was not read. If you \
     trust it, unpack it and drop the logs.";
