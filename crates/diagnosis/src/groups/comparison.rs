//! The table of what differs between machines.

use std::collections::BTreeMap;

use report::{FlowVerdict, MachineComparison, MachineDifference, MachineGroup, Report};

use crate::groups::machine_properties::MachineProperty;
use crate::sort;

/// The maximum number of machines in the table.
const MOST_MACHINES: usize = 12;

/// The maximum number of rows.
const MOST_ROWS: usize = 40;

/// What differs between these machines: of many, some of each group.
pub(crate) fn comparison(
    machines: &[Report],
    properties: &[Vec<MachineProperty>],
    groups: &[MachineGroup],
) -> MachineComparison {
    let columns = columns(machines, groups);
    let mut rows = vec![MachineDifference {
        name: "Result".to_owned(),
        values: columns.iter().filter_map(|&at| machines.get(at)).map(result_of).collect(),
    }];
    rows.extend(differing_rows(&columns, properties));
    rows.retain(|row| differs(&row.values));
    rows.truncate(MOST_ROWS);
    let names = columns.iter().filter_map(|&at| machines.get(at)).map(|machine| machine.machine.clone());
    MachineComparison { machines: names.collect(), rows }
}

/// The places of the machines in the table, in the order of the report: one of each group in turn until it is full.
fn columns(machines: &[Report], groups: &[MachineGroup]) -> Vec<usize> {
    if machines.len() <= MOST_MACHINES {
        return (0..machines.len()).collect();
    }
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, machine) in machines.iter().enumerate() {
        places.entry(&machine.machine).or_insert(at);
    }
    let mut chosen: Vec<usize> = Vec::new();
    let longest = groups.iter().map(|group| group.machines.len()).max().unwrap_or(0);
    for turn in 0..longest.min(MOST_MACHINES) {
        for name in groups.iter().filter_map(|group| group.machines.get(turn)) {
            if chosen.len() < MOST_MACHINES
                && let Some(&at) = places.get(name.as_str())
            {
                chosen.push(at);
            }
        }
    }
    sort::by(&mut chosen, Ord::cmp);
    chosen.dedup();
    chosen
}

/// A row for each property that the machines name, in the order in which they do.
fn differing_rows(columns: &[usize], properties: &[Vec<MachineProperty>]) -> Vec<MachineDifference> {
    let mut rows: Vec<MachineDifference> = Vec::new();
    for (column, &at) in columns.iter().enumerate() {
        for property in properties.get(at).into_iter().flatten() {
            let place = rows.iter().position(|row| row.name == property.name).unwrap_or_else(|| {
                let values = vec![String::new(); columns.len()];
                rows.push(MachineDifference { name: property.name.clone(), values });
                rows.len() - 1
            });
            if let Some(value) = rows.get_mut(place).and_then(|row| row.values.get_mut(column)) {
                value.clone_from(&property.value);
            }
        }
    }
    rows
}

/// Whether two machines have different values; a machine without a value is no difference.
fn differs(values: &[String]) -> bool {
    let plain = |value: &String| value.trim_end_matches('/').to_ascii_lowercase();
    let mut given = values.iter().filter(|value| !value.is_empty()).map(plain);
    given.next().is_some_and(|first| given.any(|other| other != first))
}

/// The verdict of a machine in a few words.
fn result_of(machine: &Report) -> String {
    let verdict = match machine.headline.verdict {
        FlowVerdict::Ok => "OK",
        FlowVerdict::Failed => "Failed",
        FlowVerdict::Stopped => "Stopped",
        FlowVerdict::Incomplete => "Incomplete",
        FlowVerdict::Cancelled => "Cancelled",
        FlowVerdict::Skipped => "Skipped",
        FlowVerdict::NoLog => "No log",
    };
    let id = machine.headline.finding.as_ref();
    let finding = machine.findings.iter().find(|finding| Some(&finding.id) == id);
    let Some(finding) = finding else { return verdict.to_owned() };
    let code = finding.outer_code.as_ref().or(finding.code.as_ref());
    let code = code.map_or_else(String::new, |code| format!(", {code}"));
    format!("{verdict} at step {}{code}", finding.step)
}
