//! The rules of this repository that no compiler checks. ARCHITECTURE.md gives the reason for each.
#![allow(clippy::expect_used)] // A test panics when something is wrong.

use std::path::{Path, PathBuf};

/// A file of the project: its path from the root, with `/`, and its text.
struct File {
    path: String,
    text: String,
}

impl File {
    fn is_in(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }

    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// The text without the module of unit tests at its end; nothing of a file that is such a module.
    fn logic(&self) -> &str {
        if self.path.ends_with("tests.rs") || self.path.contains("/tests/") {
            return "";
        }
        self.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default()
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace holds this crate").to_owned()
}

/// Names of folders with build output and downloads; .gitignore lists them too.
const NOT_OURS: [&str; 6] = ["target", "dist", "node_modules", "results", "corpus", "artifacts"];

/// Every text file of the project, as it is in the folder of the workspace.
fn files() -> Vec<File> {
    fn read_folder(folder: &Path, path: &str, files: &mut Vec<File>) {
        for place in tests::folder(folder) {
            let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let is_hidden = name.starts_with('.') && name != ".ci";
            if place.is_dir() && !is_hidden && !NOT_OURS.contains(&name.as_str()) {
                read_folder(&place, &format!("{path}{name}/"), files);
            } else if let Ok(text) = std::fs::read_to_string(&place) {
                files.push(File { path: format!("{path}{name}"), text });
            }
        }
    }
    let mut files = Vec::new();
    read_folder(&root(), "", &mut files);
    assert!(files.iter().any(|file| file.path == "tests/tests/house.rs"), "{} files", files.len());
    files
}

/// Fails with all faults at once, a line each.
fn none(rule: &str, faults: impl Iterator<Item = String>) {
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "{rule}\n  {}\n", faults.join("\n  "));
}

#[test]
fn every_rust_file_begins_with_a_description() {
    let is_described = |file: &File| {
        let head: Vec<&str> = file.text.lines().map_while(|line| line.strip_prefix("//! ")).collect();
        !head.is_empty() && head.join(" ").contains('.')
    };
    let faults = files().into_iter().filter(|file| file.is_rust() && !is_described(file));
    none("a file opens with a sentence after `//!`", faults.map(|file| file.path));
}

#[test]
fn knowledge_is_data() {
    let engine =
        ["crates/logfile/src/", "crates/diagnosis/src/", "crates/wasm/src/", "crates/cli/src/", "web/src/"];
    let faults = files().into_iter().filter(|file| file.is_in(&engine) && file.is_rust()).flat_map(|file| {
        let code = |line: &str| !line.trim_start().starts_with("//") && failure_code(line).is_some();
        let lines = file
            .logic()
            .lines()
            .filter(|line| code(line))
            .map(|line| format!("{}: {}", file.path, line.trim()));
        lines.collect::<Vec<_>>()
    });
    none("an error code belongs into crates/knowledge/data, not into Rust", faults);
}

/// A number in a line of Rust that is the code of a failure: severity and facility, and something behind them; in
/// hexadecimal or as a negative decimal number, with underscores or without.
fn failure_code(line: &str) -> Option<u32> {
    let is_in_number = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let value = |word: &str| {
        let word = word.replace('_', "");
        match word.strip_prefix("0x") {
            Some(digits) if digits.len() == 8 => u32::from_str_radix(digits, 16).ok(),
            Some(_) => None,
            None => word.parse::<i32>().ok().filter(|number| *number < 0).map(i32::cast_unsigned),
        }
    };
    let is_code = |code: &u32| {
        let (severity, facility) = (code >> 28, code >> 16 & 0xFFF);
        matches!(severity, 0x8 | 0xC) && facility > 0 && code & 0xFFFF > 0
    };
    line.split(|c| !is_in_number(c)).filter_map(value).find(is_code)
}

#[test]
fn only_the_report_is_serialized() {
    // The types of kb.json are for other tools: neither the page nor the terminal reads them.
    let own = ["crates/basics/", "crates/report/", "crates/site/src/data.rs", "xtask/"];
    let others = files().into_iter().filter(|file| file.is_rust() && !file.is_in(&own));
    let faults = others.filter(|file| {
        let mut derives = file.text.match_indices("derive(").map(|(at, _)| &file.text[at..]);
        derives.any(|rest| {
            rest.split(')')
                .next()
                .is_some_and(|list| list.contains("Serialize") || list.contains("Deserialize"))
        })
    });
    none(
        "types that cross to the page, a file or a terminal are in crates/report and crates/basics, those of kb.json in crates/site",
        faults.map(|file| file.path),
    );
}

#[test]
fn the_terminal_writes_in_one_place() {
    // That is where untrusted text is escaped: an escape sequence of a log must not reach a terminal.
    let ways = ["stdout()", "stderr()", "print!(", "println!("];
    let program = files().into_iter().filter(|file| file.is_in(&["crates/cli/src/"]));
    let faults = program.filter(|file| file.path != "crates/cli/src/output.rs").flat_map(|file| {
        let lines = file.logic().lines().filter(|line| ways.iter().any(|way| line.contains(way)));
        lines.map(|line| format!("{}: {}", file.path, line.trim())).collect::<Vec<_>>()
    });
    none("text for people is written in output.rs of crates/cli", faults);
}

#[test]
fn the_commands_of_the_documents_exist() {
    let files = files();
    let text = |path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
    let xtask = text("xtask/src/main.rs").expect("xtask has a main");
    let readme = text("README.md").expect("there is a README");
    for command in ["cargo xtask serve", "cargo xtask test"] {
        assert!(readme.contains(command), "the README mentions `{command}` for newcomers");
    }
    assert!(
        text(".ci/run").is_some_and(|run| run.contains("cargo xtask test")),
        ".ci/run runs the tests as described in the README"
    );
    let faults = files.iter().filter(|file| file.path.ends_with(".md")).flat_map(|file| {
        let named = file
            .text
            .split("cargo xtask ")
            .skip(1)
            .filter_map(|rest| rest.split(|c: char| !c.is_ascii_lowercase()).next());
        let unknown = named.filter(|word| !word.is_empty() && !xtask.contains(&format!("\"{word}\" => ")));
        unknown.map(|word| format!("{}: cargo xtask {word}", file.path)).collect::<Vec<_>>()
    });
    none("a command in a document is a command of xtask", faults);
}

#[test]
fn the_files_that_the_documents_name_exist() {
    let kinds = [".rs", ".toml", ".md", ".js", ".mjs", ".css", ".html"];
    let is_path = |word: &&str| {
        word.contains('/')
            && kinds.iter().any(|kind| word.ends_with(kind))
            && !word.contains(['<', '*', ' ', ':'])
    };
    let exists = |word: &str| {
        ["", "crates/", "crates/knowledge/data/"].iter().any(|at| root().join(at).join(word).exists())
    };
    let documents = files()
        .into_iter()
        .filter(|file| file.path.ends_with(".md") && !file.is_in(&["crates/knowledge/data/"]));
    let faults = documents.flat_map(|file| {
        let words = file.text.split('`').skip(1).step_by(2);
        let missing = words.filter(is_path).filter(|word| !exists(word));
        missing.map(|word| format!("{}: {word}", file.path)).collect::<Vec<_>>()
    });
    none(
        "a document names files by their path from the root, from crates/ or from the data of the knowledge",
        faults,
    );
}

#[test]
fn the_rules_detect_violations() {
    assert_eq!(failure_code("if code == 0x8024401B {"), Some(0x8024_401B));
    assert_eq!(failure_code("look_up(0x8024_401b)"), Some(0x8024_401B));
    assert_eq!(failure_code("examples = [-2_145_107_941, 3]"), Some(0x8024_401B));
    assert_eq!(failure_code("let mask = 0x8000_0000; let id = 0x802440; let long = 0x8024401B00;"), None);
    assert_eq!(failure_code("let year = -400; let facility = 0x8007_0000; let offset = -719_468;"), None);
    let file = |text: &str| File { path: String::new(), text: text.to_owned() };
    assert_eq!(file("a\n#[cfg(test)]\nmod tests {}").logic(), "a");
}

#[test]
fn the_benchmarks_build_the_engine_as_the_page_does() {
    let read = |place: &str| std::fs::read_to_string(root().join(place)).expect("a manifest");
    let (page, bench) = (read("Cargo.toml"), read("bench/Cargo.toml"));
    for table in ["[profile.engine]", "[profile.engine.package]"] {
        assert_eq!(rows_of(&page, table), rows_of(&bench, table), "{table}");
        assert!(!rows_of(&page, table).is_empty(), "{table}");
    }
}

/// The rows of a table of a manifest.
fn rows_of<'a>(manifest: &'a str, table: &str) -> Vec<&'a str> {
    manifest.lines().skip_while(|line| *line != table).skip(1).take_while(|line| line.contains('=')).collect()
}

/// Files that name words of the list, or quote what logs and others wrote.
const NOT_OUR_WORDS: [&str; 8] = [
    "crates/knowledge-build/src/style.rs",
    "crates/knowledge-build/tests/lint/style.rs",
    "crates/knowledge/data/",
    "docs/style.md",
    "fuzz/failures/",
    "fuzz/kept/",
    "tests/scenarios/",
    "tests/e2e/package-lock.json",
];

#[test]
fn everything_people_read_is_plain_english() {
    // The data files have their own lint, which exempts the bodies of causes and guides.
    let files = files();
    let is_read = |file: &&File| {
        let endings =
            [".rs", ".md", ".html", ".css", ".js", ".mjs", ".py", "Cargo.toml", "Trunk.toml", ".ci/run"];
        !file.is_in(&NOT_OUR_WORDS) && endings.iter().any(|ending| file.path.ends_with(ending))
    };
    let faults = files.iter().filter(is_read).flat_map(|file| {
        knowledge_build::style::faults(&file.text).into_iter().map(move |fault| {
            format!("{}:{}: `{}`; instead: {}", file.path, fault.line, fault.word, fault.instead)
        })
    });
    none("docs/style.md explains how we write.", faults);
}
