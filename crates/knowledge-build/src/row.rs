//! A TOML table whose keys are taken one by one, each with its type; any key left over is unknown.

use std::collections::BTreeMap;

use basics::Severity;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::fault::{Faults, LineRef};

/// The severities.
pub(crate) const SEVERITIES: [(&str, Severity); 3] =
    [("error", Severity::Error), ("warning", Severity::Warning), ("information", Severity::Info)];

/// A table of a file.
pub(crate) struct TomlRow<'a> {
    /// Its place.
    pub(crate) place: LineRef<'a>,
    faults: &'a Faults,
    lines: LineFinder<'a>,
    values: BTreeMap<String, (usize, Spanned<DeValue<'a>>)>,
    asked: Vec<&'static str>,
    keys: Vec<String>,
}

/// A value and its line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<T> {
    /// The value.
    pub(crate) value: T,
    /// Its line.
    pub(crate) line: usize,
}

/// Finds the line of a byte of a TOML text that begins after some lines of its file.
#[derive(Clone, Copy)]
struct LineFinder<'a> {
    text: &'a str,
    after: usize,
}

impl LineFinder<'_> {
    fn of(self, byte: usize) -> usize {
        let before = self.text.as_bytes().iter().take(byte).filter(|&&b| b == b'\n').count();
        self.after + before + 1
    }
}

impl<'a> TomlRow<'a> {
    /// Reads a TOML text that begins after `after` lines of its file.
    pub(crate) fn parse(file: &'a str, text: &'a str, after: usize, faults: &'a Faults) -> Option<Self> {
        let lines = LineFinder { text, after };
        match DeTable::parse(text) {
            Ok(table) => Some(Self::new(file, lines, after + 1, table.into_inner(), faults)),
            Err(error) => {
                let line = error.span().map_or(after + 1, |span| lines.of(span.start));
                faults.add(LineRef { file, line }, format!("this is not TOML: {}", error.message()));
                None
            }
        }
    }

    fn new(
        file: &'a str,
        lines: LineFinder<'a>,
        line: usize,
        table: DeTable<'a>,
        faults: &'a Faults,
    ) -> Self {
        let values: BTreeMap<_, _> = table
            .into_iter()
            .map(|(key, value)| (key.get_ref().to_string(), (lines.of(key.span().start), value)))
            .collect();
        let keys = values.keys().cloned().collect();
        Self { place: LineRef { file, line }, faults, lines, values, asked: Vec::new(), keys }
    }

    /// Adds a fault on a line of this file.
    pub(crate) fn fault(&self, line: usize, words: impl Into<String>) {
        self.faults.add(self.place.at(line), words);
    }

    /// Whether the table has a key that was not taken yet.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.values.contains_key(key)
    }

    /// Whether the table has a key, taken or not.
    pub(crate) fn had(&self, key: &str) -> bool {
        self.keys.iter().any(|had| had == key)
    }

    fn take(&mut self, key: &'static str) -> Option<(usize, Spanned<DeValue<'a>>)> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.values.remove(key)
    }

    fn wrong(&self, line: usize, key: &str, expected: &str) {
        self.fault(line, format!("`{key}` must be {expected}"));
    }

    /// An optional string, with its line.
    pub(crate) fn text_at(&mut self, key: &'static str) -> Option<At<&'static str>> {
        let (line, value) = self.take(key)?;
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(At { value: keep(text), line }),
            _ => {
                self.wrong(line, key, "a string that is not empty");
                None
            }
        }
    }

    /// An optional string.
    pub(crate) fn text_or_none(&mut self, key: &'static str) -> Option<&'static str> {
        self.text_at(key).map(|at| at.value)
    }

    /// A required string; empty after a fault.
    pub(crate) fn text(&mut self, key: &'static str) -> At<&'static str> {
        let there = self.has(key);
        self.text_at(key).unwrap_or_else(|| {
            if !there {
                self.fault(self.place.line, format!("`{key}` is missing"));
            }
            At { value: "", line: self.place.line }
        })
    }

    /// A required string that is part of a sentence: it has no full stop.
    pub(crate) fn phrase(&mut self, key: &'static str) -> &'static str {
        let at = self.text(key);
        if at.value.ends_with(['.', '!', '?']) {
            self.fault(at.line, format!("`{key}` is part of a sentence: leave out the full stop"));
        }
        at.value
    }

    /// A list of strings; empty if it is left out.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<At<&'static str>> {
        self.row_of_texts(key, false)
    }

    /// A list of strings, which can be empty themselves.
    pub(crate) fn texts_or_empty(&mut self, key: &'static str) -> Vec<At<&'static str>> {
        self.row_of_texts(key, true)
    }

    fn row_of_texts(&mut self, key: &'static str, may_be_empty: bool) -> Vec<At<&'static str>> {
        let Some((line, value)) = self.take(key) else { return Vec::new() };
        let DeValue::Array(items) = value.into_inner() else {
            self.wrong(line, key, "a list of strings: [\"…\", \"…\"]");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            let line = self.lines.of(item.span().start);
            match item.get_ref() {
                DeValue::String(text) if may_be_empty || !text.is_empty() => {
                    texts.push(At { value: keep(text), line });
                }
                _ => self.wrong(line, key, "a list of strings, none of them empty"),
            }
        }
        texts
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, key: &'static str, left_out: bool) -> bool {
        let Some((line, value)) = self.take(key) else { return left_out };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong(line, key, "true or false");
            left_out
        })
    }

    /// An integer within bounds; none if it is left out.
    pub(crate) fn number(&mut self, key: &'static str, from: u32, to: u32) -> Option<u32> {
        let (line, value) = self.take(key)?;
        let number =
            value.get_ref().as_integer().and_then(|n| u32::from_str_radix(n.as_str(), n.radix()).ok());
        let number = number.filter(|n| (from..=to).contains(n));
        if number.is_none() {
            self.wrong(line, key, &format!("a number from {from} to {to}"));
        }
        number
    }

    /// A time span in seconds: `30s`, `2m`, `1h`.
    pub(crate) fn seconds(&mut self, key: &'static str) -> Option<u32> {
        let at = self.text_at(key)?;
        let seconds = seconds(at.value);
        if seconds.is_none() {
            self.wrong(at.line, key, "a time span: 30s, 2m or 1h");
        }
        seconds
    }

    /// One of some words; none if it is left out.
    pub(crate) fn word<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let at = self.text_at(key)?;
        let found = words.iter().find(|(word, _)| *word == at.value).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.fault(at.line, format!("`{key}` is `{}`; allowed: {}", at.value, known.join(", ")));
        }
        found
    }

    /// One of some words; required.
    pub(crate) fn needed_word<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        if !self.has(key) {
            self.fault(self.place.line, format!("`{key}` is missing"));
        }
        self.word(key, words)
    }

    /// An array of tables: `[[key]]`.
    pub(crate) fn rows(&mut self, key: &'static str) -> Vec<Self> {
        let Some((line, value)) = self.take(key) else { return Vec::new() };
        let DeValue::Array(items) = value.into_inner() else {
            self.wrong(line, key, &format!("written `[[{key}]]`"));
            return Vec::new();
        };
        let mut rows = Vec::new();
        for item in items {
            let line = self.lines.of(item.span().start);
            match item.into_inner() {
                DeValue::Table(table) => {
                    rows.push(Self::new(self.place.file, self.lines, line, table, self.faults));
                }
                _ => self.wrong(line, key, &format!("written `[[{key}]]`")),
            }
        }
        rows
    }

    /// A table: `[key]`.
    pub(crate) fn row(&mut self, key: &'static str) -> Option<Self> {
        let (line, value) = self.take(key)?;
        match value.into_inner() {
            DeValue::Table(table) => Some(Self::new(self.place.file, self.lines, line, table, self.faults)),
            _ => {
                self.wrong(line, key, &format!("written `[{key}]`"));
                None
            }
        }
    }

    /// Reports every key that was not taken as unknown.
    pub(crate) fn finish(self) {
        for (key, (line, _)) in &self.values {
            self.fault(*line, format!("unknown key `{key}`; known here: {}", self.asked.join(", ")));
        }
    }
}

/// The seconds of a time span: `30s`, `2m`, `1h`.
pub(crate) fn seconds(text: &str) -> Option<u32> {
    let unit = match text.chars().last()? {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        _ => return None,
    };
    text[..text.len() - 1].parse::<u32>().ok()?.checked_mul(unit).filter(|&s| s > 0)
}

/// A string that lives as long as the build, as the types of the knowledge require.
pub(crate) fn keep(text: &str) -> &'static str {
    text.to_owned().leak()
}

/// The same for a row of them.
pub(crate) fn keep_all<T>(all: impl Iterator<Item = T>) -> &'static [T] {
    all.collect::<Vec<_>>().leak()
}

/// The values of texts with places.
pub(crate) fn values(texts: &[At<&'static str>]) -> &'static [&'static str] {
    keep_all(texts.iter().map(|at| at.value))
}
