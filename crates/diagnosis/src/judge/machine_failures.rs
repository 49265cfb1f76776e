//! Lines about the machine and not about one run: switches, and failures that belong to no run.

use std::collections::BTreeMap;

use knowledge::{EvidenceId, EvidenceKind};

use crate::logs::given_log::GivenLog;
use crate::runs::timed_sightings::TimedSighting;
use crate::sort;

/// A failure that belongs to no run.
#[derive(Clone, Debug)]
pub(crate) struct MachineFailure {
    /// Its lines, in time order.
    pub(crate) sightings: Vec<TimedSighting>,
    /// Its code.
    pub(crate) code: Option<u32>,
    /// Whether a later line reports that it is resolved, or its log continued without it for a long time.
    pub(crate) is_over: bool,
    /// Whether it is a switch: it is in effect until another line of the same switch.
    pub(crate) is_switch: bool,
}

impl MachineFailure {
    /// Its last line.
    pub(crate) fn last(&self) -> &TimedSighting {
        &self.sightings[self.sightings.len() - 1]
    }
}

/// After this many milliseconds without it, a new burst of the same failure begins.
const QUIET: i64 = 10 * 60_000;

/// After this many milliseconds without a failure that no line reports as resolved, it counts as resolved: longer than
/// clients wait before they retry.
const OVER: i64 = 60 * 60_000;

/// The failures that belong to no run, in time order of their last lines.
pub(crate) fn machine_failures(all: &[TimedSighting], logs: &[GivenLog]) -> Vec<MachineFailure> {
    let mut switches: BTreeMap<&'static str, Vec<TimedSighting>> = BTreeMap::new();
    let mut groups: BTreeMap<(EvidenceId, Option<u32>), Vec<TimedSighting>> = BTreeMap::new();
    for seen in all.iter().filter(|seen| seen.evidence.is_of_machine() && !seen.evidence.is_of_operation()) {
        match seen.evidence.switch() {
            Some(switch) => switches.entry(switch).or_default().push(seen.clone()),
            None if seen.evidence.shows == EvidenceKind::Failed => {
                groups.entry((seen.evidence.index, seen.code())).or_default().push(seen.clone());
            }
            None => {}
        }
    }
    let mut failures: Vec<MachineFailure> = Vec::new();
    for lines in switches.into_values() {
        // The last line decides; earlier equal lines are its history.
        let Some(last) = lines.last().cloned().filter(|last| last.evidence.shows == EvidenceKind::Failed)
        else {
            continue;
        };
        let seen = lines.into_iter().filter(|seen| seen.evidence.index == last.evidence.index).collect();
        failures.push(MachineFailure { sightings: seen, code: last.code(), is_over: false, is_switch: true });
    }
    for ((_, code), seen) in groups {
        let last = &seen[seen.len() - 1];
        let is_quiet = logs[last.log as usize].span.is_some_and(|(_, end)| end - last.last_ms > OVER);
        let ends_it = |seen: &TimedSighting| {
            last.evidence.effect.over_by.contains(&seen.evidence.index) && seen.order() > last.order()
        };
        let is_over = is_quiet || all.iter().any(ends_it);
        failures.push(MachineFailure { sightings: seen, code, is_over, is_switch: false });
    }
    sort::by_key(&mut failures, |failure| failure.last().order());
    failures
}

/// The number of bursts that these lines form, in time order.
pub(crate) fn bursts(times: impl Iterator<Item = i64>) -> u32 {
    let mut last: Option<i64> = None;
    let mut bursts = 0;
    for time in times {
        bursts += u32::from(last.is_none_or(|last| time - last > QUIET));
        last = Some(time);
    }
    bursts
}
