//! How long the parts of the page take to load: a server that is slow is reported, and one that sends nothing too.

/// How long the parts of the page take to load.
#[derive(Debug, Default)]
pub(crate) struct Loading {
    pub(super) begun: Option<f64>,
    pub(super) last: Option<f64>,
    /// How the wait is shown.
    pub wait: Wait,
}

/// How a wait is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Wait {
    /// Not at all: it is short, or over.
    #[default]
    Short,
    /// The parts that arrived are counted.
    Long,
    /// No part arrived for long.
    Stalled,
}

impl Loading {
    /// A part arrived, or all are asked for again.
    pub(super) fn progress(&mut self) {
        self.last = None;
    }
}
