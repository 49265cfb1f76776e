//! How long the parts of the page take to load: a server that is slow is reported, and one that sends nothing too.

use super::State;
use super::choices::Lock;

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

impl Loading {
    /// A part arrived, or all are asked for again.
    pub(super) fn progress(&mut self) {
        self.last = None;
    }
}

/// After so many milliseconds the page shows how much is loaded.
const SLOW: f64 = 5_000.0;
/// When no part arrived for so many milliseconds, it says what can be done.
const STALLED: f64 = 30_000.0;

impl State {
    /// A look at the clock, about once a second.
    pub(super) fn wait(&mut self, now: f64) {
        let loading = &mut self.loading;
        if self.lock != Lock::Open {
            *loading = Loading::default();
            return;
        }
        let begun = *loading.begun.get_or_insert(now);
        let last = *loading.last.get_or_insert(now);
        loading.wait = match now - begun {
            _ if now - last >= STALLED => Wait::Stalled,
            all if all >= SLOW => Wait::Long,
            _ => Wait::Short,
        };
    }

    /// What is said of a wait that is not short.
    pub(crate) fn still_loading(&self) -> Option<String> {
        let advice = match self.loading.wait {
            Wait::Short => return None,
            Wait::Long => "",
            Wait::Stalled => {
                " The server has not sent the rest for 30 seconds: check the network, or reload the page."
            }
        };
        let given = (0..knowledge::PARTS).filter(|part| knowledge::is_given(*part)).count();
        let all = knowledge::PARTS + usize::from(self.has_engine());
        Some(["Still loading: ", &given.to_string(), " of ", &all.to_string(), " parts.", advice].concat())
    }
}
