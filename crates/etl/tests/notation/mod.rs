//! Traces as text: a line an event.
//!
//! ```text
//! 0.5 cpu 1 Agent: the text        half a second after the trace began, on processor 1, component and text
//! --                               the buffers of all processors end here
//! ```

#![allow(dead_code, reason = "no test needs all of it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test panics when something is wrong"
)]

use etl::encode::{TraceLine, TraceSession, TraceWriter};
use etl::{Described, Event, Header, Reader, Record, Summary, System};

/// Writes a trace.
pub(crate) fn write(session: TraceSession, text: &str) -> Vec<u8> {
    let start = session.start;
    let mut trace = TraceWriter::new(session);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line == "--" {
            (0..16).for_each(|processor| trace.flush(processor));
            continue;
        }
        let (head, text) = line.split_once(": ").unwrap_or_else(|| panic!("{line:?} has no text"));
        let [time, "cpu", processor, component] = head.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{head:?} is no head of an event");
        };
        let time: f64 = time.parse().unwrap();
        let time = start.checked_add_signed((time * 1e7) as i64).unwrap();
        trace.line(&TraceLine {
            time,
            processor: processor.parse().unwrap(),
            component,
            text,
            ..TraceLine::default()
        });
    }
    trace.finish()
}

/// What was read of a trace.
pub(crate) struct Read {
    pub(crate) summary: Summary,
    /// Its events in the notation, in the order in which they come.
    pub(crate) lines: Vec<String>,
}

impl Read {
    /// The head of the trace.
    pub(crate) fn header(&self) -> &Header {
        self.summary.header.as_ref().expect("the file is a trace")
    }

    /// The texts only.
    pub(crate) fn texts(&self) -> Vec<&str> {
        self.lines.iter().map(|line| line.split_once(": ").map_or(line.as_str(), |(_, text)| text)).collect()
    }
}

/// Reads a trace in pieces of this size.
pub(crate) fn read_by(piece: usize, bytes: &[u8]) -> Read {
    let mut reader = Reader::default();
    let mut lines = Vec::new();
    let mut sink = |header: &Header, event: &Event<'_>| lines.push(line(header, event));
    for piece in bytes.chunks(piece) {
        reader.push(piece, &mut sink);
    }
    let summary = reader.finish(&mut sink);
    Read { summary, lines }
}

/// Reads a trace in one piece.
pub(crate) fn read(bytes: &[u8]) -> Read {
    read_by(usize::MAX, bytes)
}

fn line(header: &Header, event: &Event<'_>) -> String {
    let after = event.time as i64 - header.start as i64;
    let head = format!("{} cpu {}", after as f64 / 1e7, event.processor);
    match event.record {
        Record::Described(described) => {
            format!("{head} {}: {}", component(&described), text(described.payload))
        }
        Record::Message(message) => format!("{head} message {}: {}", message.number, text(message.arguments)),
        Record::System(System { header, group, opcode, payload }) => {
            format!("{head} system {header:#x} {group} {opcode}: {}", text(payload))
        }
    }
}

/// The name of an event, after its schema's size and its tag of one byte.
fn component(described: &Described<'_>) -> String {
    let name = described.schema.and_then(|schema| schema.get(3..)).unwrap_or_default();
    String::from_utf8_lossy(name.split(|&byte| byte == 0).next().unwrap_or_default()).into_owned()
}

/// UTF-16 up to its zero.
fn text(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let text: Vec<u16> = units.take_while(|&unit| unit != 0).collect();
    String::from_utf16_lossy(&text)
}
