//! Decodes a trace to its text.

mod kind;
mod message;

use etl::{Date, Described, Event, Formats, Header, Message, Order, Reader, Record, SelfDescribed, Summary};

use self::kind::{Kinds, TraceKind};
use self::message::{push_column, push_fields, push_fraction, push_message, push_number, push_opaque};
use crate::limits::MOST_TEXT;

/// Reads a trace.
pub(crate) struct TraceText {
    reader: Reader,
    lines: TraceLines,
}

impl TraceText {
    pub(crate) fn new(formats: &[u8]) -> Self {
        Self::within(formats, MOST_TEXT - HEAD)
    }

    /// With room for this many bytes of lines.
    fn within(formats: &[u8], most: usize) -> Self {
        let lines = TraceLines { most, formats: Formats::of(formats.to_vec()), ..TraceLines::default() };
        Self { reader: Reader::default(), lines }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let lines = &mut self.lines;
        self.reader.push(bytes, &mut |header, event| lines.take(header, event));
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        let mut lines = self.lines;
        let summary = self.reader.finish(&mut |header, event| lines.take(header, event));
        let head = lines.head(&summary);
        lines.sorted(head).into_bytes()
    }
}

/// The lines of the events, in the order of the file.
#[derive(Default)]
struct TraceLines {
    /// How many bytes of lines there is room for.
    most: usize,
    formats: Formats,
    text: String,
    /// Where each line ends.
    ends: Vec<u32>,
    order: Order,
    /// Whether there was no room for an event: no later one is kept, so that the text has no gaps.
    is_full: bool,
    kinds: Kinds,
    undecoded: u64,
    symbols: u64,
    cut: u64,
    /// The message that is being written.
    message: String,
    stamp: TraceStamp,
}

/// How the times of one second begin: nearly every event is of the second of the one before it.
#[derive(Default)]
struct TraceStamp {
    second: Option<u64>,
    /// `2026/11/12 10:22:50.`
    text: String,
    bias: i32,
}

/// Room for the head line.
const HEAD: usize = 4096;
/// The last time that has a year of four digits, as hundreds of nanoseconds since 1601.
const LAST: u64 = 2_650_467_743_999_999_999;
/// Hundreds of nanoseconds in a second, and how many digits they have.
const SECOND: u64 = 10_000_000;
const FRACTION: usize = 7;
/// The level of messages without one: information.
const USUAL: u8 = 4;

impl TraceLines {
    fn take(&mut self, header: &Header, event: &Event<'_>) {
        match &event.record {
            Record::Described(described) => self.described(header, event, described),
            Record::Message(message) => self.message(header, event, message),
            // System records about processes and images are not log lines.
            Record::System(_) => {}
        }
    }

    fn described(&mut self, header: &Header, event: &Event<'_>, described: &Described<'_>) {
        let own = SelfDescribed::of(described);
        let kind = self.kinds.count(described.provider, own.as_ref().map_or("", |own| own.provider));
        let begins = self.begin(header, event, described.level);
        let mut message = std::mem::take(&mut self.message);
        message.clear();
        let is_complete = if let Some(own) = own {
            match kind {
                TraceKind::WindowsUpdate | TraceKind::Sih => push_column(&mut self.text, own.event),
                // Its events are named after their levels.
                TraceKind::WaasMedic => self.text.push_str("WaaSMedic"),
                TraceKind::Uso | TraceKind::Other => {
                    push_column(&mut self.text, kind::short(own.provider));
                    self.text.push('/');
                    push_column(&mut self.text, own.event);
                }
            }
            push_fields(&mut message, own.fields())
        } else {
            push_column(&mut self.text, &described.provider.to_string());
            push_opaque(&mut message, described);
            // A manifest is not in the file: nothing is wrong with the event.
            !described.describes_itself()
        };
        self.undecoded += u64::from(!is_complete && !self.is_full);
        self.end(event.time, begins, message);
    }

    fn message(&mut self, header: &Header, event: &Event<'_>, written: &Message<'_>) {
        let formats = std::mem::take(&mut self.formats);
        match written.guid.and_then(|guid| formats.find(guid, written.number)) {
            Some(format) => {
                let begins = self.begin(header, event, format.level().unwrap_or(USUAL));
                push_column(&mut self.text, format.note("FLAGS").unwrap_or(format.module));
                let mut message = std::mem::take(&mut self.message);
                message.clear();
                let is_complete = format.write(written, &mut message);
                self.undecoded += u64::from(!is_complete && !self.is_full);
                self.end(event.time, begins, message);
            }
            None => self.symbols += 1,
        }
        self.formats = formats;
    }

    /// Writes the columns before the component, and returns where they begin.
    fn begin(&mut self, header: &Header, event: &Event<'_>, level: u8) -> usize {
        let begins = self.text.len();
        let second = event.time / SECOND;
        if self.stamp.second != Some(second) {
            let (local, bias) = header.zone.local(second * SECOND);
            let mut text = String::new();
            Date::of(local.min(LAST)).write(&mut text, '/', ' ');
            text.truncate(text.len() - FRACTION);
            self.stamp = TraceStamp { second: Some(second), text, bias };
        }
        self.text.push_str(&self.stamp.text);
        push_fraction(&mut self.text, event.time % SECOND);
        let columns = [i64::from(self.stamp.bias), level.into(), event.process.into(), event.thread.into()];
        for column in columns {
            self.text.push('\t');
            push_number(&mut self.text, column);
        }
        self.text.push('\t');
        begins
    }

    /// Writes the message after the component, and keeps the line if there is room for it.
    fn end(&mut self, time: u64, begins: usize, message: String) {
        self.text.push('\t');
        push_message(&mut self.text, &message);
        self.text.push('\n');
        self.message = message;
        self.is_full |= self.text.len() > self.most;
        if self.is_full {
            self.text.truncate(begins);
            self.cut += 1;
            return;
        }
        self.ends.push(self.text.len() as u32);
        self.order.push(time);
    }

    /// The head line.
    fn head(&self, summary: &Summary) -> String {
        let mut head = "#Trace\tkind=".to_owned();
        let header = summary.header.as_ref();
        let kind = self.kinds.most().or_else(|| header.map(kind::of_session)).unwrap_or(TraceKind::Other);
        head.push_str(kind.name());
        head.push_str("\tsession=");
        push_column(&mut head, header.map_or("", |header| &header.session));
        let numbers = [
            ("build", header.map_or(0, |header| header.build.into())),
            ("bytes", summary.bytes),
            ("events", self.ends.len() as u64),
            ("lost", summary.lost()),
            ("undecoded", self.undecoded),
            ("symbols", self.symbols),
            ("damaged", summary.damaged),
            ("cut", self.cut),
        ];
        for (name, number) in numbers {
            head.push('\t');
            head.push_str(name);
            head.push('=');
            push_number(&mut head, number as i64);
        }
        head.push('\n');
        head
    }

    /// The head, and after it the lines in the order of their times: each processor has buffers of its own. Events of
    /// one time keep the order of the file.
    fn sorted(mut self, mut head: String) -> String {
        let Some(order) = self.order.finish() else {
            self.text.insert_str(0, &head);
            return self.text;
        };
        head.reserve_exact(self.text.len());
        for nth in order {
            let nth = nth as usize;
            let before = nth.checked_sub(1).and_then(|before| self.ends.get(before));
            let line =
                before.map_or(0, |&end| end as usize)..self.ends.get(nth).map_or(0, |&end| end as usize);
            head.push_str(self.text.get(line).unwrap_or_default());
        }
        head
    }
}

#[cfg(test)]
mod tests {
    use etl::encode::{TraceLine, TraceSession, TraceWriter};

    use super::*;

    #[test]
    fn a_text_has_a_limit_and_dropped_events_are_counted() {
        let mut events = TraceWriter::new(TraceSession::default());
        for text in ["one", "two", "a text for which there is no room", "one that would fit"] {
            events.line(&TraceLine { text, ..TraceLine::default() });
        }
        let line = "2025/10/08 14:02:45.4479919\t420\t4\t1020\t6716\tAgent\tone\n".len();
        let mut trace = TraceText::within(b"", 3 * line + 1);
        trace.push(&events.finish());
        let text = String::from_utf8(trace.finish()).unwrap_or_default();
        assert!(text.contains("events=2\t") && text.contains("cut=2\n"), "{text}");
        assert!(text.lines().count() == 3 && text.ends_with("\ttwo\n"), "{text}");
    }
}
