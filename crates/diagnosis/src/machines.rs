//! Which files come from which machine, where logs of several were given together.
//!
//! A machine writes one of each log. Where two folders beside one another hold the same log, each is a machine's (or
//! holds several), and so are the folders beside them; where files of one folder are told apart by what somebody put
//! before or behind the log's name (`PC01-WUAHandler.log`, `PC02-WUAHandler.log`), that is the machine's name; where
//! files name different computers, those are the machines.
//! Where nothing of this is seen all files are taken together: a client and its servers belong to one story.

use std::collections::{BTreeMap, BTreeSet};

use logfile::Format;

use crate::file::FileRead;
use crate::log::Log;

/// The files of one machine.
#[derive(Debug)]
pub(crate) struct Machine<'s> {
    /// What it is called by folder or file names, unlike all others; empty where there is only one.
    pub(crate) name: String,
    /// Its files.
    pub(crate) files: Vec<&'s FileRead>,
}

impl Machine<'_> {
    /// The one computer that its files name.
    fn host(&self) -> Option<String> {
        let mut hosts = self.files.iter().filter_map(|file| host_of(file));
        let host = hosts.next()?;
        hosts.all(|other| other.eq_ignore_ascii_case(&host)).then_some(host)
    }

    /// Itself, or where its files name several computers those of each; a file that names none belongs to the one
    /// that the others of its folder name, else to nobody's.
    fn by_host(self) -> Vec<Self> {
        let mut hosts: BTreeMap<String, Self> = BTreeMap::new();
        let mut of_folder: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for file in &self.files {
            if let Some(host) = host_of(file) {
                let key = host.to_ascii_lowercase();
                of_folder.entry(&file.given.path).or_default().insert(key.clone());
                hosts
                    .entry(key)
                    .or_insert_with(|| Self { name: format!("{}/{host}", self.name), files: Vec::new() });
            }
        }
        if hosts.len() < 2 {
            return vec![self];
        }
        let mut rest = Self { name: self.name.clone(), files: Vec::new() };
        for &file in &self.files {
            let in_folder =
                || of_folder.get(file.given.path.as_str()).filter(|hosts| hosts.len() == 1)?.first().cloned();
            let host = host_of(file).map(|host| host.to_ascii_lowercase()).or_else(in_folder);
            let machine = host.and_then(|host| hosts.get_mut(&host)).unwrap_or(&mut rest);
            machine.files.push(file);
        }
        hosts.into_values().chain((!rest.files.is_empty()).then_some(rest)).collect()
    }
}

/// The computer that a file names: by the head of an event log, else by the setting of that name in the knowledge.
fn host_of(file: &FileRead) -> Option<String> {
    let source = file.reading.source.as_ref().map(|source| source.computer.as_str());
    if let Some(computer) = source.filter(|computer| !computer.is_empty()) {
        return computer.split('.').next().map(str::to_owned);
    }
    let told = file.facts.settings.iter().filter(|told| told.setting == "computer");
    let mut values = told.flat_map(|told| &told.values).map(|told| &*told.value);
    let first = values.next()?;
    let name = first.split('.').next().unwrap_or(first);
    values.all(|other| other.eq_ignore_ascii_case(first)).then(|| name.to_owned())
}

/// The machines these files come from, by name; one where nothing says that there are several.
///
/// A file of which nothing says where it comes from, beside those of several machines, is in none.
pub(crate) fn machines_of<'s>(files: impl Iterator<Item = &'s FileRead>) -> Vec<Machine<'s>> {
    let mut root = Folder::default();
    for file in files {
        root.add(file);
    }
    let mut machines: Vec<Machine<'_>> = root.machines().into_iter().flat_map(Machine::by_host).collect();
    // The last name of the way to it says it, where no other one is called so.
    let ways: Vec<String> = machines.iter().map(|machine| machine.name.clone()).collect();
    let short = |way: &str| way.rsplit('/').find(|part| !part.is_empty()).unwrap_or(UNNAMED).to_owned();
    for machine in &mut machines {
        let own = short(&machine.name);
        if ways.len() == 1 {
            machine.name = machine.host().unwrap_or_default();
        } else if ways.iter().filter(|way| short(way).eq_ignore_ascii_case(&own)).count() == 1 {
            machine.name = own;
        }
    }
    machines
}

/// Files that lie beside the folders of machines, and are logs of one themselves.
const UNNAMED: &str = "(beside the folders)";

/// A file with the log it is.
struct Member<'s> {
    file: &'s FileRead,
    log: Option<&'static knowledge::Log>,
}

impl<'s> Member<'s> {
    /// The log, where a machine has only one of it, and whether it is a trace: Windows keeps them where the text log that
    /// is made of them does not lie.
    fn only(&self) -> Option<(&'static str, bool)> {
        let is_trace = self.file.reading.format == Format::Trace;
        self.log.filter(|log| !log.several).map(|log| (log.name, is_trace))
    }

    /// What was put before or behind the log's name; empty where that names no machine.
    fn mark(&self) -> String {
        let stem = logfile::rollover(&self.file.given.name).stem;
        self.log.and_then(|log| mark_in(&stem, log)).unwrap_or_default()
    }
}

/// Words that tell copies of one log apart, and not machines.
const COPIES: [&str; 13] = [
    "new", "old", "copy", "kopie", "bak", "backup", "before", "after", "latest", "persist", "full", "log",
    "txt",
];

/// What stands before and behind the name of a log in a file's name, joined by `-`.
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
    // A number may be part of a name, and is none by itself.
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.iter().any(names_one).then(|| parts.join("-"))
}

/// What lies in a folder.
#[derive(Default)]
struct Folder<'s> {
    files: Vec<Member<'s>>,
    /// Folders in it, by their names in lower case; each with its name as written.
    folders: BTreeMap<String, (String, Folder<'s>)>,
}

impl<'s> Folder<'s> {
    fn add(&mut self, file: &'s FileRead) {
        let mut folder = self;
        for name in file.given.path.split(['/', '\\']).filter(|name| !name.is_empty()) {
            let below = folder.folders.entry(name.to_ascii_lowercase());
            folder = &mut below.or_insert_with(|| (name.to_owned(), Folder::default())).1;
        }
        folder.files.push(Member { file, log: Log::alone(file).kind });
    }

    /// All files in it and below.
    fn all(self) -> Vec<&'s FileRead> {
        let mut files: Vec<&FileRead> = self.files.into_iter().map(|member| member.file).collect();
        files.extend(self.folders.into_values().flat_map(|(_, folder)| folder.all()));
        files
    }

    /// The logs of which a machine has only one, in it and below.
    fn only(&self) -> BTreeSet<(&'static str, bool)> {
        let own = self.files.iter().filter_map(Member::only);
        own.chain(self.folders.values().flat_map(|(_, folder)| folder.only())).collect()
    }

    /// Whether it holds logs of several machines.
    fn has_several(&self) -> bool {
        let mut seen = BTreeSet::new();
        let mut is_met_twice = |folder: &Folder<'_>| folder.only().into_iter().any(|log| !seen.insert(log));
        self.folders.values().any(|(_, folder)| is_met_twice(folder))
            || self.folders.values().any(|(_, folder)| folder.has_several())
            || self.is_marked()
    }

    /// Whether its own files are told apart by what stands around the logs' names.
    fn is_marked(&self) -> bool {
        let mut marks: BTreeMap<(&'static str, bool), BTreeSet<String>> = BTreeMap::new();
        for member in &self.files {
            if let Some(log) = member.only() {
                marks.entry(log).or_default().insert(member.mark().to_ascii_lowercase());
            }
        }
        marks.values().any(|marks| marks.len() > 1 && !marks.contains(""))
    }

    fn machines(self) -> Vec<Machine<'s>> {
        if !self.has_several() {
            return vec![Machine { name: String::new(), files: self.all() }];
        }
        let mut machines = Vec::new();
        if self.is_marked() {
            let mut by_mark: BTreeMap<String, Machine<'s>> = BTreeMap::new();
            for member in self.files {
                let name = member.mark();
                let machine = by_mark.entry(name.to_ascii_lowercase());
                machine.or_insert_with(|| Machine { name, files: Vec::new() }).files.push(member.file);
            }
            // What bears no mark is nobody's.
            machines
                .extend(by_mark.into_iter().filter(|(mark, _)| !mark.is_empty()).map(|(_, machine)| machine));
        } else if self.files.iter().any(|member| member.log.is_some()) {
            let files = self.files.into_iter().map(|member| member.file).collect();
            machines.push(Machine { name: String::new(), files });
        }
        for (name, folder) in self.folders.into_values() {
            for machine in folder.machines() {
                let way =
                    if machine.name.is_empty() { name.clone() } else { format!("{name}/{}", machine.name) };
                machines.push(Machine { name: way, files: machine.files });
            }
        }
        machines
    }
}
