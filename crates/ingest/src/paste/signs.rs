//! Characters that mail programs and web pages substitute: typographic quotes and dashes, non-breaking
//! spaces, zero-width characters, backslashes of Markdown.

use super::pasted_text::{PastedText, is_entry};

/// Restores the characters that a log has.
pub(super) fn clean(text: &mut PastedText) -> bool {
    unescape(text) | replace_signs(text)
}

fn replace_signs(text: &mut PastedText) -> bool {
    if !text.lines.iter().any(|line| line.chars().any(is_foreign)) {
        return false;
    }
    let reveals = |line: &String| line.chars().any(is_foreign) && !is_entry(line) && is_entry(&plain(line));
    // The attributes of a record have straight quotes in every log; a page turns all but one of several spaces into
    // non-breaking ones.
    const MARKS: [&str; 5] = ["time=\u{201C}", "time=\u{201D}", "\u{A0} ", " \u{A0}", "\u{A0}\u{A0}"];
    let is_marked = MARKS.iter().any(|mark| text.holds(mark)) || text.lines.iter().any(reveals);
    if !is_marked && (text.is_structured || !text.is_english()) {
        return false;
    }
    for line in &mut text.lines {
        *line = plain(line);
    }
    true
}

fn is_foreign(c: char) -> bool {
    plain_sign(c) != Some(c)
}

fn plain(line: &str) -> String {
    line.replace('\u{2014}', "--").chars().filter_map(plain_sign).collect()
}

/// The character that a log has instead; none if it has none.
fn plain_sign(c: char) -> Option<char> {
    match c {
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' => Some('"'),
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' => Some('\''),
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}' | '\u{2212}' => Some('-'),
        '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Some(' '),
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => None,
        _ => Some(c),
    }
}

/// Removes the backslashes that Markdown editors add: `\*FAILED\* \[80244022\]`.
fn unescape(text: &mut PastedText) -> bool {
    const MARKS: [&str; 5] = ["\\*FAILED\\*", "\\[80", "<!\\[LOG\\[", "\\[LOG\\[", "\\_E\\_"];
    if !MARKS.iter().any(|mark| text.holds(mark)) {
        return false;
    }
    for line in &mut text.lines {
        let mut kept = String::with_capacity(line.len());
        let mut rest = line.chars().peekable();
        while let Some(c) = rest.next() {
            let is_escape = c == '\\' && rest.peek().is_some_and(|next| "[]*_<>#~`|".contains(*next));
            // The character after the backslash is literal: another backslash is no escape.
            if is_escape {
                kept.extend(rest.next());
            } else {
                kept.push(c);
            }
        }
        *line = kept;
    }
    true
}
