//! Words that read as translated, and what to write instead.
//!
//! ```
//! let faults = knowledge_build::style::faults("The update was\ntaken back.");
//! assert_eq!((faults[0].line, faults[0].word, faults[0].instead), (2, "taken back", "rolled back"));
//! ```

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::fault::{Faults, LineRef};
use crate::files::DataFiles;

/// Words and phrases that plain English does not use, in lower case, and what to write instead.
pub const WORDS: &[(&[&str], &str)] = &[
    (&["stand", "stands", "stood", "standing"], "is, is in, remains"),
    (&["tells", "told", "telling"], "shows, reports, logs"),
    (&["tell nothing", "tell of", "tell whether", "tell what", "tell which", "tell how"], "show, report"),
    (
        &["tell the", "tell it", "tell them", "tell that", "tell who", "tell where", "tell when"],
        "show, report",
    ),
    (&["tell each", "tell apart"], "show, distinguish"),
    (&["says", "said", "saying"], "shows, reports, logs, describes, names"),
    (&["speak", "speaks", "spoke", "spoken"], "shows, reports, logs, describes, names"),
    (&["mend", "mends", "mended", "mending"], "fix, repair"),
    (&["anew", "once more"], "again"),
    (&["amiss", "ail", "ails", "ailing"], "wrong, fails"),
    (&["lies in", "lie in", "lies on", "lay in"], "is in"),
    (&["give up", "gives up", "gave up", "given up", "giving up"], "cancel, stop, abandon"),
    (&["get on", "gets on", "got on", "getting on"], "proceeds, stalls"),
    (&["come up", "comes up", "came up", "coming up"], "starts"),
    (&["want", "wants", "wanted", "wanting"], "requires, needs, expects"),
    (&["is whole", "are whole", "was whole", "be whole", "not whole"], "complete, intact"),
    (&["made whole", "make whole", "makes whole"], "complete, intact"),
    (&["take back", "takes back", "taken back", "taking back", "took back"], "rolled back"),
    (&["hear", "hears", "heard", "hearing"], "receives, detects"),
    (&["know of", "knows of", "known of"], "has, detects"),
    (&["name service"], "DNS"),
    (&["made out to"], "issued to"),
    (&["may not"], "cannot, must not, might not"),
    (&["written after"], "based on"),
    (&["as far as"], "if, as much as"),
    (&["the like", "and such"], "similar"),
    (&["so many", "so much", "so few"], "N, this many, how many"),
    (&["the matter", "no matter"], "the problem; regardless"),
    (&["let go", "lets go"], "release, drop"),
    (&["hold still", "holds still"], "in effect"),
    (&["count for", "counts for", "counted for"], "belongs to"),
    (&["wherever", "whatever", "whoever", "whosoever"], "if, any, everyone who"),
    (&["heed", "heeds", "heeded", "heedless"], "uses, respects, ignores"),
    (&["lest", "thereof", "therein", "hither", "thither", "hence", "thus", "therefrom", "whence"], "so"),
    (&["befall", "befalls", "behold", "beholds", "betwixt", "bade", "ought"], "a plain word"),
    (&["upon", "amid", "amidst"], "on, when"),
    (&["lay", "lays", "laid", "laying"], "put, places, compares"),
    (&["sooner or later", "by and by"], "eventually"),
    (&["in vain"], "without success"),
    (&["come of", "comes of", "came of"], "results from"),
    (&["owe", "owes", "owed"], "must still"),
    (&["a while"], "some time"),
];

/// What contains one of [`WORDS`] and is allowed.
const ALLOWED: [&str; 6] =
    ["stand-alone", "stand alone", "stand-in", "stand in", "may not be used", "may not be copied"];

/// Keys of the data files whose values are lines of logs, or patterns of them.
const LINES: [&str; 3] = ["lines", "pattern", "samples"];

/// A word to replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StyleFault {
    /// The line of the text, from 1.
    pub line: usize,
    /// The word or phrase.
    pub word: &'static str,
    /// What to write instead.
    pub instead: &'static str,
}

/// The words of a text that are in [`WORDS`], by line. They match in any case, as entire words; `_` counts as a blank.
pub fn faults(text: &str) -> Vec<StyleFault> {
    let mut found = Vec::new();
    for (before, line) in text.lines().enumerate() {
        let line = line.to_ascii_lowercase().replace('_', " ");
        for (words, instead) in WORDS {
            for word in words.iter().filter(|word| has(&line, word)) {
                found.push(StyleFault { line: before + 1, word, instead });
            }
        }
    }
    found
}

/// Whether a line contains a word, not only as a part of another word or of something allowed.
fn has(line: &str, word: &str) -> bool {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    line.match_indices(word).any(|(at, _)| {
        let is_allowed = ALLOWED.iter().any(|allowed| line[at..].starts_with(allowed));
        let bytes = line.as_bytes();
        let is_word = !is_letter(at.checked_sub(1).and_then(|at| bytes.get(at)))
            && !is_letter(bytes.get(at + word.len()));
        is_word && !is_allowed
    })
}

/// Checks the prose of all data files: comments, values of more than one word, and bodies. Lines of logs, commands and
/// patterns are exempt.
pub(crate) fn check(files: &DataFiles, faults: &Faults) {
    for (file, text) in files.all() {
        let (text, body, after) = match text.strip_prefix("+++\n") {
            Some(rest) => rest.split_once("\n+++\n").map_or((rest, "", 1), |(head, body)| (head, body, 1)),
            None => (text, "", 0),
        };
        let place = LineRef { file, line: after };
        prose(body, place.at(after + text.lines().count() + 1), faults);
        comments(text, place, faults);
        if let Ok(table) = DeTable::parse(text).map(Spanned::into_inner).map_err(|_| ()) {
            values(&table, text, place, faults);
        }
    }
}

/// Checks the lines of a body, but not those of commands and of logs.
fn prose(body: &str, place: LineRef<'_>, faults: &Faults) {
    let mut is_command = false;
    for (before, line) in body.lines().enumerate() {
        let is_fence = line.starts_with("~~~");
        if !is_command && !is_fence && !line.starts_with("> expect ") {
            report(line, place.at(place.line + before + 1), faults);
        }
        is_command ^= is_fence;
    }
}

/// Checks the lines that are comments, but not those inside a text of several lines.
fn comments(text: &str, place: LineRef<'_>, faults: &Faults) {
    let mut is_inside = false;
    for (before, line) in text.lines().enumerate() {
        if !is_inside && line.starts_with('#') {
            report(line, place.at(place.line + before + 1), faults);
        }
        is_inside ^= line.matches("'''").count() % 2 == 1;
    }
}

/// Checks the values of a table and of all tables in it.
fn values(table: &DeTable<'_>, text: &str, place: LineRef<'_>, faults: &Faults) {
    for (_, value) in table.iter().filter(|(key, _)| !LINES.contains(&key.get_ref().as_ref())) {
        value_of(value, text, place, faults);
    }
}

fn value_of(value: &Spanned<DeValue<'_>>, text: &str, place: LineRef<'_>, faults: &Faults) {
    match value.get_ref() {
        // A value without a blank is a name.
        DeValue::String(prose) if prose.contains(' ') => {
            let before = text.bytes().take(value.span().start).filter(|&byte| byte == b'\n').count();
            report(prose, place.at(place.line + before + 1), faults);
        }
        DeValue::Array(items) => {
            for item in items.iter() {
                value_of(item, text, place, faults);
            }
        }
        DeValue::Table(table) => values(table, text, place, faults),
        _ => {}
    }
}

/// Reports the words of a prose that begins at a place.
fn report(prose: &str, place: LineRef<'_>, into: &Faults) {
    for fault in faults(prose) {
        let words = format!("`{}` reads as translated; instead: {}", fault.word, fault.instead);
        into.add(place.at(place.line + fault.line - 1), words);
    }
}

#[cfg(test)]
mod tests {
    use super::{WORDS, faults};

    /// The words found in a text.
    fn words(text: &str) -> Vec<&'static str> {
        faults(text).into_iter().map(|fault| fault.word).collect()
    }

    #[test]
    fn every_word_is_found_in_any_case() {
        for word in WORDS.iter().flat_map(|(words, _)| *words) {
            assert!(words(&format!("It {word}.")).contains(word), "{word}");
            assert!(words(&word.to_ascii_uppercase()).contains(word), "{word}");
        }
    }

    #[test]
    fn every_word_is_listed_once() {
        let mut all: Vec<&str> = WORDS.iter().flat_map(|(words, _)| *words).copied().collect();
        all.sort_unstable();
        let listed = all.len();
        all.dedup();
        assert_eq!(all.len(), listed);
        assert!(all.iter().all(|word| !word.bytes().any(|byte| byte.is_ascii_uppercase())));
    }

    #[test]
    fn only_entire_words_are_found() {
        assert_eq!(words("understand the standard; unwanted; blast; shear; the matters"), [""; 0]);
        assert_eq!(words("fn a_drop_that_is_told() {}"), ["told"]);
        assert_eq!(words("http.certificate-wanted"), ["wanted"]);
        assert_eq!(words("was given_up"), ["given up"]);
        assert_eq!(words("retold, then told"), ["told"]);
    }

    #[test]
    fn exceptions_are_allowed() {
        assert_eq!(words("a stand-alone server is a stand-in; it may not be used"), [""; 0]);
        assert_eq!(words("a stand-alone server may not stand here"), ["stand", "may not"]);
    }

    #[test]
    fn a_fault_names_its_line_and_what_to_write() {
        let found = faults("The agent installs it.\nThe log tells it,\nand the proxy wants a sign-in.");
        let found: Vec<_> = found.iter().map(|fault| (fault.line, fault.word, fault.instead)).collect();
        assert_eq!(found, [(2, "tells", "shows, reports, logs"), (3, "wants", "requires, needs, expects")]);
    }
}
