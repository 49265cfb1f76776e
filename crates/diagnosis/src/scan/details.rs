//! Details: failing codes in lines that are no results, grouped by code, line and process.
//!
//! Healthy logs hold thousands of them, so of each group only the newest lines are kept. What is kept does not depend
//! on how the file was cut into blocks: where a limit is passed the order of the keys decides.

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
    /// How many lines are of groups beyond the limit.
    pub(crate) more: u64,
}

/// What lines have in common that say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DetailKey {
    /// The code.
    pub(crate) code: u32,
    /// The words of the line, without its numbers and names.
    shape: u64,
    /// The process.
    process: u32,
}

/// Lines that say the same of one code.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DetailGroup {
    /// How many there are.
    pub(crate) count: u64,
    /// In how many of them evidence or a moment says that the code is no failure.
    pub(crate) benign: u64,
    /// The newest of them, oldest first.
    pub(crate) newest: VecDeque<Sighting>,
}

/// So many groups are distinguished in one file.
const MOST_GROUPS: usize = 512;

/// So many lines of a group are kept.
const MOST_KEPT: usize = 64;

/// How many bytes of a line are quoted.
const QUOTED: usize = 1024;

impl DetailTally {
    /// Takes an entry that names this failing code; `lines` are before the stretch that it is in.
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

    /// Adds what a later stretch of the same file holds.
    pub(crate) fn merge(&mut self, later: Self) {
        for (key, group) in later.groups {
            self.groups.entry(key).or_default().merge(group);
        }
        self.more += later.more;
        self.limit();
    }

    /// Moves all lines down by so many that are before them.
    pub(crate) fn move_down(&mut self, lines: u64) {
        let kept = self.groups.values_mut().flat_map(|group| &mut group.newest);
        kept.for_each(|sighting| sighting.quote.line += lines);
    }

    /// Bytes it takes in memory, without the tree's own.
    pub(crate) fn bytes_kept(&self) -> usize {
        self.groups.values().flat_map(|group| &group.newest).map(Sighting::bytes_kept).sum()
    }

    /// The lowest keys stay, so that no order of blocks can leave another set.
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

/// So many bytes of a message say which line of the program wrote it.
const SHAPED: usize = 128;

/// A hash of the first words of a message. Whatever holds a digit differs from line to line: numbers, GUIDs, versions.
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
