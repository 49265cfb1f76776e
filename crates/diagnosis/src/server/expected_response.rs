//! Which server response a client's code indicates, and which requests belong to which step.

use knowledge::NetworkErrorKind;

use crate::logs::web_server_log::WebRequest;

/// The response that a code indicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExpectedResponse {
    /// This status.
    Status(u16),
    /// No response in time.
    Late,
    /// No response, or an interrupted one.
    Cut,
}

/// A request that took at least this many milliseconds might have been too slow for its client.
const LATE: u32 = 20_000;

impl ExpectedResponse {
    /// The response that a code indicates; `None` if it indicates none.
    pub(crate) fn of(code: u32) -> Option<Self> {
        let known = knowledge::code(code);
        match known.and_then(|code| code.http) {
            Some(408 | 504) => Some(Self::Late),
            Some(status) => Some(Self::Status(status)),
            None => knowledge::network_error(code).map(|kind| match kind {
                NetworkErrorKind::Timeout => Self::Late,
                NetworkErrorKind::NoConnection => Self::Cut,
            }),
        }
    }

    /// Whether a row contains this response.
    pub(crate) fn fits(self, request: &WebRequest) -> bool {
        let is_late = || request.took.is_some_and(|took| took >= LATE);
        match self {
            Self::Status(status) => request.status == status,
            Self::Late => is_late() || matches!(request.status, 408 | 502..=504) || request.status == 0,
            Self::Cut => is_late() && request.is_cut() || request.status == 0 || request.status == 503,
        }
    }

    /// How many milliseconds a row is later than the moment at which the client noticed: a client can time out while
    /// the request continues.
    pub(crate) fn distance(self, request: &WebRequest, moment: i64) -> i64 {
        let begun = request.ms - i64::from(request.took.unwrap_or(0));
        match self {
            Self::Status(_) => request.ms - moment,
            Self::Late | Self::Cut if (begun..=request.ms).contains(&moment) => 0,
            Self::Late | Self::Cut if moment < begun => begun - moment,
            Self::Late | Self::Cut => request.ms - moment,
        }
    }

    /// Whether a matching row can hardly belong to another request.
    pub(crate) fn is_certain(self) -> bool {
        matches!(self, Self::Status(_))
    }

    /// Whether Windows itself can respond this way before the web server receives the request.
    pub(crate) fn may_be_windows_own(self) -> bool {
        matches!(self, Self::Status(400 | 403 | 404 | 413 | 503))
    }
}
