//! Parses prose (a subset of Markdown) into blocks and spans; what cannot be shown everywhere is a fault.

use std::iter::Peekable;
use std::ops::Range;

use knowledge_model::prose::{Block, Shell, ShellCommand, Span};
use knowledge_model::quoting::Quoting;
use pulldown_cmark::{CodeBlockKind, Event, OffsetIter, Options, Parser, Tag, TagEnd};

use crate::fault::{Faults, LineRef};
use crate::known::KnownNames;
use crate::placeholders::quoting_after;
use crate::row::keep;

/// The words for the shells.
const SHELLS: [(&str, Shell); 4] =
    [("powershell", Shell::PowerShell), ("cmd", Shell::Cmd), ("sql", Shell::Sql), ("text", Shell::Text)];

/// A piece of prose and the line it begins on.
pub(crate) struct ProsePiece {
    /// The line in the file.
    pub(crate) line: usize,
    /// What it is.
    pub(crate) kind: PieceKind,
}

/// What a piece of prose is.
pub(crate) enum PieceKind {
    /// A heading of a level from 1 to 6.
    Heading(u8, &'static str),
    /// A line of a quotation: facts about an action, or an expected line.
    Quote(String),
    /// Any other block.
    Block(Block),
}

/// The pieces of a text that begins after `after` lines of its file.
pub(crate) fn pieces(
    file: &str,
    text: &str,
    after: usize,
    known: &KnownNames,
    faults: &Faults,
) -> Vec<ProsePiece> {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter().peekable();
    let mut reader = MarkdownReader { file, text, after, known, faults, events, at: 0 };
    let mut pieces = Vec::new();
    while let Some((event, range)) = reader.next() {
        reader.block(event, range, &mut pieces);
    }
    pieces
}

/// Converts pieces to blocks: every quotation must be an expected line or the ID of a procedure.
pub(crate) fn blocks(
    pieces: Vec<ProsePiece>,
    file: &str,
    known: &KnownNames,
    faults: &Faults,
) -> &'static [Block] {
    let mut blocks = Vec::new();
    for piece in pieces {
        match piece.kind {
            PieceKind::Heading(_, title) => blocks.push(Block::Heading(title)),
            PieceKind::Block(block) => blocks.push(block),
            PieceKind::Quote(line) => match quoted(&line, known) {
                Ok(block) => blocks.push(block),
                Err(words) => faults.add(LineRef { file, line: piece.line }, words),
            },
        }
    }
    blocks.leak()
}

/// A quotation `expect WUAHandler.log: line`, or the ID of a procedure.
fn quoted(quote: &str, known: &KnownNames) -> Result<Block, String> {
    if let Some(id) = known.procedures.get(quote) {
        return Ok(Block::Procedure(id));
    }
    let parted = quote.strip_prefix("expect ").and_then(|rest| rest.split_once(": "));
    let Some((log, line)) = parted else {
        return Err(format!(
            "a quotation must be an expected line, `> expect WUAHandler.log: …`, or a procedure, `> scan`, not `> {quote}`"
        ));
    };
    if !known.logs.iter().any(|known| known.file == log) {
        return Err(format!("logs.toml has no log with the file {log}"));
    }
    Ok(Block::Expect { log: keep(log), line: keep(line.trim()) })
}

struct MarkdownReader<'a> {
    file: &'a str,
    text: &'a str,
    after: usize,
    known: &'a KnownNames,
    faults: &'a Faults,
    events: Peekable<OffsetIter<'a>>,
    at: usize,
}

/// How a span of text is set.
#[derive(Clone, Copy, PartialEq)]
enum SpanStyle {
    Plain,
    Strong,
    Code,
}

impl<'a> MarkdownReader<'a> {
    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let (event, range) = self.events.next()?;
        self.at = range.start;
        Some((event, range))
    }

    fn line(&self, byte: usize) -> usize {
        self.after + 1 + self.text.bytes().take(byte).filter(|&b| b == b'\n').count()
    }

    fn fault(&self, words: impl Into<String>) {
        self.faults.add(LineRef { file: self.file, line: self.line(self.at) }, words);
    }

    /// Skips everything up to the end of the current element.
    fn skip(&mut self) {
        let mut depth = 1;
        while depth > 0 {
            match self.events.next() {
                Some((Event::Start(_), _)) => depth += 1,
                Some((Event::End(_), _)) => depth -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    fn block(&mut self, event: Event<'a>, range: Range<usize>, pieces: &mut Vec<ProsePiece>) {
        let line = self.line(range.start);
        let mut add = |kind| pieces.push(ProsePiece { line, kind });
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let spans = self.spans();
                add(PieceKind::Heading(level as u8, flat(&spans)));
            }
            Event::Start(Tag::Paragraph) => add(PieceKind::Block(Block::Paragraph(self.spans().leak()))),
            Event::Start(Tag::List(first)) => add(PieceKind::Block(self.list(first.is_some()))),
            Event::Start(Tag::CodeBlock(kind)) => {
                let command = self.command(&kind);
                add(PieceKind::Block(Block::Command(command)));
            }
            Event::Start(Tag::Table(_)) => add(PieceKind::Block(self.table())),
            Event::Start(Tag::BlockQuote(_)) => {
                // The raw text: an expected line can contain characters that have a meaning in Markdown.
                self.skip();
                for (row, quoted) in self.text[range].lines().enumerate() {
                    let quoted = quoted.trim_start().trim_start_matches('>').trim();
                    pieces.push(ProsePiece { line: line + row, kind: PieceKind::Quote(quoted.to_owned()) });
                }
            }
            Event::Start(Tag::HtmlBlock) => {
                self.fault("HTML is not shown everywhere: write it as prose");
                self.skip();
            }
            Event::Rule => self.fault("a horizontal rule has no meaning: write a heading"),
            _ => self
                .fault("this kind of block is not shown everywhere: use paragraphs, lists, commands, tables"),
        }
    }

    /// A list whose items are single lines of spans.
    fn list(&mut self, ordered: bool) -> Block {
        let mut items: Vec<&'static [Span]> = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.spans().leak()),
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        Block::List { ordered, items: items.leak() }
    }

    fn table(&mut self) -> Block {
        let mut rows: Vec<&'static [&'static [Span]]> = Vec::new();
        let mut cells: Vec<&'static [Span]> = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::TableCell) => cells.push(self.spans().leak()),
                Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                    rows.push(std::mem::take(&mut cells).leak());
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let head = if rows.is_empty() { &[][..] } else { rows.remove(0) };
        Block::Table { head, rows: rows.leak() }
    }

    fn command(&mut self, kind: &CodeBlockKind<'_>) -> ShellCommand {
        let word = match kind {
            CodeBlockKind::Fenced(word) => word.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let shell = SHELLS.iter().find(|(name, _)| *name == word).map(|(_, shell)| *shell);
        if shell.is_none() {
            self.fault(format!(
                "a command is fenced and names its shell (powershell, cmd, sql or text), not `{word}`"
            ));
        }
        let mut text = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::End(_) => break,
                _ => {}
            }
        }
        let shell = shell.unwrap_or(Shell::Text);
        let mut spans = Vec::new();
        self.parted(text.trim_end(), SpanStyle::Plain, Some(shell), &mut spans);
        ShellCommand { shell, text: spans.leak() }
    }

    /// The spans up to the end of the current element.
    fn spans(&mut self) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut set = SpanStyle::Plain;
        let mut depth = 1;
        let mut paragraphs = 0;
        while let Some((event, _)) = self.next() {
            match event {
                Event::Text(text) => self.parted(&text, set, None, &mut spans),
                Event::Code(text) => self.parted(&text, SpanStyle::Code, None, &mut spans),
                Event::SoftBreak => self.parted(" ", set, None, &mut spans),
                Event::Start(Tag::Strong) => (set, depth) = (SpanStyle::Strong, depth + 1),
                Event::End(TagEnd::Strong) => (set, depth) = (SpanStyle::Plain, depth - 1),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let link = self.link(&dest_url);
                    spans.push(link);
                }
                Event::Start(Tag::Paragraph) if paragraphs == 0 => (paragraphs, depth) = (1, depth + 1),
                Event::Start(Tag::Emphasis) => {
                    self.fault("write emphasis with two asterisks: **text**");
                    self.skip();
                }
                Event::Start(_) => {
                    self.fault(
                        "a paragraph or list item contains only text, **strong** text, `code` and links",
                    );
                    self.skip();
                }
                Event::End(_) => depth -= 1,
                Event::InlineHtml(_) => self.fault("HTML is not shown everywhere: write it as prose"),
                _ => self.fault("a line break inside a paragraph is not shown: begin a new paragraph"),
            }
            if depth == 0 {
                break;
            }
        }
        spans
    }

    fn link(&mut self, href: &str) -> Span {
        let known =
            if href.starts_with('#') { self.known.inner_link(href) } else { self.known.outer_link(href) };
        if let Err(words) = known {
            self.fault(words);
        }
        let text = self.spans();
        Span::Link { text: flat(&text), href: keep(href) }
    }

    /// Splits a text at its placeholders; in a command they must be in quotes of its shell.
    fn parted(&self, text: &str, set: SpanStyle, shell: Option<Shell>, spans: &mut Vec<Span>) {
        let mut rest = text;
        let mut from = 0;
        while let Some(open) = rest[from..].find('{').map(|at| from + at) {
            let close = rest[open..].find('}').map(|at| open + at);
            let inside = close.map_or("", |close| &rest[open + 1..close]);
            if let Some(placeholder) = self.known.placeholders.iter().find(|known| known.name == inside) {
                push(&rest[..open], set, spans);
                let before = &text[..text.len() - rest.len() + open];
                let quoting = shell.map_or(Some(Quoting::Plain), |shell| quoting_after(before, shell));
                if quoting.is_none() {
                    self.fault(format!(
                        "a command needs quotes around `{{{inside}}}`, so that a value cannot change it"
                    ));
                }
                let quoting = quoting.unwrap_or(Quoting::Plain);
                spans.push(Span::Placeholder { name: placeholder.name, quoting });
                rest = &rest[open + inside.len() + 2..];
                from = 0;
                continue;
            }
            if inside.contains('_') && inside.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
                let known: Vec<&str> = self.known.placeholders.iter().map(|known| known.name).collect();
                self.fault(format!("`{{{inside}}}` is not a placeholder; known are: {}", known.join(", ")));
            }
            from = open + 1;
        }
        push(rest, set, spans);
    }
}

/// Adds a text; one that follows a span of the same kind joins it.
fn push(text: &str, set: SpanStyle, spans: &mut Vec<Span>) {
    if text.is_empty() {
        return;
    }
    let joined = match (spans.last(), set) {
        (Some(Span::Text(before)), SpanStyle::Plain) | (Some(Span::Strong(before)), SpanStyle::Strong) => {
            let joined = keep(&format!("{before}{text}"));
            spans.pop();
            joined
        }
        _ => keep(text),
    };
    spans.push(match set {
        SpanStyle::Plain => Span::Text(joined),
        SpanStyle::Strong => Span::Strong(joined),
        SpanStyle::Code => Span::Code(joined),
    });
}

/// The words of spans without their setting.
fn flat(spans: &[Span]) -> &'static str {
    let words = spans.iter().map(|span| match span {
        Span::Text(text) | Span::Strong(text) | Span::Code(text) | Span::Link { text, .. } => *text,
        Span::Placeholder { name, .. } => name,
    });
    keep(&words.collect::<String>())
}
