//! Reads words.toml: stop words and synonyms of the search.

use std::collections::BTreeSet;

use crate::fault::Faults;
use crate::files::DataFiles;
use crate::row::{At, TomlRow, values};

/// Words of the search.
#[derive(Default)]
pub(crate) struct Words {
    /// Words without meaning for the search.
    pub(crate) everywhere: Vec<&'static str>,
    /// Words that mean the same.
    pub(crate) synonyms: Vec<&'static [&'static str]>,
}

/// words.toml: words without meaning, and words that mean the same.
pub(crate) fn words(files: &DataFiles, faults: &Faults) -> Words {
    let Some(mut table) = TomlRow::parse("words.toml", files.text("words.toml", faults), 0, faults) else {
        return Words::default();
    };
    let mut words = Words::default();
    let everywhere = table.texts("everywhere");
    lone(&table, &everywhere);
    words.everywhere = everywhere.iter().map(|at| at.value).collect();
    for mut row in table.rows("same") {
        let same = row.texts("words");
        lone(&row, &same);
        words.synonyms.push(values(&same));
        row.finish();
    }
    table.finish();
    words
}

/// The search compares word by word, so each must be a single word, in lower case, once in its row.
fn lone(row: &TomlRow<'_>, words: &[At<&'static str>]) {
    let mut known = BTreeSet::new();
    for at in words {
        let is_word = at.value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !is_word || !known.insert(at.value) {
            row.fault(at.line, format!("`{}` must be one word in lower case, once", at.value));
        }
    }
}
