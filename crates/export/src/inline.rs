//! Text of one line as Markdown that no reader takes for markup.
//!
//! A word that could have a meaning to some Markdown (`*`, `<b>`, `@name`, `#12`, `http://…`, a host name) becomes a
//! code span: nothing in one is interpreted, and the source stays readable, which it would not with many backslashes.

use report::visible;

use crate::ticket::{TextPiece, TicketText};

/// The text as Markdown.
pub(crate) fn inline(text: &TicketText) -> String {
    let mut line = MarkdownLine::default();
    for piece in &text.0 {
        match piece {
            TextPiece::Plain(text) => line.add_plain(&visible(text)),
            TextPiece::Code(text) => line.add_code(&visible(text)),
            TextPiece::Strong(text) if text.trim().is_empty() => {}
            TextPiece::Strong(text) => {
                line.add_markup("**");
                line.add_plain(visible(text).trim());
                line.add_markup("**");
            }
            TextPiece::Link { text, href } => {
                line.add_markup("[");
                line.add_plain(text);
                line.add_markup(&["](<", *href, ">)"].concat());
            }
        }
    }
    line.end()
}

/// A text as one code span; its fence is longer than any run of backticks in it.
#[must_use]
pub fn code_span(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    let is_padded = text.starts_with('`') || text.ends_with('`');
    let blank = if is_padded { " " } else { "" };
    [&fence, blank, text, blank, &fence].concat()
}

/// The length of the longest run of backticks.
pub(crate) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A line of Markdown under construction. Code that follows code without a blank becomes part of the same span.
#[derive(Default)]
struct MarkdownLine {
    text: String,
    /// The code that is not written yet.
    code: String,
}

impl MarkdownLine {
    fn add_code(&mut self, text: &str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        self.code.push_str(&words.join(" "));
    }

    fn add_markup(&mut self, markup: &str) {
        self.end_code();
        self.text.push_str(markup);
    }

    fn end_code(&mut self) {
        if !self.code.is_empty() {
            self.text.push_str(&code_span(&self.code));
            self.code.clear();
        }
    }

    fn add_blank(&mut self) {
        self.end_code();
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Adds text word by word; blanks at its ends stay.
    fn add_plain(&mut self, text: &str) {
        for (at, word) in text.split(char::is_whitespace).enumerate() {
            if at > 0 {
                self.add_blank();
            }
            self.add_word(word);
        }
    }

    /// Adds a word: punctuation around it stays plain.
    fn add_word(&mut self, word: &str) {
        let is_first = self.text.is_empty() && self.code.is_empty();
        let rest = word.trim_start_matches(['(', '"', '\'']);
        let core = rest.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'', '%']);
        let (before, after) = (&word[..word.len() - rest.len()], &rest[core.len()..]);
        // "1." and "1)" begin a list.
        let is_number =
            is_first && after.starts_with(['.', ')']) && core.bytes().all(|byte| byte.is_ascii_digit());
        if is_number || !is_plain(core, is_first) {
            self.add_plain_mark(before);
            self.code.push_str(core);
        } else {
            self.add_plain_mark(before);
            self.add_plain_mark(core);
        }
        self.add_plain_mark(after);
    }

    fn add_plain_mark(&mut self, text: &str) {
        if !text.is_empty() {
            self.end_code();
            self.text.push_str(text);
        }
    }

    fn end(mut self) -> String {
        self.end_code();
        self.text.truncate(self.text.trim_end().len());
        self.text
    }
}

/// Whether a word means nothing to any Markdown.
fn is_plain(word: &str, is_first: bool) -> bool {
    if matches!(word, "-" | "/" | "+" | "=") {
        return !is_first;
    }
    let is_letter = |c: char| c.is_alphanumeric() || !c.is_ascii();
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut before = None;
    let mut rest = word.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        let is_allowed = match c {
            c if is_letter(c) => true,
            // Not at the ends of the word.
            '-' | '+' | '/' | '\'' | ',' | '(' | ')' | '%' => {
                before.is_some_and(is_letter) && after.is_some_and(is_letter)
            }
            // Numbers and times, but no host names.
            '.' | ':' => is_digit(before) && is_digit(after),
            _ => false,
        };
        if !is_allowed {
            return false;
        }
        before = Some(c);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(text: &str) -> String {
        inline(&TicketText::from(text))
    }

    #[test]
    fn sentences_stay_as_they_are() {
        for text in [
            "The scan fails at step 3: the agent cannot authenticate to the proxy (0x8024401B)",
            "15 of 42 runs failed, 11 were answered from the cache.",
            "2026-11-17 02:12:48 UTC+01:00 (2026-11-17 07:12:48 UTC)",
            "3, Scan against WSUS (Client scan)",
            "It's 100% done; is it? \"Yes\", step 1.10 / 2 - größer, 日本語",
        ] {
            assert_eq!(markdown(text), text);
        }
    }

    #[test]
    fn words_with_a_meaning_become_code() {
        for (text, expected) in [
            ("see WUAHandler.log.", "see `WUAHandler.log`."),
            ("(http://sup02.contoso.com:8530), then", "(`http://sup02.contoso.com:8530`), then"),
            ("<img src=x onerror=alert(1)>", "`<img` `src=x` `onerror=alert(1)>`"),
            ("@everyone and #12 and a_b *c* ~d~", "`@everyone` and `#12` and `a_b` `*c*` `~d~`"),
            ("[a](b) ![c] & &amp; $x$ a|b", "`[a](b`) `![c]` `&` `&amp`; `$x$` `a|b`"),
            ("C:\\Windows www.contoso.com", "`C:\\Windows` `www.contoso.com`"),
        ] {
            assert_eq!(markdown(text), expected);
        }
    }

    #[test]
    fn no_line_begins_a_block() {
        for (text, expected) in [
            ("# Title", "`#` Title"),
            ("- item", "`-` item"),
            ("+ item", "`+` item"),
            ("1. item", "`1`. item"),
            ("12) item", "`12`) item"),
            ("> quote", "`>` quote"),
            ("---", "`---`"),
            ("===", "`===`"),
            ("    code", "code"),
            ("\tcode\nnext", "`code\\nnext`"),
        ] {
            assert_eq!(markdown(text), expected);
        }
    }

    #[test]
    fn code_is_longer_fenced_than_its_backticks() {
        for (text, expected) in [
            ("a", "`a`"),
            ("a`b", "``a`b``"),
            ("`", "`` ` ``"),
            ("``` <b>", "```` ``` <b> ````"),
            ("a  \t b", "`a b`"),
        ] {
            assert_eq!(inline(&TicketText::default().code(text)), expected);
        }
    }

    #[test]
    fn code_beside_code_is_one_span() {
        let text = TicketText::default().code("x").plain(".log_1").strong("S").plain(" end");
        assert_eq!(inline(&text), "`x.log_1`**S** end");
    }

    #[test]
    fn controls_are_shown() {
        assert_eq!(markdown("a\u{202e}b \x1b[2J"), "aU+202Eb `\\x1b[2J`");
    }

    #[test]
    fn links_of_our_own_are_links() {
        let link = TextPiece::Link { text: "Windows release health", href: "https://learn.microsoft.com/a" };
        let expected = "See [Windows release health](<https://learn.microsoft.com/a>).";
        assert_eq!(inline(&TicketText::from("See ").then(link).plain(".")), expected);
    }
}
