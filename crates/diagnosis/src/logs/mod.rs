//! Turns files into logs: joins blocks, groups rollovers, sets clocks, detects copies and machines, and compares the
//! lines that a saved report quotes.

pub(crate) mod arrival;
pub(crate) mod citations;
pub(crate) mod copies;
mod counting_files;
pub(crate) mod coverage;
pub(crate) mod file_tally;
pub(crate) mod gaps;
pub(crate) mod given_log;
pub(crate) mod log_clock;
pub(crate) mod log_gap;
pub(crate) mod log_kind;
pub(crate) mod machines;
pub(crate) mod rollovers;
pub(crate) mod same_machine;
pub(crate) mod scanned_file;
pub(crate) mod set_clocks;
pub(crate) mod trace_order;
pub(crate) mod unreadable;
pub(crate) mod web_server_log;

#[cfg(test)]
mod tests;
