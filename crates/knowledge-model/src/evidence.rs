//! Evidence: the lines that show something about a step, and how each finds the run it belongs to.

use basics::EvidenceKind;

/// The id of a kind of evidence, as its place in [`crate::all_evidence`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EvidenceId(pub u16);

/// A line that shows something about a step.
#[derive(Clone, Copy, Debug)]
pub struct Evidence {
    /// Its place in the whole knowledge.
    pub index: EvidenceId,
    /// Its name: `location.sent`.
    pub id: &'static str,
    /// The flow it belongs to.
    pub flow: &'static str,
    /// The step it belongs to.
    pub step: &'static str,
    /// What it says, in our own words.
    pub summary: &'static str,
    /// The log it stands in, by name.
    pub log: &'static str,
    /// The components, as the records name them, that write it; empty where the format names none.
    pub components: &'static [&'static str],
    /// What it shows.
    pub shows: EvidenceKind,
    /// At which log level the line is written.
    pub level: LogLevel,
    /// The topic of the state it captures, where the line does not name it; 0: it captures none.
    pub topic: u32,
    /// How it finds its run.
    pub joins: Joins,
}

/// How a line of evidence is recognized; kept apart, since the page never needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// A regular expression over the bytes of the message.
    pub text: &'static str,
    /// Whether a message that holds one of the literals matches, whatever else it holds.
    pub is_literal: bool,
    /// How many bytes of a match stand before its literal; `u16::MAX` where that varies.
    pub lead: u16,
    /// Literals one of which every matching message holds; six bytes or more, no quotes.
    pub literals: &'static [&'static str],
    /// The names it captures.
    pub captures: &'static [&'static str],
}

impl Pattern {
    /// The pattern of nothing.
    pub const NONE: Self = Self { text: "", is_literal: false, lead: 0, literals: &[], captures: &[] };
}

/// How a line finds the run it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joins {
    /// Whether it is about the machine and not about one run.
    pub machine: bool,
    /// Whether it may begin a run where none fits.
    pub opens: bool,
    /// What its thread does: the lines that follow on it belong to the same run until it is freed.
    pub thread: Thread,
    /// In the same log: it belongs to the oldest run that has one of these and not yet this.
    pub after: &'static [EvidenceId],
    /// Of several runs that `after` leaves open it belongs to the one whose end another log tells at that moment.
    pub by_end: bool,
    /// In another log: its part of the run belongs to the run that has one of these nearest in time.
    pub near: &'static [EvidenceId],
    /// How many seconds `after` or `near` reach; 0: as far as the step's patience.
    pub within: u32,
    /// It ends the run with this outcome.
    pub ends: Option<Ends>,
    /// It names the reason inside a failure, and is none by itself.
    pub inner: bool,
    /// The first such line of a run that fails is the reason, whatever comes after it.
    pub root: bool,
    /// It repeats what a deeper layer failed with: it is a layer of that failure, and a failure of its own step
    /// only where nothing deeper was seen.
    pub echo: bool,
    /// An end with success counts as answered from the cache where none of these was seen though their log covers
    /// the run.
    pub skipped_without: &'static [EvidenceId],
    /// Of all lines with the same switch only the last one counts.
    pub switch: Option<&'static str>,
    /// A later line of these says that it is over.
    pub over_by: &'static [EvidenceId],
    /// Nothing more on its thread for this many seconds makes it a failure; 0: never.
    pub overdue: u32,
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
    /// The service restarts: what was under way is incomplete.
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
