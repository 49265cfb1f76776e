//! Finds which of a set of literals are in a message, and skips what can be in none of them.
//!
//! The literals of evidence are long, and most messages hold none. So a window as long as the shortest literal slides
//! over the message, and the three bytes at its end say how far it may jump: by its whole length where no literal has
//! these bytes, which is nearly always (the algorithm of Wu and Manber, 1994). An automaton would look at every byte.

use crate::sort;

/// A set of literals.
#[derive(Debug, Default)]
pub(crate) struct Literals {
    all: Vec<&'static [u8]>,
    /// The length of the window: that of the shortest literal.
    window: usize,
    /// How far the window may jump, by the hash of the three bytes at its end; 0 where a literal may be in it.
    jumps: Vec<u8>,
    /// The literals whose window ends with these three bytes: (hash, literal), sorted.
    ends: Vec<(u16, u16)>,
}

/// How many hashes there are.
const HASHES: usize = 4096;

/// A window need not be longer to jump far enough.
const LONGEST_WINDOW: usize = 64;

fn hash(three: [u8; 3]) -> usize {
    let [a, b, c] = three.map(usize::from);
    (a ^ (b << 3) ^ (c << 6)) % HASHES
}

impl Literals {
    /// The set of these literals, each three bytes or longer.
    pub(crate) fn new(all: Vec<&'static [u8]>) -> Self {
        let window = all.iter().map(|literal| literal.len()).min().unwrap_or(0).min(LONGEST_WINDOW);
        if window < 3 {
            return Self::default();
        }
        let mut jumps = vec![(window - 2) as u8; HASHES];
        let mut ends = Vec::new();
        for (number, literal) in all.iter().enumerate() {
            for at in 2..window {
                let hash = hash([literal[at - 2], literal[at - 1], literal[at]]);
                jumps[hash] = jumps[hash].min((window - 1 - at) as u8);
                if at == window - 1 {
                    ends.push((hash as u16, number as u16));
                }
            }
        }
        sort::by(&mut ends, Ord::cmp);
        Self { all, window, jumps, ends }
    }

    /// Calls `found` with the number and the place of every literal in the message, in their order.
    pub(crate) fn find(&self, message: &[u8], mut found: impl FnMut(usize, usize)) {
        if self.window == 0 {
            return;
        }
        let mut end = self.window - 1;
        while let Some(&[a, b, c]) = message.get(end - 2..=end).and_then(|three| three.first_chunk()) {
            let hash = hash([a, b, c]);
            let jump = usize::from(self.jumps[hash]);
            if jump > 0 {
                end += jump;
                continue;
            }
            let start = end + 1 - self.window;
            let from = self.ends.partition_point(|&(known, _)| usize::from(known) < hash);
            for &(_, number) in self.ends[from..].iter().take_while(|&&(known, _)| usize::from(known) == hash)
            {
                if message[start..].starts_with(self.all[usize::from(number)]) {
                    found(usize::from(number), start);
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
    fn finds_all_that_a_plain_search_finds() {
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
