//! What is known about several logs that are shown together.

use crate::index::LogIndex;
use crate::merged_lane::{LaneJob, MergedLane};
use crate::merged_view::MergedView;
use crate::overview::{Bucket, Strips, strips};
use crate::view_progress::ViewProgress;

/// What is known about one of the logs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaneState {
    /// How many entries it has.
    pub entries: u32,
    /// Whether no entry has a time: then they are after all others.
    pub is_without_times: bool,
    /// How often its clock was set back.
    pub set_backs: u32,
    /// Why it is left out.
    pub problem: Option<String>,
}

impl MergedView {
    /// What is known about each of the logs.
    pub fn lanes(&self) -> impl Iterator<Item = LaneState> {
        self.lanes.iter().map(|lane| {
            let index = lane.index();
            LaneState {
                entries: index.map_or(0, LogIndex::len),
                is_without_times: index.is_some_and(|index| !index.is_empty() && index.first.is_none()),
                set_backs: index.map_or(0, |index| index.falls.len() as u32),
                problem: lane.problem.clone(),
            }
        })
    }

    /// The components with the number of their entries, in the order of first appearance, at most `most`.
    pub fn components(&self, most: usize) -> Vec<(String, u32)> {
        let mut all: Vec<(String, u32)> = Vec::new();
        let indexes = self.lanes.iter().filter_map(MergedLane::index);
        for (name, count) in indexes.flat_map(|index| index.components(most)) {
            match all.iter().position(|(other, _)| *other == name) {
                Some(at) => all[at].1 += count,
                None if all.len() < most => all.push((name, count)),
                None => {}
            }
        }
        all
    }

    /// How far it is.
    pub fn progress(&self) -> ViewProgress {
        let is_open = |job| self.merged().is_none() || self.is_open(job);
        let has = |job| self.lanes.iter().any(|lane| lane.has(job));
        let mut progress = ViewProgress {
            is_filtering: has(LaneJob::Filter) && is_open(LaneJob::Filter),
            is_finding: has(LaneJob::Find) && is_open(LaneJob::Find),
            hidden: self.hidden(),
            ..ViewProgress::default()
        };
        for lane in &self.lanes {
            progress.size += lane.size;
            progress.hits += lane.found(LaneJob::Find).len();
            let Some(index) = lane.index() else { continue };
            progress.read += index.end();
            progress.entries += index.len();
            progress.errors += index.counts().errors;
            progress.warnings += index.counts().warnings;
            progress.is_cut |= index.is_cut();
        }
        if let Some((merge, _)) = self.merged() {
            // What is left out is not waited for.
            progress.read = progress.size;
            if !progress.is_filtering {
                progress.rows = u32::try_from(merge.len(self.shown().as_deref())).unwrap_or(u32::MAX);
            }
        }
        progress
    }

    /// Counts what is in each part, of as many as asked for, with the same number of rows in each.
    pub fn overview(&self, parts: u32) -> Vec<Bucket> {
        let Some((merge, lanes)) = self.merged() else { return Vec::new() };
        let all = merge.len(None);
        let sets = [LaneJob::Errors, LaneJob::Warnings, LaneJob::Find].map(|job| self.found(job));
        let sets = sets.each_ref().map(|set| set.iter().map(|hits| &**hits).collect::<Vec<_>>());
        let counts: Vec<[u64; 4]> = (0..=u64::from(parts))
            .map(|part| {
                let heads = merge.heads_at(&lanes, all * part / u64::from(parts.max(1)));
                let [errors, warnings, hits] = sets.each_ref().map(|set| merge.before(&heads, Some(set)));
                [merge.before(&heads, None), errors, warnings, hits]
            })
            .collect();
        let bucket = |pair: &[[u64; 4]]| {
            let [entries, errors, warnings, hits] =
                std::array::from_fn(|at| (pair[1][at] - pair[0][at]) as u32);
            Bucket { entries, errors, warnings, hits }
        };
        counts.windows(2).map(bucket).collect()
    }

    /// What is in each part of the time of all logs; none until they are merged, or if no entry has a time.
    pub fn strips(&self, parts: u32) -> Option<Strips> {
        strips(&self.merged()?.1, parts as usize)
    }

    /// How many entries each chip of the filter hides if it is alone; none while it is counted.
    fn hidden(&self) -> Vec<Option<u32>> {
        let chips = self.filter.as_ref().map_or(0, |filter| filter.chips.len());
        if self.merged().is_none() {
            return vec![None; chips];
        }
        let mut all = vec![Some(0); chips];
        for lane in &self.lanes {
            for (all, of_lane) in all.iter_mut().zip(lane.hidden()) {
                *all = all.zip(of_lane).map(|(all, of_lane)| all + of_lane);
            }
        }
        all
    }
}
