//! Lines that report a failure in words, without a code and without evidence: an excerpt may contain nothing else.

use logfile::{Entry, EntryLevel};

use crate::scan::quote::Quote;
use crate::scan::sighting::Sighting;

/// The last such lines near the beginning of a file, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FailureLines {
    pub(crate) lines: Vec<Sighting>,
}

/// Lines after this offset in bytes are not kept: a longer file is no excerpt.
const NEAR: u64 = 64 * 1024;

/// The maximum number of lines kept per file.
const MOST: usize = 64;

/// The maximum number of bytes quoted per line.
const QUOTED: usize = 1024;

/// A line reports a failure if it contains one of these, in lower case: as programs write it in English, and as Windows
/// writes it in other languages.
const FAILURE: [&str; 24] = [
    "fail",
    "error",
    "unable",
    "cannot",
    "can't",
    "could not",
    "couldn't",
    "exception",
    "abort",
    "fatal",
    "denied",
    "exit code",
    "rolled back",
    "fehler",
    "fehlgeschlagen",
    "erreur",
    "échec",
    "échoué",
    "errore",
    "fout",
    "ошибк",
    "エラー",
    "错误",
    "失败",
];

/// What these words mean in lines about successes and about what may happen.
const NO_FAILURE: [&str; 14] = [
    "no error",
    "no fail",
    "0 error",
    "0 fail",
    "without error",
    "errors: 0",
    "failed: 0",
    "failures: 0",
    "error: 0",
    "error = 0",
    "exit code: 0",
    "exit code 0",
    "exit code = 0",
    "failover",
];

/// Whether a line reports in words that something failed.
pub(crate) fn reports_failure(text: &str) -> bool {
    let text = text.to_lowercase();
    FAILURE.iter().any(|word| text.contains(word)) && !NO_FAILURE.iter().any(|words| text.contains(words))
}

impl FailureLines {
    /// Adds an entry without evidence and without a failing code, if it reports a failure; `lines` is the number of
    /// lines before its stretch. `has_levels`: its log marks errors and warnings, so an ordinary entry reports none.
    pub(crate) fn add(&mut self, entry: &Entry<'_>, has_levels: bool, lines: u64) {
        if entry.offset() >= NEAR || (has_levels && entry.level == EntryLevel::Info) {
            return;
        }
        let (quote, _) = Quote::new(entry, lines, QUOTED, None);
        if entry.level == EntryLevel::Error || reports_failure(quote.text()) {
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
        for text in ["CONTOSO Failed to start", "Fehler 5", "ошибка", "CONTOSO could not start"] {
            assert!(reports_failure(text), "{text}");
        }
        for text in ["CONTOSO started", "Done: 0 errors", "failed: 0", "CONTOSO ended with exit code 0"] {
            assert!(!reports_failure(text), "{text}");
        }
    }
}
