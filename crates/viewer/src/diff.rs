//! The difference between two sequences of numbers, in bounded time.
//!
//! Small gaps are compared exactly. In others, numbers that occur once on both sides are anchors: the longest chain of
//! them in the same order is what both have (the patience method), and between anchors the same is done again. Long gaps
//! without anchors are compared exactly in windows.

use std::collections::HashMap;
use std::ops::Range;

use basics::fnv64;

/// A pair of stretches that are compared.
#[derive(Clone, Debug)]
struct Gap {
    left: Range<usize>,
    right: Range<usize>,
    /// In how many gaps it is.
    depth: u32,
}

/// How deep gaps are nested before they are compared without anchors.
const DEEPEST: u32 = 32;

/// How many numbers in a row make an anchor: where none is there only once, two or more in a row may be.
const ANCHORS: [usize; 3] = [1, 4, 16];

/// How many numbers of each side are compared exactly at once.
const WINDOW: usize = 1024;

/// The pairs of places that hold the same on both sides, ascending on both.
pub(crate) fn common(left: &[u64], right: &[u64]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut gaps = vec![Gap { left: 0..left.len(), right: 0..right.len(), depth: 0 }];
    while let Some(mut gap) = gaps.pop() {
        trim(left, right, &mut gap, &mut pairs);
        if gap.left.is_empty() || gap.right.is_empty() {
            continue;
        }
        let is_small = gap.left.len() <= WINDOW && gap.right.len() <= WINDOW;
        let lengths = ANCHORS.iter().filter(|_| gap.depth < DEEPEST && !is_small);
        let anchors =
            lengths.map(|&length| anchors(left, right, &gap, length)).find(|found| !found.is_empty());
        let anchors = anchors.unwrap_or_default();
        if anchors.is_empty() {
            in_windows(left, right, &gap, &mut pairs);
            continue;
        }
        let (mut from_left, mut from_right) = (gap.left.start, gap.right.start);
        let depth = gap.depth + 1;
        for (at_left, at_right) in anchors {
            pairs.push((at_left, at_right));
            gaps.push(Gap { left: from_left..at_left, right: from_right..at_right, depth });
            (from_left, from_right) = (at_left + 1, at_right + 1);
        }
        gaps.push(Gap { left: from_left..gap.left.end, right: from_right..gap.right.end, depth });
    }
    pairs.sort_unstable();
    pairs
}

/// Takes what is the same at both ends of a gap.
fn trim(left: &[u64], right: &[u64], gap: &mut Gap, pairs: &mut Vec<(usize, usize)>) {
    let (one, two) = (&left[gap.left.clone()], &right[gap.right.clone()]);
    let head = one.iter().zip(two).take_while(|(one, two)| one == two).count();
    pairs.extend((0..head).map(|at| (gap.left.start + at, gap.right.start + at)));
    (gap.left.start, gap.right.start) = (gap.left.start + head, gap.right.start + head);
    let (one, two) = (&one[head..], &two[head..]);
    let tail = one.iter().rev().zip(two.iter().rev()).take_while(|(one, two)| one == two).count();
    pairs.extend((1..=tail).map(|at| (gap.left.end - at, gap.right.end - at)));
    (gap.left.end, gap.right.end) = (gap.left.end - tail, gap.right.end - tail);
}

/// The longest chain of what occurs once on both sides: stretches of that many numbers.
fn anchors(left: &[u64], right: &[u64], gap: &Gap, length: usize) -> Vec<(usize, usize)> {
    let stretches = |side: &[u64], range: &Range<usize>| {
        let hash = |stretch: &[u64]| fnv64(stretch.iter().flat_map(|number| number.to_le_bytes()));
        side[range.clone()].windows(length).map(hash).collect::<Vec<u64>>()
    };
    // Where a stretch is on one side; none if it is there twice.
    let places = |stretches: &[u64]| {
        let mut places: HashMap<u64, Option<usize>> = HashMap::new();
        for (at, &stretch) in stretches.iter().enumerate() {
            places.entry(stretch).and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    };
    let (on_left, on_right) = (stretches(left, &gap.left), stretches(right, &gap.right));
    let (once_left, once_right) = (places(&on_left), places(&on_right));
    let pair = |(at, stretch): (usize, &u64)| {
        once_left.get(stretch).copied().flatten()?;
        let other = once_right.get(stretch).copied().flatten()?;
        let (at, other) = (gap.left.start + at, gap.right.start + other);
        (left[at] == right[other]).then_some((at, other))
    };
    longest_ascending(&on_left.iter().enumerate().filter_map(pair).collect::<Vec<_>>())
}

/// The longest chain of pairs whose second numbers ascend; the first ones do.
fn longest_ascending(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The pair at which the best chain of each length ends, and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, &(_, second)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < second);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(pair) = at {
        chain.push(pairs[pair]);
        at = before[pair];
    }
    chain.reverse();
    chain
}

/// A long common subsequence of a gap: the longest one if the gap is small, else one put together from windows, of
/// which the first half counts.
fn in_windows(left: &[u64], right: &[u64], gap: &Gap, pairs: &mut Vec<(usize, usize)>) {
    let (mut at_left, mut at_right) = (gap.left.start, gap.right.start);
    while at_left < gap.left.end && at_right < gap.right.end {
        let ends = (gap.left.end.min(at_left + WINDOW), gap.right.end.min(at_right + WINDOW));
        let found = exact(left, right, at_left..ends.0, at_right..ends.1);
        let middle = match ends == (gap.left.end, gap.right.end) {
            true => ends,
            false => (at_left + (WINDOW / 2), at_right + (WINDOW / 2)),
        };
        let kept = found.partition_point(|&(one, two)| one < middle.0 && two < middle.1);
        pairs.extend_from_slice(&found[..kept]);
        // The next window begins before the next pair, and later than this one on one side at least.
        let next = found.get(kept).copied().unwrap_or(middle);
        (at_left, at_right) = (middle.0.min(next.0), middle.1.min(next.1));
    }
}

/// The longest common subsequence of two short stretches.
fn exact(left: &[u64], right: &[u64], left_at: Range<usize>, right_at: Range<usize>) -> Vec<(usize, usize)> {
    let (one, two) = (&left[left_at.clone()], &right[right_at.clone()]);
    let width = two.len() + 1;
    // The length of the longest one that begins at each pair of places.
    let mut lengths = vec![0u16; (one.len() + 1) * width];
    for i in (0..one.len()).rev() {
        for j in (0..two.len()).rev() {
            lengths[i * width + j] = match one[i] == two[j] {
                true => lengths[(i + 1) * width + j + 1] + 1,
                false => lengths[(i + 1) * width + j].max(lengths[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < one.len() && j < two.len() {
        if one[i] == two[j] {
            pairs.push((left_at.start + i, right_at.start + j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What only one side has: `-` and `+`.
    fn shown(left: &str, right: &str) -> String {
        let numbers = |text: &str| text.bytes().map(u64::from).collect::<Vec<_>>();
        let pairs = common(&numbers(left), &numbers(right));
        let (mut text, mut from) = (String::new(), (0, 0));
        for (one, two) in pairs.into_iter().chain([(left.len(), right.len())]) {
            let part =
                |sign: &str, side: &str| if side.is_empty() { String::new() } else { [sign, side].concat() };
            text += &[part("-", &left[from.0..one]), part("+", &right[from.1..two])].concat();
            text += left.get(one..one + 1).unwrap_or_default();
            from = (one + 1, two + 1);
        }
        text
    }

    #[test]
    fn what_only_one_side_has_is_apart() {
        let check = |left, right, expected: &str| assert_eq!(shown(left, right), expected);
        check("abcd", "abcd", "abcd");
        check("abcd", "abxd", "ab-c+xd");
        check("abcd", "abd", "ab-cd");
        check("", "ab", "+ab");
        check("aaaa", "aaa", "aaa-a");
        check("abab", "baba", "-abab+a");
        check("abc", "xyz", "-abc+xyz");
    }

    fn check_pairs(left: &[u64], right: &[u64]) -> usize {
        let pairs = common(left, right);
        assert!(pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1), "{pairs:?}");
        assert!(pairs.iter().all(|&(one, two)| left[one] == right[two]), "{pairs:?}");
        pairs.len()
    }

    #[test]
    fn long_repetitions_are_aligned() {
        let left: Vec<u64> = (0..20_000).map(|at| at % 7).collect();
        let mut right = left.clone();
        right.drain(9000..9007);
        right.insert(15_000, 99);
        assert!(check_pairs(&left, &right) > 19_900);
        assert_eq!(check_pairs(&left, &vec![1000; 20_000]), 0);
    }

    proptest! {
        #[test]
        fn small_sequences_have_their_longest_part_in_common(
            left in proptest::collection::vec(0u64..4, 0..24),
            right in proptest::collection::vec(0u64..4, 0..24),
        ) {
            check_pairs(&left, &right);
            let longest = exact(&left, &right, 0..left.len(), 0..right.len()).len();
            prop_assert_eq!(check_pairs(&left, &right), longest);
        }
    }
}
