//! The lines about the machine and not about one run, by time. The state of a switch holds until another line changes it.

use std::collections::BTreeMap;

use crate::runs::timed_sightings::TimedSighting;
use crate::sort;

/// The lines about the machine among the sightings of an analysis. Each place is an index of these sightings.
///
/// A client can write a million of them, and there can be a thousand failed runs: none of them looks at all lines.
#[derive(Debug, Default)]
pub(crate) struct MachineLines {
    /// The places of all lines, in time order.
    places: Vec<usize>,
    /// The states of each switch, in time order.
    switches: BTreeMap<&'static str, Vec<SwitchState>>,
}

/// Lines of a switch that follow each other and report the same state.
#[derive(Debug)]
struct SwitchState {
    /// The places of its lines, in time order; at least one.
    places: Vec<usize>,
}

impl MachineLines {
    /// The lines among these sightings, which are in time order.
    pub(crate) fn of(all: &[TimedSighting]) -> Self {
        let mut found = Self::default();
        for (place, seen) in all.iter().enumerate() {
            if seen.evidence.is_of_machine() {
                found.places.push(place);
            }
            let Some(switch) = seen.evidence.switch() else { continue };
            let states = found.switches.entry(switch).or_default();
            match states.last_mut() {
                Some(state) if all[state.places[0]].evidence.index == seen.evidence.index => {
                    state.places.push(place);
                }
                _ => states.push(SwitchState { places: vec![place] }),
            }
        }
        found
    }

    /// The lines between two times in milliseconds, both included, in time order.
    pub(crate) fn between(&self, all: &[TimedSighting], from: i64, until: i64) -> Vec<TimedSighting> {
        let begin = self.places.partition_point(|&place| all[place].ms < from);
        let lines = self.places[begin..].iter().map(|&place| &all[place]);
        lines.take_while(|seen| seen.ms <= until).cloned().collect()
    }

    /// The lines in effect between two times in milliseconds, in time order: those between them, and the first and the
    /// last earlier line of each switch that nothing changed until the second time.
    pub(crate) fn in_effect(&self, all: &[TimedSighting], from: i64, until: i64) -> Vec<TimedSighting> {
        let held = self.switches.values().flat_map(|states| {
            let begun = states.partition_point(|state| all[state.places[0]].ms <= until);
            let state = begun.checked_sub(1).map(|last| &states[last].places);
            let before = state
                .map_or(&[][..], |places| &places[..places.partition_point(|&place| all[place].ms < from)]);
            let last = before.last().filter(|_| before.len() > 1);
            before.first().into_iter().chain(last).copied()
        });
        let mut held: Vec<usize> = held.filter(|&place| all[place].evidence.is_of_machine()).collect();
        sort::by_key(&mut held, |&place| place);
        let mut lines: Vec<TimedSighting> = held.into_iter().map(|place| all[place].clone()).collect();
        lines.extend(self.between(all, from, until));
        lines
    }

    /// Whether a line of a switch is no longer in effect at the end of the logs, because a later line changed the switch.
    pub(crate) fn is_turned(&self, all: &[TimedSighting], line: &TimedSighting) -> bool {
        let states = line.evidence.switch().and_then(|switch| self.switches.get(switch));
        let last = states.and_then(|states| states.last());
        last.is_some_and(|state| line.order() < all[state.places[0]].order())
    }
}
