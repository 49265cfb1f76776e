//! Records that run together: a table cell or a ticket system replaced line ends by spaces.

use logfile::{Format, begins_inside, excerpt_begins_inside, line_format};

use super::pasted_text::{PastedText, is_entry};

/// Splits lines that contain several records, if most records of a text are not at the beginning of a line.
pub(super) fn part(text: &mut PastedText) -> bool {
    let parted: Vec<Vec<&str>> = text.lines.iter().map(|line| records(line)).collect();
    let inside: usize = parted.iter().map(|records| records.len() - 1).sum();
    let heads = text.lines.iter().filter(|line| is_entry(line)).count();
    if inside == 0 || inside < heads {
        return false;
    }
    text.lines = parted.into_iter().flatten().map(str::to_owned).collect();
    true
}

/// The records of a line, at least one.
fn records(line: &str) -> Vec<&str> {
    let bytes = line.as_bytes();
    let mut records = Vec::new();
    let mut from = 0;
    let is_excerpt = line_format(bytes).is_none() && is_entry(line);
    for at in 1..bytes.len() {
        // A record begins with its columns, or ends with them.
        let is_end =
            matches!(bytes[at - 1], b')' | b'>') && bytes[at] == b' ' && ends_record(&line[from..at]);
        if is_end || begins_inside(bytes, at) || is_excerpt && excerpt_begins_inside(bytes, at) {
            let record = line[from..at].trim_end();
            if !record.trim().is_empty() {
                records.push(record);
                from = at + usize::from(is_end);
            }
        }
    }
    let rest = line[from..].trim_start_matches(|c| from > 0 && c == ' ');
    if !rest.is_empty() || records.is_empty() {
        records.push(rest);
    }
    records
}

fn ends_record(record: &str) -> bool {
    const COLUMNS: usize = 200;
    let near = record.len().saturating_sub(COLUMNS);
    let ends_in_thread = record.as_bytes()[near..].windows(3).any(|signs| signs == b"(0x");
    ends_in_thread && matches!(line_format(record.as_bytes()), Some(Format::SiteServer | Format::CmTraceList))
}
