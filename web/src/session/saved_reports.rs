//! The saved reports among the files.

use report::{Report, SavedReport};

use super::Session;

impl Session {
    /// Takes the saved reports; returns what to announce: the results of the comparison with the logs, if they are new.
    pub(crate) fn take_saved_reports(&mut self, reports: Vec<SavedReport>) -> Option<String> {
        let is_new = self.saved_reports != reports;
        self.saved_reports = reports;
        let results = self.saved_reports.iter().filter_map(|saved| {
            let found = saved.verification.as_ref().filter(|_| is_new)?;
            let result =
                if self.has_logs() { &found.summary } else { "drop the logs that it was made from." };
            Some(["Saved report ", &saved.name, ": ", result].concat())
        });
        let results: Vec<String> = results.collect();
        (!results.is_empty()).then(|| results.join(" "))
    }

    /// Whether a log was read: saved reports are none.
    pub(crate) fn has_logs(&self) -> bool {
        let has_logs = |report: &Report| report.log_totals.logs > 0;
        self.report.as_deref().is_some_and(|report| report.all().any(has_logs))
    }
}
