//! Reads settings.toml and facts/*.toml: the lines that name an update or a setting.

use std::collections::BTreeSet;

use basics::UpdateEvent;
use knowledge_model::evidence::Pattern;
use knowledge_model::fact::{Compared, Fact, FactKind, Setting};

use crate::fault::{Faults, LineRef};
use crate::files::DataFiles;
use crate::known::{KnownNames, is_kebab};
use crate::lines::{log_of_component, read_pattern, samples_of};
use crate::row::TomlRow;
use crate::sample_line::SampleLine;

/// The events of an update.
const EVENTS: [(&str, FactKind); 17] = [
    ("named", FactKind::Update(UpdateEvent::Named)),
    ("missing", FactKind::Update(UpdateEvent::Missing)),
    ("installed", FactKind::Update(UpdateEvent::Installed)),
    ("not_applicable", FactKind::Update(UpdateEvent::NotApplicable)),
    ("superseded", FactKind::Update(UpdateEvent::Superseded)),
    ("targeted", FactKind::Update(UpdateEvent::Targeted)),
    ("download_started", FactKind::Update(UpdateEvent::DownloadStarted)),
    ("downloaded", FactKind::Update(UpdateEvent::Downloaded)),
    ("download_failed", FactKind::Update(UpdateEvent::DownloadFailed)),
    ("download_cancelled", FactKind::Update(UpdateEvent::DownloadCancelled)),
    ("install_started", FactKind::Update(UpdateEvent::InstallStarted)),
    ("install_done", FactKind::Update(UpdateEvent::InstallDone)),
    ("install_failed", FactKind::Update(UpdateEvent::InstallFailed)),
    ("restart_pending", FactKind::Update(UpdateEvent::RestartPending)),
    ("state_raised", FactKind::Update(UpdateEvent::StateRaised)),
    ("state_forwarded", FactKind::Update(UpdateEvent::StateForwarded)),
    ("is_app", FactKind::StoreApp),
];

/// How values of a setting are compared.
const KINDS: [(&str, Compared); 4] = [
    ("address", Compared::Address),
    ("text", Compared::Text),
    ("apart", Compared::Apart),
    ("hidden", Compared::Hidden),
];

/// The names that the pattern of an update may capture.
const OF_UPDATES: [&str; 6] = ["update", "revision", "kb", "title", "code", "superseded_by"];

/// The name that the pattern of a setting captures.
const OF_SETTINGS: [&str; 1] = ["value"];

/// The facts, and the samples of each.
#[derive(Default)]
pub(crate) struct FactTables {
    pub(crate) settings: Vec<Setting>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) samples: Vec<Vec<SampleLine>>,
}

/// Reads the settings and all facts.
pub(crate) fn read(files: &DataFiles, known: &KnownNames, faults: &Faults) -> FactTables {
    let mut read = FactTables { settings: settings(files, faults), ..FactTables::default() };
    let mut ids = BTreeSet::new();
    for (file, text) in files.all().filter(|(file, _)| file.starts_with("facts/") && file.ends_with(".toml"))
    {
        let name = file.strip_prefix("facts/").and_then(|name| name.strip_suffix(".toml"));
        if !name.is_some_and(is_kebab) {
            let words = "a file of facts/ is named in lower case with hyphens: facts/wua-handler.toml";
            faults.add(LineRef::file(file), words);
        }
        let Some(mut table) = TomlRow::parse(file, text, 0, faults) else { continue };
        for row in table.rows("update") {
            read.update(row, &mut ids, known);
        }
        for row in table.rows("setting") {
            read.setting(row, known);
        }
        table.finish();
    }
    read
}

fn settings(files: &DataFiles, faults: &Faults) -> Vec<Setting> {
    let Some(mut table) = TomlRow::parse("settings.toml", files.text("settings.toml", faults), 0, faults)
    else {
        return Vec::new();
    };
    let mut settings: Vec<Setting> = Vec::new();
    for mut row in table.rows("setting") {
        let id = row.text("id");
        if settings.iter().any(|other| other.id == id.value) {
            row.fault(id.line, format!("duplicate setting {}", id.value));
        }
        settings.push(Setting {
            id: id.value,
            title: row.phrase("title"),
            compared: row.word("kind", &KINDS).unwrap_or(Compared::Text),
        });
        row.finish();
    }
    table.finish();
    settings
}

impl FactTables {
    fn update(&mut self, mut row: TomlRow<'_>, ids: &mut BTreeSet<&'static str>, known: &KnownNames) {
        let id = row.text("id");
        if !id.value.is_empty() && !id.value.split('.').all(is_kebab) {
            row.fault(id.line, format!("`{}` is not an ID: lower-case words, as in wua.missing", id.value));
        }
        if !ids.insert(id.value) || known.evidence.contains_key(id.value) {
            row.fault(id.line, format!("`{}` is already the ID of another line", id.value));
        }
        let event = row.needed_word("event", &EVENTS).unwrap_or(FactKind::Update(UpdateEvent::Named));
        let pattern = self.line(&mut row, id.value, event, &OF_UPDATES, known);
        let names_one = ["update", "kb"].iter().any(|name| pattern.captures.contains(name));
        if pattern != Pattern::NONE && names_one == (event == FactKind::Update(UpdateEvent::StateForwarded)) {
            let words = match event {
                FactKind::Update(UpdateEvent::StateForwarded) => {
                    "`state_forwarded` is about all updates: the pattern must not name one"
                }
                _ => "the pattern names no update: capture `update` or `kb`",
            };
            row.fault(row.place.line, words);
        }
        row.finish();
    }

    fn setting(&mut self, mut row: TomlRow<'_>, known: &KnownNames) {
        let setting = row.text("setting");
        if !setting.value.is_empty() && self.settings.iter().all(|known| known.id != setting.value) {
            row.fault(setting.line, format!("settings.toml has no setting `{}`", setting.value));
        }
        let kind = FactKind::Setting { setting: setting.value, source: row.phrase("source") };
        let pattern = self.line(&mut row, setting.value, kind, &OF_SETTINGS, known);
        if pattern != Pattern::NONE && pattern.captures.is_empty() {
            row.fault(row.place.line, "the pattern captures no `value`");
        }
        row.finish();
    }

    /// What rows of both kinds have: the log of the line, its pattern and its samples.
    fn line(
        &mut self,
        row: &mut TomlRow<'_>,
        id: &'static str,
        kind: FactKind,
        captures: &[&str],
        known: &KnownNames,
    ) -> Pattern {
        let component = row.text("component");
        let log = log_of_component(row, component, known).and_then(|log| known.log(log));
        let pattern = read_pattern(row, captures);
        self.samples.push(samples_of(row));
        self.facts.push(Fact {
            id,
            log: log.map_or("", |log| log.name),
            components: match log {
                Some(log) if !log.components.is_empty() => vec![component.value].leak(),
                _ => &[],
            },
            kind,
            pattern,
        });
        pattern
    }
}
