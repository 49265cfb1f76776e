//! Standard output and standard error: the only way out of the program for text.
//!
//! What is for people is written in [`PrintedLines`], which no foreign text can leave: whatever a name of a file or a line of a
//! log holds, it stays in its line, and its control characters are written out. JSON is exact.

use std::fmt::Arguments;
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};

use report::visible;
use serde::Serialize;

/// The exit status where the output cannot be written.
pub(crate) const NOT_WRITTEN: u8 = 4;

/// Text for people, line by line.
#[derive(Default)]
pub(crate) struct PrintedLines(String);

impl PrintedLines {
    /// What `writeln!` calls: one call writes one line, whatever was formatted into it.
    pub(crate) fn write_fmt(&mut self, text: Arguments<'_>) -> std::fmt::Result {
        let text = text.to_string();
        self.add_line(text.strip_suffix('\n').unwrap_or(&text));
        Ok(())
    }

    /// Adds one line, whatever is in it.
    pub(crate) fn add_line(&mut self, line: &str) {
        self.0.push_str(&visible(line));
        self.0.push('\n');
    }

    /// Adds the lines of a text of our own; what is foreign in it went through [`visible`] before.
    pub(crate) fn add(&mut self, text: &str) {
        text.lines().for_each(|line| self.add_line(line));
    }
}

/// Writes a sentence for the person at the terminal, in a line of its own, apart from what goes into a pipe.
pub(crate) fn tell(sentence: &str) {
    let line = format!("{}\n", visible(sentence));
    // Where this cannot be written, there is nobody to tell.
    let _ = io::stderr().lock().write_all(line.as_bytes());
}

/// Standard output itself.
pub(crate) fn standard_output() -> StdoutLock<'static> {
    io::stdout().lock()
}

/// A sentence that says why standard output cannot be written to.
pub(crate) fn problem(error: &io::Error) -> String {
    format!("The output cannot be written: {error}.")
}

/// A writer that takes everything once its reader has gone: a reader that stops early, such as `head`, is no failure.
struct PipeWriter<W> {
    writer: W,
    has_gone: bool,
}

impl<W: Write> PipeWriter<W> {
    /// What an attempt comes to, or `instead` where the reader has gone.
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

/// Standard output. Every error of it reaches `main`, which needs the last [`Output::flush`] for that.
pub(crate) struct Output(BufWriter<PipeWriter<StdoutLock<'static>>>);

impl Output {
    /// Standard output, which nobody else writes to meanwhile.
    pub(crate) fn standard() -> Self {
        Self(BufWriter::with_capacity(64 * 1024, PipeWriter { writer: standard_output(), has_gone: false }))
    }

    /// Writes lines.
    pub(crate) fn lines(&mut self, lines: &PrintedLines) -> io::Result<()> {
        self.0.write_all(lines.0.as_bytes())
    }

    /// Writes JSON with an end of line.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut self.0, value)?;
        self.0.write_all(b"\n")
    }

    /// Where JSON is written that comes piece by piece.
    pub(crate) fn writer(&mut self) -> &mut impl Write {
        &mut self.0
    }

    /// Writes what waits to be written.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    /// Whether nobody reads any more: what is written from now on is lost, which is no failure.
    pub(crate) fn has_no_reader(&self) -> bool {
        self.0.get_ref().has_gone
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
            let whole = piece.strip_suffix(b"\n");
            self.line.extend_from_slice(whole.unwrap_or(piece));
            if whole.is_some() {
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
        assert_eq!(lines.0, "a\\nb: \\x1b[31mU+202E\n\none\n  two \\x07\n");
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
