//! Bytes of a log file to entries.
#![forbid(unsafe_code)]
