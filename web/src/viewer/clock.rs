//! The time of a row: as written, in UTC, or relative to the chosen row.

use report::ViewRow;

use crate::time::{Moment, utc_words, zone_ahead};

/// The form of the times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TimeForm {
    /// As the log has it.
    #[default]
    Written,
    /// In UTC.
    Utc,
    /// The difference to the chosen row.
    Relative,
}

/// The time of a row; `chosen` is the time of the chosen row.
pub(super) fn time(row: &ViewRow, form: TimeForm, chosen: Option<i64>) -> String {
    match (form, row.utc, chosen) {
        (TimeForm::Utc, Some(utc), _) => utc_words(utc),
        (TimeForm::Relative, Some(utc), Some(chosen)) => difference(utc - chosen),
        _ => row.written.clone(),
    }
}

/// A difference with its sign: `+1.027 s`, `−3 h 02 min 10 s`.
pub(super) fn difference(millis: i64) -> String {
    [if millis < 0 { "\u{2212}" } else { "+" }, &duration(millis.unsigned_abs())].concat()
}

/// A time in milliseconds in words: with milliseconds below an hour, with minutes from a day on.
pub(super) fn duration(millis: u64) -> String {
    let two = |value: u64| [if value < 10 { "0" } else { "" }, &value.to_string()].concat();
    let thousandth = (millis % 1_000 + 1_000).to_string();
    let thousandth = &thousandth[1..];
    let (days, hours, minutes) = (millis / 86_400_000, millis / 3_600_000 % 24, millis / 60_000 % 60);
    let seconds = millis / 1_000 % 60;
    match (days, hours, minutes) {
        (0, 0, 0) => [&seconds.to_string(), ".", thousandth, " s"].concat(),
        (0, 0, _) => [&minutes.to_string(), " min ", &two(seconds), ".", thousandth, " s"].concat(),
        (0, ..) => [&hours.to_string(), " h ", &two(minutes), " min ", &two(seconds), " s"].concat(),
        _ => [&days.to_string(), " d ", &two(hours), " h ", &two(minutes), " min"].concat(),
    }
}

/// The place to go to: a line, or a time in milliseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A line.
    Line(u64),
    /// A time.
    Time(i64),
}

/// Reads what the user typed: a line number, `09:14`, `09:14:22.5` or `2026-11-12 09:14`. A time is in the zone of the
/// row, and without a day on its day.
pub(super) fn place(typed: &str, row: Option<&ViewRow>) -> Option<Place> {
    let typed = typed.trim();
    if let Ok(line) = typed.replace([',', '.', ' '], "").parse() {
        return Some(Place::Line(line));
    }
    let row = row?;
    let ahead = i64::from(zone_ahead(&row.written, row.utc?).unwrap_or(0)) * 60_000;
    let (day, clock) = typed.split_once([' ', 'T']).unwrap_or(("", typed));
    let today = utc_words(row.utc? + ahead);
    let day = if day.is_empty() { today.get(..10)? } else { day };
    let clock = if clock.matches(':').count() == 1 { [clock, ":00"].concat() } else { clock.to_owned() };
    let clock = if clock.find(':') == Some(1) { ["0", &clock].concat() } else { clock };
    let local = Moment::parse(&[day, "T", &clock].concat())?.millis();
    Some(Place::Time(local - ahead))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> ViewRow {
        // 2026-11-12 08:13:41.204 UTC, in a zone one hour ahead.
        let written = "11-12-2026 09:13:41.204".to_owned();
        ViewRow { written, utc: Some(1_794_471_221_204), ..ViewRow::default() }
    }

    #[test]
    fn times_have_three_forms() {
        let row = row();
        assert_eq!(time(&row, TimeForm::Written, None), "11-12-2026 09:13:41.204");
        assert_eq!(time(&row, TimeForm::Utc, None), "2026-11-12 08:13:41.204");
        assert_eq!(time(&row, TimeForm::Relative, row.utc.map(|utc| utc - 1_027)), "+1.027 s");
    }

    #[test]
    fn differences_are_as_precise_as_their_length_needs() {
        assert_eq!(difference(0), "+0.000 s");
        assert_eq!(difference(-8_298), "\u{2212}8.298 s");
        assert_eq!(difference(61_027), "+1 min 01.027 s");
        assert_eq!(difference(3_723_999), "+1 h 02 min 03 s");
        assert_eq!(difference(90_180_000), "+1 d 01 h 03 min");
        assert_eq!(difference(i64::MIN), "\u{2212}106751991167 d 07 h 12 min");
    }

    #[test]
    fn a_line_or_a_time_is_read() {
        let row = row();
        let at = |typed| place(typed, Some(&row));
        assert_eq!(at("22,907"), Some(Place::Line(22_907)));
        assert_eq!(at("09:13:41.204"), Some(Place::Time(1_794_471_221_204)));
        assert_eq!(at("9:13"), Some(Place::Time(1_794_471_180_000)));
        assert_eq!(at("2026-11-13 09:13"), Some(Place::Time(1_794_471_180_000 + 86_400_000)));
        assert_eq!(at("soon"), None);
        assert_eq!(place("09:13", None), None);
    }
}
