//! Turns logs and the knowledge base into a report: what happened, in which runs, where they stop, and why.
//!
//! The path of a byte through this crate:
//! 1. [`DiagnosisSession::add`] recognizes a file from its head and tail.
//! 2. [`LogBlock::read`] reads one block and searches its entries for evidence and codes ([`PatternMatcher`] contains
//!    the patterns). Any worker can read any block, in any order.
//! 3. [`DiagnosisSession::merge`] joins the blocks in file order.
//! 4. [`DiagnosisSession::report`] sets the clocks, groups lines into runs, judges their steps, finds causes, and
//!    writes the report. It can be called at any time; a later report includes more.
//!
//! Nothing here does IO or depends on a browser.

#![forbid(unsafe_code)]

mod groups;
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

pub use logs::citations::citation_check::CitationCheck;
pub use logs::scanned_file::DroppedFile;
pub use render::line_context::LineContext;
pub use render::report::ReportLimits;
pub use scan::log_block::LogBlock;
pub use scan::pattern_matcher::PatternMatcher;
pub use session::{DiagnosisSession, MemoryStats};
