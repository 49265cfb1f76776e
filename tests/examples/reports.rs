//! `cargo run -p tests --example reports [-- FOLDER]`: prints the neutral text of the report of every scenario, of 1,000
//! damaged logs, and of every file and folder below FOLDER. Before and after a change that must not change a verdict,
//! `diff` compares two such texts.
//!
//! Causes are numbered by `tests/data/cause-numbers.tsv`, so that a renamed cause keeps its number.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

use archive::Limits;
use tests::{Damage, TestFile, Way, analyze, folder, neutral_text, scenarios, unpacked};

/// How many damaged logs are read.
const DAMAGED: u64 = 1000;

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let numbers = include_str!("../data/cause-numbers.tsv");
    let number_of_cause = |id: &str| {
        let row = numbers.lines().find_map(|row| row.split_once('\t').filter(|(_, cause)| *cause == id));
        row.and_then(|(number, _)| number.parse().ok()).unwrap_or(usize::MAX)
    };
    let mut write = |name: &str, files: &[TestFile]| {
        let report = analyze(files, Way::default());
        write!(out, "## {name}\n{}", neutral_text(&report, &number_of_cause))
    };
    let scenarios = scenarios();
    for (path, files) in &scenarios {
        write(&name_of(path), files)?;
    }
    for number in 0..DAMAGED {
        let (path, files) = &scenarios[number as usize % scenarios.len()];
        let mut damage = Damage::new(number);
        write(&format!("{} damaged, {number}", name_of(path)), &damage.apply(files))?;
    }
    if let Some(root) = env::args_os().nth(1).map(PathBuf::from) {
        write_folder(&root, &root, &mut write)?;
    }
    out.flush()
}

/// Each file of a folder alone, then all of them together, then the folders in it.
fn write_folder(
    root: &Path,
    path: &Path,
    write: &mut impl FnMut(&str, &[TestFile]) -> io::Result<()>,
) -> io::Result<()> {
    let (mut together, mut folders) = (Vec::new(), Vec::new());
    for place in folder(path) {
        if place.is_dir() {
            folders.push(place);
            continue;
        }
        let file = TestFile {
            name: name_of(&place),
            path: String::new(),
            bytes: fs::read(&place)?,
            modified: None,
            whole_folder: false,
        };
        let files = if archive::archive_kind(&file.bytes).is_some() {
            unpacked(&file, Limits::default()).files
        } else {
            vec![file]
        };
        write(&relative(root, &place), &files)?;
        together.extend(files);
    }
    let in_folder =
        |file: TestFile| TestFile { path: format!("all/{}", file.path), whole_folder: true, ..file };
    let together: Vec<TestFile> = together.into_iter().map(in_folder).collect();
    write(&format!("{}/", relative(root, path)), &together)?;
    folders.iter().try_for_each(|place| write_folder(root, place, write))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned()
}
