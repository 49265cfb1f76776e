//! What a user searches for: a text, or a regular expression.

use std::borrow::Cow;
use std::ops::Range;

use logfile::{Encoding, decode};
use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;

pub use crate::literal::Case;
use crate::literal::Literal;
use crate::required::required_literal;

/// A text or a regular expression to search for. Searching takes linear time.
#[derive(Clone, Debug)]
pub struct Pattern {
    matcher: Matcher,
    /// A text that everything it matches holds, in any encoding of 8 bits: where it is missing, nothing matches.
    required: Option<Literal>,
    words: String,
}

#[derive(Clone, Debug)]
enum Matcher {
    Text { literal: Literal, is_ascii: bool },
    Expression(Regex),
}

/// The most characters of a text or an expression.
const LONGEST: usize = 1000;

/// The most bytes of a compiled expression.
const MOST_MEMORY: usize = 1 << 20;

impl Pattern {
    /// A text that is searched as it is. The error is one sentence.
    pub fn text(text: &str, case: Case) -> Result<Self, String> {
        check_length(text, "text")?;
        let literal = Literal::new(text.as_bytes(), case);
        let required = match text.is_ascii() {
            true => Some(literal.clone()),
            false => longest_ascii(text).map(|part| Literal::new(part.as_bytes(), case)),
        };
        let matcher = Matcher::Text { literal, is_ascii: text.is_ascii() };
        Ok(Self { matcher, required, words: ["\"", text, "\""].concat() })
    }

    /// A regular expression in the syntax of the crate `regex`, with classes and cases of ASCII. `^` and `$` match at
    /// the ends of each line of an entry. The error is one sentence.
    pub fn expression(expression: &str, case: Case) -> Result<Self, String> {
        check_length(expression, "expression")?;
        let ignores = case == Case::Ignored;
        let compile = |unicode: bool| {
            let tree = ParserBuilder::new()
                .unicode(unicode)
                .utf8(false)
                .case_insensitive(ignores)
                .multi_line(true)
                .crlf(true)
                .build()
                .parse(expression)
                .map_err(|error| syntax_words(expression, &error))?;
            let regex = RegexBuilder::new(expression)
                .unicode(unicode)
                .case_insensitive(ignores)
                .multi_line(true)
                .crlf(true)
                .size_limit(MOST_MEMORY)
                .build()
                .map_err(|_| "The expression is too large: use fewer or smaller repetitions.".to_owned())?;
            Ok((tree, regex))
        };
        // Without Unicode a set of characters beyond ASCII is refused; with it some classes are.
        let (tree, regex) =
            compile(false).or_else(|error: String| compile(true).map_err(|_: String| error))?;
        let literal = required_literal(&tree);
        let required = (!literal.is_empty()).then(|| Literal::new(&literal, Case::Ignored));
        Ok(Self { matcher: Matcher::Expression(regex), required, words: ["/", expression, "/"].concat() })
    }

    /// What is searched, for people: `"scan failed"`, `/0x8024\w+/`.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Where it matches, at most this many times, in order and without overlaps.
    pub fn places(&self, text: &str, most: usize) -> Vec<Range<usize>> {
        let is_not_empty = |place: &Range<usize>| !place.is_empty();
        match &self.matcher {
            Matcher::Text { literal, .. } => literal.places(text.as_bytes()).take(most).collect(),
            Matcher::Expression(regex) => {
                let matches = regex.find_iter(text.as_bytes()).map(|found| found.range());
                matches.map(|place| whole_characters(text, place)).filter(is_not_empty).take(most).collect()
            }
        }
    }

    /// Whether the text of entries, in any encoding of 8 bits, may hold a match.
    pub(crate) fn may_be_in(&self, text: &[u8]) -> bool {
        self.required.as_ref().is_none_or(|required| required.find(text).is_some())
    }

    /// Whether it matches in the text of an entry, in any encoding of 8 bits.
    pub(crate) fn is_in(&self, text: &[u8]) -> bool {
        match &self.matcher {
            Matcher::Text { literal, is_ascii: true } => literal.find(text).is_some(),
            Matcher::Text { literal, .. } => self.may_be_in(text) && literal.find(&as_utf8(text)).is_some(),
            Matcher::Expression(regex) => self.may_be_in(text) && regex.is_match(&as_utf8(text)),
        }
    }
}

fn check_length(text: &str, what: &str) -> Result<(), String> {
    match text.chars().count() {
        0 => Err(["The ", what, " to find is empty."].concat()),
        1..=LONGEST => Ok(()),
        _ => Err(["The ", what, " to find is longer than 1,000 characters."].concat()),
    }
}

/// Text that is not UTF-8 is Windows-1252, as it is shown.
fn as_utf8(text: &[u8]) -> Cow<'_, [u8]> {
    match std::str::from_utf8(text) {
        Ok(_) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(decode(Encoding::EightBit, 0, text).into_bytes()),
    }
}

/// The longest stretch of ASCII characters, which are the same bytes in every encoding of 8 bits.
fn longest_ascii(text: &str) -> Option<&str> {
    let parts = text.split(|character: char| !character.is_ascii());
    parts.max_by_key(|part| part.len()).filter(|part| !part.is_empty())
}

/// A stretch of bytes, extended to entire characters.
fn whole_characters(text: &str, place: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (place.start, place.end);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// What is wrong with an expression, in one sentence.
fn syntax_words(expression: &str, error: &regex_syntax::Error) -> String {
    let (kind, offset) = match error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), error.span().start.offset),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), error.span().start.offset),
        _ => return "The expression is not valid.".to_owned(),
    };
    let before = expression.get(..offset).unwrap_or_default().chars().count();
    let kind = kind.lines().next().unwrap_or_default().trim_end_matches('.');
    format!("The expression is not valid at character {}: {kind}.", before + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(needle: &str) -> Pattern {
        Pattern::text(needle, Case::Ignored).unwrap()
    }

    fn expression(text: &str) -> Pattern {
        Pattern::expression(text, Case::Exact).unwrap()
    }

    #[test]
    fn an_invalid_expression_has_one_sentence() {
        let check = |text: &str, expected: &str| {
            let error = Pattern::expression(text, Case::Exact).unwrap_err();
            assert_eq!(error, expected, "{text}");
        };
        check("a(b", "The expression is not valid at character 2: unclosed group.");
        check("größe[", "The expression is not valid at character 6: unclosed character class.");
        check("*", "The expression is not valid at character 1: repetition operator missing expression.");
        check("", "The expression to find is empty.");
        check("(a{1000}){1000}", "The expression is too large: use fewer or smaller repetitions.");
        check(&"a".repeat(1001), "The expression to find is longer than 1,000 characters.");
        assert_eq!(Pattern::text("", Case::Exact).unwrap_err(), "The text to find is empty.");
        let error = Pattern::expression(r"(a)\1", Case::Exact).unwrap_err();
        assert_eq!(error, "The expression is not valid at character 4: backreferences are not supported.");
    }

    #[test]
    fn text_is_found_in_any_encoding() {
        assert!(text("für").is_in("FüR alle".as_bytes()));
        assert!(text("für").is_in(b"f\xFCr alle"), "Windows-1252");
        assert!(!text("für").is_in(b"f\xC4r alle"));
        assert!(text("ü").is_in(b"\xFC"));
        assert!(expression("f[üu]r").is_in(b"f\xFCr alle"));
        assert!(expression(r"\bscan\b").is_in(b"a scan."));
    }

    #[track_caller]
    fn check_places(pattern: &Pattern, text: &str, most: usize, expected: &[(usize, usize)]) {
        let places: Vec<_> =
            pattern.places(text, most).iter().map(|place| (place.start, place.end)).collect();
        assert_eq!(places, expected, "{} in {text}", pattern.words());
    }

    #[test]
    fn lines_of_an_entry_have_their_own_ends() {
        check_places(&expression("^b$"), "a\r\nb\r\nc", 9, &[(3, 4)]);
        check_places(&expression("a.c"), "a\nc abc", 9, &[(4, 7)]);
    }

    #[test]
    fn places_are_entire_characters() {
        check_places(&expression("f."), "für", 9, &[(0, 3)]);
        check_places(&expression("x*"), "axxb", 9, &[(1, 3)]);
        check_places(&text("a"), "aaaa", 2, &[(0, 1), (1, 2)]);
    }
}
