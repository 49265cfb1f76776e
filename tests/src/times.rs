//! Times in the notation of tests.

use basics::days_from_civil;

/// Milliseconds since 1970 of `2026-11-12T08:20:00Z`.
pub(crate) fn milliseconds(time: &str) -> Option<i64> {
    let numbers: Vec<i64> = time.split(['-', 'T', ':', 'Z']).map_while(|part| part.parse().ok()).collect();
    let [year, month, day, hours, minutes, seconds] = numbers[..] else { return None };
    let days = days_from_civil(year, month as u32, day as u32);
    Some((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000)
}
