//! Lines that report a failure in words, without a code and without evidence: an excerpt may contain nothing else.

use std::sync::OnceLock;

use logfile::{Entry, EntryLevel};

use crate::scan::literals::Literals;
use crate::scan::quote::Quote;
use crate::scan::sighting::Sighting;

/// The last such lines near the beginning of a file, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FailureLines {
    pub(crate) lines: Vec<Sighting>,
}

/// Lines after this offset in bytes are not searched: a longer file is no excerpt.
const NEAR: u64 = 64 * 1024;

/// The maximum number of lines kept per file.
const MOST: usize = 64;

/// The maximum number of bytes quoted per line.
const QUOTED: usize = 1024;

/// Whether the words of an entry are searched for a failure. `has_levels`: its log marks errors and warnings, so an
/// ordinary entry reports none.
pub(crate) fn is_searched(entry: &Entry<'_>, has_levels: bool) -> bool {
    entry.offset() < NEAR && !(has_levels && entry.level == EntryLevel::Info)
}

/// Whether a line reports in words that something failed.
pub(crate) fn reports_failure(text: &str) -> bool {
    static WORDS: OnceLock<Literals> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let words: Vec<&[u8]> = knowledge::failure_words().iter().map(|word| word.as_bytes()).collect();
        Literals::new(&words)
    });
    let text = text.to_lowercase();
    let mut is_one = false;
    words.find(text.as_bytes(), |_, _| is_one = true);
    is_one && !knowledge::no_failure_words().iter().any(|words| contains_words(&text, words))
}

/// Whether a text contains words; a zero in them is a number of its own, not part of `0x80070005` or of `10 errors`.
fn contains_words(text: &str, words: &str) -> bool {
    let is_number = |(at, _): (usize, &str)| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        !(words.starts_with('0') && before.ends_with(char::is_alphanumeric)
            || words.ends_with('0') && after.starts_with(char::is_alphanumeric))
    };
    text.match_indices(words).any(is_number)
}

impl FailureLines {
    /// Adds an entry without evidence and without a failing code, if it reports a failure; `lines` is the number of
    /// lines before its stretch.
    pub(crate) fn add(&mut self, entry: &Entry<'_>, lines: u64) {
        let is_failure = |text: &str| entry.level == EntryLevel::Error || reports_failure(text);
        let message = entry.message();
        // Most lines report none. Only those in another encoding than UTF-8 have to be quoted to see that.
        let in_utf8 = std::str::from_utf8(&message[..message.len().min(QUOTED)]).ok().map(is_failure);
        if in_utf8 == Some(false) {
            return;
        }
        let (quote, _) = Quote::new(entry, lines, QUOTED, None);
        if in_utf8 == Some(true) || is_failure(quote.text()) {
            self.lines.push(Sighting::of_detail(quote, (entry.process, entry.thread)));
            self.limit();
        }
    }

    /// Adds the lines of a later stretch of the same file.
    pub(crate) fn append(&mut self, later: Self) {
        self.lines.extend(later.lines);
        self.limit();
    }

    /// Shifts all line numbers by the number of lines before the stretch.
    pub(crate) fn move_down(&mut self, lines: u64) {
        self.lines.iter_mut().for_each(|line| line.quote.line += lines);
    }

    /// Its size in memory in bytes.
    pub(crate) fn bytes_kept(&self) -> usize {
        self.lines.iter().map(Sighting::bytes_kept).sum()
    }

    fn limit(&mut self) {
        let gone = self.lines.len().saturating_sub(MOST);
        self.lines.drain(..gone);
    }
}

#[cfg(test)]
mod tests {
    use super::reports_failure;

    #[test]
    fn words_of_several_languages_report_a_failure() {
        for text in [
            "CONTOSO Failed to start",
            "Fehler 5",
            "ошибка",
            "CONTOSO could not start",
            "CONTOSO: the call, HRESULT=8000ffff (contoso.cpp,1)",
            "CONTOSO stopped, error = 0x80070005",
            "CONTOSO stopped, Error: 05",
            "Done: 10 errors",
            "*** [42000][229][Microsoft][ODBC Driver 18 for SQL Server]CONTOSO",
        ] {
            assert!(reports_failure(text), "{text}");
        }
        for text in [
            "CONTOSO started",
            "Done: 0 errors",
            "failed: 0",
            "CONTOSO ended with exit code 0",
            "CONTOSO calls back with error 0",
        ] {
            assert!(!reports_failure(text), "{text}");
        }
    }
}
