//! Several machines together: which fail alike, what they share, and in what two machines differ.

use serde::{Deserialize, Serialize};

/// Machines that fail in the same way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MachineGroup {
    /// The group in one sentence: "4 of 10 machines fail at step 3 with 0x8024401C.".
    pub summary: String,
    /// The verdict's finding in each of them; none for the group of machines without a finding.
    pub finding: Option<String>,
    /// The names of the machines, in the order of the report.
    pub machines: Vec<String>,
    /// What these machines share and most others do not, the most significant first: "4 of the 4 use SUP02; none of the
    /// other 6 does.".
    pub shared: Vec<String>,
}

/// A table of what differs between machines.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MachineComparison {
    /// The machines that are compared, the columns.
    pub machines: Vec<String>,
    /// The rows.
    pub rows: Vec<MachineDifference>,
}

/// A row of the table: one property that is not the same on all machines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MachineDifference {
    /// The property: "Server", "Agent version".
    pub name: String,
    /// Its value on each machine; empty where no log names it.
    pub values: Vec<String>,
}
