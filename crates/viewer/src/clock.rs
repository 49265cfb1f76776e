//! The time of an entry, and of the entries after it that have none.

use logfile::LocalTime;

use crate::row::Row;

/// The time of the last entry that has one, as its log writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    /// Milliseconds since 1970 of the log's own clock; [`NO_TIME`] before the first time.
    local: i64,
    /// Minutes to add for UTC; [`NO_BIAS`] if the entry does not give it.
    bias: i16,
}

const NO_TIME: i64 = i64::MIN;
const NO_BIAS: i16 = i16::MIN;
const MINUTE: i64 = 60_000;

impl Clock {
    /// The clock before the first time of a log.
    pub(crate) const UNSET: Self = Self { local: NO_TIME, bias: NO_BIAS };

    pub(crate) fn new(local: i64, bias: Option<i16>) -> Self {
        Self { local, bias: bias.unwrap_or(NO_BIAS) }
    }

    pub(crate) fn local(self) -> Option<i64> {
        (self.local != NO_TIME).then_some(self.local)
    }

    pub(crate) fn bias(self) -> Option<i16> {
        (self.bias != NO_BIAS).then_some(self.bias)
    }

    /// Milliseconds since 1970 in UTC, if `default` is the bias of entries that give none.
    #[inline]
    pub(crate) fn moment(self, default: i16) -> Option<i64> {
        let bias = if self.bias == NO_BIAS { default } else { self.bias };
        self.local().map(|local| local + i64::from(bias) * MINUTE)
    }
}

impl From<LocalTime> for Clock {
    fn from(time: LocalTime) -> Self {
        Self::new(time.local, time.bias)
    }
}

/// Milliseconds from one row to another: negative if the second one is earlier. None if one of them has no time, or if
/// only one of them names its zone.
pub fn elapsed(from: &Row, to: &Row) -> Option<i64> {
    match (from.utc, to.utc) {
        (Some(from), Some(to)) => Some(to - from),
        (None, None) => Some(to.local? - from.local?),
        _ => None,
    }
}

/// A duration in milliseconds for people: `0.250 s`, `1 min 02.000 s`, `2 d 03 h 04 min 05.006 s`.
pub fn elapsed_words(ms: i64) -> String {
    let sign = if ms < 0 { "-" } else { "" };
    let ms = ms.unsigned_abs();
    let (days, hours, minutes) = (ms / 86_400_000, ms / 3_600_000 % 24, ms / 60_000 % 60);
    let (seconds, rest) = (ms / 1000 % 60, ms % 1000);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{sign}{seconds}.{rest:03} s"),
        (0, 0, _) => format!("{sign}{minutes} min {seconds:02}.{rest:03} s"),
        (0, ..) => format!("{sign}{hours} h {minutes:02} min {seconds:02}.{rest:03} s"),
        _ => format!("{sign}{days} d {hours:02} h {minutes:02} min {seconds:02}.{rest:03} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short() {
        let check = |ms, words: &str| assert_eq!(elapsed_words(ms), words);
        check(0, "0.000 s");
        check(250, "0.250 s");
        check(-1500, "-1.500 s");
        check(62_000, "1 min 02.000 s");
        check(3_600_000, "1 h 00 min 00.000 s");
        check(2 * 86_400_000 + 11_045_006, "2 d 03 h 04 min 05.006 s");
        assert!(elapsed_words(i64::MIN).starts_with('-'));
    }

    #[test]
    fn an_entry_without_zone_has_that_of_its_log() {
        assert_eq!(Clock::new(0, Some(60)).moment(-120), Some(3_600_000));
        assert_eq!(Clock::new(0, None).moment(-120), Some(-7_200_000));
        assert_eq!(Clock::UNSET.moment(0), None);
    }
}
