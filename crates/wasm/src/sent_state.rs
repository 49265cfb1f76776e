//! The state of a view that the page has: it is sent again only if it has changed.

use report::{Reply, ViewReply, ViewState};

use crate::send::send;

/// How many milliseconds apart states are sent.
const PAUSE: f64 = 200.0;

/// The last state that was sent.
#[derive(Default)]
pub(crate) struct SentState {
    /// In milliseconds; 0 if the next one is sent even if it is the same.
    at: f64,
    state: Option<ViewState>,
}

impl SentState {
    /// Whether the next one is due: at the end, and five times a second.
    pub(crate) fn is_due(&self, is_done: bool) -> bool {
        is_done || (js_sys::Date::now() - self.at).abs() >= PAUSE
    }

    /// The last one; none before the first.
    pub(crate) fn last(&self) -> Option<&ViewState> {
        self.state.as_ref()
    }

    /// The next one is due, even if it is the same: it answers a request.
    pub(crate) fn renew(&mut self) {
        self.at = 0.0;
    }

    /// The next one is due only after a pause, or at the end.
    pub(crate) fn wait(&mut self) {
        self.at = js_sys::Date::now();
    }

    /// Sends a state, unless the page has it.
    pub(crate) fn send(&mut self, state: ViewState) {
        // The page requests the overview after each state: sending the same state again would never end.
        if self.at > 0.0 && self.state.as_ref() == Some(&state) {
            return;
        }
        send(&Reply::View(ViewReply::State(Box::new(state.clone()))));
        (self.at, self.state) = (js_sys::Date::now(), Some(state));
    }
}
