//! Stand-ins for names: a report that can leave the machine without the names of machines, users and domains.
//!
//! The names are collected from the complete report first, and then replaced in every text of it. A name that one line
//! shows to be a server is replaced in every other line too.

mod addresses;
mod known;
mod names;
mod patterns;
mod surroundings;
mod texts;
mod tree;

use std::collections::BTreeSet;

use report::{Bookmark, Report};

use names::FoundNames;
use texts::each_text;
use tree::NameTree;

/// Which names are replaced, and by what. The same name has the same stand-in everywhere.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    names: NameTree,
    key: Vec<(String, String)>,
}

impl Mask {
    /// The mask for the names in a report and in the reports of its machines.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        Self::with_answers(report, &[], &[])
    }

    /// The mask for the names in a report, in the user's answers to questions, and in the lines that the user marked.
    #[must_use]
    pub fn with_answers(report: &Report, answers: &[(String, String)], bookmarks: &[Bookmark]) -> Self {
        let mut texts: Vec<String> = answers.iter().map(|(_, answer)| answer.clone()).collect();
        let marked = bookmarks.iter().flat_map(|Bookmark { line, note }| [note, &line.log, &line.text]);
        texts.extend(marked.cloned());
        each_text(&mut report.clone(), &mut |text| texts.push(std::mem::take(text)));
        let mut seen = BTreeSet::new();
        texts.retain(|text| seen.insert(text.clone()));
        let mut found = FoundNames::default();
        found.read_fields(report);
        // The second time, the domains and machines of later lines are known.
        for _ in 0..2 {
            texts.iter().for_each(|text| found.read(text));
        }
        let (names, key) = found.finish();
        Self { names, key }
    }

    /// The report with stand-ins in place of names.
    #[must_use]
    pub fn masked(&self, report: &Report) -> Report {
        let mut masked = report.clone();
        each_text(&mut masked, &mut |text| *text = self.text(text));
        masked
    }

    /// A text with stand-ins in place of the names that the report contains.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        self.names.replace(text)
    }

    /// A marked line with stand-ins in place of names.
    #[must_use]
    pub fn bookmark(&self, bookmark: &Bookmark) -> Bookmark {
        let mut masked = bookmark.clone();
        for text in [&mut masked.note, &mut masked.line.log, &mut masked.line.text] {
            *text = self.text(text);
        }
        masked
    }

    /// What is replaced, as (stand-in, original), by stand-in. It stays on this machine.
    #[must_use]
    pub fn key(&self) -> Vec<(String, String)> {
        self.key.clone()
    }
}

#[cfg(test)]
mod tests;
