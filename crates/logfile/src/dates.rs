//! Dates as locales write them: which of two numbers is the day, and which the month.

use crate::time::day_ms;

/// Which of the first two numbers of a date is the day, if the year comes last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// Unknown: such dates are not read.
    #[default]
    Unknown,
    /// `24.12.2021`
    DayFirst,
    /// `12/24/2021`
    MonthFirst,
}

/// The two numbers of a date before its year, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DateNumbers {
    pub(crate) first: u32,
    pub(crate) second: u32,
    pub(crate) year: u32,
    /// Whether they are written with a zero before them.
    pub(crate) padded: [bool; 2],
    pub(crate) separator: u8,
}

impl DateNumbers {
    /// The midnight that begins the day, in milliseconds since 1970; none if two days could be meant.
    pub(crate) fn midnight(self, order: DateOrder) -> Option<i64> {
        let Self { first, second, year, .. } = self;
        match order {
            DateOrder::DayFirst => day_ms(year, second, first),
            DateOrder::MonthFirst => day_ms(year, first, second),
            DateOrder::Unknown if first == second => day_ms(year, first, second),
            DateOrder::Unknown => None,
        }
    }

    /// The order that this date alone allows.
    pub(crate) fn only_order(self) -> DateOrder {
        match (self.first > 12, self.second > 12, self.separator) {
            (true, false, _) | (false, false, b'.') => DateOrder::DayFirst,
            (false, true, _) => DateOrder::MonthFirst,
            _ => DateOrder::Unknown,
        }
    }

    /// The order of the Windows locale that writes dates this way: only American English pads no number, and locales that pad
    /// only the second one or both write the day first.
    pub(crate) fn order_of_locale(self) -> DateOrder {
        let short = [self.first, self.second].map(|number| number < 10);
        match (self.padded, short) {
            ([false, false], [true, _] | [_, true]) => DateOrder::MonthFirst,
            ([_, true], _) | ([true, _], _) => DateOrder::DayFirst,
            _ => DateOrder::Unknown,
        }
    }
}
