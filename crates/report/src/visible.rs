//! Foreign text as a terminal or a ticket can show it: characters that control the display are written out.
//!
//! Names of files, lines of logs and values of a registry come from somebody else. An escape sequence in them could move
//! the cursor, clear the screen or set the title of a terminal, a control for bidirectional text could swap what is read
//! on a line, and a line break could add a line to a report that the report never had.

use std::borrow::Cow;
use std::fmt::Write;

/// The text in one line, each control character in it written out: `\x1b` for controls, `\n` and `\r` for line breaks,
/// `U+202E` for controls of bidirectional text and for separators of lines and paragraphs. A tab stays a tab.
///
/// It is for people to read, not to be turned back: a backslash stays as it is, since paths are full of them.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(is_control) else { return Cow::Borrowed(text) };
    let (shown, rest) = text.split_at(first);
    let mut shown = shown.to_owned();
    for c in rest.chars() {
        // Writing to a string never fails.
        let _ = match c {
            '\n' => shown.write_str("\\n"),
            '\r' => shown.write_str("\\r"),
            c if !is_control(c) => shown.write_char(c),
            c if c.is_control() => write!(shown, "\\x{:02x}", u32::from(c)),
            c => write!(shown, "U+{:04X}", u32::from(c)),
        };
    }
    Cow::Owned(shown)
}

/// Whether a character acts on the display instead of being shown: all controls but the tab, controls of bidirectional
/// text, separators of lines and paragraphs.
fn is_control(c: char) -> bool {
    match c {
        '\t' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_as_it_is() {
        for text in ["", "WUAHandler.log", "C:\\Windows\\CCM\\Logs\\x1b", "a\tb", "größer, 日本語, עברית, 🙂"]
        {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn controls_are_written_out() {
        for (text, shown) in [
            ("\x1b[2J\x1b]0;title\x07", "\\x1b[2J\\x1b]0;title\\x07"),
            ("a\nAll scans succeeded.\r\n", "a\\nAll scans succeeded.\\r\\n"),
            ("\0\x08\x7f", "\\x00\\x08\\x7f"),
            ("\u{9b}31m\u{85}\u{80}", "\\x9b31m\\x85\\x80"),
            ("log\u{202e}txt.exe", "logU+202Etxt.exe"),
            ("\u{61c}\u{200e}\u{200f}", "U+061CU+200EU+200F"),
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
            assert!(acts(c) != (shown == text) || ('\u{206a}'..='\u{206f}').contains(&c), "{text:?}");
            assert_eq!(visible(&shown), shown);
        }
    }
}
