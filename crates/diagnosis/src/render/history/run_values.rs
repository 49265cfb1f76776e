//! The values that a good run and a bad run name: the server, its port, the site, the address of the client.

use report::Change;

use crate::judge::analysis::Analysis;
use crate::render::history::value_change::{ValueChange, is_same_value};
use crate::render::report_rows::{evidence, moment};
use crate::render::settings::address;
use crate::runs::flow_run::FlowRun;
use crate::runs::timed_sightings::TimedSighting;

/// The captures that are compared and their names; what most likely matters first.
const NAMES: [(&str, &str); 9] = [
    ("wsus_url", "Server"),
    ("proxy", "Proxy"),
    ("policy_url", "Server from Group Policy"),
    ("agent_version", "Windows Update Agent"),
    ("management_point", "Management point"),
    ("site_code", "Site code"),
    ("ad_site", "Active Directory site"),
    ("client_address", "IP address"),
    ("content_version", "Content version"),
];

/// The capture that is a URL: its host and its port are compared separately.
const URL: &str = "wsus_url";

/// The values that both runs name, and the names of the captures that were compared.
pub(crate) fn run_values(
    analysis: &Analysis,
    good: usize,
    bad: usize,
) -> (Vec<ValueChange>, Vec<&'static str>) {
    let (mut found, mut compared) = (Vec::new(), Vec::new());
    for (capture, name) in NAMES {
        let pair =
            RunPair { analysis, good: &analysis.runs[good].run, bad: &analysis.runs[bad].run, capture };
        let changes = if capture == URL {
            vec![pair.compare(name, host), pair.compare("Port", port)]
        } else {
            vec![pair.compare(name, |value| Some(value.to_owned()))]
        };
        if changes.iter().any(Option::is_some) {
            compared.push(capture);
        }
        found.extend(changes.into_iter().flatten());
    }
    (found, compared)
}

/// The host of a URL.
fn host(url: &str) -> Option<String> {
    address(url).map(|parts| parts.host.to_owned())
}

/// The port of a URL with its protocol: "8531 (https)".
fn port(url: &str) -> Option<String> {
    let parts = address(url)?;
    let usual = if parts.scheme.eq_ignore_ascii_case("https") { "443" } else { "80" };
    Some([parts.port.unwrap_or(usual), " (", parts.scheme, ")"].concat())
}

/// Two runs of which one value is compared.
struct RunPair<'a> {
    analysis: &'a Analysis,
    good: &'a FlowRun,
    bad: &'a FlowRun,
    capture: &'static str,
}

impl<'a> RunPair<'a> {
    /// Compares a part of the value; `None` if one of the runs does not name it.
    fn compare(&self, name: &str, part: impl Fn(&str) -> Option<String>) -> Option<ValueChange> {
        let part_of = |seen: &TimedSighting| seen.capture(self.capture).and_then(&part);
        let pairs = self.lines().into_iter();
        let pairs = pairs.filter_map(|(old, new)| Some((part_of(old)?, part_of(new)?, old, new)));
        let (mut is_same, mut change) = (false, None);
        for (before, after, old, new) in pairs {
            if is_same_value(&before, &after) {
                is_same = true;
            } else if change.is_none() {
                let first = self.first_with(&after, &part, new);
                change = Some(ValueChange::Changed(Change {
                    name: name.to_owned(),
                    time: moment(first, first.ms),
                    evidence: [old, first].map(|seen| evidence(seen, &self.analysis.logs)).to_vec(),
                    before,
                    after,
                }));
            }
        }
        change.or(is_same.then(|| ValueChange::Unchanged(name.to_owned())))
    }

    /// The last lines of the bad run that name the value, each with the last line of the same kind of the good run: lines
    /// of different kinds can have different values even if nothing changed. If no kind is in both runs, the last line
    /// of each.
    fn lines(&self) -> Vec<(&'a TimedSighting, &'a TimedSighting)> {
        let names =
            |seen: &&TimedSighting| seen.capture(self.capture).is_some() && !seen.evidence.is_reason();
        let mut pairs: Vec<(&TimedSighting, &TimedSighting)> = Vec::new();
        for new in self.bad.sightings.iter().rev().filter(names) {
            let is_kind = |seen: &&TimedSighting| seen.evidence.index == new.evidence.index;
            if pairs.iter().all(|(_, known)| !is_kind(known))
                && let Some(old) = self.good.sightings.iter().rev().filter(names).find(is_kind)
            {
                pairs.push((old, new));
            }
        }
        if pairs.is_empty() && self.capture == URL {
            let last = |run: &'a FlowRun| run.sightings.iter().rfind(names);
            pairs.extend(last(self.good).zip(last(self.bad)));
        }
        pairs
    }

    /// The first line of the same kind with the new value after the good run.
    fn first_with(
        &self,
        value: &str,
        part: impl Fn(&str) -> Option<String>,
        new: &'a TimedSighting,
    ) -> &'a TimedSighting {
        let (_, end) = self.good.span();
        let is_it = |seen: &&TimedSighting| {
            seen.evidence.index == new.evidence.index
                && seen.is_ms_utc == new.is_ms_utc
                && (end..=new.ms).contains(&seen.ms)
                && seen
                    .capture(self.capture)
                    .and_then(&part)
                    .is_some_and(|known| is_same_value(&known, value))
        };
        self.analysis.sightings.iter().find(is_it).unwrap_or(new)
    }
}
