//! The lines of a text that may have been pasted, and whether it is a log by its structure as it is.

use logfile::{Format, excerpt_line_format, line_format, recognize};

/// A text in lines, without their ends.
pub(super) struct PastedText {
    pub(super) lines: Vec<String>,
    /// Whether it is a log of a known format with all its columns: then only what no log has is a mark of pasting.
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

    /// Looks again whether it is a log by its structure.
    pub(super) fn recognize(&mut self) {
        let text = self.to_text();
        let edge = &text.as_bytes()[..text.len().min(logfile::EDGE)];
        let reading = recognize(text.len() as u64, edge, edge, None);
        // Rows of a web server are recognized by few columns, unless its head names them.
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

    /// Whether some line has a text in it.
    pub(super) fn holds(&self, part: &str) -> bool {
        self.lines.iter().any(|line| line.contains(part))
    }

    /// Whether all letters are those of English.
    pub(super) fn is_english(&self) -> bool {
        !self.lines.iter().any(|line| line.chars().any(|c| !c.is_ascii() && c.is_alphabetic()))
    }
}

/// Whether a line is an entry of a known log, or what is left of one.
pub(super) fn is_entry(line: &str) -> bool {
    line_format(line.as_bytes()).is_some() || excerpt_line_format(line.as_bytes()).is_some()
}
