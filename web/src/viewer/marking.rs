//! What is marked in a text: what was found, and the texts that the user highlights.

use report::ViewPattern;
use yew::{Html, html};

use crate::view::text;

/// The classes of the highlights, each with its own colour.
pub(super) const COLOURS: [&str; 4] = ["light-1", "light-2", "light-3", "light-4"];

/// A text with what was found and the highlights marked; a regular expression marks only the row.
pub(super) fn marked(line: &str, pattern: Option<&ViewPattern>, highlights: &[String]) -> Html {
    let texts = pattern.map(ViewPattern::texts).unwrap_or_default();
    let is_exact = pattern.is_some_and(|pattern| pattern.is_exact);
    let mut parts = Vec::new();
    let mut rest = line;
    while let Some((at, length, class)) = next_mark(rest, &texts, is_exact, highlights) {
        let (before, after) = rest.split_at(at);
        let (hit, after) = after.split_at(length);
        parts.extend([text(before), html! { <mark {class}>{text(hit)}</mark> }]);
        rest = after;
    }
    parts.push(text(rest));
    parts.into_iter().collect()
}

/// The class of the first highlight that is in one of these texts, for the whole row.
pub(super) fn light_of(texts: &[&str], highlights: &[String]) -> Option<&'static str> {
    let lights = highlights.iter().zip(COLOURS.iter().cycle());
    let is_in = |words: &str| texts.iter().any(|text| position(text, words, false).is_some());
    { lights }.find(|(words, _)| is_in(words)).map(|(_, class)| *class)
}

/// The first mark: its position, its length and its class.
fn next_mark(
    line: &str,
    texts: &[String],
    is_exact: bool,
    highlights: &[String],
) -> Option<(usize, usize, Option<&'static str>)> {
    let found = texts.iter().map(|text| (text.as_str(), is_exact, None));
    let lights = highlights.iter().zip(COLOURS.iter().cycle());
    let lights = lights.map(|(words, class)| (words.as_str(), false, Some(*class)));
    let places = found
        .chain(lights)
        .filter_map(|(words, is_exact, class)| Some((position(line, words, is_exact)?, words.len(), class)));
    places.min_by_key(|(at, ..)| *at)
}

/// The position of a plain text, without case unless it is exact.
fn position(line: &str, words: &str, is_exact: bool) -> Option<usize> {
    let (line, expected) = (line.as_bytes(), words.as_bytes());
    if expected.is_empty() {
        return None;
    }
    let is_same = |part: &[u8]| match is_exact {
        true => part == expected,
        false => part.eq_ignore_ascii_case(expected),
    };
    line.windows(expected.len()).position(is_same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_is_found_with_and_without_case() {
        assert_eq!(position("Scan FAILED", "failed", false), Some(5));
        assert_eq!(position("Scan FAILED", "failed", true), None);
        assert_eq!(position("\u{e9}\u{e9}x", "X", false), Some(4));
        assert_eq!(position("any", "", false), None);
    }

    #[test]
    fn a_row_has_the_colour_of_the_first_highlight_in_any_of_its_texts() {
        let lights = ["4712".to_owned(), "scan".to_owned()];
        assert_eq!(light_of(&["Scan failed", "WUAHandler", "4712"], &lights), Some("light-1"));
        assert_eq!(light_of(&["Scan failed", "WUAHandler", "9"], &lights), Some("light-2"));
        assert_eq!(light_of(&["Done", ""], &lights), None);
    }

    #[test]
    fn the_first_mark_wins_and_each_highlight_has_its_colour() {
        let texts = ["failed".to_owned()];
        let lights = ["scan".to_owned(), "0x8024".to_owned()];
        let line = "Scan failed with 0x8024401b";
        assert_eq!(next_mark(line, &texts, false, &lights), Some((0, 4, Some("light-1"))));
        assert_eq!(next_mark(&line[4..], &texts, false, &lights), Some((1, 6, None)));
        assert_eq!(next_mark(&line[11..], &texts, false, &lights), Some((6, 6, Some("light-2"))));
        assert_eq!(next_mark("nothing", &texts, false, &lights), None);
    }
}
