//! Finds which literals of a set are in a message, and skips the parts that cannot contain any.
//!
//! The literals of evidence are long, and most messages contain none. A window as long as the shortest literal slides
//! over the message. The three bytes at its end decide how far it can jump: by its full length if no literal has these
//! bytes, which is nearly always the case (the algorithm of Wu and Manber, 1994). An automaton would read every byte.

use crate::sort;

/// A set of literals.
#[derive(Debug, Default)]
pub(crate) struct Literals {
    all: Vec<&'static [u8]>,
    /// The length of the window: that of the shortest literal.
    window: usize,
    /// For the three bytes at the end of the window, by their hash: how far it can jump, or, from [`STOP`] on, where
    /// the literals with this end begin in `ends`.
    steps: Vec<u16>,
    /// The literals by the hash of the three bytes that the window ends with.
    ends: Vec<WindowEnd>,
}

/// A literal whose window can end at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct WindowEnd {
    hash: u16,
    literal: u16,
    /// Its first bytes: they decide most positions that a hash finds.
    head: [u8; HEAD],
}

/// How many bits a hash has.
const HASH_BITS: u32 = 13;

/// A longer window would not jump farther in practice.
const LONGEST_WINDOW: usize = 64;

/// Steps below this are jumps.
const STOP: u16 = LONGEST_WINDOW as u16;

/// No literal is shorter; the build checks that they have at least six bytes.
const HEAD: usize = 4;

fn hash([a, b, c]: [u8; 3]) -> usize {
    // The golden ratio spreads the letters of words, which differ in few bits, over all of the table.
    (u32::from_le_bytes([a, b, c, 0]).wrapping_mul(0x9E37_79B1) >> (u32::BITS - HASH_BITS)) as usize
}

impl Literals {
    /// The set of these literals, each four bytes or longer.
    pub(crate) fn new(all: Vec<&'static [u8]>) -> Self {
        let window = all.iter().map(|literal| literal.len()).min().unwrap_or(0).min(LONGEST_WINDOW);
        if window < HEAD {
            return Self::default();
        }
        let mut steps = vec![(window - 2) as u16; 1 << HASH_BITS];
        let mut ends = Vec::new();
        for (number, literal) in all.iter().enumerate() {
            let three = literal[..window].windows(3).map(|three| hash([three[0], three[1], three[2]]));
            for (before, hash) in three.rev().enumerate() {
                steps[hash] = steps[hash].min(before as u16);
                if before == 0 {
                    let head = literal.first_chunk().copied().unwrap_or_default();
                    ends.push(WindowEnd { hash: hash as u16, literal: number as u16, head });
                }
            }
        }
        sort::by(&mut ends, Ord::cmp);
        for (place, end) in ends.iter().enumerate().rev() {
            steps[usize::from(end.hash)] = STOP + place as u16;
        }
        Self { all, window, steps, ends }
    }

    /// Calls `found` with the number and the position of every literal in the message, in their order.
    pub(crate) fn find(&self, message: &[u8], mut found: impl FnMut(usize, usize)) {
        if self.window == 0 {
            return;
        }
        let mut end = self.window - 1;
        while let Some(&three) = message.get(end - 2..=end).and_then(|three| three.first_chunk()) {
            let hash = hash(three);
            let step = self.steps[hash];
            if step < STOP {
                end += usize::from(step);
                continue;
            }
            let rest = &message[end + 1 - self.window..];
            for known in self.ends[usize::from(step - STOP)..]
                .iter()
                .take_while(|known| usize::from(known.hash) == hash)
                .filter(|known| rest.starts_with(&known.head))
            {
                if rest.starts_with(self.all[usize::from(known.literal)]) {
                    found(usize::from(known.literal), end + 1 - self.window);
                }
            }
            end += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(literals: &[&'static str], message: &str) {
        let set = Literals::new(literals.iter().map(|literal| literal.as_bytes()).collect());
        let mut found = Vec::new();
        set.find(message.as_bytes(), |number, at| found.push((at, number)));
        let mut expected: Vec<(usize, usize)> = Vec::new();
        for (number, literal) in literals.iter().enumerate() {
            let holds = |at: &usize| message.as_bytes()[*at..].starts_with(literal.as_bytes());
            expected.extend((0..message.len()).filter(holds).map(|at| (at, number)));
        }
        crate::sort::by(&mut expected, Ord::cmp);
        crate::sort::by(&mut found, Ord::cmp);
        assert_eq!(found, expected, "{literals:?} in {message}");
    }

    #[test]
    fn finds_everything_that_a_plain_search_finds() {
        check(
            &["Scan failed", "Scan failed with error"],
            "OnSearch: Scan failed with error = 1. Scan failed",
        );
        check(&["aaaaaa"], "aaaaaaaaa");
        check(&["abcdef", "cdefgh"], "xabcdefghx abcdef");
        check(&["abcdef"], "abcde");
        check(&["abcdef"], "");
        check(&[], "abcdef");
        let all: Vec<&'static str> = knowledge::all_evidence()
            .iter()
            .flat_map(|one| knowledge::pattern(one).literals)
            .copied()
            .collect();
        for evidence in knowledge::all_evidence() {
            for sample in knowledge::evidence_samples(evidence.index) {
                check(&all, sample);
            }
        }
    }
}
