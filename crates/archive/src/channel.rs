//! What a reader of archives and its caller pass to each other: requests for bytes, and what comes out.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::ops::Range;
use std::task::Poll;

use crate::error::UnpackError;

/// What reading an archive comes to next.
#[derive(Debug)]
pub enum ArchiveEvent {
    /// These bytes of the archive are needed: [`Unpacker::give`](crate::Unpacker::give) takes them. They are in the archive, at most a megabyte
    /// and a head long.
    Read(Range<u64>),
    /// The archive is recognized as one that a tool makes, in words: "Support Center bundle".
    Bundle(&'static str),
    /// A member is not read.
    Skipped(SkippedMember),
    /// A member begins.
    Begin(ArchiveMember),
    /// More bytes of the member: one at least, a megabyte at most.
    Chunk(Vec<u8>),
    /// The member is at its end.
    End(MemberEnd),
    /// Nothing more comes, and why, where the archive as a whole is not intact; what could be read of it came before.
    Done(Option<UnpackError>),
}

/// A member of an archive. Its name and its folder come from the archive: they are only ever shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveMember {
    /// Its name, without its folder.
    pub name: String,
    /// The folder it is in: that of the archive, a folder named as the archive, and its folder in there.
    pub path: String,
    /// Its size in bytes, as the archive declares it; none where it does not.
    pub size: Option<u64>,
    /// When it was last changed, in milliseconds since 1970 UTC; none where the archive does not say in which zone.
    pub modified: Option<i64>,
    /// Whether it came with its whole folder.
    pub whole_folder: bool,
}

/// How a member ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberEnd {
    /// All of it came.
    Complete,
    /// What can be had of it came, and this is wrong.
    Damaged(UnpackError),
    /// What came of it is to be forgotten, for this reason.
    Dropped(UnpackError),
}

/// A member that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedMember {
    /// Its name, without its folder.
    pub name: String,
    /// The folder it is in.
    pub path: String,
    /// Its size in bytes, where that is known.
    pub size: Option<u64>,
    /// Why.
    pub error: UnpackError,
}

/// What the readers and their caller pass to each other.
#[derive(Default)]
pub(crate) struct Channel {
    pub(crate) event: RefCell<Option<ArchiveEvent>>,
    pub(crate) needed: Cell<Range<u64>>,
    pub(crate) given: RefCell<Option<Vec<u8>>>,
    pub(crate) position: Cell<u64>,
}

impl Channel {
    /// Hands an event out, and waits until it is taken.
    pub(crate) async fn emit(&self, event: ArchiveEvent) {
        *self.event.borrow_mut() = Some(event);
        poll_fn(|_| if self.event.borrow().is_some() { Poll::Pending } else { Poll::Ready(()) }).await;
    }

    /// Asks for bytes of the archive, and waits until they are given.
    pub(crate) async fn read(&self, range: Range<u64>) -> Vec<u8> {
        poll_fn(|_| match self.given.borrow_mut().take() {
            Some(bytes) => Poll::Ready(bytes),
            None => {
                self.needed.set(range.clone());
                Poll::Pending
            }
        })
        .await
    }
}
