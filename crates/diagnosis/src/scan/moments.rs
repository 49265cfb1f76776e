//! The events on the machine in the lines of a file: for each kind the newest lines; the others are counted.
//!
//! The result does not depend on how the file was split into blocks: the newest line is the one furthest down.

use std::collections::{BTreeMap, VecDeque};

use knowledge::MomentKind;
use knowledge::spelling::captured;
use logfile::Entry;

use crate::scan::captures::Captures;
use crate::scan::quote::Quote;
use crate::scan::sighting::Places;

/// The events in the lines of a file, by the index of their kind among all moments.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MomentTally {
    kinds: BTreeMap<usize, MomentLines>,
}

/// The lines of one kind, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MomentLines {
    /// The newest lines.
    pub(crate) lines: VecDeque<MomentLine>,
    /// The number of earlier lines.
    pub(crate) more: u64,
}

/// A line that reports an event.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MomentLine {
    /// Its subject; empty if it names none.
    pub(crate) subject: Box<str>,
    /// The title of the subject, if it has one.
    pub(crate) title: Box<str>,
    /// The code in the line.
    pub(crate) code: Option<u32>,
    /// The line.
    pub(crate) quote: Quote,
}

/// The maximum number of lines kept per kind and file.
pub(crate) const MOST_LINES: usize = 1000;

/// The maximum number of bytes quoted per line and kept per captured value.
const QUOTED: usize = 512;

impl MomentTally {
    /// Adds an entry of the kind at an index among all moments. Its pattern captured the values at these positions of
    /// the message.
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

    /// Shifts all line numbers by the number of lines before the stretch.
    pub(crate) fn move_down(&mut self, lines: u64) {
        self.kinds.values_mut().flat_map(|kind| &mut kind.lines).for_each(|line| line.quote.line += lines);
    }

    /// Adds the events of a later stretch of the same file.
    pub(crate) fn append(&mut self, later: Self) {
        for (at, kind) in later.kinds {
            let known = self.kinds.entry(at).or_default();
            known.more += kind.more;
            kind.lines.into_iter().for_each(|line| known.take(line));
        }
    }

    /// The kinds that occurred, each with its index among all moments.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (usize, &MomentLines)> {
        self.kinds.iter().map(|(at, kind)| (*at, kind))
    }

    /// Its size in memory in bytes, without the tree itself.
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
