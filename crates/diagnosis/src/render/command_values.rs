//! The values for the placeholders of commands. Each value is checked when it is taken from a line.

use std::collections::{BTreeMap, BTreeSet};

use knowledge::{Server, ValueKind, placeholder};

use crate::judge::analysis::Analysis;
use crate::judge::problem::Problem;
use crate::render::settings::{SourceSetting, address};
use crate::sort;

/// The last value of each placeholder.
#[derive(Default)]
pub(crate) struct CommandValues {
    /// Valid values, by the name of the placeholder.
    accepted: BTreeMap<&'static str, String>,
    /// The placeholders whose last value is not valid. The value stays in the evidence; commands keep the placeholder.
    rejected: BTreeSet<&'static str>,
}

impl CommandValues {
    /// The values in the lines of a finding's run.
    pub(crate) fn of_run(analysis: &Analysis, problem: &Problem) -> Self {
        let mut values = Self::default();
        let of_run = problem.last_run().into_iter().flat_map(|at| &analysis.runs[at].run.sightings);
        for seen in analysis.sightings.iter().filter(|seen| seen.evidence.is_of_machine()).chain(of_run) {
            for name in ["site_code", "management_point", "proxy"] {
                if let Some(value) = seen.capture(name) {
                    values.take(name, value);
                }
            }
            let url = seen.capture("wsus_url").or_else(|| {
                // The agent's own server is WSUS only when the agent contacts WSUS.
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

    /// The values in settings. The server is the one that the site assigned, not the one from policy, which may be
    /// wrong.
    pub(crate) fn of_settings(settings: &[&SourceSetting<'_>]) -> Self {
        let mut values = Self::default();
        let mut settings: Vec<&&SourceSetting<'_>> = settings.iter().collect();
        sort::by_key(&mut settings, |source| (source.newest().ms, source.file));
        for source in settings {
            let is_server = !source.is_export && address(source.value()).is_some();
            if matches!(source.setting, "site_code" | "management_point")
                || (source.setting == "wsus_url" && is_server)
            {
                values.take(source.setting, source.value());
            }
        }
        values
    }

    /// The valid values as (name, value), and the names of the placeholders with invalid values, for the report.
    pub(crate) fn into_rows(self) -> (Vec<(String, String)>, Vec<String>) {
        let accepted = self.accepted.into_iter().map(|(name, value)| (name.to_owned(), value));
        (accepted.collect(), self.rejected.into_iter().map(str::to_owned).collect())
    }

    /// Stores a value and the values derived from it: the URL of a server contains its host and port.
    fn take(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        match name {
            "wsus_url" => {
                let server = Server::parse(value);
                let origin = &value[..value.len() - server.path.len()];
                // A server without a scheme still has a host and a port.
                let scheme = if server.scheme.is_none() { "http://" } else { "" };
                let is_sound = ValueKind::Url.accept(&[scheme, origin].concat()).is_some();
                self.check("wsus_url", origin);
                self.check("wsus_host", part(is_sound, server.host));
                self.check("wsus_port", part(is_sound, server.port));
            }
            "proxy" => {
                self.check("proxy", value);
                let first = value.split([';', ' ']).next().unwrap_or_default();
                let server = first.split_once('=').map_or(first, |(_, server)| server);
                let is_sound = ValueKind::Proxy.accept(value).is_some();
                self.check("proxy_host", part(is_sound, Server::parse(server).host));
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

/// A part of a URL, or an empty string (which is never valid) if the complete URL is not valid. What looks like the
/// host may be something else: in `http://name:password@server` it is the name.
fn part(is_sound: bool, part: &str) -> &str {
    if is_sound { part } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, value: &str, accepted: &[(&str, &str)], rejected: &[&str]) {
        let mut values = CommandValues::default();
        values.take(name, value);
        let (rows, names) = values.into_rows();
        let rows: Vec<(&str, &str)> = rows.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!((&rows[..], names), (accepted, rejected.iter().map(|name| (*name).to_owned()).collect()));
    }

    #[test]
    fn an_invalid_url_gives_no_parts() {
        let all = ["wsus_host", "wsus_port", "wsus_url"];
        for value in [
            "http://name:password@evil:8530",
            "http://name@evil:8530",
            "file://evil/share",
            "ftp://evil:8530",
            "http://evil:99999",
            "http://evil:8530:9",
            "http://evil:8530?x",
            "name:password@evil:8530",
            "http://wsus';calc;':8530",
        ] {
            check("wsus_url", value, &[], &all);
        }
        for value in ["name:password@evil:8080", "http=evil:8080;https=name:x@evil", "evil:99999"] {
            check("proxy", value, &[], &["proxy", "proxy_host"]);
        }
    }

    #[test]
    fn a_valid_url_gives_its_parts() {
        let parts = [("wsus_host", "wsus"), ("wsus_port", "8530")];
        let url = ("wsus_url", "http://wsus:8530");
        check("wsus_url", "http://wsus:8530/a?b", &[parts[0], parts[1], url], &[]);
        check("wsus_url", "wsus:8530", &parts, &["wsus_url"]);
        let proxy = [("proxy", "http=evil:8080;https=b:1"), ("proxy_host", "evil")];
        check("proxy", "http=evil:8080;https=b:1", &proxy, &[]);
    }
}
