//! The subject of an operation: the update, the command, or the package that its results name.

use std::collections::BTreeMap;

use report::UpdateClass;

use crate::judge::operation_result::OperationResult;
use crate::judge::update_class::class_of;
use crate::judge::update_series::series;
use crate::logs::given_log::{GivenLog, files_of};
use crate::runs::segments::bare;
use crate::scan::facts::UpdateKey;

/// The subject of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The title of an update, a command, or a package.
    pub(crate) name: String,
    /// The kind of update, if it is an update.
    pub(crate) class: UpdateClass,
}

/// The titles of updates, and which of them are apps.
pub(crate) struct UpdateTitles<'s>(BTreeMap<UpdateKey, (&'s str, bool)>);

impl<'s> UpdateTitles<'s> {
    pub(crate) fn of(logs: &'s [GivenLog]) -> Self {
        let mut titles: BTreeMap<UpdateKey, (&'s str, bool)> = BTreeMap::new();
        for (_, _, file) in files_of(logs) {
            for (key, facts) in &file.facts.updates {
                let known = titles.entry(*key).or_default();
                known.0 = if facts.title.len() > known.0.len() { &facts.title } else { known.0 };
                known.1 |= facts.is_app;
            }
        }
        Self(titles)
    }

    fn get(&self, result: &OperationResult) -> Option<(&'s str, bool)> {
        let key = result.seen.evidence.result.map_or("", |line| line.key);
        let ids = ["update", key].into_iter().filter_map(|name| result.seen.capture(name));
        ids.filter_map(|id| self.0.get(&UpdateKey::of_id(guid_in(id).as_bytes())?)).next().copied()
    }
}

/// An id without braces and revision: `{GUID}.200` and `GUID.200` are the same update.
fn guid_in(value: &str) -> &str {
    let bare = value.trim().trim_start_matches('{');
    bare.get(..36).unwrap_or(bare)
}

/// The subject of a result's operation: results with the same key have the same subject.
pub(crate) fn key_of(result: &OperationResult, titles: &UpdateTitles<'_>) -> Vec<u8> {
    if result.operation.is_of_updates {
        // A later version of the same update replaces an earlier one.
        let known = titles.get(result).map(|(title, _)| title).filter(|title| !title.is_empty());
        if let Some(title) = result.seen.capture("title").or(known) {
            return series(title);
        }
    }
    let name = result.seen.evidence.result.map_or("", |line| line.key);
    match (name, result.seen.capture(name)) {
        ("", _) | (_, None) => Vec::new(),
        ("title", Some(title)) => series(title),
        ("update", Some(id)) => bare(guid_in(id)).collect(),
        (_, Some(value)) => bare(value).collect(),
    }
}

/// The captures that contain a readable subject, best first.
const NAMES: [&str; 4] = ["title", "name", "package", "command"];

/// The maximum number of characters of a name in a sentence.
const LONGEST_NAME: usize = 200;

pub(crate) fn subject_of(result: &OperationResult, titles: &UpdateTitles<'_>) -> Option<Subject> {
    let titled = titles.get(result).filter(|(title, _)| !title.is_empty());
    let kb = || result.seen.capture("kb").map(|kb| format!("KB{kb}"));
    let caller = || {
        let caller = result.seen.capture("caller")?;
        Some(knowledge::caller_name(caller).map_or(caller, |name| name.name).to_owned())
    };
    // The text of an event can end with a period, and so can a title at its end.
    let bare = |name: &str| name.trim_end_matches(['.', ' ']).to_owned();
    let captured = || NAMES.iter().find_map(|name| result.seen.capture(name)).map(bare).or_else(caller);
    let (name, is_app) = match titled {
        Some((title, is_app)) => (title.to_owned(), is_app),
        None => (captured().or_else(kb)?, false),
    };
    // On one line, and without braces, because braces mark placeholders.
    let words: Vec<&str> =
        name.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let name: String =
        words.join(" ").replace('{', "<").replace('}', ">").chars().take(LONGEST_NAME).collect();
    let class = if result.operation.is_of_updates { class_of(&name, is_app) } else { UpdateClass::Product };
    Some(Subject { name, class })
}
