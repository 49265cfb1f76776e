//! Event texts in the knowledge base and the scenarios are the same as the texts of decoded event logs: a
//! row of `crates/events/data/messages.tsv`, filled.
#![allow(clippy::expect_used)] // A test panics when something is wrong.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

const MESSAGES: &str = include_str!("../../crates/events/data/messages.tsv");

/// The texts by provider and number.
fn messages() -> HashMap<(&'static str, &'static str), &'static str> {
    let columns = |row: &'static str| {
        let mut columns = row.split('\t');
        Some(((columns.next()?, columns.next()?), columns.next()?))
    };
    MESSAGES.lines().skip(1).filter_map(columns).collect()
}

/// Whether a text is this row, filled: braces match any text, text in brackets may be missing.
fn is_of(row: &str, text: &str) -> bool {
    let Some(at) = row.find(['{', '[']) else { return row == text };
    let Some(text) = text.strip_prefix(&row[..at]) else { return false };
    let closes = if row[at..].starts_with('{') { '}' } else { ']' };
    let (inner, rest) = row[at + 1..].split_once(closes).expect("a row closes what it opens");
    if closes == ']' {
        return is_of(rest, text) || is_of(&format!("{inner}{rest}"), text);
    }
    text.char_indices().any(|(end, c)| is_of(rest, &text[end + c.len_utf8()..]))
}

/// The provider, the number and the text of `WindowsUpdateClient 26: the search found 3 updates`.
fn event(message: &str) -> Option<(&str, &str, &str)> {
    let (provider, rest) = message.split_once(' ')?;
    let (number, text) = rest.split_once(": ")?;
    let fits =
        provider.starts_with(|c: char| c.is_ascii_uppercase()) && number.bytes().all(|b| b.is_ascii_digit());
    (fits && !number.is_empty()).then_some((provider, number, text))
}

/// Every file below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

/// Checks each message that is an event of the table's providers; returns how many there were.
fn check<'t>(file: &Path, messages: impl Iterator<Item = &'t str>) -> usize {
    let table = self::messages();
    let events =
        messages.filter_map(event).filter(|(provider, ..)| table.keys().any(|(known, _)| known == provider));
    let mut count = 0;
    for (provider, number, text) in events {
        let row = table.get(&(provider, number));
        let is_pairs = row.is_none() && text.contains('=');
        assert!(
            is_pairs || row.is_some_and(|row| is_of(row, text)),
            "{}: {provider} {number}: {text}\nis not what is made of an event: {row:?}",
            file.display()
        );
        count += 1;
    }
    count
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace holds this crate").to_owned()
}

#[test]
fn samples_of_the_knowledge_are_texts_of_events() {
    let count: usize = below(&root().join("crates/knowledge/data"))
        .iter()
        .filter_map(|file| Some((file, std::fs::read_to_string(file).ok()?)))
        .map(|(file, text)| {
            // Samples are strings of TOML, in a list on one line; quotes of either kind.
            let lists =
                text.lines().filter_map(|line| line.strip_prefix("samples = [\"")?.strip_suffix("\"]"));
            check(file, lists.flat_map(|list| list.split("\", \"")))
        })
        .sum();
    assert!(count > 30, "{count} samples");
}

#[test]
fn lines_of_the_scenarios_are_texts_of_events() {
    let count: usize = below(&root().join("tests/scenarios"))
        .iter()
        .filter(|file| file.ends_with("logs.txt"))
        .filter_map(|file| Some((file, std::fs::read_to_string(file).ok()?)))
        .map(|(file, text)| {
            check(
                file,
                text.lines().filter(|line| line.starts_with("20")).filter_map(|line| line.split('\t').nth(4)),
            )
        })
        .sum();
    assert!(count > 30, "{count} lines");
}

#[test]
fn a_filled_row_is_distinguished_from_other_texts() {
    let row = "failed with {errorCode:code}[: {updateTitle}] ({:kind} {updateGuid:guid})";
    assert!(
        is_of(row, "failed with 0x80070005 (update 1)") && is_of(row, "failed with 0x80070005: A (update 1)")
    );
    assert!(!is_of(row, "failed with (update 1") && !is_of(row, "failed: A (update 1)"));
}

#[test]
fn services_have_the_names_that_the_knowledge_gives_them() {
    let names =
        std::fs::read_to_string(root().join("crates/knowledge/data/names.toml")).expect("names are there");
    let services = include_str!("../../crates/events/data/services.tsv").lines().skip(1);
    for (id, rest) in services.filter_map(|row| row.split_once('\t')) {
        let name = rest.split('\t').next().unwrap_or_default();
        let row = format!("id = \"{}\"\nname = \"{name}\"\n", id.to_uppercase());
        assert!(names.contains(&row), "{row}");
    }
}
