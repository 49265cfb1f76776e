//! A problem: one failure with its lines, its causes and how often it was seen, before it is written as a finding.

use report::{ServerRequest, Severity, Strength};

use crate::judge::causes::CauseMatch;
use crate::judge::operation_subject::Subject;
use crate::judge::run_failure::FailureKind;
use crate::runs::service::Service;
use crate::runs::timed_sightings::TimedSighting;

/// One failure; the same again is counted.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    /// The flow.
    pub(crate) flow: &'static knowledge::Flow,
    /// The step, or the part of a step.
    pub(crate) step: &'static str,
    /// How much it matters.
    pub(crate) severity: Severity,
    /// The innermost code, and the one the run ended with where that is another.
    pub(crate) code: Option<u32>,
    pub(crate) outer_code: Option<u32>,
    /// The causes that fit, best first.
    pub(crate) causes: Vec<CauseMatch>,
    /// The line that proves it.
    pub(crate) proof: TimedSighting,
    /// The line and its layers, in time order.
    pub(crate) layers: Vec<TimedSighting>,
    /// When and how often it was seen.
    pub(crate) occurrences: Occurrences,
    /// Whom it concerns: runs, or the machine.
    pub(crate) source: ProblemSource,
    /// The operation whose result is one of the lines, where it names what it was for: of a run that is not Configuration
    /// Manager's the sentence says that, and not the step alone.
    pub(crate) named: Option<FailedOperation>,
    /// Whether later runs were fine, or a later line says that it is over.
    pub(crate) is_recovered: bool,
    /// What the web server's log says about it.
    pub(crate) server: ServerEvidence,
}

/// When and how often a problem was seen.
#[derive(Clone, Debug)]
pub(crate) struct Occurrences {
    /// A time per run, or per line, in milliseconds.
    pub(crate) times: Vec<i64>,
    /// How often.
    pub(crate) count: u32,
    /// In how many bursts.
    pub(crate) bursts: u32,
}

/// Where a problem was seen.
#[derive(Clone, Debug)]
pub(crate) enum ProblemSource {
    /// In lines of the machine, of no run.
    Machine,
    /// In runs.
    Runs(FailedRuns),
    /// In the results of operations.
    Operation(FailedOperation),
    /// In an excerpt, which does not say how anything ended.
    Excerpt,
}

/// The operation whose results report a problem.
#[derive(Clone, Debug)]
pub(crate) struct FailedOperation {
    /// The operation.
    pub(crate) operation: &'static knowledge::Operation,
    /// What it was for, where the logs name it and it was for one thing only.
    pub(crate) subject: Option<Subject>,
    /// For how many things it failed alike.
    pub(crate) count: u32,
}

/// The runs in which a problem was seen.
#[derive(Clone, Debug)]
pub(crate) struct FailedRuns {
    /// The place of the last one among the runs.
    pub(crate) last: usize,
    /// How they ended.
    pub(crate) ending: BadEnding,
    /// Who asked, where they do not count.
    pub(crate) foreign: Option<Requester>,
    /// The service, where it was not ConfigMgr that searched.
    pub(crate) service: Option<Service>,
}

/// Who asked for a run, and against which service, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Requester {
    /// The caller; empty where no line names it.
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

/// What the logs of web servers say about a problem.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServerEvidence {
    /// The same requests, as they logged them.
    pub(crate) matches: Vec<ServerRequest>,
    /// What contradicts it because they do not have it, in a sentence.
    pub(crate) silence: Option<String>,
}

impl Problem {
    /// The runs it was seen in; none where it is the machine's.
    pub(crate) fn runs(&self) -> Option<&FailedRuns> {
        if let ProblemSource::Runs(runs) = &self.source { Some(runs) } else { None }
    }

    /// The operation whose results report it.
    pub(crate) fn operation(&self) -> Option<&FailedOperation> {
        if let ProblemSource::Operation(operation) = &self.source { Some(operation) } else { None }
    }

    /// The operation that its sentence names: whose results report it, or say what its run was for.
    pub(crate) fn named_operation(&self) -> Option<&FailedOperation> {
        self.operation().or(self.named.as_ref())
    }

    /// Whether lines of the machine report it, and no run and no operation.
    pub(crate) fn is_of_machine(&self) -> bool {
        matches!(self.source, ProblemSource::Machine)
    }

    /// Whether an excerpt names its code, without saying how anything ended.
    pub(crate) fn is_possible(&self) -> bool {
        matches!(self.source, ProblemSource::Excerpt)
    }

    /// The place of the last run it was seen in.
    pub(crate) fn last_run(&self) -> Option<usize> {
        self.runs().map(|runs| runs.last)
    }

    /// Who asked for its runs, where they do not count.
    pub(crate) fn foreign(&self) -> Option<&Requester> {
        self.runs().and_then(|runs| runs.foreign.as_ref())
    }

    /// How its runs ended; what the machine fails with, failed.
    pub(crate) fn ending(&self) -> BadEnding {
        self.runs().map_or(BadEnding::Failure(FailureKind::Failed), |runs| runs.ending)
    }

    /// Whether a run did not fail but stopped.
    pub(crate) fn is_stop(&self) -> bool {
        matches!(self.ending(), BadEnding::Failure(kind) if kind.is_stop())
    }

    /// Whether a line says it, or it follows from one that is not there.
    pub(crate) fn strength(&self) -> Strength {
        match (self.is_possible(), self.is_stop()) {
            (true, _) => Strength::Possible,
            (false, true) => Strength::Inferred,
            (false, false) => Strength::Logged,
        }
    }

    /// The id of the cause that fits best.
    pub(crate) fn best_cause(&self) -> Option<&'static str> {
        self.causes.first().map(|fit| fit.cause.id)
    }
}
