//! Reads where facts come from: `[[source]]`.

use knowledge_model::model::Citation;

use crate::fault::Faults;
use crate::known::KnownNames;
use crate::row::TomlRow;

/// The sources of a head; one at least.
pub(crate) fn sources(head: &mut TomlRow<'_>, known: &KnownNames, faults: &Faults) -> &'static [Citation] {
    let mut sources = Vec::new();
    for mut row in head.rows("source") {
        let (url, accessed) = (row.text("url"), row.text("accessed"));
        if let Err(words) = known.outer_link(url.value) {
            faults.add(row.place.at(url.line), words);
        }
        if !is_day(accessed.value) {
            faults.add(row.place.at(accessed.line), "`accessed` must be a date: 2026-11-21");
        }
        sources.push(Citation { title: row.text("title").value, url: url.value, accessed: accessed.value });
        row.finish();
    }
    if sources.is_empty() {
        head.fault(head.place.line, "`[[source]]` is missing: where the facts come from");
    }
    sources.leak()
}

/// Whether a text is a day such as `2026-11-21`.
pub(crate) fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts.iter().all(|part| part.parse::<u16>().is_ok())
}
