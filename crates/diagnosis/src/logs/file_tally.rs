//! What the rows of a file say together: who wrote them, from when to when, in which zone.

use std::collections::BTreeMap;

use logfile::{EntryColumns, LocalTime};

/// What the rows of a file say together: who wrote them, from when to when, in which zone.
#[derive(Clone, Debug, Default)]
pub(crate) struct FileTally {
    /// How many entries each component wrote.
    pub(crate) components: BTreeMap<Vec<u8>, u64>,
    /// The earliest and the latest time, each with its bias.
    pub(crate) span: Option<(LocalTime, LocalTime)>,
    /// The last time in the order of the file.
    pub(crate) last: Option<LocalTime>,
    /// Where the bias changes: (local time, minutes to add for UTC).
    pub(crate) biases: Vec<(i64, i16)>,
}

/// How many components are counted: an export of the registry has one for each key.
const MOST_COMPONENTS: usize = 4096;

/// How many changes of the bias are kept: two a year, and room for a log that was put together from others.
const MOST_BIASES: usize = 1000;

impl FileTally {
    /// Adds the rows of the next stretch of the file.
    pub(crate) fn add(&mut self, columns: &EntryColumns) {
        for row in columns.rows() {
            if !row.component.is_empty() {
                let is_full = self.components.len() >= MOST_COMPONENTS;
                match self.components.get_mut(row.component) {
                    Some(count) => *count += 1,
                    None if is_full => {}
                    None => {
                        self.components.insert(row.component.to_vec(), 1);
                    }
                }
            }
            let Some(local) = row.local else { continue };
            let time = LocalTime { local, bias: row.bias };
            let order = |time: LocalTime| time.utc().unwrap_or(time.local);
            self.last = Some(time);
            self.span = Some(match self.span {
                None => (time, time),
                Some((first, last)) => (
                    if order(time) < order(first) { time } else { first },
                    if order(time) > order(last) { time } else { last },
                ),
            });
            if let Some(bias) = row.bias
                && self.biases.last().is_none_or(|&(_, last)| last != bias)
                && self.biases.len() < MOST_BIASES
            {
                self.biases.push((local, bias));
            }
        }
    }
}
