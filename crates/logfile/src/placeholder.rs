//! What people write in place of a date and a time before they show a log: `Date Time`, `<date> <time>`, `xx:xx:xx`.

/// How many bytes at the beginning of a line are in place of a date and a time, with the blanks after them; 0 for none.
pub(crate) fn time_placeholder(line: &[u8]) -> usize {
    const MOST_WORDS: usize = 3;
    let mut end = 0;
    for _ in 0..MOST_WORDS {
        let rest = &line[end..];
        let length = rest.iter().take(LONGEST).take_while(|byte| !matches!(byte, b' ' | b'\t')).count();
        let gap = rest[length..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if gap == 0 || !is_placeholder(&rest[..length]) {
            break;
        }
        end += length + gap;
    }
    end
}

/// A word is not longer.
const LONGEST: usize = 30;

fn is_placeholder(word: &[u8]) -> bool {
    const NAMES: [&str; 6] = ["date", "time", "datetime", "date/time", "timestamp", "utc"];
    let is_bracket = |byte: &u8| b"<>[](){},".contains(byte);
    let start = word.iter().take_while(|byte| is_bracket(byte)).count();
    let inside = &word[start..];
    let inside = &inside[..inside.len() - inside.iter().rev().take_while(|byte| is_bracket(byte)).count()];
    let is_name = NAMES.iter().any(|name| name.as_bytes().eq_ignore_ascii_case(inside));
    let is_sign = |byte: &u8| b":/-.".contains(byte);
    let is_pattern = inside.len() >= 5
        && inside.iter().any(is_sign)
        && inside.iter().all(|byte| is_sign(byte) || b"xXyYmMdDhHsSnN*#".contains(byte))
        && !inside.iter().all(is_sign);
    is_name || is_pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_place_of_a_time() {
        let check = |line: &str, rest: &str| {
            assert_eq!(&line[time_placeholder(line.as_bytes())..], rest, "{line}");
        };
        check("Date Time 788 ee4 PT x", "788 ee4 PT x");
        check("<date> <time>\tx", "x");
        check("[DateTime] x", "x");
        check("YYYY-MM-DD hh:mm:ss, Info CBS", "Info CBS");
        check("xx/xx/xxxx xx:xx:xx x", "x");
        check("Date Time UTC Error w3wp.12 x", "Error w3wp.12 x");
        for line in ["Dated x", "date", "x y", "----- x", "***** x", "2026-11-12 x", ""] {
            check(line, line);
        }
    }
}
