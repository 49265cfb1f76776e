//! The service that a run used: WSUS, Windows Update, the Store.

use crate::runs::flow_run::FlowRun;

/// The service that a run used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    /// A service of the knowledge base.
    Known(&'static knowledge::Name),
    /// Another service, by its GUID.
    Other(Box<str>),
    /// No line names it.
    Unknown,
}

impl Service {
    /// The service of a run: the last one that its lines name. ConfigMgr scans only WSUS.
    pub(crate) fn of(run: &FlowRun) -> Self {
        match run.sightings.iter().rev().find_map(|seen| seen.capture("service")) {
            Some(guid) => knowledge::service(guid).map_or_else(|| Self::Other(guid.into()), Self::Known),
            None if run.is_own() && run.flow.service => {
                knowledge::leading_service().map_or(Self::Unknown, Self::Known)
            }
            None => Self::Unknown,
        }
    }

    /// The name of the service.
    pub(crate) fn words(&self) -> Option<&str> {
        match self {
            Self::Known(name) => Some(name.name),
            Self::Other(guid) => Some(guid),
            Self::Unknown => None,
        }
    }

    /// Whether it is the service that managed clients search.
    pub(crate) fn leads(&self) -> bool {
        self.is_wsus() == Some(true)
    }

    /// Whether it is WSUS; `None` if no line names the service.
    pub(crate) fn is_wsus(&self) -> Option<bool> {
        match self {
            Self::Known(name) => Some(name.leads),
            Self::Other(_) => Some(false),
            Self::Unknown => None,
        }
    }

    /// Whether it has only apps and no Windows updates.
    pub(crate) fn has_apps(&self) -> bool {
        matches!(self, Self::Known(name) if name.apps)
    }
}

/// Who requested a run; empty if no line names the caller.
pub(crate) fn requester_name(run: &FlowRun) -> String {
    let caller = run.caller.clone().unwrap_or_default();
    knowledge::caller_name(&caller).map_or(caller, |name| name.name.to_owned())
}
