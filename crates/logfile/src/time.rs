//! Times as logs write them: numbers to milliseconds, minutes of bias, and back to text.

use basics::{civil_from_days, days_from_civil, days_in_month};

/// A time as a log writes it: in the local time of its writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// Milliseconds since 1970-01-01 00:00 of the log's own clock.
    pub local: i64,
    /// Minutes to add for UTC, if the log contains it (as `Bias` in Windows' TIME_ZONE_INFORMATION).
    pub bias: Option<i16>,
}

impl LocalTime {
    /// Whether a log of Windows updates can be of that time: one of the years 1990 to 2100. Others are those of clocks
    /// that were never set, of fields that were never filled, and of traces that could not be decoded.
    pub fn is_plausible(self) -> bool {
        is_plausible(self.local) && self.utc().is_none_or(is_plausible)
    }

    /// Milliseconds since 1970 in UTC, if the bias is known.
    pub fn utc(self) -> Option<i64> {
        self.bias.map(|bias| self.local + i64::from(bias) * 60_000)
    }
}

/// RFC 3339 with milliseconds and `Z`, of milliseconds since 1970 UTC.
pub fn rfc3339_utc(ms: i64) -> String {
    let mut text = rfc3339_local(ms);
    text.push('Z');
    text
}

/// RFC 3339 with milliseconds and no zone, of milliseconds since 1970 of some local clock.
pub fn rfc3339_local(ms: i64) -> String {
    let (days, of_day) = (ms.div_euclid(DAY), ms.rem_euclid(DAY));
    let (year, month, day) = civil_from_days(days);
    let (hours, minutes) = (of_day / 3_600_000, of_day / 60_000 % 60);
    let (seconds, fraction) = (of_day / 1000 % 60, of_day % 1000);
    format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{fraction:03}")
}

/// `2026/11/12 10:22` of milliseconds since 1970 of some local clock.
pub(crate) fn minute_text(ms: i64) -> String {
    let (year, month, day) = civil_from_days(ms.div_euclid(DAY));
    let of_day = ms.rem_euclid(DAY) / 60_000;
    format!("{year:04}/{month:02}/{day:02} {:02}:{:02}", of_day / 60, of_day % 60)
}

const DAY: i64 = 86_400_000;

/// 1990-01-01 and 2101-01-01.
const EARLIEST: i64 = 7_305 * DAY;
const AFTER_LATEST: i64 = 47_847 * DAY;

/// Whether a time in milliseconds since 1970 is one of the years 1990 to 2100.
pub(crate) fn is_plausible(ms: i64) -> bool {
    (EARLIEST..AFTER_LATEST).contains(&ms)
}

/// Milliseconds since 1970 of the beginning of a day; none if the calendar has no such day.
pub(crate) fn day_ms(year: u32, month: u32, day: u32) -> Option<i64> {
    let is_in_calendar = (1..=9999).contains(&year) && (1..=days_in_month(year.into(), month)).contains(&day);
    is_in_calendar.then(|| days_from_civil(year.into(), month, day) * DAY)
}

/// The first moment at or after `from` that has this time of day, in milliseconds.
pub(crate) fn moment_from(from: i64, of_day: i64) -> i64 {
    from + (of_day - from).rem_euclid(DAY)
}

/// A reader of the small numbers of a time stamp.
pub(crate) struct Digits<'t> {
    text: &'t [u8],
    /// How far it has read.
    pub(crate) at: usize,
}

impl<'t> Digits<'t> {
    pub(crate) fn new(text: &'t [u8]) -> Self {
        Self { text, at: 0 }
    }

    /// A number of one to `most` digits.
    pub(crate) fn number(&mut self, most: usize) -> Option<u32> {
        let start = self.at;
        let mut value = 0u32;
        while self.at - start < most
            && let Some(digit) =
                self.text.get(self.at).map(|byte| byte.wrapping_sub(b'0')).filter(|&digit| digit < 10)
        {
            value = value * 10 + u32::from(digit);
            self.at += 1;
        }
        (self.at > start).then_some(value)
    }

    /// Takes one of these bytes.
    pub(crate) fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let byte = *self.text.get(self.at)?;
        bytes.contains(&byte).then(|| {
            self.at += 1;
            byte
        })
    }

    /// A date with the year first, `2026-11-12`: the milliseconds of its midnight. One of `separators` is between
    /// its numbers, the same in both places.
    pub(crate) fn date(&mut self, separators: &[u8]) -> Option<i64> {
        let year = self.number(4)?;
        let separator = self.one_of(separators)?;
        let month = self.number(2)?;
        self.one_of(&[separator])?;
        day_ms(year, month, self.number(2)?)
    }

    /// Skips blanks; whether there was one.
    pub(crate) fn blanks(&mut self) -> bool {
        let start = self.at;
        while self.text.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.at > start
    }

    /// `HH:MM:SS` and a fraction of one to nine digits after `separator`, in milliseconds of the day.
    pub(crate) fn time_of_day(&mut self, separator: u8) -> Option<i64> {
        let hours = self.number(2)?;
        self.one_of(b":")?;
        let minutes = self.number(2)?;
        self.one_of(b":")?;
        let seconds = self.number(2)?;
        if hours > 23 || minutes > 59 || seconds > 60 {
            return None;
        }
        let mut fraction = 0;
        if self.one_of(&[separator]).is_some() {
            let start = self.at;
            let digits = self.number(9)?;
            fraction = match self.at - start {
                1 => digits * 100,
                2 => digits * 10,
                length => digits / 10u32.pow(length as u32 - 3),
            };
        }
        Some(i64::from((hours * 60 + minutes) * 60 + seconds) * 1000 + i64::from(fraction))
    }

    /// What has not been read yet.
    pub(crate) fn rest(&self) -> &'t [u8] {
        &self.text[self.at..]
    }
}

/// The bias after a CMTrace time, in minutes to add for UTC.
///
/// ConfigMgr writes Windows' bias: `+240` is US Eastern in summer, `-330` India, `+00` UTC.
/// Scripts write it after a plus of their own (`+-240`, which is the bias 240 printed as its negative), or with a
/// blank (` 600`).
pub(crate) fn cmtrace_bias(text: &[u8]) -> Option<i16> {
    let (negative, digits) = match text {
        [b'+', b'-', rest @ ..] | [b'+' | b' ', rest @ ..] => (false, rest),
        [b'-', rest @ ..] => (true, rest),
        _ => return None,
    };
    let mut reader = Digits::new(digits);
    let minutes = i16::try_from(reader.number(4)?).ok().filter(|&minutes| minutes <= 1000)?;
    reader.rest().is_empty().then_some(if negative { -minutes } else { minutes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_calendar() {
        let check = |year, month, day, text: &str| {
            assert_eq!(rfc3339_utc(day_ms(year, month, day).unwrap()), format!("{text}T00:00:00.000Z"));
        };
        check(1970, 1, 1, "1970-01-01");
        check(2000, 2, 29, "2000-02-29");
        check(2026, 11, 12, "2026-11-12");
        check(1600, 12, 31, "1600-12-31");
        assert_eq!(day_ms(2026, 13, 1), None);
        for (year, month, day) in [(2026, 2, 29), (2024, 2, 30), (2100, 2, 29), (2026, 4, 31), (2026, 11, 31)]
        {
            assert_eq!(day_ms(year, month, day), None, "{year}-{month}-{day}");
        }
        assert!(day_ms(2024, 2, 29).is_some() && day_ms(2000, 2, 29).is_some());
        assert_eq!(rfc3339_local(day_ms(2026, 11, 12).unwrap() - 1), "2026-11-11T23:59:59.999");
    }

    #[test]
    fn a_zone_does_not_lead_out_of_the_plausible_years() {
        let check = |year, month, day, bias, expected| {
            let local = day_ms(year, month, day).unwrap();
            assert_eq!(LocalTime { local, bias }.is_plausible(), expected, "{year} {bias:?}");
        };
        check(1990, 1, 1, None, true);
        check(1990, 1, 1, Some(60), true);
        check(1990, 1, 1, Some(-60), false);
        check(2101, 1, 1, Some(-60), false);
        check(2100, 12, 31, Some(840), true);
        check(2100, 12, 31, Some(1000), true);
    }

    #[test]
    fn only_the_years_of_windows_updates_are_plausible() {
        let check = |year, month, day, after: i64, expected| {
            assert_eq!(is_plausible(day_ms(year, month, day).unwrap() + after), expected, "{year}");
        };
        check(1, 1, 1, 0, false);
        check(1601, 1, 1, 0, false);
        check(1970, 1, 1, 0, false);
        check(1990, 1, 1, -1, false);
        check(1990, 1, 1, 0, true);
        check(2100, 12, 31, DAY - 1, true);
        check(2101, 1, 1, 0, false);
        check(9999, 12, 31, 0, false);
    }

    #[test]
    fn a_time_of_day_may_be_tomorrow() {
        let begun = day_ms(2021, 3, 12).unwrap() + 23 * 3_600_000;
        assert_eq!(rfc3339_local(moment_from(begun, 23 * 3_600_000)), "2021-03-12T23:00:00.000");
        assert_eq!(rfc3339_local(moment_from(begun, 60_000)), "2021-03-13T00:01:00.000");
    }

    #[test]
    fn reads_the_bias_with_its_sign() {
        let check =
            |text: &[u8], bias| assert_eq!(cmtrace_bias(text), bias, "{}", String::from_utf8_lossy(text));
        check(b"+240", Some(240));
        check(b"-330", Some(-330));
        check(b"+00", Some(0));
        check(b"+-240", Some(240));
        check(b" 600", Some(600));
        check(b"", None);
        check(b"+", None);
        check(b"+9999", None);
    }

    #[test]
    fn reads_times_of_day() {
        let check = |text: &[u8], ms| assert_eq!(Digits::new(text).time_of_day(b'.'), ms);
        check(b"10:22:50.842", Some(37_370_842));
        check(b"10:22:50.8422964", Some(37_370_842));
        check(b"10:22:50.8", Some(37_370_800));
        check(b"10:22:50", Some(37_370_000));
        check(b"1:2:3", Some(3_723_000));
        check(b"25:00:00", None);
    }
}
