//! Times for people: the log's own time with its zone, and UTC beside it.

use basics::{civil_from_days, parse_day};
use report::{EvidenceLine, Report};

/// How many lines are read to learn the zone of the logs.
const LINES: usize = 20_000;

const DAY: i64 = 24 * 60 * 60;

/// The time zone of a machine's logs, learned from lines whose time is known in UTC too: it differs in summer and winter.
#[derive(Debug, Default)]
pub(crate) struct LogZones(Vec<(i64, i64)>);

impl LogZones {
    /// The zone of the logs of a report.
    pub(crate) fn of(report: &Report) -> Self {
        let of_flows = report.flows.iter().flat_map(|flow| &flow.steps);
        let of_runs = report.runs.iter().flat_map(|run| &run.steps);
        let of_findings = report.findings.iter().flat_map(|finding| &finding.evidence);
        let lines = of_flows.chain(of_runs).flat_map(|step| &step.evidence).chain(of_findings);
        Self(lines.take(LINES).filter_map(zone_of).collect())
    }

    /// A time of the report, in the zone that its logs had at that time:
    /// `2026-11-17 02:12:48 UTC-05:00 (2026-11-17 07:12:48 UTC)`.
    pub(crate) fn show(&self, time: &str) -> String {
        let Some(utc) = time.strip_suffix('Z') else {
            return format!("{} (time zone unknown)", seconds_of(time));
        };
        let shown = format!("{} UTC", seconds_of(utc));
        let Some(seconds) = parse(utc) else { return shown };
        match self.ahead_at(seconds) {
            None | Some(0) => shown,
            Some(ahead) => format!("{} {} ({shown})", local(seconds, ahead), zone(ahead)),
        }
    }

    /// From one time to another: `2026-11-17 02:12:48 to 02:20:00 UTC-05:00 (2026-11-17 07:12:48 to 07:20:00 UTC)`.
    pub(crate) fn span(&self, from: &str, to: &str) -> String {
        let utc = from.strip_suffix('Z').zip(to.strip_suffix('Z'));
        let Some((utc_from, utc_to)) = utc else {
            return format!("{} to {}", self.show(from), self.show(to));
        };
        let shown = format!("{} UTC", between(&seconds_of(utc_from), &seconds_of(utc_to)));
        let Some((from, to)) = parse(utc_from).zip(parse(utc_to)) else { return shown };
        match (self.ahead_at(from), self.ahead_at(to)) {
            (None | Some(0), None | Some(0)) => shown,
            (Some(ahead), Some(same)) if ahead == same => {
                let local = between(&local(from, ahead), &local(to, ahead));
                format!("{local} {} ({shown})", zone(ahead))
            }
            (ahead, other) => {
                let [ahead, other] = [ahead, other].map(Option::unwrap_or_default);
                let (from, to) = (local(from, ahead), local(to, other));
                format!("{from} {} to {to} {} ({shown})", zone(ahead), zone(other))
            }
        }
    }

    /// How many minutes the zone of the nearest line is ahead of UTC.
    fn ahead_at(&self, seconds: i64) -> Option<i64> {
        self.0.iter().min_by_key(|(known, _)| known.abs_diff(seconds)).map(|(_, ahead)| *ahead)
    }

    /// The same for a time that can be missing.
    pub(crate) fn show_or(&self, time: Option<&String>, missing: &str) -> String {
        time.map_or_else(|| missing.to_owned(), |time| self.show(time))
    }
}

/// The time of a log line, as the log writes it, and in UTC.
pub(crate) fn time_of_line(line: &EvidenceLine) -> String {
    let written: Vec<&str> = line.time.split_whitespace().collect();
    let written = written.join(" ");
    match line.utc.as_deref().and_then(|utc| utc.strip_suffix('Z')) {
        Some(utc) if written.is_empty() => format!("{} UTC", utc.replace('T', " ")),
        Some(utc) => format!("{written} ({} UTC)", utc.replace('T', " ")),
        None if written.is_empty() => "without a time".to_owned(),
        None => format!("{written} (time zone unknown)"),
    }
}

/// When a line was written, and how many minutes its log's zone is ahead of UTC.
fn zone_of(line: &EvidenceLine) -> Option<(i64, i64)> {
    let utc = parse(line.utc.as_deref()?.strip_suffix('Z')?)?;
    let ahead = (minute_of_day(&line.time)? - utc.rem_euclid(DAY) / 60).rem_euclid(1_440);
    // Zones range from UTC-12 to UTC+14, in steps of 15 minutes.
    let ahead = (ahead + 7) / 15 * 15;
    Some((utc, if ahead > 14 * 60 { ahead - 1_440 } else { ahead }))
}

/// The minute of the day in a time of any log format: the digits around its first colon.
fn minute_of_day(written: &str) -> Option<i64> {
    let (before, after) = written.split_once(':')?;
    let hour = before.len().checked_sub(2).and_then(|from| before.get(from..)).unwrap_or(before);
    let hour = hour.trim().parse::<i64>().ok().filter(|hour| (0..24).contains(hour))?;
    let minute = after.get(..2)?.parse::<i64>().ok().filter(|minute| (0..60).contains(minute))?;
    Some(hour * 60 + minute)
}

/// The seconds since 1970 of `2026-11-17T07:12:48.769`.
fn parse(time: &str) -> Option<i64> {
    let (day, clock) = time.split_once('T').filter(|(day, _)| day.len() == 10)?;
    let number = |from: usize, to: usize| clock.get(from..to)?.parse::<i64>().ok();
    Some(parse_day(day)?.checked_mul(DAY)? + number(0, 2)? * 3_600 + number(3, 5)? * 60 + number(6, 8)?)
}

/// The time of a moment in a zone: `2026-11-17 02:12:48`.
fn local(seconds: i64, ahead: i64) -> String {
    let seconds = seconds + ahead * 60;
    let (year, month, day) = civil_from_days(seconds.div_euclid(DAY));
    let of_day = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// From one time to another; the day is written once.
fn between(from: &str, to: &str) -> String {
    let day = |time: &str| time.split_once(' ').map(|(day, _)| day.to_owned());
    match to.split_once(' ') {
        Some((of, clock)) if day(from).as_deref() == Some(of) => format!("{from} to {clock}"),
        _ => format!("{from} to {to}"),
    }
}

/// `UTC+01:00`.
fn zone(ahead: i64) -> String {
    let sign = if ahead < 0 { '-' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", ahead.abs() / 60, ahead.abs() % 60)
}

/// A time without its fraction, with a blank between day and time.
fn seconds_of(time: &str) -> String {
    time.split('.').next().unwrap_or(time).replace('T', " ")
}

#[cfg(test)]
mod tests {
    use report::EvidenceKind;

    use super::*;

    /// A line with its time as written, and in UTC.
    fn line(time: &str, utc: Option<&str>) -> EvidenceLine {
        EvidenceLine {
            id: String::new(),
            kind: EvidenceKind::Failed,
            log: "WUAHandler.log".into(),
            file: 0,
            line: 1,
            bytes: [0, 1],
            time: time.into(),
            utc: utc.map(str::to_owned),
            text: String::new(),
            state: None,
            count: 1,
        }
    }

    #[test]
    fn a_line_has_its_own_time_and_utc() {
        for (written, utc, shown) in [
            (
                "11-12-2026 09:14:21.534-060",
                Some("2026-11-12T08:14:21.534Z"),
                "11-12-2026 09:14:21.534-060 (2026-11-12 08:14:21.534 UTC)",
            ),
            ("2026-11-12\t03:14:21:534", None, "2026-11-12 03:14:21:534 (time zone unknown)"),
            ("09:14", Some("2026-11-12T09:14:00.000"), "09:14 (time zone unknown)"),
            ("", None, "without a time"),
        ] {
            assert_eq!(time_of_line(&line(written, utc)), shown);
        }
    }

    #[test]
    fn a_time_is_shown_in_the_zone_of_the_nearest_line() {
        let zones = LogZones(vec![(1_793_000_000, 120), (1_794_470_400, -300)]);
        for (time, shown) in [
            ("2026-11-17T07:12:48.769Z", "2026-11-17 02:12:48 UTC-05:00 (2026-11-17 07:12:48 UTC)"),
            ("2026-10-25T23:00:00Z", "2026-10-26 01:00:00 UTC+02:00 (2026-10-25 23:00:00 UTC)"),
            ("2026-11-17T07:12:48.769", "2026-11-17 07:12:48 (time zone unknown)"),
            ("yesterday", "yesterday (time zone unknown)"),
            ("éZ", "é UTC"),
        ] {
            assert_eq!(zones.show(time), shown);
        }
        assert_eq!(LogZones::default().show("2026-11-17T07:12:48.769Z"), "2026-11-17 07:12:48 UTC");
    }

    #[test]
    fn a_span_names_the_day_and_the_zone_once() {
        let zones = LogZones(vec![(1_793_000_000, 120), (1_794_470_400, -300)]);
        for (from, to, shown) in [
            (
                "2026-11-17T07:12:48.769Z",
                "2026-11-17T07:20:00.000Z",
                "2026-11-17 02:12:48 to 02:20:00 UTC-05:00 (2026-11-17 07:12:48 to 07:20:00 UTC)",
            ),
            (
                "2026-10-25T23:00:00Z",
                "2026-11-17T07:20:00Z",
                "2026-10-26 01:00:00 UTC+02:00 to 2026-11-17 02:20:00 UTC-05:00 \
                 (2026-10-25 23:00:00 to 2026-11-17 07:20:00 UTC)",
            ),
            (
                "2026-11-17T07:12:48",
                "2026-11-17T07:20:00",
                "2026-11-17 07:12:48 (time zone unknown) to 2026-11-17 07:20:00 (time zone unknown)",
            ),
        ] {
            assert_eq!(zones.span(from, to), shown);
        }
        let utc = LogZones::default().span("2026-11-17T07:12:48Z", "2026-11-18T00:00:00Z");
        assert_eq!(utc, "2026-11-17 07:12:48 to 2026-11-18 00:00:00 UTC");
    }

    #[test]
    fn the_zone_is_learned_from_a_line() {
        for (written, ahead) in [
            ("11-12-2026 09:14:21.534-060", Some(60)),
            ("2026-11-12\t03:14:21:534", Some(-300)),
            ("2026/11/12 13:44:21.5340043", Some(330)),
            ("8:14", Some(0)),
            ("22:14:21", Some(840)),
            ("99:14", None),
            ("no time", None),
            ("é:é", None),
        ] {
            let line = line(written, Some("2026-11-12T08:14:21.534Z"));
            assert_eq!(zone_of(&line).map(|(_, ahead)| ahead), ahead, "{written}");
        }
    }
}
