//! The template of a message: what is the same each time a program logs it.

use basics::guids;

/// A message with its numbers, GUIDs, times and names with digits replaced by `#`. Codes that mean a failure are kept:
/// they are the difference that a comparison is made for.
pub fn template(text: &str) -> String {
    let mut template = String::with_capacity(text.len());
    let mut from = 0;
    for place in guids(text) {
        push_words(&mut template, &text[from..place.start]);
        push_mark(&mut template);
        from = place.end;
    }
    push_words(&mut template, &text[from..]);
    template
}

fn push_words(template: &mut String, text: &str) {
    let is_in_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut rest = text;
    while !rest.is_empty() {
        let length = rest.find(|character| !is_in_word(character)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        if word.bytes().any(|byte| byte.is_ascii_digit()) && !is_failure(word) {
            push_mark(template);
        } else {
            template.push_str(word);
        }
        let gap = after.find(is_in_word).unwrap_or(after.len());
        template.push_str(&after[..gap]);
        rest = &after[gap..];
    }
}

/// Whether a word is the code of a failure: `0x80244022`, `80244022`.
fn is_failure(word: &str) -> bool {
    let digits = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")).unwrap_or(word);
    digits.len() == 8
        && digits.starts_with(['8', 'c', 'C'])
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Numbers with a dot or a colon between them are one mark: `10:22:50.842`, `10.0.26100.1`.
fn push_mark(template: &mut String) {
    let is_continued =
        template.len() >= 2 && matches!(&template.as_bytes()[template.len() - 2..], b"#." | b"#:");
    if is_continued {
        template.pop();
    } else {
        template.push('#');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_is_replaced() {
        let check = |text: &str, expected: &str| assert_eq!(template(text), expected);
        check("Scan failed with error = 0x80244022.", "Scan failed with error = 0x80244022.");
        check("Exit code = 0x00000000 (ID 96)", "Exit code = # (ID #)");
        check("ScanJob({57260DFE-227C-45E3-9FFC-2FC77A67F95A}): done", "ScanJob({#}): done");
        check("at 10:22:50.842 on 10.0.26100.1", "at # on #");
        check("PS1SITE.CONTOSO.COM:8530", "#.CONTOSO.COM:#");
        check("größe 日本", "größe 日本");
        check("", "");
    }
}
