//! Lines that the user marked in the log viewer.

use serde::{Deserialize, Serialize};

use crate::evidence::EvidenceLine;

/// A marked line with a note, for the ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bookmark {
    /// The line. It is no evidence: its id is empty.
    pub line: EvidenceLine,
    /// The user's note; can be empty.
    pub note: String,
}
