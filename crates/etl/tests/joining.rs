//! Several files as one session.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics when something is wrong")]

use etl::encode::{TraceSession, TraceWriter};
use etl::{Header, Reader, TracePart, join};

/// A file of a session that began this many minutes after the first; another session has another name, or another start
/// of the machine.
fn head(minutes: u64, change: impl FnOnce(&mut TraceSession)) -> Header {
    let mut session = TraceSession::default();
    session.start += minutes * 600_000_000;
    session.end = Some(session.start + 300_000_000);
    change(&mut session);
    let mut reader = Reader::default();
    reader.push(&TraceWriter::new(session).finish(), &mut |_, _| {});
    reader.finish(&mut |_, _| {}).header.unwrap()
}

/// The order in which files are put, and what is missing: files given as name and head.
fn joined(files: &[(&str, Header)]) -> (Vec<String>, Vec<String>, u64) {
    let parts: Vec<TracePart<'_>> = files.iter().map(|(name, header)| TracePart { name, header }).collect();
    let joined = join(&parts);
    let first = files.iter().map(|(_, header)| header.start).min().unwrap_or(0);
    let minute = |time: u64| (time - first) as f64 / 6e8;
    let gaps = joined.gaps.iter().map(|gap| {
        let (from, until) = (minute(gap.from), minute(gap.until));
        format!("{} before {} from {from} until {until}", gap.files, files[gap.before].0)
    });
    (joined.order.iter().map(|&place| files[place].0.to_owned()).collect(), gaps.collect(), joined.lost)
}

#[test]
fn files_are_put_in_the_order_of_their_beginnings() {
    let (order, gaps, _) = joined(&[
        ("WindowsUpdate.3.etl", head(20, |_| {})),
        ("WindowsUpdate.1.etl", head(0, |_| {})),
        ("WindowsUpdate.2.etl", head(10, |_| {})),
    ]);
    assert_eq!(order, ["WindowsUpdate.1.etl", "WindowsUpdate.2.etl", "WindowsUpdate.3.etl"]);
    assert_eq!(gaps, [""; 0]);
    assert_eq!(joined(&[]).0, [""; 0]);
}

#[test]
fn missing_numbers_are_gaps() {
    let (_, gaps, _) = joined(&[
        ("logs/WindowsUpdate.20251008.140245.447.4.etl", head(0, |_| {})),
        ("logs/WindowsUpdate.20251008.141245.447.7.etl", head(10, |_| {})),
    ]);
    assert_eq!(gaps, ["2 before logs/WindowsUpdate.20251008.141245.447.7.etl from 0.5 until 10"]);
    let (_, gaps, _) =
        joined(&[("a.4.etl", head(0, |session| session.end = None)), ("a.6.etl", head(10, |_| {}))]);
    assert_eq!(gaps, ["1 before a.6.etl from 0 until 10"], "from its beginning where its end is not known");
}

#[test]
fn a_new_session_begins_with_the_first_number() {
    // The service was started again: its numbers begin again, and so after a restart of the machine.
    let (_, gaps, _) = joined(&[("a.4.etl", head(0, |_| {})), ("a.1.etl", head(10, |_| {}))]);
    assert_eq!(gaps, [""; 0]);
    let (_, gaps, _) = joined(&[("a.4.etl", head(0, |_| {})), ("a.3.etl", head(10, |_| {}))]);
    assert_eq!(gaps, ["2 before a.3.etl from 0.5 until 10"]);
    let restarted = head(10, |session| session.boot += 3_000_000_000);
    let (_, gaps, _) = joined(&[("a.4.etl", head(0, |_| {})), ("a.5.etl", restarted)]);
    assert_eq!(gaps, ["4 before a.5.etl from 0.5 until 10"]);
}

#[test]
fn copies_and_files_without_numbers_make_no_gaps() {
    let copies = [("a.4.etl", head(0, |_| {})), ("a.4.etl", head(0, |_| {})), ("a.5.etl", head(10, |_| {}))];
    assert_eq!(joined(&copies).1, [""; 0]);
    let alone = |session: &mut TraceSession| session.mode = 0;
    let (_, gaps, _) =
        joined(&[("a_195.etl", head(0, alone)), ("a_777.etl", head(10, alone)), ("", head(20, |_| {}))]);
    assert_eq!(gaps, [""; 0]);
}

#[test]
fn events_lost_are_counted_once_a_session() {
    let lost = |lost| move |session: &mut TraceSession| session.lost = lost;
    let files =
        [("a.1.etl", head(0, lost(3))), ("a.2.etl", head(10, lost(41))), ("a.1.etl", head(20, lost(5)))];
    assert_eq!(joined(&files).2, 46);
}
