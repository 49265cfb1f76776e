//! Markdown (CommonMark with tables) of the knowledge's prose. Text stays text: what has a meaning in Markdown is escaped.

use export::{code_span, fenced};
use knowledge::placeholder_words;
use knowledge::prose::{Block, RemedyAction, Shell, Span};

/// Writes prose; the function makes a link of a URL of the program: `#/code/0x80244010`.
pub(crate) struct MarkdownWriter<'a> {
    pub(crate) link: &'a dyn Fn(&str) -> String,
}

impl MarkdownWriter<'_> {
    /// Blocks; headings in them have this level.
    pub(crate) fn blocks(&self, blocks: &[Block], level: usize) -> String {
        let blocks: Vec<String> = blocks.iter().map(|block| self.block(block, level)).collect();
        blocks.join("\n\n")
    }

    /// What to do, one after the other; their headings have this level.
    pub(crate) fn actions(&self, actions: &[RemedyAction], level: usize) -> String {
        let action = |(at, action): (usize, &RemedyAction)| {
            let title = heading(level, &format!("{}. {}", at + 1, action.title));
            let parts = [title, about(action), self.blocks(action.blocks, level + 1)];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
        };
        actions.iter().enumerate().map(action).collect::<Vec<_>>().join("\n\n")
    }

    /// A link to a page.
    pub(crate) fn to(&self, hash: &str, text: &str) -> String {
        link(text, &(self.link)(hash))
    }

    fn block(&self, block: &Block, level: usize) -> String {
        match block {
            Block::Heading(words) => heading(level, words),
            Block::Paragraph(words) => begins_no_block(&self.spans(words)),
            Block::List { ordered, items } => {
                let item = |(at, item): (usize, &&[Span])| {
                    let mark = if *ordered { format!("{}.", at + 1) } else { "-".to_owned() };
                    format!("{mark} {}", begins_no_block(&self.spans(item)))
                };
                items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
            }
            Block::Command(command) => fenced(command.shell, &knowledge::fill(command.text, |_| None)),
            Block::Expect { log, line } => {
                format!("Expected in {}:\n\n{}", code(log), fenced(Shell::Text, line))
            }
            Block::Procedure(id) => {
                let Some(procedure) = knowledge::procedure(id) else { return String::new() };
                let variant = |variant: &knowledge::prose::ProcedureVariant| {
                    let title = format!("{}: {}", procedure.title, variant.client.words());
                    format!("**{}**\n\n{}", escaped(&title), self.blocks(variant.blocks, level))
                };
                procedure.variants.iter().map(variant).collect::<Vec<_>>().join("\n\n")
            }
            Block::Table { head, rows } => {
                let cells = |cells: &[&[Span]]| cells.iter().map(|cell| self.spans(cell)).collect();
                table(&cells(head), rows.iter().map(|row| cells(row)))
            }
        }
    }

    fn spans(&self, spans: &[Span]) -> String {
        spans.iter().map(|span| self.span(span)).collect()
    }

    fn span(&self, span: &Span) -> String {
        match *span {
            Span::Text(text) => escaped(text),
            Span::Strong(text) => format!("**{}**", escaped(text)),
            Span::Code(text) => code(text),
            Span::Link { text, href } if href.starts_with('#') => self.to(href, text),
            Span::Link { text, href } => link(text, href),
            Span::Placeholder { name, .. } => code(&format!("<{}>", placeholder_words(name))),
        }
    }
}

/// Where an action is done, what it changes, how far that reaches, and how to undo it.
fn about(action: &RemedyAction) -> String {
    let about = action.effect() + ".";
    // It begins with "on" or "in".
    let (first, rest) = about.split_at(1);
    let undo = match action.undo.map(|undo| (undo, undo.strip_prefix("not possible"))) {
        None => String::new(),
        Some((_, Some(why))) => format!(" Cannot be undone{why}."),
        Some((undo, None)) => format!(" To undo: {undo}."),
    };
    format!("_{}{}{}_", first.to_ascii_uppercase(), escaped(rest), escaped(&undo))
}

/// A heading.
pub(crate) fn heading(level: usize, text: &str) -> String {
    format!("{} {}", "#".repeat(level.min(6)), escaped(text))
}

/// A link; its URL is in angle brackets, in which only they, backslashes and line breaks have a meaning.
pub(crate) fn link(text: &str, url: &str) -> String {
    let url = url.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E").replace(['\n', '\r'], "");
    let is_plain = url.chars().all(|c| c.is_ascii_alphanumeric() || "/:.-_#?=&%~".contains(c));
    if is_plain { format!("[{}]({url})", escaped(text)) } else { format!("[{}](<{url}>)", escaped(text)) }
}

/// A table; cells are Markdown.
pub(crate) fn table(head: &Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> String {
    let row = |cells: &Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|cell| cell_of(cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines = vec![row(head), format!("|{}", " --- |".repeat(head.len()))];
    lines.extend(rows.map(|cells| row(&cells)));
    lines.join("\n")
}

/// In a table, a bar ends the cell even inside code.
fn cell_of(cell: &str) -> String {
    cell.replace("\\|", "|").replace('|', "\\|").replace('\n', " ")
}

/// A code span of one line.
pub(crate) fn code(text: &str) -> String {
    code_span(&one_line(text))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text of one line without a meaning in Markdown. A word that keeps its underscores stays readable in the source.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().map(|c| if c.is_control() { ' ' } else { c }).peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        let is_special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' => true,
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '&' => after.is_alphanumeric() || after == '#',
            _ => false,
        };
        if is_special {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// A line that begins neither a heading nor a list nor a rule.
fn begins_no_block(line: &str) -> String {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if line.starts_with(['#', '-', '+', '=']) {
        return format!("\\{line}");
    }
    match line.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use knowledge::Quoting;
    use knowledge::prose::ShellCommand;

    fn written(block: Block) -> String {
        let link = |hash: &str| hash.replace("#/", "../");
        MarkdownWriter { link: &link }.blocks(&[block], 2)
    }

    #[test]
    fn prose_becomes_markdown() {
        const SPANS: &[Span] = &[
            Span::Text("See "),
            Span::Strong("Settings"),
            Span::Text(", "),
            Span::Code("a`b"),
            Span::Text(" and "),
            Span::Link { text: "the log", href: "#/log/CBS" },
            Span::Text(" on "),
            Span::Placeholder { name: "none", quoting: Quoting::Plain },
        ];
        const ITEMS: &[&[Span]] = &[SPANS];
        let paragraph = "See **Settings**, ``a`b`` and [the log](../log/CBS) on `<none>`";
        assert_eq!(written(Block::Paragraph(SPANS)), paragraph);
        assert_eq!(written(Block::List { ordered: true, items: ITEMS }), format!("1. {paragraph}"));
        assert_eq!(written(Block::Heading("a")), "## a");
        let table = written(Block::Table { head: &[&[Span::Text("A|B")]], rows: &[&[&[Span::Code("x|y")]]] });
        assert_eq!(table, "| A\\|B |\n| --- |\n| `x\\|y` |");
    }

    #[test]
    fn commands_are_fenced() {
        let command = ShellCommand {
            shell: Shell::PowerShell,
            text: &[Span::Text("a ```\n"), Span::Placeholder { name: "none", quoting: Quoting::Plain }],
        };
        assert_eq!(written(Block::Command(command)), "````powershell\na ```\n<none>\n````");
    }

    #[test]
    fn text_made_of_markup_stays_text() {
        for (text, expected) in [
            ("<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)\\>"),
            ("</script><script>", "\\</script\\>\\<script\\>"),
            ("[a](javascript:b) ![c]", "\\[a\\](javascript:b) !\\[c\\]"),
            ("*a* _b_ ~c~ `d`", "\\*a\\* \\_b\\_ \\~c\\~ \\`d\\`"),
            ("WU_E_NO_SERVICE", "WU_E_NO_SERVICE"),
            ("C:\\Windows &amp; a & b", "C:\\\\Windows \\&amp; a & b"),
            ("a\nb\u{1b}", "a b "),
        ] {
            assert_eq!(escaped(text), expected);
        }
        assert_eq!(link("a]", "x y>\n"), "[a\\]](<x y%3E>)");
    }

    #[test]
    fn no_paragraph_begins_another_block() {
        for (text, expected) in [("# a", "\\# a"), ("- a", "\\- a"), ("1. a", "1\\. a"), ("12 a", "12 a")] {
            assert_eq!(begins_no_block(text), expected);
        }
    }
}
