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

/// A difference with its sign: `+1.027 s`, `−3 h 02 min`.
pub(super) fn difference(millis: i64) -> String {
    let sign = if millis < 0 { "\u{2212}" } else { "+" };
    let all = millis.unsigned_abs();
    let two = |value: u64| [if value < 10 { "0" } else { "" }, &value.to_string()].concat();
    let thousandth = (all % 1_000 + 1_000).to_string();
    let seconds = all / 1_000;
    match seconds {
        0..60 => [sign, &seconds.to_string(), ".", &thousandth[1..], " s"].concat(),
        60..3_600 => [sign, &(seconds / 60).to_string(), " min ", &two(seconds % 60), " s"].concat(),
        3_600..86_400 => {
            [sign, &(seconds / 3_600).to_string(), " h ", &two(seconds / 60 % 60), " min"].concat()
        }
        _ => [sign, &(seconds / 86_400).to_string(), " d ", &two(seconds / 3_600 % 24), " h"].concat(),
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
    fn differences_use_two_units() {
        assert_eq!(difference(0), "+0.000 s");
        assert_eq!(difference(-8_298), "\u{2212}8.298 s");
        assert_eq!(difference(61_000), "+1 min 01 s");
        assert_eq!(difference(3_720_000), "+1 h 02 min");
        assert_eq!(difference(90_000_000), "+1 d 01 h");
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
