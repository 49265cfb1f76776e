//! Looks at the clock while the parts of the page load, and says what is still to come.

use super::State;
use super::choices::Lock;
use super::loading::{Loading, Wait};

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
