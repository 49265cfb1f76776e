//! Moments: lines about events on the machine, and conditions that last from one of them to another.

use basics::Severity;

use crate::evidence::Pattern;

/// A kind of line about an event on the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MomentKind {
    /// Its name: `windows.started`.
    pub id: &'static str,
    /// What happened, inside a sentence, with the captured values in braces: "the service {subject} was disabled".
    pub summary: &'static str,
    /// The log it is in, by name.
    pub log: &'static str,
    /// The components that write it, as the records name them; empty if the format names none.
    pub components: &'static [&'static str],
    /// What it is about, in a word: "Services".
    pub about: &'static str,
    /// Its severity.
    pub severity: Severity,
    /// Its subject, if the line does not name it; empty if the pattern captures it, or if it is the machine.
    pub subject: &'static str,
    /// For how many seconds after one such line others with the same subject report the same moment.
    pub within: u32,
    /// Whether it is listed; else it only opens, ends or explains other moments.
    pub is_listed: bool,
    /// The ID of the condition that it opens; empty: none.
    pub opens: &'static str,
    /// The conditions that it ends: of its own subject, or of all subjects if it has none.
    pub ends: &'static [&'static str],
    /// The condition that must be active for `then`; empty if there is none.
    pub during: &'static str,
    /// Its summary in that case, with `{title}` from the line that opened the condition.
    pub then: &'static str,
    /// How its lines are recognized.
    pub pattern: Pattern,
}

/// A condition that can last from one moment to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MachineCondition {
    /// Its ID: `restart-pending`.
    pub id: &'static str,
    /// The sentence for a condition that is still active, with `{since}` and `{subject}`; empty if it is not reported.
    pub summary: &'static str,
    /// Its severity.
    pub severity: Severity,
    /// The number of seconds after which it is no longer certain; 0: it is active until it is ended.
    pub lasts: u32,
}
