//! The logs of a machine, as the viewer shows them together.

use std::collections::BTreeMap;
use std::rc::Rc;

use report::{LogRow, Report};

use crate::routes::{Of, Route, ViewAddress};
use crate::state::State;
use crate::viewer::{ViewedFile, ViewedLog};

/// The most logs that are shown together.
const MOST_LOGS: usize = 400;

/// The most logs of the same name to compare with.
const MOST_BESIDE: u32 = 5;

/// The logs of the machine that is shown.
pub(super) fn logs_of(state: &State) -> Vec<ViewedLog> {
    let report = state.shown_report();
    report.map_or_else(Vec::new, |report| named(state, report.all_logs()))
}

/// The logs of the machine that a file is of, and that machine.
pub(super) fn logs_with(state: &State, file: u32) -> (Of, Rc<Vec<ViewedLog>>) {
    let has_file =
        |report: &&Report| report.logs.iter().any(|log| log.parts.iter().any(|part| part.file == file));
    let Some(report) = state.session.report.as_deref() else { return (None, Rc::default()) };
    if report.machines.is_empty() {
        return (None, Rc::new(named(state, report.logs.iter())));
    }
    let Some(machine) = report.machines.iter().find(has_file) else { return (None, Rc::default()) };
    (state.session.number_of(&machine.machine), Rc::new(named(state, machine.logs.iter())))
}

/// Logs with entries, each with a name of its own.
fn named<'l>(state: &State, logs: impl Iterator<Item = &'l LogRow>) -> Vec<ViewedLog> {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let log = |log: &'l LogRow| {
        let number = seen.entry(&log.name).or_insert(0);
        *number += 1;
        let name = match number {
            1 => log.name.clone(),
            more => [&log.name, " (", &more.to_string(), ")"].concat(),
        };
        let file = |part: &report::LogPart| {
            let (name, number) = state.session.name_of(part.file).unwrap_or_else(|| (part.name.clone(), 1));
            ViewedFile { file: part.file, name, number }
        };
        ViewedLog { name, files: log.parts.iter().map(file).collect() }
    };
    logs.filter(|log| log.entries > 0 && !log.parts.is_empty()).take(MOST_LOGS).map(log).collect()
}

/// One file as a log.
pub(super) fn single(state: &State, file: u32, name: &str) -> ViewedLog {
    let (of_file, number) = state.session.name_of(file).unwrap_or_else(|| (name.to_owned(), 1));
    let file = ViewedFile { file, name: of_file, number };
    ViewedLog { name: name.to_owned(), files: vec![file] }
}

/// The name of the machine that a file is of, if there are several.
pub(super) fn machine_with(state: &State, file: u32) -> Option<&str> {
    let machines = &state.session.report.as_deref()?.machines;
    let has_file =
        |report: &&Report| report.logs.iter().any(|log| log.parts.iter().any(|part| part.file == file));
    machines.iter().find(has_file).map(|machine| machine.machine.as_str())
}

/// The other logs of the name of a log: their machines, and the address of both side by side.
pub(super) fn beside(state: &State, address: &ViewAddress) -> Vec<(String, String)> {
    let all = 1..=state.session.count_named(&address.log).min(MOST_BESIDE + 1);
    let other = |number: u32| {
        let file = state.session.file_of(&address.log, number)?;
        let machine = machine_with(state, file);
        let name = machine.map_or_else(|| ["file ", &number.to_string()].concat(), str::to_owned);
        let href = Route::LogsBeside(address.log.clone(), address.number, number).href();
        Some((name, href))
    };
    all.filter(|number| *number != address.number).filter_map(other).collect()
}
