//! Days in which no log has an entry: the computer was off or asleep, or entries are missing.

use logfile::LocalTime;
use report::Change;

use crate::logs::file_tally::{HOUR, MOST_HOURS};
use crate::logs::given_log::{GivenLog, files_of};
use crate::sort;

/// A day in hours: a shorter silence is normal.
const DAY: i64 = 24;

/// The longest silence of all logs between two moments in UTC: a day or more, and at least twice as long as any silence
/// before. Logs that were rarely written show nothing.
pub(crate) fn silence_between(logs: &[GivenLog], from: i64, to: i64) -> Option<Change> {
    let (from, to) = (from.div_euclid(HOUR), to.div_euclid(HOUR));
    if to - from <= DAY {
        return None;
    }
    let hours = active_hours(logs)?;
    let first = *hours.first()?;
    // Each pair of hours with entries, and nothing between the two.
    let gaps = || hours.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
    let length = |(before, after): &(i64, i64)| after - before - 1;
    let usual = gaps().filter(|(_, after)| *after <= from).map(|gap| length(&gap)).max()?;
    let is_between = |(before, after): &(i64, i64)| *before >= from && *after <= to;
    let longest = gaps().filter(is_between).max_by_key(length)?;
    let is_silence = length(&longest) >= DAY.max(2 * usual) && from - first >= DAY;
    let (days, hours) = (length(&longest) / DAY, length(&longest));
    let long = if days == 1 { format!("{hours} hours") } else { format!("{days} days") };
    is_silence.then(|| Change {
        name: format!("No log entries for {long}"),
        before: String::new(),
        after: String::new(),
        time: Some(logfile::rfc3339_utc((longest.0 + 1) * HOUR)),
        evidence: Vec::new(),
    })
}

/// The hours in UTC in which some log has an entry, in order; `None` if not all of them are known.
fn active_hours(logs: &[GivenLog]) -> Option<Vec<i64>> {
    let mut hours = Vec::new();
    for (place, log, file) in files_of(logs).filter(|(_, log, _)| log.clock.is_known()) {
        if file.tally.hours.len() >= MOST_HOURS {
            return None;
        }
        let bias = file.tally.span.and_then(|(first, _)| first.bias);
        let utc =
            |hour: &i32| log.ms(place.part, u64::MAX, LocalTime { local: i64::from(*hour) * HOUR, bias });
        hours.extend(file.tally.hours.iter().map(|hour| utc(hour).div_euclid(HOUR)));
    }
    sort::by(&mut hours, Ord::cmp);
    hours.dedup();
    Some(hours)
}
