//! Missing logs, collected: a command for each kind of machine.

use serde::{Deserialize, Serialize};

/// The missing logs of one kind of machine, and the command that puts copies of them into a zip file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogCollection {
    /// On which machine, as in the missing logs: "client", "management point".
    pub role: String,
    /// Whether a folder is readable by administrators only.
    pub elevated: bool,
    /// The logs, as the missing logs name them.
    pub files: Vec<String>,
    /// A block for Windows PowerShell 5.1 or later, of several lines. Nothing in it comes from a log but a time.
    pub command: String,
}
