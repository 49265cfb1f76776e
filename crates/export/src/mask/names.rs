//! The names in a report, and which of them name the same thing.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};

use report::{LATER_DROP, Report};

use super::addresses::{is_address, is_address_6};
use super::known::{
    is_distinctive, is_dotted_host, is_host_like, is_ordinary, is_public_host, is_shared_domain,
};
use super::patterns::{NameMatch, NamePlace, each_place};
use super::surroundings::{is_acronym, is_free, is_prose};
use super::tree::NameTree;

/// What the report calls files that are not in the folder of a machine.
const UNNAMED: &str = "(outside the folders)";

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum NameKind {
    Host,
    User,
    Domain,
    Site,
    Ip,
    Mac,
    Sid,
    Client,
}

impl NameKind {
    /// With what its stand-ins begin.
    fn prefix(self) -> &'static str {
        match self {
            Self::Host => "HOST",
            Self::User => "USER",
            Self::Domain => "DOMAIN",
            Self::Site => "SITE",
            Self::Ip => "IP",
            Self::Mac => "MAC",
            Self::Sid => "SID",
            Self::Client => "CLIENT",
        }
    }
}

/// Something that has a name, and gets one stand-in.
#[derive(Clone, Debug)]
struct NamedThing {
    kind: NameKind,
    name: String,
}

/// A text that contains names: `SUP02`, `SUP02.contoso.com`, `OU=Berlin`.
#[derive(Clone, Debug)]
struct NameSpelling {
    text: String,
    /// What stays of it, before the stand-ins.
    front: &'static str,
    /// What it names, by index; their stand-ins are joined by dots.
    named: Vec<usize>,
    /// Whether only the same capital and small letters are this name.
    is_exact: bool,
}

/// The names in texts.
#[derive(Clone, Debug, Default)]
pub(super) struct FoundNames {
    named: Vec<NamedThing>,
    /// Who has a name, by kind and name in lower case.
    known: BTreeMap<(NameKind, String), usize>,
    spellings: Vec<NameSpelling>,
    /// The spellings in lower case, and whether they are exact.
    spelled: BTreeSet<(String, bool)>,
}

impl FoundNames {
    /// Takes the names of fields that contain nothing but a name. The other texts follow by [`Self::read`].
    pub(super) fn read_fields(&mut self, report: &Report) {
        for part in report.all() {
            self.add_machine(&part.machine);
        }
        for part in report.all() {
            for setting in &part.settings {
                setting.values.iter().for_each(|value| self.add_value(&setting.id, &value.value));
            }
            part.runs.iter().flat_map(|run| &run.server).for_each(|server| self.add_value("server", server));
            for (name, value) in part.findings.iter().flat_map(|finding| &finding.values) {
                self.add_value(name, value);
            }
            for change in
                part.flows.iter().flat_map(|flow| &flow.history.changes).flat_map(|changes| &changes.rows)
            {
                [&change.before, &change.after]
                    .into_iter()
                    .for_each(|value| self.add_value(&change.name, value));
            }
            for row in &part.comparison.rows {
                row.values.iter().for_each(|value| self.add_value(&row.name, value));
            }
        }
    }

    /// Takes the names that a text contains.
    pub(super) fn read(&mut self, text: &str) {
        each_place(text, &mut |found| self.take(found));
    }

    fn take(&mut self, found: NameMatch<'_>) {
        let NameMatch { place, name, second, before, after } = found;
        match place {
            NamePlace::Host | NamePlace::User | NamePlace::Domain if is_prose(before, name) => {}
            NamePlace::Host => self.add_host(name),
            NamePlace::PossibleHost
                if is_distinctive(name) && !is_acronym(before, name) && !after.starts_with('=') =>
            {
                self.add_host(name);
            }
            NamePlace::DottedName
                if is_free(before, after) && (is_dotted_host(name) || self.is_in_domain(name)) =>
            {
                self.add_host(name);
            }
            NamePlace::Address if second.ends_with(|c: char| c.is_ascii_alphabetic()) => {
                self.add_user(name);
                self.add_domain(second);
            }
            NamePlace::Account if self.is_account(found) => {
                if !self.known.contains_key(&(NameKind::Host, name.to_lowercase())) {
                    self.add_domain(name);
                }
                self.add_user(second);
            }
            // Without a separator after it, the rest of the sentence might follow.
            NamePlace::Profile if after.starts_with(['\\', '/', '"', '\'']) => self.add_user(name),
            NamePlace::Profile => self.add_user(name.split(' ').next().unwrap_or_default()),
            NamePlace::User if !after.starts_with('\\') => self.add_user(name),
            NamePlace::Domain => {
                self.add_domain(name);
            }
            NamePlace::DirectoryDomain => self.add_directory_domain(name),
            NamePlace::DirectoryName if name.contains(' ') => self.add_user(name),
            NamePlace::DirectoryName => self.add_host(name),
            NamePlace::DirectoryUnit if !is_ordinary(name) => self.add_unit(name),
            NamePlace::Sid => self.add(NameKind::Sid, name),
            NamePlace::IpV4 if is_address(name, before, after) => self.add(NameKind::Ip, name),
            NamePlace::IpV6 if is_address_6(name, before, after) => self.add(NameKind::Ip, name),
            NamePlace::Mac if is_free(before, after) && !after.starts_with(['-', ':']) => {
                self.add(NameKind::Mac, name);
            }
            NamePlace::Client => self.add(NameKind::Client, name),
            NamePlace::Site if !is_ordinary(name) => self.add(NameKind::Site, name),
            NamePlace::SiteCode => self.add_site_code(name),
            _ => {}
        }
    }

    /// The name of a machine; for one in a folder of several, with the folder.
    fn add_machine(&mut self, machine: &str) {
        let is_own = |name: &str| name.starts_with(LATER_DROP) || name == UNNAMED;
        for name in machine.split('/').filter(|name| !is_own(name)) {
            if is_host_like(name) && is_distinctive(name) {
                self.add_host(name);
            } else if !is_ordinary(name) {
                // It can be a word that is a prefix of a file's name: the same word with a capital stays.
                self.add_spelled(NameKind::Host, name, true);
            }
        }
    }

    /// A value whose name shows what it is: a setting, a placeholder, a change.
    fn add_value(&mut self, name: &str, value: &str) {
        let name = name.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&["version", "window"]) || value.contains("://") || value.contains(' ') {
            return;
        }
        if has(&["site_code", "site code"]) {
            self.add_site_code(value);
        } else if has(&["server", "proxy", "point", "host", "computer", "machine", "address"]) {
            value.split(';').for_each(|part| self.add_host(without_port(part)));
        } else if has(&["domain"]) {
            self.add_domain(value);
        } else if has(&["site"]) && !is_ordinary(value) {
            self.add(NameKind::Site, value);
        }
    }

    /// A host, by a short or a full name or by an address.
    fn add_host(&mut self, text: &str) {
        let text = text.trim_matches(['.', '$', '[', ']', '*']);
        if let Ok(address) = text.parse::<IpAddr>() {
            let is_own = address.is_loopback() || address.is_unspecified();
            if !is_own {
                self.add(NameKind::Ip, text);
            }
            return;
        }
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if is_public_host(text) || is_number && text.contains('.') || !is_host_like(text) {
            return;
        }
        match text.split_once('.') {
            None if is_ordinary(text) => {}
            None => self.add(NameKind::Host, text),
            Some((label, domain)) if domain.contains('.') && !is_shared_domain(domain) => {
                let Some(domain) = self.add_domain(domain) else { return };
                // `wsus` alone is a word; the name with its domain is one machine's.
                let host = if is_ordinary(label) {
                    self.named(NameKind::Host, text)
                } else {
                    self.add(NameKind::Host, label);
                    self.named(NameKind::Host, label)
                };
                self.spell(text, "", vec![host, domain], false);
            }
            Some(_) => {
                self.add_domain(text);
            }
        }
    }

    /// A domain, by its full name or its short one. The domains above it are names as well.
    fn add_domain(&mut self, text: &str) -> Option<usize> {
        let text = text.trim_matches('.');
        let Some((label, above)) = text.split_once('.') else {
            if is_ordinary(text) {
                return None;
            }
            self.add(NameKind::Domain, text);
            return Some(self.named(NameKind::Domain, text));
        };
        if is_public_host(text) || text.parse::<Ipv4Addr>().is_ok() || !is_host_like(text) {
            return None;
        }
        if let Some(known) = self.known.get(&(NameKind::Domain, text.to_lowercase())) {
            return Some(*known);
        }
        // The short name of one domain: of the first that has it.
        let short = self.known.get(&(NameKind::Domain, label.to_lowercase())).copied();
        let number = match short.filter(|number| !self.named[*number].name.contains('.')) {
            Some(number) => {
                text.clone_into(&mut self.named[number].name);
                self.known.insert((NameKind::Domain, text.to_lowercase()), number);
                number
            }
            None => self.named(NameKind::Domain, text),
        };
        self.spell(text, "", vec![number], false);
        if short.is_none() && !is_ordinary(label) {
            self.known.insert((NameKind::Domain, label.to_lowercase()), number);
            self.spell(label, "", vec![number], false);
        }
        if above.contains('.') && !is_shared_domain(above) {
            self.add_domain(above);
        }
        Some(number)
    }

    fn add_user(&mut self, name: &str) {
        let name = name.trim();
        match name.strip_suffix('$') {
            Some(machine) => self.add_host(machine),
            None if is_ordinary(name) || name.starts_with("S-1-") => {}
            None => self.add(NameKind::User, name),
        }
    }

    /// `DC=contoso,DC=com`, which is contoso.com.
    fn add_directory_domain(&mut self, text: &str) {
        let labels = text.split(',').filter_map(|label| label.trim().get(3..));
        let domain = labels.collect::<Vec<_>>().join(".");
        if let Some(number) = self.add_domain(&domain) {
            self.spell(text, "DC=", vec![number], false);
        }
    }

    /// An organizational unit: a name only where it is called one.
    fn add_unit(&mut self, name: &str) {
        let number = self.named(NameKind::Site, name);
        self.spell(&["OU=", name].concat(), "OU=", vec![number], false);
    }

    fn add_site_code(&mut self, code: &str) {
        if code.len() == 3 && code.bytes().any(|byte| byte.is_ascii_uppercase()) && !is_ordinary(code) {
            self.add_spelled(NameKind::Site, code, true);
            // The name of its management points in DNS.
            let number = self.named(NameKind::Site, code);
            self.spell(&["mssms_mp_", code].concat(), "mssms_mp_", vec![number], false);
        }
    }

    fn add(&mut self, kind: NameKind, name: &str) {
        self.add_spelled(kind, name, false);
    }

    fn add_spelled(&mut self, kind: NameKind, name: &str, is_exact: bool) {
        let number = self.named(kind, name);
        self.spell(name, "", vec![number], is_exact);
    }

    /// The number of what has this name.
    fn named(&mut self, kind: NameKind, name: &str) -> usize {
        let next = self.named.len();
        let number = *self.known.entry((kind, name.to_lowercase())).or_insert(next);
        if number == next {
            self.named.push(NamedThing { kind, name: name.to_owned() });
        }
        number
    }

    fn spell(&mut self, text: &str, front: &'static str, named: Vec<usize>, is_exact: bool) {
        if self.spelled.insert((text.to_lowercase(), is_exact)) {
            self.spellings.push(NameSpelling { text: text.to_owned(), front, named, is_exact });
        }
    }

    /// Whether a name with dots ends with a domain that was found.
    fn is_in_domain(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let mut domains = name.match_indices('.').map(|(at, _)| &name[at + 1..]);
        domains.any(|domain| {
            domain.contains('.') && self.known.contains_key(&(NameKind::Domain, domain.to_owned()))
        })
    }

    /// Whether `CONTOSO\jdoe` is an account, and not a part of a path or a key.
    fn is_account(&self, found: NameMatch<'_>) -> bool {
        let NameMatch { name, second, before, after, .. } = found;
        let is_part =
            before.ends_with(['\\', '/', ':', '%', '_', '.', '}', '-']) || after.starts_with(['\\', '/']);
        let lower = name.to_lowercase();
        let is_known = [NameKind::Domain, NameKind::Host]
            .into_iter()
            .any(|kind| self.known.contains_key(&(kind, lower.clone())));
        let is_file = second.rsplit_once('.').is_some_and(|(_, end)| end.len() == 3 && !is_known);
        let words = before.trim_end_matches(['"', '\'', ' ', '=', ':', '[', '(']).to_ascii_lowercase();
        let is_named = ["user", "account", "as", "owner", "by", "for", "username", "identity"]
            .iter()
            .any(|word| words.ends_with(word));
        let is_capital = !name.bytes().any(|byte| byte.is_ascii_lowercase()) && name.len() > 2;
        !is_part && !is_ordinary(name) && !is_file && (is_known || is_named || is_capital)
    }

    /// The stand-ins: the tree that replaces, and the key as (stand-in, original).
    pub(super) fn finish(self) -> (NameTree, Vec<(String, String)>) {
        let taken: BTreeSet<String> =
            self.spellings.iter().map(|spelling| spelling.text.to_ascii_uppercase()).collect();
        let mut numbers: BTreeMap<NameKind, usize> = BTreeMap::new();
        let mut stand_in = |named: &NamedThing| {
            let number = numbers.entry(named.kind).or_default();
            loop {
                *number += 1;
                let stand_in = format!("{}-{number:02}", named.kind.prefix());
                if !taken.contains(&stand_in) {
                    return stand_in;
                }
            }
        };
        let stand_ins: Vec<String> = self.named.iter().map(&mut stand_in).collect();
        let (mut tree, mut key) = (NameTree::default(), Vec::new());
        for (named, stand_in) in self.named.iter().zip(&stand_ins) {
            key.push((stand_in.clone(), named.name.clone()));
        }
        for spelling in &self.spellings {
            let parts: Vec<&str> = spelling.named.iter().map(|number| stand_ins[*number].as_str()).collect();
            let text = [spelling.front, &parts.join(".")].concat();
            tree.add(&spelling.text, &text, spelling.is_exact);
            if spelling.front.is_empty() && parts.len() == 1 {
                key.push((text, spelling.text.clone()));
            }
        }
        key.sort_unstable();
        key.dedup_by(|a, b| a.0 == b.0 && a.1.eq_ignore_ascii_case(&b.1));
        (tree, key)
    }
}

/// The host of `http=proxy1:8080` or of `192.0.2.1:80`, but all of an address with several colons.
fn without_port(text: &str) -> &str {
    let text = text.rsplit('=').next().unwrap_or(text);
    match text.split_once(':') {
        Some((host, port)) if !port.contains(':') => host,
        _ => text,
    }
}
