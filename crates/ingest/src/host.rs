//! What a driver provides: the sink for logs, storage for bytes, and decoders for binary logs.

use logfile::Binary;
use report::{FileMeta, SkippedFile};

/// Bytes that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Body {
    /// A file that the driver was given, by its number.
    Given(u32),
    /// A member of an archive, in [`Storage`].
    Member(u32),
    /// The decoded text of a trace or an event log, in [`Storage`].
    Text(u32),
}

impl Body {
    /// The number of the file.
    pub fn file(self) -> u32 {
        let (Self::Given(file) | Self::Member(file) | Self::Text(file)) = self;
        file
    }
}

/// Receives logs.
pub trait LogSink {
    /// Begins a log, with its first and last bytes: [`logfile::EDGE`] of each, or all of it. Returns whether its blocks
    /// are needed. A repeated number replaces the log that had it.
    fn open(&mut self, file: &FileMeta, head: &[u8], tail: &[u8]) -> bool;

    /// Adds a block of the log that was opened last, in order.
    fn block(&mut self, file: u32, offset: u64, bytes: Vec<u8>);

    /// Ends a log that was opened, with its error if there is one.
    fn close(&mut self, file: u32, problem: Option<&str>);

    /// Receives the text of a file that may be a report that the page or the terminal saved as JSON. Returns whether it
    /// is one and was taken; otherwise the file is read like any other.
    fn saved_report(&mut self, _file: &FileMeta, _json: &str) -> bool {
        false
    }

    /// Reports a file that cannot be read, with the reason.
    fn refuse(&mut self, file: &FileMeta, reason: &str);

    /// Reports a skipped file of a folder or an archive. If it `may_hide_log`, its folder is incomplete.
    fn skip(&mut self, skipped: SkippedFile, may_hide_log: bool);

    /// Reports that the files below a folder are a bundle of a known tool, by its display name: "Support Center
    /// bundle".
    fn bundle(&mut self, folder: String, name: &'static str);
}

/// Stores bytes that are not part of any given file.
pub trait Storage {
    /// Appends bytes to a body; the error is one sentence that explains why they cannot be stored.
    fn store(&mut self, body: Body, bytes: Vec<u8>) -> Result<(), &'static str>;

    /// Deletes a body.
    fn forget(&mut self, body: Body);
}

/// Decodes one trace or event log to text.
pub trait Decode {
    /// Adds the next bytes of the file.
    fn push(&mut self, bytes: &[u8]) -> Result<(), DecodeFault>;

    /// Ends the file, and passes on its text piece by piece.
    fn finish(self: Box<Self>, piece: &mut dyn FnMut(Vec<u8>)) -> Result<(), DecodeFault>;
}

/// The decoder failed: the file has no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeFault;

/// What a driver implements.
pub trait Host: LogSink {
    /// Its storage for members of archives and texts of traces.
    fn storage(&mut self) -> &mut dyn Storage;

    /// A decoder for one file; `formats` is the text of all `.tmf` files. None if there is no decoder; then the file
    /// goes to the sink as it is.
    fn decoder(&mut self, kind: Binary, formats: &[u8]) -> Option<Box<dyn Decode>>;
}
