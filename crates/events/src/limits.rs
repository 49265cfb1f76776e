//! How much text is made of one file.

/// The most bytes of text that are made of one file; what exceeds them is counted.
pub const MOST_TEXT: usize = 128 * 1024 * 1024;
