//! Totals over the rows of a file: who wrote them, the time range, and the time zone.

use logfile::{EntryColumns, LocalTime};

/// Totals over the rows of a file: who wrote them, the time range, and the time zone.
#[derive(Clone, Debug, Default)]
pub(crate) struct FileTally {
    /// The number of entries per component, in alphabetical order. (A map would allocate eleven slots, but a small log
    /// has one component.)
    pub(crate) components: Vec<(Box<[u8]>, u64)>,
    /// The earliest and the latest time, each with its bias.
    pub(crate) span: Option<(LocalTime, LocalTime)>,
    /// The last time in file order.
    pub(crate) last: Option<LocalTime>,
    /// Where the bias changes: (local time, minutes to add for UTC).
    pub(crate) biases: Vec<(i64, i16)>,
    /// The hours of the log's own clock in which it has an entry, counted from 1970, in ascending order.
    pub(crate) hours: Vec<i32>,
}

/// The maximum number of components counted: an export of the registry has one for each key.
const MOST_COMPONENTS: usize = 4096;

/// The maximum number of bias changes kept: two per year, with room for a log that was merged from others.
const MOST_BIASES: usize = 1000;

/// The maximum number of hours kept: two years in which each hour has an entry.
pub(crate) const MOST_HOURS: usize = 2 * 366 * 24;

/// An hour in milliseconds.
pub(crate) const HOUR: i64 = 3_600_000;

impl FileTally {
    /// Adds the rows of the next stretch of the file.
    pub(crate) fn add(&mut self, columns: &EntryColumns) {
        for row in columns.rows() {
            if !row.component.is_empty() {
                match self.components.binary_search_by(|(name, _)| (**name).cmp(row.component)) {
                    Ok(place) => self.components[place].1 += 1,
                    Err(place) if self.components.len() < MOST_COMPONENTS => {
                        self.components.reserve_exact(usize::from(self.components.is_empty()));
                        self.components.insert(place, (row.component.into(), 1));
                    }
                    Err(_) => {}
                }
            }
            let Some(local) = row.local else { continue };
            self.add_hour(local.div_euclid(HOUR) as i32);
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

    fn add_hour(&mut self, hour: i32) {
        if self.hours.last() == Some(&hour) {
            return;
        }
        // Entries are nearly in the order of time.
        let at = self.hours.partition_point(|known| *known < hour);
        if self.hours.get(at) != Some(&hour) && self.hours.len() < MOST_HOURS {
            self.hours.insert(at, hour);
        }
    }
}
