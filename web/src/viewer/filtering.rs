//! The chips of the filter, as the user changes them.

use report::{Run, ViewChip, ViewCondition, ViewPattern, ViewRow};

use super::address;
use super::clock::{Place, place};
use super::line_context::time_range;
use super::model::Viewer;
use crate::state::ShownReport;
use crate::time::{utc_words, zone_ahead};

impl Viewer {
    /// Adds a chip; one with the same condition is replaced.
    pub(super) fn add_chip(&mut self, chip: ViewChip) {
        self.chips.retain(|other| other.condition != chip.condition);
        self.chips.push(chip);
        self.filter();
    }

    /// Shows only, or hides, the lines with a text.
    pub(super) fn add_text(&mut self, text: &str, hides: bool) {
        if !text.is_empty() {
            let pattern = ViewPattern { text: text.to_owned(), ..ViewPattern::default() };
            self.add_chip(ViewChip { condition: ViewCondition::Text(pattern), hides });
        }
    }

    /// Hides what a chip shows, and shows what it hides.
    pub(super) fn invert_chip(&mut self, at: usize) {
        if let Some(chip) = self.chips.get_mut(at) {
            chip.hides = !chip.hides;
            self.filter();
        }
    }

    /// Shows only this time, in milliseconds since 1970 UTC: from the first, and before the second. An end that is not
    /// given stays as it was.
    pub(super) fn limit_time(&mut self, from: Option<i64>, before: Option<i64>) {
        let is_time = |chip: &ViewChip| matches!(chip.condition, ViewCondition::Time(..)) && !chip.hides;
        let (old_from, old_before) = match self.chips.iter().find(|chip| is_time(chip)) {
            Some(ViewChip { condition: ViewCondition::Time(from, before), .. }) => (*from, *before),
            _ => (i64::MIN, i64::MAX),
        };
        self.chips.retain(|chip| !is_time(chip));
        let condition = ViewCondition::Time(from.unwrap_or(old_from), before.unwrap_or(old_before));
        self.add_chip(ViewChip { condition, hides: false });
    }

    /// Shows only the time that was typed; a minute is meant from its first to its last second.
    pub(super) fn limit_typed_time(&mut self) {
        let row = self.chosen.as_ref().map(|chosen| &*chosen.row).or(self.timed.as_deref());
        let read = |typed: &str| match place(typed, row) {
            Some(Place::Time(time)) => Ok(Some(time)),
            None if typed.trim().is_empty() => Ok(None),
            _ => Err(()),
        };
        let minute = |typed: &str| if typed.matches(':').count() == 1 { 60_000 } else { 1_000 };
        let after_last = minute(&self.typed_range.1);
        match (read(&self.typed_range.0), read(&self.typed_range.1)) {
            (Ok(None), Ok(None)) | (Err(()), _) | (_, Err(())) => {
                self.news = "Write times such as 09:14 or 2026-11-12 09:14:22.".to_owned();
            }
            (Ok(from), Ok(to)) => self
                .limit_time(Some(from.unwrap_or(i64::MIN)), Some(to.map_or(i64::MAX, |to| to + after_last))),
        }
    }

    /// A chip in words, without whether it hides.
    pub(super) fn chip_in_words(&self, chip: &ViewChip, report: Option<&ShownReport>) -> String {
        let ViewCondition::Time(from, before) = chip.condition else { return address::words(chip) };
        let mut runs = report.into_iter().flat_map(|report| report.runs_of_machines().map(|(_, run)| run));
        let is_it = |run: &&Run| time_range(run) == Some((from, before.saturating_sub(1)));
        match runs.find(is_it) {
            Some(run) => ["the time of run ", &run.id.to_string()].concat(),
            None => range_in_words(from, before, self.timed.as_deref()),
        }
    }
}

/// A time range in the zone of a row, else in UTC; `before` is the first millisecond after it.
pub(super) fn range_in_words(from: i64, before: i64, row: Option<&ViewRow>) -> String {
    let zone = row.and_then(|row| zone_ahead(&row.written, row.utc?));
    let at = |time: i64| utc_words(time.saturating_add(i64::from(zone.unwrap_or(0)) * 60_000));
    let utc = if zone.is_none() { " UTC" } else { "" };
    match (from, before.saturating_sub(1)) {
        (i64::MIN, last) => ["time up to ", &at(last), utc].concat(),
        (from, _) if before == i64::MAX => ["time from ", &at(from), utc].concat(),
        (from, last) => {
            let (from, last) = (at(from), at(last));
            let is_same_day = from.get(..11) == last.get(..11);
            let last = if is_same_day { last.get(11..).unwrap_or_default() } else { &last };
            ["time ", &from, " to ", last, utc].concat()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-12 08:13:41.204 UTC.
    const AT: i64 = 1_794_471_221_204;

    #[test]
    fn a_time_range_is_in_the_zone_of_the_log() {
        let row = ViewRow { written: "09:13:41.204".into(), utc: Some(AT), ..ViewRow::default() };
        let words = |from, before| range_in_words(from, before, Some(&row));
        assert_eq!(words(AT, AT + 1_001), "time 2026-11-12 09:13:41.204 to 09:13:42.204");
        assert_eq!(words(i64::MIN, AT + 1), "time up to 2026-11-12 09:13:41.204");
        assert_eq!(words(AT, i64::MAX), "time from 2026-11-12 09:13:41.204");
        assert_eq!(words(AT, AT + 86_400_001), "time 2026-11-12 09:13:41.204 to 2026-11-13 09:13:41.204");
    }

    #[test]
    fn without_a_row_it_is_in_utc() {
        assert_eq!(range_in_words(i64::MIN, AT + 1, None), "time up to 2026-11-12 08:13:41.204 UTC");
    }
}
