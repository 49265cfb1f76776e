//! The lines of a file as hashes, to detect copies regardless of encoding and line ends.
//!
//! For a file of up to [`MOST`] lines, the hashes of all lines are kept, so a comparison is exact (except for two lines
//! with the same 64-bit hash). For a longer file, a sample is kept that depends only on the hashes: every second line,
//! every fourth, and so on. A short file is compared with the first lines of a longer one, all of which are kept. The
//! result does not depend on how the file was split into blocks.

use logfile::Entry;

use crate::sort;

/// The maximum number of hashes kept per file: 64 kB.
const MOST: usize = 8192;

/// How many lines at the beginning of a file are always kept: 8 kB.
const HEAD: usize = 1024;

/// The minimum number of sampled lines for a meaningful comparison.
const FEWEST: usize = 8;

/// The lines of a file, or of a stretch of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct LineHashes {
    /// The hashes of the lines whose lowest `level` bits are 0. A line that occurs twice is kept twice.
    kept: Vec<u64>,
    /// One line out of two to the power of this is kept.
    level: u32,
    /// The number of lines, without blank lines.
    pub(crate) count: u64,
    /// The sum of all hashes: two files with the same sum contain the same lines.
    pub(crate) sum: u64,
    /// The first lines, and the last one.
    head: Vec<u64>,
    last: Option<u64>,
}

impl LineHashes {
    /// Adds the lines of an entry; entries come in the order of the file.
    pub(crate) fn add(&mut self, entry: &Entry<'_>) {
        let mut text = &entry.text.bytes[entry.place.clone()];
        while !text.is_empty() {
            let end = memchr::memchr2(b'\r', b'\n', text).unwrap_or(text.len());
            let line = text[..end].trim_ascii();
            if line.is_ascii() || std::str::from_utf8(line).is_ok() {
                self.add_line(line);
            } else {
                self.add_line(logfile::decode(logfile::Encoding::EightBit, 0, line).as_bytes());
            }
            text = text.get(end + 1..).unwrap_or_default();
        }
    }

    fn add_line(&mut self, line: &[u8]) {
        if line.is_empty() {
            return;
        }
        let hash = hash_of(line);
        self.count += 1;
        self.sum = self.sum.wrapping_add(hash);
        self.last = Some(hash);
        if self.head.len() < HEAD {
            self.head.push(hash);
        }
        if hash & self.mask() == 0 {
            self.kept.push(hash);
            self.shrink();
        }
    }

    /// Adds what follows in the file.
    pub(crate) fn append(&mut self, next: &Self) {
        self.count += next.count;
        self.sum = self.sum.wrapping_add(next.sum);
        self.last = next.last.or(self.last);
        self.head.extend(next.head.iter().take(HEAD - self.head.len()));
        self.level = self.level.max(next.level);
        let mask = self.mask();
        self.kept.retain(|hash| hash & mask == 0);
        self.kept.extend(next.kept.iter().filter(|&hash| hash & mask == 0));
        self.shrink();
    }

    /// Ends the file: from now on it can be compared.
    pub(crate) fn finish(&mut self) {
        sort::by(&mut self.kept, Ord::cmp);
        self.kept.shrink_to_fit();
        self.head.shrink_to_fit();
    }

    /// Whether both contain the same lines.
    pub(crate) fn equals(&self, other: &Self) -> bool {
        (self.count, self.sum) == (other.count, other.sum)
    }

    /// Whether every line is kept.
    pub(crate) fn is_exact(&self) -> bool {
        self.level == 0
    }

    /// The hashes of all lines except those that might be cut off; `None` if not every line is kept.
    pub(crate) fn whole_lines(&self, torn: [bool; 2]) -> Option<impl Iterator<Item = u64> + '_> {
        let first = self.head.first().copied().filter(|_| torn[0]);
        let last = self.last.filter(|_| torn[1]);
        let is_complete = move |hash: &u64| Some(*hash) != first && Some(*hash) != last;
        self.is_exact().then(|| self.kept.iter().copied().filter(is_complete))
    }

    /// Whether all lines are also in `other`, at least as often as here. `torn` is whether the first and the last line
    /// might be cut off; such lines are not searched for.
    pub(crate) fn is_within(&self, other: &Self, torn: [bool; 2]) -> bool {
        let first = self.head.first().copied();
        let excused = [first.filter(|_| torn[0]), self.last.filter(|_| torn[1])];
        let mut excused: Vec<u64> = excused.into_iter().flatten().collect();
        if self.count <= excused.len() as u64 || self.count > other.count + excused.len() as u64 {
            return false;
        }
        let mask = self.mask().max(other.mask());
        let mut others = other.kept.iter().filter(|&hash| hash & mask == 0).peekable();
        let mut found = 0;
        let is_within = self.kept.iter().filter(|&hash| hash & mask == 0).all(|hash| {
            while others.next_if(|other| *other < hash).is_some() {}
            if others.next_if_eq(&hash).is_some() {
                found += 1;
                return true;
            }
            let at = excused.iter().position(|line| line == hash);
            at.is_some_and(|at| excused.swap_remove(at) == *hash)
        });
        is_within && (mask == 0 || found >= FEWEST || self.begins(other, torn[1]))
    }

    /// Whether all its lines are the first lines of `other`; its last line may be cut off.
    fn begins(&self, other: &Self, is_torn: bool) -> bool {
        let most = self.count.saturating_sub(u64::from(is_torn));
        let lines = self.head.get(..most as usize).unwrap_or_default();
        !lines.is_empty() && self.count <= HEAD as u64 && other.head.starts_with(lines)
    }

    /// Whether at least a quarter of the compared lines of the shorter file are also in the other one.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let mask = self.mask().max(other.mask());
        let compared = |contents: &Self| contents.kept.iter().filter(|&hash| hash & mask == 0).count();
        let is_there = |hash: &&u64| other.kept.binary_search(hash).is_ok();
        let shared = self.kept.iter().filter(|&hash| hash & mask == 0).filter(is_there).count();
        shared >= FEWEST && shared * 4 >= compared(self).min(compared(other))
    }

    /// Its size in memory in bytes.
    pub(crate) fn bytes_kept(&self) -> usize {
        (self.kept.capacity() + self.head.capacity()) * size_of::<u64>()
    }

    fn mask(&self) -> u64 {
        (1 << self.level) - 1
    }

    fn shrink(&mut self) {
        while self.kept.len() > MOST && self.level < 63 {
            self.level += 1;
            let mask = self.mask();
            self.kept.retain(|hash| hash & mask == 0);
        }
    }
}

/// A hash of a line, eight bytes at a time: each step, and the end, maps different states to different states.
pub(crate) fn hash_of(line: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let step = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    let (words, rest) = line.as_chunks::<8>();
    let mut hash = words.iter().fold(line.len() as u64, |hash, word| step(hash, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    hash = step(hash, u64::from_le_bytes(last));
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(lines: impl Iterator<Item = u32>) -> LineHashes {
        let mut contents = LineHashes::default();
        lines.for_each(|line| contents.add_line(format!("line {line}").as_bytes()));
        contents.finish();
        contents
    }

    /// Checks whether the lines of one range are all within another, and the reverse.
    fn check(a: std::ops::Range<u32>, b: std::ops::Range<u32>, expected: [bool; 2]) {
        let (one, other) = (contents(a.clone()), contents(b.clone()));
        let none = [false; 2];
        assert_eq!([one.is_within(&other, none), other.is_within(&one, none)], expected, "{a:?} {b:?}");
    }

    #[test]
    fn a_file_with_an_extra_line_is_not_within_the_other() {
        check(0..10, 0..10, [true, true]);
        check(0..10, 0..20, [true, false]);
        check(5..10, 0..20, [true, false]);
        check(0..10, 5..20, [false, false]);
        check(0..10, 30..50, [false, false]);
        check(0..0, 0..10, [false, false]);
    }

    #[test]
    fn files_that_share_a_quarter_of_their_lines_overlap() {
        let overlap = |a: std::ops::Range<u32>, b: std::ops::Range<u32>| contents(a).overlaps(&contents(b));
        assert!(
            overlap(0..100, 50..150) && overlap(0..100_000, 50_000..150_000) && overlap(0..100, 75..1_000)
        );
        assert!(!overlap(0..100, 90..190) && !overlap(0..100, 100..200) && !overlap(0..4, 0..4));
    }

    #[test]
    fn long_files_are_compared_by_samples() {
        check(0..50_000, 0..100_000, [true, false]);
        check(90_000..95_000, 0..100_000, [true, false]);
        check(0..50_000, 40_000..100_000, [false, false]);
        check(0..50_000, 200_000..300_000, [false, false]);
        check(0..5, 0..100_000, [true, false]);
        check(200_000..200_005, 0..100_000, [false, false]);
        let long = contents(0..1_000_000);
        assert!(long.kept.len() <= MOST && long.kept.len() > MOST / 3);
    }

    #[test]
    fn a_repeated_line_counts_each_time() {
        let twice = contents([1, 1].into_iter());
        let once = contents([1, 2, 3].into_iter());
        assert!(!twice.is_within(&once, [false; 2]));
        assert!(twice.is_within(&once, [true, false]), "the first line may be cut off");
        assert!(
            !contents([1].into_iter()).is_within(&once, [true, false]),
            "a cut-off line alone proves nothing"
        );
    }

    #[test]
    fn the_sample_does_not_depend_on_how_a_file_is_split() {
        let whole = contents(0..60_000);
        for cut in [1, 100, 8_193, 59_999] {
            let mut parts = LineHashes::default();
            for part in [0..cut, cut..60_000] {
                let mut next = LineHashes::default();
                part.for_each(|line| next.add_line(format!("line {line}").as_bytes()));
                parts.append(&next);
            }
            parts.finish();
            assert_eq!(parts, whole, "{cut}");
        }
    }
}
