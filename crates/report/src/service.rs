//! The service that a run used.

use basics::ClientKind;

use crate::Report;

/// The service of clients that search Microsoft's service, as the knowledge base names it.
const MICROSOFT: &str = "Windows Update";

impl Report {
    /// The service that a run used, by its display name: "WSUS". None if nothing shows it.
    pub fn service_of(&self, run: Option<u32>) -> Option<&str> {
        let run = self.runs.iter().find(|one| Some(one.id) == run);
        let of_kind = (self.client_kind == Some(ClientKind::WindowsUpdate)).then_some(MICROSOFT);
        run.and_then(|run| run.service.as_deref()).or(of_kind)
    }
}
