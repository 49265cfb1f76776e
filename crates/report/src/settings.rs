//! Rows about the configuration: what logs and registry exports say of it, and whether they agree.

use serde::{Deserialize, Serialize};

use crate::evidence::EvidenceLine;

/// One setting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingRow {
    /// Its id in the knowledge: `wsus_url`.
    pub id: String,
    /// Its title: "WSUS server".
    pub title: String,
    /// The value that holds: that of the newest line. Where sources disagree, a finding says so.
    pub value: String,
    /// Whether the sources agree: of each two the newest value of one is one that the other had too.
    pub sources_agree: bool,
    /// The values by source, the newest first.
    pub values: Vec<SettingValue>,
}

/// What one source says of a setting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingValue {
    /// The value, as the source writes it.
    pub value: String,
    /// Who says so: "policy", "WUAHandler", "registry, 32-bit view".
    pub source: String,
    /// The newest line that says so; its `count` is how many lines do.
    pub evidence: EvidenceLine,
}
