//! The parts that the knowledge is spread over, each a file of its own for the page.

use std::ops::Range;

/// The part that holds causes, flows and logs by name: the first to give, which says where the rest is.
pub const TABLES: usize = 0;

/// The part that holds what guides say of flows and steps, and lines as samples.
pub const GUIDES: usize = 1;

/// The parts that hold the codes, in order of their values: the page of a code needs one of them.
pub const CODES: Range<usize> = 2..10;

/// The parts that hold what to do about causes: each cause names its own, and a page needs one or two of them.
pub const REMEDIES: Range<usize> = CODES.end..CODES.end + 16;

/// The part that holds the names of all codes that Microsoft publishes: the last to give, and the largest.
pub const SYMBOLS: usize = REMEDIES.end;

/// How many parts there are.
pub const PARTS: usize = SYMBOLS + 1;
