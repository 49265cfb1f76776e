//! Which log a trace is, inferred from the providers of its events.

use etl::{Guid, Header};

/// The logs that are written as traces. Names and ids as Windows has them, on machines of any language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TraceKind {
    /// The Windows Update agent: `C:\Windows\Logs\WindowsUpdate`.
    WindowsUpdate,
    /// Server-initiated healing: `C:\Windows\Logs\SIH`.
    Sih,
    /// The Windows Update medic service: `C:\Windows\Logs\waasmedic`.
    WaasMedic,
    /// The Update Orchestrator and what it shows: `C:\ProgramData\USOShared\Logs`.
    Uso,
    /// Anything else.
    Other,
}

const ALL: [TraceKind; 5] =
    [TraceKind::WindowsUpdate, TraceKind::Sih, TraceKind::WaasMedic, TraceKind::Uso, TraceKind::Other];

/// Providers by their ids.
const PROVIDERS: [(Guid, TraceKind); 4] = [
    (Guid::of(0x0b7a6f19_47c4_454e_8c5c_e868d637e4d8), TraceKind::WindowsUpdate),
    (Guid::of(0x9906081d_e45a_4f41_a53f_2ac2e0225de1), TraceKind::Sih),
    (Guid::of(0x5251fd36_a05a_4033_adad_fa409644e282), TraceKind::Sih),
    (Guid::of(0x30d25124_a468_505c_de82_8411646eb8b5), TraceKind::WaasMedic),
];

/// Providers by what their names begin with.
const NAMES: [(&str, TraceKind); 4] = [
    ("WUTraceLogging", TraceKind::WindowsUpdate),
    ("SIHTraceLogging", TraceKind::Sih),
    ("Microsoft.Windows.WaaSMedic", TraceKind::WaasMedic),
    ("Microsoft.Windows.Update.", TraceKind::Uso),
];

/// Sessions by what their names or the paths of their files hold, in lower case: all that a trace without a readable
/// event shows.
const SESSIONS: [(&str, TraceKind); 6] = [
    ("windowsupdate_trace_log", TraceKind::WindowsUpdate),
    ("sih_trace_log", TraceKind::Sih),
    ("\\logs\\windowsupdate\\", TraceKind::WindowsUpdate),
    ("\\logs\\sih\\", TraceKind::Sih),
    ("\\logs\\waasmedic\\", TraceKind::WaasMedic),
    ("\\usoshared\\logs\\", TraceKind::Uso),
];

impl TraceKind {
    /// Its name in the head of the text.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::WindowsUpdate => "WindowsUpdate",
            Self::Sih => "SIH",
            Self::WaasMedic => "WaaSMedic",
            Self::Uso => "USO",
            Self::Other => "other",
        }
    }

    fn of(provider: Guid, name: &str) -> Self {
        let known = PROVIDERS.iter().find(|(id, _)| *id == provider).map(|(_, kind)| *kind);
        let named = || NAMES.iter().find(|(begins, _)| name.starts_with(begins)).map(|(_, kind)| *kind);
        known.or_else(named).unwrap_or(Self::Other)
    }
}

/// How many events of each kind a trace has.
#[derive(Default)]
pub(super) struct Kinds([u64; ALL.len()]);

impl Kinds {
    /// Counts an event of this provider, and returns its kind.
    pub(super) fn count(&mut self, provider: Guid, name: &str) -> TraceKind {
        let kind = TraceKind::of(provider, name);
        self.0[kind as usize] += 1;
        kind
    }

    /// The kind of most events; none if there is no event.
    pub(super) fn most(&self) -> Option<TraceKind> {
        // Among equals the first: the last one is `Other`.
        let most = self.0.iter().copied().max().filter(|&most| most > 0)?;
        ALL.into_iter().find(|&kind| self.0[kind as usize] == most)
    }
}

/// The kind of a trace whose events do not show it.
pub(super) fn of_session(header: &Header) -> TraceKind {
    let (session, file) = (header.session.to_ascii_lowercase(), header.file.to_ascii_lowercase());
    let holds =
        |text: &str, part: &str| text.as_bytes().windows(part.len()).any(|here| here == part.as_bytes());
    let known = SESSIONS.iter().find(|(part, _)| holds(&session, part) || holds(&file, part));
    known.map_or(TraceKind::Other, |(_, kind)| *kind)
}

/// A provider's name without the common prefix.
pub(super) fn short(provider: &str) -> &str {
    let beginnings = ["Microsoft.Windows.Update.", "Microsoft.Windows.", "Microsoft-Windows-", "Microsoft."];
    beginnings.into_iter().find_map(|begins| provider.strip_prefix(begins)).unwrap_or(provider)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_identify_the_log() {
        let none = Guid::default();
        assert_eq!(TraceKind::of(PROVIDERS[0].0, ""), TraceKind::WindowsUpdate);
        assert_eq!(TraceKind::of(none, "Microsoft.Windows.Update.Orchestrator.UX"), TraceKind::Uso);
        assert_eq!(TraceKind::of(none, "Microsoft.Windows.WaaSMedic.Local"), TraceKind::WaasMedic);
        assert_eq!(TraceKind::of(none, "Contoso.Provider"), TraceKind::Other);
        let mut kinds = Kinds::default();
        assert_eq!(kinds.most(), None);
        kinds.count(none, "Contoso.Provider");
        assert_eq!(kinds.most(), Some(TraceKind::Other));
        kinds.count(none, "SIHTraceLogging");
        assert_eq!(kinds.most(), Some(TraceKind::Sih));
    }

    #[test]
    fn names_are_short() {
        assert_eq!(short("Microsoft.Windows.Update.Orchestrator.UX"), "Orchestrator.UX");
        assert_eq!(short("Contoso.Provider"), "Contoso.Provider");
    }

    #[test]
    fn kinds_match_their_counters() {
        for (at, kind) in ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, at);
        }
    }
}
