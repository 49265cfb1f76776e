//! Archives to members: zip, cab and gz, within limits, of any size.
//!
//! An archive is never in memory whole. [`open`] asks a [`Source`] for the pieces it needs, wherever they lie, and hands
//! each member that may hold a log to a [`Taker`], chunk by chunk. Both may wait, as a browser makes them do: the
//! functions are asynchronous and know no executor. Where nothing waits, as on a disk, [`now`] runs them.
//!
//! A member may be an archive itself: the taker, who has its bytes then, opens it in turn, one [`Given::depth`] deeper,
//! with the same [`Spent`], so that what is inflated is counted over all of them.
//!
//! At most some 8 MB are held while an archive is read: pieces of it, what a window of its compression needs, and the
//! list of its members.
//!
//! The formats: PKWARE's APPNOTE.TXT (zip), Microsoft's [MS-CAB] and [MS-MCI] (cab, MSZIP), RFC 1951 and RFC 1952
//! (deflate, gzip).

#![forbid(unsafe_code)]

mod bundle;
mod bytes;
mod cab;
mod crc;
mod folder;
mod gz;
mod inflate;
mod limits;
mod names;
mod out;
mod taker;
mod window;
mod worth;
mod zip;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

pub use bundle::Layout;
pub use limits::{Limits, Spent};
pub use taker::{End, Member, Skip, Source, Stop, Taker};
pub use worth::{Worth, worth};

use out::{Halt, Out};
use window::Window;

/// What kind of archive it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Zip.
    Zip,
    /// A cabinet.
    Cab,
    /// Gzip: one file.
    Gz,
}

/// The kind of an archive from its first bytes, four of them at least; none where it is none that can be opened.
pub fn kind(head: &[u8]) -> Option<Kind> {
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => Some(Kind::Zip),
        [b'M', b'S', b'C', b'F', ..] => Some(Kind::Cab),
        [0x1F, 0x8B, 8, ..] => Some(Kind::Gz),
        _ => None,
    }
}

/// An archive as it was given.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its kind.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// The folder it lies in; empty for a single file.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it came with its whole folder.
    pub whole_folder: bool,
    /// 1 for an archive that was dropped, one more for each archive it lies in.
    pub depth: u32,
}

impl Given {
    /// The folder that its members lie in: named as the archive is.
    pub fn base(&self) -> String {
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        // A name such as `...zip` leaves a step up.
        let (_, stem) = names::take_apart(stem);
        names::below(&self.path, &stem)
    }
}

/// Reads an archive: hands the members that may hold logs to the taker, what matters first as far as the format lets
/// them be read in any order.
///
/// Returns what is wrong with the archive as a whole, in one sentence that says what to do; what could be read of it was
/// handed over all the same.
///
/// # Errors
///
/// Where source or taker say [`Stop`]; the member that was under way has no end then.
pub async fn open<S: Source, T: Taker>(
    given: &Given,
    source: &mut S,
    taker: &mut T,
) -> Result<Option<&'static str>, Stop> {
    if given.depth > taker.spent().limits.depth {
        return Ok(Some(limits::TOO_DEEP));
    }
    let mut window = Window::new(source, given.size);
    let mut out = Out::new(taker);
    let read = match given.kind {
        Kind::Zip => zip::unpack(given, &mut window, &mut out).await,
        Kind::Cab => cab::unpack(given, &mut window, &mut out).await,
        Kind::Gz => gz::unpack(given, &mut window, &mut out).await,
    };
    match read {
        Ok(problem) => Ok(problem),
        Err(Halt::Member(why) | Halt::Archive(why)) => Ok(Some(why)),
        Err(Halt::Stop) => Err(Stop),
    }
}

/// Runs what never waits; none where it did wait.
pub fn now<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}
