//! Checks samples against patterns, and that they name no real machine or person.

use std::net::Ipv4Addr;

use basics::UpdateEvent;
use knowledge_model::evidence::{Evidence, LineScope};
use knowledge_model::fact::{Fact, FactKind};
use knowledge_model::model::Operation;
use regex::bytes::{Regex, RegexBuilder};

use crate::facts::FactTables;
use crate::fault::{Faults, LineRef};
use crate::flows::Flows;
use crate::known::KnownNames;
use crate::pattern::compiled;
use crate::sample_line::{SampleLine, is_found};

/// A pattern matches its own samples, and none of another pattern of the same step and log.
pub(crate) fn against_patterns(flows: &Flows, faults: &Faults) {
    for step in flows.flows.iter().flat_map(|flow| flow.steps) {
        // Results are compared with each other, over all steps.
        let of_step = flows.evidence.get(step.evidence.indexes()).unwrap_or_default();
        let patterns: Vec<(&Evidence, Regex, &[SampleLine])> = of_step
            .iter()
            .filter(|one| !one.is_of_operation())
            .filter_map(|one| {
                let index = usize::from(one.index.0);
                let pattern = flows.patterns.get(index).filter(|pattern| !pattern.text.is_empty())?;
                Some((one, compiled(pattern.text).ok()?, flows.samples.get(index)?.as_slice()))
            })
            .collect();
        for (owner, own, samples) in &patterns {
            for sample in *samples {
                let pattern = flows.patterns.get(usize::from(owner.index.0));
                if !is_found(pattern, own, sample.text.as_bytes()) {
                    let words =
                        format!("the pattern of `{}` does not match its sample: {}", owner.id, sample.text);
                    faults.add(sample.place(), words);
                }
                let others =
                    patterns.iter().filter(|(other, ..)| other.id != owner.id && other.log == owner.log);
                for (other, pattern, _) in others {
                    if pattern.is_match(sample.text.as_bytes()) {
                        let words = format!("a sample of `{}` is matched by `{}` too", owner.id, other.id);
                        faults.add(sample.place(), words);
                    }
                }
            }
        }
    }
}

/// The pattern of a result matches its own samples, and those of no other result in the same log: each line is the end
/// of one operation.
pub(crate) fn against_results(flows: &Flows, faults: &Faults) {
    let pattern_of = |one: &Evidence| flows.patterns.get(usize::from(one.index.0));
    let results: Vec<(&Evidence, Regex)> = flows
        .evidence
        .iter()
        .filter(|one| one.result.is_some())
        .filter_map(|one| {
            let pattern = pattern_of(one).filter(|pattern| !pattern.text.is_empty())?;
            Some((one, compiled(pattern.text).ok()?))
        })
        .collect();
    for (owner, own) in &results {
        for sample in flows.samples.get(usize::from(owner.index.0)).into_iter().flatten() {
            let text = sample.text.as_bytes();
            // Evidence of runs is checked against its samples with its step.
            if owner.scope == LineScope::Operation && !is_found(pattern_of(owner), own, text) {
                let words =
                    format!("the pattern of `{}` does not match its sample: {}", owner.id, sample.text);
                faults.add(sample.place(), words);
            }
            // A result of a role is one of the logs of other results too.
            let writer = owner.components.first();
            let meets = |other: &Evidence| {
                other.log == owner.log || writer.is_some_and(|writer| other.components.contains(writer))
            };
            for (other, pattern) in results.iter().filter(|(other, _)| meets(other)) {
                if other.id != owner.id && pattern.is_match(text) {
                    let words = format!("a sample of `{}` is matched by `{}` too", owner.id, other.id);
                    faults.add(sample.place(), words);
                }
            }
        }
    }
}

/// Each operation belongs to an existing step, and some line reports its end.
pub(crate) fn check_operations(operations: &[Operation], known: &KnownNames, flows: &Flows, faults: &Faults) {
    let results = || flows.evidence.iter().filter_map(|evidence| evidence.result);
    for operation in operations {
        let line = known.operations.get(operation.id).copied().unwrap_or_default();
        let place = LineRef { file: "operations.toml", line };
        let step = format!("{}/{}", operation.flow, operation.step);
        if !known.steps.contains(&step) && !operation.flow.is_empty() {
            faults.add(place, format!("there is no step {step}"));
        } else if !results().any(|result| result.operation == operation.id) {
            faults.add(place, format!("no line reports the end of `{}`", operation.id));
        }
    }
}

/// The pattern of a fact matches its own samples, and none of another fact of the same kind in the same log: a line has
/// one event of an update, or one value of a setting.
pub(crate) fn against_facts(facts: &FactTables, faults: &Faults) {
    let compile = |fact: &Fact| compiled(fact.pattern.text).ok().filter(|_| !fact.pattern.text.is_empty());
    let regexes: Vec<Option<Regex>> = facts.facts.iter().map(compile).collect();
    let patterns =
        || facts.facts.iter().zip(&regexes).filter_map(|(fact, regex)| Some((fact, regex.as_ref()?)));
    // A state message and the state that it reports are on the same line.
    let of = |kind: &FactKind| match kind {
        FactKind::Update(UpdateEvent::StateRaised) => "state",
        FactKind::Update(_) | FactKind::StoreApp => "",
        FactKind::Setting { setting, .. } => setting,
    };
    for (at, (fact, samples)) in facts.facts.iter().zip(&facts.samples).enumerate() {
        for sample in samples {
            let text = sample.text.as_bytes();
            for (other, regex) in patterns().filter(|(other, _)| other.log == fact.log) {
                let is_own = facts.facts.get(at).is_some_and(|own| std::ptr::eq(own, other));
                if is_own && !is_found(Some(&fact.pattern), regex, text) {
                    let words =
                        format!("the pattern of `{}` does not match its sample: {}", fact.id, sample.text);
                    faults.add(sample.place(), words);
                }
                if !is_own && of(&other.kind) == of(&fact.kind) && regex.is_match(text) {
                    let words = format!("a sample of `{}` is matched by `{}` too", fact.id, other.id);
                    faults.add(sample.place(), words);
                }
            }
        }
    }
}

/// Finds text that looks like the name or address of a machine.
pub(crate) struct Addresses<'a> {
    known: &'a KnownNames,
    hosts: Vec<Regex>,
}

/// Host names in log lines, as the first group of each pattern.
const HOSTS: [&str; 5] = [
    // A URL.
    r#"[a-z]+://([^/:\s'"<>)]+)"#,
    // A share.
    r"\\\\([A-Za-z0-9][A-Za-z0-9.-]*)\\",
    // As CcmMessaging writes it.
    r"\bHost=([A-Za-z0-9.-]+)",
    // A name below a usual top-level domain.
    r"\b([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|net|org|edu|gov|io|local|lan|corp|intern|internal|de|uk|fr|in))\b",
    // Four numbers, and not five.
    r"(?:^|[^0-9A-Za-z.])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?:$|[^0-9.]|\.(?:$|[^0-9]))",
];

impl<'a> Addresses<'a> {
    /// Ready to look.
    pub(crate) fn new(known: &'a KnownNames) -> Self {
        let regex =
            |pattern: &&str| RegexBuilder::new(pattern).unicode(false).case_insensitive(true).build().ok();
        Self { known, hosts: HOSTS.iter().filter_map(regex).collect() }
    }

    /// A sample names only CONTOSO, FABRIKAM, example hosts and addresses reserved for documentation.
    pub(crate) fn check(&self, sample: &SampleLine, faults: &Faults) {
        for regex in &self.hosts {
            for host in regex.captures_iter(sample.text.as_bytes()).filter_map(|found| found.get(1)) {
                let host = String::from_utf8_lossy(host.as_bytes());
                if !self.nobody(&host) {
                    let words = format!(
                        "a sample names `{host}`: use CONTOSO, FABRIKAM, example.com, 192.0.2.x or 192.168.x"
                    );
                    faults.add(sample.place(), words);
                }
            }
        }
    }

    fn nobody(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        if let Ok(address) = host.parse::<Ipv4Addr>() {
            return address.is_documentation() || address.is_private() || address.is_loopback();
        }
        let below = |domain: &str| host == domain || host.ends_with(&format!(".{domain}"));
        host.contains("contoso")
            || host.contains("fabrikam")
            || host == "localhost"
            || ["example.com", "example.net", "example.org"].into_iter().any(below)
            || self.known.service_hosts.iter().any(|domain| below(domain))
    }
}
