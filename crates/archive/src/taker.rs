//! The two whom an archive stands between: who has its bytes, and who takes its members.

use crate::limits::Spent;

/// Nothing more is wanted, or nothing more can be had: whoever says so knows why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop;

/// Who has the bytes of an archive.
pub trait Source {
    /// Appends the bytes from one offset to another; both lie within the archive, a megabyte apart at most.
    fn read(&mut self, from: u64, to: u64, into: &mut Vec<u8>) -> impl Future<Output = Result<(), Stop>>;
}

/// Who takes the members of an archive.
pub trait Taker {
    /// What may be inflated, and what was, over all archives of one drop.
    fn spent(&mut self) -> &mut Spent;

    /// The archive was recognized as one that a tool makes, in words: "Support Center bundle".
    fn bundle(&mut self, name: &'static str);

    /// A member is not read.
    fn skip(&mut self, skip: Skip<'_>);

    /// A member begins.
    fn begin(&mut self, member: Member) -> impl Future<Output = Result<(), Stop>>;

    /// The archive was read up to a byte, as far as it is read in order: for who shows how far it is. It is said often.
    fn passed(&mut self, at: u64);

    /// More of the member, a megabyte at most.
    fn chunk(&mut self, bytes: &[u8]) -> impl Future<Output = Result<(), Stop>>;

    /// The member is at its end.
    fn end(&mut self, end: End) -> impl Future<Output = Result<(), Stop>>;
}

/// A member of an archive. Its name and its folder come from the archive: they are only ever shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name, without its folder.
    pub name: String,
    /// The folder it lies in: that of the archive, a folder named as the archive, and its folder in there.
    pub path: String,
    /// Its size in bytes, as the archive says; none where it does not.
    pub size: Option<u64>,
    /// When it was last changed, in milliseconds since 1970 UTC; none where the archive does not say in which zone.
    pub modified: Option<i64>,
    /// Whether it came with its whole folder.
    pub whole_folder: bool,
}

/// How a member ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// All of it was handed over.
    Whole,
    /// What could be had of it was handed over; the sentence says what is wrong.
    Damaged(&'static str),
    /// It is to be forgotten, for the reason in the sentence.
    Dropped(&'static str),
}

/// A member that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip<'a> {
    /// Its name, without its folder.
    pub name: &'a str,
    /// The folder it lies in.
    pub path: &'a str,
    /// Its size in bytes, where that is known.
    pub size: Option<u64>,
    /// Why, in one sentence that says what to do where something can be done.
    pub why: &'static str,
    /// Whether it may be a log: then its folder is not whole without it.
    pub is_log: bool,
}
