//! Times of the report as text: RFC 3339 parsed without a calendar crate, shown in the time zone of the log.

use basics::{civil_from_days, days_from_civil};
use report::{EvidenceLine, Run};

/// A moment, and the zone in which it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Milliseconds since 1970, in the zone in which it is shown.
    local: i64,
    /// Minutes that this zone is ahead of UTC; none if the log does not contain it.
    zone: Option<i32>,
}

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;
/// The days of the week, as times show them.
pub(crate) const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Moment {
    /// Parses `2026-11-12T08:13:41.204Z`; a time without a zone is in the log's unknown zone.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let rest = text.get(19..)?;
        let digits =
            rest.strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
        let fraction = if digits > 0 { rest.get(1..=digits.min(3))?.parse::<i64>().ok()? } else { 0 };
        let millis = fraction * [0, 100, 10, 1].get(digits.min(3))?;
        let zone = match rest.get(if digits > 0 { digits + 1 } else { 0 }..)? {
            "" => None,
            "Z" => Some(0),
            offset => {
                let minutes =
                    offset.get(1..3)?.parse::<i32>().ok()? * 60 + offset.get(4..6)?.parse::<i32>().ok()?;
                Some(if offset.starts_with('-') { -minutes } else { minutes })
            }
        };
        let local = days_from_civil(year, month as u32, day as u32) * DAY
            + hour * HOUR
            + minute * MINUTE
            + second * 1_000
            + millis;
        Some(Self { local, zone })
    }

    /// The same moment in another zone; unchanged if its own zone is not known.
    pub(crate) fn in_zone(self, zone: Option<i32>) -> Self {
        match (self.zone, zone) {
            (Some(own), Some(zone)) => {
                Self { local: self.local + i64::from(zone - own) * MINUTE, zone: Some(zone) }
            }
            _ => self,
        }
    }

    /// Milliseconds since 1970, in UTC if the zone is known; for differences.
    pub(crate) fn millis(self) -> i64 {
        self.local - i64::from(self.zone.unwrap_or(0)) * MINUTE
    }

    /// `Thu 12 Nov 2026`.
    pub(crate) fn day(self) -> String {
        let (year, ..) = civil_from_days(self.local.div_euclid(DAY));
        [&self.short_day(), " ", &year.to_string()].concat()
    }

    /// `Thu 12 Nov`.
    pub(crate) fn short_day(self) -> String {
        let day_number = self.local.div_euclid(DAY);
        let (_, month, day) = civil_from_days(day_number);
        let weekday = DAYS[(day_number + 3).rem_euclid(7) as usize];
        let month = MONTHS.get((month - 1) as usize).copied().unwrap_or_default();
        [weekday, " ", &day.to_string(), " ", month].concat()
    }

    /// `09:13:41`.
    pub(crate) fn clock(self) -> String {
        let second = self.local.rem_euclid(MINUTE) / 1_000;
        [&self.hour(), ":", &two(second)].concat()
    }

    /// `09:13`.
    pub(crate) fn hour(self) -> String {
        let of_day = self.local.rem_euclid(DAY);
        [two(of_day / HOUR), ":".to_owned(), two(of_day % HOUR / MINUTE)].concat()
    }

    /// `Thu 12 Nov 2026, 09:13:41`.
    pub(crate) fn whole(self) -> String {
        [&self.day(), ", ", &self.clock()].concat()
    }

    /// `Thu 12 Nov 09:13`.
    pub(crate) fn short(self) -> String {
        [&self.short_day(), " ", &self.hour()].concat()
    }

    /// `UTC+01:00`, `UTC`, or that the zone is unknown.
    pub(crate) fn zone(self) -> String {
        match self.zone {
            None => "unknown time zone".to_owned(),
            Some(0) => "UTC".to_owned(),
            Some(zone) => {
                let sign = if zone < 0 { "UTC\u{2212}" } else { "UTC+" };
                let ahead = i64::from(zone.abs());
                [sign, &two(ahead / 60), ":", &two(ahead % 60)].concat()
            }
        }
    }

    /// The midnight at the start of its day, and the next one: for the axis of days.
    pub(crate) fn next_day(self) -> Self {
        Self { local: (self.local.div_euclid(DAY) + 1) * DAY, zone: self.zone }
    }
}

/// A day since 1970: `Thu 12 Nov 2026`.
pub(crate) fn day(since_1970: i64) -> String {
    Moment { local: since_1970 * DAY, zone: None }.day()
}

/// From one moment to another: `Thu 12 Nov 2026, 09:13:41 to 09:14:22`.
pub(crate) fn span(start: Moment, end: Moment) -> String {
    let end_text = if start.day() == end.day() { end.clock() } else { end.whole() };
    [&start.whole(), " to ", &end_text].concat()
}

/// A time of the report in a zone, or unchanged if it cannot be parsed.
pub(crate) fn show(text: &str, zone: Option<i32>, how: fn(Moment) -> String) -> String {
    Moment::parse(text).map_or_else(|| text.to_owned(), |moment| how(moment.in_zone(zone)))
}

/// A duration: `0.3 s`, `41.5 s`, `12 min`, `3 h 20 min`, `2 days`.
pub(crate) fn length(millis: i64) -> String {
    let millis = millis.max(0);
    match millis {
        0..100_000 => {
            let tenths = (millis + 50) / 100;
            [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), " s"].concat()
        }
        100_000..HOUR => [&((millis + 30_000) / MINUTE).to_string(), " min"].concat(),
        HOUR..172_800_000 => {
            let minutes = (millis + 30_000) / MINUTE;
            match minutes % 60 {
                0 => [&(minutes / 60).to_string(), " h"].concat(),
                rest => [&(minutes / 60).to_string(), " h ", &rest.to_string(), " min"].concat(),
            }
        }
        _ => [&(millis / DAY).to_string(), " days"].concat(),
    }
}

/// The milliseconds between two times of the report.
pub(crate) fn between(start: Option<&str>, end: Option<&str>) -> Option<i64> {
    Some(Moment::parse(end?)?.millis() - Moment::parse(start?)?.millis())
}

/// The time zone of a run's logs: the difference between a time as logged and the same time in UTC.
pub(crate) fn zone_of(run: &Run) -> Option<i32> {
    run.steps.iter().flat_map(|step| &step.evidence).find_map(zone_of_line)
}

/// The time zone of a line.
pub(crate) fn zone_of_line(evidence: &EvidenceLine) -> Option<i32> {
    let utc = Moment::parse(evidence.utc.as_deref().filter(|utc| utc.ends_with('Z'))?)?.local;
    zone_ahead(&evidence.time, utc)
}

/// `2026-11-12 08:13:41.204`, for milliseconds since 1970.
pub(crate) fn utc_words(utc: i64) -> String {
    let moment = Moment { local: utc, zone: Some(0) };
    let (year, month, day) = civil_from_days(utc.div_euclid(DAY));
    let millis = (utc.rem_euclid(1_000) + 1_000).to_string();
    let date = [&year.to_string(), "-", &two(month.into()), "-", &two(day.into()), " "].concat();
    [&date, &moment.clock(), ".", &millis[1..]].concat()
}

/// `2026-11-12T08:13:41.204Z`, for milliseconds since 1970.
pub(crate) fn iso(utc: i64) -> String {
    [&utc_words(utc).replace(' ', "T"), "Z"].concat()
}

/// How many minutes the zone of a time as written is ahead of UTC.
pub(crate) fn zone_ahead(written: &str, utc: i64) -> Option<i32> {
    let of_day = utc.rem_euclid(DAY) / MINUTE;
    let ahead = (minute_of_day(written)? - of_day).rem_euclid(1_440);
    // Zones range from UTC-12 to UTC+14, in steps of 15 minutes.
    let ahead = (ahead + 7) / 15 * 15;
    i32::try_from(if ahead > 14 * 60 { ahead - 1_440 } else { ahead }).ok()
}

/// The minute of the day in a time in any log format: the digits around its first colon.
fn minute_of_day(written: &str) -> Option<i64> {
    let (before, after) = written.split_once(':')?;
    let hour = before.get(before.len().checked_sub(2)?..).or(Some(before))?.trim().parse::<i64>().ok()?;
    Some(hour * 60 + after.get(..2)?.parse::<i64>().ok()?)
}

fn two(number: i64) -> String {
    if number < 10 { ["0", &number.to_string()].concat() } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).expect(text)
    }

    #[test]
    fn times_are_shown_in_words() {
        let moment = at("2026-11-12T08:13:41.204Z");
        assert_eq!(moment.whole(), "Thu 12 Nov 2026, 08:13:41");
        assert_eq!(moment.in_zone(Some(60)).whole(), "Thu 12 Nov 2026, 09:13:41");
        assert_eq!(moment.in_zone(Some(-570)).whole(), "Wed 11 Nov 2026, 22:43:41");
        assert_eq!(moment.short(), "Thu 12 Nov 08:13");
        assert_eq!(at("1969-12-31T23:59:59.999Z").whole(), "Wed 31 Dec 1969, 23:59:59");
        assert_eq!(at("2024-02-29T00:00:00Z").day(), "Thu 29 Feb 2024");
    }

    #[test]
    fn a_day_is_shown_without_a_time() {
        assert_eq!((day(0), day(20_769)), ("Thu 1 Jan 1970".to_owned(), "Thu 12 Nov 2026".to_owned()));
    }

    #[test]
    fn known_and_unknown_time_zones_are_named() {
        assert_eq!(at("2026-11-12T08:13:41.204Z").zone(), "UTC");
        assert_eq!(at("2026-11-12T08:13:41+05:30").zone(), "UTC+05:30");
        assert_eq!(at("2026-11-12T08:13:41.2-01:00").zone(), "UTC\u{2212}01:00");
        let own = at("2026-11-12T08:13:41.204");
        assert_eq!(own.zone(), "unknown time zone");
        assert_eq!(own.in_zone(Some(60)), own, "a time without a zone is not moved");
    }

    #[test]
    fn an_invalid_time_is_shown_unchanged() {
        for text in ["", "yesterday", "2026-11-12", "2026-11-12T08:13", "2026-11-12T08:13:41.é"] {
            assert_eq!(show(text, None, Moment::whole), text);
        }
    }

    #[test]
    fn durations_are_rounded() {
        for (millis, text) in [
            (-5, "0.0 s"),
            (300, "0.3 s"),
            (41_460, "41.5 s"),
            (100_000, "2 min"),
            (3_600_000, "1 h"),
            (12_000_000, "3 h 20 min"),
            (260_000_000, "3 days"),
        ] {
            assert_eq!(length(millis), text);
        }
        let took = between(Some("2026-11-12T08:13:41.204Z"), Some("2026-11-12T09:13:42.204+01:00"));
        assert_eq!(took, Some(1_000));
        assert_eq!(between(None, Some("2026-11-12T08:13:41.204Z")), None);
    }

    #[test]
    fn a_span_names_the_day_once() {
        let (start, end) = (at("2026-11-12T09:13:41Z"), at("2026-11-12T09:14:22Z"));
        assert_eq!(span(start, end), "Thu 12 Nov 2026, 09:13:41 to 09:14:22");
        let next = span(start, at("2026-11-13T00:00:01Z"));
        assert_eq!(next, "Thu 12 Nov 2026, 09:13:41 to Fri 13 Nov 2026, 00:00:01");
    }

    #[test]
    fn the_zone_is_derived_from_a_line() {
        for (written, zone) in [
            ("11-12-2026 09:14:21.534-060", Some(60)),
            ("2026-11-12\t03:14:21:534", Some(-300)),
            ("2026/11/12 13:44:21.5340043", Some(330)),
            ("08:14:21", Some(0)),
            ("22:14:21", Some(840)),
            ("no time", None),
        ] {
            let mut line = crate::fixture::line("ScanAgent.log", 1, "");
            line.utc = Some("2026-11-12T08:14:21.534Z".to_owned());
            written.clone_into(&mut line.time);
            assert_eq!(zone_of_line(&line), zone, "{written}");
        }
    }
}
