//! Reads registry.toml and checks.toml: where the registry stores settings, and which values are wrong.

use std::collections::BTreeSet;

use basics::{Confidence, Severity};
use knowledge_model::fact::{FactKind, Setting};
use knowledge_model::setting::{Check, Registered, RegistryForm, SettingCondition, SettingRef, Test};

use crate::facts::FactTables;
use crate::fault::Faults;
use crate::files::DataFiles;
use crate::known::{KnownNames, is_kebab};
use crate::row::{At, SEVERITIES, TomlRow, keep, keep_all};

const FORMS: [(&str, RegistryForm); 3] =
    [("there", RegistryForm::There), ("export", RegistryForm::Export), ("winhttp", RegistryForm::WinHttp)];
const CONFIDENCE: [(&str, Confidence); 3] =
    [("high", Confidence::High), ("medium", Confidence::Medium), ("low", Confidence::Low)];

/// The operators of a condition between a setting and the value it is compared with; longer ones first.
const HELD: [(&str, Test); 4] =
    [(" != ", Test::IsNot), (" = ", Test::Is), (" differs from ", Test::Differs), (" below ", Test::Below)];

/// The operators of a condition without a second value.
const ALONE: [(&str, Test); 5] = [
    (" given", Test::Given),
    (" missing", Test::Missing),
    (" lacks scheme", Test::LacksScheme),
    (" lacks port", Test::LacksPort),
    (" is placeholder", Test::IsPlaceholder),
];

/// The registry values that contain settings, by key.
pub(crate) fn registered(files: &DataFiles, settings: &[Setting], faults: &Faults) -> Vec<Registered> {
    let text = files.text("registry.toml", faults);
    let Some(mut table) = TomlRow::parse("registry.toml", text, 0, faults) else { return Vec::new() };
    let mut all: Vec<Registered> = Vec::new();
    for mut row in table.rows("key") {
        let key = row.text("path").value;
        let source = row.phrase("source");
        let source_32 = keep(&format!("{source}, 32-bit view"));
        for mut value in row.rows("value") {
            let setting = value.text("setting");
            if !setting.value.is_empty() && settings.iter().all(|known| known.id != setting.value) {
                value.fault(setting.line, format!("settings.toml has no setting `{}`", setting.value));
            }
            let name = value.text_or_none("name").unwrap_or_default();
            // A key without a value can only exist.
            let left_out = if name.is_empty() { RegistryForm::There } else { RegistryForm::Plain };
            let form = value.word("form", &FORMS).unwrap_or(left_out);
            if all.iter().any(|other| (other.key, other.name) == (key, name)) {
                value.fault(value.place.line, format!("duplicate `{key}\\{name}`"));
            }
            all.push(Registered { setting: setting.value, key, name, source, source_32, form });
            value.finish();
        }
        row.finish();
    }
    table.finish();
    all
}

/// The checks.
pub(crate) fn checks(
    files: &DataFiles,
    facts: &FactTables,
    registered: &[Registered],
    known: &KnownNames,
    faults: &Faults,
) -> Vec<Check> {
    let of_facts = facts.facts.iter().filter_map(|fact| match fact.kind {
        FactKind::Setting { setting, source } => Some(SettingRef { setting, source }),
        FactKind::Update(_) | FactKind::StoreApp => None,
    });
    let of_registry = registered.iter().flat_map(|one| {
        [one.source, one.source_32].map(|source| SettingRef { setting: one.setting, source })
    });
    let provided: Vec<SettingRef> = of_facts.chain(of_registry).collect();
    let text = files.text("checks.toml", faults);
    let Some(mut table) = TomlRow::parse("checks.toml", text, 0, faults) else { return Vec::new() };
    let mut ids = BTreeSet::new();
    let mut checks = Vec::new();
    for mut row in table.rows("check") {
        let id = row.text("id");
        if !id.value.is_empty() && (!is_kebab(id.value) || !ids.insert(id.value)) {
            row.fault(id.line, format!("`{}` is not an ID, or is the ID of another check", id.value));
        }
        let at = row.text("at");
        if !at.value.is_empty() && !known.steps.contains(at.value) {
            row.fault(at.line, format!("no flow has the step `{}`", at.value));
        }
        let (flow, step) = at.value.split_once('/').unwrap_or_default();
        let cause = row.text_at("cause");
        if let Some(cause) = cause.filter(|cause| !known.causes.contains(cause.value)) {
            row.fault(cause.line, format!("causes/ has no `{}`", cause.value));
        }
        let conditions = row.texts("when");
        if conditions.is_empty() {
            row.fault(row.place.line, "`when` is missing: the check has no condition");
        }
        let when = conditions.into_iter().filter_map(|at| condition(&row, at, &facts.settings, &provided));
        let when = keep_all(when);
        checks.push(Check {
            id: id.value,
            flow,
            step,
            cause: cause.map_or("", |cause| cause.value),
            after: row.seconds("after").unwrap_or_default(),
            severity: row.needed_word("severity", &SEVERITIES).unwrap_or(Severity::Info),
            confidence: row.needed_word("confidence", &CONFIDENCE).unwrap_or(Confidence::Low),
            summary: row.phrase("summary"),
            when,
        });
        row.finish();
    }
    table.finish();
    checks
}

/// A condition: `wsus_url@policy lacks scheme`, `use_wsus@policy = 0`, `wsus_url@policy differs from wsus_url@WUAHandler`.
fn condition(
    row: &TomlRow<'_>,
    at: At<&'static str>,
    settings: &[Setting],
    provided: &[SettingRef],
) -> Option<SettingCondition> {
    let one = |text: &'static str| {
        let (setting, source) = text.split_once('@').unwrap_or((text, ""));
        let one = SettingRef { setting, source };
        let is_provided = settings.iter().any(|known| known.id == setting) && provided.contains(&one);
        if !is_provided {
            row.fault(
                at.line,
                format!("nothing provides `{text}`: write setting@source, as in wsus_url@policy"),
            );
        }
        is_provided.then_some(one)
    };
    let nothing = SettingRef { setting: "", source: "" };
    if let Some((of, test, held)) =
        HELD.iter().find_map(|(word, test)| at.value.split_once(word).map(|(of, held)| (of, *test, held)))
    {
        let is_other = matches!(test, Test::Differs | Test::Below);
        let other = if is_other { one(held)? } else { nothing };
        return Some(SettingCondition { of: one(of)?, test, value: if is_other { "" } else { held }, other });
    }
    let alone = ALONE.iter().find_map(|(word, test)| at.value.strip_suffix(word).map(|of| (of, *test)));
    let Some((of, test)) = alone else {
        let words = ALONE.iter().map(|(word, _)| *word).chain(HELD.iter().map(|(word, _)| *word));
        let words: Vec<&str> = words.map(str::trim).collect();
        row.fault(at.line, format!("`{}` is not a condition; allowed: {}", at.value, words.join(", ")));
        return None;
    };
    Some(SettingCondition { of: one(of)?, test, value: "", other: nothing })
}
