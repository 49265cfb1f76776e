//! What a reader of archives and its caller pass to each other: requests for bytes, and what comes out.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::ops::Range;
use std::task::Poll;

use crate::error::UnpackError;

/// What happens next while an archive is read.
#[derive(Debug)]
pub enum ArchiveEvent {
    /// These bytes of the archive are needed: [`Unpacker::give`](crate::Unpacker::give) takes them. They are in the
    /// archive, at most a megabyte and a head long.
    Read(Range<u64>),
    /// The archive is recognized as one that a tool makes, in words: "Support Center bundle".
    Bundle(&'static str),
    /// A member is skipped.
    Skipped(SkippedMember),
    /// A member begins.
    Begin(ArchiveMember),
    /// More bytes of the member: one at least, a megabyte at most.
    Chunk(Vec<u8>),
    /// The member ends.
    End(MemberEnd),
    /// The archive ends, with an error if it is damaged; everything that could be read was sent before.
    Done(Option<UnpackError>),
}

/// A member of an archive. Its name and its folder come from the archive and are only displayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveMember {
    /// Its name, without its folder.
    pub name: String,
    /// The folder it is in: that of the archive, a folder named as the archive, and its folder in there.
    pub path: String,
    /// Its size in bytes, as the archive declares it; none if it does not.
    pub size: Option<u64>,
    /// When it was last changed, in milliseconds since 1970 UTC; none if the archive does not record the zone.
    pub modified: Option<i64>,
    /// Whether its complete folder was given.
    pub whole_folder: bool,
}

/// How a member ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberEnd {
    /// The member is complete.
    Complete,
    /// Everything readable was sent; this is the error.
    Damaged(UnpackError),
    /// Discard what was sent of it, for this reason.
    Dropped(UnpackError),
}

/// A member that is skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedMember {
    /// Its name, without its folder.
    pub name: String,
    /// The folder it is in.
    pub path: String,
    /// Its size in bytes, if known.
    pub size: Option<u64>,
    /// Why it is skipped.
    pub error: UnpackError,
}

/// The channel between the readers and their caller.
#[derive(Default)]
pub(crate) struct Channel {
    pub(crate) event: RefCell<Option<ArchiveEvent>>,
    pub(crate) needed: Cell<Range<u64>>,
    pub(crate) given: RefCell<Option<Vec<u8>>>,
    pub(crate) position: Cell<u64>,
}

impl Channel {
    /// Sends an event, and waits until it is received.
    pub(crate) async fn emit(&self, event: ArchiveEvent) {
        *self.event.borrow_mut() = Some(event);
        poll_fn(|_| if self.event.borrow().is_some() { Poll::Pending } else { Poll::Ready(()) }).await;
    }

    /// Asks for bytes of the archive, and waits for them.
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
