//! Counts the codes in the messages of logs. The grammar of the knowledge base decides what a code is.

use std::collections::BTreeMap;

use knowledge::spelling::scan;
use spelling::name_after;

/// How many different codes are counted per file; the others are counted together.
const MOST: usize = 4096;

/// How often each code was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CodeTally {
    /// The number of entries with the code, and in how many of them evidence marks it as no failure.
    pub(crate) counts: BTreeMap<u32, (u64, u64)>,
    /// The number of entries with codes beyond the limit.
    pub(crate) more: u64,
    /// The names that the log gives to codes without a name in the knowledge base; the first in alphabetical order.
    pub(crate) names: BTreeMap<u32, Box<str>>,
}

impl CodeTally {
    /// Counts the codes of one entry, including the code `captured` by its evidence, and calls `seen` once per code.
    /// `is_benign` marks the codes as no failures.
    pub(crate) fn add(
        &mut self,
        message: &[u8],
        captured: Option<u32>,
        is_benign: bool,
        mut seen: impl FnMut(u32),
    ) {
        let mut last = None;
        let mut captured = captured.filter(|&code| code >> 31 == 1);
        for (code, end) in scan(message) {
            // The same code follows in decimal: `0x80070643 (-2147023293)`.
            if last.replace(code) != Some(code) {
                self.add_many(code, (1, u64::from(is_benign)));
                seen(code);
            }
            captured = captured.filter(|&captured| captured != code);
            if let Some(name) = name_after(message, end) {
                self.name(code, &message[name]);
            }
        }
        if let Some(code) = captured {
            self.add_many(code, (1, u64::from(is_benign)));
            seen(code);
        }
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

    fn add_many(&mut self, code: u32, count: (u64, u64)) {
        if self.counts.len() >= MOST && !self.counts.contains_key(&code) {
            self.more += count.0;
            return;
        }
        let counts = self.counts.entry(code).or_default();
        counts.0 += count.0;
        counts.1 += count.1;
    }

    /// Adds the counts of another stretch of the same file.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (&code, &count) in &other.counts {
            self.add_many(code, count);
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
            tally.add(message.as_bytes(), captured, false, |_| {});
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
        check(&["flags 0x80000000"], None, &[]);
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
