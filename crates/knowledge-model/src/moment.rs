//! Moments: lines that say what happened on the machine, and what holds from one of them to another.

use basics::Severity;

use crate::evidence::Pattern;

/// A kind of line that says what happened on the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MomentKind {
    /// Its name: `windows.started`.
    pub id: &'static str,
    /// What happened, inside a sentence, with the captured values in braces: "the service {subject} was disabled".
    pub summary: &'static str,
    /// The log it is in, by name.
    pub log: &'static str,
    /// The components, as the records name them, that write it; empty where the format names none.
    pub components: &'static [&'static str],
    /// What it is about, in a word: "Services".
    pub about: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Whom it is about, where the line does not say it; empty where the pattern captures it, or it is the machine.
    pub subject: &'static str,
    /// So many seconds after one such line others of the same subject tell of the same moment.
    pub within: u32,
    /// Whether it is told; else it only opens, ends or explains what others tell.
    pub is_listed: bool,
    /// What holds from it on, by its id; empty: nothing.
    pub opens: &'static str,
    /// What does not hold any more: of its own subject, or of all where it has none.
    pub ends: &'static [&'static str],
    /// What must hold for it to say more, and empty where it never does.
    pub during: &'static str,
    /// What it then says, `{title}` being that of the line that opened it.
    pub then: &'static str,
    /// How its lines are recognized.
    pub pattern: Pattern,
}

/// What can hold from one moment to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MachineCondition {
    /// Its id: `restart-pending`.
    pub id: &'static str,
    /// The sentence of what holds still, with `{since}` and `{subject}`; empty where nothing is to be said of it.
    pub summary: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// After so many seconds nothing says that it holds still; 0: it holds until it is ended.
    pub lasts: u32,
}
