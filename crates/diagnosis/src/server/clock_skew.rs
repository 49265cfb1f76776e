//! How far the clock of a server is ahead of a client's clock, calculated from requests that both logged.

use crate::sort;

/// A moment of the client, and how many milliseconds later a row is that might be the same request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimePair {
    /// The index of the moment among the client's moments.
    pub(crate) moment: usize,
    /// How much later the row is.
    pub(crate) by: i64,
}

/// How far a clock is ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClockSkew {
    /// The difference in milliseconds.
    pub(crate) by: i64,
    /// Whether rows that might belong to other clients would not give another difference as well.
    pub(crate) is_certain: bool,
}

/// How many milliseconds two differences may be apart to count as equal.
const SAME: i64 = 3_000;

/// The maximum number of pairs that are compared.
const MOST_PAIRS: usize = 4_000;

/// The difference with which most of the client's moments match a row; of equally good ones, the smallest. It is the
/// median over all pairs that share it. `None` if there is no pair.
pub(crate) fn ahead(mut pairs: Vec<TimePair>) -> Option<ClockSkew> {
    pairs.truncate(MOST_PAIRS);
    sort::by_key(&mut pairs, |pair| (pair.by, pair.moment));
    let mut best: Option<(usize, i64, &[TimePair])> = None;
    let (mut from, mut to, mut rivals) = (0, 0, 0);
    for pair in &pairs {
        while pairs[from].by < pair.by - SAME {
            from += 1;
        }
        while to < pairs.len() && pairs[to].by <= pair.by + SAME {
            to += 1;
        }
        let sharing = &pairs[from..to];
        let mut moments: Vec<usize> = sharing.iter().map(|pair| pair.moment).collect();
        sort::by(&mut moments, Ord::cmp);
        moments.dedup();
        let (count, distance) = (moments.len(), pair.by.abs());
        let is_apart = |best: i64| (best - pair.by).abs() > 2 * SAME;
        match best {
            Some((most, by, _)) if count == most => {
                rivals += usize::from(is_apart(by));
                if distance < by.abs() {
                    best = Some((count, pair.by, sharing));
                }
            }
            Some((most, ..)) if count < most => {}
            _ => (best, rivals) = (Some((count, pair.by, sharing)), 0),
        }
    }
    let (_, _, sharing) = best?;
    Some(ClockSkew { by: sharing[sharing.len() / 2].by, is_certain: rivals == 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each row contains the differences of one moment.
    fn check(moments: &[&[i64]], expected: Option<(i64, bool)>) {
        let pairs = moments.iter().enumerate();
        let pairs =
            pairs.flat_map(|(moment, bys)| bys.iter().map(move |&by| TimePair { moment, by })).collect();
        assert_eq!(ahead(pairs).map(|ahead| (ahead.by, ahead.is_certain)), expected, "{moments:?}");
    }

    #[test]
    fn the_most_moments_decide_then_the_smallest_difference() {
        check(&[], None);
        check(&[&[41_000]], Some((41_000, true)));
        check(&[&[-500, 41_000], &[40_200, 90_000], &[42_100]], Some((41_000, true)));
        check(&[&[-60_000, 12_000]], Some((12_000, false)));
        check(&[&[12_000, -60_000], &[]], Some((12_000, false)));
    }
}
