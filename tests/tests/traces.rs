//! Traces beside the text log that Windows makes of them: the same report, except for names, clock and levels.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use logfile::to_update_log;
use report::{LogRow, Report};
use tests::{TestFile, Trace, TraceEvent, Way, analyze, scenarios, text_bytes, text_of};

/// The name of the trace.
const NAME: &str = "WindowsUpdate.20261112.000000.000.1.etl";

/// The events of a WindowsUpdate.log as Get-WindowsUpdateLog writes it; none of another file.
fn events_of(file: &TestFile) -> Option<Vec<TraceEvent>> {
    let text = String::from_utf8(file.bytes.clone()).ok()?;
    let reading = logfile::recognize(file.bytes.len() as u64, &file.bytes, &file.bytes, file.modified);
    if reading.format != logfile::Format::WindowsUpdate {
        return None;
    }
    let mut events: Vec<TraceEvent> = Vec::new();
    for line in text.trim_end().split("\r\n") {
        let columns: Vec<&str> = line.split_whitespace().take(5).collect();
        let is_event = line.get(..27).is_some_and(|stamp| stamp.as_bytes()[19] == b'.');
        match (&columns[..], is_event) {
            ([_, _, process, thread, component], true) => {
                let (process, thread) = (process.parse().ok()?, thread.parse().ok()?);
                let begin = line.find(component)? + component.len().max(15) + 1;
                let message = line.get(begin..).unwrap_or_default();
                events.push(TraceEvent {
                    stamp: line[..27].to_owned(),
                    level: if message.starts_with("*FAILED*") { 3 } else { 4 },
                    process,
                    thread,
                    component: (*component).to_owned(),
                    message: message.to_owned(),
                });
            }
            // A message continues.
            _ => events.last_mut()?.message.push_str(&format!("\r\n{line}")),
        }
    }
    // Text decoded without symbols has no times.
    events.iter().all(|event| event.stamp.starts_with("20")).then_some(events)
}

/// The minutes to add for UTC that a row of logs names: `UTC+01:00, …`; none if its zone is not known.
fn bias_of(row: &LogRow) -> Option<i32> {
    let zone = row.clock.strip_prefix("UTC")?.get(..6)?;
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let minutes = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
    Some(if zone.starts_with('+') { -minutes } else { minutes })
}

fn row_of<'r>(report: &'r Report, name: &str) -> Option<&'r LogRow> {
    report.all().flat_map(|report| &report.logs).find(|row| row.name == name)
}

/// The report without what differs for a trace: its name, the request for more of it, the source of its clock, and
/// that the zone is known.
fn without_clock(report: &Report, name: &str, is_known: bool) -> String {
    let text = text_of(report).replace(NAME, name);
    let is_about_clocks = |line: &&str| {
        let line = line.trim_start();
        (line.starts_with("log ") && line.contains(name))
            || line.contains("The time zone of this log is unknown")
            // Only a trace names the build of Windows.
            || line.starts_with("versions: Windows build")
    };
    // Of a trace the ones before it are missing, of a text its rollover.
    let is_asked_for = |line: &str| line.starts_with("missing ") && line.contains("WindowsUpdate.");
    let words =
        |line: &str| if is_asked_for(line) { "missing: more of it".to_owned() } else { line.to_owned() };
    let lines: Vec<String> = text.lines().filter(|line| !is_about_clocks(line)).map(words).collect();
    let text = lines.join("\n");
    // A time without a zone is written without its sign.
    if is_known {
        text
    } else {
        text.replace("Z ", " ").replace("Z,", ",").replace("Z\n", "\n").replace("Z:", ":").replace(" UTC", "")
    }
}

/// The scenarios with one WindowsUpdate.log and no trace: their files, the place of that log, and its events.
fn texts() -> Vec<(String, Vec<TestFile>, usize, Vec<TraceEvent>)> {
    let mut texts = Vec::new();
    for (folder, files) in scenarios() {
        let known: Vec<(usize, Vec<TraceEvent>)> =
            files.iter().enumerate().filter_map(|(at, file)| Some((at, events_of(file)?))).collect();
        if let [(at, events)] = &known[..]
            && !files.iter().any(|file| file.name.ends_with(".etl"))
        {
            texts.push((folder.display().to_string(), files.clone(), *at, events.clone()));
        }
    }
    assert!(texts.len() >= 30, "{} scenarios have a WindowsUpdate.log", texts.len());
    texts
}

#[test]
fn a_trace_gives_the_report_of_its_text() {
    for (what, files, at, events) in texts() {
        let report = analyze(&files, Way::default());
        let name = &files[at].name;
        let row = row_of(&report, name).unwrap_or_else(|| panic!("{what}: no row is called {name}"));
        let bias = bias_of(row);
        let bytes = Trace { bias: bias.unwrap_or(0), events, ..Trace::default() }.bytes();
        let mut traced = files.clone();
        traced[at] = TestFile { name: NAME.to_owned(), bytes, ..files[at].clone() };
        let of_trace = analyze(&traced, Way::default());
        let traced_row = row_of(&of_trace, NAME).unwrap_or_else(|| panic!("{what}: the trace has no row"));
        assert_eq!((&traced_row.kind, traced_row.entries), (&row.kind, row.entries), "{what}");
        let [found, expected] =
            [&of_trace, &report].map(|report| without_clock(report, name, bias.is_some()));
        let other = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
        assert!(found == expected, "{what}: {other:?} in\n{found}");
    }
}

#[test]
fn a_trace_is_converted_to_its_text() {
    for (what, files, at, events) in texts() {
        for bias in [-60, 480] {
            let bytes = Trace { bias, events: events.clone(), ..Trace::default() }.bytes();
            let text = text_bytes(&TestFile::alone(NAME, bytes), b"").into_owned();
            let mut converted = Vec::new();
            to_update_log(&text, false, &mut converted);
            let expected = String::from_utf8_lossy(&files[at].bytes).into_owned();
            assert_eq!(String::from_utf8_lossy(&converted).trim_end(), expected.trim_end(), "{what}");
        }
    }
}

/// The only row of a report of one trace.
fn row(bytes: Vec<u8>) -> LogRow {
    let [row] = &analyze(&[TestFile::alone(NAME, bytes)], Way::default()).logs[..] else { panic!("one row") };
    row.clone()
}

fn event(message: &str) -> TraceEvent {
    TraceEvent {
        stamp: "2026/11/12 10:00:00.0000000".to_owned(),
        level: 4,
        process: 1020,
        thread: 6716,
        component: "Agent".to_owned(),
        message: message.to_owned(),
    }
}

#[test]
fn a_row_describes_the_file_and_not_its_text() {
    let events = vec![event("one"), event("two")];
    let bytes = Trace { build: 20348, lost: 7, events, ..Trace::default() }.bytes();
    let size = bytes.len() as u64;
    let found = row(bytes);
    assert_eq!((found.size, found.parts[0].size), (size, size));
    assert_eq!((found.windows_build, found.lost_events, found.convertible), (Some(20348), 7, true));
    assert_eq!((found.entries, found.kind.as_str(), found.encoding.as_str()), (2, "WindowsUpdate", "binary"));
    let other =
        row(Trace { kind: "other".to_owned(), events: vec![event("one")], ..Trace::default() }.bytes());
    assert_eq!((other.kind.as_str(), other.convertible), ("not a Windows Update trace", false));
    let symbols = row(Trace { build: 14393, symbols: 3, ..Trace::default() }.bytes());
    assert_eq!((symbols.entries, symbols.windows_build), (0, Some(14393)));
    assert!(symbols.problem.unwrap().contains("Windows build 14393 are in Microsoft's symbols"));
}

/// The formats of the messages that `symbols` counts, as a `.tmf` file has them.
const FORMATS: &str = "// PDB:  wuaueng.pdb\r\n\
    0b7a6f19-47c4-454e-8c5c-e868d637e4d8 wuaueng // SRC=agent.cpp MJ= MN=\r\n\
    #typev agent_cpp78 10 \"%0* START * Finding updates CallerId = x Id = %10!d!\" //   LEVEL=4 FLAGS=Agent FUNC=scan\r\n\
    {\r\ncount, ItemLong -- 10\r\n}\r\n";

#[test]
fn formats_beside_a_trace_give_its_texts() {
    let files = [
        TestFile::alone(NAME, Trace { build: 14393, symbols: 3, ..Trace::default() }.bytes()),
        TestFile::alone("0b7a6f19-47c4-454e-8c5c-e868d637e4d8.tmf", FORMATS.as_bytes().to_vec()),
    ];
    let report = analyze(&files, Way::default());
    let [row] = &report.logs[..] else { panic!("the formats are no log: {:?}", report.logs) };
    assert_eq!((row.entries, &row.problem), (3, &None));
    assert_eq!(report.runs.len(), 1, "its searches are judged");
}

#[test]
fn a_trace_dropped_twice_counts_once() {
    let first = event(&"one ".repeat(100));
    let (older, newer) = (vec![first.clone()], vec![first, event("two")]);
    let file = |events: Vec<TraceEvent>, name: &str| {
        TestFile::alone(name, Trace { events, ..Trace::default() }.bytes())
    };
    // The same trace under two names, and one that has grown since it was dropped.
    for files in [
        [file(newer.clone(), NAME), file(newer.clone(), "copy.etl")],
        [file(older, NAME), file(newer.clone(), NAME)],
    ] {
        let report = analyze(&files, Way::default());
        let counting: Vec<u64> =
            report.logs.iter().filter(|row| row.problem.is_none()).map(|row| row.entries).collect();
        assert_eq!((report.logs.len(), &counting[..]), (2, &[2][..]), "{:?}", report.logs);
    }
}
