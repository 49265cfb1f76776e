//! Finds which literals of a set are in a message, and skips the parts that cannot contain any.
//!
//! The literals of evidence are long, and most messages contain none. A window as long as the shortest literal slides
//! over the message. The four bytes at its end decide how far it can jump: by nearly its full length if no literal has
//! these bytes, which is nearly always the case (the algorithm of Wu and Manber, 1994). An automaton would read every
//! byte.

use crate::sort;

/// A set of literals.
#[derive(Debug, Default)]
pub(crate) struct Literals {
    /// The length of the window: that of the shortest literal.
    window: usize,
    /// For the four bytes at the end of the window, by their hash: how far it can jump, or, from [`STOP`] on, where
    /// the literals with this end begin in `ends`.
    steps: Vec<u16>,
    /// The literals by the hash of the four bytes that their window ends with.
    ends: Vec<WindowEnd>,
}

/// A literal whose window can end at a position.
#[derive(Clone, Copy, Debug)]
struct WindowEnd {
    hash: u16,
    /// The bytes at both ends of its window: they decide nearly every position that a hash finds.
    edges: [[u8; BLOCK]; 2],
    number: u16,
    literal: &'static [u8],
}

/// How many bytes at the end of a window are looked at. No literal is shorter; the build checks that they have at least
/// six bytes.
const BLOCK: usize = 4;

/// How many bits a hash has.
const HASH_BITS: u32 = 13;

/// A longer window would not jump farther in practice.
const LONGEST_WINDOW: usize = 64;

/// Steps below this are jumps.
const STOP: u16 = LONGEST_WINDOW as u16;

fn hash(block: [u8; BLOCK]) -> usize {
    // The golden ratio spreads the letters of words, which differ in few bits, over all of the table.
    (u32::from_le_bytes(block).wrapping_mul(0x9E37_79B1) >> (u32::BITS - HASH_BITS)) as usize
}

impl Literals {
    /// The set of these literals, each four bytes or longer.
    pub(crate) fn new(all: &[&'static [u8]]) -> Self {
        let window = all.iter().map(|literal| literal.len()).min().unwrap_or(0).min(LONGEST_WINDOW);
        if window < BLOCK {
            return Self::default();
        }
        let mut steps = vec![(window - BLOCK + 1) as u16; 1 << HASH_BITS];
        let mut ends = Vec::new();
        for (number, &literal) in all.iter().enumerate() {
            for (before, block) in literal[..window].windows(BLOCK).rev().enumerate() {
                let Some(&block) = block.first_chunk() else { continue };
                let hash = hash(block);
                steps[hash] = steps[hash].min(before as u16);
                if let (0, Some(&head)) = (before, literal.first_chunk()) {
                    ends.push(WindowEnd {
                        hash: hash as u16,
                        edges: [head, block],
                        number: number as u16,
                        literal,
                    });
                }
            }
        }
        sort::by_key(&mut ends, |end| end.hash);
        for (place, end) in ends.iter().enumerate().rev() {
            steps[usize::from(end.hash)] = STOP + place as u16;
        }
        Self { window, steps, ends }
    }

    /// Calls `found` with the number and the position of every literal in the message, in their order.
    pub(crate) fn find(&self, message: &[u8], mut found: impl FnMut(usize, usize)) {
        if self.window == 0 {
            return;
        }
        let mut start = 0;
        while let Some(window) = message.get(start..start + self.window)
            && let (Some(&head), Some(&block)) = (window.first_chunk(), window.last_chunk())
        {
            let hash = hash(block);
            let step = self.steps[hash];
            if step < STOP {
                start += usize::from(step);
                continue;
            }
            let ends = self.ends[usize::from(step - STOP)..].iter();
            for end in ends.take_while(|end| usize::from(end.hash) == hash) {
                if end.edges == [head, block] && message[start..].starts_with(end.literal) {
                    found(usize::from(end.number), start);
                }
            }
            start += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(literals: &[&'static str], message: &str) {
        let set = Literals::new(&literals.iter().map(|literal| literal.as_bytes()).collect::<Vec<_>>());
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
