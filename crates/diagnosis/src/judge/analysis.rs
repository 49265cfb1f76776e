//! What the findings are drawn from: the runs of a machine, which of them count, and what else was seen.

use report::Outcome;

use crate::judge::judge_run::Judged;
use crate::judge::machine_failures::MachineFailure;
use crate::judge::update_series::series;
use crate::logs::log::Log;
use crate::runs::service::Service;
use crate::runs::sightings::Seen;
use crate::sort;

/// What the findings are drawn from.
pub(crate) struct Grounds<'a, 's> {
    pub(crate) runs: &'a [Judged<'s>],
    /// The service of each run.
    pub(crate) services: &'a [Service<'s>],
    /// Whether each run counts for its flow's verdict.
    pub(crate) counting: &'a [bool],
    pub(crate) machine: &'a [MachineFailure<'s>],
    pub(crate) all: &'a [Seen<'s>],
    pub(crate) logs: &'a [Log<'s>],
}

impl Grounds<'_, '_> {
    /// When a run ended; its place tells apart those that ended together.
    pub(crate) fn ended(&self, at: usize) -> (i64, usize) {
        (self.runs[at].run.span().1, at)
    }

    /// The places of the runs of a flow that count for its verdict.
    pub(crate) fn counting_of(&self, flow: &str) -> impl Iterator<Item = usize> {
        (0..self.runs.len()).filter(move |&at| self.counting[at] && self.runs[at].run.flow.id == flow)
    }

    /// The run of a flow that leads: of those that count and came to an end the last one.
    ///
    /// What ends well against one service does not mend what failed against another, so of the last runs against
    /// each service a failed one leads.
    pub(crate) fn leading(&self, flow: &str) -> Option<usize> {
        let mut runs: Vec<usize> =
            self.counting_of(flow).filter(|&at| self.runs[at].outcome.finished()).collect();
        sort::by_key(&mut runs, |&at| self.ended(at));
        // An event log may tell of thousands of runs, each for a goal of its own: only failed ones are held against
        // those that came after them.
        let failed = (0..runs.len()).rev().filter(|&place| self.runs[runs[place]].outcome == Outcome::Failed);
        let is_last =
            |&place: &usize| !runs[place + 1..].iter().any(|&at| self.is_same_goal(runs[place], at));
        failed.into_iter().find(is_last).map(|place| runs[place]).or(runs.last().copied())
    }

    /// Whether a run against the same service that counts the same way ended well later.
    pub(crate) fn is_recovered(&self, at: usize) -> bool {
        let of = |at: usize| {
            let run = &self.runs[at].run;
            (run.flow.id, self.counting[at], (!self.counting[at]).then_some(&run.caller))
        };
        let is_good =
            |other: usize| self.runs[other].outcome == Outcome::Ok && self.ended(other) > self.ended(at);
        (0..self.runs.len())
            .any(|other| is_good(other) && of(other) == of(at) && self.is_same_goal(other, at))
    }

    /// Whether two runs were made for the same: by one command, of one deployment where both name theirs, and against
    /// one service, or both by ConfigMgr, which has one only.
    pub(crate) fn is_same_goal(&self, a: usize, b: usize) -> bool {
        let is_own = |at: usize| self.runs[at].run.is_own();
        let value = |at: usize, name| self.runs[at].run.seen.iter().find_map(|seen| seen.capture(name));
        let is_other = |a: &str, b: &str| !a.eq_ignore_ascii_case(b);
        let command = |at: usize| value(at, "command").unwrap_or_default();
        let title = |at: usize| value(at, "title").map(series);
        if is_other(command(a), command(b))
            || title(a).zip(title(b)).is_some_and(|(a, b)| a != b)
            || value(a, "assignment").zip(value(b, "assignment")).is_some_and(|(a, b)| is_other(a, b))
        {
            return false;
        }
        (is_own(a) && is_own(b)) || self.services[a] == self.services[b]
    }
}
