//! What the runs of a flow show together: since when it fails, what changed before, what recovered, and when it fails.

pub(crate) mod changes;
pub(crate) mod events;
pub(crate) mod failing_stretch;
pub(crate) mod failure_pattern;
pub(crate) mod flow_history;
pub(crate) mod recovery;
pub(crate) mod run_values;
pub(crate) mod setting_values;
pub(crate) mod silence;
pub(crate) mod value_change;

#[cfg(test)]
mod tests;
