//! Which lines a file holds, as hashes: to know a copy of it, whatever its encoding and its line ends.
//!
//! Of a file of up to [`MOST`] lines the hashes of all lines are kept, so a comparison is exact (but for two lines that
//! share a hash of 64 bits). Of a longer one a sample is kept, chosen by the hashes alone: every second line, every
//! fourth, and so on; a short file is compared with the first lines of a longer one, of which all are kept. Nothing
//! here depends on how the file was cut into blocks.

use logfile::Entry;

use crate::sort;

/// How many hashes of one file are kept: 64 kB.
const MOST: usize = 8192;

/// How many lines at the beginning of a file are all kept: 8 kB.
const HEAD: usize = 1024;

/// How many lines of a sample must be compared for it to say something.
const FEWEST: usize = 8;

/// The lines of a file, or of a stretch of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct LineHashes {
    /// The hashes of the lines whose lowest `level` bits are 0; the same line twice is kept twice.
    kept: Vec<u64>,
    /// One line of two to the power of this is kept.
    level: u32,
    /// How many lines there are, blank ones left out.
    pub(crate) count: u64,
    /// The sum of all hashes: two files of one sum hold the same lines.
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

    /// Takes what comes behind it in the file.
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

    /// Nothing more comes: from now on it can be compared.
    pub(crate) fn finish(&mut self) {
        sort::by(&mut self.kept, Ord::cmp);
        self.kept.shrink_to_fit();
        self.head.shrink_to_fit();
    }

    /// Whether both hold the same lines.
    pub(crate) fn equals(&self, other: &Self) -> bool {
        (self.count, self.sum) == (other.count, other.sum)
    }

    /// Whether every line is kept.
    pub(crate) fn is_exact(&self) -> bool {
        self.level == 0
    }

    /// The hashes of all lines but those that may be parts of lines; none where not every line is kept.
    pub(crate) fn whole_lines(&self, torn: [bool; 2]) -> Option<impl Iterator<Item = u64> + '_> {
        let first = self.head.first().copied().filter(|_| torn[0]);
        let last = self.last.filter(|_| torn[1]);
        let is_whole = move |hash: &u64| Some(*hash) != first && Some(*hash) != last;
        self.is_exact().then(|| self.kept.iter().copied().filter(is_whole))
    }

    /// Whether all lines are lines of `other` too, as often as they are here. `torn` says whether the first and the
    /// last line may be parts of lines, which are not looked for.
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

    /// Whether all its lines are the first ones of `other`; its last one may be part of a line.
    fn begins(&self, other: &Self, is_torn: bool) -> bool {
        let most = self.count.saturating_sub(u64::from(is_torn));
        let lines = self.head.get(..most as usize).unwrap_or_default();
        !lines.is_empty() && self.count <= HEAD as u64 && other.head.starts_with(lines)
    }

    /// Whether a good part of the lines of the shorter file are in the other one too: a quarter of those compared.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let mask = self.mask().max(other.mask());
        let compared = |contents: &Self| contents.kept.iter().filter(|&hash| hash & mask == 0).count();
        let is_there = |hash: &&u64| other.kept.binary_search(hash).is_ok();
        let shared = self.kept.iter().filter(|&hash| hash & mask == 0).filter(is_there).count();
        shared >= FEWEST && shared * 4 >= compared(self).min(compared(other))
    }

    /// Bytes that it takes in memory.
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

/// A hash of a line, eight bytes at a time: each step, and the end, is one that no two states share.
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

    /// Whether the lines of one range are all within another, and the other way round.
    fn check(a: std::ops::Range<u32>, b: std::ops::Range<u32>, expected: [bool; 2]) {
        let (one, other) = (contents(a.clone()), contents(b.clone()));
        let none = [false; 2];
        assert_eq!([one.is_within(&other, none), other.is_within(&one, none)], expected, "{a:?} {b:?}");
    }

    #[test]
    fn what_has_a_line_that_the_other_lacks_is_not_within_it() {
        check(0..10, 0..10, [true, true]);
        check(0..10, 0..20, [true, false]);
        check(5..10, 0..20, [true, false]);
        check(0..10, 5..20, [false, false]);
        check(0..10, 30..50, [false, false]);
        check(0..0, 0..10, [false, false]);
    }

    #[test]
    fn files_overlap_that_share_a_quarter_of_their_lines() {
        let overlap = |a: std::ops::Range<u32>, b: std::ops::Range<u32>| contents(a).overlaps(&contents(b));
        assert!(
            overlap(0..100, 50..150) && overlap(0..100_000, 50_000..150_000) && overlap(0..100, 75..1_000)
        );
        assert!(!overlap(0..100, 90..190) && !overlap(0..100, 100..200) && !overlap(0..4, 0..4));
    }

    #[test]
    fn of_long_files_samples_are_compared() {
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
    fn a_line_counts_as_often_as_it_is_there() {
        let twice = contents([1, 1].into_iter());
        let once = contents([1, 2, 3].into_iter());
        assert!(!twice.is_within(&once, [false; 2]));
        assert!(twice.is_within(&once, [true, false]), "the first may be part of a line");
        assert!(!contents([1].into_iter()).is_within(&once, [true, false]), "a torn line alone says nothing");
    }

    #[test]
    fn however_a_file_is_cut_its_sample_is_the_same() {
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
