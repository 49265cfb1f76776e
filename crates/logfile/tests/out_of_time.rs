//! Implausible times: from clocks that were never set, from fields that were never filled.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

mod shape;

use logfile::{Entry, Format, recognize};

/// Each time as parsed, as written, and whether it is implausible.
fn render(entry: &Entry<'_>) -> String {
    let time = entry.time.map_or("-".to_owned(), |time| logfile::rfc3339_local(time.local));
    let mark = if entry.is_out_of_time { " ignored" } else { "" };
    format!("{time}{mark} | {} | {}", entry.time_as_written(), entry.characters(entry.message.clone()))
}

/// Reads a text of this format in which `{}` is replaced by a date of the year 2026, and then for one that is none; in
/// the entries expected, `{}` is what was written.
fn check(format: Format, text: &str, good: &str, bad: &[&str]) {
    for year in bad {
        let bytes = text.replacen("{}", good, 1).replacen("{}", year, 1).replace("{}", good).into_bytes();
        let reading = recognize(bytes.len() as u64, &bytes, &bytes, None);
        assert_eq!(reading.format, format, "{year}");
        let rows = shape::entries_as(&reading, &bytes, bytes.len(), render);
        let rows: Vec<&str> = rows.iter().filter(|row| !row.contains("#")).map(String::as_str).collect();
        assert_eq!(rows.len(), 3, "{rows:?}");
        for (at, row) in rows.iter().enumerate() {
            let is_bad = at == 1;
            assert_eq!(row.contains("- ignored |"), is_bad, "{year}: {row}");
            assert_eq!(row.contains(" 2026-11-12T"), !is_bad, "{year}: {row}");
            assert!(row.contains(if is_bad { year } else { good }), "what is written stays: {row}");
            assert!(row.contains(["first", "second", "third"][at]), "the text stays: {row}");
        }
        for block in [1, 7, 50] {
            assert_eq!(
                shape::entries_as(&reading, &bytes, block, render).len(),
                shape::entries_as(&reading, &bytes, bytes.len(), render).len()
            );
        }
    }
}

/// The same line three times, with other words in it.
fn lines(line: &str) -> String {
    ["first", "second", "third"].map(|word| line.replace("WORD", word)).concat()
}

#[test]
fn of_configuration_manager() {
    let bad =
        ["01-01-0001", "01-01-1601", "01-01-1970", "11-12-1980", "12-31-1989", "01-01-2101", "12-31-9999"];
    let record = "<![LOG[WORD]LOG]!><time=\"10:22:50.842-60\" date=\"{}\" component=\"ScanAgent\" context=\"\" type=\"1\" \
                  thread=\"1\" file=\"\">\r\n";
    check(Format::CmTrace, &lines(record), "11-12-2026", &bad);
    let record = "WORD  $$<SMS_WSUS_SYNC_MANAGER><{} 10:22:50.842-60><thread=1 (0x1)>\r\n";
    check(Format::SiteServer, &lines(record), "11-12-2026", &bad);
}

#[test]
fn of_windows() {
    let slashes = ["0001/01/01", "1601/01/01", "1970/01/01", "1980/11/12", "2101/01/01", "9999/12/31"];
    let hyphens = slashes.map(|date| date.replace('/', "-"));
    let hyphens: Vec<&str> = hyphens.iter().map(String::as_str).collect();
    let record = "{} 10:22:50.8420000 1020  6716  Agent           WORD\r\n";
    check(Format::WindowsUpdate, &lines(record), "2026/11/12", &slashes);
    check(
        Format::WindowsUpdateLegacy,
        &lines("{}\t10:22:50:842\t1020\t1a3c\tAgent\tWORD\r\n"),
        "2026-11-12",
        &hyphens,
    );
    check(
        Format::Servicing,
        &lines("{} 10:22:50, Info                  CBS    WORD\r\n"),
        "2026-11-12",
        &hyphens,
    );
    check(Format::Stamped, &lines("{} 10:22:50 agent: WORD\r\n"), "2026-11-12", &hyphens[1..5]);
}

#[test]
fn of_traces_and_event_logs() {
    let dates = ["1601-01-01", "1970-01-01", "1980-11-12", "2101-01-01", "9999-12-31"];
    let head = "#Events\tkind=System\tcomputer=PC01\n";
    let event = "{} 10:22:50.842\t4\t4\t8\tEventLog 6005: WORD\n";
    check(Format::EventLog, &[head, &lines(event)].concat(), "2026-11-12", &dates);
    let head = "#Trace\tkind=WindowsUpdate\tevents=3\tbytes=4096\n";
    let event = "{} 10:22:50.8420000\t-60\t1020\t6716\tAgent\t4\tWORD\n";
    check(
        Format::Trace,
        &[head, &lines(event)].concat(),
        "2026/11/12",
        &dates.map(|date| date.replace('-', "/")).each_ref().map(String::as_str),
    );
}

#[test]
fn of_web_servers() {
    let fields = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) \
                  sc-status sc-substatus sc-win32-status time-taken\n";
    let row = "{} 10:22:50 192.0.2.1 POST /ClientWebService/WORD - 8530 - 192.0.2.2 agent 200 0 0 15\n";
    check(
        Format::Iis,
        &[fields, &lines(row)].concat(),
        "2026-11-12",
        &["0001-01-01", "1601-01-01", "1980-11-12", "9999-12-31"],
    );
}
