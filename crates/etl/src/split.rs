//! Text before and after what is searched for: the searches of the standard library are compiled again for each type
//! that they search for, and would be a sixth of a small module.

/// The text before the first `what`, and the text after it.
#[inline(never)]
pub(crate) fn first<'t>(text: &'t str, what: &str) -> Option<(&'t str, &'t str)> {
    around(text, what, text.as_bytes().windows(what.len()).position(|here| here == what.as_bytes())?)
}

/// The text before the last `what`, and the text after it.
#[inline(never)]
pub(crate) fn last<'t>(text: &'t str, what: &str) -> Option<(&'t str, &'t str)> {
    around(text, what, text.as_bytes().windows(what.len()).rposition(|here| here == what.as_bytes())?)
}

fn around<'t>(text: &'t str, what: &str, at: usize) -> Option<(&'t str, &'t str)> {
    Some((text.get(..at)?, text.get(at + what.len()..)?))
}

/// Takes off the text before the next `what`, and `what`; all that is left if there is none; none after that.
#[inline(never)]
pub(crate) fn next<'t>(rest: &mut Option<&'t str>, what: &str) -> Option<&'t str> {
    let text = (*rest)?;
    let (part, after) = first(text, what).map_or((text, None), |(part, after)| (part, Some(after)));
    *rest = after;
    Some(part)
}

/// Takes off the next word; empty if there is none.
#[inline(never)]
pub(crate) fn word<'t>(rest: &mut &'t str) -> &'t str {
    let text = rest.trim_ascii_start();
    let length = text.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(text.len());
    let (word, after) = text.split_at_checked(length).unwrap_or_default();
    *rest = after;
    word
}

/// The number that a text is.
#[inline(never)]
pub(crate) fn number(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    text.bytes().try_fold(0u32, |number, digit| {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 { None } else { number.checked_mul(10)?.checked_add(digit.into()) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_where_it_is_found() {
        assert_eq!(first("größe--b--c", "--"), Some(("größe", "b--c")));
        assert_eq!(last("größe--b--c", "--"), Some(("größe--b", "c")));
        assert_eq!((first("a", "--"), last("", "-")), (None, None));
        let mut rest = Some("a,,c");
        let parts: Vec<&str> = std::iter::from_fn(|| next(&mut rest, ",")).collect();
        assert_eq!(parts, ["a", "", "c"]);
        assert_eq!(next(&mut Some(""), ","), Some(""));
    }

    #[test]
    fn words_and_numbers() {
        let mut rest = "  #typev größe\t13 ";
        let words = [word(&mut rest), word(&mut rest), word(&mut rest), word(&mut rest), word(&mut rest)];
        assert_eq!(words, ["#typev", "größe", "13", "", ""]);
        assert_eq!((number("0013"), number("4294967295")), (Some(13), Some(u32::MAX)));
        for none in ["", "-1", "4294967296", "1x", "0x1"] {
            assert_eq!(number(none), None, "{none}");
        }
    }
}
