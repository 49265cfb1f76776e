//! What the lines of a file say happened on the machine: of each kind the newest, the others counted.
//!
//! What is kept does not depend on how the file was cut into blocks: the newest line is the one furthest down.

use std::collections::{BTreeMap, VecDeque};

use knowledge::MomentKind;
use knowledge::spelling::captured;
use logfile::Entry;

use crate::scan::captures::Captures;
use crate::scan::quote::Quote;
use crate::scan::sighting::Places;

/// What the lines of a file say happened, by the place of its kind among all moments.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MomentTally {
    kinds: BTreeMap<usize, MomentLines>,
}

/// The lines of one kind, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MomentLines {
    /// The newest.
    pub(crate) lines: VecDeque<MomentLine>,
    /// How many are before them.
    pub(crate) more: u64,
}

/// A line that says what happened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MomentLine {
    /// Whom it is about; empty where it names nobody.
    pub(crate) subject: Box<str>,
    /// The title of that, where it has one.
    pub(crate) title: Box<str>,
    /// The code it names.
    pub(crate) code: Option<u32>,
    /// The line.
    pub(crate) quote: Quote,
}

/// So many lines of one kind are kept of a file.
pub(crate) const MOST_LINES: usize = 1000;

/// How many bytes of a line are quoted, and at most of a captured value kept.
const QUOTED: usize = 512;

impl MomentTally {
    /// Takes an entry that is of the kind at a place among all moments, whose pattern captured the values at these
    /// places of the message.
    pub(crate) fn add(
        &mut self,
        at: usize,
        moment: &MomentKind,
        entry: &Entry<'_>,
        lines: u64,
        places: &Places,
    ) {
        let captures = Captures { pattern: &moment.pattern, places, entry, most: QUOTED };
        let line = MomentLine {
            subject: captures.text("subject").unwrap_or_else(|| moment.subject.to_owned()).into(),
            title: captures.text("title").unwrap_or_default().into(),
            code: captures.text("code").and_then(|code| captured(&code)),
            quote: captures.quote(lines),
        };
        self.kinds.entry(at).or_default().take(line);
    }

    /// Moves all lines down by so many that are before them.
    pub(crate) fn move_down(&mut self, lines: u64) {
        self.kinds.values_mut().flat_map(|kind| &mut kind.lines).for_each(|line| line.quote.line += lines);
    }

    /// Adds what a later stretch of the same file says.
    pub(crate) fn append(&mut self, later: Self) {
        for (at, kind) in later.kinds {
            let known = self.kinds.entry(at).or_default();
            known.more += kind.more;
            kind.lines.into_iter().for_each(|line| known.take(line));
        }
    }

    /// The kinds that were seen, each with its place among all moments.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (usize, &MomentLines)> {
        self.kinds.iter().map(|(at, kind)| (*at, kind))
    }

    /// Bytes it takes in memory, without the tree's own.
    pub(crate) fn bytes_kept(&self) -> usize {
        let bytes = |line: &MomentLine| {
            size_of::<MomentLine>() + line.subject.len() + line.title.len() + line.quote.text_bytes()
        };
        self.kinds.values().flat_map(|kind| &kind.lines).map(bytes).sum()
    }
}

impl MomentLines {
    fn take(&mut self, line: MomentLine) {
        self.lines.push_back(line);
        if self.lines.len() > MOST_LINES {
            self.lines.pop_front();
            self.more += 1;
        }
    }
}
