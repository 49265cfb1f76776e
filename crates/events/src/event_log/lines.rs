//! The lines of a text: sorted by time, each event once, the newest if there are too many.

use std::fmt::Write as _;

use super::event::LogEvent;
use super::messages::{self, EventMessage};
use super::values::stamp;
use crate::limits::MOST_TEXT;

/// A line in the text.
#[derive(Clone, Copy)]
struct EventLine {
    time: i64,
    record: u64,
    start: usize,
    end: usize,
}

/// The lines of a log.
#[derive(Default)]
pub(super) struct EventLines {
    text: String,
    lines: Vec<EventLine>,
    /// How many were dropped.
    cut: u64,
}

impl EventLines {
    pub(super) fn take(&mut self, event: &LogEvent<'_>) {
        let start = self.text.len();
        let message = EventMessage::of(event);
        let provider = message.map_or(event.provider.as_str(), |message| message.provider);
        let LogEvent { level, process, thread, id, .. } = event;
        let _ = write!(self.text, "{}\t{level}\t{process}\t{thread}\t{provider} {id}: ", stamp(event.time));
        messages::write(event, message, &mut self.text);
        self.text.push('\n');
        self.lines.push(EventLine { time: event.time, record: event.record, start, end: self.text.len() });
        if self.text.len() > MOST_TEXT {
            self.keep(MOST_TEXT / 2);
        }
    }

    pub(super) fn count(&self) -> usize {
        self.lines.len()
    }

    /// In order; and how many lines were cut.
    pub(super) fn sorted(mut self) -> (Self, u64) {
        let is_sorted = self.lines.is_sorted_by(|a, b| (a.time, a.record) < (b.time, b.record));
        if !is_sorted {
            self.keep(MOST_TEXT);
        }
        let cut = self.cut;
        (self, cut)
    }

    /// The text after its head.
    pub(super) fn after(self, head: &str) -> Vec<u8> {
        let mut text = self.text;
        text.insert_str(0, head);
        text.into_bytes()
    }

    /// Sorts the lines and keeps the newest that fit in this many bytes. A chunk that is in a file twice gives its
    /// events once.
    fn keep(&mut self, most: usize) {
        self.lines.sort_by_key(|line| (line.time, line.record));
        let text = &self.text;
        self.lines.dedup_by(|a, b| {
            (a.time, a.record) == (b.time, b.record) && text[a.start..a.end] == text[b.start..b.end]
        });
        let mut length = 0;
        let kept = self.lines.iter().rev().take_while(|line| {
            length += line.end - line.start;
            length <= most
        });
        let gone = self.lines.len() - kept.count();
        self.lines.drain(..gone);
        self.cut += gone as u64;
        let mut sorted = String::with_capacity(length);
        for line in &mut self.lines {
            let start = sorted.len();
            sorted.push_str(&text[line.start..line.end]);
            (line.start, line.end) = (start, sorted.len());
        }
        self.text = sorted;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of 20 events, an hour apart, the newest first.
    fn lines() -> EventLines {
        let mut lines = EventLines::default();
        for hour in (0..20).rev() {
            lines.take(&LogEvent {
                time: hour * 3_600_000,
                provider: "Contoso".to_owned(),
                ..LogEvent::default()
            });
        }
        lines
    }

    #[test]
    fn the_newest_are_kept_if_there_are_too_many() {
        let mut lines = lines();
        let length = lines.text.len() / 20;
        lines.keep(5 * length + 1);
        let (lines, cut) = lines.sorted();
        assert_eq!((lines.count(), cut), (5, 15));
        let text = String::from_utf8(lines.after("head\n")).unwrap_or_default();
        let times: Vec<_> = text.lines().skip(1).filter_map(|line| line.get(11..13)).collect();
        assert_eq!(times, ["15", "16", "17", "18", "19"]);
    }
}
