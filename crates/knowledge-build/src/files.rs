//! The files of `data/` as text, by their path below it.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use crate::fault::{Faults, LineRef};

/// The files in `data/` itself.
const TABLES: &[&str] = &[
    "aliases.toml",
    "facilities.toml",
    "failover.toml",
    "failures.toml",
    "checks.toml",
    "families.toml",
    "hosts.toml",
    "endpoints.toml",
    "logs.toml",
    "messages.toml",
    "names.toml",
    "network.toml",
    "noise.toml",
    "operations.toml",
    "placeholders.toml",
    "registry.toml",
    "scoping.toml",
    "settings.toml",
    "states.toml",
    "symptoms.toml",
    "words.toml",
];

/// The files of the knowledge, by their path below its folder, with forward slashes.
#[derive(Clone, Debug, Default)]
pub struct DataFiles(BTreeMap<String, String>);

impl DataFiles {
    /// Reads a folder and all below it.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut files = Self::default();
        files.read_below(folder, "")?;
        Ok(files)
    }

    /// Adds a file; one with the same path is replaced.
    pub fn insert(&mut self, path: &str, text: &str) {
        self.0.insert(path.to_owned(), text.to_owned());
    }

    /// The text of a file, if it exists.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Removes a file.
    pub fn remove(&mut self, path: &str) {
        self.0.remove(path);
    }

    fn read_below(&mut self, folder: &Path, prefix: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{prefix}{name}");
            if entry.file_type()?.is_dir() {
                self.read_below(&entry.path(), &format!("{path}/"))?;
            } else {
                // A checkout on Windows can have other line endings; the tables must not differ because of them.
                let text = String::from_utf8_lossy(&fs::read(entry.path())?).replace("\r\n", "\n");
                self.0.insert(path, text);
            }
        }
        Ok(())
    }

    /// All files.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// A file that nobody reads is a fault: it has the wrong name, or is in the wrong folder.
    pub(crate) fn all_expected(&self, faults: &Faults) {
        for file in self.0.keys() {
            let folder = file.split('/').next().unwrap_or_default();
            let expected = match file.matches('/').count() {
                0 => TABLES.contains(&file.as_str()),
                1 => {
                    (matches!(folder, "codes" | "facts" | "moments" | "results") && file.ends_with(".toml"))
                        || (matches!(folder, "causes" | "procedures") && file.ends_with(".md"))
                        || file == "flows/defaults.toml"
                        || (folder == "symbols" && file.ends_with(".txt"))
                }
                2 => folder == "flows" && file.ends_with(".md"),
                _ => false,
            };
            if !expected {
                faults
                    .add(LineRef::file(file), "nothing reads this file; README.md lists the files of data/");
            }
        }
    }

    /// One file's text; a fault if it is missing.
    pub(crate) fn text(&self, path: &'static str, faults: &Faults) -> &str {
        self.0.get(path).map_or_else(
            || {
                faults.add(LineRef::file(path), "the file is missing");
                ""
            },
            String::as_str,
        )
    }
}

/// A file with a head: TOML between two lines `+++`, then prose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Document<'a> {
    /// The TOML.
    pub(crate) head: &'a str,
    /// How many lines of the file are before it.
    pub(crate) head_after: usize,
    /// The prose.
    pub(crate) body: &'a str,
    /// How many lines of the file are before it.
    pub(crate) body_after: usize,
}

impl<'a> Document<'a> {
    /// Splits a file into head and prose.
    pub(crate) fn split(file: &str, text: &'a str, faults: &Faults) -> Option<Self> {
        let parted = text.strip_prefix("+++\n").and_then(|rest| {
            let end = if rest.starts_with("+++\n") { 0 } else { rest.find("\n+++\n")? + 1 };
            Some((&rest[..end], &rest[end + 4..]))
        });
        let Some((head, body)) = parted else {
            faults
                .add(LineRef::file(file).at(1), "the file begins with a head: TOML between two lines `+++`");
            return None;
        };
        Some(Self { head, head_after: 1, body, body_after: 2 + head.matches('\n').count() })
    }
}
