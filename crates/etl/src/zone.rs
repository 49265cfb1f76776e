//! The time zone of the machine that wrote a trace, with its rules of daylight time.

use crate::bytes::{u16_at, u32_at};
use crate::clock::SECOND;
use crate::date::{DAY, Date};

/// A time zone (`TIME_ZONE_INFORMATION`). All biases are minutes that are added to local time for UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Zone {
    /// The bias: 480 in California, -60 in Germany.
    pub bias: i32,
    /// What is added to the bias in standard time; 0 nearly everywhere.
    pub standard_bias: i32,
    /// What is added to the bias in daylight time; mostly -60.
    pub daylight_bias: i32,
    /// When daylight time begins (in standard time) and when it ends (in daylight time); none if there is none.
    pub daylight: Option<[Change; 2]>,
}

/// When a zone changes between standard and daylight time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The month, from 1.
    pub month: u8,
    /// The day.
    pub day: Day,
    /// The time of the day, in seconds.
    pub second: u32,
}

/// Which day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// The day of this number. Windows writes it with its year and means that year only; we take it for each one, so
    /// that a trace over New Year's Eve has one zone.
    Date(u8),
    /// The first to fourth, or the last (5), of this day of the week (0 Sunday).
    Weekday(u8, u8),
}

/// Hundreds of nanoseconds in a minute.
const MINUTE: i64 = 60 * SECOND as i64;

/// The size of the structure in the file's header.
pub(crate) const ZONE: usize = 172;

impl Zone {
    /// From the bytes of the structure. Biases beyond two days are damage, and are taken for none.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let bias = |at| {
            let bias = u32_at(bytes, at)?.cast_signed();
            Some(if bias.unsigned_abs() <= 2 * 24 * 60 { bias } else { 0 })
        };
        let (standard, daylight) = (Change::of(bytes, 68)?, Change::of(bytes, 152)?);
        let daylight = daylight.zip(standard).map(|(begins, ends)| [begins, ends]);
        Some(Self { bias: bias(0)?, standard_bias: bias(84)?, daylight_bias: bias(168)?, daylight })
    }

    /// The local time of a time (both in hundreds of nanoseconds since 1601), and the bias that then holds: the minutes
    /// that are added to local time for UTC.
    pub fn local(&self, time: u64) -> (u64, i32) {
        let time = time.cast_signed().max(0);
        let standard = self.bias + self.standard_bias;
        let bias = match self.daylight {
            None => standard,
            Some([begins, ends]) => {
                let daylight = self.bias + self.daylight_bias;
                let local = time.saturating_sub(i64::from(standard) * MINUTE);
                let year = i64::from(Date::of(local.max(0).cast_unsigned()).year);
                let begins = begins.at(year).saturating_add(i64::from(standard) * MINUTE);
                let ends = ends.at(year).saturating_add(i64::from(daylight) * MINUTE);
                // South of the equator the summer is at both ends of a year.
                let is_daylight =
                    if begins < ends { begins <= time && time < ends } else { time < ends || begins <= time };
                if is_daylight { daylight } else { standard }
            }
        };
        (time.saturating_sub(i64::from(bias) * MINUTE).max(0).cast_unsigned(), bias)
    }
}

impl Change {
    /// From a `SYSTEMTIME` in the structure: the outer `None` if it is missing, the inner one if there is no
    /// change.
    #[expect(
        clippy::option_option,
        reason = "bytes that are missing are another thing than a zone without daylight time"
    )]
    fn of(bytes: &[u8], at: usize) -> Option<Option<Self>> {
        let part = |nth: usize| u16_at(bytes, at + 2 * nth);
        let [year, month, weekday, day] = [part(0)?, part(1)?, part(2)?, part(3)?];
        let [hour, minute, second] = [part(4)?, part(5)?, part(6)?];
        if !(1..=12).contains(&month) || hour > 24 || minute > 59 || second > 59 {
            return Some(None);
        }
        let day = match (year, weekday, day) {
            (0, 0..=6, 1..=5) => Day::Weekday(weekday as u8, day as u8),
            (1.., _, 1..=31) => Day::Date(day as u8),
            _ => return Some(None),
        };
        let second = (u32::from(hour) * 60 + u32::from(minute)) * 60 + u32::from(second);
        Some(Some(Self { month: month as u8, day, second }))
    }

    /// When it is in a year, in the time of the clocks that are changed.
    fn at(self, year: i64) -> i64 {
        let month = i64::from(self.month);
        let first = day_of(year, month);
        let day = match self.day {
            Day::Date(day) => first + i64::from(day) - 1,
            Day::Weekday(weekday, nth) => {
                // 1601-01-01 was a Monday.
                let day = first + (i64::from(weekday) - 1 - first).rem_euclid(7) + 7 * (i64::from(nth) - 1);
                let next = if month == 12 { day_of(year + 1, 1) } else { day_of(year, month + 1) };
                if day >= next { day - 7 } else { day }
            }
        };
        day.saturating_mul(DAY.cast_signed()).saturating_add(i64::from(self.second) * SECOND as i64)
    }
}

/// The days from 1601-01-01 to the first of a month. Years begin in March here, so that the leap day is their last.
fn day_of(year: i64, month: i64) -> i64 {
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    // 584,694 days lie between the year 0's first of March and 1601-01-01.
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5
        - 584_694
}
