//! Reads moments/*.toml: lines about what happened on the machine, and conditions that last from one line to another.

use std::collections::BTreeSet;

use basics::Severity;
use knowledge_model::evidence::Pattern;
use knowledge_model::moment::{MachineCondition, MomentKind};

use crate::fault::{Faults, LineRef};
use crate::files::DataFiles;
use crate::known::{KnownNames, is_kebab};
use crate::lines::{log_of_component, read_pattern, samples_of};
use crate::pattern::compiled;
use crate::row::{At, SEVERITIES, TomlRow, values};
use crate::sample_line::{SampleLine, is_found};

/// The names that the pattern of a moment can capture.
const CAPTURES: [&str; 3] = ["subject", "code", "title"];

/// The topics of moments.
const ABOUT: [(&str, &str); 4] =
    [("windows", "Windows"), ("updates", "Updates"), ("services", "Services"), ("disks", "Disks")];

/// The placeholders of the sentence of a condition.
const OPEN_WORDS: [&str; 2] = ["since", "subject"];

/// The moments, the conditions that they open and end, and the samples of each moment.
#[derive(Default)]
pub(crate) struct Moments {
    pub(crate) conditions: Vec<MachineCondition>,
    pub(crate) moments: Vec<MomentKind>,
    pub(crate) samples: Vec<Vec<SampleLine>>,
}

/// Reads all of them.
pub(crate) fn read(files: &DataFiles, known: &KnownNames, faults: &Faults) -> Moments {
    let mut read = Moments::default();
    let mut rows: Vec<TomlRow<'_>> = Vec::new();
    for (file, text) in files.all().filter(|(file, _)| file.starts_with("moments/")) {
        let name = file.strip_prefix("moments/").and_then(|name| name.strip_suffix(".toml"));
        if !name.is_some_and(is_kebab) {
            let words = "a file of moments/ is named in lower case with hyphens: moments/system.toml";
            faults.add(LineRef::file(file), words);
        }
        let Some(mut table) = TomlRow::parse(file, text, 0, faults) else { continue };
        table.rows("condition").into_iter().for_each(|row| read.condition(row));
        rows.extend(table.rows("moment"));
        table.finish();
    }
    let mut ids = BTreeSet::new();
    rows.into_iter().for_each(|row| read.moment(row, &mut ids, known));
    read.against_samples(faults);
    for condition in &read.conditions {
        if !condition.id.is_empty() && read.moments.iter().all(|moment| moment.opens != condition.id) {
            let words = format!("no moment opens `{}`", condition.id);
            faults.add(LineRef::file("moments"), words);
        }
    }
    read
}

impl Moments {
    fn condition(&mut self, mut row: TomlRow<'_>) {
        let id = row.text("id");
        if self.conditions.iter().any(|other| other.id == id.value) {
            row.fault(id.line, format!("duplicate `{}`", id.value));
        }
        let summary = row.text_at("summary");
        if let Some(summary) = summary {
            words_are_known(&row, summary, &OPEN_WORDS);
        }
        self.conditions.push(MachineCondition {
            id: id.value,
            summary: summary.map_or("", |summary| summary.value),
            severity: row.needed_word("severity", &SEVERITIES).unwrap_or(Severity::Info),
            lasts: row.seconds("lasts").unwrap_or_default(),
        });
        row.finish();
    }

    fn moment(&mut self, mut row: TomlRow<'_>, ids: &mut BTreeSet<&'static str>, known: &KnownNames) {
        let id = row.text("id");
        if !id.value.is_empty() && !id.value.split('.').all(is_kebab) {
            row.fault(
                id.line,
                format!("`{}` is not an ID: lower-case words, as in windows.started", id.value),
            );
        }
        if !ids.insert(id.value) {
            row.fault(id.line, format!("`{}` is already the ID of another moment", id.value));
        }
        let component = row.text("component");
        let log = log_of_component(&row, component, known).and_then(|log| known.log(log));
        let pattern = read_pattern(&mut row, &CAPTURES);
        let subject = row.text_or_none("subject").unwrap_or_default();
        let is_listed = row.flag("listed", true);
        let (opens, during) = (row.text_at("opens"), row.text_at("during"));
        let (opens, during) = (self.condition_of(&row, opens), self.condition_of(&row, during));
        let ends = row.texts("ends");
        ends.iter().for_each(|end| _ = self.condition_of(&row, Some(*end)));
        // A moment that is not listed needs no summary.
        let mut summary = |key, is_needed: bool| {
            let summary = if is_needed { Some(row.text(key)) } else { row.text_at(key) };
            let given = [("subject", !subject.is_empty()), ("title", key == "then")];
            let given = given.into_iter().filter_map(|(word, is_given)| is_given.then_some(word));
            let words: Vec<&str> = pattern.captures.iter().copied().chain(given).collect();
            summary.map_or("", |summary| {
                words_are_known(&row, summary, &words);
                summary.value
            })
        };
        let (summary, then) = (summary("summary", is_listed), summary("then", !during.is_empty()));
        let about = if is_listed { row.needed_word("about", &ABOUT) } else { None };
        self.samples.push(samples_of(&mut row));
        self.moments.push(MomentKind {
            id: id.value,
            summary,
            log: log.map_or("", |log| log.name),
            components: match log {
                Some(log) if !log.components.is_empty() => vec![component.value].leak(),
                _ => &[],
            },
            about: about.unwrap_or_default(),
            severity: row.word("severity", &SEVERITIES).unwrap_or(Severity::Info),
            subject,
            within: row.seconds("within").unwrap_or_default(),
            is_listed,
            opens,
            ends: values(&ends),
            during,
            then,
            pattern,
        });
        row.finish();
    }

    /// The ID of a condition; a fault if it does not exist.
    fn condition_of(&self, row: &TomlRow<'_>, id: Option<At<&'static str>>) -> &'static str {
        let Some(id) = id else { return "" };
        if self.conditions.iter().all(|known| known.id != id.value) {
            row.fault(id.line, format!("no `[[condition]]` has the id `{}`", id.value));
        }
        id.value
    }

    /// A pattern matches its own samples, and none of another moment of the same log.
    fn against_samples(&self, faults: &Faults) {
        let named = |moment: &&MomentKind| moment.pattern != Pattern::NONE;
        let patterns: Vec<_> = self
            .moments
            .iter()
            .filter(named)
            .filter_map(|moment| Some((moment, compiled(moment.pattern.text).ok()?)))
            .collect();
        for (owner, samples) in self.moments.iter().zip(&self.samples).filter(|(owner, _)| named(owner)) {
            for sample in samples {
                let text = sample.text.as_bytes();
                for (other, regex) in patterns.iter().filter(|(other, _)| other.log == owner.log) {
                    let is_own = std::ptr::eq(*other, owner);
                    if is_own && !is_found(Some(&owner.pattern), regex, text) {
                        let words = format!(
                            "the pattern of `{}` does not match its sample: {}",
                            owner.id, sample.text
                        );
                        faults.add(sample.place(), words);
                    }
                    if !is_own && regex.is_match(text) {
                        let words = format!("a sample of `{}` is matched by `{}` too", owner.id, other.id);
                        faults.add(sample.place(), words);
                    }
                }
            }
        }
    }
}

/// A sentence contains only known placeholders.
fn words_are_known(row: &TomlRow<'_>, summary: At<&'static str>, known: &[&str]) {
    for open in summary.value.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or_default()) {
        if !known.contains(&open) {
            row.fault(summary.line, format!("nothing fills in {{{open}}}; known are: {}", known.join(", ")));
        }
    }
}
