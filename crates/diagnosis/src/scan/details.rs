//! Details: failing codes in lines that are not results, grouped by code, line, and process.
//!
//! Healthy logs contain thousands of them, so only the newest lines of each group are kept. The order of the keys
//! decides what is kept at a limit, so the result does not depend on how the file was split into blocks.

use std::collections::{BTreeMap, VecDeque};

use basics::fnv64;
use logfile::Entry;

use crate::scan::quote::Quote;
use crate::scan::sighting::Sighting;

/// The failing codes of a file that no result names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DetailTally {
    /// By code, line and process.
    pub(crate) groups: BTreeMap<DetailKey, DetailGroup>,
    /// The number of lines in groups beyond the limit.
    pub(crate) more: u64,
}

/// The properties that equivalent lines share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DetailKey {
    /// The code.
    pub(crate) code: u32,
    /// The words of the line, without its numbers and names.
    shape: u64,
    /// The process.
    process: u32,
}

/// Equivalent lines with the same code.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DetailGroup {
    /// The number of lines.
    pub(crate) count: u64,
    /// In how many of them evidence or a moment marks the code as no failure.
    pub(crate) benign: u64,
    /// The newest lines, oldest first.
    pub(crate) newest: VecDeque<Sighting>,
}

/// The maximum number of groups per file.
const MOST_GROUPS: usize = 512;

/// The maximum number of lines kept per group.
const MOST_KEPT: usize = 64;

/// The maximum number of bytes quoted per line.
const QUOTED: usize = 1024;

impl DetailTally {
    /// Adds an entry that names this failing code; `lines` is the number of lines before its stretch.
    pub(crate) fn add(&mut self, code: u32, is_benign: bool, entry: &Entry<'_>, lines: u64) {
        let key = DetailKey { code, shape: shape_of(entry.message()), process: entry.process };
        let group = self.groups.entry(key).or_default();
        let (quote, _) = Quote::new(entry, lines, QUOTED, group.newest.back().and_then(Sighting::shared));
        group.count += 1;
        group.benign += u64::from(is_benign);
        if group.newest.len() == MOST_KEPT {
            group.newest.pop_front();
        }
        group.newest.push_back(Sighting::of_detail(quote, (entry.process, entry.thread)));
        self.limit();
    }

    /// Adds the details of a later stretch of the same file.
    pub(crate) fn merge(&mut self, later: Self) {
        for (key, group) in later.groups {
            self.groups.entry(key).or_default().merge(group);
        }
        self.more += later.more;
        self.limit();
    }

    /// Shifts all line numbers by the number of lines before the stretch.
    pub(crate) fn move_down(&mut self, lines: u64) {
        let kept = self.groups.values_mut().flat_map(|group| &mut group.newest);
        kept.for_each(|sighting| sighting.quote.line += lines);
    }

    /// Its size in memory in bytes, without the tree itself.
    pub(crate) fn bytes_kept(&self) -> usize {
        self.groups.values().flat_map(|group| &group.newest).map(Sighting::bytes_kept).sum()
    }

    /// Keeps the lowest keys, so that the order of the blocks does not matter.
    fn limit(&mut self) {
        while self.groups.len() > MOST_GROUPS {
            self.more += self.groups.pop_last().map_or(0, |(_, group)| group.count);
        }
    }
}

impl DetailGroup {
    fn merge(&mut self, later: Self) {
        self.count += later.count;
        self.benign += later.benign;
        self.newest.extend(later.newest);
        let gone = self.newest.len().saturating_sub(MOST_KEPT);
        self.newest.drain(..gone);
    }
}

/// How many bytes of a message identify the program line that wrote it.
const SHAPED: usize = 128;

/// A hash of the first words of a message. Words with a digit are skipped because they differ from line to line:
/// numbers, GUIDs, versions.
fn shape_of(message: &[u8]) -> u64 {
    let beginning = &message[..message.len().min(SHAPED)];
    let words = beginning.split(|byte| !byte.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && !word.iter().any(u8::is_ascii_digit));
    fnv64(words.flat_map(|word| word.iter().copied().chain([b' '])))
}

#[cfg(test)]
mod tests {
    use super::shape_of;

    fn check(a: &str, b: &str, are_alike: bool) {
        assert_eq!(shape_of(a.as_bytes()) == shape_of(b.as_bytes()), are_alike, "{a} and {b}");
    }

    #[test]
    fn numbers_and_ids_make_no_difference() {
        check("*FAILED* [80246007] GetProgress for 12", "*FAILED* [80246007] GetProgress for 7", true);
        check(
            "update {505FDA07-B4F3-45FB-83D9-8642554E2773}.200 failed",
            "update {1C0FDA07-B4F3-45FB-83D9-8642554E2770}.1 failed",
            true,
        );
        check("Send failed with 0x80072EE2", "Receive failed with 0x80072EE2", false);
    }
}
