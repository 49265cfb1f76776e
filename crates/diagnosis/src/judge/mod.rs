//! Turns runs into verdicts, findings, and causes.

pub(crate) mod analysis;
pub(crate) mod causes;
pub(crate) mod contradictions;
pub(crate) mod detail_evidence;
pub(crate) mod details;
pub(crate) mod excerpts;
pub(crate) mod failure_context;
pub(crate) mod flow_steps;
pub(crate) mod inside_failure;
pub(crate) mod judged_run;
pub(crate) mod judged_steps;
pub(crate) mod line_meaning;
pub(crate) mod machine_failures;
pub(crate) mod machine_lines;
pub(crate) mod operation_problems;
pub(crate) mod operation_result;
pub(crate) mod operation_subject;
pub(crate) mod operations;
pub(crate) mod problem;
pub(crate) mod problems;
pub(crate) mod relevance;
pub(crate) mod rules;
pub(crate) mod run_failure;
pub(crate) mod stops;
pub(crate) mod update_class;
pub(crate) mod update_series;

#[cfg(test)]
mod tests;
