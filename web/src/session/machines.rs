//! The machines of a report: each keeps its number when logs are added; they are listed worst first.

use std::collections::BTreeMap;

use report::{Report, Request};

use super::{Engine, Session};
use crate::flow::gravity;
use crate::message::Effect;
use crate::routes::Of;

impl Session {
    /// The user confirms that these names are the same machine.
    pub(crate) fn unite(&mut self, machines: Vec<String>) -> Vec<Effect> {
        self.answers = true;
        let asks = Effect::Ask(Request::Unite { machines: machines.clone() });
        self.united.push(machines);
        // A restarted engine receives the names again.
        if self.engine == Engine::Running { vec![asks] } else { vec![] }
    }

    /// Sends a started engine the names of machines that are the same.
    pub(super) fn tell_united(&self) -> Vec<Effect> {
        let asks = |machines: &Vec<String>| Effect::Ask(Request::Unite { machines: machines.clone() });
        self.united.iter().map(asks).collect()
    }

    /// Gives numbers to machines without one. URLs contain this number, and never a name.
    pub(super) fn number_machines(&mut self) {
        for machine in self.report.iter().flat_map(|report| &report.machines) {
            let next = self.numbers.len() as u32 + 1;
            self.numbers.entry(machine.machine.clone()).or_insert(next);
        }
    }

    /// The number of a machine, by its name.
    pub(crate) fn number_of(&self, machine: &str) -> Of {
        self.numbers.get(machine).copied()
    }

    /// The numbers of the machines in the order of the report.
    pub(crate) fn machine_numbers(&self) -> Vec<u32> {
        let all = self.report.iter().flat_map(|report| &report.machines);
        all.map(|machine| self.number_of(&machine.machine).unwrap_or_default()).collect()
    }

    /// The report of a machine; number 0 is the report of logs that are not tied to a machine.
    pub(crate) fn machine(&self, number: u32) -> Option<&Report> {
        match number {
            0 => self.report.as_deref().filter(|report| !report.machines.is_empty()),
            _ => self.place(Some(number)).map(|(_, report)| report),
        }
    }

    /// The index of a machine in the engine's report, and the report of the machine.
    pub(super) fn place(&self, of: Of) -> Option<(u32, &Report)> {
        let report = self.report.as_deref()?;
        let Some(number) = of else { return Some((0, report)) };
        let (name, _) = self.numbers.iter().find(|(_, known)| **known == number)?;
        let place = report.machines.iter().position(|machine| machine.machine == *name)?;
        report.machines.get(place).map(|machine| (place as u32, machine))
    }

    /// All machines with their numbers, worst first.
    pub(crate) fn machines(&self) -> Vec<(u32, &Report)> {
        let all = self.report.iter().flat_map(|report| &report.machines);
        let numbered = all.filter_map(|machine| Some((*self.numbers.get(&machine.machine)?, machine)));
        let mut by_gravity: BTreeMap<(u8, &str), (u32, &Report)> = BTreeMap::new();
        by_gravity.extend(numbered.map(|row| ((gravity(row.1), row.1.machine.as_str()), row)));
        by_gravity.into_values().collect()
    }
}
