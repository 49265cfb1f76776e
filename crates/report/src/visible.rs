//! Untrusted text made safe to display in a terminal or a ticket: control characters are escaped.
//!
//! Names of files, lines of logs and values of a registry come from outside. An escape sequence in them could move
//! the cursor, clear the screen or set the title of a terminal, a bidirectional control could reorder the text
//! of a line, a line break could add a false line to a report, and invisible characters could make two
//! names look alike.

use std::borrow::Cow;

/// The text in one line, with each control character escaped: `\x1b` for controls, `\n` and `\r` for line breaks,
/// `U+202E` for controls of bidirectional text, for separators of lines and paragraphs, and for characters without
/// width. A tab stays a tab, and joiners that some scripts need stay too.
///
/// It is for people to read, and cannot be reversed: a backslash stays as it is, since paths are full of them.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(is_control) else { return Cow::Borrowed(text) };
    let (shown, rest) = text.split_at(first);
    let mut shown = shown.to_owned();
    for c in rest.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            c if !is_control(c) => shown.push(c),
            c if c.is_control() => add_number(&mut shown, "\\x", c, 2),
            c => add_number(&mut shown, "U+", c, if c > '\u{ffff}' { 5 } else { 4 }),
        }
    }
    Cow::Owned(shown)
}

/// Adds a character by its number; without `write!`, which the page does not need otherwise and which is large.
fn add_number(shown: &mut String, mark: &str, c: char, digits: u32) {
    shown.push_str(mark);
    let letters: &[u8; 16] = if digits == 2 { b"0123456789abcdef" } else { b"0123456789ABCDEF" };
    for place in (0..digits).rev() {
        shown.push(char::from(letters[(u32::from(c) >> (4 * place) & 0xf) as usize]));
    }
}

/// The same for several lines: line breaks stay, and only a lone carriage return is escaped.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c != '\n' && is_control(c)) {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| visible(line.strip_suffix('\r').unwrap_or(line)).into_owned();
    Cow::Owned(text.split('\n').map(line).collect::<Vec<_>>().join("\n"))
}

/// Whether a character acts on the display instead of being shown: all controls but the tab, controls of bidirectional
/// text, separators of lines and paragraphs, characters without width, tags.
fn is_control(c: char) -> bool {
    match c {
        '\t' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => true,
        '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_as_it_is() {
        for text in [
            "",
            "WUAHandler.log",
            "C:\\Windows\\CCM\\Logs\\x1b",
            "a\tb",
            "größer, 日本語, עברית, 🙂, 👨\u{200d}👩, می\u{200c}خواهم",
        ] {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn line_breaks_stay_if_requested() {
        assert!(matches!(visible_lines("a\n\tb\n"), Cow::Borrowed("a\n\tb\n")));
        assert_eq!(visible_lines("a\r\nb\rc\x1b[0m\n"), "a\nb\\rc\\x1b[0m\n");
    }

    #[test]
    fn controls_are_escaped() {
        for (text, shown) in [
            ("\x1b[2J\x1b]0;title\x07", "\\x1b[2J\\x1b]0;title\\x07"),
            ("a\nAll scans succeeded.\r\n", "a\\nAll scans succeeded.\\r\\n"),
            ("\0\x08\x7f", "\\x00\\x08\\x7f"),
            ("\u{9b}31m\u{85}\u{80}", "\\x9b31m\\x85\\x80"),
            ("log\u{202e}txt.exe", "logU+202Etxt.exe"),
            ("\u{61c}\u{200e}\u{200f}", "U+061CU+200EU+200F"),
            ("wsus\u{200b}.contoso\u{2060}.com\u{feff}", "wsusU+200B.contosoU+2060.comU+FEFF"),
            ("a\u{e0041}b\u{fff9}\u{180e}", "aU+E0041bU+FFF9U+180E"),
            ("one\u{2028}two\u{2029}", "oneU+2028twoU+2029"),
            ("ä\u{1b}ö\tü", "ä\\x1bö\tü"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn no_control_but_a_tab_is_left_of_any_character() {
        let bidi = ['\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}'];
        let bidi = bidi.into_iter().chain('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}');
        let bidi: Vec<char> = bidi.collect();
        for c in '\0'..=char::MAX {
            let text = String::from(c);
            let shown = visible(&text);
            let acts = |c: char| (c.is_control() && c != '\t') || bidi.contains(&c);
            assert!(!shown.chars().any(acts), "{text:?} is shown as {shown:?}");
            assert!(!acts(c) || shown != text, "{text:?}");
            assert!(shown == text || is_control(c), "{text:?}");
            assert_eq!(visible(&shown), shown);
        }
    }
}
