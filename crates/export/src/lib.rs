//! A report as text for a ticket, a file or another tool.

#![forbid(unsafe_code)]

mod context;

pub use context::ExportContext;
