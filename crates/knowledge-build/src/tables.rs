//! Reads the tables: logs, names, hosts, facilities and codes.

use std::collections::{BTreeMap, BTreeSet};

use knowledge_model::model::{Code, GuideEntry, Log, Name, Question, Role, Symptom, Topic, TopicState};
use knowledge_model::numbers::{ErrorRange, Facility, FacilityPart, HttpStatus, SetupPart};

use crate::fault::{Faults, LineRef};
use crate::files::DataFiles;
use crate::known::{KnownNames, is_kebab, spelled_code};
use crate::row::{At, TomlRow, keep, values};
use crate::symbols::failover;

/// The words for the roles.
pub(crate) const ROLES: [(&str, Role); 4] = [
    ("client", Role::Client),
    ("management point", Role::ManagementPoint),
    ("site server", Role::SiteServer),
    ("wsus", Role::Wsus),
];

/// hosts.toml: the hosts that links can lead to, and those that samples can name.
pub(crate) fn hosts(files: &DataFiles, known: &mut KnownNames, faults: &Faults) {
    let Some(mut row) = TomlRow::parse("hosts.toml", files.text("hosts.toml", faults), 0, faults) else {
        return;
    };
    known.hosts = row.texts("hosts").iter().map(|at| at.value).collect();
    known.service_hosts = row.texts("services").iter().map(|at| at.value).collect();
    row.finish();
}

/// logs.toml: a row per log, and the file name prefixes that are read first.
pub(crate) fn logs(files: &DataFiles, faults: &Faults) -> (Vec<Log>, &'static [&'static str]) {
    let Some(mut table) = TomlRow::parse("logs.toml", files.text("logs.toml", faults), 0, faults) else {
        return (Vec::new(), &[]);
    };
    let read_first = table.texts("read_first");
    for at in read_first.iter().filter(|at| at.value.bytes().any(|byte| byte.is_ascii_uppercase())) {
        table.fault(at.line, format!("`{}` must be in lower case", at.value));
    }
    let mut logs = Vec::new();
    let mut names = BTreeSet::new();
    let mut components = BTreeMap::new();
    let mut others = Vec::new();
    for mut row in table.rows("log") {
        let name = row.text("name");
        let also = row.texts("also");
        for at in std::iter::once(&name).chain(&also) {
            if !names.insert(at.value.to_lowercase()) {
                row.fault(at.line, format!("another log already uses the name {}", at.value));
            }
        }
        let written = row.texts("components");
        for at in &written {
            if let Some(other) = components.insert(at.value, name.value) {
                row.fault(at.line, format!("the component {} already belongs to {other}", at.value));
            }
        }
        let file = row.text_or_none("file");
        let instead = row.texts_or_empty("instead");
        logs.push(Log {
            name: name.value,
            file: file.unwrap_or_else(|| keep(&format!("{}.log", name.value))),
            also: values(&also),
            components: values(&written),
            format: row.text("format").value,
            role: row.needed_word("role", &ROLES).unwrap_or(Role::Client),
            folder: row.text("folder").value,
            traces: row.text_or_none("traces").unwrap_or(""),
            get: row.text_or_none("get").unwrap_or(""),
            description: row.text("description").value,
            instead: values(&instead),
            several: row.flag("several", false),
            optional: row.flag("optional", false),
            documentation_only: row.flag("documentation_only", false),
            installer: row.flag("installer", false),
            servicing_components: values(&row.texts_or_empty("servicing_components")),
        });
        others.extend(instead);
        row.finish();
    }
    for other in others.iter().filter(|other| logs.iter().all(|log: &Log| log.name != other.value)) {
        table.fault(other.line, format!("logs.toml has no log {}", other.value));
    }
    table.finish();
    (logs, values(&read_first))
}

/// The entries of the guide.
const ENTRIES: [(&str, GuideEntry); 3] =
    [("scan", GuideEntry::Scan), ("sync", GuideEntry::Sync), ("updates", GuideEntry::Updates)];

/// symptoms.toml: what an admin sees.
pub(crate) fn symptoms(files: &DataFiles, known: &mut KnownNames, faults: &Faults) -> Vec<Symptom> {
    let Some(mut table) = TomlRow::parse("symptoms.toml", files.text("symptoms.toml", faults), 0, faults)
    else {
        return Vec::new();
    };
    let mut symptoms = Vec::new();
    for mut row in table.rows("symptom") {
        let id = row.text("id");
        if !known.symptoms.insert(id.value) {
            row.fault(id.line, format!("duplicate symptom {}", id.value));
        }
        let title = row.phrase("title");
        let entry = row.needed_word("entry", &ENTRIES).unwrap_or(GuideEntry::Scan);
        let words = row.text_or_none("words").unwrap_or("");
        symptoms.push(Symptom { id: id.value, title, words, entry });
        row.finish();
    }
    table.finish();
    symptoms
}

/// scoping.toml: questions to answer before changing anything.
pub(crate) fn questions(files: &DataFiles, faults: &Faults) -> Vec<Question> {
    let Some(mut table) = TomlRow::parse("scoping.toml", files.text("scoping.toml", faults), 0, faults)
    else {
        return Vec::new();
    };
    let mut questions: Vec<Question> = Vec::new();
    for mut row in table.rows("question") {
        let (id, asks) = (row.text("id"), row.text("asks"));
        if questions.iter().any(|other| other.id == id.value || other.asks == asks.value) {
            row.fault(asks.line, "duplicate question");
        }
        questions.push(Question { id: id.value, asks: asks.value, helps: row.text("helps").value });
        row.finish();
    }
    table.finish();
    questions
}

/// states.toml: the meaning of the numbers in state messages.
pub(crate) fn topics(files: &DataFiles, known: &mut KnownNames, faults: &Faults) -> Vec<Topic> {
    let Some(mut table) = TomlRow::parse("states.toml", files.text("states.toml", faults), 0, faults) else {
        return Vec::new();
    };
    let mut topics = Vec::new();
    for mut row in table.rows("topic") {
        let number = row.number("number", 1, 99_999).unwrap_or_default();
        if !known.topics.insert(number) {
            row.fault(row.place.line, format!("duplicate topic {number}"));
        }
        let (states, failed) = (row.texts("states"), row.texts("failed"));
        for at in failed.iter().filter(|at| states.iter().all(|state| state.value != at.value)) {
            row.fault(at.line, format!("the topic has no state `{}`", at.value));
        }
        let state = |at: &At<&'static str>| TopicState {
            words: at.value,
            failed: failed.iter().any(|other| other.value == at.value),
        };
        let states: Vec<TopicState> = states.iter().map(state).collect();
        let (symbol, words) = (row.text("symbol").value, row.phrase("words"));
        topics.push(Topic { number, symbol, words, states: states.leak() });
        row.finish();
    }
    table.finish();
    topics
}

/// names.toml: callers and services.
pub(crate) fn names(files: &DataFiles, faults: &Faults) -> (Vec<Name>, Vec<Name>) {
    let Some(mut table) = TomlRow::parse("names.toml", files.text("names.toml", faults), 0, faults) else {
        return (Vec::new(), Vec::new());
    };
    let callers = named(&mut table, "caller");
    let services = named(&mut table, "service");
    table.finish();
    (callers, services)
}

fn named(table: &mut TomlRow<'_>, key: &'static str) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for mut row in table.rows(key) {
        let id = row.text("id");
        if names.iter().any(|name| name.id == id.value) {
            row.fault(id.line, format!("the {key} {} already has a name", id.value));
        }
        if key == "service" && !is_guid(id.value) {
            row.fault(id.line, format!("`{}` must be a GUID in upper case without braces", id.value));
        }
        let name = Name {
            id: id.value,
            name: row.text("name").value,
            leads: row.flag("leads", false),
            apps: row.flag("apps", false),
        };
        names.push(name);
        row.finish();
    }
    names
}

fn is_guid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F' | b'-'))
}

/// The meaning of the numbers inside a code.
#[derive(Default)]
pub(crate) struct NumberTables {
    pub(crate) facilities: Vec<Facility>,
    pub(crate) parts: Vec<FacilityPart>,
    pub(crate) numbers: Vec<ErrorRange>,
    pub(crate) statuses: Vec<HttpStatus>,
    pub(crate) phases: Vec<SetupPart>,
    pub(crate) operations: Vec<SetupPart>,
}

/// facilities.toml: facilities, parts, ranges of Windows errors, HTTP statuses, phases and operations of Windows Setup.
pub(crate) fn facilities(files: &DataFiles, faults: &Faults) -> NumberTables {
    let text = files.text("facilities.toml", faults);
    let Some(mut table) = TomlRow::parse("facilities.toml", text, 0, faults) else {
        return NumberTables::default();
    };
    let mut tables = NumberTables::default();
    for (key, kernel) in [("facility", false), ("kernel", true)] {
        let mut before = None;
        for mut row in table.rows(key) {
            let number = small(&mut row, "number", 0, 0xFFF);
            ascending(&row, before, number.into());
            before = Some(number.into());
            let (name, also) = (row.text("name").value, values(&row.texts("also")));
            tables.facilities.push(Facility { number, kernel, name, also, words: row.text("words").value });
            row.finish();
        }
    }
    for mut row in table.rows("part") {
        let (from, to) = (row.text("from"), row.text("to"));
        let code = |at: At<&'static str>| spelled_code(at, row.place, faults).unwrap_or_default();
        let (from, to) = (code(from), code(to));
        ascending(&row, tables.parts.last().map(|last| last.to), from);
        tables.parts.push(FacilityPart { from, to, words: row.text("words").value });
        row.finish();
    }
    for mut row in table.rows("numbers") {
        let (from, to) = (small(&mut row, "from", 0, 0xFFFF), small(&mut row, "to", 0, 0xFFFF));
        ascending(&row, tables.numbers.last().map(|last| last.to.into()), from.into());
        tables.numbers.push(ErrorRange { from, to, name: row.text("name").value });
        row.finish();
    }
    for mut row in table.rows("http") {
        let status = small(&mut row, "status", 100, 599);
        ascending(&row, tables.statuses.last().map(|last| last.status.into()), status.into());
        tables.statuses.push(HttpStatus { status, words: row.text("words").value });
        row.finish();
    }
    tables.phases = setup_parts(&mut table, "phase");
    tables.operations = setup_parts(&mut table, "operation");
    table.finish();
    tables
}

fn setup_parts(table: &mut TomlRow<'_>, key: &'static str) -> Vec<SetupPart> {
    let mut parts: Vec<SetupPart> = Vec::new();
    for mut row in table.rows(key) {
        let number = small(&mut row, "number", 0, 0xFF);
        ascending(&row, parts.last().map(|last| last.number.into()), number.into());
        parts.push(SetupPart { number, words: row.text("words").value });
        row.finish();
    }
    parts
}

fn small(row: &mut TomlRow<'_>, key: &'static str, from: u16, to: u16) -> u16 {
    if !row.has(key) {
        row.fault(row.place.line, format!("`{key}` is missing"));
    }
    row.number(key, from.into(), to.into()).and_then(|n| u16::try_from(n).ok()).unwrap_or_default()
}

/// Rows that are found by binary search must be in ascending order.
fn ascending(row: &TomlRow<'_>, before: Option<u32>, this: u32) {
    if before.is_some_and(|before| before >= this) {
        row.fault(row.place.line, "rows must be in ascending order, without duplicates");
    }
}

/// codes/*.toml: the codes of all families, by value.
pub(crate) fn codes(files: &DataFiles, known: &mut KnownNames, faults: &Faults) -> Vec<Code> {
    let mut codes: BTreeMap<u32, (Code, &str)> = BTreeMap::new();
    let mut same: Vec<(u32, LineRef<'_>, Vec<At<&'static str>>)> = Vec::new();
    for (file, text) in files.all().filter(|(file, _)| file.starts_with("codes/") && file.ends_with(".toml"))
    {
        let name = file.strip_prefix("codes/").and_then(|name| name.strip_suffix(".toml"));
        if !name.is_some_and(is_kebab) {
            faults.add(
                LineRef::file(file),
                "a file of codes/ is named in lower case with hyphens: codes/bits.toml",
            );
        }
        let Some(mut table) = TomlRow::parse(file, text, 0, faults) else { continue };
        let family = table.text("family");
        if !known.families.contains(&family.value) {
            table.fault(family.line, format!("families.toml has no family `{}`", family.value));
        }
        let mut before = None;
        for mut row in table.rows("code") {
            let at = row.text("code");
            let value = spelled_code(at, row.place, faults);
            if let (Some(before), Some(value)) = (before, value)
                && value < before
            {
                row.fault(at.line, format!("codes must be in ascending order; {} is too late", at.value));
            }
            before = value.or(before);
            let code = code(&mut row, value.unwrap_or_default(), family.value, known);
            same.push((code.value, row.place, row.texts("same")));
            row.finish();
            if let Some((_, other)) = codes.get(&code.value).filter(|_| value.is_some()) {
                faults.add(table.place.at(at.line), format!("{} is already in {other}", at.value));
            } else {
                codes.insert(code.value, (code, file));
            }
        }
        table.finish();
    }
    known.codes = codes.keys().copied().collect();
    for (value, place, others) in same {
        let others = known.codes(&others, place, faults);
        if let Some((code, _)) = codes.get_mut(&value) {
            code.same = others;
        }
    }
    for value in failover(files, known, faults) {
        if let Some((code, _)) = codes.get_mut(value) {
            code.fails_over = true;
        }
    }
    codes.into_values().map(|(code, _)| code).collect()
}

fn code(row: &mut TomlRow<'_>, value: u32, family: &'static str, known: &KnownNames) -> Code {
    let symbols = row.texts("symbols");
    for at in &symbols {
        if let Err(words) = known.symbol(at.value, value) {
            row.fault(at.line, words);
        }
    }
    Code {
        value,
        symbols: values(&symbols),
        message: row.text("message").value,
        family,
        http: row.number("http", 100, 599).and_then(|status| u16::try_from(status).ok()),
        same: &[],
        benign: row.text_or_none("benign"),
        fails_over: false,
    }
}
