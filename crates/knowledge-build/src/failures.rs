//! Reads failures.toml: the words by which a line reports a failure, and the flows in which codes occur.

use knowledge_model::model::CodeRange;

use crate::fault::Faults;
use crate::files::DataFiles;
use crate::known::{KnownNames, spelled_code};
use crate::row::{At, TomlRow, values};

/// What a line without evidence shows.
#[derive(Default)]
pub(crate) struct FailureSigns {
    /// Words by which it reports a failure.
    pub(crate) words: Vec<&'static str>,
    /// Such words in lines that report none.
    pub(crate) no_failure: &'static [&'static str],
    /// The flows in which codes occur.
    pub(crate) codes: Vec<CodeRange>,
}

/// The search of all words at once needs words of four bytes or more.
const SHORTEST: usize = 4;

/// failures.toml, after the flows are known.
pub(crate) fn read(files: &DataFiles, known: &KnownNames, faults: &Faults) -> FailureSigns {
    const FILE: &str = "failures.toml";
    let Some(mut table) = TomlRow::parse(FILE, files.text(FILE, faults), 0, faults) else {
        return FailureSigns::default();
    };
    let mut signs = FailureSigns::default();
    for mut row in table.rows("words") {
        row.text("of");
        for at in row.texts("words") {
            check_word(&row, &at, &signs.words);
            signs.words.push(at.value);
        }
        row.finish();
    }
    let no_failure = table.texts("no_failure");
    for at in &no_failure {
        if !signs.words.iter().any(|word| at.value.contains(word)) {
            table.fault(at.line, format!("`{}` contains no word that reports a failure", at.value));
        }
    }
    signs.no_failure = values(&no_failure);
    for mut row in table.rows("codes") {
        let (from, to, flow) = (row.text("from"), row.text("to"), row.text("flow"));
        let code = |at: At<&'static str>| spelled_code(at, row.place, faults).unwrap_or_default();
        let range = CodeRange { from: code(from), to: code(to), flow: flow.value };
        if range.from > range.to {
            row.fault(from.line, "`from` is greater than `to`");
        }
        let overlaps = |other: &&CodeRange| range.from <= other.to && other.from <= range.to;
        if let Some(other) = signs.codes.iter().find(overlaps) {
            row.fault(from.line, format!("these codes overlap with those from 0x{:08X}", other.from));
        }
        if !known.flows.contains(flow.value) {
            row.fault(flow.line, format!("there is no flow `{}`", flow.value));
        }
        signs.codes.push(range);
        row.finish();
    }
    table.finish();
    signs
}

/// A word is in lower case, as lines are compared, and no other word finds its lines.
fn check_word(row: &TomlRow<'_>, at: &At<&'static str>, others: &[&'static str]) {
    let word = at.value;
    if word.len() < SHORTEST || word.to_lowercase() != word {
        row.fault(at.line, format!("`{word}` must be in lower case, and have four bytes or more"));
    }
    if let Some(other) = others.iter().find(|other| word.contains(**other) || other.contains(word)) {
        row.fault(at.line, format!("`{word}` and `{other}` find the same lines: leave out the longer one"));
    }
}
