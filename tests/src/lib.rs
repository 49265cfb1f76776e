//! Scenarios of whole machines, written as text, and the report they must give, as text.
#![allow(clippy::panic)] // A scenario that cannot be read is a fault of the test.

mod analyze;
mod notation;
mod text;

pub use analyze::{Way, analyze, read_blocks};
pub use notation::{TestFile, read_scenario};
pub use text::text_of;
