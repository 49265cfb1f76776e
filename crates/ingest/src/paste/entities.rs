//! Entities of HTML: `&lt;![LOG[`, `&quot;`, `&nbsp;`.

use super::pasted_text::PastedText;

/// Decodes entities, if a page wrote them and not the log.
pub(super) fn decode(text: &mut PastedText) -> bool {
    if !text.lines.iter().any(|line| next(line, 0).is_some()) {
        return false;
    }
    // A log never writes records and spaces this way; other entities may belong to XML in a log.
    let is_marked = text.holds("&lt;![LOG[") || text.holds("&nbsp;");
    let has_markup = text.holds("</") || text.lines.first().is_some_and(|line| line.starts_with('<'));
    if !is_marked && (text.is_structured || has_markup) {
        return false;
    }
    for line in &mut text.lines {
        let mut decoded = String::with_capacity(line.len());
        let mut from = 0;
        while let Some((start, end, sign)) = next(line, from) {
            decoded.push_str(&line[from..start]);
            decoded.push(sign);
            from = end;
        }
        decoded.push_str(&line[from..]);
        *line = decoded;
    }
    true
}

/// The next entity from an offset on: where it begins and ends, and its character.
fn next(line: &str, mut from: usize) -> Option<(usize, usize, char)> {
    const LONGEST: usize = 10;
    loop {
        let start = from + line[from..].find('&')?;
        let name = line[start + 1..].bytes().take(LONGEST).position(|byte| byte == b';');
        if let Some(sign) = name.and_then(|length| sign_of(&line[start + 1..start + 1 + length])) {
            return Some((start, start + 2 + name.unwrap_or(0), sign));
        }
        from = start + 1;
    }
}

fn sign_of(name: &str) -> Option<char> {
    let sign = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" | "mdash" | "minus" => '-',
        "lsquo" | "rsquo" => '\'',
        "ldquo" | "rdquo" => '"',
        "bull" => '\u{2022}',
        "hellip" => '\u{2026}',
        "lbrack" | "lsqb" => '[',
        "rbrack" | "rsqb" => ']',
        _ => {
            let digits = name.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(number).filter(|sign| !sign.is_control() || *sign == '\t')?
        }
    };
    Some(sign)
}
