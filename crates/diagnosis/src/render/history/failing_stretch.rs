//! The runs between which a flow began to fail.

use report::Outcome;

use crate::judge::analysis::Analysis;

/// The runs between which a flow began to fail, by their indexes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FailingStretch {
    /// The last run that succeeded.
    pub(crate) last_good: Option<usize>,
    /// The first run that failed after it.
    pub(crate) first_bad: Option<usize>,
}

impl FailingStretch {
    /// Compares the runs with the same goal as the run that the report shows; all runs if it shows none.
    pub(crate) fn of(analysis: &Analysis, flow: &str, shown: Option<usize>) -> Self {
        let runs = |outcome: Outcome| {
            analysis.counting_of(flow).filter(move |&at| {
                analysis.runs[at].outcome() == outcome
                    && shown.is_none_or(|shown| analysis.is_same_goal(at, shown))
            })
        };
        let last_good = runs(Outcome::Ok).max_by_key(|&at| analysis.ended(at));
        let after = last_good.map_or(i64::MIN, |at| analysis.ended(at).0);
        let failed = runs(Outcome::Failed).filter(|&at| analysis.ended(at).0 > after);
        Self { last_good, first_bad: failed.min_by_key(|&at| analysis.ended(at)) }
    }
}
