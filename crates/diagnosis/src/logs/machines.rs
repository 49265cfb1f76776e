//! Which files come from which machine, if logs of several machines were dropped together.
//!
//! A machine writes one file of each log. If two folders contain the same log, and neither contains a copy of the
//! other's, each folder is a machine (or contains several), and so are its sibling folders. If files of one folder
//! differ by a prefix or suffix of the log's name (`PC01-WUAHandler.log`, `PC02-WUAHandler.log`), that is the name of
//! the machine. If files name different computers, those are the machines. Otherwise all files are analyzed together,
//! because a client and its servers belong together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use logfile::Format;
use report::LATER_DROP;

use crate::logs::copies::{Relation, UniqueLogs, copies, relation};
use crate::logs::log_kind::log_of_file;
use crate::logs::scanned_file::ScannedFile;
use crate::sort;

/// The files of one machine.
#[derive(Debug)]
pub(crate) struct Machine {
    /// Its name, unique among the folder or file names; empty if there is only one machine.
    pub(crate) name: String,
    /// The files that count, in the order of [`ScannedFile::order`].
    pub(crate) files: Vec<Arc<ScannedFile>>,
    /// The files that are copies and do not count.
    pub(crate) copied: Vec<Arc<ScannedFile>>,
    /// The counted file of each copy, by file number.
    pub(crate) copies: BTreeMap<u32, u32>,
}

impl Machine {
    pub(crate) fn new(name: String, files: Vec<Arc<ScannedFile>>) -> Self {
        Self { name, files, copied: Vec::new(), copies: BTreeMap::new() }
    }

    /// Separates the copies among its files from the files that count.
    pub(crate) fn without_copies(mut self) -> Self {
        sort::by(&mut self.files, |a, b| a.order().cmp(&b.order()));
        self.copies = copies(&self.files);
        let is_copy = |file: &Arc<ScannedFile>| self.copies.contains_key(&file.given.file);
        (self.copied, self.files) = std::mem::take(&mut self.files).into_iter().partition(is_copy);
        self
    }

    /// Its logs of which a machine has only one.
    pub(crate) fn only_logs(&self) -> UniqueLogs {
        only_logs(self.files.iter().map(|file| IdentifiedFile::new(Arc::clone(file))))
    }
    /// The computer that its files name, if there is only one.
    fn host(&self) -> Option<String> {
        let mut hosts = self.files.iter().filter_map(|file| host_of(file));
        let host = hosts.next()?;
        hosts.all(|other| other.eq_ignore_ascii_case(&host)).then_some(host)
    }

    /// Splits the machine if its files name several computers. A file that names none belongs to the computer that the
    /// other files of its folder name, else to no machine.
    fn by_host(self) -> Vec<Self> {
        let mut hosts: BTreeMap<String, Self> = BTreeMap::new();
        let mut of_folder: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for file in &self.files {
            if let Some(host) = host_of(file) {
                let key = host.to_ascii_lowercase();
                of_folder.entry(&file.given.path).or_default().insert(key.clone());
                hosts.entry(key).or_insert_with(|| Self::new(format!("{}/{host}", self.name), Vec::new()));
            }
        }
        if hosts.len() < 2 {
            return vec![self];
        }
        let mut rest = Self::new(self.name.clone(), Vec::new());
        for file in &self.files {
            let in_folder =
                || of_folder.get(file.given.path.as_str()).filter(|hosts| hosts.len() == 1)?.first().cloned();
            let host = host_of(file).map(|host| host.to_ascii_lowercase()).or_else(in_folder);
            let machine = host.and_then(|host| hosts.get_mut(&host)).unwrap_or(&mut rest);
            machine.files.push(Arc::clone(file));
        }
        hosts.into_values().chain((!rest.files.is_empty()).then_some(rest)).collect()
    }
}

/// The computer that a file names: in the head of an event log, else in the setting with that name in the knowledge
/// base.
pub(crate) fn host_of(file: &ScannedFile) -> Option<String> {
    let source = file.reading.source.as_ref().map(|source| source.computer.as_str());
    if let Some(computer) = source.filter(|computer| !computer.is_empty()) {
        return computer.split('.').next().map(str::to_owned);
    }
    let fact = file.facts.settings.iter().filter(|fact| fact.setting == "computer");
    let mut values = fact.flat_map(|fact| &fact.values).map(|fact| &*fact.value);
    let first = values.next()?;
    let name = first.split('.').next().unwrap_or(first);
    values.all(|other| other.eq_ignore_ascii_case(first)).then(|| name.to_owned())
}

/// The machines of these files, by name; one machine if nothing indicates several. Machines whose names are together in
/// `same` are one, because the user merged them.
///
/// If there are several machines, a file without any indication of its origin belongs to none.
pub(crate) fn machines_of<'f>(
    files: impl Iterator<Item = &'f Arc<ScannedFile>>,
    same: &[Vec<String>],
) -> Vec<Machine> {
    let mut files: Vec<Arc<ScannedFile>> = files.cloned().collect();
    sort::by(&mut files, |a, b| a.order().cmp(&b.order()));
    let mut root = FolderTree::default();
    files.into_iter().for_each(|file| root.add(file));
    let machines = unite_copies(root.machines());
    let mut machines: Vec<Machine> = machines.into_iter().flat_map(Machine::by_host).collect();
    // The last folder name of the path is used if it is unique.
    let ways: Vec<String> = machines.iter().map(|machine| machine.name.clone()).collect();
    let is_later = |way: &String| way.starts_with(LATER_DROP);
    let unnamed = if ways.iter().any(is_later) { [LATER_DROP, "1"].concat() } else { UNNAMED.to_owned() };
    let short = |way: &str| way.rsplit('/').find(|part| !part.is_empty()).unwrap_or(&unnamed).to_owned();
    for machine in &mut machines {
        let own = short(&machine.name);
        if ways.len() == 1 {
            machine.name = machine.host().unwrap_or_default();
        } else if ways.iter().filter(|way| short(way).eq_ignore_ascii_case(&own)).count() == 1 {
            machine.name = own;
        }
    }
    for names in same {
        unite_named(&mut machines, names);
    }
    machines.into_iter().map(Machine::without_copies).collect()
}

/// Merges the machines that have one of these names.
fn unite_named(machines: &mut Vec<Machine>, names: &[String]) {
    let (same, others) =
        std::mem::take(machines).into_iter().partition(|machine| names.contains(&machine.name));
    *machines = others;
    if let Some(one) = Vec::into_iter(same).reduce(joined) {
        let place = machines.partition_point(|other| other.name < one.name);
        machines.insert(place, one);
    }
}

/// Merges two machines under the name of the first.
fn joined(mut one: Machine, other: Machine) -> Machine {
    one.files.extend(other.files);
    one
}

/// Merges machines whose logs are copies of one another, or later copies of the same logs. The name is that of the
/// machine with the most lines.
fn unite_copies(machines: Vec<Machine>) -> Vec<Machine> {
    if machines.len() < 2 {
        return machines;
    }
    let logs: Vec<UniqueLogs> = machines.iter().map(Machine::only_logs).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in 0..machines.len() {
        let fits = |group: &Vec<usize>| {
            let mut relations = group.iter().map(|&other| relation(&logs[at], &logs[other]));
            let mut is_copy = false;
            let is_one = relations.all(|relation| {
                is_copy |= relation == Relation::Copy;
                relation != Relation::Conflict
            });
            is_one && is_copy
        };
        match groups.iter().position(fits) {
            Some(group) => groups[group].push(at),
            None => groups.push(vec![at]),
        }
    }
    let mut machines: Vec<Option<Machine>> = machines.into_iter().map(Some).collect();
    let lines = |machine: &Option<Machine>| -> u64 {
        machine.iter().flat_map(|machine| &machine.files).map(|file| file.contents.count).sum()
    };
    let mut united = Vec::new();
    for mut group in groups {
        sort::by_key(&mut group, |&at| (std::cmp::Reverse(lines(&machines[at])), at));
        united.extend(group.into_iter().filter_map(|at| machines[at].take()).reduce(joined));
    }
    united
}

/// Files next to the folders of machines that are logs of a machine themselves.
const UNNAMED: &str = "(outside the folders)";

/// A file and its known log.
#[derive(Clone)]
struct IdentifiedFile {
    file: Arc<ScannedFile>,
    log: Option<&'static knowledge::Log>,
}

impl IdentifiedFile {
    fn new(file: Arc<ScannedFile>) -> Self {
        Self { log: log_of_file(&file), file }
    }

    /// Whether it contains anything about a machine.
    fn counts(&self) -> bool {
        self.log.is_some() || !self.file.sightings.is_empty()
    }

    /// The log, if a machine has only one of it, and whether it is a trace: Windows stores traces in another folder
    /// than the text log created from them.
    fn only(&self) -> Option<(&'static str, bool)> {
        let is_trace = self.file.reading.format == Format::Trace;
        self.log.filter(|log| !log.several).map(|log| (log.name, is_trace))
    }

    /// The prefix or suffix of the log's name; empty if it is not the name of a machine.
    fn mark(&self) -> String {
        let stem = logfile::rollover(&self.file.given.name).stem;
        self.log.and_then(|log| mark_in(&stem, log)).unwrap_or_default()
    }
}

/// Words that mark copies of a log, not machines.
const COPIES: [&str; 17] = [
    "new", "old", "copy", "kopie", "bak", "backup", "before", "after", "latest", "persist", "full", "log",
    "txt", "part", "of", "in", "pasted",
];

/// The prefix and suffix around the name of a log in a file name, joined by `-`.
fn mark_in(stem: &str, log: &knowledge::Log) -> Option<String> {
    let lower = stem.to_ascii_lowercase();
    let file = log.file.rsplit_once('.').map_or(log.file, |(stem, _)| stem);
    let names = [log.name, file].into_iter().chain(log.also.iter().copied());
    let (at, length) = names
        .filter_map(|name| Some((lower.find(&name.to_ascii_lowercase())?, name.len())))
        .max_by_key(|hit| hit.1)?;
    let around = [stem.get(..at)?, stem.get(at + length..)?];
    let is_cut = |c: char| c.is_ascii_punctuation() || c.is_whitespace();
    let parts = around
        .iter()
        .flat_map(|part| part.split(['_', '-', ' ', '(', ')']))
        .map(|part| part.trim_matches(is_cut));
    let names_one = |part: &&str| {
        !part.is_empty()
            && !part.bytes().all(|byte| byte.is_ascii_digit())
            && !COPIES.iter().any(|word| word.eq_ignore_ascii_case(part))
    };
    // A number can be part of a name, but is not a name.
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.iter().any(names_one).then(|| parts.join("-"))
}

/// The logs among these files of which a machine has only one.
fn only_logs(members: impl Iterator<Item = IdentifiedFile>) -> UniqueLogs {
    let mut logs = UniqueLogs::new();
    for member in members {
        if let Some(log) = member.only() {
            logs.entry(log).or_default().push(member.file);
        }
    }
    logs
}

/// The content of a folder.
#[derive(Default)]
struct FolderTree {
    files: Vec<IdentifiedFile>,
    /// Its subfolders, by their names in lowercase; each with its name as written.
    folders: BTreeMap<String, (String, FolderTree)>,
}

impl FolderTree {
    fn add(&mut self, file: Arc<ScannedFile>) {
        let mut folder = self;
        for name in file.given.path.split(['/', '\\']).filter(|name| !name.is_empty()) {
            let below = folder.folders.entry(name.to_ascii_lowercase());
            folder = &mut below.or_insert_with(|| (name.to_owned(), FolderTree::default())).1;
        }
        folder.files.push(IdentifiedFile::new(file));
    }

    /// All files in it and in its subfolders.
    fn all(&self) -> Vec<IdentifiedFile> {
        let below = self.folders.values().flat_map(|(_, folder)| folder.all());
        self.files.iter().cloned().chain(below).collect()
    }

    /// Whether it contains logs of several machines.
    fn has_several(&self) -> bool {
        if self.is_marked() || self.twins().is_some() {
            return true;
        }
        let own = only_logs(self.files.iter().cloned());
        let below = self.folders.values().map(|(_, folder)| only_logs(folder.all().into_iter()));
        let parts: Vec<UniqueLogs> = std::iter::once(own).chain(below).collect();
        let is_other = |(at, part): (usize, &UniqueLogs)| {
            parts[..at].iter().any(|other| relation(part, other) == Relation::Conflict)
        };
        parts.iter().enumerate().any(is_other)
            || self.folders.values().any(|(_, folder)| folder.has_several())
    }

    /// Whether its own files are distinguished by prefixes or suffixes of the logs' names.
    fn is_marked(&self) -> bool {
        let mut marks: BTreeMap<(&'static str, bool), BTreeSet<String>> = BTreeMap::new();
        for member in &self.files {
            if let Some(log) = member.only() {
                marks.entry(log).or_default().insert(member.mark().to_ascii_lowercase());
            }
        }
        marks.values().any(|marks| marks.len() > 1 && !marks.contains(""))
    }

    /// The index of a file that has the name and the log of a previous file while neither is a copy of the other. No
    /// folder can contain both, so they come from two machines.
    fn twins(&self) -> Option<usize> {
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, member) in self.files.iter().enumerate() {
            // Nothing is known about a file that could not be read.
            if member.file.contents.count > 0 && member.only().is_some() {
                names.entry(member.file.given.name.to_ascii_lowercase()).or_default().push(at);
            }
        }
        let logs = |at: usize| only_logs(std::iter::once(self.files[at].clone()));
        let is_twin = |at: usize, other: usize| {
            self.files[at].only() == self.files[other].only()
                && relation(&logs(at), &logs(other)) == Relation::Conflict
        };
        let of_name = |places: &Vec<usize>| {
            let twins = places.iter().enumerate();
            let mut twins =
                twins.filter(|(nth, at)| places[..*nth].iter().any(|other| is_twin(**at, *other)));
            twins.next().map(|(_, at)| *at)
        };
        names.values().find_map(of_name)
    }

    fn machines(mut self) -> Vec<Machine> {
        if !self.has_several() {
            let files = self.all().into_iter().map(|member| member.file).collect();
            return vec![Machine::new(String::new(), files)];
        }
        let (mut machines, mut twins) = (Vec::new(), Vec::new());
        // Files dropped from several unknown folders: each further file is separate.
        let mut own = String::new();
        while let Some(twin) = self.twins() {
            let file = self.files.remove(twin).file;
            own.clone_from(&file.given.name);
            twins.push(Machine::new(format!("{own} ({})", twins.len() + 2), vec![file]));
        }
        let is_marked = self.is_marked();
        let mut by_mark: BTreeMap<String, Machine> = BTreeMap::new();
        for member in self.files {
            let name = if is_marked { member.mark() } else { own.clone() };
            let machine = by_mark.entry(name.to_ascii_lowercase());
            machine.or_insert_with(|| Machine::new(name, Vec::new())).files.push(member.file);
        }
        // A file without a mark belongs to no machine, unless it contains something about a machine.
        let has_machine_data = |machine: &Machine| {
            !machine.name.is_empty()
                || machine.files.iter().any(|file| IdentifiedFile::new(Arc::clone(file)).counts())
        };
        machines.extend(by_mark.into_values().filter(has_machine_data));
        machines.append(&mut twins);
        for (name, folder) in self.folders.into_values() {
            for machine in folder.machines() {
                let way =
                    if machine.name.is_empty() { name.clone() } else { format!("{name}/{}", machine.name) };
                machines.push(Machine { name: way, ..machine });
            }
        }
        machines
    }
}
