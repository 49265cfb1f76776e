//! What a driver brings along: where logs go, where bytes are kept, how binary logs become text.

use logfile::Binary;
use report::{FileMeta, SkippedFile};

/// Bytes that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Body {
    /// A file as the driver was given it, by its number.
    Given(u32),
    /// A member of an archive, in [`Storage`].
    Member(u32),
    /// The text that was made of a trace or an event log, in [`Storage`].
    Text(u32),
}

impl Body {
    /// The number of the file.
    pub fn file(self) -> u32 {
        let (Self::Given(file) | Self::Member(file) | Self::Text(file)) = self;
        file
    }
}

/// Where logs go.
pub trait LogSink {
    /// A log begins: its first and last bytes, [`logfile::EDGE`] of each or all of it. Returns whether its blocks are
    /// needed. A number that comes again replaces the log that had it.
    fn open(&mut self, file: &FileMeta, head: &[u8], tail: &[u8]) -> bool;

    /// A block of the log that was opened last, in order.
    fn block(&mut self, file: u32, offset: u64, bytes: Vec<u8>);

    /// Nothing more comes of a log that was opened; what is wrong with it, where something is.
    fn close(&mut self, file: u32, problem: Option<&str>);

    /// Nothing comes of a file, for this reason.
    fn refuse(&mut self, file: &FileMeta, reason: &str);

    /// Something of a folder or an archive is not read. Where it `may_hide_log`, its folder is incomplete without it.
    fn skip(&mut self, skipped: SkippedFile, may_hide_log: bool);

    /// The files below a folder came in a bundle that a tool makes, in words: "Support Center bundle".
    fn bundle(&mut self, folder: String, name: &'static str);
}

/// Where bytes are kept that no given file holds as they are.
pub trait Storage {
    /// Appends bytes to a body; an error is why they cannot be kept, in one sentence.
    fn store(&mut self, body: Body, bytes: Vec<u8>) -> Result<(), &'static str>;

    /// A body is not read any more.
    fn forget(&mut self, body: Body);
}

/// Makes the text of one trace or event log.
pub trait Decode {
    /// Takes the next bytes of the file.
    fn push(&mut self, bytes: &[u8]) -> Result<(), DecodeFault>;

    /// The file is at its end: hands out its text, piece by piece.
    fn finish(self: Box<Self>, piece: &mut dyn FnMut(Vec<u8>)) -> Result<(), DecodeFault>;
}

/// The decoder stopped: nothing comes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeFault;

/// A driver.
pub trait Host: LogSink {
    /// Where it keeps members of archives and texts of traces.
    fn storage(&mut self) -> &mut dyn Storage;

    /// A decoder for one file; `formats` is the text of all `.tmf` files. None where there is no decoder: then the file
    /// goes to the sink as it is.
    fn decoder(&mut self, kind: Binary, formats: &[u8]) -> Option<Box<dyn Decode>>;
}
