//! Files to logs: blocks are joined, rollovers put together, clocks set, copies and machines told apart.

pub(crate) mod arrival;
pub(crate) mod clock;
pub(crate) mod copies;
pub(crate) mod coverage;
pub(crate) mod file;
pub(crate) mod gap;
pub(crate) mod gaps;
pub(crate) mod log;
pub(crate) mod log_kind;
pub(crate) mod machines;
pub(crate) mod rollovers;
pub(crate) mod same_machine;
pub(crate) mod set_clocks;
pub(crate) mod trace_order;
pub(crate) mod unreadable;
pub(crate) mod web_requests;
