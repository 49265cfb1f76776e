//! All names that exist, to check every reference against them.

use std::collections::{BTreeMap, BTreeSet};

use knowledge_model::evidence::EvidenceId;
use knowledge_model::model::Log;
use knowledge_model::placeholder::Placeholder;

use crate::fault::{Faults, LineRef};
use crate::row::At;

/// The names that exist.
#[derive(Default)]
pub(crate) struct KnownNames {
    /// Hosts that links can lead to.
    pub(crate) hosts: Vec<&'static str>,
    /// Hosts of Microsoft's services, which are allowed in samples.
    pub(crate) service_hosts: Vec<&'static str>,
    /// The placeholders of commands.
    pub(crate) placeholders: Vec<Placeholder>,
    /// The logs.
    pub(crate) logs: Vec<Log>,
    /// The paths of endpoints.
    pub(crate) endpoints: Vec<&'static str>,
    /// The caller of flows that name none.
    pub(crate) usual_caller: &'static str,
    /// The callers.
    pub(crate) callers: Vec<&'static str>,
    /// The families of codes, in rank order.
    pub(crate) families: &'static [&'static str],
    /// The names of all codes.
    pub(crate) symbols: BTreeMap<&'static str, u32>,
    /// The codes.
    pub(crate) codes: BTreeSet<u32>,
    /// The topics of state messages.
    pub(crate) topics: BTreeSet<u32>,
    /// The symptoms.
    pub(crate) symptoms: BTreeSet<&'static str>,
    /// The causes.
    pub(crate) causes: BTreeSet<&'static str>,
    /// The procedures that causes share.
    pub(crate) procedures: BTreeSet<&'static str>,
    /// The flows.
    pub(crate) flows: BTreeSet<&'static str>,
    /// The steps, as `flow/step`.
    pub(crate) steps: BTreeSet<String>,
    /// The operations, with their lines in operations.toml.
    pub(crate) operations: BTreeMap<&'static str, usize>,
    /// The evidence by id.
    pub(crate) evidence: BTreeMap<&'static str, EvidenceId>,
    /// The log of each evidence, by its index.
    pub(crate) evidence_logs: Vec<&'static str>,
}

impl KnownNames {
    /// A code as the files write it, `0x` and eight upper-case digits; it must be in the table.
    pub(crate) fn code(&self, at: At<&'static str>, place: LineRef<'_>, faults: &Faults) -> Option<u32> {
        let value = spelled_code(at, place, faults)?;
        if !self.codes.contains(&value) {
            faults.add(place.at(at.line), format!("no file of codes/ has the code {}", at.value));
            return None;
        }
        Some(value)
    }

    /// Codes, all of which must be in the table.
    pub(crate) fn codes(
        &self,
        at: &[At<&'static str>],
        place: LineRef<'_>,
        faults: &Faults,
    ) -> &'static [u32] {
        at.iter().filter_map(|at| self.code(*at, place, faults)).collect::<Vec<_>>().leak()
    }

    /// A symbol is the name of this code.
    pub(crate) fn symbol(&self, name: &str, code: u32) -> Result<(), String> {
        match self.symbols.get(name) {
            Some(value) if *value == code => Ok(()),
            Some(value) => Err(format!("{name} is the name of 0x{value:08X}")),
            None => Err(format!("no file of symbols/ has the name {name}")),
        }
    }

    /// Evidence by id; all of it must exist.
    pub(crate) fn evidence(
        &self,
        ids: &[At<&'static str>],
        place: LineRef<'_>,
        faults: &Faults,
    ) -> &'static [EvidenceId] {
        let mut found = Vec::new();
        for id in ids {
            match self.evidence.get(id.value) {
                Some(index) => found.push(*index),
                None => faults.add(place.at(id.line), format!("no step has the evidence `{}`", id.value)),
            }
        }
        found.leak()
    }

    /// The log of an evidence.
    pub(crate) fn log_of(&self, evidence: EvidenceId) -> &'static str {
        self.evidence_logs.get(usize::from(evidence.0)).copied().unwrap_or_default()
    }

    /// A log by name.
    pub(crate) fn log(&self, name: &str) -> Option<&Log> {
        self.logs.iter().find(|log| log.name == name)
    }

    /// A link inside Wuscope, `#/…`, leads to something.
    pub(crate) fn inner_link(&self, href: &str) -> Result<(), String> {
        let exists = match href.split('/').collect::<Vec<_>>()[..] {
            ["#", "code", code] => parse_code(code).is_some_and(|code| self.codes.contains(&code)),
            ["#", "flow", flow] => self.flows.contains(flow),
            ["#", "flow", flow, step] => self.steps.contains(&format!("{flow}/{step}")),
            ["#", "cause", cause] => self.causes.contains(cause),
            ["#", "log", log] => self.log(log).is_some(),
            _ => {
                return Err(format!(
                    "`{href}` is not an internal link; allowed are #/code/…, #/flow/…, #/cause/… and #/log/…"
                ));
            }
        };
        if exists { Ok(()) } else { Err(format!("`{href}` leads to nothing in data/")) }
    }

    /// An external link must be `https` and on a known host.
    pub(crate) fn outer_link(&self, url: &str) -> Result<(), String> {
        let Some(rest) = url.strip_prefix("https://") else {
            return Err(format!("`{url}` must begin with https:// or #/"));
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if self.hosts.contains(&host) { Ok(()) } else { Err(format!("the host {host} is not in hosts.toml")) }
    }
}

/// A code as the files write it; a fault if it is written differently.
pub(crate) fn spelled_code(at: At<&'static str>, place: LineRef<'_>, faults: &Faults) -> Option<u32> {
    let code = parse_code(at.value);
    if code.is_none() {
        let words =
            format!("`{}` is not a code: write 0x and eight upper-case digits, as in 0x8024401B", at.value);
        faults.add(place.at(at.line), words);
    }
    code
}

/// `0x` and eight upper-case digits.
pub(crate) fn parse_code(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("0x")?;
    let spelled = digits.len() == 8 && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F'));
    if spelled { u32::from_str_radix(digits, 16).ok() } else { None }
}

/// The ID of a document in a folder, `scan` of `procedures/scan.md`; none if it is elsewhere, or has no such name.
pub(crate) fn document_id<'f>(file: &'f str, folder: &str) -> Option<&'f str> {
    file.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".md").filter(|id| is_kebab(id))
}

/// Words of lower-case letters and digits, joined by hyphens.
pub(crate) fn is_kebab(text: &str) -> bool {
    let word =
        |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.split('-').all(word)
}
