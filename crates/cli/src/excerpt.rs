//! `wuscope code -`: explains each code in a log excerpt on standard input, line by line.

use std::io::{self, BufRead, BufReader, Read, Write};

use knowledge::spelling::{CodeAt, CodeReading, Notation, codes_in};
use knowledge::{explain as take_apart, setup_stage, spell};
use report::CodeInText;

use crate::args::OutputFormat;
use crate::code::{explanation_of, family};
use crate::output::{Output, PrintedLines, print_message};

/// A longer line is read in pieces of at most this many bytes ...
const LONGEST: usize = 1024 * 1024;

/// ... that end at a blank, if there is one among this many bytes at the end, so that no code is cut in two.
const NEAR_END: usize = 4 * 1024;

/// Explains each code in what comes in on standard input, and the exit status.
pub(crate) fn explain(format: OutputFormat, out: &mut Output) -> io::Result<u8> {
    let mut pieces = ExcerptLines::new(io::stdin().lock());
    let mut has_codes = false;
    while let Some(piece) = next(&mut pieces, out)? {
        let codes = codes_in(&piece.text);
        if codes.is_empty() {
            continue;
        }
        match format {
            OutputFormat::Text => write_text(&piece, &codes, has_codes, out)?,
            OutputFormat::Json => write_json(&piece, &codes, has_codes, out)?,
        }
        has_codes = true;
    }
    if format == OutputFormat::Json {
        out.writer().write_all(if has_codes { b"\n]\n" } else { b"[]\n" })?;
    }
    if let Some(error) = pieces.problem {
        print_message(&format!("Standard input cannot be read: {error}."));
        return Ok(3);
    }
    if !has_codes {
        print_message("No codes found in these lines.");
    }
    Ok(if has_codes { 0 } else { 3 })
}

/// The next piece; the explanations so far are written before it waits for more input.
fn next<R: Read>(pieces: &mut ExcerptLines<R>, out: &mut Output) -> io::Result<Option<ExcerptLine>> {
    if pieces.source.buffer().is_empty() {
        out.flush()?;
    }
    Ok(if out.has_no_reader() { None } else { pieces.next() })
}

/// The line, and below it its codes; a blank line before all but the first.
fn write_text(piece: &ExcerptLine, codes: &[CodeAt], is_behind: bool, out: &mut Output) -> io::Result<()> {
    let mut lines = PrintedLines::default();
    if is_behind {
        lines.add("\n");
    }
    lines.add_line(&piece.text);
    codes.iter().for_each(|code| add_code(&mut lines, &piece.text, code));
    out.lines(&lines)
}

fn add_code(lines: &mut PrintedLines, line: &str, code: &CodeAt) {
    let explained = take_apart(code.value);
    let own = code.name.clone().and_then(|name| line.get(name));
    let symbol = explained.symbols.first().copied().or(own).unwrap_or(family(&explained));
    lines.add_line(&format!("    {}  {symbol}", spell(code.value)));
    lines.add_line(&format!("        {}", explained.sentence));
    if let Notation::Extended(extend) = code.notation {
        lines.add_line(&format!("        Windows Setup stopped in {}.", setup_stage(extend)));
    }
    for cause in knowledge::causes_of_code(code.value) {
        lines.add_line(&format!("        Cause: {} ({})", cause.title, cause.id));
    }
}

/// The codes as elements of a list that goes on: it is never in memory.
fn write_json(piece: &ExcerptLine, codes: &[CodeAt], is_behind: bool, out: &mut Output) -> io::Result<()> {
    for (at, code) in codes.iter().enumerate() {
        let element = serde_json::to_string_pretty(&code_in_line(piece, code))?.replace('\n', "\n  ");
        let before = if is_behind || at > 0 { "," } else { "[" };
        write!(out.writer(), "{before}\n  {element}")?;
    }
    Ok(())
}

/// A code in a line, as a record of the report.
fn code_in_line(piece: &ExcerptLine, code: &CodeAt) -> CodeInText {
    CodeInText {
        explanation: explanation_of(CodeReading { value: code.value, notation: code.notation }),
        line: piece.number,
        bytes: [piece.start + code.start, piece.start + code.end],
        text: piece.text.get(code.start..code.end).unwrap_or_default().to_owned(),
        name: code.name.clone().and_then(|name| piece.text.get(name)).map(str::to_owned),
    }
}

/// A line, or a part of one that is very long.
#[derive(Debug, PartialEq, Eq)]
struct ExcerptLine {
    /// The number of its line, from 1.
    number: usize,
    /// Its offset in the line.
    start: usize,
    text: String,
}

/// The lines of a source, a piece at a time: only one is in memory.
struct ExcerptLines<R> {
    source: BufReader<R>,
    /// The bytes of the next piece that were read so far.
    bytes: Vec<u8>,
    number: usize,
    start: usize,
    /// Why the source could not be read to its end.
    problem: Option<io::Error>,
}

impl<R: Read> ExcerptLines<R> {
    fn new(source: R) -> Self {
        let source = BufReader::with_capacity(64 * 1024, source);
        Self { source, bytes: Vec::new(), number: 1, start: 0, problem: None }
    }

    fn next(&mut self) -> Option<ExcerptLine> {
        let room = (LONGEST - self.bytes.len()) as u64;
        if let Err(error) = self.source.by_ref().take(room).read_until(b'\n', &mut self.bytes) {
            self.problem = Some(error);
            return None;
        }
        if self.bytes.is_empty() {
            return None;
        }
        let is_end = self.bytes.ends_with(b"\n");
        let rest = if !is_end && self.bytes.len() == LONGEST {
            self.bytes.split_off(cut(&self.bytes))
        } else {
            Vec::new()
        };
        let bytes = std::mem::replace(&mut self.bytes, rest);
        let line = bytes.strip_suffix(b"\r\n").or_else(|| bytes.strip_suffix(b"\n")).unwrap_or(&bytes);
        let piece = ExcerptLine {
            number: self.number,
            start: self.start,
            text: String::from_utf8_lossy(line).into_owned(),
        };
        (self.number, self.start) =
            if is_end { (self.number + 1, 0) } else { (self.number, self.start + piece.text.len()) };
        Some(piece)
    }
}

/// The offset at which to cut a piece: after the last blank near its end, or else between two characters.
fn cut(bytes: &[u8]) -> usize {
    let near = bytes.len().saturating_sub(NEAR_END);
    let blank = bytes[near..].iter().rposition(u8::is_ascii_whitespace);
    let character = || {
        let is_inside = |byte: &&u8| **byte & 0xC0 == 0x80;
        let inside = bytes.iter().rev().take(3).take_while(is_inside).count();
        if bytes.last().is_some_and(u8::is_ascii) { bytes.len() } else { bytes.len() - inside - 1 }
    };
    blank.map_or_else(character, |blank| near + blank + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &[u8]) -> Vec<ExcerptLine> {
        let mut pieces = ExcerptLines::new(text);
        std::iter::from_fn(|| pieces.next()).collect()
    }

    #[test]
    fn lines_are_those_of_the_text() {
        for text in ["", "\n", "a", "a\n", "a\r\nb\n\nc", "a\rb\n\r\n", "end\r", "ä\u{1b}\n\u{2028}x"] {
            let expected: Vec<(usize, &str)> =
                text.lines().enumerate().map(|(at, line)| (at + 1, line)).collect();
            let pieces = pieces(text.as_bytes());
            let lines: Vec<(usize, &str)> =
                pieces.iter().map(|piece| (piece.number, piece.text.as_str())).collect();
            assert_eq!(lines, expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_line_comes_in_pieces_that_are_the_line() {
        for unit in ["0x80244022 ", "xä", "🙂", "0123456789abcdef"] {
            let line = unit.repeat(3 * LONGEST / unit.len());
            let pieces = pieces(format!("first\n{line}\nlast\n").as_bytes());
            let of_line = || pieces.iter().filter(|piece| piece.number == 2);
            assert!(of_line().count() > 2 && of_line().all(|piece| piece.text.len() <= LONGEST));
            assert!(of_line().map(|piece| piece.text.as_str()).collect::<String>() == line, "{unit}");
            let mut start = 0;
            for piece in of_line() {
                assert_eq!(piece.start, start, "{unit}");
                assert!(!unit.ends_with(' ') || piece.text.len() % unit.len() == 0, "cut in a code");
                start += piece.text.len();
            }
            assert_eq!((pieces[0].number, pieces.last().unwrap().number), (1, 3));
        }
    }
}
