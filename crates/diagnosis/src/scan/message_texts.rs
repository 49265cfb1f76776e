//! Messages of Windows and .NET that name a failure in words, without its code.

use std::sync::OnceLock;

use logfile::{Entry, EntryLevel};

use crate::scan::failure_lines::reports_failure;
use crate::scan::literals::Literals;

/// The texts, to search for all of them at once, and the code of each.
struct TextSet {
    literals: Literals,
    codes: Vec<u32>,
}

fn texts() -> &'static TextSet {
    static TEXTS: OnceLock<TextSet> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let rows = knowledge::message_texts().iter();
        let all = rows.flat_map(|row| row.texts.iter().map(|text| (text.as_bytes(), row.code)));
        let (texts, codes): (Vec<&'static [u8]>, Vec<u32>) = all.unzip();
        TextSet { literals: Literals::new(&texts), codes }
    })
}

/// The code of the last message in a text: the innermost one, where one exception contains another.
pub(crate) fn code_of_message(text: &[u8]) -> Option<u32> {
    last_message(text).map(|(code, _)| code)
}

/// The last message in a text: its code, and where it begins.
fn last_message(text: &[u8]) -> Option<(u32, usize)> {
    let mut last = None;
    texts().literals.find(text, |number, at| last = Some((number, at)));
    last.and_then(|(number, at)| Some((*texts().codes.get(number)?, at)))
}

/// The code that an entry without evidence and without a code names in words, if it reports a failure: an error, a line
/// with a word of a failure, or a line that is the message itself, alone or after a colon.
pub(crate) fn code_in_words(entry: &Entry<'_>) -> Option<u32> {
    let message = entry.message();
    let (code, at) = last_message(message)?;
    let before = message[..at].trim_ascii_end();
    let is_all = before.ends_with(b":") || before.iter().all(|byte| !byte.is_ascii_alphanumeric());
    let reports = || reports_failure(&String::from_utf8_lossy(message));
    (is_all || entry.level == EntryLevel::Error || reports()).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::code_of_message;

    #[test]
    fn a_message_means_its_code_in_any_language() {
        for (text, code) in [
            ("CONTOSO : The RPC server is unavailable.", Some(0x8007_06BA)),
            ("CONTOSO : Der RPC-Server ist nicht verfügbar.", Some(0x8007_06BA)),
            ("CONTOSO : The RPC server is CONTOSO", None),
            ("Unable to connect to the remote server ---> No such host is known", Some(0x8007_2EE7)),
        ] {
            assert_eq!(code_of_message(text.as_bytes()), code, "{text}");
        }
    }
}
