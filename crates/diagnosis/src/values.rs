//! The values that fill the placeholders of commands: each is checked where it is taken from a line.

use std::collections::{BTreeMap, BTreeSet};

use knowledge::{Server, placeholder};

use crate::findings::Found;
use crate::grounds::Grounds;
use crate::settings::{SettingSaid, address};
use crate::sort;

/// Values of placeholders, the last one of each.
#[derive(Default)]
pub(crate) struct CommandValues {
    /// What fits, by the name of the placeholder.
    accepted: BTreeMap<&'static str, String>,
    /// The placeholders whose last value does not fit. It stays in the evidence, and commands keep the placeholder.
    rejected: BTreeSet<&'static str>,
}

impl CommandValues {
    /// Those of the lines of a finding's run.
    pub(crate) fn of_run(grounds: &Grounds<'_, '_>, found: &Found<'_>) -> Self {
        let mut values = Self::default();
        let of_run = found.run.into_iter().flat_map(|at| &grounds.runs[at].run.seen);
        for seen in grounds.all.iter().filter(|seen| seen.evidence.joins.machine).chain(of_run) {
            for name in ["site_code", "management_point", "proxy"] {
                if let Some(value) = seen.capture(name) {
                    values.take(name, value);
                }
            }
            let url = seen.capture("wsus_url").or_else(|| {
                // The agent's own server is WSUS only where it talks to WSUS.
                seen.capture("url").filter(|_| {
                    seen.capture("service").and_then(knowledge::service).is_some_and(|service| service.leads)
                })
            });
            if let Some(url) = url {
                values.take("wsus_url", url);
            }
        }
        values
    }

    /// Those of settings: the server is the one that the site gave, and not that of policy, which may be what is wrong.
    pub(crate) fn of_settings(said: &[&SettingSaid<'_>]) -> Self {
        let mut values = Self::default();
        let mut said: Vec<&&SettingSaid<'_>> = said.iter().collect();
        sort::by_key(&mut said, |said| (said.newest().ms, said.file));
        for said in said {
            let is_server = !said.is_export && address(said.value()).is_some();
            if matches!(said.setting, "site_code" | "management_point")
                || (said.setting == "wsus_url" && is_server)
            {
                values.take(said.setting, said.value());
            }
        }
        values
    }

    /// What fits as (name, value), and the names of what does not, for the report.
    pub(crate) fn into_rows(self) -> (Vec<(String, String)>, Vec<String>) {
        let accepted = self.accepted.into_iter().map(|(name, value)| (name.to_owned(), value));
        (accepted.collect(), self.rejected.into_iter().map(str::to_owned).collect())
    }

    /// Takes a value, and what else it says: a server's URL names its host and port.
    fn take(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        match name {
            "wsus_url" => {
                let server = Server::parse(value);
                self.check("wsus_url", &value[..value.len() - server.path.len()]);
                self.check("wsus_host", server.host);
                self.check("wsus_port", server.port);
            }
            "proxy" => {
                self.check("proxy", value);
                let first = value.split([';', ' ']).next().unwrap_or_default();
                let server = first.split_once('=').map_or(first, |(_, server)| server);
                self.check("proxy_host", Server::parse(server).host);
            }
            _ => self.check(name, value),
        }
    }

    fn check(&mut self, name: &str, value: &str) {
        let Some(placeholder) = placeholder(name) else { return };
        match placeholder.kind.accept(value) {
            Some(value) => {
                self.accepted.insert(placeholder.name, value);
                self.rejected.remove(placeholder.name);
            }
            None => {
                self.accepted.remove(placeholder.name);
                self.rejected.insert(placeholder.name);
            }
        }
    }
}
