//! The format of one line, without the log around it: used to split pasted excerpts.

use crate::excerpt::{self, FORMATS};
use crate::format::Format;
use crate::formats::{holds_cmtrace, update_excerpt};

/// The formats whose lines name a time and more, as those of no other format and no prose do.
const KNOWN: [Format; 12] = [
    Format::WindowsUpdate,
    Format::WindowsUpdateLegacy,
    Format::SiteServer,
    Format::CmTraceList,
    Format::Servicing,
    Format::Msi,
    Format::Burn,
    Format::ReportingEvents,
    Format::SoftwareDistribution,
    Format::WsusChanges,
    Format::SupSetup,
    Format::Iis,
];

/// The format of which a line is an entry, or the first line of one; none for prose and for lines that continue others.
pub fn line_format(line: &[u8]) -> Option<Format> {
    if line.starts_with(b"<![LOG[") {
        return Some(Format::CmTrace);
    }
    // What holds the mark elsewhere is a message that was cut, or decorated.
    if holds_cmtrace(line) {
        return None;
    }
    let is_entry = |format: &Format| format.spec().is_some_and(|spec| (spec.is_entry)(line));
    KNOWN.into_iter().find(is_entry)
}

/// The same, for lines that lost columns.
pub fn excerpt_line_format(line: &[u8]) -> Option<Format> {
    excerpt::line_format(line)
}

/// Whether a line begins with a time, of any log.
pub fn begins_with_time(line: &[u8]) -> bool {
    Format::Stamped.spec().is_some_and(|spec| (spec.is_entry)(line))
}

/// Whether a line that runs on could begin an entry at this place: date, time and more, in the middle of a line.
pub fn begins_inside(line: &[u8], at: usize) -> bool {
    /// No head is longer.
    const HEAD: usize = 200;
    let Some(rest) = line.get(at..) else { return false };
    let may_begin = matches!(rest.first(), Some(b'0'..=b'9' | b'{' | b'M'))
        && !at.checked_sub(1).is_some_and(|before| line[before].is_ascii_digit() || line[before] == b'{');
    let rest = &rest[..rest.len().min(HEAD)];
    may_begin
        && FORMATS.iter().any(|format| format.spec().is_some_and(|spec| (spec.begins)(rest)))
        && !rest.starts_with(b"Property(")
}

/// The same for lines that lost their columns but the component: `… 0x80244010 PT WARNING: Sync of Updates: …`.
pub fn excerpt_begins_inside(line: &[u8], at: usize) -> bool {
    update_excerpt::begins_inside(line, at)
}
