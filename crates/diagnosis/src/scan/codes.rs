//! Counts the codes in the messages of logs, and keeps their newest lines. The grammar of the knowledge base decides
//! what a code is.

use std::collections::{BTreeMap, VecDeque};

use knowledge::spelling::scan;
use spelling::name_after;

/// How many different codes are counted per file; the others are counted together.
const MOST: usize = 4096;

/// How many lines are kept per file and code.
pub(crate) const MOST_LINES: usize = 50;

/// How often each code was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CodeTally {
    /// The number of entries with the code, and in how many of them evidence marks it as no failure.
    pub(crate) counts: BTreeMap<u32, (u64, u64)>,
    /// The lines on which the newest entries with each code begin, oldest first.
    pub(crate) newest: BTreeMap<u32, VecDeque<u64>>,
    /// The number of entries with codes beyond the limit.
    pub(crate) more: u64,
    /// The names that the log gives to codes without a name in the knowledge base; the first in alphabetical order.
    pub(crate) names: BTreeMap<u32, Box<str>>,
}

impl CodeTally {
    /// Counts the codes of one entry that begins on this line, including the code `captured` by its evidence, and calls
    /// `seen` once per code. `is_benign` marks the codes as no failures.
    pub(crate) fn add(
        &mut self,
        message: &[u8],
        captured: Option<u32>,
        is_benign: bool,
        line: u64,
        mut seen: impl FnMut(u32),
    ) {
        let mut last = None;
        let mut captured = captured.filter(|&code| code >> 31 == 1);
        for (code, end) in scan(message) {
            // The same code follows in decimal: `0x80070643 (-2147023293)`.
            if last.replace(code) != Some(code) {
                self.add_many(code, (1, u64::from(is_benign)), [line]);
                seen(code);
            }
            captured = captured.filter(|&captured| captured != code);
            if let Some(name) = name_after(message, end) {
                self.name(code, &message[name]);
            }
        }
        if let Some(code) = captured {
            self.add_many(code, (1, u64::from(is_benign)), [line]);
            seen(code);
        }
    }

    /// Shifts all line numbers by the number of lines before the stretch.
    pub(crate) fn move_down(&mut self, lines: u64) {
        self.newest.values_mut().flatten().for_each(|line| *line += lines);
    }

    /// The size of its lines in memory in bytes, without the tree itself.
    pub(crate) fn bytes_kept(&self) -> usize {
        self.newest.values().map(|lines| size_of::<u64>() * lines.capacity()).sum()
    }

    fn name(&mut self, code: u32, name: &[u8]) {
        if knowledge::code(code).is_some_and(|code| !code.symbols.is_empty()) {
            return;
        }
        if let Ok(name) = std::str::from_utf8(name) {
            self.take_name(code, name);
        }
    }

    fn take_name(&mut self, code: u32, name: &str) {
        if self.names.get(&code).is_none_or(|known| name < &**known) && self.names.len() < MOST {
            self.names.insert(code, name.into());
        }
    }

    /// Adds entries that are below all others with this code: their number, and the newest lines of them.
    fn add_many(&mut self, code: u32, count: (u64, u64), lines: impl IntoIterator<Item = u64>) {
        if self.counts.len() >= MOST && !self.counts.contains_key(&code) {
            self.more += count.0;
            return;
        }
        let counts = self.counts.entry(code).or_default();
        counts.0 += count.0;
        counts.1 += count.1;
        let newest = self.newest.entry(code).or_default();
        for line in lines {
            // An entry can name a code, another one, and the first again.
            if newest.back() != Some(&line) {
                newest.push_back(line);
            }
        }
        let gone = newest.len().saturating_sub(MOST_LINES);
        newest.drain(..gone);
    }

    /// Adds the counts of a later stretch of the same file.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (&code, &count) in &other.counts {
            self.add_many(code, count, other.newest.get(&code).into_iter().flatten().copied());
        }
        self.more += other.more;
        for (&code, name) in &other.names {
            self.take_name(code, name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The counts in some entries: code, number of entries, and the name that the log gives it.
    fn check(messages: &[&str], captured: Option<u32>, expected: &[(u32, u64, &str)]) {
        let mut tally = CodeTally::default();
        for message in messages {
            tally.add(message.as_bytes(), captured, false, 1, |_| {});
        }
        let name = |code| tally.names.get(code).map_or("", |name| &**name);
        let found: Vec<_> =
            tally.counts.iter().map(|(code, &(count, _))| (*code, count, name(code))).collect();
        assert_eq!(found, expected, "{messages:?}");
    }

    #[test]
    fn an_entry_counts_a_code_once() {
        check(&["0x80070643 (-2147023293)", "hr=80070643"], None, &[(0x8007_0643, 2, "")]);
        check(&["0x80244022 and 0x87d00692"], None, &[(0x8024_4022, 1, ""), (0x87D0_0692, 1, "")]);
        check(&["flags 0x80000000", "error 0x80070000"], None, &[]);
    }

    #[test]
    fn the_newest_lines_of_a_code_are_kept() {
        let (mut tally, mut later) = (CodeTally::default(), CodeTally::default());
        for line in 1..=40 {
            tally.add(b"hr=0x80070643, 0x80244022 (0x80070643)", None, false, line, |_| {});
            later.add(b"hr=0x80070643", None, false, line, |_| {});
        }
        later.move_down(40);
        tally.merge(&later);
        let lines = |code| tally.newest.get(&code).map(|lines| (lines.len(), lines.front(), lines.back()));
        assert_eq!(lines(0x8007_0643), Some((MOST_LINES, Some(&31), Some(&80))));
        assert_eq!(lines(0x8024_4022), Some((40, Some(&1), Some(&40))));
        assert_eq!(lines(0x8024_4023), None);
    }

    #[test]
    fn a_small_number_counts_if_evidence_captured_it() {
        check(&["MainEngineThread is returning 1603"], Some(0x8007_0643), &[(0x8007_0643, 1, "")]);
        check(&["Error = 0x80070643"], Some(0x8007_0643), &[(0x8007_0643, 1, "")]);
        check(&["Exit code = 0x00000000"], Some(0), &[]);
    }

    #[test]
    fn the_log_names_codes_that_the_knowledge_does_not_name() {
        check(
            &["[HRESULT = 0x8fff0970 - CBS_E_UNKNOWN]", "[HRESULT = 0x8fff0970 - CBS_E_ALIAS]"],
            None,
            &[(0x8FFF_0970, 2, "CBS_E_ALIAS")],
        );
        check(&["0x80244022 - NOT_ITS_NAME"], None, &[(0x8024_4022, 1, "")]);
    }
}
