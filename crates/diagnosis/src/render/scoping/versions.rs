//! Which versions the machine runs.

use report::{SettingRow, Statement};

use crate::logs::given_log::GivenLog;

/// The settings that are versions, in the order in which they are listed.
const VERSIONS: [&str; 3] = ["windows_version", "installation_type", "agent_version"];

/// The versions that settings and traces name.
pub(crate) fn versions(logs: &[GivenLog], settings: &[SettingRow]) -> Vec<Statement> {
    let mut statements = Vec::new();
    for id in VERSIONS {
        let Some(row) = settings.iter().find(|row| row.id == id) else { continue };
        statements.push(Statement {
            summary: [&row.title, ": ", &row.value, "."].concat(),
            evidence: row.values.iter().take(1).map(|value| value.evidence.clone()).collect(),
        });
    }
    // The head of a trace is no line.
    let build = logs.iter().rev().find_map(|log| Some((log, build_of(log)?)));
    statements.extend(build.map(|(log, build)| Statement {
        summary: format!("Windows build {build}, according to {}.", log.name()),
        evidence: Vec::new(),
    }));
    statements
}

/// The build of Windows that wrote a trace or an event log.
fn build_of(log: &GivenLog) -> Option<u64> {
    let sources = log.files.iter().rev().filter_map(|file| file.reading.source.as_ref());
    sources.map(|source| source.build).find(|&build| build > 0)
}
