//! How long the parts of the page take to load: a server that is slow is reported, and one that sends nothing too.

/// How long the parts of the page take to load.
#[derive(Debug, Default)]
pub(crate) struct Loading {
    begun: Option<f64>,
    last: Option<f64>,
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

/// After so many milliseconds the page shows how much is loaded.
const SLOW: f64 = 5_000.0;
/// When no part arrived for so many milliseconds, it says what can be done.
const STALLED: f64 = 30_000.0;

impl Loading {
    /// A part arrived, or all are asked for again.
    pub(super) fn progress(&mut self) {
        self.last = None;
    }

    /// A look at the clock, about once a second, until all is loaded.
    pub(super) fn tick(&mut self, now: f64) {
        let begun = *self.begun.get_or_insert(now);
        let last = *self.last.get_or_insert(now);
        self.wait = match now - begun {
            _ if now - last >= STALLED => Wait::Stalled,
            all if all >= SLOW => Wait::Long,
            _ => Wait::Short,
        };
    }

    /// What is said of a wait that is not short, for `all` parts.
    pub(super) fn words(&self, all: usize) -> Option<String> {
        let advice = match self.wait {
            Wait::Short => return None,
            Wait::Long => "",
            Wait::Stalled => {
                " The server has not sent the rest for 30 seconds: check the network, or reload the page."
            }
        };
        let given = (0..knowledge::PARTS).filter(|part| knowledge::is_given(*part)).count();
        Some(["Still loading: ", &given.to_string(), " of ", &all.to_string(), " parts.", advice].concat())
    }
}
