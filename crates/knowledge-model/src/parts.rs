//! The parts that the knowledge is spread over, each a file of its own for the page.

use std::ops::Range;

/// The part with causes, flows and logs by name: the first to give, which names the parts of the rest.
pub const TABLES: usize = 0;

/// The part with the guides of flows and steps, and sample lines.
pub const GUIDES: usize = 1;

/// The parts with the codes, in order of their values: the page of a code needs one of them.
pub const CODES: Range<usize> = 2..10;

/// The parts with the remedies of causes: each cause names its own, and a page needs one or two of them.
pub const REMEDIES: Range<usize> = CODES.end..CODES.end + 40;

/// The part with the names of all codes that Microsoft publishes: the last to give, and the largest.
pub const SYMBOLS: usize = REMEDIES.end;

/// How many parts there are.
pub const PARTS: usize = SYMBOLS + 1;
