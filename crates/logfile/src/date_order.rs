//! Which of two numbers of a date is the day, inferred from all dates of a log.

use crate::dates::DateOrder;
use crate::stamp::{Stamp, WrittenDate, stamp};

/// The order of the dates in the head and tail of a text.
///
/// A number above twelve decides; then the file's last change, in milliseconds since 1970 UTC, which is near the
/// last date; and, if Windows itself wrote the dates, how it pads them.
pub(crate) fn order_of(texts: [&[u8]; 2], modified: Option<i64>, by_locale: bool) -> DateOrder {
    let (mut days, mut months, mut last) = (0, 0, None);
    let mut locale = [0; 2];
    for text in texts {
        each_stamp(text, |stamp| {
            let Some(WrittenDate::Numbers(numbers)) = stamp.date else { return };
            let count = |order, day: &mut u32, month: &mut u32| match order {
                DateOrder::DayFirst => *day += 1,
                DateOrder::MonthFirst => *month += 1,
                DateOrder::Unknown => {}
            };
            count(numbers.only_order(), &mut days, &mut months);
            let [day, month] = &mut locale;
            count(numbers.order_of_locale(), day, month);
            last = Some((numbers, stamp.of_day));
        });
    }
    let by_change = || {
        let (numbers, of_day) = last?;
        let lies_near = |order: &DateOrder| {
            let local = numbers.midnight(*order).map(|midnight| midnight + of_day);
            local.zip(modified).is_some_and(|(local, modified)| (local - modified).abs() <= NEAR)
        };
        let mut near = [DateOrder::DayFirst, DateOrder::MonthFirst].into_iter().filter(lies_near);
        near.next().filter(|_| near.next().is_none())
    };
    let most = |day: u32, month: u32| match day.cmp(&month) {
        std::cmp::Ordering::Greater => DateOrder::DayFirst,
        std::cmp::Ordering::Less => DateOrder::MonthFirst,
        std::cmp::Ordering::Equal => DateOrder::Unknown,
    };
    match most(days, months) {
        DateOrder::Unknown => {
            by_change().unwrap_or(if by_locale { most(locale[0], locale[1]) } else { DateOrder::Unknown })
        }
        known => known,
    }
}

/// How far a file's last change may lie from its last entry: two days, for zones and for a log that was still open.
const NEAR: i64 = 2 * 86_400_000;

/// Passes on every stamp with a date in the text.
fn each_stamp(text: &[u8], mut take: impl FnMut(&Stamp)) {
    let mut at = 0;
    while at < text.len() {
        let begins = text[at].is_ascii_digit() && (at == 0 || !text[at - 1].is_ascii_digit());
        match begins.then(|| stamp(&text[at..])).flatten() {
            Some(stamp) => {
                take(&stamp);
                at += stamp.end.max(1);
            }
            None => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, modified: Option<&str>, expected: DateOrder) {
        let modified = modified.and_then(|day| Some(stamp(day.as_bytes())?.time(DateOrder::Unknown)?.local));
        assert_eq!(order_of([text.as_bytes(), b""], modified, true), expected, "{text}");
    }

    #[test]
    fn a_number_above_twelve_decides() {
        check("3/12/2021 10:22:50, 3/13/2021 10:22:50", None, DateOrder::MonthFirst);
        check("03/12/2021  10:22:50 and 24/12/2021  10:22:50", None, DateOrder::DayFirst);
        check("12.03.2021 10:22:50", None, DateOrder::DayFirst);
        check("2021-03-24 10:22:50", None, DateOrder::Unknown);
    }

    #[test]
    fn then_the_last_change() {
        check("10/11/2021 10:22:50", None, DateOrder::Unknown);
        check("10/11/2021 10:22:50", Some("2021-10-11 08:22:50"), DateOrder::MonthFirst);
        check("10/11/2021 10:22:50", Some("2021-11-10 08:22:50"), DateOrder::DayFirst);
        check("10/11/2021 10:22:50", Some("2022-11-10 08:22:50"), DateOrder::Unknown);
    }

    #[test]
    fn then_how_windows_pads_it() {
        check("3/6/2021 10:22:50", None, DateOrder::MonthFirst);
        check("03/06/2021 10:22:50", None, DateOrder::DayFirst);
        check("3/06/2021 10:22:50", None, DateOrder::DayFirst);
    }
}
