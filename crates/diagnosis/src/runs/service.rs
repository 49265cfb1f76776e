//! The service a run was made against: WSUS, Windows Update, the Store.

use crate::runs::flow_run::FlowRun;

/// The service a run was made against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    /// One that the knowledge knows.
    Known(&'static knowledge::Name),
    /// Another one, by its GUID.
    Other(Box<str>),
    /// No line says which.
    Unknown,
}

impl Service {
    /// The service of a run: the last one its lines name. ConfigMgr scans nothing but WSUS.
    pub(crate) fn of(run: &FlowRun) -> Self {
        match run.sightings.iter().rev().find_map(|seen| seen.capture("service")) {
            Some(guid) => knowledge::service(guid).map_or_else(|| Self::Other(guid.into()), Self::Known),
            None if run.is_own() && run.flow.service => {
                knowledge::leading_service().map_or(Self::Unknown, Self::Known)
            }
            None => Self::Unknown,
        }
    }

    /// In words.
    pub(crate) fn words(&self) -> Option<&str> {
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

/// Who asked for a run, in words; empty where no line names the caller.
pub(crate) fn requester_name(run: &FlowRun) -> String {
    let caller = run.caller.clone().unwrap_or_default();
    knowledge::caller_name(&caller).map_or(caller, |name| name.name.to_owned())
}
