//! How much is made of one file.

/// At most so many bytes of text are made of one file; what is beyond is counted.
pub const MOST_TEXT: usize = 128 * 1024 * 1024;
