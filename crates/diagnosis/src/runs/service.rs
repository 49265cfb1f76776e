//! The service a run was made against: WSUS, Windows Update, the Store.

use crate::runs::gather::Gathered;

/// The service a run was made against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service<'s> {
    /// One that the knowledge knows.
    Known(&'static knowledge::Name),
    /// Another one, by its GUID.
    Other(&'s str),
    /// No line says which.
    Unknown,
}

impl<'s> Service<'s> {
    /// The service of a run: the last one its lines name. ConfigMgr scans nothing but WSUS.
    pub(crate) fn of(run: &Gathered<'s>) -> Self {
        match run.seen.iter().rev().find_map(|seen| seen.capture("service")) {
            Some(guid) => knowledge::service(guid).map_or(Self::Other(guid), Self::Known),
            None if run.is_own() && run.flow.service => {
                knowledge::leading_service().map_or(Self::Unknown, Self::Known)
            }
            None => Self::Unknown,
        }
    }

    /// In words.
    pub(crate) fn words(&self) -> Option<&'s str> {
        match self {
            Self::Known(name) => Some(name.name),
            Self::Other(guid) => Some(guid),
            Self::Unknown => None,
        }
    }

    /// Whether it is the one that managed clients search.
    pub(crate) fn leads(&self) -> bool {
        self.is_wsus() == Some(true)
    }

    /// Whether it is WSUS, as far as a line says which service it is.
    pub(crate) fn is_wsus(&self) -> Option<bool> {
        match self {
            Self::Known(name) => Some(name.leads),
            Self::Other(_) => Some(false),
            Self::Unknown => None,
        }
    }

    /// Whether it has apps only, and no updates of Windows.
    pub(crate) fn has_apps(&self) -> bool {
        matches!(self, Self::Known(name) if name.apps)
    }
}

/// Who asked for a run, and against which service, in words.
pub(crate) fn who_and_where(run: &Gathered<'_>) -> (String, Option<String>) {
    let caller = run.caller.clone().unwrap_or_default();
    let name = knowledge::caller_name(&caller).map_or(caller, |name| name.name.to_owned());
    (name, Service::of(run).words().map(str::to_owned))
}
