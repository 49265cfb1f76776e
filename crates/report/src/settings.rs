//! Rows about the configuration: its values in logs and registry exports, and whether they agree.

use serde::{Deserialize, Serialize};

use crate::evidence::EvidenceLine;

/// One setting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingRow {
    /// Its id in the knowledge base: `wsus_url`.
    pub id: String,
    /// Its title: "WSUS server".
    pub title: String,
    /// The current value: that of the newest line. If sources disagree, there is a finding.
    pub value: String,
    /// Whether the sources agree: for each two, the newest value of one is a value that the other also had.
    pub sources_agree: bool,
    /// The values by source, the newest first.
    pub values: Vec<SettingValue>,
}

/// A setting's value in one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingValue {
    /// The value, as the source writes it.
    pub value: String,
    /// The source: "policy", "WUAHandler", "registry, 32-bit view".
    pub source: String,
    /// The newest line with this value; its `count` is the number of such lines.
    pub evidence: EvidenceLine,
}
