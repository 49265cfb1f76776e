//! What is written to a trace is read from it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics when something is wrong")]

mod notation;

use etl::encode::{Schema, TraceSession, TraceWriter, traits, utf16};
use etl::{Described, Event, Guid, Header, Message, Order, Reader, Record, System, Ticks};
use notation::{read, read_by, write};

const LINES: &str = "
    0.5 cpu 0 Agent: the first
    1 cpu 0 ComApi: the second, größer
    1.25 cpu 0 Agent: the third";

/// The lines of a text in the notation.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// What the session writes is read, for any size of pieces.
#[track_caller]
fn comes_back(session: &TraceSession, text: &str) {
    let file = write(session.clone(), text);
    for piece in [usize::MAX, 997, 73, 1] {
        let read = read_by(piece, &file);
        assert_eq!(read.lines, lines(text), "in pieces of {piece}");
        assert_eq!((read.summary.damaged, read.summary.bytes), (0, file.len() as u64));
        assert_eq!(read.summary.described, read.lines.len() as u64);
    }
}

#[test]
fn events_have_time_processor_and_bytes() {
    comes_back(&TraceSession::default(), LINES);
    comes_back(&TraceSession::default(), "");
}

#[test]
fn every_clock_gives_the_same_times() {
    for ticks in
        [Ticks::Counter(10_000_000), Ticks::Counter(24_000_000), Ticks::Cycles(2_904), Ticks::SystemTime]
    {
        comes_back(&TraceSession { ticks, ..TraceSession::default() }, LINES);
    }
    // Before the first record; a slow clock shows only some times.
    comes_back(
        &TraceSession { ticks: Ticks::Counter(1000), ..TraceSession::default() },
        "-0.5 cpu 0 Agent: before",
    );
}

#[test]
fn machines_of_32_bits() {
    let session = TraceSession { pointer: 4, ..TraceSession::default() };
    comes_back(&session, LINES);
    let read = read(&write(session, LINES));
    assert_eq!((read.header().pointer, read.header().build), (4, 22631));
    assert_eq!(read.header().session, "WindowsUpdate_trace_log");
}

#[test]
fn buffers_of_any_size() {
    for buffer in [1024, 4096, 65_536, 1 << 20] {
        comes_back(&TraceSession { buffer, ..TraceSession::default() }, LINES);
    }
}

#[test]
fn compressed_buffers() {
    let many: String = (0..60).map(|nth| format!("{nth} cpu 0 Agent: again and again, {nth}\n")).collect();
    let session = TraceSession { is_compressed: true, ..TraceSession::default() };
    comes_back(&session, LINES);
    comes_back(&session, &many);
    let read = read(&write(session, &many));
    assert_eq!((read.summary.compressed, read.summary.buffers), (3, 4));
}

#[test]
fn leftovers_of_the_previous_buffer_are_not_read() {
    // The second buffer holds one event; after it Windows leaves what the first one held.
    let text = "
        1 cpu 0 Agent: one
        2 cpu 0 Agent: two
        3 cpu 0 Agent: three
        --
        4 cpu 0 Agent: four";
    let file = write(TraceSession::default(), text);
    let three = utf16("three");
    let stale = file.windows(three.len()).filter(|window| *window == three).count();
    assert_eq!(stale, 2, "it is there twice");
    assert_eq!(read(&file).texts(), ["one", "two", "three", "four"]);
}

#[test]
fn processors_are_put_in_order() {
    let file = write(
        TraceSession::default(),
        "1 cpu 0 Agent: a
         4 cpu 0 Agent: d
         2 cpu 1 Agent: b
         2 cpu 2 Agent: c
         --
         5 cpu 2 Agent: e",
    );
    let read = read(&file);
    let mut order = Order::default();
    let times = read.lines.iter().map(|line| line.split(' ').next().unwrap().parse::<u64>().unwrap());
    times.for_each(|time| order.push(time));
    assert_eq!(read.texts(), ["a", "d", "b", "c", "e"]);
    let texts: Vec<&str> = order.finish().unwrap().iter().map(|&nth| read.texts()[nth as usize]).collect();
    assert_eq!(texts, ["a", "b", "c", "d", "e"]);
}

#[test]
fn a_file_that_is_still_open_is_read_to_its_end() {
    // Its head was written before any event: one buffer, no end.
    let session = TraceSession { end: None, ..TraceSession::default() };
    let mut file = write(session, "1 cpu 0 Agent: one\n--\n2 cpu 0 Agent: two");
    let read_open = read(&file);
    assert_eq!(read_open.texts(), ["one", "two"]);
    assert_eq!(
        (read_open.header().buffers, read_open.header().end, read_open.header().is_open()),
        (1, None, true)
    );
    // Windows may have made room for what comes.
    file.resize(file.len() + 3 * 4096 + 100, 0);
    let read_open = read(&file);
    assert_eq!((read_open.texts(), read_open.summary.damaged), (vec!["one", "two"], 0));
}

#[test]
fn losses_are_reported() {
    let session = TraceSession { lost: 41, buffers_lost: 2, ..TraceSession::default() };
    let mut trace = TraceWriter::new(session);
    trace.record(0, &[0; 5000]);
    let read = read(&trace.finish());
    assert_eq!(
        (read.summary.lost(), read.header().buffers_lost),
        (42, 2),
        "one event was larger than a buffer"
    );
}

#[test]
fn the_header_describes_the_machine() {
    let session = TraceSession {
        name: "SIH_trace_log".into(),
        file: r"C:\größe.etl".into(),
        ..TraceSession::default()
    };
    let read = read(&write(session.clone(), ""));
    let header = read.header();
    assert_eq!((header.session.as_str(), header.file.as_str()), ("SIH_trace_log", r"C:\größe.etl"));
    assert_eq!((header.start, header.end, header.boot), (session.start, session.end, session.boot));
    assert_eq!((header.zone, header.mode, header.buffer), (session.zone, session.mode, 4096));
    assert_eq!((header.version, header.buffers), ((10, 0), 1));
}

/// Writes one event, and looks at it as it is read.
fn back(event: &Event<'_>, look: impl FnMut(&Event<'_>)) {
    let mut trace = TraceWriter::new(TraceSession::default());
    trace.write(event);
    back_raw(&trace.finish(), look);
}

fn back_raw(file: &[u8], mut look: impl FnMut(&Event<'_>)) {
    let mut reader = Reader::default();
    let mut seen = 0;
    let mut sink = |_: &Header, event: &Event<'_>| {
        look(event);
        seen += 1;
    };
    reader.push(file, &mut sink);
    let summary = reader.finish(&mut sink);
    assert_eq!((seen, summary.damaged), (1, 0));
}

/// An event with this record.
fn event(record: Record<'_>) -> Event<'_> {
    Event { time: TraceSession::default().start + 5, processor: 3, process: 0x1020, thread: 0x6716, record }
}

#[test]
fn an_event_survives_a_round_trip() {
    let (traits, schema, payload) =
        (traits("A.Provider"), Schema::new("Agent").field("Info", 1).bytes(), utf16("text"));
    let described = Described {
        provider: Guid::of(0x0b7a6f19_47c4_454e_8c5c_e868d637e4d8),
        id: 77,
        version: 3,
        channel: 11,
        level: 2,
        opcode: 4,
        task: 900,
        keyword: 0x0100_0000_0000_0001,
        activity: Guid::of(1),
        traits: Some(&traits),
        schema: Some(&schema),
        payload: &payload,
        pointer: 8,
    };
    let as_written = |described| {
        let event = event(Record::Described(described));
        back(&event, |read| assert_eq!(*read, event));
    };
    as_written(described);
    as_written(Described { pointer: 4, traits: None, ..described });
    // Of older Windows: no items at all, the schema precedes the values.
    as_written(Described { traits: None, schema: None, ..described });
    as_written(Described { payload: &[], ..described });
}

#[test]
fn messages_survive_a_round_trip() {
    let message = Message { guid: Some(Guid::of(7)), number: 13, arguments: &[1, 2, 3], pointer: 8 };
    let as_written = |message| {
        let event = event(Record::Message(message));
        back(&event, |read| assert_eq!(*read, event));
    };
    as_written(message);
    as_written(Message { pointer: 4, ..message });
    as_written(Message { guid: None, arguments: &[], ..message });
}

/// A message with these flags and the bytes after them.
fn message(flags: u16, rest: &[u8], look: impl FnMut(&Event<'_>, &Message<'_>)) {
    let mut look = look;
    let mut record = vec![8 + rest.len() as u8, 0, 0, 0x90, 5, 0];
    record.extend(flags.to_le_bytes());
    record.extend(rest);
    let mut trace = TraceWriter::new(TraceSession::default());
    trace.record(0, &record);
    back_raw(&trace.finish(), |event| match event.record {
        Record::Message(message) => look(event, &message),
        _ => panic!("{event:?} is no message"),
    });
}

#[test]
fn a_message_has_the_values_that_its_flags_announce() {
    let start = TraceSession::default().start;
    message(0, &[9], |event, message| {
        assert_eq!((event.time, event.thread, event.process), (start, 0, 0), "nothing but the number");
        assert_eq!(
            (message.number, message.guid, message.arguments, message.pointer),
            (5, None, &[9][..], 8)
        );
    });
    // The sequence; the component in place of the source file; who; 32 bits.
    message(0x65, &[1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 9], |event, message| {
        assert_eq!((event.thread, event.process), (3, 4));
        assert_eq!((message.guid, message.arguments, message.pointer), (None, &[9][..], 4));
    });
    // A time, in a session that counts ticks.
    message(0x08, &(start + 77).to_le_bytes(), |event, _| assert_eq!(event.time, start + 77));
    let counter = (TraceSession::default().origin + 7).to_le_bytes();
    message(0x10, &counter, |event, _| assert_eq!(event.time, start + 7));
}

#[test]
fn system_records_survive_a_round_trip() {
    for header in [1, 2, 3, 4, 0x0A, 0x0B, 0x14, 0x15] {
        let event = event(Record::System(System { header, group: 5, opcode: 32, payload: &[7; 16] }));
        back(&event, |read| assert_eq!(*read, event));
    }
    // These do not say who wrote them; the last of them not even when.
    for (header, after) in [(0x10, 5), (0x11, 5), (0x0D, 0)] {
        let event = event(Record::System(System { header, group: 5, opcode: 32, payload: &[7; 16] }));
        let time = TraceSession::default().start + after;
        back(&event, |read| assert_eq!(*read, Event { time, thread: 0, process: 0, ..event }));
    }
}

#[test]
fn counters_before_the_values_of_the_system_are_passed_over() {
    let mut record = vec![2, 0x82, 0x11, 0xC0, 16 + 3 * 8 + 2, 0, 46, 15];
    record.extend(TraceSession::default().origin.to_le_bytes());
    record.extend([0xEE; 3 * 8]);
    record.extend([7, 8]);
    let mut trace = TraceWriter::new(TraceSession::default());
    trace.record(0, &record);
    back_raw(&trace.finish(), |event| {
        assert_eq!(
            event.record,
            Record::System(System { header: 0x11, group: 15, opcode: 46, payload: &[7, 8] })
        );
    });
}

#[test]
fn other_items_of_an_event_are_passed_over() {
    let event = event(Record::Described(Described {
        provider: Guid::of(1),
        id: 0,
        version: 0,
        channel: 11,
        level: 4,
        opcode: 0,
        task: 0,
        keyword: 0,
        activity: Guid::default(),
        traits: Some(&[5, 0, b'P', b'Q', 0]),
        schema: None,
        payload: &[1, 2, 3],
        pointer: 8,
    }));
    let mut trace = TraceWriter::new(TraceSession::default());
    trace.write(&event);
    let file = trace.finish();
    // The record, with an activity it belongs to before the item that is there.
    let mut record = file[4096 + 0x48..][..0x50].to_vec();
    record.extend([24, 0, 1, 0, 1, 0, 16, 0]);
    record.extend([0xAB; 16]);
    record.extend([16, 0, 0x0C, 0, 0, 0, 5, 0, 5, 0, b'P', b'Q', 0, 0, 0, 0, 1, 2, 3]);
    record[0] = record.len() as u8;
    let mut trace = TraceWriter::new(TraceSession::default());
    trace.record(3, &record);
    back_raw(&trace.finish(), |read| assert_eq!(*read, event));
}
