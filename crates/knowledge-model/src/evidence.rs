//! Evidence: the lines that show something about a step, and how each finds the run it belongs to.

use basics::EvidenceKind;

/// The ID of a kind of evidence: its index in `knowledge::all_evidence`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EvidenceId(pub u16);

/// The evidence of a step: its place among all evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvidenceRange {
    /// The index of the first one.
    pub first: u16,
    /// How many there are.
    pub count: u16,
}

impl EvidenceRange {
    /// The range as indexes.
    pub fn indexes(self) -> std::ops::Range<usize> {
        let first = usize::from(self.first);
        first..first + usize::from(self.count)
    }
}

/// A line that shows something about a step.
#[derive(Clone, Copy, Debug)]
pub struct Evidence {
    /// Its index in the knowledge.
    pub index: EvidenceId,
    /// Its name: `location.sent`.
    pub id: &'static str,
    /// The flow it belongs to.
    pub flow: &'static str,
    /// The step it belongs to.
    pub step: &'static str,
    /// What the line means, in our own words.
    pub summary: &'static str,
    /// The log it is in, by name.
    pub log: &'static str,
    /// The components that write it, as the records name them; empty if the format names none.
    pub components: &'static [&'static str],
    /// What it shows.
    pub shows: EvidenceKind,
    /// At which log level the line is written.
    pub level: LogLevel,
    /// The topic of the state it captures, if the line does not name it; 0: it captures none.
    pub topic: u32,
    /// Whether it is about one run or about the machine.
    pub scope: LineScope,
    /// How it finds its run.
    pub link: RunLink,
    /// What it means for its run.
    pub effect: RunEffect,
    /// The operation whose end it reports, if it is a result.
    pub result: Option<ResultLine>,
}

impl Evidence {
    /// Whether it is about no run: about the machine, or about an operation by itself.
    pub fn is_of_machine(&self) -> bool {
        self.scope != LineScope::Run
    }

    /// Whether it is about an operation by itself: neither a run nor a failure of the machine depends on it.
    pub fn is_of_operation(&self) -> bool {
        self.scope == LineScope::Operation
    }

    /// The switch whose position it reports.
    pub fn switch(&self) -> Option<&'static str> {
        if let LineScope::Switch(name) = self.scope { Some(name) } else { None }
    }

    /// Whether it names the reason inside a failure.
    pub fn is_reason(&self) -> bool {
        self.effect.role == FailureRole::Reason
    }

    /// Whether it is the first cause of a failure, regardless of later lines.
    pub fn is_root(&self) -> bool {
        self.effect.role == FailureRole::Root
    }

    /// Whether it only repeats what a deeper layer failed with.
    pub fn is_echo(&self) -> bool {
        self.effect.role == FailureRole::Echo
    }
}

/// How a line of evidence is recognized; stored separately, because the page never needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// A regular expression over the bytes of the message.
    pub text: &'static str,
    /// Whether a message matches if it contains one of the literals, regardless of the rest.
    pub is_literal: bool,
    /// How many bytes of a match are before its literal; `u16::MAX` if that varies.
    pub lead: u16,
    /// Literals, one of which every matching message contains; six bytes or more, no quotes.
    pub literals: &'static [&'static str],
    /// The names it captures.
    pub captures: &'static [&'static str],
}

impl Pattern {
    /// An empty pattern.
    pub const NONE: Self = Self { text: "", is_literal: false, lead: 0, literals: &[], captures: &[] };
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineScope {
    /// One run.
    Run,
    /// The machine.
    Machine,
    /// A switch of the machine: of all lines with the same switch only the last one counts.
    Switch(&'static str),
    /// An operation by itself: the line is its result.
    Operation,
}

/// The content of a result: a line with which a component reports the end of a named operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResultLine {
    /// The ID of the operation: `search`.
    pub operation: &'static str,
    /// How the operation ended.
    pub outcome: ResultOutcome,
    /// The name of the capture with the target of the operation: of all results with the same value the last one
    /// counts. Empty if all results of the operation have the same target.
    pub key: &'static str,
    /// The code that the line implies but does not name; 0: none.
    pub code: u32,
}

impl ResultLine {
    /// An empty result.
    pub const NONE: Self = Self { operation: "", outcome: ResultOutcome::Ok, key: "", code: 0 };
}

/// How an operation ended, according to its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultOutcome {
    /// It succeeded.
    Ok,
    /// It failed.
    Failed,
    /// By the code that the line captures: a failure or a success.
    ByCode,
    /// Its caller cancelled it.
    Cancelled,
}

/// How a line finds the run it belongs to; a line about the machine finds none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunLink {
    /// Whether it can start a run if none matches.
    pub opens: bool,
    /// What its thread does: the lines that follow on it belong to the same run until it is freed.
    pub thread: Thread,
    /// In the same log: it belongs to the oldest run that has one of these and not yet this.
    pub after: &'static [EvidenceId],
    /// Of several runs that match `after` it belongs to the one whose end another log reports at that moment.
    pub by_end: bool,
    /// In another log: its part of the run belongs to the run that has one of these nearest in time.
    pub near: &'static [EvidenceId],
    /// The range of `after` or `near` in seconds; 0: the step's timeout.
    pub within: u32,
}

impl RunLink {
    /// The link of a line that finds no run.
    pub const NONE: Self =
        Self { opens: false, thread: Thread::Free, after: &[], by_end: false, near: &[], within: 0 };
}

/// What a line means for its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunEffect {
    /// What its failure means.
    pub role: FailureRole,
    /// It ends the run with this outcome.
    pub ends: Option<Ends>,
    /// An end with success counts as answered from the cache if none of these was seen although their log covers
    /// the run.
    pub skipped_without: &'static [EvidenceId],
    /// A later line of these means that the problem is over.
    pub over_by: &'static [EvidenceId],
    /// Nothing more on its thread for this many seconds makes it a failure; 0: never.
    pub overdue: u32,
}

impl RunEffect {
    /// No effect.
    pub const NONE: Self =
        Self { role: FailureRole::Plain, ends: None, skipped_without: &[], over_by: &[], overdue: 0 };
}

/// What the failure that a line reports means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureRole {
    /// A failure of its own step.
    Plain,
    /// The reason inside a failure, but not a failure by itself.
    Reason,
    /// The first such line of a run that fails is the reason, regardless of later lines.
    Root,
    /// It repeats the failure of a deeper layer: it is a layer of that failure, and a failure of its own step
    /// only if nothing deeper was seen.
    Echo,
}

/// What a line does to the lines that follow it on its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thread {
    /// Nothing.
    Free,
    /// They belong to its run.
    Holds,
    /// It is the last one that does.
    Frees,
}

/// How a line ends its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// By the code it captures: success, cancelled or failed.
    ByCode,
    /// With success.
    Ok,
    /// With a failure.
    Failed,
    /// Answered from the cache.
    Skipped,
    /// The service restarts: operations in progress are incomplete.
    Restart,
}

/// At which log level a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLevel {
    /// Always.
    Default,
    /// With verbose logging.
    Verbose,
    /// With debug logging.
    Debug,
}
