//! Reads an archive step by step: takes the bytes it requests, returns its members.

use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::budget::UnpackBudget;
use crate::channel::{ArchiveEvent, Channel};
use crate::error::{UnpackError, UnpackFault};
use crate::info::{ArchiveInfo, ArchiveKind};
use crate::triage::IsKeyLog;
use crate::window::Window;
use crate::writer::{Abort, MemberWriter};
use crate::{cab, gz, zip};

/// Reads one archive. Drop it to stop reading.
///
/// Internally, the readers are async functions that wait for bytes: the compiler turns them into the state that is
/// kept between two calls of [`Unpacker::next`].
pub struct Unpacker {
    /// None once it is done.
    run: Option<Pin<Box<dyn Future<Output = Option<UnpackError>>>>>,
    channel: Rc<Channel>,
}

impl Unpacker {
    /// Starts reading an archive. Unpacked bytes count in `budget`; logs whose name `is_key_log` come first, if
    /// the format allows members to be read in any order.
    pub fn new(info: ArchiveInfo, budget: UnpackBudget, is_key_log: IsKeyLog) -> Self {
        let channel = Rc::new(Channel::default());
        let run = Box::pin(unpack(info, budget, is_key_log, Rc::clone(&channel)));
        Self { run: Some(run), channel }
    }

    /// Continues until bytes are needed or an event occurs.
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
                None => ArchiveEvent::Read(self.channel.needed.take()),
            },
        }
    }

    /// Takes the bytes that [`ArchiveEvent::Read`] asks for.
    pub fn give(&mut self, bytes: Vec<u8>) {
        *self.channel.given.borrow_mut() = Some(bytes);
    }

    /// The offset up to which the archive was read, for a progress display; rough if members are out of order.
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
    // A damaged archive may give an offset beyond its end.
    Some(UnpackError { offset: error.offset.min(info.size), ..error })
}
