//! Times of Windows as dates.

use crate::digits::push_decimal;

/// Hundreds of nanoseconds in a day.
pub(crate) const DAY: u64 = 864_000_000_000;

/// A point in time, as date and time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year.
    pub year: u32,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month, from 1.
    pub day: u32,
    /// The day of the week, 0 for Sunday.
    pub weekday: u32,
    /// The hour.
    pub hour: u32,
    /// The minute.
    pub minute: u32,
    /// The second.
    pub second: u32,
    /// Hundreds of nanoseconds beyond the second.
    pub fraction: u32,
}

impl Date {
    /// Of hundreds of nanoseconds since 1601-01-01.
    pub fn of(time: u64) -> Self {
        let (days, rest) = (time / DAY, time % DAY);
        // Years from March on: the day that comes every four years is then the last one.
        let since = days + 306;
        let era = since / 146_097;
        let of_era = since % 146_097;
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let from_march = (5 * of_year + 2) / 153;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let seconds = rest / 10_000_000;
        Self {
            year: (1600 + era * 400 + year) as u32 + u32::from(month < 3),
            month: month as u32,
            day: (of_year - (153 * from_march + 2) / 5 + 1) as u32,
            weekday: ((days + 1) % 7) as u32,
            hour: (seconds / 3600) as u32,
            minute: (seconds / 60 % 60) as u32,
            second: (seconds % 60) as u32,
            fraction: (rest % 10_000_000) as u32,
        }
    }

    /// Writes `2026/11/12 10:22:50.8422964`, with another character instead of `/` if requested.
    pub fn write(&self, out: &mut String, between: char, before_time: char) {
        push_decimal(out, self.year.into(), 4);
        for (mark, number) in [
            (between, self.month),
            (between, self.day),
            (before_time, self.hour),
            (':', self.minute),
            (':', self.second),
        ] {
            out.push(mark);
            push_decimal(out, number.into(), 2);
        }
        out.push('.');
        push_decimal(out, self.fraction.into(), 7);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(time: u64, expected: &str) {
        let mut out = String::new();
        Date::of(time).write(&mut out, '-', 'T');
        assert_eq!(out, expected);
    }

    #[test]
    fn times_of_windows_are_dates() {
        check(0, "1601-01-01T00:00:00.0000000");
        check(116_444_736_000_000_000, "1970-01-01T00:00:00.0000000");
        check(116_444_735_999_999_999, "1969-12-31T23:59:59.9999999");
        check(125_963_423_999_999_999, "2000-02-29T23:59:59.9999999");
        check(125_963_424_000_000_000, "2000-03-01T00:00:00.0000000");
        check(134_389_525_708_422_964, "2026-11-12T10:22:50.8422964");
        check(u64::MAX, "60056-05-28T05:36:10.9551615");
    }

    #[test]
    fn every_day_is_the_one_after_the_day_before() {
        let mut last = Date::of(0);
        assert_eq!(last.weekday, 1);
        for day in 1..300_000 {
            let date = Date::of(day * DAY);
            let follows = if date.day > 1 {
                (date.year, date.month, date.day) == (last.year, last.month, last.day + 1)
            } else if date.month > 1 {
                (date.year, date.month) == (last.year, last.month + 1) && last.day >= 28
            } else {
                (date.year, last.month, last.day) == (last.year + 1, 12, 31)
            };
            assert!(follows && date.weekday == (last.weekday + 1) % 7, "{last:?} {date:?}");
            last = date;
        }
    }
}
