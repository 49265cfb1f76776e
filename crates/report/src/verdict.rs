//! Verdicts of steps, outcomes of runs, severity and confidence of findings.

use serde::{Deserialize, Serialize};

/// The verdict on one step (or part of a step) in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Its end is in the logs.
    Ok,
    /// Its last line is a failure.
    Failed,
    /// It began and has no end, although its log continues for longer than the step may take.
    Stopped,
    /// It has no lines of its own, but a later part of the run has: it is not logged at this level.
    Passed,
    /// The run ended before it: it failed earlier, or a log that would show it covers these minutes and does not
    /// contain it.
    NotReached,
    /// Unknown: its log was not given, begins after or ends before it, or never records it.
    NoLog,
}

impl Verdict {
    /// The display name in page and terminal; see docs/design-language.md.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Failed => "Failed",
            Self::Stopped => "Stopped",
            Self::Passed => "Passed",
            Self::NotReached => "Not reached",
            Self::NoLog => "No log",
        }
    }

    /// The explanation of the name, to follow a colon.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Ok => "a line reports its success",
            Self::Failed => "its last line is a failure",
            Self::Stopped => "it began, and no line reports its end although the log continues",
            Self::Passed => "no line of its own, but a later step was logged: this log level leaves it out",
            Self::NotReached => "the log covers this time and has no line of it",
            Self::NoLog => "no log that would show it was given",
        }
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its end is in the logs, and it succeeded.
    Ok,
    /// Its end is in the logs, and it failed; or it stopped although its log continues.
    Failed,
    /// Its caller cancelled it (0x8024000B).
    Cancelled,
    /// It was answered from the cache.
    Skipped,
    /// The log ends inside it, or the service restarted.
    Incomplete,
}

impl Outcome {
    /// Whether the run ended in a way that is meaningful for the machine.
    pub fn finished(self) -> bool {
        matches!(self, Self::Ok | Self::Failed)
    }

    /// The display name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Failed => "Failed",
            Self::Cancelled => "Cancelled",
            Self::Skipped => "Skipped",
            Self::Incomplete => "Incomplete",
        }
    }
}

/// The result for a flow: the outcome of its leading run, or the result without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FlowVerdict {
    /// The last finished run succeeded.
    Ok,
    /// The last finished run failed, or no run can begin.
    Failed,
    /// The last run began and stalled, although its logs continue.
    Stopped,
    /// Every run is cut off by the end of a log.
    Incomplete,
    /// All runs were cancelled by their caller.
    Cancelled,
    /// The only runs were answered from the cache.
    Skipped,
    /// None of the given logs contains anything about this flow.
    #[default]
    NoLog,
}

/// The role of a failure code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// The last end of an operation names it, or a run failed with it.
    Decisive,
    /// An excerpt names it, and contains no end of an operation.
    Possible,
    /// It is inside a failure that another code names.
    Layer,
    /// An operation ended with it, and the same operation succeeded later.
    Recovered,
    /// It was logged, and no operation ended with it.
    LoggedOnly,
    /// Healthy machines log the same lines.
    Noise,
}

impl Disposition {
    /// All of them, the most significant first.
    pub const ALL: [Self; 6] =
        [Self::Decisive, Self::Possible, Self::Layer, Self::Recovered, Self::LoggedOnly, Self::Noise];

    /// The display name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Decisive => "Decisive",
            Self::Possible => "Possible",
            Self::Layer => "Part of a failure",
            Self::Recovered => "Recovered",
            Self::LoggedOnly => "Logged only",
            Self::Noise => "Noise",
        }
    }

    /// The explanation of the name, to follow a colon.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Decisive => "an operation ended with this code",
            Self::Possible => "no line shows how the operation ended",
            Self::Layer => "logged inside a failure that another code names",
            Self::Recovered => "the same operation succeeded later",
            Self::LoggedOnly => "no operation ended with this code",
            Self::Noise => "healthy machines log the same lines",
        }
    }
}

/// How strong the evidence of a finding is: whether its lines show it, or it is inferred from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// A line shows it.
    Logged,
    /// It is inferred from lines, or from a missing line.
    Inferred,
    /// An excerpt names the code, and no line of it shows how the operation ended.
    Possible,
}
