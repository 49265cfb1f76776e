//! Logs and knowledge to a report.
#![forbid(unsafe_code)]
