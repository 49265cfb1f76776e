//! What a client's code tells of the server's answer, and which requests belong to which step.

use crate::logs::web_requests::Request;

/// The answer that a code tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// This status.
    Status(u16),
    /// None in time.
    Late,
    /// None at all, or it was cut off.
    Cut,
}

/// A request that took that long in milliseconds may have been too late for its client.
const LATE: u32 = 20_000;

impl Wanted {
    /// What a code tells; none where it tells nothing of an answer.
    pub(crate) fn of(code: u32) -> Option<Self> {
        let known = knowledge::code(code);
        match known.and_then(|code| code.http) {
            Some(408 | 504) => return Some(Self::Late),
            Some(status) => return Some(Self::Status(status)),
            None => {}
        }
        // Windows' own errors of the network, from WinHTTP; 12002 is the end of patience.
        match (code >> 16, code & 0xFFFF) {
            (FROM_WINDOWS, 12_002) => Some(Self::Late),
            (FROM_WINDOWS, 12_029..=12_031 | 12_152) => Some(Self::Cut),
            _ => None,
        }
    }

    /// Whether a row is such an answer.
    pub(crate) fn fits(self, request: &Request) -> bool {
        let is_late = || request.took.is_some_and(|took| took >= LATE);
        match self {
            Self::Status(status) => request.status == status,
            Self::Late => is_late() || matches!(request.status, 408 | 502..=504) || request.status == 0,
            Self::Cut => is_late() && request.is_cut() || request.status == 0 || request.status == 503,
        }
    }

    /// By how many milliseconds a row is later than the moment at which the client knew: a client that waited in vain
    /// knows while the request goes on.
    pub(crate) fn distance(self, request: &Request, moment: i64) -> i64 {
        let begun = request.ms - i64::from(request.took.unwrap_or(0));
        match self {
            Self::Status(_) => request.ms - moment,
            Self::Late | Self::Cut if (begun..=request.ms).contains(&moment) => 0,
            Self::Late | Self::Cut if moment < begun => begun - moment,
            Self::Late | Self::Cut => request.ms - moment,
        }
    }

    /// Whether a row that fits can hardly be another's.
    pub(crate) fn is_certain(self) -> bool {
        matches!(self, Self::Status(_))
    }

    /// Whether Windows itself may answer so, before the web server sees the request.
    pub(crate) fn may_be_windows_own(self) -> bool {
        matches!(self, Self::Status(400 | 403 | 404 | 413 | 503))
    }
}

/// The upper half of the HRESULT of an error of Windows.
const FROM_WINDOWS: u32 = 0x8007;

/// What is asked for at a step of a flow.
pub(crate) fn services_of(flow: &str, step: &str) -> &'static [&'static [u8]] {
    match (flow, step.split('.').next().unwrap_or(step)) {
        ("client-scan", "3") => &[b"/ClientWebService/", b"/SimpleAuthWebService/", b"/selfupdate/"],
        ("client-scan", _) | ("policy" | "state-messages", _) => {
            &[b"/SMS_MP/", b"/SMS_MP_WindowsAuth/", b"/ccm_system/", b"/ccm_system_windowsauth/"]
        }
        ("install", "3") => {
            &[b"/Content/", b"/SMS_DP_SMSPKG$/", b"/NOCERT_SMS_DP_SMSPKG$/", b"/CCMTOKENAUTH_SMS_DP_SMSPKG$/"]
        }
        ("wsus-sync", _) => &[b"/ApiRemoting30/", b"/ServerSyncWebService/", b"/DssAuthWebService/"],
        _ => &[],
    }
}
