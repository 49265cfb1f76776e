//! Reads placeholders.toml, and finds the quotes around a placeholder in a command.

use knowledge_model::placeholder::{Placeholder, ValueKind};
use knowledge_model::prose::Shell;
use knowledge_model::quoting::Quoting;

use crate::fault::Faults;
use crate::files::DataFiles;
use crate::row::TomlRow;

/// The words for the kinds of values.
const KINDS: [(&str, ValueKind); 11] = [
    ("host", ValueKind::Host),
    ("port", ValueKind::Port),
    ("url", ValueKind::Url),
    ("proxy", ValueKind::Proxy),
    ("site code", ValueKind::SiteCode),
    ("guid", ValueKind::Guid),
    ("kb", ValueKind::Kb),
    ("package", ValueKind::Package),
    ("service", ValueKind::Service),
    ("path", ValueKind::Path),
    ("text", ValueKind::Text),
];

/// placeholders.toml: the placeholders of commands.
pub(crate) fn read(files: &DataFiles, faults: &Faults) -> Vec<Placeholder> {
    let text = files.text("placeholders.toml", faults);
    let Some(mut table) = TomlRow::parse("placeholders.toml", text, 0, faults) else { return Vec::new() };
    let mut all: Vec<Placeholder> = Vec::new();
    for mut row in table.rows("placeholder") {
        let name = row.text("name");
        if all.iter().any(|other| other.name == name.value) {
            row.fault(name.line, format!("duplicate placeholder {}", name.value));
        }
        let kind = row.needed_word("kind", &KINDS).unwrap_or(ValueKind::Text);
        let example = row.text("example");
        if kind.accept(example.value).as_deref() != Some(example.value) {
            row.fault(example.line, format!("the example is not {}: {}", kind.words(), example.value));
        }
        let words = row.phrase("words");
        all.push(Placeholder { name: name.value, kind, words, example: example.value });
        row.finish();
    }
    table.finish();
    all
}

/// The quotes around a placeholder that follows `before` in a command; none if it is outside quotes.
pub(crate) fn quoting_after(before: &str, shell: Shell) -> Option<Quoting> {
    match shell {
        Shell::PowerShell => powershell(before),
        Shell::Cmd => {
            // The command prompt closes open quotes at the end of a line.
            let line = before.rsplit('\n').next().unwrap_or_default();
            (line.matches('"').count() % 2 == 1).then_some(Quoting::Cmd)
        }
        Shell::Sql => (before.matches('\'').count() % 2 == 1).then_some(Quoting::Sql),
        Shell::Text => Some(Quoting::Plain),
    }
}

fn powershell(before: &str) -> Option<Quoting> {
    let mut quote = None;
    let mut letters = before.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            // Inside `'…'` only the quote itself has a meaning; written twice it closes and opens again.
            (Some('\''), '\'') | (Some('"'), '"') => quote = None,
            (None, '\'' | '"') => quote = Some(letter),
            (None | Some('"'), '`') => _ = letters.next(),
            _ => {}
        }
    }
    match quote {
        Some('\'') => Some(Quoting::PowerShellSingle),
        Some(_) => Some(Quoting::PowerShellDouble),
        None => None,
    }
}
