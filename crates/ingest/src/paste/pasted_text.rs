//! The lines of a text that may have been pasted, and whether its structure already is that of a log.

use logfile::{Format, excerpt_line_format, line_format, recognize};

/// A text as lines, without line ends.
pub(super) struct PastedText {
    pub(super) lines: Vec<String>,
    /// Whether it is a log of a known format with all columns: then only what no log has is a sign of pasting.
    pub(super) is_structured: bool,
    ends_in_line: bool,
}

impl PastedText {
    pub(super) fn new(text: &str) -> Self {
        let ends = |c: char| matches!(c, '\n' | '\r');
        let ends_in_line = text.ends_with(ends);
        let lines = text.replace("\r\n", "\n");
        let lines = lines.strip_suffix(ends).unwrap_or(&lines).split(ends).map(str::to_owned).collect();
        let mut text = Self { lines, is_structured: false, ends_in_line };
        text.recognize();
        text
    }

    /// Checks the structure again.
    pub(super) fn recognize(&mut self) {
        let text = self.to_text();
        let edge = &text.as_bytes()[..text.len().min(logfile::EDGE)];
        let reading = recognize(text.len() as u64, edge, edge, None);
        // Web server rows are recognized by few columns, unless a header names them.
        let is_known = match reading.format {
            Format::Plain | Format::Stamped | Format::Empty => false,
            Format::Iis => self.holds("#Fields:"),
            _ => true,
        };
        self.is_structured = is_known && reading.lost.is_none();
    }

    pub(super) fn to_text(&self) -> String {
        let mut text = self.lines.join("\n");
        if self.ends_in_line {
            text.push('\n');
        }
        text
    }

    /// How many lines are not blank.
    pub(super) fn filled(&self) -> usize {
        self.lines.iter().filter(|line| !line.trim().is_empty()).count()
    }

    /// Whether a line contains a text.
    pub(super) fn holds(&self, part: &str) -> bool {
        self.lines.iter().any(|line| line.contains(part))
    }

    /// Whether all letters are English.
    pub(super) fn is_english(&self) -> bool {
        !self.lines.iter().any(|line| line.chars().any(|c| !c.is_ascii() && c.is_alphabetic()))
    }
}

/// Whether a line is an entry of a known log, or the rest of one.
pub(super) fn is_entry(line: &str) -> bool {
    line_format(line.as_bytes()).is_some() || excerpt_line_format(line.as_bytes()).is_some()
}
