//! Machines that might be the same: their logs name the same computer or the same client, share lines, or were dropped
//! as single files one after the other without one continuing another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use report::{LATER_DROP, SameMachineQuestion};

use crate::logs::copies::UniqueLogs;
use crate::logs::machines::{Machine, host_of};
use crate::logs::scanned_file::ScannedFile;

/// The maximum number of machines whose lines are compared.
const MOST_COMPARED: usize = 20;

/// The questions in the report about which of these machines are the same.
pub(crate) fn questions<'m>(machines: impl Iterator<Item = &'m Machine>) -> Vec<SameMachineQuestion> {
    let machines: Vec<&Machine> = machines.collect();
    let mut named: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (at, machine) in machines.iter().enumerate() {
        for name in machine.files.iter().flat_map(|file| names_of(file)) {
            named.entry(name).or_default().insert(at);
        }
    }
    // To check whether a fix worked, users drop the newer log next to the older one.
    let is_loose =
        |file: &Arc<ScannedFile>| file.given.path.is_empty() || file.given.path.starts_with(LATER_DROP);
    let is_all_loose = |machine: &Machine| machine.files.iter().all(is_loose);
    let loose: BTreeSet<usize> = (0..machines.len()).filter(|&at| is_all_loose(machines[at])).collect();
    named.insert("were dropped as single files".to_owned(), loose);
    let mut shared: Vec<(String, BTreeSet<usize>)> = Vec::new();
    let logs: Vec<UniqueLogs> =
        machines.iter().take(MOST_COMPARED).map(|machine| machine.only_logs()).collect();
    for (at, own) in logs.iter().enumerate() {
        for (other, before) in logs[..at].iter().enumerate() {
            if let Some(log) = shared_log(own, before) {
                shared.push((format!("have the same lines in {log}.log"), BTreeSet::from([other, at])));
            }
        }
    }
    let mut questions: Vec<SameMachineQuestion> = Vec::new();
    for (what, of) in named.into_iter().chain(shared).filter(|(_, of)| of.len() > 1) {
        let machines: Vec<String> = of.into_iter().map(|at| machines[at].name.clone()).collect();
        if questions.iter().all(|asked| asked.machines != machines) {
            questions.push(SameMachineQuestion { question: sentence(&machines, &what), machines });
        }
    }
    questions
}

fn sentence(machines: &[String], what: &str) -> String {
    let (last, others) = machines.split_last().map_or(("", [].as_slice()), |(last, others)| (last, others));
    let all = if machines.len() == 2 { "both" } else { "all" };
    format!("{} and {last} {all} {what}. Are these the same machine?", others.join(", "))
}

/// A log with times of which both have some lines.
fn shared_log(logs: &UniqueLogs, others: &UniqueLogs) -> Option<&'static str> {
    let is_shared = |files: &[Arc<ScannedFile>], others: &[Arc<ScannedFile>]| {
        let timed = |file: &&Arc<ScannedFile>| file.is_done && file.tally.span.is_some();
        let overlaps = |file: &Arc<ScannedFile>| {
            others.iter().filter(timed).any(|other| file.contents.overlaps(&other.contents))
        };
        files.iter().filter(timed).any(overlaps)
    };
    let mut shared =
        logs.iter().filter(|(log, files)| others.get(*log).is_some_and(|others| is_shared(files, others)));
    shared.next().map(|((name, _), _)| *name)
}

/// The computer and the clients that the lines of a file name, as phrases.
fn names_of(file: &ScannedFile) -> Vec<String> {
    let computer = host_of(file).map(|host| format!("name the computer {}", host.to_ascii_uppercase()));
    let clients = file.facts.settings.iter().filter(|fact| fact.setting == "client_id");
    let clients = clients.flat_map(|fact| &fact.values);
    let clients = clients.map(|fact| format!("name the client {}", fact.value.to_ascii_uppercase()));
    computer.into_iter().chain(clients).collect()
}
