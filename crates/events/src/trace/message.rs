//! The text of an event, and what keeps it from being taken for another line of the log.

use etl::{Described, FieldValue, Fields};

/// The longest message, except for its last name and value (bytes): an entry ends after 1 MB.
const MOST_MESSAGE: usize = 256 * 1024;
/// How many unreadable bytes are shown.
const MOST_SHOWN: usize = 256;

/// Writes the fields of an event: one string as it is, others as `[name] : value; [name] : value;`, the way the text
/// log of Windows has them. Returns whether all could be read.
pub(super) fn push_fields(out: &mut String, mut fields: Fields<'_>) -> bool {
    let mut all = fields.clone();
    if let (Some(Ok(field)), None) = (all.next(), all.next())
        && field.value.is_text()
    {
        field.value.write(out);
        return true;
    }
    while let Some(field) = fields.next() {
        let Ok(field) = field else {
            push_pair(out, "?", &FieldValue::Binary(shown(fields.unread())));
            return false;
        };
        push_pair(out, field.name, &field.value);
        if out.len() > MOST_MESSAGE {
            out.push('…');
            break;
        }
    }
    true
}

/// Writes an event of which only the number is known.
pub(super) fn push_opaque(out: &mut String, event: &Described<'_>) {
    push_pair(out, "id", &FieldValue::Unsigned(event.id.into()));
    push_pair(out, "version", &FieldValue::Unsigned(event.version.into()));
    push_pair(out, "payload", &FieldValue::Binary(shown(event.payload)));
}

fn push_pair(out: &mut String, name: &str, value: &FieldValue<'_>) {
    out.push_str(if out.is_empty() { "[" } else { " [" });
    out.push_str(name);
    out.push_str("] : ");
    value.write_within(out, MOST_MESSAGE);
    out.push(';');
}

fn shown(bytes: &[u8]) -> &[u8] {
    bytes.get(..MOST_SHOWN).unwrap_or(bytes)
}

/// Writes a number.
pub(super) fn push_number(out: &mut String, number: i64) {
    FieldValue::Signed(number).write(out);
}

/// Writes the hundreds of nanoseconds of a second: seven digits.
pub(super) fn push_fraction(out: &mut String, mut fraction: u64) {
    let mut digits = [b'0'; 7];
    for digit in digits.iter_mut().rev() {
        *digit += (fraction % 10) as u8;
        fraction /= 10;
    }
    out.push_str(str::from_utf8(&digits).unwrap_or_default());
}

/// Writes a column: what would end it or the line becomes a blank.
pub(super) fn push_column(out: &mut String, column: &str) {
    out.extend(column.chars().map(|character| if character.is_ascii_control() { ' ' } else { character }));
}

/// Writes a message, which may have several lines. None of them but the first begins with a digit, as entries do; bytes
/// that text does not hold are left out.
pub(super) fn push_message(out: &mut String, message: &str) {
    let is_end = |byte: u8| byte == 0 || byte.is_ascii_whitespace();
    let length = message.bytes().rposition(|byte| !is_end(byte)).map_or(0, |last| last + 1);
    let message = message.get(..length).unwrap_or_default();
    if !message.bytes().fold(false, |any, byte| any | (byte < b' ') | (byte == 0x7F)) {
        out.push_str(message);
        return;
    }
    let mut last = ' ';
    for character in message.chars().filter(|&character| character != '\0') {
        let before = std::mem::replace(&mut last, character);
        if before == '\r' && character == '\n' {
            continue;
        }
        if matches!(before, '\r' | '\n') && character.is_ascii_digit() {
            out.push(' ');
        }
        out.push(match character {
            '\r' => '\n',
            '\n' | '\t' => character,
            _ if character.is_ascii_control() => ' ',
            _ => character,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_stays_one_entry() {
        let cases = [
            ("plain", "plain"),
            ("größe\tof\tcolumns", "größe\tof\tcolumns"),
            ("ends\r\n\r\n\0", "ends"),
            ("one\r\ntwo\rthree\n\nfour", "one\ntwo\nthree\n\nfour"),
            ("a\n2026/11/12 10:22:50.8422964\t-60\t4", "a\n 2026/11/12 10:22:50.8422964\t-60\t4"),
            ("a\n\x002026", "a\n 2026"),
            ("a\0b\x01c\x1Bd", "ab c d"),
            ("a\x7Fb", "a b"),
            ("", ""),
        ];
        for (message, expected) in cases {
            let mut out = String::new();
            push_message(&mut out, message);
            assert_eq!(out, expected, "{message:?}");
        }
    }

    #[test]
    fn a_column_stays_one() {
        let mut out = String::new();
        push_column(&mut out, "Agent\t\n\0ß");
        assert_eq!(out, "Agent   ß");
    }
}
