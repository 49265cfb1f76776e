//! The W3C format of IIS, whose columns a line `#Fields:` names.
//!
//! `2026-11-12 09:03:07 192.0.2.20 POST /ClientWebService/client.asmx - 8530 - 192.0.2.51 Windows-Update-Agent/… - 500
//! 0 0 118003` The administrator chooses the columns; status, substatus and Windows' own error are always side by side,
//! so the result of a request can be read from its row alone.

use super::spec::FormatSpec;
use super::w3c::{self, W3cRequest, W3cValue, level_of, number};
use crate::entry::EntryLevel;

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "IIS W3C",
    id: "iis",
    is_sure: |text| w3c::names_column(text, "cs-uri-stem"),
    is_entry,
    begins: super::is_not_blank,
    read: |reading, text, place, emit| emit(w3c::read(reading, text, place, request)),
};

/// A request that took longer than that in milliseconds counts as slow, regardless of its status.
const SLOW: u64 = 30_000;

fn is_entry(line: &[u8]) -> bool {
    let values: Vec<W3cValue<'_>> = w3c::w3c_values(line).take(64).collect();
    w3c::stamp(line).is_some() && method(&values).is_some() && !super::http_err::is_row(&values)
}

/// The place of the method: the word in capitals right before the path.
fn method(values: &[W3cValue<'_>]) -> Option<usize> {
    let is_method = |value: &[u8]| {
        (3..=24).contains(&value.len()) && value.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_')
    };
    values.windows(2).position(|pair| is_method(pair[0].1) && matches!(pair[1].1, [b'/', ..] | b"*"))
}

/// The methods that name themselves as the component of a row; other words would give thousands of components.
const METHODS: [&[u8]; 10] = [
    b"GET",
    b"POST",
    b"HEAD",
    b"PUT",
    b"DELETE",
    b"OPTIONS",
    b"PROPFIND",
    b"CCM_POST",
    b"BITS_POST",
    b"DEBUG",
];

fn request(values: &[W3cValue<'_>]) -> Option<W3cRequest> {
    let method = method(values);
    let component = method.map(|at| values[at].clone()).filter(|(_, name)| METHODS.contains(name));
    let component = component.map_or(0..0, |(place, _)| place);
    let (status, took) = answer(&values[method.unwrap_or(0)..]).unwrap_or((0, 0));
    let level = match level_of(status) {
        EntryLevel::Info if took >= SLOW => EntryLevel::Warning,
        level => level,
    };
    // Rows with other columns are requests too: only rows without a time are not.
    Some(W3cRequest { level, component })
}

/// The status of a row, and how many milliseconds it took.
///
/// Only bytes sent and received may be between the two, if they are logged.
fn answer(values: &[W3cValue<'_>]) -> Option<(u64, u64)> {
    let at = values.windows(3).position(|three| {
        let [status, substatus, windows] = [three[0].1, three[1].1, three[2].1];
        let is_status =
            status.len() == 3 && number(status).is_some_and(|status| (100..600).contains(&status));
        is_status && substatus.len() <= 3 && number(substatus).is_some() && number(windows).is_some()
    })?;
    let mut numbers = values[at..].iter().map_while(|(_, value)| number(value));
    let status = numbers.next()?;
    let took = numbers.skip(2).last().unwrap_or(0);
    Some((status, took))
}
