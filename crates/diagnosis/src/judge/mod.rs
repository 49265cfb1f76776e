//! Runs to verdicts, findings and causes.

pub(crate) mod analysis;
pub(crate) mod causes;
pub(crate) mod findings;
pub(crate) mod flow_steps;
pub(crate) mod judge_run;
pub(crate) mod judge_steps;
pub(crate) mod machine_failures;
pub(crate) mod update_series;
