//! The machines of a report: each keeps its number while logs come, and they are told worst first.

use report::Report;

use super::Session;
use crate::flow::gravity;

impl Session {
    /// Gives numbers to machines that have none yet. A name is no part of an address, so a number stands there.
    pub(super) fn number_machines(&mut self) {
        for machine in self.report.iter().flat_map(|report| &report.machines) {
            if !self.names.contains(&machine.name) {
                self.names.push(machine.name.clone());
            }
        }
    }

    /// What the logs of a machine say; of number 0 those that belong to none of several.
    pub(crate) fn machine(&self, number: u32) -> Option<&Report> {
        let report = self.report.as_deref().filter(|report| !report.machines.is_empty())?;
        let Some(place) = (number as usize).checked_sub(1) else { return Some(report) };
        let name = self.names.get(place)?;
        report.machines.iter().find(|machine| machine.name == *name)
    }

    /// All machines with their numbers, the worst first.
    pub(crate) fn machines(&self) -> Vec<(u32, &Report)> {
        let mut machines: Vec<(u32, &Report)> = Vec::new();
        for machine in self.report.iter().flat_map(|report| &report.machines) {
            let number = self.names.iter().position(|name| *name == machine.name).unwrap_or_default();
            let place = machines.partition_point(|(_, other)| {
                (gravity(other), &other.name) <= (gravity(machine), &machine.name)
            });
            machines.insert(place, (number as u32 + 1, machine));
        }
        machines
    }
}
