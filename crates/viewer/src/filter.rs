//! What a user chooses to see: conditions that are shown as chips.

use logfile::EntryLevel;

use crate::pattern::Pattern;

/// The conditions of a view, all of them together.
///
/// An entry is shown if no hiding chip applies to it, and if of each kind of showing chips at least one applies: two
/// components are alternatives, a component and a level are not.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The conditions.
    pub chips: Vec<Chip>,
}

/// A condition, and what it does to the entries it applies to.
#[derive(Clone, Debug)]
pub struct Chip {
    /// Which entries it applies to.
    pub condition: Condition,
    /// Whether it hides them; otherwise only they are shown.
    pub hides: bool,
}

/// Which entries a chip applies to.
#[derive(Clone, Debug)]
pub enum Condition {
    /// Those whose text matches.
    Text(Pattern),
    /// Those whose text, component, thread or source matches.
    Column(Pattern),
    /// Those of this component.
    Component(String),
    /// Those of this thread; a process of 0 is any.
    Thread {
        /// The number of the process.
        process: u32,
        /// The number of the thread.
        thread: u32,
    },
    /// Those of this level.
    Level(EntryLevel),
    /// Those of the log with this number.
    Log(u32),
    /// Those of this time; entries without time are of that of the entry before them.
    Time {
        /// The first millisecond since 1970 UTC.
        from: i64,
        /// The first millisecond after the last.
        before: i64,
    },
    /// Those with this hash: see [`entry_hash`](crate::entry_hash).
    Hash(u64),
}

impl Filter {
    /// Only entries to which the condition applies.
    pub fn only(condition: Condition) -> Self {
        Self { chips: vec![Chip { condition, hides: false }] }
    }

    /// All others.
    pub fn without(condition: Condition) -> Self {
        Self { chips: vec![Chip { condition, hides: true }] }
    }

    /// This filter and another one.
    pub fn and(mut self, other: Self) -> Self {
        self.chips.extend(other.chips);
        self
    }
}
