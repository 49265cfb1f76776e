//! Commands that collect the missing logs, one for each kind of machine.

use serde::{Deserialize, Serialize};

/// The missing logs of one kind of machine, and the command that puts copies of them into a zip file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogCollection {
    /// The kind of machine, as in the missing logs: "client", "management point".
    pub role: String,
    /// Whether a folder can be read only by administrators.
    pub elevated: bool,
    /// The logs, with the names used in the missing logs.
    pub files: Vec<String>,
    /// A block for Windows PowerShell 5.1 or later, of several lines. Times are the only text in it that comes from a
    /// log.
    pub command: String,
}
