//! How long the parts of the page take to load: the page reports a slow server, and one that stops sending.

/// How long the parts of the page take to load.
#[derive(Debug, Default)]
pub(crate) struct Loading {
    begun: Option<f64>,
    last: Option<f64>,
    /// How to show the wait.
    pub wait: Wait,
}

/// How to show a wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Wait {
    /// Not at all: it is short, or over.
    #[default]
    Short,
    /// With the number of loaded parts.
    Long,
    /// With advice: no part arrived for a long time.
    Stalled,
}

/// Milliseconds until the page shows how much is loaded.
const SLOW: f64 = 5_000.0;
/// Milliseconds without a new part until the page gives advice.
const STALLED: f64 = 30_000.0;

impl Loading {
    /// A part arrived, or all parts are requested again.
    pub(super) fn progress(&mut self) {
        self.last = None;
    }

    /// Checks the clock, about once a second, until everything is loaded.
    pub(super) fn tick(&mut self, now: f64) {
        let begun = *self.begun.get_or_insert(now);
        let last = *self.last.get_or_insert(now);
        self.wait = match now - begun {
            _ if now - last >= STALLED => Wait::Stalled,
            all if all >= SLOW => Wait::Long,
            _ => Wait::Short,
        };
    }

    /// The sentence about a long wait, for `all` parts.
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
