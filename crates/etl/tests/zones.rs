//! Local times by the rules of a zone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics when something is wrong")]

use etl::{Change, Day, Zone};

/// `2025-03-09 10:00:00`, with up to seven digits after a point: hundreds of nanoseconds since 1601.
fn time(text: &str) -> u64 {
    let digits = |from: usize, to: usize| text[from..to].parse::<i64>().unwrap();
    let (year, month, day) = (digits(0, 4), digits(5, 7), digits(8, 10));
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let months = [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days = (1601..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum::<i64>()
        + months[..month as usize - 1].iter().sum::<i64>()
        + day
        - 1;
    let seconds = ((days * 24 + digits(11, 13)) * 60 + digits(14, 16)) * 60 + digits(17, 19);
    let rest = text.get(20..).map_or(0, |rest| format!("{rest:0<7}").parse().unwrap());
    (seconds * 10_000_000) as u64 + rest
}

fn weekday(month: u8, nth: u8, hour: u32) -> Change {
    Change { month, day: Day::Weekday(0, nth), second: hour * 3600 }
}

fn zone(bias: i32, daylight: Option<[Change; 2]>) -> Zone {
    Zone { bias, standard_bias: 0, daylight_bias: -60, daylight }
}

/// UTC to local time and bias, a line each: `2025-03-09 10:00:00 -> 2025-03-09 03:00:00 420`.
#[track_caller]
fn is(zone: &Zone, text: &str) {
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (utc, rest) = line.split_once(" -> ").unwrap();
        let (local, bias) = rest.rsplit_once(' ').unwrap();
        assert_eq!(zone.local(time(utc)), (time(local), bias.parse().unwrap()), "{line}");
    }
}

#[test]
fn california() {
    is(
        &zone(480, Some([weekday(3, 2, 2), weekday(11, 1, 2)])),
        "2025-01-01 00:00:00 -> 2024-12-31 16:00:00 480
         2025-03-09 09:59:59.9999999 -> 2025-03-09 01:59:59.9999999 480
         2025-03-09 10:00:00 -> 2025-03-09 03:00:00 420
         2025-07-04 12:00:00.5 -> 2025-07-04 05:00:00.5 420
         2025-11-02 08:59:59 -> 2025-11-02 01:59:59 420
         2025-11-02 09:00:00 -> 2025-11-02 01:00:00 480
         2024-03-10 10:00:00 -> 2024-03-10 03:00:00 420
         2026-03-08 10:00:00 -> 2026-03-08 03:00:00 420",
    );
}

#[test]
fn germany_has_the_last_sundays() {
    is(
        &zone(-60, Some([weekday(3, 5, 2), weekday(10, 5, 3)])),
        "2025-03-30 00:59:59 -> 2025-03-30 01:59:59 -60
         2025-03-30 01:00:00 -> 2025-03-30 03:00:00 -120
         2025-10-26 00:59:59 -> 2025-10-26 02:59:59 -120
         2025-10-26 01:00:00 -> 2025-10-26 02:00:00 -60
         2024-03-31 01:00:00 -> 2024-03-31 03:00:00 -120
         2024-12-31 23:30:00 -> 2025-01-01 00:30:00 -60",
    );
}

#[test]
fn sydney_has_summer_at_new_year() {
    is(
        &zone(-600, Some([weekday(10, 1, 2), weekday(4, 1, 3)])),
        "2024-12-31 12:59:59 -> 2024-12-31 23:59:59 -660
         2024-12-31 13:30:00 -> 2025-01-01 00:30:00 -660
         2025-04-05 15:59:59 -> 2025-04-06 02:59:59 -660
         2025-04-05 16:00:00 -> 2025-04-06 02:00:00 -600
         2025-10-04 15:59:59 -> 2025-10-05 01:59:59 -600
         2025-10-04 16:00:00 -> 2025-10-05 03:00:00 -660",
    );
}

#[test]
fn half_an_hour_and_none() {
    let lord_howe = Zone { daylight_bias: -30, ..zone(-630, Some([weekday(10, 1, 2), weekday(4, 1, 2)])) };
    is(
        &lord_howe,
        "2025-01-01 00:00:00 -> 2025-01-01 11:00:00 -660
         2025-06-01 00:00:00 -> 2025-06-01 10:30:00 -630",
    );
    is(&zone(-330, None), "2025-06-01 00:00:00 -> 2025-06-01 05:30:00 -330");
    is(&zone(0, None), "2025-06-01 00:00:00 -> 2025-06-01 00:00:00 0");
    // Ireland by the book: winter is what is changed.
    let dublin =
        Zone { standard_bias: -60, daylight_bias: 0, ..zone(0, Some([weekday(10, 5, 2), weekday(3, 5, 1)])) };
    is(
        &dublin,
        "2025-01-01 00:00:00 -> 2025-01-01 00:00:00 0
         2025-06-01 00:00:00 -> 2025-06-01 01:00:00 -60",
    );
}

#[test]
fn a_rule_by_date() {
    let date = |month, day| Change { month, day: Day::Date(day), second: 0 };
    is(
        &zone(-210, Some([date(3, 22), date(9, 22)])),
        "2021-03-21 20:29:59 -> 2021-03-21 23:59:59 -210
         2021-03-21 20:30:00 -> 2021-03-22 01:00:00 -270
         2021-09-21 19:29:59 -> 2021-09-21 23:59:59 -270
         2021-09-21 19:30:00 -> 2021-09-21 23:00:00 -210",
    );
    // A change in December, in a leap year, and on its last day.
    is(
        &zone(0, Some([Change { month: 2, day: Day::Weekday(4, 5), second: 0 }, weekday(12, 5, 0)])),
        "2024-02-28 23:59:59 -> 2024-02-28 23:59:59 0
         2024-02-29 00:00:00 -> 2024-02-29 01:00:00 -60
         2023-12-30 22:59:59 -> 2023-12-30 23:59:59 -60
         2023-12-30 23:00:00 -> 2023-12-30 23:00:00 0",
    );
}

#[test]
fn the_ends_of_time() {
    let zone = zone(480, Some([weekday(3, 2, 2), weekday(11, 1, 2)]));
    assert_eq!(zone.local(0), (0, 480));
    for time in [1, u64::MAX, i64::MAX as u64, 1 << 62] {
        let (local, bias) = zone.local(time);
        assert!(local < 1 << 63 && (420..=480).contains(&bias), "{time}");
    }
}
