//! Turns an analysis into the rows of a report.

pub(crate) mod client_kind;
pub(crate) mod code_lines;
pub(crate) mod code_rows;
pub(crate) mod collect;
pub(crate) mod command_values;
pub(crate) mod flow_results;
pub(crate) mod flows;
pub(crate) mod gap_notes;
pub(crate) mod good_news;
pub(crate) mod headline;
pub(crate) mod history;
pub(crate) mod line_context;
pub(crate) mod line_search;
pub(crate) mod log_rows;
pub(crate) mod missing_logs;
pub(crate) mod notes;
pub(crate) mod reasons;
pub(crate) mod report;
pub(crate) mod report_rows;
pub(crate) mod retries;
pub(crate) mod scoping;
pub(crate) mod sentences;
pub(crate) mod setting_checks;
pub(crate) mod settings;
pub(crate) mod settling_logs;
pub(crate) mod timeline;
pub(crate) mod updates;

#[cfg(test)]
mod tests;
