//! A set of entries of one log: those that a search found, or that a filter shows.

use std::ops::Range;

/// A set of entries, one bit for each entry of the log: ten million entries take 1.3 MB, however many are in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    words: Vec<u64>,
    /// How many are in each block of [`BLOCK`] entries.
    counts: Vec<u32>,
    count: u32,
}

const WORDS: usize = 16;
const BLOCK: u32 = 64 * WORDS as u32;

impl Hits {
    /// An empty set.
    pub const fn new() -> Self {
        Self { words: Vec::new(), counts: Vec::new(), count: 0 }
    }

    /// Adds an entry.
    pub fn insert(&mut self, entry: u32) {
        let (word, bit) = ((entry / 64) as usize, 1 << (entry % 64));
        if word >= self.words.len() {
            self.words.resize((word / WORDS + 1) * WORDS, 0);
            self.counts.resize(self.words.len() / WORDS, 0);
        }
        if self.words[word] & bit == 0 {
            self.words[word] |= bit;
            self.counts[word / WORDS] += 1;
            self.count += 1;
        }
    }

    /// Whether an entry is in the set.
    pub fn contains(&self, entry: u32) -> bool {
        self.words.get((entry / 64) as usize).is_some_and(|word| word & 1 << (entry % 64) != 0)
    }

    /// How many are in the set.
    pub fn len(&self) -> u32 {
        self.count
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// How many precede an entry.
    pub fn rank(&self, entry: u32) -> u32 {
        let block = ((entry / BLOCK) as usize).min(self.counts.len());
        let word = ((entry / 64) as usize).min(self.words.len());
        let before: u32 = self.counts[..block].iter().sum();
        let ones: u32 = self.words[block * WORDS..word].iter().map(|word| word.count_ones()).sum();
        let last = self.words.get(word).map_or(0, |word| (word & ((1 << (entry % 64)) - 1)).count_ones());
        before + ones + last
    }

    /// The one with this number, in the order of the file.
    pub fn nth(&self, number: u32) -> Option<u32> {
        let mut left = number;
        let block = self.counts.iter().position(|&count| {
            let is_here = left < count;
            left -= if is_here { 0 } else { count };
            is_here
        })?;
        for (at, &word) in self.words.iter().enumerate().skip(block * WORDS) {
            let ones = word.count_ones();
            if left < ones {
                return Some(at as u32 * 64 + nth_one(word, left));
            }
            left -= ones;
        }
        None
    }

    /// The first one that is this entry or after it.
    pub fn next(&self, entry: u32) -> Option<u32> {
        self.nth(self.rank(entry))
    }

    /// The last one before this entry.
    pub fn previous(&self, entry: u32) -> Option<u32> {
        self.nth(self.rank(entry).checked_sub(1)?)
    }

    /// How many are among these entries.
    pub fn count_in(&self, entries: Range<u32>) -> u32 {
        self.rank(entries.end).saturating_sub(self.rank(entries.start))
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.iter_from(0)
    }

    /// Those that are this entry or after it, in the order of the file.
    pub fn iter_from(&self, entry: u32) -> impl Iterator<Item = u32> {
        let first = (entry / 64) as usize;
        self.words.iter().enumerate().skip(first).flat_map(move |(at, &word)| {
            let mut left = if at == first { word & (u64::MAX << (entry % 64)) } else { word };
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(at as u32 * 64 + bit)
            })
        })
    }

    /// Those that are in both sets.
    pub fn and(&self, other: &Self) -> Self {
        let words: Vec<u64> = self.words.iter().zip(&other.words).map(|(one, two)| one & two).collect();
        let count = |block: &[u64]| block.iter().map(|word| word.count_ones()).sum();
        let counts: Vec<u32> = words.chunks(WORDS).map(count).collect();
        Self { words, count: counts.iter().sum(), counts }
    }

    /// Removes all from this entry on.
    pub(crate) fn truncate(&mut self, entry: u32) {
        let removed: Vec<u32> = self.iter().skip(self.rank(entry) as usize).collect();
        for entry in removed {
            let word = (entry / 64) as usize;
            self.words[word] &= !(1 << (entry % 64));
            self.counts[word / WORDS] -= 1;
            self.count -= 1;
        }
    }
}

impl FromIterator<u32> for Hits {
    fn from_iter<I: IntoIterator<Item = u32>>(entries: I) -> Self {
        let mut hits = Self::new();
        entries.into_iter().for_each(|entry| hits.insert(entry));
        hits
    }
}

/// The place of the bit with this number among those that are set.
fn nth_one(mut word: u64, number: u32) -> u32 {
    for _ in 0..number {
        word &= word - 1;
    }
    word.trailing_zeros()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_set(entries: Vec<u16>, others: Vec<u16>, probe: u16) {
            let naive: BTreeSet<u32> = entries.iter().map(|&entry| entry.into()).collect();
            let other: BTreeSet<u32> = others.iter().map(|&entry| entry.into()).collect();
            let mut hits: Hits = entries.iter().map(|&entry| entry.into()).collect();
            let probe = u32::from(probe);
            prop_assert_eq!(hits.len() as usize, naive.len());
            prop_assert_eq!(hits.contains(probe), naive.contains(&probe));
            prop_assert_eq!(hits.rank(probe) as usize, naive.range(..probe).count());
            prop_assert_eq!(hits.next(probe), naive.range(probe..).next().copied());
            prop_assert_eq!(hits.previous(probe), naive.range(..probe).next_back().copied());
            prop_assert_eq!(hits.nth(probe % 64), naive.iter().nth(probe as usize % 64).copied());
            prop_assert!(hits.iter().eq(naive.iter().copied()));
            prop_assert!(hits.iter_from(probe).eq(naive.range(probe..).copied()));
            let both: Hits = other.iter().copied().collect();
            prop_assert!(hits.and(&both).iter().eq(naive.intersection(&other).copied()));
            prop_assert_eq!(hits.and(&both).len() as usize, naive.intersection(&other).count());
            hits.truncate(probe);
            prop_assert!(hits.iter().eq(naive.range(..probe).copied()));
            prop_assert_eq!(hits.len() as usize, naive.range(..probe).count());
        }
    }

    #[test]
    fn an_empty_set_has_nothing() {
        let hits = Hits::new();
        assert_eq!((hits.nth(0), hits.next(5), hits.previous(5), hits.rank(u32::MAX)), (None, None, None, 0));
    }
}
