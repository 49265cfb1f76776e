//! Logs and knowledge to a report: what was seen, which runs it belongs to, where they stop, and why.
//!
//! The way of a byte through here:
//! 1. [`DiagnosisSession::add`] recognizes a file from its head and tail.
//! 2. [`LogBlock::read`] reads one block and searches its entries for evidence and codes ([`PatternMatcher`] holds the
//!    patterns); any worker can do it, in any order.
//! 3. [`DiagnosisSession::merge`] joins the blocks in file order.
//! 4. [`DiagnosisSession::report`] sets the clocks, puts runs together, judges their steps, finds causes, and writes
//!    the report. It can be asked at any time; a later report knows more.
//!
//! Nothing here does IO or knows a browser.

#![forbid(unsafe_code)]

mod judge;
mod logs;
mod render;
mod runs;
mod scan;
mod server;
mod session;
mod sort;
#[cfg(test)]
mod testing;

pub use logs::scanned_file::DroppedFile;
pub use render::line_context::LineContext;
pub use render::report::ReportLimits;
pub use scan::log_block::LogBlock;
pub use scan::pattern_matcher::PatternMatcher;
pub use session::{DiagnosisSession, MemoryStats};
