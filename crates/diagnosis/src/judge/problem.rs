//! A problem: one failure with its lines, its causes, and its occurrences, before it is written as a finding.

use report::{ServerRequest, Severity, Strength};

use crate::judge::causes::CauseMatch;
use crate::judge::operation_subject::Subject;
use crate::judge::run_failure::FailureKind;
use crate::runs::service::Service;
use crate::runs::timed_sightings::TimedSighting;

/// One failure; repetitions are counted.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    /// The flow.
    pub(crate) flow: &'static knowledge::Flow,
    /// The step, or the part of a step.
    pub(crate) step: &'static str,
    /// Its severity.
    pub(crate) severity: Severity,
    /// The innermost code, and the code with which the run ended if that is different.
    pub(crate) code: Option<u32>,
    pub(crate) outer_code: Option<u32>,
    /// The matching causes, best first.
    pub(crate) causes: Vec<CauseMatch>,
    /// The causes that match but for one condition, best first.
    pub(crate) almost: Vec<CauseMatch>,
    /// The line that proves it.
    pub(crate) proof: TimedSighting,
    /// The line and its layers, in time order.
    pub(crate) layers: Vec<TimedSighting>,
    /// When and how often it occurred.
    pub(crate) occurrences: Occurrences,
    /// Where it occurred: in runs, or on the machine.
    pub(crate) source: ProblemSource,
    /// The operation whose result is one of the lines, if it names its subject. For a run that is not Configuration
    /// Manager's, the sentence names the operation instead of only the step.
    pub(crate) named: Option<FailedOperation>,
    /// Whether later runs succeeded, or a later line reports that it is resolved.
    pub(crate) is_recovered: bool,
    /// The related entries in web server logs.
    pub(crate) server: ServerEvidence,
}

/// When and how often a problem occurred.
#[derive(Clone, Debug)]
pub(crate) struct Occurrences {
    /// A time per run, or per line, in milliseconds.
    pub(crate) times: Vec<i64>,
    /// The number of occurrences.
    pub(crate) count: u32,
    /// The number of bursts.
    pub(crate) bursts: u32,
}

/// Where a problem occurred.
#[derive(Clone, Debug)]
pub(crate) enum ProblemSource {
    /// In lines of the machine, not of a run.
    Machine,
    /// In runs.
    Runs(FailedRuns),
    /// In the results of operations.
    Operation(FailedOperation),
    /// In an excerpt, which does not show how any operation ended.
    Excerpt,
}

/// The operation whose results report a problem.
#[derive(Clone, Debug)]
pub(crate) struct FailedOperation {
    /// The operation.
    pub(crate) operation: &'static knowledge::Operation,
    /// The subject, if the logs name it and there is only one.
    pub(crate) subject: Option<Subject>,
    /// The number of subjects that failed alike.
    pub(crate) count: u32,
}

/// The runs in which a problem occurred.
#[derive(Clone, Debug)]
pub(crate) struct FailedRuns {
    /// The index of the last one among the runs.
    pub(crate) last: usize,
    /// How they ended.
    pub(crate) ending: BadEnding,
    /// The caller, if they do not count.
    pub(crate) foreign: Option<Requester>,
    /// The service, if the search was not by ConfigMgr.
    pub(crate) service: Option<Service>,
}

/// The caller of a run and the service that it used, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Requester {
    /// The caller; empty if no line names it.
    pub(crate) name: String,
    /// The service.
    pub(crate) service: Option<String>,
}

/// How a run with a problem ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadEnding {
    /// It failed or stopped.
    Failure(FailureKind),
    /// Its caller cancelled it.
    Cancelled,
}

/// The entries of web server logs about a problem.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServerEvidence {
    /// The same requests, as the web servers logged them.
    pub(crate) matches: Vec<ServerRequest>,
    /// Contradicting evidence because the web servers did not log the requests, as a sentence.
    pub(crate) silence: Option<String>,
}

impl Problem {
    /// The runs in which it occurred; `None` if it is a problem of the machine.
    pub(crate) fn runs(&self) -> Option<&FailedRuns> {
        if let ProblemSource::Runs(runs) = &self.source { Some(runs) } else { None }
    }

    /// The operation whose results report it.
    pub(crate) fn operation(&self) -> Option<&FailedOperation> {
        if let ProblemSource::Operation(operation) = &self.source { Some(operation) } else { None }
    }

    /// The operation that its sentence names: the operation whose results report it, or that names the subject of its
    /// run.
    pub(crate) fn named_operation(&self) -> Option<&FailedOperation> {
        self.operation().or(self.named.as_ref())
    }

    /// Whether only lines of the machine report it, and no run or operation.
    pub(crate) fn is_of_machine(&self) -> bool {
        matches!(self.source, ProblemSource::Machine)
    }

    /// Whether an excerpt contains its code without showing how any operation ended.
    pub(crate) fn is_possible(&self) -> bool {
        matches!(self.source, ProblemSource::Excerpt)
    }

    /// The index of the last run in which it occurred.
    pub(crate) fn last_run(&self) -> Option<usize> {
        self.runs().map(|runs| runs.last)
    }

    /// The caller of its runs, if they do not count.
    pub(crate) fn foreign(&self) -> Option<&Requester> {
        self.runs().and_then(|runs| runs.foreign.as_ref())
    }

    /// How its runs ended; a problem of the machine counts as failed.
    pub(crate) fn ending(&self) -> BadEnding {
        self.runs().map_or(BadEnding::Failure(FailureKind::Failed), |runs| runs.ending)
    }

    /// Whether a run did not fail but stopped.
    pub(crate) fn is_stop(&self) -> bool {
        matches!(self.ending(), BadEnding::Failure(kind) if kind.is_stop())
    }

    /// Whether a line reports it, or it is inferred from a missing line.
    pub(crate) fn strength(&self) -> Strength {
        match (self.is_possible(), self.is_stop()) {
            (true, _) => Strength::Possible,
            (false, true) => Strength::Inferred,
            (false, false) => Strength::Logged,
        }
    }

    /// The id of the cause that matches best.
    pub(crate) fn best_cause(&self) -> Option<&'static str> {
        self.causes.first().map(|fit| fit.cause.id)
    }
}
