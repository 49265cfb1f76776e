//! Every lint rule, on a small valid knowledge with one change that breaks it; the unchanged knowledge has no fault.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod causes;
mod codes;
mod failures;
mod flows;
mod moments;
mod new;
mod prose;
mod results;
mod settings;
mod style;
mod tables;

use std::path::Path;

use knowledge_build::{DataFiles, lint};

/// The files of a knowledge to lint.
#[derive(Clone)]
struct LintCase(DataFiles);

/// The small valid knowledge of `tests/good`.
fn good() -> LintCase {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/good");
    LintCase(DataFiles::read(&folder).expect("the folder is there"))
}

impl LintCase {
    /// Replaces a text that a file contains once.
    #[track_caller]
    fn edit(mut self, file: &str, from: &str, to: &str) -> Self {
        let text = self.0.get(file).expect("the file is there");
        assert_eq!(text.matches(from).count(), 1, "{file} has this once: {from}");
        let text = text.replacen(from, to, 1);
        self.0.insert(file, &text);
        self
    }

    /// Adds a file.
    fn add(mut self, file: &str, text: &str) -> Self {
        self.0.insert(file, text);
        self
    }

    /// The text of a file.
    fn text(&self, file: &str) -> String {
        self.0.get(file).expect("the file is there").to_owned()
    }

    /// Its faults, as printed.
    fn faults(&self) -> Vec<String> {
        lint(&self.0).1.iter().map(ToString::to_string).collect()
    }

    /// Asserts that it has only this fault; `…` at the end of `expected` matches any list.
    #[track_caller]
    fn has(&self, expected: &str) {
        let faults = self.faults();
        let cut = match (expected.strip_suffix('…'), &faults[..]) {
            (Some(beginning), [one]) if one.starts_with(beginning) => vec![expected.to_owned()],
            _ => faults,
        };
        assert_eq!(cut, [expected]);
    }
}

#[test]
fn the_good_knowledge_has_no_fault() {
    assert_eq!(good().faults(), [""; 0]);
}

#[test]
fn each_table_must_be_there() {
    let missing = [
        "aliases",
        "checks",
        "endpoints",
        "facilities",
        "failover",
        "failures",
        "families",
        "flows/defaults",
    ]
    .map(|file| format!("{file}.toml: the file is missing"));
    assert_eq!(LintCase(DataFiles::default()).faults()[..8], missing);
}
