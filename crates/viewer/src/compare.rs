//! Two sequences of entries side by side: what both have, and what only one has.

use std::ops::Range;

use basics::fnv64;

use crate::diff::common;
use crate::row::Row;
use crate::template::template;

/// The most rows of each side that are compared.
pub const MOST_COMPARED: usize = 20_000;

/// One side of a comparison. Rows can be added in pieces, and are not kept.
#[derive(Clone, Debug, Default)]
pub struct Side {
    templates: Vec<u64>,
    texts: Vec<u64>,
}

impl Side {
    /// Adds a row, and returns whether it is compared: those after [`MOST_COMPARED`] are not.
    pub fn add(&mut self, row: &Row) -> bool {
        let is_room = self.templates.len() < MOST_COMPARED;
        if is_room {
            let hash = |text: &str| fnv64(row.component.bytes().chain([0]).chain(text.bytes()));
            self.templates.push(hash(&template(&row.text)));
            self.texts.push(hash(&row.text));
        }
        is_room
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.templates.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.templates.is_empty()
    }
}

/// A stretch of a comparison. The numbers are those of the rows in the order they were added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hunk {
    /// Rows that both sides have, in pairs.
    Both {
        /// Those of the left side.
        left: Range<usize>,
        /// Those of the right side, as many.
        right: Range<usize>,
        /// The pairs, by their place in the stretch, whose numbers or names differ.
        changed: Vec<usize>,
    },
    /// Rows that only one side has, in the same place. One of the two may be empty.
    Apart {
        /// Those of the left side.
        left: Range<usize>,
        /// Those of the right side.
        right: Range<usize>,
    },
}

/// Two sequences of entries, aligned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// All rows of both sides, in their order.
    pub hunks: Vec<Hunk>,
}

impl Comparison {
    /// The first stretch in which the sides differ.
    pub fn first_difference(&self) -> Option<usize> {
        self.hunks.iter().position(|hunk| matches!(hunk, Hunk::Apart { .. }))
    }
}

/// Aligns two sequences of entries by what their messages have in common: numbers, GUIDs and times are ignored, codes
/// of failures are not.
pub fn compare(left: &Side, right: &Side) -> Comparison {
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut from_left, mut from_right) = (0, 0);
    let ends = (left.len(), right.len());
    for (at_left, at_right) in common(&left.templates, &right.templates).into_iter().chain([ends]) {
        if at_left > from_left || at_right > from_right {
            hunks.push(Hunk::Apart { left: from_left..at_left, right: from_right..at_right });
        }
        if (at_left, at_right) != ends {
            let is_changed = left.texts[at_left] != right.texts[at_right];
            add_pair(&mut hunks, at_left, at_right, is_changed);
        }
        (from_left, from_right) = (at_left + 1, at_right + 1);
    }
    Comparison { hunks }
}

fn add_pair(hunks: &mut Vec<Hunk>, at_left: usize, at_right: usize, is_changed: bool) {
    if !matches!(hunks.last(), Some(Hunk::Both { .. })) {
        hunks.push(Hunk::Both { left: at_left..at_left, right: at_right..at_right, changed: Vec::new() });
    }
    if let Some(Hunk::Both { left, right, changed }) = hunks.last_mut() {
        if is_changed {
            changed.push(at_left - left.start);
        }
        (left.end, right.end) = (at_left + 1, at_right + 1);
    }
}
