//! The bar of the whole log: how many entries, errors, warnings and hits are in each part of it.

use std::ops::Range;

use logfile::EntryLevel;

use crate::hits::Hits;
use crate::index::LogIndex;
use crate::merge_cursor::Lane;
use crate::segment::Segment;

/// A part of the bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bucket {
    /// How many entries are in it.
    pub entries: u32,
    /// How many of them are errors.
    pub errors: u32,
    /// How many are warnings.
    pub warnings: u32,
    /// How many are hits.
    pub hits: u32,
}

/// Logs over time, on one axis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strips {
    /// From the first time of all to the one after the last, in milliseconds since 1970 UTC.
    pub span: Range<i64>,
    /// The parts of each log, each of the same length of time.
    pub lanes: Vec<Vec<Bucket>>,
}

/// The most parts of a bar.
const MOST_BUCKETS: usize = 10_000;

/// As many parts as asked for, 10,000 at most, with about the same number of entries in each.
pub fn by_entries(index: &LogIndex, buckets: usize, hits: Option<&Hits>) -> Vec<Bucket> {
    let buckets = buckets.min(MOST_BUCKETS);
    let all = u64::from(index.len().max(1));
    let place = |entry: u32| (u64::from(entry) * buckets as u64 / all) as usize;
    let mut bar = vec![Bucket::default(); buckets];
    for segment in &index.segments {
        let entries = segment.entries();
        let first = place(entries.start);
        if first == place(entries.end - 1) {
            add_segment(&mut bar, first, segment);
        } else {
            for (entry, fact) in entries.zip(segment.facts()) {
                add_entry(&mut bar, place(entry), fact.level);
            }
        }
    }
    for entry in hits.into_iter().flat_map(Hits::iter).filter(|&entry| entry < index.len()) {
        if let Some(bucket) = bar.get_mut(place(entry)) {
            bucket.hits += 1;
        }
    }
    bar
}

/// As many parts as asked for, 10,000 at most, of the same length of time. `span` is in milliseconds since 1970 UTC,
/// and `bias` that of entries that give none. Entries without time are at that of the entry before them.
pub fn by_time(
    index: &LogIndex,
    span: Range<i64>,
    bias: i16,
    buckets: usize,
    hits: Option<&Hits>,
) -> Vec<Bucket> {
    let buckets = buckets.min(MOST_BUCKETS);
    let length = i128::from(span.end) - i128::from(span.start);
    let place = |moment: i64| match span.contains(&moment) {
        true => ((i128::from(moment) - i128::from(span.start)) * buckets as i128 / length) as usize,
        false => usize::MAX,
    };
    let mut bar = vec![Bucket::default(); buckets];
    let is_near =
        |segment: &&Segment| segment.may_reach(span.start, bias) && segment.may_precede(span.end, bias);
    for segment in index.segments.iter().filter(is_near) {
        for (entry, fact) in segment.entries().zip(segment.facts()) {
            let Some(at) = fact.clock.moment(bias).map(place) else { continue };
            add_entry(&mut bar, at, fact.level);
            if let Some(bucket) = bar.get_mut(at)
                && hits.is_some_and(|hits| hits.contains(entry))
            {
                bucket.hits += 1;
            }
        }
    }
    bar
}

/// As many parts of each log as asked for, 10,000 at most; none if no entry has a time.
pub fn strips(lanes: &[Lane<'_>], buckets: usize) -> Option<Strips> {
    let moments = lanes.iter().flat_map(moments).map(|moment| (moment, moment));
    let (first, last) = moments.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)))?;
    let span = first..last.saturating_add(1);
    let of = |lane: &Lane<'_>| by_time(lane.index, span.clone(), lane.bias, buckets, None);
    let lanes = lanes.iter().map(of).collect();
    Some(Strips { span, lanes })
}

/// The times of all entries that have one.
fn moments<'i>(lane: &Lane<'i>) -> impl Iterator<Item = i64> + use<'i> {
    let Lane { index, bias } = *lane;
    index.segments.iter().flat_map(Segment::facts).filter_map(move |fact| fact.clock.moment(bias))
}

fn add_segment(bar: &mut [Bucket], at: usize, segment: &Segment) {
    if let Some(bucket) = bar.get_mut(at) {
        bucket.entries += segment.counts.all();
        bucket.errors += segment.counts.errors;
        bucket.warnings += segment.counts.warnings;
    }
}

fn add_entry(bar: &mut [Bucket], at: usize, level: EntryLevel) {
    if let Some(bucket) = bar.get_mut(at) {
        bucket.entries += 1;
        bucket.errors += u32::from(level == EntryLevel::Error);
        bucket.warnings += u32::from(level == EntryLevel::Warning);
    }
}
