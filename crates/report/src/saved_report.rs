//! What a saved report shows about itself.

use crate::FlowVerdict;

/// The longest saved report that is read, in bytes.
pub const MOST_REPORT: u64 = 256 << 20;

/// A verdict of a saved report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedVerdict {
    /// The name of the machine; empty if nothing names it.
    pub machine: String,
    /// The verdict; none if this version does not know the word.
    pub verdict: Option<FlowVerdict>,
    /// Its sentence.
    pub summary: String,
}
