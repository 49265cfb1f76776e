//! Time stamps of any kind: ISO, the ways of Windows' locales, of web servers and of syslog, seconds since 1970.

use std::ops::Range;

use crate::dates::{DateNumbers, DateOrder};
use crate::time::{Digits, LocalTime, day_ms};

/// A time stamp, as it was written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stamp {
    /// Its date; none if it has only a time of day.
    pub(crate) date: Option<WrittenDate>,
    /// Milliseconds since its midnight.
    pub(crate) of_day: i64,
    /// Minutes to add for UTC, if it names its zone.
    pub(crate) bias: Option<i16>,
    /// The places of date and time of day.
    pub(crate) places: [Range<usize>; 2],
    /// Where it ends.
    pub(crate) end: usize,
}

/// A date as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WrittenDate {
    /// One that can be read in one way only: its midnight, in milliseconds since 1970.
    Day(i64),
    /// Two numbers and a year.
    Numbers(DateNumbers),
}

impl Stamp {
    /// The moment, if its date is unambiguous.
    pub(crate) fn time(&self, order: DateOrder) -> Option<LocalTime> {
        let midnight = match self.date? {
            WrittenDate::Day(midnight) => midnight,
            WrittenDate::Numbers(numbers) => numbers.midnight(order)?,
        };
        Some(LocalTime { local: midnight + self.of_day, bias: self.bias })
    }
}

/// The stamp that a text begins with: a date and a time of day, or seconds since 1970.
pub(crate) fn stamp(text: &[u8]) -> Option<Stamp> {
    let first = *text.first()?;
    if first.is_ascii_digit() { numeric(text).or_else(|| epoch(text)) } else { named(text) }
}

/// Whether no byte that may follow `rest`, which follows a stamp, could make another stamp of it.
pub(crate) fn is_settled(rest: &[u8]) -> bool {
    /// The longest text after a time that belongs to it: ` +01:00`, ` AM`, a year.
    const MOST: usize = 12;
    let may_belong = |byte: &u8| byte.is_ascii_digit() || b"AaPpUGZ+-".contains(byte);
    match rest {
        [b' ', next, ..] if !may_belong(next) => true,
        [next, ..] if !may_belong(next) && !b" .,:\xE2\xC2".contains(next) => true,
        _ => rest.len() >= MOST || rest.iter().any(|byte| matches!(byte, b'\r' | b'\n')),
    }
}

/// The time of day that a text begins with, with nothing but blanks, brackets and marks after it.
pub(crate) fn time_alone(text: &[u8]) -> Option<Stamp> {
    let mut digits = Digits::new(text);
    let of_day = time_of_day(&mut digits)?;
    let end = digits.at;
    let is_end = text.get(end).is_none_or(|&byte| matches!(byte, b' ' | b'\t' | b']' | b')' | b'>' | b':'));
    is_end.then_some(Stamp { date: None, of_day, bias: None, places: [0..0, 0..end], end })
}

/// `2021-03-12T10:22:50.842+01:00`, `2021/03/12 10:22:50,842`, `12.03.2021 10:22:50`, `3/12/2021, 10:22:50 AM`,
/// `12-Mar-2021 10:22:50`, `12/Mar/2021:10:22:50 +0100`.
fn numeric(text: &[u8]) -> Option<Stamp> {
    let mut digits = Digits::new(text);
    let first = digits.number(4)?;
    let first_end = digits.at;
    let separator = digits.one_of(b"-/.")?;
    let padded_first = text[0] == b'0';
    let date = if let Some(month) = month_named(digits.rest()) {
        digits.at += 3;
        digits.one_of(&[separator])?;
        WrittenDate::Day(day_ms(year_of(digits.number(4)?)?, month, first)?)
    } else {
        // Korean and Hungarian dates have a blank after each point.
        let is_spaced = digits.blanks();
        let second_at = digits.at;
        let second = digits.number(2)?;
        let padded_second = text.get(second_at) == Some(&b'0');
        digits.one_of(&[separator])?;
        if is_spaced {
            digits.blanks();
        }
        let third_at = digits.at;
        let third = digits.number(4)?;
        // With four digits a year is written in full: 0000 is invalid, and not 2000.
        if (first_end == 4 && first < 100) || (digits.at - third_at == 4 && third < 100) {
            return None;
        }
        if first_end == 4 {
            digits.one_of(if separator == b'.' { b"." } else { b"" });
            WrittenDate::Day(day_ms(year_of(first)?, second, third)?)
        } else {
            let is_year = matches!(digits.at - third_at, 2 | 4);
            if first_end > 2 || !is_year || first.max(second) > 31 || first.min(second) > 12 {
                return None;
            }
            let padded = [padded_first, padded_second];
            WrittenDate::Numbers(DateNumbers { first, second, year: year_of(third)?, padded, separator })
        }
    };
    with_time(digits, date)
}

/// `Mar 12 2021 10:22:50`, `Fri Mar 12 10:22:50 2021`, and `Mar 12 10:22:50`, which has no year and so no date.
fn named(text: &[u8]) -> Option<Stamp> {
    let mut digits = Digits::new(text);
    if is_weekday(text) {
        digits.at = 3;
        digits.one_of(b",");
        digits.blanks();
    }
    if digits.rest().first()?.is_ascii_digit() {
        // `Fri, 12 Mar 2021 10:22:50 +0100`
        let day = digits.number(2)?;
        digits.blanks();
        let month = month_named(digits.rest())?;
        digits.at += 3;
        digits.blanks();
        let year = year_of(digits.number(4)?)?;
        return with_time(digits, WrittenDate::Day(day_ms(year, month, day)?));
    }
    let month = month_named(digits.rest())?;
    digits.at += 3;
    digits.blanks();
    let day = digits.number(2)?;
    let date_end = digits.at;
    digits.one_of(b",");
    if !digits.blanks() {
        return None;
    }
    let before = digits.at;
    if let Some(year) = digits.number(4).filter(|_| digits.at - before == 4).and_then(year_of) {
        return with_time(digits, WrittenDate::Day(day_ms(year, month, day)?));
    }
    digits.at = before;
    let of_day = time_of_day(&mut digits)?;
    let (time_end, mut end, mut date) = (digits.at, digits.at, None);
    if digits.blanks()
        && let Some(year) = digits.number(4).and_then(year_of)
    {
        date = Some(WrittenDate::Day(day_ms(year, month, day)?));
        end = digits.at;
    }
    Some(Stamp { date, of_day, bias: None, places: [0..date_end, before..time_end], end })
}

/// The stamp whose date was read up to here: its time of day and zone.
fn with_time(mut digits: Digits<'_>, date: WrittenDate) -> Option<Stamp> {
    let date_end = digits.at;
    digits.one_of(b"T_:,-");
    digits.blanks();
    if digits.at == date_end {
        return None;
    }
    let start = digits.at;
    let of_day = time_of_day(&mut digits)?;
    let end = digits.at;
    let bias = zone(&mut digits);
    let end = if bias.is_some() { digits.at } else { end };
    Some(Stamp { date: Some(date), of_day, bias, places: [0..date_end, start..end], end })
}

/// `10:22:50`, `9:22:50 AM`, `10.22.50`, with a fraction or without.
pub(crate) fn time_of_day(digits: &mut Digits<'_>) -> Option<i64> {
    let start = digits.at;
    let hours = digits.number(2)?;
    let separator = digits.one_of(b":.")?;
    let minutes = digits.number(2)?;
    let minutes_end = digits.at;
    let seconds = match digits.one_of(&[separator]) {
        Some(_) => digits.number(2)?,
        // Event Viewer leaves the seconds out in some locales; a time without them needs a colon.
        None if separator == b':' && minutes_end - start >= 4 => 0,
        None => return None,
    };
    if hours > 23 || minutes > 59 || seconds > 60 {
        return None;
    }
    let mut ms = 0;
    let before = digits.at;
    if digits.one_of(b".,:").is_some() {
        let from = digits.at;
        match digits.number(9) {
            Some(fraction) => {
                let length = digits.at - from;
                ms = if length > 3 {
                    fraction / 10u32.pow(length as u32 - 3)
                } else {
                    fraction * 10u32.pow(3 - length as u32)
                };
            }
            None => digits.at = before,
        }
    }
    let hours = half_of_day(digits).map_or(Some(hours), |is_afternoon| match (hours, is_afternoon) {
        (12, false) => Some(0),
        (12, true) => Some(12),
        (1..=11, false) => Some(hours),
        (1..=11, true) => Some(hours + 12),
        _ => None,
    })?;
    Some(i64::from((hours * 60 + minutes) * 60 + seconds) * 1000 + i64::from(ms))
}

/// ` AM`, ` pm`, with an ordinary blank, a narrow one or none; whether it is the afternoon.
fn half_of_day(digits: &mut Digits<'_>) -> Option<bool> {
    let rest = digits.rest();
    let blank = [&b" "[..], b"\xE2\x80\xAF", b"\xC2\xA0"].into_iter().find(|blank| rest.starts_with(blank));
    let blank = blank.map_or(0, <[u8]>::len);
    let [half, m, after @ ..] = rest.get(blank..)? else { return None };
    let is_word = m.eq_ignore_ascii_case(&b'm') && !after.first().is_some_and(u8::is_ascii_alphanumeric);
    let is_afternoon = match half.to_ascii_lowercase() {
        b'a' if is_word => false,
        b'p' if is_word => true,
        _ => return None,
    };
    digits.at += blank + 2;
    Some(is_afternoon)
}

/// `Z`, ` UTC`, `+01:00`, ` +0100`: minutes to add for UTC.
fn zone(digits: &mut Digits<'_>) -> Option<i16> {
    let start = digits.at;
    digits.one_of(b" ");
    let rest = digits.rest();
    for utc in [&b"UTC"[..], b"GMT", b"Z"] {
        if rest.starts_with(utc) && !rest.get(utc.len()).is_some_and(u8::is_ascii_alphanumeric) {
            digits.at += utc.len();
            return Some(0);
        }
    }
    let found = (|| {
        let sign = digits.one_of(b"+-")?;
        let from = digits.at;
        let mut number = digits.number(4)?;
        match digits.at - from {
            2 => number = number * 60 + digits.one_of(b":").and_then(|_| digits.number(2)).unwrap_or(0),
            4 => number = number / 100 * 60 + number % 100,
            _ => return None,
        }
        let minutes = i16::try_from(number).ok().filter(|&minutes| minutes <= 14 * 60)?;
        (!digits.rest().first().is_some_and(u8::is_ascii_digit)).then_some(if sign == b'+' {
            -minutes
        } else {
            minutes
        })
    })();
    if found.is_none() {
        digits.at = start;
    }
    found
}

/// `1615544570`, `1615544570.842`, `1615544570842`: seconds or milliseconds since 1970 UTC, of this century.
fn epoch(text: &[u8]) -> Option<Stamp> {
    let length = text.iter().take(14).take_while(|byte| byte.is_ascii_digit()).count();
    let number: i64 = std::str::from_utf8(&text[..length]).ok()?.parse().ok()?;
    let mut end = length;
    let ms = match length {
        10 if text.get(length) == Some(&b'.') => {
            let fraction = text[length + 1..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
            end += 1 + fraction;
            let digit = |at: usize| {
                text.get(length + 1 + at).filter(|_| at < fraction).map_or(0, |byte| i64::from(byte - b'0'))
            };
            number * 1000 + digit(0) * 100 + digit(1) * 10 + digit(2)
        }
        10 => number * 1000,
        13 => number,
        _ => return None,
    };
    let is_of_century = (EPOCH..EPOCH + CENTURY).contains(&ms);
    let is_alone = text.get(end).is_some_and(|&byte| matches!(byte, b' ' | b'\t' | b']' | b',' | b':'));
    let of_day = ms.rem_euclid(86_400_000);
    (is_of_century && is_alone).then(|| Stamp {
        date: Some(WrittenDate::Day(ms - of_day)),
        of_day,
        bias: Some(0),
        places: [0..0, 0..end],
        end,
    })
}

/// 2001-09-09, from which on seconds since 1970 have ten digits; and the highest plausible value in milliseconds.
const EPOCH: i64 = 1_000_000_000_000;
const CENTURY: i64 = 2_000_000_000_000;

/// A year with two digits is one of this century; others are none that a log is of.
fn year_of(number: u32) -> Option<u32> {
    match number {
        0..=99 => Some(2000 + number),
        1601..=2199 => Some(number),
        _ => None,
    }
}

/// The number of the month whose English name a text begins with.
fn month_named(text: &[u8]) -> Option<u32> {
    const MONTHS: &[u8; 36] = b"janfebmaraprmayjunjulaugsepoctnovdec";
    let name: &[u8; 3] = text.first_chunk()?;
    if text.get(3).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let at = MONTHS.chunks(3).position(|month| month.eq_ignore_ascii_case(name))?;
    u32::try_from(at + 1).ok()
}

fn is_weekday(text: &[u8]) -> bool {
    const DAYS: &[u8; 21] = b"montuewedthufrisatsun";
    let is_name = |name: &[u8; 3]| DAYS.chunks(3).any(|day| day.eq_ignore_ascii_case(name));
    text.first_chunk().is_some_and(is_name) && matches!(text.get(3), Some(b' ' | b','))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::rfc3339_local;

    /// The time in a stamp, its bias, and how much of the text it is.
    fn check(text: &str, expected: &str) {
        let found = stamp(text.as_bytes()).map_or("none".to_owned(), |stamp| {
            let bias = stamp.bias.map_or(String::new(), |bias| format!("{bias:+}"));
            let time =
                stamp.time(DateOrder::MonthFirst).map_or("-".to_owned(), |time| rfc3339_local(time.local));
            format!("{time}{bias} | {}", &text[stamp.end..])
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_year_of_zeros_is_invalid() {
        for text in
            ["0000/11/14 10:22:50.1", "0021-11-14 10:22:50", "12/24/0000 10:22:50", "24.12.0021 10:22:50"]
        {
            check(text, "none");
        }
        check("12/24/21 10:22:50", "2021-12-24T10:22:50.000 | ");
    }

    #[test]
    fn dates_with_the_year_first() {
        check("2021-03-12T10:22:50.842Z x", "2021-03-12T10:22:50.842+0 |  x");
        check("2021-03-12T10:22:50.8422964+01:00", "2021-03-12T10:22:50.842-60 | ");
        check("2021-03-12 10:22:50,842 [4] x", "2021-03-12T10:22:50.842 |  [4] x");
        check("2021/03/12 10:22:50 x", "2021-03-12T10:22:50.000 |  x");
        check("2021-03-12 10:22:50.842 UTC\tx", "2021-03-12T10:22:50.842+0 | \tx");
        check("2021. 3. 12. 10:22:50 x", "2021-03-12T10:22:50.000 |  x");
        check("2021-13-12 10:22:50", "none");
        check("2021-03-12", "none");
    }

    #[test]
    fn dates_of_locales() {
        check("3/12/2021 10:22:50 AM\tx", "2021-03-12T10:22:50.000 | \tx");
        check("3/12/2021, 12:22:50\u{202f}PM x", "2021-03-12T12:22:50.000 |  x");
        check("3/12/21 9:22 PM,x", "2021-03-12T21:22:00.000 | ,x");
        check("03-12-2021 10:22:50.842", "2021-03-12T10:22:50.842 | ");
        check("31/31/2021 10:22:50", "none");
        check("192.168.1.20 10:22:50", "none");
        check("1.2.3 4:5", "none");
    }

    #[test]
    fn dates_with_names() {
        check("12/Mar/2021:10:22:50 +0100] x", "2021-03-12T10:22:50.000-60 | ] x");
        check("12-Mar-2021 10:22:50 x", "2021-03-12T10:22:50.000 |  x");
        check("Fri Mar 12 10:22:50 2021 x", "2021-03-12T10:22:50.000 |  x");
        check("Fri, 12 Mar 2021 10:22:50 GMT", "2021-03-12T10:22:50.000+0 | ");
        check("Mar  2 10:22:50 pc1 x", "- |  pc1 x");
        check("Marvel 12 10:22:50", "none");
    }

    #[test]
    fn seconds_since_1970() {
        check("1615544570 x", "2021-03-12T10:22:50.000+0 |  x");
        check("1615544570.8422 x", "2021-03-12T10:22:50.842+0 |  x");
        check("1615544570842 x", "2021-03-12T10:22:50.842+0 |  x");
        check("5088612345 x", "none");
        check("1615544570", "none");
    }
}
