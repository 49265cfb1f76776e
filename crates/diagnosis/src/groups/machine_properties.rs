//! The properties of a machine that other machines can share: its server, its versions, its settings.

use report::{Report, Run};

/// A property of a machine, as its logs name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MachineProperty {
    /// Its name: "Server", "Site code".
    pub(crate) name: String,
    /// Its value, as written.
    pub(crate) value: String,
}

impl MachineProperty {
    /// The value in the form in which it is compared.
    pub(crate) fn key(&self) -> String {
        self.value.trim_end_matches('/').to_ascii_lowercase()
    }
}

/// The name of the property that contains the host of the server.
pub(crate) const SERVER: &str = "Server";

/// Settings that belong to one machine, or that repeat the server.
const NOT_SHARED: [&str; 4] = ["computer", "client_id", "client_address", "wsus_url"];

/// The maximum length of a value in a sentence or a table.
const LONGEST: usize = 120;

/// The properties of a machine that its report names, the server first; each name once.
pub(crate) fn properties_of(report: &Report) -> Vec<MachineProperty> {
    let mut properties: Vec<MachineProperty> = Vec::new();
    if let Some((host, port)) = server_of(report).as_deref().and_then(host_and_port) {
        add(&mut properties, SERVER, host);
        add(&mut properties, "Port", port);
    }
    let build = report.logs.iter().find_map(|log| log.windows_build).map(|build| build.to_string());
    if let Some(build) = build {
        add(&mut properties, "Windows build", &build);
    }
    for row in report.settings.iter().filter(|row| !NOT_SHARED.contains(&row.id.as_str())) {
        add(&mut properties, &row.title, &row.value);
    }
    properties
}

/// The server of the leading run, or else the server that is set.
pub(crate) fn server_of(report: &Report) -> Option<String> {
    let set = || report.settings.iter().find(|row| row.id == "wsus_url").map(|row| row.value.clone());
    leading_run(report).and_then(|run| run.server.clone()).or_else(set)
}

/// The run of the verdict.
fn leading_run(report: &Report) -> Option<&Run> {
    let id = report.flows.iter().find_map(|flow| flow.leading_run)?;
    report.runs.iter().find(|run| run.id == id)
}

/// The host and the port of a URL; the port is the usual one if the URL names none.
fn host_and_port(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split('/').next()?;
    let usual = if scheme.eq_ignore_ascii_case("https") { "443" } else { "80" };
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, usual));
    (!host.is_empty()).then_some((host, port))
}

fn add(properties: &mut Vec<MachineProperty>, name: &str, value: &str) {
    let value: String = value.chars().take(LONGEST).collect();
    if !value.is_empty() && properties.iter().all(|known| known.name != name) {
        properties.push(MachineProperty { name: name.to_owned(), value });
    }
}
