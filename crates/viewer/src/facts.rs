//! What is kept of each entry: its origin, its level and its time, in two to five bytes.
//!
//! An entry is two numbers. The first is its origin and its level. The second is its time, as the difference to the
//! time before: 0 if it has none, 1 if the bias changes, which is then the next number.

use logfile::EntryLevel;

use crate::clock::Clock;
use crate::varint::{push, read, unzigzag, zigzag};

/// What a filter needs of an entry without its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    /// The number of its origin: its component and its thread.
    pub(crate) origin: u32,
    pub(crate) level: EntryLevel,
    /// Its time, or that of the entry before it.
    pub(crate) clock: Clock,
    /// Whether the time is its own.
    pub(crate) has_time: bool,
}

/// The time column: no time, a new bias, or a difference plus this number.
const NO_TIME: u64 = 0;
const NEW_BIAS: u64 = 1;
const DIFFERENCE: u64 = 2;

/// The bias column: no bias, or the bias plus this number.
const NO_BIAS: u64 = 0;
const BIAS: u64 = 1;

/// Appends an entry; `before` is the clock after the entry before it, and `time` its own time.
pub(crate) fn push_fact(
    bytes: &mut Vec<u8>,
    origin: u32,
    level: EntryLevel,
    before: Clock,
    time: Option<Clock>,
) {
    push(bytes, u64::from(origin) << 2 | level as u64);
    let Some(time) = time else { return push(bytes, NO_TIME) };
    if time.bias() != before.bias() {
        push(bytes, NEW_BIAS);
        push(bytes, time.bias().map_or(NO_BIAS, |bias| zigzag(i64::from(bias)) + BIAS));
    }
    let difference = time.local().unwrap_or(0).wrapping_sub(before.local().unwrap_or(0));
    push(bytes, zigzag(difference).saturating_add(DIFFERENCE));
}

/// Reads entries in their order.
pub(crate) struct Facts<'b> {
    bytes: &'b [u8],
    at: usize,
    clock: Clock,
}

impl<'b> Facts<'b> {
    pub(crate) fn new(bytes: &'b [u8], before: Clock) -> Self {
        Self { bytes, at: 0, clock: before }
    }
}

impl Iterator for Facts<'_> {
    type Item = Fact;

    #[inline]
    fn next(&mut self) -> Option<Fact> {
        let head = read(self.bytes, &mut self.at)?;
        let mut time = read(self.bytes, &mut self.at)?;
        let has_time = time != NO_TIME;
        if has_time {
            let mut bias = self.clock.bias();
            if time == NEW_BIAS {
                let written = read(self.bytes, &mut self.at)?;
                bias = written.checked_sub(BIAS).and_then(|bias| i16::try_from(unzigzag(bias)).ok());
                time = read(self.bytes, &mut self.at)?;
            }
            let difference = unzigzag(time.saturating_sub(DIFFERENCE));
            self.clock = Clock::new(self.clock.local().unwrap_or(0).wrapping_add(difference), bias);
        }
        let level = match head & 3 {
            0 => EntryLevel::Error,
            1 => EntryLevel::Warning,
            2 => EntryLevel::Info,
            _ => EntryLevel::Plain,
        };
        Some(Fact { origin: (head >> 2) as u32, level, clock: self.clock, has_time })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_read_as_they_were_written() {
        let noon = 1_794_484_800_000;
        let entries = [
            (0, EntryLevel::Plain, None),
            (7, EntryLevel::Error, Some(Clock::new(noon, Some(-60)))),
            (7, EntryLevel::Info, Some(Clock::new(noon + 250, Some(-60)))),
            (8, EntryLevel::Warning, None),
            (9, EntryLevel::Info, Some(Clock::new(noon - 3_600_000, None))),
            (65_535, EntryLevel::Info, Some(Clock::new(noon, Some(0)))),
        ];
        let (mut bytes, mut clock) = (Vec::new(), Clock::UNSET);
        for (origin, level, time) in entries {
            push_fact(&mut bytes, origin, level, clock, time);
            clock = time.unwrap_or(clock);
        }
        let facts: Vec<Fact> = Facts::new(&bytes, Clock::UNSET).collect();
        let mut clock = Clock::UNSET;
        for (fact, (origin, level, time)) in facts.iter().zip(entries) {
            clock = time.unwrap_or(clock);
            assert_eq!(*fact, Fact { origin, level, clock, has_time: time.is_some() });
        }
        assert_eq!(facts.len(), entries.len());
    }

    #[test]
    fn an_entry_of_the_same_second_takes_three_bytes() {
        let mut bytes = Vec::new();
        let (before, time) = (Clock::new(0, Some(0)), Clock::new(250, Some(0)));
        push_fact(&mut bytes, 12, EntryLevel::Info, before, Some(time));
        assert_eq!(bytes.len(), 3);
    }
}
