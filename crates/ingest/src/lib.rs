//! Turns any file or folder into logs: recognizes, triages, unpacks, decodes and numbers its contents, and reads them
//! again if necessary.
//!
//! [`Ingest`] is a state machine that does no IO. Its driver (the page's worker, Node, the terminal, the tests) calls
//! [`Ingest::step`] until [`IngestStep::Done`]: each step requests a range of a file, or handles at most one block, so
//! that reading can be cancelled between two of them. The output goes to the driver's [`Host`]: logs to its
//! [`LogSink`], members of archives and texts of traces to its [`Storage`]; binary logs are decoded by its [`Decode`].
//!
//! ```
//! # use ingest::{Ingest, IngestStep, Host};
//! # fn read_all(host: &mut dyn Host, files: Vec<report::FileMeta>, bytes: impl Fn(&ingest::ReadRequest) -> Vec<u8>) {
//! let mut ingest = Ingest::new(|name| name.starts_with("WUAHandler"));
//! ingest.add(files, host);
//! loop {
//!     match ingest.step(host) {
//!         IngestStep::Read(request) => ingest.give(&request, Ok(bytes(&request))),
//!         IngestStep::Block | IngestStep::Work => {}
//!         IngestStep::Wait | IngestStep::Done => break,
//!     }
//! }
//! # }
//! ```
//!
//! The order of reading: the `.tmf` files that traces are decoded with, then the smallest files; in an archive the most
//! important ones. A trace whose `.tmf` file arrives later is read again.

#![forbid(unsafe_code)]

mod decode;
mod formats;
mod host;
mod ingest;
mod log;
mod memory;
mod paste;
mod pasted;
mod progress;
mod queue;
mod reads;
mod saved_report;
mod task;
mod unpack;

pub use formats::TraceFormats;
pub use host::{Body, Decode, DecodeFault, Host, LogSink, Storage};
pub use ingest::{BLOCK, CANCELLED, Ingest, IngestStep};
pub use memory::Memory;
pub use paste::clean_paste;
pub use reads::ReadRequest;
