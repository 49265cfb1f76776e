//! The rules of the house that no compiler knows. ARCHITECTURE.md says why each of them stands.
#![allow(clippy::expect_used)] // A test ends where something is wrong.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Lines of logic in a file, of a component, and of prose in a file of knowledge.
const LOGIC: usize = 400;
const COMPONENT: usize = 200;
const PROSE: usize = 60;

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
        if self.path.ends_with("/tests.rs") {
            return "";
        }
        self.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default()
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace holds this crate").to_owned()
}

/// Every text file that is, or is about to be, in the repository.
fn files() -> Vec<File> {
    let list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").args(list).current_dir(root()).output().expect("git lists the files");
    let paths = String::from_utf8(output.stdout).expect("paths are UTF-8");
    let read = |path: &str| {
        Some(File { path: path.to_owned(), text: std::fs::read_to_string(root().join(path)).ok()? })
    };
    let files: Vec<File> = paths.split_terminator('\0').filter_map(read).collect();
    assert!(
        files.iter().any(|file| file.path == "tests/tests/house.rs"),
        "git lists this file: {}",
        files.len()
    );
    files
}

/// Fails with all faults at once, a line each.
fn none(rule: &str, faults: impl Iterator<Item = String>) {
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "{rule}\n  {}\n", faults.join("\n  "));
}

#[test]
fn every_rust_file_says_first_what_it_is() {
    let says = |file: &File| {
        let head: Vec<&str> = file.text.lines().map_while(|line| line.strip_prefix("//! ")).collect();
        !head.is_empty() && head.join(" ").contains('.')
    };
    let faults = files().into_iter().filter(|file| file.is_rust() && !says(file));
    none("a file opens with a sentence after `//!`", faults.map(|file| file.path));
}

#[test]
fn files_stay_small() {
    let limit = |file: &File| {
        let component = file.is_in(&["web/src/components/", "web/src/pages/"]);
        let test = file.path.contains("/tests/");
        (file.is_rust() && !test).then_some(if component { COMPONENT } else { LOGIC })
    };
    let faults = files().into_iter().filter_map(|file| {
        let (limit, lines) = (limit(&file)?, file.logic().lines().count());
        (lines > limit).then(|| format!("{}: {lines} lines, {limit} at most", file.path))
    });
    none("a file does one thing", faults);
}

#[test]
fn knowledge_stays_short() {
    let faults =
        files().into_iter().filter(|file| file.is_in(&["crates/knowledge/data/"])).filter_map(|file| {
            // The head is a table: its length says how much is known, not how long somebody reads.
            let prose = file.text.strip_prefix("+++\n")?.split_once("\n+++\n")?.1;
            let lines = prose.lines().filter(|line| !line.trim().is_empty()).count();
            (lines > PROSE).then(|| format!("{}: {lines} lines of prose, {PROSE} at most", file.path))
        });
    none("an admin reads it with a broken machine at hand", faults);
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

/// A code as Windows writes it for a failure: 0x8 or 0xC and seven more digits.
fn failure_code(line: &str) -> Option<&str> {
    line.match_indices("0x").map(|(at, _)| &line[at..]).find_map(|rest| {
        let digits = rest[2..].find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len() - 2);
        (digits == 8 && rest[2..].starts_with(['8', 'C', 'c'])).then(|| &rest[..10])
    })
}

#[test]
fn only_the_report_is_serialized() {
    let own = ["crates/basics/", "crates/report/"];
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
        "types that cross to the page, a file or a terminal are in crates/report and crates/basics",
        faults.map(|file| file.path),
    );
}

#[test]
fn the_terminal_writes_in_one_place() {
    // There foreign text is made visible: an escape sequence of a log must not reach a terminal.
    let ways = ["stdout()", "stderr()", "print!(", "println!("];
    let program = files().into_iter().filter(|file| file.is_in(&["crates/cli/src/"]));
    let faults = program.filter(|file| file.path != "crates/cli/src/output.rs").flat_map(|file| {
        let lines = file.logic().lines().filter(|line| ways.iter().any(|way| line.contains(way)));
        lines.map(|line| format!("{}: {}", file.path, line.trim())).collect::<Vec<_>>()
    });
    none("text for people is written in output.rs of crates/cli", faults);
}

#[test]
fn nothing_names_a_machine_or_a_registry() {
    // In two pieces each, so that this file does not name them either.
    let hosts = [
        ("registry.", "npmjs"),
        ("index.", "crates.io"),
        ("static.", "crates.io"),
        ("files.", "pythonhosted"),
    ];
    let folders = [("/wo", "rk/"), ("/tm", "p/"), ("/ro", "ot/"), ("/hom", "e/"), ("/User", "s/")];
    let hosts: Vec<String> = hosts.iter().map(|(a, b)| format!("{a}{b}")).collect();
    let folders: Vec<String> = folders.iter().map(|(a, b)| format!("{a}{b}")).collect();
    let faults = files().into_iter().filter(|file| file.path != "Cargo.lock").flat_map(|file| {
        let named = |line: &str| {
            let resolved = file.path.ends_with("package-lock.json") && line.contains("\"resolved\"");
            resolved
                || hosts.iter().any(|host| line.contains(host))
                || folders.iter().any(|folder| names(line, folder))
        };
        let lines = file.text.lines().enumerate().filter(|(_, line)| named(line));
        lines.map(|(i, line)| format!("{}:{}: {}", file.path, i + 1, line.trim())).collect::<Vec<_>>()
    });
    none("the project is the same on every machine", faults);
}

/// Whether the line names the folder as a path from the root, and not as the middle of another path or address.
fn names(line: &str, folder: &str) -> bool {
    let ends_a_word = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '}' | '*' | '/');
    line.match_indices(folder).any(|(at, _)| !line[..at].ends_with(ends_a_word))
}

#[test]
fn the_commands_of_the_documents_exist() {
    let files = files();
    let text = |path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
    let xtask = text("xtask/src/main.rs").expect("xtask has a main");
    let readme = text("README.md").expect("there is a README");
    for command in ["cargo xtask serve", "cargo xtask test"] {
        assert!(readme.contains(command), "the README tells a newcomer of `{command}`");
    }
    assert!(
        text(".ci/run").is_some_and(|run| run.contains("cargo xtask test")),
        ".ci/run tests as the README says"
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
fn the_rules_see_what_they_look_for() {
    assert_eq!(failure_code("if code == 0x8024401B {"), Some("0x8024401B"));
    assert_eq!(failure_code("let mask = 0x8000_0000; let id = 0x802440; let long = 0x8024401B00;"), None);
    let folder = ["/tm", "p/"].concat();
    assert!(names(&format!("see {folder}x"), &folder) && names(&format!("\"{folder}x\""), &folder));
    assert!(!names(&format!("https://example.com{folder}x"), &folder));
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
