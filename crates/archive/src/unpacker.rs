//! An archive that is read step by step: what it needs goes in, what is in it comes out.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::ops::Range;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::budget::UnpackBudget;
use crate::error::{UnpackError, UnpackFault};
use crate::triage::IsKeyLog;
use crate::window::Window;
use crate::writer::{Abort, MemberWriter};
use crate::{ArchiveInfo, ArchiveKind, cab, gz, zip};

/// What reading an archive comes to next.
#[derive(Debug)]
pub enum ArchiveEvent {
    /// These bytes of the archive are needed: [`Unpacker::give`] takes them. They are in the archive, at most a megabyte
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
    /// Its size in bytes, as the archive says; none where it does not.
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

/// Reads one archive. Dropped before its end, it reads no more.
///
/// Inside, the readers are asynchronous functions that wait for bytes: the compiler makes of them the state that lies
/// between two calls of [`Unpacker::next`].
pub struct Unpacker {
    /// None once it is done.
    run: Option<Pin<Box<dyn Future<Output = Option<UnpackError>>>>>,
    channel: Rc<Channel>,
}

impl Unpacker {
    /// Begins with an archive. What comes out counts in `budget`; logs whose name `is_key_log` come first, as far as
    /// the format lets members be read in any order.
    pub fn new(info: ArchiveInfo, budget: UnpackBudget, is_key_log: IsKeyLog) -> Self {
        let channel = Rc::new(Channel::default());
        let run = Box::pin(unpack(info, budget, is_key_log, Rc::clone(&channel)));
        Self { run: Some(run), channel }
    }

    /// Reads on until something is needed or comes out.
    #[allow(clippy::should_implement_trait)] // An iterator needs nothing in between.
    pub fn next(&mut self) -> ArchiveEvent {
        let Some(run) = &mut self.run else { return ArchiveEvent::Done(None) };
        match run.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(error) => {
                self.run = None;
                ArchiveEvent::Done(error)
            }
            Poll::Pending => match self.channel.event.borrow_mut().take() {
                Some(event) => event,
                None => ArchiveEvent::Read(self.channel.wanted.take()),
            },
        }
    }

    /// Takes the bytes that [`ArchiveEvent::Read`] asks for.
    pub fn give(&mut self, bytes: Vec<u8>) {
        *self.channel.given.borrow_mut() = Some(bytes);
    }

    /// Up to where the archive was read, as far as it is read in order: for a display of progress.
    pub fn position(&self) -> u64 {
        self.channel.position.get()
    }
}

async fn unpack(
    info: ArchiveInfo,
    budget: UnpackBudget,
    is_key_log: IsKeyLog,
    channel: Rc<Channel>,
) -> Option<UnpackError> {
    let most = budget.limits().depth;
    if info.depth > most {
        return Some(UnpackFault::TooDeep(most).at(0));
    }
    let mut window = Window::new(Rc::clone(&channel), info.size);
    let mut writer = MemberWriter::new(channel, budget, is_key_log);
    let read = match info.kind {
        ArchiveKind::Zip => zip::unpack(&info, &mut window, &mut writer).await,
        ArchiveKind::Cab => cab::unpack(&info, &mut window, &mut writer).await,
        ArchiveKind::Gz => gz::unpack(&info, &mut window, &mut writer).await,
    };
    let error = match read {
        Ok(error) => error?,
        Err(Abort::Member(error) | Abort::Archive(error)) => error,
    };
    // A damaged archive may name a place behind its end.
    Some(UnpackError { offset: error.offset.min(info.size), ..error })
}

/// What the readers and their caller pass to each other.
#[derive(Default)]
pub(crate) struct Channel {
    event: RefCell<Option<ArchiveEvent>>,
    wanted: Cell<Range<u64>>,
    given: RefCell<Option<Vec<u8>>>,
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
                self.wanted.set(range.clone());
                Poll::Pending
            }
        })
        .await
    }
}
