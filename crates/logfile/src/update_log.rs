//! The text of a trace as the lines that Get-WindowsUpdateLog would have written of it.
//!
//! ```text
//! 2026/11/12 10:22:50.8422964 1020  6716  Agent           message
//! ```
//!
//! Date and time, process and thread in five columns at least, the component in fifteen, and the message; lines end in
//! CR LF (the module of the command, `WindowsUpdateLog.psm1`, fills its columns so). What the text log has no column
//! for is left out: the level, and the zone.

use crate::formats::trace::{STAMP, TraceColumns};
use crate::formats::windows_update::fixed_stamp;
use crate::lines::trim_end;
use crate::time::minute_text;

/// Appends `lines` to `out`: whole lines of the text that `events` makes of a trace, in UTF-8, and none that is cut.
///
/// Times are those of the machine that wrote the trace, or UTC. A head line is left out; a line without a time belongs
/// to the message before it, and stays as it is.
pub fn to_update_log(lines: &[u8], utc: bool, out: &mut Vec<u8>) {
    let mut rest = lines;
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        let line = trim_end(line);
        if !line.starts_with(b"#Trace\t") {
            write(line, utc, out);
            out.extend_from_slice(b"\r\n");
        }
    }
}

fn write(line: &[u8], utc: bool, out: &mut Vec<u8>) {
    let event = fixed_stamp(line).filter(|_| line.get(STAMP) == Some(&b'\t'));
    let Some(local) = event else {
        out.extend_from_slice(line);
        return;
    };
    let mut columns = TraceColumns { record: line, at: STAMP + 1 };
    let bias = columns.number().filter(|_| utc).unwrap_or(0);
    columns.next();
    // Zones have no seconds: seconds and fractions stay as they are.
    out.extend_from_slice(minute_text(local + bias * 60_000).as_bytes());
    out.extend_from_slice(&line[MINUTE..STAMP]);
    for width in [5_usize, 5, 15] {
        let place = columns.next();
        out.push(b' ');
        out.extend_from_slice(&line[place.clone()]);
        let is_character = |byte: &&u8| **byte & 0xC0 != 0x80;
        let written = line[place].iter().filter(is_character).count();
        out.extend(std::iter::repeat_n(b' ', width.saturating_sub(written)));
    }
    out.push(b' ');
    out.extend_from_slice(line.get(columns.at..).unwrap_or_default());
}

/// When the first event of such a text was written, in milliseconds since 1970 UTC: what orders the texts of several
/// files.
pub fn first_time(text: &[u8]) -> Option<i64> {
    let line = text.split(|&byte| byte == b'\n').find(|line| !line.starts_with(b"#Trace\t"))?;
    let local = fixed_stamp(line)?;
    let bias = TraceColumns { record: line, at: STAMP + 1 }.number()?;
    Some(local + bias * 60_000)
}

/// The bytes of `2026/11/12 10:22`.
const MINUTE: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, utc: bool, expected: &str) {
        let mut out = Vec::new();
        to_update_log(text.as_bytes(), utc, &mut out);
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }

    #[test]
    fn columns_are_those_of_the_text_log() {
        let text = "#Trace\tkind=WindowsUpdate\tbuild=22631\n\
                    2026/11/12 10:22:50.8422964\t-60\t4\t1020\t6716\tAgent\t* START * Finding updates\n\
                    2026/11/12 10:22:51.0000001\t-60\t3\t12\t123456\tDownloadManagerX\t*FAILED* [80245108] once\nand\tagain\n\n\
                    2026/11/12 10:22:52.0000000\t-60\t4\t1020\t6716\tMisc\t\n";
        check(
            text,
            false,
            "2026/11/12 10:22:50.8422964 1020  6716  Agent           * START * Finding updates\r\n\
             2026/11/12 10:22:51.0000001 12    123456 DownloadManagerX *FAILED* [80245108] once\r\nand\tagain\r\n\r\n\
             2026/11/12 10:22:52.0000000 1020  6716  Misc            \r\n",
        );
    }

    #[test]
    fn times_are_those_of_the_machine_or_utc() {
        let at = |bias: &str| format!("2026/12/31 23:30:50.8422964\t{bias}\t4\t1020\t6716\tAgent\tx\n");
        check(&at("-60"), false, "2026/12/31 23:30:50.8422964 1020  6716  Agent           x\r\n");
        check(&at("-60"), true, "2026/12/31 22:30:50.8422964 1020  6716  Agent           x\r\n");
        check(&at("330"), true, "2027/01/01 05:00:50.8422964 1020  6716  Agent           x\r\n");
        check(&at("x"), true, "2026/12/31 23:30:50.8422964 1020  6716  Agent           x\r\n");
    }

    #[test]
    fn texts_are_ordered_by_their_first_events() {
        let text = "#Trace\tkind=SIH\n1970/01/01 00:00:01.5000000\t-60\t4\t1\t1\tAgent\tx\n";
        assert_eq!(first_time(text.as_bytes()), Some(1500 - 3_600_000));
        assert_eq!(first_time(b"#Trace\tkind=SIH\n"), None);
    }

    #[test]
    fn a_truncated_line_keeps_its_text() {
        check(
            "2026/11/12 10:22:50.8422964\t-60",
            false,
            "2026/11/12 10:22:50.8422964                             \r\n",
        );
        check("no event\r\n", true, "no event\r\n");
        check("größe 2026/11/12 10:22:50.8422964\t-60\n", true, "größe 2026/11/12 10:22:50.8422964\t-60\r\n");
        check("", false, "");
    }
}
