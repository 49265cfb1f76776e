//! Dates of the Gregorian calendar as days since 1970-01-01, and back.
//!
//! Both directions are Howard Hinnant's algorithms (<https://howardhinnant.github.io/date_algorithms.html>): years
//! begin in March, so that the leap day is the last of its year.

/// Days since 1970-01-01 of a date. The date must be in the calendar: see [`days_in_month`].
pub fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = year - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The days since 1970-01-01 of a date such as `2026-11-23`; none if it is written differently.
pub fn parse_day(text: &str) -> Option<i64> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let is_day = (1..=12).contains(&month) && (1..=days_in_month(year.parse().ok()?, month)).contains(&day);
    is_day.then_some(days_from_civil(year.parse().ok()?, month, day))
}

/// Year, month (1 to 12) and day (1 to 31) of a number of days since 1970-01-01.
pub fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month as u32, day as u32)
}

/// How many days a month has; 0 if there is no such month.
pub fn days_in_month(year: i64, month: u32) -> u32 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(year: i64, month: u32, day: u32, days: i64) {
        assert_eq!(days_from_civil(year, month, day), days);
        assert_eq!(civil_from_days(days), (year, month, day));
    }

    #[test]
    fn days_count_from_1970() {
        check(1970, 1, 1, 0);
        check(1969, 12, 31, -1);
        check(2000, 2, 29, 11_016);
        check(2026, 11, 12, 20_769);
        check(1600, 12, 31, -134_775);
        check(9999, 12, 31, 2_932_896);
    }

    #[test]
    fn every_day_of_1200_years_follows_the_one_before() {
        let mut before = civil_from_days(-200_001);
        for days in -200_000..250_000 {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
            let is_next = if day == 1 {
                before.2 == days_in_month(before.0, before.1) && month == before.1 % 12 + 1
            } else {
                (year, month, day) == (before.0, before.1, before.2 + 1)
            };
            assert!(is_next, "{before:?} is followed by {year}-{month}-{day}");
            before = (year, month, day);
        }
    }

    #[test]
    fn only_leap_years_have_29_days_in_february() {
        assert_eq!([2023, 2024, 2100, 2000].map(|year| days_in_month(year, 2)), [28, 29, 28, 29]);
        assert_eq!([0, 13].map(|month| days_in_month(2024, month)), [0, 0]);
    }
}
