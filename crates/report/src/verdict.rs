//! The words of judgement: verdicts of steps, outcomes of runs, levels and certainty of findings.

use serde::{Deserialize, Serialize};

/// What is known of one step (or part of a step) in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Its end was seen.
    Ok,
    /// A failure was seen last.
    Failed,
    /// It began and has no end, though its log goes on for longer than the step may take.
    Stopped,
    /// Nothing of its own was seen, but a later part of the run was: it is not logged at this level.
    Passed,
    /// The run ended before it: it failed earlier, or a log that would show it covers these minutes and has nothing of
    /// it.
    NotReached,
    /// Nothing can be said: its log was not given, begins after or ends before it, or is silent about it by nature.
    NoLog,
}

impl Verdict {
    /// The word that page and terminal show; see docs/design-language.md.
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
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its end was seen, and it was a success.
    Ok,
    /// Its end was seen, and it was a failure; or it stopped though its log goes on.
    Failed,
    /// Its caller cancelled it (0x8024000B).
    Cancelled,
    /// It was answered from the cache.
    Skipped,
    /// The log ends inside it, or the service restarted.
    Incomplete,
}

impl Outcome {
    /// Whether the run came to an end that says something about the machine.
    pub fn finished(self) -> bool {
        matches!(self, Self::Ok | Self::Failed)
    }

    /// The word the reader sees.
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

/// What is known of a whole flow: the outcome of its leading run, or what can be said without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FlowVerdict {
    /// The last finished run succeeded.
    Ok,
    /// The last finished run failed, or no run can begin.
    Failed,
    /// The last run began and went no further, though its logs go on.
    Stopped,
    /// Every run is cut off by the end of a log.
    Incomplete,
    /// All runs were cancelled by their caller.
    Cancelled,
    /// The only runs were answered from the cache.
    Skipped,
    /// None of the given logs says anything of this flow.
    #[default]
    NoLog,
}

/// What a failing code decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// The last end of an operation names it, or a run failed with it.
    Decisive,
    /// An excerpt names it, and no end of an operation is in it.
    Possible,
    /// It is inside a failure that another code names.
    Layer,
    /// An operation ended with it, and the same operation succeeded later.
    Recovered,
    /// It was logged, and no operation ended with it.
    LoggedOnly,
    /// Healthy machines write the same lines.
    Noise,
}

impl Disposition {
    /// All of them, the most telling first.
    pub const ALL: [Self; 6] =
        [Self::Decisive, Self::Possible, Self::Layer, Self::Recovered, Self::LoggedOnly, Self::Noise];

    /// The words the reader sees.
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

    /// What the words mean, to follow a colon.
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

/// How strong the evidence of a finding is: whether its lines say it, or it is inferred from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// A line says so.
    Logged,
    /// It follows from lines that are there, or from one that is not.
    Inferred,
    /// An excerpt names the code, and no line of it says how the operation ended.
    Possible,
}
