//! The machines of a report: each keeps its number while logs come, and they are told worst first.

use std::collections::BTreeMap;

use report::{Report, Request};

use super::{Engine, Session};
use crate::flow::gravity;
use crate::message::Effect;
use crate::routes::Of;

impl Session {
    /// The reader says that the machines of these names are one.
    pub(crate) fn unite(&mut self, machines: Vec<String>) -> Vec<Effect> {
        self.answers = true;
        let asks = Effect::Ask(Request::Unite { machines: machines.clone() });
        self.united.push(machines);
        // Another engine is told when it starts.
        if self.engine == Engine::Running { vec![asks] } else { vec![] }
    }

    /// Tells an engine that has just started which machines are one.
    pub(super) fn tell_united(&self) -> Vec<Effect> {
        let asks = |machines: &Vec<String>| Effect::Ask(Request::Unite { machines: machines.clone() });
        self.united.iter().map(asks).collect()
    }

    /// Gives numbers to machines that have none yet. A name is no part of an address, so a number stands there.
    pub(super) fn number_machines(&mut self) {
        for machine in self.report.iter().flat_map(|report| &report.machines) {
            let next = self.numbers.len() as u32 + 1;
            self.numbers.entry(machine.machine.clone()).or_insert(next);
        }
    }

    /// What the logs of a machine say; of number 0 those that belong to none of several.
    pub(crate) fn machine(&self, number: u32) -> Option<&Report> {
        match number {
            0 => self.report.as_deref().filter(|report| !report.machines.is_empty()),
            _ => self.place(Some(number)).map(|(_, report)| report),
        }
    }

    /// The place of a machine in the report, as the engine counts, and what its logs say.
    pub(super) fn place(&self, of: Of) -> Option<(u32, &Report)> {
        let report = self.report.as_deref()?;
        let Some(number) = of else { return Some((0, report)) };
        let (name, _) = self.numbers.iter().find(|(_, known)| **known == number)?;
        let place = report.machines.iter().position(|machine| machine.machine == *name)?;
        report.machines.get(place).map(|machine| (place as u32, machine))
    }

    /// All machines with their numbers, the worst first.
    pub(crate) fn machines(&self) -> Vec<(u32, &Report)> {
        let all = self.report.iter().flat_map(|report| &report.machines);
        let numbered = all.filter_map(|machine| Some((*self.numbers.get(&machine.machine)?, machine)));
        let mut by_gravity: BTreeMap<(u8, &str), (u32, &Report)> = BTreeMap::new();
        by_gravity.extend(numbered.map(|row| ((gravity(row.1), row.1.machine.as_str()), row)));
        by_gravity.into_values().collect()
    }
}
