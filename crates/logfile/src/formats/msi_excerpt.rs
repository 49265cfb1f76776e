//! Excerpts of verbose logs of Windows Installer whose times were removed: `MSI (s) (14:AC): message`, `Action ended:
//! INSTALL. Return value 3.`, `MainEngineThread is returning 1603`.

use std::ops::Range;

use super::msi;
use super::spec::FormatSpec;
use crate::encoding::Text;
use crate::entry::{Entry, EntryLevel};
use crate::lines::trim_end;
use crate::reading::Reading;

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: msi::SPEC.words,
    id: msi::SPEC.id,
    is_sure: |_| false,
    is_entry: |line| begins_entry(trim_end(line)),
    begins: |line| line.first().is_some_and(|byte| !byte.is_ascii_whitespace()),
    read: |reading, text, place, emit| read(reading, text, place, emit),
};

fn begins_entry(line: &[u8]) -> bool {
    (msi::SPEC.is_entry)(line)
        || head(line).is_some()
        || is_action(line)
        || line.starts_with(b"CustomAction ")
        || line.starts_with(b"MainEngineThread is returning ")
        || line.starts_with(b"Product: ") && memchr::memmem::find(line, b" -- ").is_some()
}

/// Process, thread and where the message begins: `MSI (s) (14:AC)` with what is left of a time after it.
fn head(line: &[u8]) -> Option<(u32, u32, usize)> {
    let [b'M', b'S', b'I', b' ', b'(', side, b')', b' ', b'(', a, b, b':' | b'!', c, d, b')', rest @ ..] =
        line
    else {
        return None;
    };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let (process, thread) = (digit(a)? * 16 + digit(b)?, digit(c)? * 16 + digit(d)?);
    let at = line.len() - rest.len();
    // What somebody wrote in place of the time ends in a colon: `[time]: `, `Time: `.
    let colon = rest.iter().take(24).position(|&byte| byte == b':');
    let is_time =
        |text: &[u8]| text.iter().all(|byte| byte.is_ascii_alphanumeric() || b" []<>_-.".contains(byte));
    let message = match colon {
        Some(colon) if is_time(&rest[..colon]) && (colon == 0 || rest[0] != b' ') => at + colon + 1,
        _ => at,
    };
    let blanks = line[message..].iter().take_while(|&&byte| byte == b' ').count();
    side.is_ascii_alphabetic().then_some((process, thread, message + blanks))
}

/// `Action ended: INSTALL. Return value 3.`, `Action startTime: INSTALL.`
fn is_action(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"Action ") else { return false };
    let is_known = rest.starts_with(b"start") || rest.starts_with(b"ended");
    is_known && rest.iter().take(24).any(|&byte| byte == b':') && line.ends_with(b".")
}

fn read<'t>(reading: &Reading, text: &'t Text<'t>, place: Range<usize>, emit: &mut dyn FnMut(Entry<'t>)) {
    let start = place.start;
    let record = trim_end(&text.bytes[place.clone()]);
    let Some((process, thread, message)) = head(record).filter(|_| !(msi::SPEC.is_entry)(record)) else {
        let is_entry = begins_entry(record);
        return (msi::SPEC.read)(reading, text, place, &mut |mut entry| {
            if is_entry && entry.level == EntryLevel::Plain {
                entry.level = if record.ends_with(b"Return value 3.") || is_error(record) {
                    EntryLevel::Error
                } else {
                    EntryLevel::Info
                };
            }
            emit(entry);
        });
    };
    let mut entry = Entry::plain(text, place);
    (entry.process, entry.thread) = (process, thread);
    entry.component = start..start + 7;
    entry.level = if is_error(&record[message..]) { EntryLevel::Error } else { EntryLevel::Info };
    emit(entry);
}

/// `Product: name -- Error 1714. …`
fn is_error(message: &[u8]) -> bool {
    message.starts_with(b"Product: ") && memchr::memmem::find(message, b" -- Error ").is_some()
}
