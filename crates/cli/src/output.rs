//! Standard output and standard error: the only way out of the program for text.
//!
//! Text for people goes through [`PrintedLines`], which keeps foreign text in its line: control characters in file names
//! and log lines are written out. JSON is exact.

use std::fmt::Arguments;
use std::io::{self, BufWriter, ErrorKind, Stderr, StdoutLock, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use clap::ColorChoice;
use clap::builder::StyledStr;
use report::visible;
use serde::Serialize;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const RED: Style = AnsiColor::Red.on_default().bold();
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const GREEN: Style = AnsiColor::Green.on_default().bold();
pub(crate) const CYAN: Style = AnsiColor::Cyan.on_default().bold();

/// The exit status if the output cannot be written.
pub(crate) const NOT_WRITTEN: u8 = 4;

/// Text for people, line by line.
#[derive(Default)]
pub(crate) struct PrintedLines {
    text: String,
    has_color: bool,
}

impl PrintedLines {
    /// What `writeln!` calls: one call writes one line, even if the formatted text has several.
    pub(crate) fn write_fmt(&mut self, text: Arguments<'_>) -> std::fmt::Result {
        let text = text.to_string();
        self.add_line(text.strip_suffix('\n').unwrap_or(&text));
        Ok(())
    }

    /// Adds one line, even if `line` has several.
    pub(crate) fn add_line(&mut self, line: &str) {
        self.add_styled(&[(Style::new(), line)]);
    }

    /// Adds one line of parts, each in its style.
    pub(crate) fn add_styled(&mut self, parts: &[(Style, &str)]) {
        for (style, part) in parts {
            let style = if self.has_color { *style } else { Style::new() };
            self.text.push_str(&format!("{style}{}{style:#}", visible(part)));
        }
        self.text.push('\n');
    }

    /// The lines, as they are written.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Adds the lines of a text of our own; what is foreign in it went through [`visible`] before.
    pub(crate) fn add(&mut self, text: &str) {
        text.lines().for_each(|line| self.add_line(line));
    }
}

/// Writes a message for the user to standard error, in one line.
pub(crate) fn print_message(sentence: &str) {
    clear_line();
    let line = format!("{}\n", visible(sentence));
    // If standard error cannot be written to, nobody reads it.
    let _ = io::stderr().lock().write_all(line.as_bytes());
}

/// Writes an error message of several lines to standard error.
pub(crate) fn print_bad_usage(message: &str) {
    let mut stderr = anstream::stderr();
    for line in message.lines() {
        let (head, rest) = match line.strip_prefix("error:") {
            Some(rest) => ("error:", rest),
            None => ("", line),
        };
        let _ = writeln!(stderr, "{RED}{head}{RED:#}{}", visible(rest));
    }
}

/// Standard output itself.
pub(crate) fn standard_output() -> StdoutLock<'static> {
    io::stdout().lock()
}

/// Standard error itself.
pub(crate) fn standard_error() -> Stderr {
    io::stderr()
}

/// The length of the line that [`rewrite_line`] shows; 0 if it shows none.
static LINE_LENGTH: AtomicUsize = AtomicUsize::new(0);

/// Shows a line on standard error, in place of the one before.
pub(crate) fn rewrite_line(line: &str) {
    let length = LINE_LENGTH.swap(line.len(), Ordering::Relaxed);
    let _ = write!(standard_error(), "\r{line:<length$}");
}

/// Clears that line, so that something else can be written.
pub(crate) fn clear_line() {
    let length = LINE_LENGTH.swap(0, Ordering::Relaxed);
    if length > 0 {
        // Blanks: not every console supports the escape sequence that clears a line.
        let _ = write!(standard_error(), "\r{:length$}\r", "");
    }
}

/// A message: why standard output cannot be written to.
pub(crate) fn problem(error: &io::Error) -> String {
    format!("The output cannot be written: {error}.")
}

/// A writer that discards everything after its reader is gone: a reader that stops early, such as `head`, is no failure.
struct PipeWriter<W> {
    writer: W,
    has_gone: bool,
}

impl<W: Write> PipeWriter<W> {
    /// The result of an attempt, or `instead` if the reader is gone.
    fn attempt<T>(&mut self, instead: T, attempt: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.has_gone {
            return Ok(instead);
        }
        match attempt(&mut self.writer) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.has_gone = true;
                Ok(instead)
            }
            result => result,
        }
    }
}

impl<W: Write> Write for PipeWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(bytes.len(), |writer| writer.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt((), Write::flush)
    }
}

/// Standard output. Every error reaches `main`, which calls [`Output::flush`] last for that.
pub(crate) struct Output {
    writer: BufWriter<PipeWriter<Box<dyn Write>>>,
    has_color: bool,
}

impl Output {
    /// Standard output, locked for this program's only writer.
    pub(crate) fn standard(color: ColorChoice) -> Self {
        let stdout = standard_output();
        let has_color = match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            // A terminal, unless NO_COLOR is set.
            ColorChoice::Auto => AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
        };
        let writer: Box<dyn Write> =
            if has_color { Box::new(AutoStream::always(stdout)) } else { Box::new(stdout) };
        let writer = BufWriter::with_capacity(64 * 1024, PipeWriter { writer, has_gone: false });
        Self { writer, has_color }
    }

    /// No lines yet, to be written here.
    pub(crate) fn new_lines(&self) -> PrintedLines {
        PrintedLines { text: String::new(), has_color: self.has_color }
    }

    /// Writes lines.
    pub(crate) fn lines(&mut self, lines: &PrintedLines) -> io::Result<()> {
        self.writer.write_all(lines.text.as_bytes())
    }

    /// Writes the help.
    pub(crate) fn help(&mut self, text: &StyledStr) -> io::Result<()> {
        if self.has_color { write!(self.writer, "{}", text.ansi()) } else { write!(self.writer, "{text}") }
    }

    /// Writes JSON with an end of line.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut self.writer, value)?;
        self.writer.write_all(b"\n")
    }

    /// A writer for text that is written as it is.
    pub(crate) fn writer(&mut self) -> &mut impl Write {
        &mut self.writer
    }

    /// Writes everything that is buffered.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    /// Whether the reader is gone: all further output is discarded, which is no failure.
    pub(crate) fn has_no_reader(&self) -> bool {
        self.writer.get_ref().has_gone
    }
}

/// A terminal that shows a file: line by line, with its control characters written out.
pub(crate) struct Screen<W: Write> {
    writer: W,
    /// The line so far.
    line: Vec<u8>,
}

impl<W: Write> Screen<W> {
    pub(crate) fn new(writer: W) -> Self {
        Self { writer, line: Vec::new() }
    }

    fn end_line(&mut self) -> io::Result<()> {
        let line = String::from_utf8_lossy(&self.line);
        let line = format!("{}\n", visible(line.strip_suffix('\r').unwrap_or(&line)));
        self.line.clear();
        self.writer.write_all(line.as_bytes())
    }
}

impl<W: Write> Write for Screen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for piece in bytes.split_inclusive(|&byte| byte == b'\n') {
            let complete = piece.strip_suffix(b"\n");
            self.line.extend_from_slice(complete.unwrap_or(piece));
            if complete.is_some() {
                self.end_line()?;
            }
        }
        Ok(bytes.len())
    }

    /// Ends the last line too, if it has no end of its own.
    fn flush(&mut self) -> io::Result<()> {
        if !self.line.is_empty() {
            self.end_line()?;
        }
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_line() {
        let mut lines = PrintedLines::default();
        let (name, line) = ("a\nb", "\x1b[31m\u{202e}");
        writeln!(lines, "{name}: {line}").unwrap();
        writeln!(lines).unwrap();
        lines.add("one\n  two \x07\n");
        assert_eq!(lines.text, "a\\nb: \\x1b[31mU+202E\n\none\n  two \\x07\n");
    }

    #[test]
    fn styles_are_written_only_with_color() {
        let text = |has_color| {
            let mut lines = PrintedLines { text: String::new(), has_color };
            lines.add_styled(&[(RED, "ERROR"), (Style::new(), " a\x1b[0m")]);
            lines.text
        };
        assert_eq!(text(false), "ERROR a\\x1b[0m\n");
        assert_eq!(text(true), "\x1b[1m\x1b[31mERROR\x1b[0m a\\x1b[0m\n");
    }

    #[test]
    fn a_terminal_shows_the_lines_of_a_file() {
        let mut screen = Screen::new(Vec::new());
        for piece in ["one\r", "\ntwo \x1b[2J\n\nno", " end"] {
            screen.write_all(piece.as_bytes()).unwrap();
        }
        screen.flush().unwrap();
        assert_eq!(String::from_utf8(screen.writer).unwrap(), "one\ntwo \\x1b[2J\n\nno end\n");
    }

    #[test]
    fn a_reader_that_has_gone_is_no_failure() {
        struct Broken(ErrorKind);
        impl Write for Broken {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(self.0.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut reader = PipeWriter { writer: Broken(ErrorKind::BrokenPipe), has_gone: false };
        assert!(reader.write_all(b"x").is_ok() && reader.has_gone);
        let mut reader = PipeWriter { writer: Broken(ErrorKind::StorageFull), has_gone: false };
        assert!(reader.write_all(b"x").is_err() && !reader.has_gone);
    }
}
