//! Runs: groups the segments of all logs that belong to one pass through a flow.
//!
//! Segments of different logs belong to one run if they share a key (scan job, location request, message, search), or
//! if a line of one is known to be near a line of the other and their clocks can be compared.

use std::collections::{HashMap, HashSet};

use knowledge::{EvidenceId, EvidenceKind, Flow};

use crate::logs::given_log::GivenLog;
use crate::runs::flow_run::FlowRun;
use crate::runs::segments::{RunKey, Segment, reach_of, segments_of};
use crate::runs::timed_sightings::TimedSighting;
use crate::scan::sighting::{AGAIN, KEYS, SEVERAL};
use crate::sort;

/// How many lines around another are tried as neighbors, the nearest first. If none of them fits, no neighbor is used.
/// This limits the work for logs with very dense lines.
const NEIGHBOURS: usize = 100;

/// How many milliseconds may be between two logs' reports of the same end.
const MOMENT: i64 = 10_000;

/// Groups the runs of all flows, in time order.
pub(crate) fn runs_of(logs: &[GivenLog], seen: &[Vec<TimedSighting>]) -> Vec<FlowRun> {
    let mut runs = Vec::new();
    for flow in knowledge::flows() {
        let mut segments: Vec<Segment> = Vec::new();
        for (of_log, log) in seen.iter().zip(logs) {
            let own = of_log.iter().filter(|seen| seen.evidence.flow == flow.id).cloned();
            segments.extend(segments_of(own, &log.gaps));
        }
        sort::by_key(&mut segments, |segment| segment.sightings.first().map(TimedSighting::order));
        for segment in &mut segments {
            name_caller(flow, segment);
        }
        let mut groups = SegmentGroups::new(&segments);
        groups.unite_by_key();
        groups.unite_by_time(logs);
        groups.unite_tails(logs);
        let members = groups.members;
        runs.extend(members.into_iter().filter_map(|members| run_of(flow, &mut segments, &members)));
    }
    sort::by_key(&mut runs, |run| run.sightings.first().map(TimedSighting::order));
    runs
}

/// Lines that name no caller belong to the flow's own caller, unless runs of any caller can contain them.
fn name_caller(flow: &'static Flow, segment: &mut Segment) {
    let every_caller = |seen: &TimedSighting| {
        knowledge::step(flow.id, seen.evidence.step).is_some_and(|step| step.every_caller)
            && seen.evidence.components.is_empty()
    };
    if segment.caller.is_none() && !segment.sightings.iter().all(every_caller) {
        segment.caller = Some(flow.caller.to_owned());
    }
}

struct SegmentGroups<'a> {
    segments: &'a [Segment],
    /// The group of each segment.
    group: Vec<usize>,
    /// The segments of each group; empty if it was merged into another.
    members: Vec<Vec<usize>>,
}

impl<'a> SegmentGroups<'a> {
    fn new(segments: &'a [Segment]) -> Self {
        let places = 0..segments.len();
        Self { segments, group: places.clone().collect(), members: places.map(|at| vec![at]).collect() }
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.group[a], self.group[b]);
        let (kept, gone) = (a.min(b), a.max(b));
        if kept == gone || self.are_apart(kept, gone) {
            return;
        }
        let moved = std::mem::take(&mut self.members[gone]);
        for &at in &moved {
            self.group[at] = kept;
        }
        self.members[kept].extend(moved);
    }

    /// Whether two groups are certainly different runs: a key has different values, or occurs again in the same log.
    fn are_apart(&self, a: usize, b: usize) -> bool {
        let of = |group: usize| {
            self.members[group].iter().flat_map(|&at| {
                let segment = &self.segments[at];
                let keys = segment.keys.iter().filter(|(name, _)| *name == AGAIN);
                keys.map(|(_, value)| (segment.sightings[0].log, *value))
            })
        };
        of(a).any(|(log, value)| of(b).any(|(other, again)| other == log || again != value))
    }

    /// Segments of different logs that share a key are one run; those of one log were separated on purpose.
    fn unite_by_key(&mut self) {
        let mut last_with: HashMap<&RunKey, Vec<(u32, usize)>> = HashMap::new();
        for (at, segment) in self.segments.iter().enumerate() {
            let log = segment.sightings[0].log;
            for key in &segment.keys {
                let holders = last_with.entry(key).or_default();
                let others: Vec<usize> =
                    holders.iter().filter(|holder| holder.0 != log).map(|holder| holder.1).collect();
                holders.retain(|holder| holder.0 != log);
                holders.push((log, at));
                for other in others {
                    self.unite(at, other);
                }
            }
        }
    }

    /// A segment with a line near a line of another run belongs to that run; nearest first.
    fn unite_by_time(&mut self, logs: &[GivenLog]) {
        let mut of_evidence: HashMap<EvidenceId, Vec<(i64, usize)>> = HashMap::new();
        let near: HashSet<EvidenceId> =
            knowledge::all_evidence().iter().flat_map(|evidence| evidence.link.near).copied().collect();
        for (at, segment) in self.segments.iter().enumerate() {
            for seen in segment.sightings.iter().filter(|seen| near.contains(&seen.evidence.index)) {
                of_evidence.entry(seen.evidence.index).or_default().push((seen.ms, at));
            }
        }
        for places in of_evidence.values_mut() {
            sort::by(places, Ord::cmp);
        }
        for at in 0..self.segments.len() {
            // Which run a tail ends is decided later.
            if self.segments[at].heads.is_empty()
                && let Some(other) = self.nearest(at, &of_evidence, logs)
            {
                self.unite(at, other);
            }
        }
    }

    /// A tail is the end of the run that, according to another log, ended at that moment, else of the oldest run
    /// without an end.
    fn unite_tails(&mut self, logs: &[GivenLog]) {
        let place = |segment: &Segment| (segment.sightings[0].log, segment.number);
        let places: HashMap<(u32, usize), usize> =
            self.segments.iter().enumerate().map(|(at, segment)| (place(segment), at)).collect();
        let mut taken = HashSet::new();
        for (at, tail) in self.segments.iter().enumerate().filter(|(_, segment)| !segment.heads.is_empty()) {
            let heads =
                tail.heads.iter().filter_map(|&number| places.get(&(tail.sightings[0].log, number)).copied());
            let heads: Vec<usize> = heads.filter(|head| !taken.contains(head)).collect();
            let by_end =
                heads.iter().filter_map(|&head| Some((self.end_distance(tail, head, logs)?, head))).min();
            if let Some(head) = by_end.map(|(_, head)| head).or(heads.first().copied()) {
                taken.insert(head);
                self.unite(at, head);
            }
        }
    }

    /// The milliseconds between a tail and the end of a head's run in another log, if they are close.
    fn end_distance(&self, tail: &Segment, head: usize, logs: &[GivenLog]) -> Option<i64> {
        let log = tail.sightings[0].log;
        let members =
            self.members[self.group[head]].iter().flat_map(|&member| &self.segments[member].sightings);
        let ends = members.filter(|seen| {
            seen.log != log
                && seen.evidence.effect.ends.is_some()
                && logs[seen.log as usize].clock.is_known()
                && logs[log as usize].clock.is_known()
        });
        let distances = ends.flat_map(|end| tail.sightings.iter().map(|seen| (seen.ms - end.ms).abs()));
        distances.min().filter(|&distance| distance <= MOMENT)
    }

    fn nearest(
        &self,
        at: usize,
        of_evidence: &HashMap<EvidenceId, Vec<(i64, usize)>>,
        logs: &[GivenLog],
    ) -> Option<usize> {
        let segment = &self.segments[at];
        let mut best: Option<(i64, usize)> = None;
        let mut refused = HashSet::new();
        for seen in &segment.sightings {
            let reach = i64::from(reach_of(seen.evidence)) * 1000;
            for near in seen.evidence.link.near {
                let Some(places) = of_evidence.get(near) else { continue };
                let least = best.map_or(reach + 1, |(least, _)| least);
                let mut nearer =
                    outward(places, seen.ms).take(NEIGHBOURS).take_while(|(distance, _)| *distance < least);
                let mut fits = |other: usize| {
                    let group = self.group[other];
                    !refused.contains(&group) && (self.fits(at, other, logs) || !refused.insert(group))
                };
                best = nearer.find(|&(_, other)| fits(other)).or(best);
            }
        }
        best.map(|(_, other)| other)
    }

    /// Whether a segment can be part of another run: comparable clocks, the same caller, and no line twice.
    fn fits(&self, at: usize, other: usize, logs: &[GivenLog]) -> bool {
        let (own, theirs) = (self.group[at], self.group[other]);
        if own == theirs {
            return false;
        }
        let segment = &self.segments[at];
        let log = segment.sightings[0].log;
        let is_comparable = |member: &Segment| {
            let other = member.sightings[0].log;
            other == log || (logs[other as usize].clock.is_known() && logs[log as usize].clock.is_known())
        };
        let is_same_caller = |member: &Segment| match (&member.caller, &segment.caller) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        // Lines that only follow a key, such as the key of a message, can occur in a run more than once.
        let evidence = knowledge::all_evidence();
        let is_of_one_run = |id: &EvidenceId| {
            let evidence = &evidence[usize::from(id.0)];
            evidence.shows != EvidenceKind::Progress
                && (evidence.link.opens || !evidence.link.near.is_empty())
                && !knowledge::pattern(evidence).captures.iter().any(|name| KEYS[SEVERAL..].contains(name))
        };
        let has_line = |member: &Segment| {
            // Two logs write the same line at the same moment: Change.log repeats SoftwareDistribution.log.
            let is_twice =
                |kind| member.last_of(kind).is_some_and(|last| segment.last_of(kind) != Some(last));
            segment.kinds().filter(is_of_one_run).any(is_twice)
        };
        let mut members = self.members[theirs].iter().map(|&at| &self.segments[at]);
        members.all(|member| is_comparable(member) && is_same_caller(member) && !has_line(member))
    }
}

/// The run of these segments, whose sightings it takes; `None` if they are not a run by themselves.
fn run_of(flow: &'static Flow, segments: &mut [Segment], members: &[usize]) -> Option<FlowRun> {
    let is_restarted = members.iter().any(|&at| segments[at].is_restarted);
    let caller = members.iter().find_map(|&at| segments[at].caller.take());
    let taken = members.iter().flat_map(|&at| std::mem::take(&mut segments[at].sightings));
    let mut seen: Vec<TimedSighting> = taken.collect();
    sort::by_key(&mut seen, TimedSighting::order);
    // Lines that only connect others are not a run by themselves.
    let opens = seen.iter().any(|seen| seen.evidence.link.opens);
    opens.then_some(FlowRun { flow, sightings: seen, caller, is_restarted })
}

/// The lines around a moment with their distances, the nearest first; `places` are in time order.
fn outward(places: &[(i64, usize)], ms: i64) -> impl Iterator<Item = (i64, usize)> {
    let (before, after) = places.split_at(places.partition_point(|&(at, _)| at < ms));
    let (mut before, mut after) = (before.iter().rev().peekable(), after.iter().peekable());
    std::iter::from_fn(move || {
        let distance = |place: Option<&&(i64, usize)>| place.map_or(i64::MAX, |&&(at, _)| (at - ms).abs());
        let is_before = distance(before.peek()) <= distance(after.peek());
        let next = if is_before { before.next() } else { after.next() };
        next.map(|&(at, other)| ((at - ms).abs(), other))
    })
}

#[cfg(test)]
mod tests {
    use super::outward;

    /// The indexes around a moment, in the order in which they are tried.
    fn around(ms: i64) -> Vec<usize> {
        let places = [(10, 0), (20, 1), (20, 2), (35, 3), (90, 4)];
        outward(&places, ms).map(|(_, place)| place).collect()
    }

    #[test]
    fn the_nearest_is_tried_first_and_earlier_before_later() {
        assert_eq!(around(20), [1, 2, 0, 3, 4]);
        assert_eq!(around(30), [3, 2, 1, 0, 4]);
        assert_eq!(around(15), [0, 1, 2, 3, 4]);
        assert_eq!(around(0), [0, 1, 2, 3, 4]);
        assert_eq!(around(99), [4, 3, 2, 1, 0]);
    }
}
