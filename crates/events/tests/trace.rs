//! Traces and their texts.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use etl::encode::{Schema, TraceLine, TraceSession, TraceWriter, traits, utf16};
use etl::{Described, Event, Guid, Message, Record, Zone};
use events::{Decoder, Kind, text_of};

/// 2026-11-12 09:22:50.8422964 UTC.
const TIME: u64 = 134_389_489_708_422_964;
const MINUTE: u64 = 600_000_000;
const SOURCE: Guid = Guid::of(0x0a1b2c3d_0000_4000_8000_00000000e001);
const FORMATS: &str = "0a1b2c3d-0000-4000-8000-00000000e001 wuaueng // SRC=agent.cpp MJ= MN=\n\
    #typev agent_cpp78 13 \"%0Exit code %10!s!\" //   LEVEL=TRACE_LEVEL_ERROR FLAGS=Agent FUNC=Finish\n\
    {\nhr, ItemHRESULT -- 10\n}\n";

fn session() -> TraceSession {
    let zone = Zone { bias: -60, ..Zone::default() };
    TraceSession { zone, start: TIME, end: Some(TIME + 10 * MINUTE), ..TraceSession::default() }
}

/// The text of a trace of this session; empty columns of its head line are left out.
fn text_with(session: TraceSession, formats: &str, write: impl FnOnce(&mut TraceWriter)) -> String {
    let mut trace = TraceWriter::new(session);
    write(&mut trace);
    let text = text_of(Kind::Trace, formats.as_bytes(), &trace.finish());
    let text = String::from_utf8(text).unwrap();
    let (head, lines) = text.split_once('\n').unwrap();
    let columns = head.split('\t').filter(|column| !column.ends_with("=0") && !column.starts_with("bytes="));
    let head: Vec<&str> = columns.collect();
    format!("{}\n{lines}", head.join(" ")).replace('\t', "|")
}

fn text(write: impl FnOnce(&mut TraceWriter)) -> String {
    text_with(session(), "", write)
}

const HEAD: &str = "#Trace kind=WindowsUpdate session=WindowsUpdate_trace_log build=22631";

/// An event of any provider.
fn event<'b>(traits: &'b [u8], schema: Option<&'b [u8]>, payload: &'b [u8]) -> Event<'b> {
    let described = Described {
        provider: SOURCE,
        id: 7,
        version: 1,
        channel: if schema.is_some() { 11 } else { 0 },
        level: 2,
        opcode: 0,
        task: 0,
        keyword: 0,
        activity: Guid::default(),
        traits: Some(traits),
        schema,
        payload,
        pointer: 8,
    };
    Event { time: TIME, processor: 0, process: 4, thread: 8, record: Record::Described(described) }
}

#[test]
fn lines_of_windows_update_are_their_texts() {
    let text = text(|trace| {
        trace.line(&TraceLine { time: TIME, text: "* START * Finding updates", ..TraceLine::default() });
        let failed = "*FAILED* [80245108] DoWithCatchHResult caught";
        trace.line(&TraceLine {
            time: TIME + MINUTE,
            component: "SIH",
            level: 3,
            text: failed,
            ..TraceLine::default()
        });
    });
    let lines = "2026/11/12 10:22:50.8422964|-60|4|1020|6716|Agent|* START * Finding updates\n\
                 2026/11/12 10:23:50.8422964|-60|3|1020|6716|SIH|*FAILED* [80245108] DoWithCatchHResult caught\n";
    assert_eq!(text, format!("{HEAD} events=2\n{lines}"));
}

#[test]
fn lines_are_in_the_order_of_their_times() {
    let text = text(|trace| {
        for (processor, minute, text) in
            [(0, 0, "a"), (0, 4, "e"), (1, 2, "c"), (1, 4, "f"), (0, 1, "b"), (1, 3, "d")]
        {
            trace.line(&TraceLine { time: TIME + minute * MINUTE, processor, text, ..TraceLine::default() });
            trace.flush(processor);
        }
    });
    let texts: String = text.lines().skip(1).filter_map(|line| line.rsplit('|').next()).collect();
    assert_eq!(texts, "abcdef");
}

#[test]
fn other_events_are_pairs_of_names_and_values() {
    let traits = traits("Microsoft.Windows.Update.Orchestrator.UX");
    let schema = Schema::new("Started").field("count", 8).field("who", 1).bytes();
    let payload = [&[5, 0, 0, 0][..], &utf16("me\tand\nyou")].concat();
    let actual = text(|trace| trace.write(&event(&traits, Some(&schema), &payload)));
    let head = HEAD.replace("WindowsUpdate ", "USO ");
    let line =
        "2026/11/12 10:22:50.8422964|-60|2|4|8|Orchestrator.UX/Started|[count] : 5; [who] : me|and\nyou;\n";
    assert_eq!(actual, format!("{head} events=1\n{line}"));
    // Cut off in its second field.
    let actual = text(|trace| trace.write(&event(&traits, Some(&schema), &payload[..4])));
    assert!(actual.ends_with("events=1 undecoded=1\n2026/11/12 10:22:50.8422964|-60|2|4|8|Orchestrator.UX/Started|[count] : 5; [?] : ;\n"), "{actual}");
}

#[test]
fn events_of_a_manifest_are_shown_as_bytes() {
    let actual = text(|trace| trace.write(&event(&[], None, &[0xAB, 0xCD])));
    let line = "|{0a1b2c3d-0000-4000-8000-00000000e001}|[id] : 7; [version] : 1; [payload] : ABCD;\n";
    assert!(
        actual.starts_with("#Trace kind=other ") && actual.ends_with(&line.replace(['{', '}'], "")),
        "{actual}"
    );
}

#[test]
fn a_message_never_begins_an_entry_of_its_own() {
    let actual = text(|trace| {
        let message = "one\r\n2026/11/12 10:22:50.8422964\t-60\t4\t1\t1\tAgent\tnone\0";
        trace.line(&TraceLine { time: TIME, component: "Ag\tent", text: message, ..TraceLine::default() });
    });
    let line = "2026/11/12 10:22:50.8422964|-60|4|1020|6716|Ag ent|one\n 2026/11/12 10:22:50.8422964|-60|4|1|1|Agent|none\n";
    assert_eq!(actual, format!("{HEAD} events=1\n{line}"));
}

#[test]
fn messages_of_wpp_need_their_formats() {
    let write = |trace: &mut TraceWriter| {
        for number in [13, 14] {
            let message = Message { guid: Some(SOURCE), number, arguments: &[5, 0, 7, 0x80], pointer: 8 };
            let record = Record::Message(message);
            trace.write(&Event { time: TIME, processor: 0, process: 4, thread: 8, record });
        }
    };
    assert_eq!(text_with(session(), "", write), format!("{HEAD} symbols=2\n"));
    let line = "2026/11/12 10:22:50.8422964|-60|2|4|8|Agent|Exit code 0x80070005\n";
    assert_eq!(text_with(session(), FORMATS, write), format!("{HEAD} events=1 symbols=1\n{line}"));
}

#[test]
fn a_trace_without_events_has_a_head() {
    assert_eq!(text(|_| {}), format!("{HEAD}\n"));
    let lost =
        TraceSession { lost: 41, end: None, file: String::new(), name: "Contoso\tlog".into(), ..session() };
    let actual = text_with(lost, "", |_| {});
    assert_eq!(actual, "#Trace kind=other session=Contoso log build=22631 lost=41\n");
    for nothing in [&b""[..], b"no trace", &[0; 5000]] {
        let actual = String::from_utf8(text_of(Kind::Trace, b"", nothing)).unwrap();
        assert!(
            actual.starts_with("#Trace\tkind=other\tsession=\tbuild=0\t") && actual.lines().count() == 1,
            "{actual}"
        );
    }
}

#[test]
fn pieces_of_any_size_give_the_same_text() {
    let mut trace = TraceWriter::new(session());
    for nth in 0..300 {
        let text = format!("line {nth}");
        trace.line(&TraceLine {
            time: TIME + nth,
            processor: (nth % 3) as u16,
            text: &text,
            ..TraceLine::default()
        });
    }
    let bytes = trace.finish();
    let whole = text_of(Kind::Trace, b"", &bytes);
    assert_eq!(whole.iter().filter(|&&byte| byte == b'\n').count(), 301);
    for size in [1, 7, 997, 4096, 5000] {
        let mut decoder = Decoder::new(Kind::Trace, b"");
        bytes.chunks(size).for_each(|piece| decoder.push(piece));
        assert!(decoder.finish() == whole, "in pieces of {size}");
    }
}
