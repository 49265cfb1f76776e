//! The error log of HTTP.sys: requests that were refused before the web server saw them.
//!
//! `2026-11-12 09:03:07 192.0.2.51 50412 192.0.2.20 8530 HTTP/1.1 POST /ClientWebService/client.asmx - 503 1 AppOffline
//! WsusPool` Older versions have no column between path and status, newer ones one more at the end.

use super::spec::FormatSpec;
use super::w3c::{self, W3cRequest, W3cValue, level_of, number};
use crate::entry::EntryLevel;

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "HTTP.sys errors",
    id: "http-err",
    is_sure: |text| w3c::names_column(text, "s-reason"),
    is_entry,
    begins: super::is_not_blank,
    read: |reading, text, place, emit| emit(w3c::read(reading, text, place, request)),
};

fn is_entry(line: &[u8]) -> bool {
    let values: Vec<W3cValue<'_>> = w3c::w3c_values(line).take(64).collect();
    w3c::stamp(line).is_some() && is_row(&values)
}

/// Whether a row has addresses and ports of both sides before the version of HTTP, as only this log has.
pub(super) fn is_row(values: &[W3cValue<'_>]) -> bool {
    let rest = values.iter().position(|(_, value)| is_address(value)).map_or(&[][..], |at| &values[at..]);
    let [(_, client), (_, port), (_, server), (_, own_port), (_, version), ..] = rest else { return false };
    let is_port = |value: &[u8]| number(value).is_some_and(|port| port <= 65_535);
    let is_version = matches!(*version, b"-") || version.starts_with(b"HTTP/");
    [*client, *server].into_iter().all(is_address) && is_port(port) && is_port(own_port) && is_version
}

/// Whether a value is an address of version 4 or 6, the latter with its zone: `fe80::1%4`.
fn is_address(value: &[u8]) -> bool {
    let count = |expected: u8| value.iter().filter(|byte| **byte == expected).count();
    let is_of_it = |byte: &u8| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':' | b'%');
    value.iter().all(is_of_it) && (count(b'.') == 3 || count(b':') >= 2 && w3c::time_of_day(value).is_none())
}

fn request(values: &[W3cValue<'_>]) -> Option<W3cRequest> {
    if !is_row(values) {
        return None;
    }
    // After version, method and path: [stream] status site reason queue [transport]; a queue's name may have blanks.
    let address = values.iter().position(|(_, value)| is_address(value))?;
    let (_, rest) = values.split_at_checked(address + 7)?;
    let is_reason = |value: &[u8]| value.first().is_some_and(u8::is_ascii_uppercase);
    let reason = (2..=3).find(|&at| rest.get(at).is_some_and(|(_, value)| is_reason(value)));
    let status = reason.and_then(|at| number(rest.get(at - 2)?.1));
    let queue = reason.map_or(&[][..], |at| rest.get(at + 1..).unwrap_or_default());
    let queue = match queue {
        [name @ .., (_, b"TCP" | b"QUIC" | b"-")] if !name.is_empty() => name,
        [(_, b"-")] => &[],
        name => name,
    };
    let component = match queue {
        [(first, _), .., (last, _)] => first.start..last.end,
        [(only, _)] => only.clone(),
        [] => 0..0,
    };
    let level = status.map_or(EntryLevel::Info, level_of);
    Some(W3cRequest { level, component })
}
