//! Compares a text in which stand-ins replace names with the original text.

/// Whether a text is the original of a masked one: the same, with something else in place of each stand-in (`HOST-01`).
///
/// The names are not compared: only the person who made the mask has them. A name has no blank, unless it is a user's.
pub(crate) fn is_original_of(text: &str, masked: &str) -> bool {
    from_last_name(text, masked)
        .is_some_and(|(rest, last)| rest.strip_suffix(last).is_some_and(|name| is_name(name, masked)))
}

/// The same for a masked text that is only the beginning.
pub(crate) fn begins_like_original_of(text: &str, masked: &str) -> bool {
    from_last_name(text, masked)
        .is_some_and(|(rest, last)| split_at_part(rest, last).is_some_and(|(name, _)| is_name(name, masked)))
}

/// The rest of a text from its last name on, and the part of the masked text after the last stand-in; none if the texts
/// differ before that.
fn from_last_name<'t, 'm>(text: &'t str, masked: &'m str) -> Option<(&'t str, &'m str)> {
    let mut parts = parts_between(masked);
    let last = parts.pop()?;
    let mut rest = text.strip_prefix(*parts.first()?)?;
    for part in &parts[1..] {
        let (name, after) = split_at_part(rest, part)?;
        if !is_name(name, masked) {
            return None;
        }
        rest = after;
    }
    Some((rest, last))
}

fn is_name(name: &str, masked: &str) -> bool {
    !name.is_empty() && (masked.contains(USER) || !name.contains(' '))
}

/// With what the stand-ins of users begin.
const USER: &str = "USER-";

/// A text before and after the first place of a part that has at least one character before it.
fn split_at_part<'t>(text: &'t str, part: &str) -> Option<(&'t str, &'t str)> {
    let first = text.chars().next()?.len_utf8();
    let at = first + text[first..].find(part)?;
    Some((&text[..at], &text[at + part.len()..]))
}

/// The parts of a text between its stand-ins; one if it has none.
fn parts_between(masked: &str) -> Vec<&str> {
    let bytes = masked.as_bytes();
    let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let letters = length(&bytes[at..], u8::is_ascii_uppercase);
        let dash = at + letters;
        let digits = bytes.get(dash + 1..).map_or(0, |rest| length(rest, u8::is_ascii_digit));
        if letters >= 2 && bytes[dash..].starts_with(b"-") && digits >= 2 {
            parts.push(&masked[from..at]);
            from = dash + 1 + digits;
            at = from;
        } else {
            at += letters.max(1);
        }
    }
    parts.push(&masked[from..]);
    parts
}

fn length(bytes: &[u8], is_part: fn(&u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| is_part(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::{begins_like_original_of, is_original_of};

    #[test]
    fn names_are_not_compared() {
        for (text, masked) in [
            ("http://SUP02.contoso.com:8530", "http://HOST-01.DOMAIN-01:8530"),
            ("CONTOSO\\jdoe logged on", "DOMAIN-01\\USER-02 logged on"),
            ("Größe of PC-Ä", "Größe of HOST-01"),
            ("PC01", "HOST-01"),
            ("CONTOSO\\Jane Doe", "DOMAIN-01\\USER-01"),
        ] {
            assert!(is_original_of(text, masked), "{text}");
        }
    }

    #[test]
    fn everything_else_is() {
        for (text, masked) in [
            ("http://SUP02.contoso.com:8531", "http://HOST-01.DOMAIN-01:8530"),
            ("the scan failed", "the scan failed"),
            ("failed on PC01 again", "failed on HOST-01"),
            ("failed on ", "failed on HOST-01"),
            ("KB-1 failed", "KB-2 failed"),
            ("", "HOST-01"),
        ] {
            assert!(!is_original_of(text, masked), "{text}");
        }
    }

    #[test]
    fn a_cut_text_is_compared_up_to_its_end() {
        for (text, masked, is_same) in [
            ("Post to mp.contoso.com failed, code 5", "Post to HOST-01 failed", true),
            ("Post to a failed, code 5", "Post to HOST-01 failed", true),
            ("Post to mp.contoso.com", "Post to HOST-01", true),
            ("Post to mp.contoso.com worked", "Post to HOST-01 failed", false),
            ("Post to mp.contoso.com failed", "Post to mp.contoso.com failed", false),
        ] {
            assert_eq!(begins_like_original_of(text, masked), is_same, "{text}");
        }
    }
}
