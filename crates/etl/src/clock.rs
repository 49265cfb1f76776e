//! From the ticks of a session's clock to time.

/// What the ticks of a session count (`TRACE_LOGFILE_HEADER.ReservedFlags`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ticks {
    /// The performance counter (1), with its ticks per second.
    Counter(u64),
    /// The system's time (2): hundreds of nanoseconds since 1601-01-01 UTC.
    SystemTime,
    /// The cycles of the processor (3), with millions of cycles per second.
    Cycles(u32),
}

/// The clock of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// What its ticks count.
    pub ticks: Ticks,
    /// What it showed when the trace began.
    pub origin: u64,
    /// When the trace began: hundreds of nanoseconds since 1601-01-01 UTC.
    pub start: u64,
}

/// Hundreds of nanoseconds in a second.
pub(crate) const SECOND: u64 = 10_000_000;

/// From here on a number is a time of our days (1980) and no performance counter: at ten million ticks a second the
/// machine would have to run for a thousand years.
const OUR_DAYS: u64 = 119_600_064_000_000_000;

impl Clock {
    /// The clock that the file of a session declares.
    ///
    /// Files of Windows before Vista leave the kind 0: the stamp of their first record shows whether it is the time at
    /// which the trace began.
    pub(crate) fn of(kind: u32, frequency: u64, megahertz: u32, origin: u64, start: u64) -> Self {
        let ticks = match kind {
            2 => Ticks::SystemTime,
            3 => Ticks::Cycles(megahertz),
            0 if origin >= OUR_DAYS => Ticks::SystemTime,
            _ => Ticks::Counter(frequency),
        };
        Self { ticks, origin, start }
    }

    /// When it showed this: hundreds of nanoseconds since 1601-01-01 UTC. It is exact to one of them, and the start of
    /// the trace where the clock's frequency is not known.
    pub fn time(&self, ticks: u64) -> u64 {
        let frequency = match self.ticks {
            Ticks::SystemTime => return ticks,
            Ticks::Counter(SECOND) => {
                return self.start.saturating_add_signed(ticks.wrapping_sub(self.origin).cast_signed());
            }
            Ticks::Counter(frequency) => frequency,
            Ticks::Cycles(megahertz) => u64::from(megahertz) * 1_000_000,
        };
        // Buffers of other processors may hold events from before the trace's first record.
        match ticks.checked_sub(self.origin) {
            Some(after) => self.start.saturating_add(spent(after, frequency)),
            None => self.start.saturating_sub(spent(self.origin - ticks, frequency)),
        }
    }

    /// When it showed this, if the stamp may be a time instead: WPP's messages can ask for either in the same
    /// session.
    pub(crate) fn time_of_message(&self, ticks: u64) -> u64 {
        if matches!(self.ticks, Ticks::Counter(_)) && ticks >= OUR_DAYS { ticks } else { self.time(ticks) }
    }
}

/// The duration of this many ticks. Multiplying all ticks at once would overflow 64 bits after days, and 128 bits cost
/// a slow division for each event: so seconds go by themselves, and of a frequency beyond a terahertz, which no clock
/// has, the lowest bits go.
fn spent(ticks: u64, frequency: u64) -> u64 {
    let (Some(seconds), Some(rest)) = (ticks.checked_div(frequency), ticks.checked_rem(frequency)) else {
        return 0;
    };
    let spare = if frequency >> 40 == 0 { 0 } else { 24 };
    let rest = (rest >> spare) * SECOND / (frequency >> spare);
    seconds.saturating_mul(SECOND).saturating_add(rest)
}

#[cfg(test)]
mod tests {
    use super::{Clock, OUR_DAYS, Ticks};

    const START: u64 = 134_044_309_654_479_919;

    fn after(ticks: Ticks, origin: u64, now: u64) -> i64 {
        Clock { ticks, origin, start: START }.time(now).cast_signed() - START.cast_signed()
    }

    #[test]
    fn ticks_become_hundreds_of_nanoseconds() {
        assert_eq!(after(Ticks::Counter(10_000_000), 5, 12), 7);
        assert_eq!(after(Ticks::Counter(10_000_000), 12, 5), -7, "an event from before the first record");
        assert_eq!(
            after(Ticks::Counter(3_579_545), 0, 3_579_545 * 60),
            600_000_000,
            "the ACPI timer, a minute"
        );
        assert_eq!(after(Ticks::Counter(2_000_000), 100, 98), -10);
        assert_eq!(after(Ticks::Cycles(3_000), 0, 3_000_000), 10_000, "a millisecond of cycles");
        assert_eq!(after(Ticks::SystemTime, 1, START + 4), 4);
    }

    #[test]
    fn long_sessions_and_fast_clocks_do_not_overflow() {
        let year = 365 * 86_400;
        assert_eq!(after(Ticks::Counter(24_000_000), 0, 24_000_000 * year), (year * 10_000_000) as i64);
        assert_eq!(
            after(Ticks::Cycles(4_999), 0, 4_999_000_000 * year + 4_999),
            (year * 10_000_000 + 10) as i64
        );
        assert_eq!(after(Ticks::Counter(u64::MAX), 0, u64::MAX / 2), 4_999_999, "no clock, and no overflow");
        assert_eq!(after(Ticks::Counter(1 << 40), 0, 3 << 39), 15_000_000);
        assert_eq!(after(Ticks::Counter((1 << 40) - 1), 0, (1 << 40) - 2), 9_999_999);
    }

    #[test]
    fn without_a_frequency_all_is_at_the_start() {
        assert_eq!(after(Ticks::Counter(0), 5, 900), 0);
        assert_eq!(after(Ticks::Cycles(0), 5, 900), 0);
    }

    #[test]
    fn ends_of_time_do_not_wrap() {
        let clock = Clock { ticks: Ticks::Counter(1), origin: 0, start: START };
        assert_eq!(clock.time(u64::MAX), u64::MAX);
        let clock = Clock { ticks: Ticks::Counter(1), origin: u64::MAX, start: START };
        assert_eq!(clock.time(0), 0);
    }

    #[test]
    fn the_file_declares_the_kind_of_clock() {
        let ticks = |kind, origin| Clock::of(kind, 10, 20, origin, START).ticks;
        assert_eq!(ticks(1, 0), Ticks::Counter(10));
        assert_eq!(ticks(2, 0), Ticks::SystemTime);
        assert_eq!(ticks(3, 0), Ticks::Cycles(20));
        assert_eq!(ticks(0, 77), Ticks::Counter(10), "an old file whose first stamp is no time");
        assert_eq!(ticks(0, START), Ticks::SystemTime, "an old file whose first stamp is one");
    }

    #[test]
    fn messages_may_be_stamped_with_the_time_in_a_session_of_ticks() {
        let clock = Clock { ticks: Ticks::Counter(10_000_000), origin: 100, start: START };
        assert_eq!(clock.time_of_message(101), START + 1);
        assert_eq!(clock.time_of_message(OUR_DAYS + 5), OUR_DAYS + 5);
    }
}
