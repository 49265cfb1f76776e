//! Logs and knowledge to a report: what was seen, which runs it belongs to, where they stop, and why.
//!
//! The way of a byte through here:
//! 1. [`Session::add`] recognizes a file from its head and tail.
//! 2. [`Block::read`] reads one block and searches its entries for evidence and codes ([`Watch`] holds the
//!    patterns); any worker can do it, in any order.
//! 3. [`Session::take`] joins the blocks in file order.
//! 4. [`Session::report`] sets the clocks, puts runs together, judges their steps, finds causes, and writes the
//!    report. It can be asked at any time; a later report knows more.
//!
//! Nothing here does IO or knows a browser.

#![forbid(unsafe_code)]

mod around;
mod arrival;
mod block;
mod captures;
mod causes;
mod checks;
mod clock;
mod clocks;
mod codes;
mod contents;
mod copies;
mod facts;
mod file;
mod findings;
mod flows;
mod gaps;
mod grounds;
mod joined;
mod judge;
mod leaf;
mod literals;
mod log;
mod log_rows;
mod machine;
mod machines;
mod missing;
mod moments;
mod notes;
mod quote;
mod registry;
mod rows;
mod runs;
mod same;
mod seen;
mod segments;
mod sentence;
mod served;
mod service;
mod session;
mod settings;
mod side;
mod sighting;
mod sort;
mod steps;
mod timeline;
mod title;
mod trace;
mod unreadable;
mod updates;
mod values;
mod wanted;
mod watch;
mod write;

pub use around::Around;
pub use block::Block;
pub use file::DroppedFile;
pub use session::{Kept, Most, Session};
pub use watch::Watch;
