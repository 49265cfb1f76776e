//! `cargo xtask dist`: builds the page into dist/ and holds its sizes against the budgets.

use crate::knowledge::{self, parts_of_code};
use crate::run::{on_path, output, root};
use crate::{Outcome, page};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which files are weighed together, what they are, and what they may weigh.
type Budget = (fn(&Size, &[Size]) -> bool, &'static str, Option<u64>);

/// What is weighed together, and what it may weigh after brotli, in bytes: the table in DESIGN.md, the one place for
/// budgets. Those of page and engine are for their programs alone.
const BUDGETS: [Budget; 9] = [
    (|file, _| file.is(Part::Page) && file.is_program(), "the page's program", Some(120_000)),
    (|file, _| file.is(Part::Page), "the page in all", None),
    (Size::is_of_a_code, "knowledge for the first paint of a code", Some(70_000)),
    (
        |file, all| file.is(Part::Page) || file.is_of_a_code(all),
        "first paint of a code in all",
        Some(200_000),
    ),
    (|file, _| file.is(Part::Knowledge(knowledge::SYMBOLS)), "the names of all codes", Some(105_000)),
    (|file, _| matches!(part(&file.name), Part::Knowledge(_)), "the knowledge in all", None),
    (|file, _| file.is(Part::Engine) && file.is_program(), "the engine's program", Some(300_000)),
    (|file, _| file.is(Part::Events), "the reader of traces and event logs", Some(270_000)),
    (|file, _| !file.is(Part::Rest), "all but samples", None),
];

/// Node's own brotli at its best setting: one line instead of a crate that is built for this alone.
const BROTLI: &str = "for (const path of process.argv.slice(1)) \
    console.log(require('zlib').brotliCompressSync(require('fs').readFileSync(path)).length)";

/// Builds and prints the sizes.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    if !arguments.is_empty() {
        return Err("`cargo xtask dist` takes no arguments.".to_owned());
    }
    let dist = page::build()?;
    let files = sizes(&dist)?;
    print!("{}", table(&files));
    println!("\nThe page stands in {}: copy that folder to any web server.", dist.display());
    Ok(())
}

/// What of the page a file belongs to.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Part {
    /// Fetched before anything is shown.
    Page,
    /// The knowledge, by its part: the first is fetched beside the page, others when a page needs them, the rest in idle
    /// time.
    Knowledge(usize),
    /// Fetched in idle time, for the analysis.
    Engine,
    /// Fetched after it: what makes texts of traces and event logs.
    Events,
    /// Fetched when it is asked for: samples, icons.
    Rest,
}

/// A file of the page and what it weighs.
pub(crate) struct Size {
    /// Relative to dist/, with `/`.
    name: String,
    raw: u64,
    /// After brotli; `None` where there is no Node to say.
    brotli: Option<u64>,
}

impl Size {
    fn is(&self, of: Part) -> bool {
        part(&self.name) == of
    }

    /// Whether the first paint of a code's page waits for it; of that code for which most is fetched.
    fn is_of_a_code(&self, all: &[Self]) -> bool {
        let weighs = |wanted: usize| {
            let file = all.iter().find(|file| file.is(Part::Knowledge(wanted)));
            file.and_then(|file| file.brotli).unwrap_or_default()
        };
        let parts = knowledge::read().0.codes().map(|code| parts_of_code(code.value));
        let heaviest = || parts.max_by_key(|parts| parts.iter().map(|part| weighs(*part)).sum::<u64>());
        match part(&self.name) {
            Part::Knowledge(part) => heaviest().is_some_and(|parts| parts.contains(&part)),
            _ => false,
        }
    }

    fn is_program(&self) -> bool {
        self.name.ends_with(".wasm")
    }
}

/// All files of the page.
pub(crate) fn sizes(dist: &Path) -> Outcome<Vec<Size>> {
    let mut paths = Vec::new();
    files_in(dist, &mut paths).map_err(|e| format!("{} cannot be read: {e}.", dist.display()))?;
    paths.sort();
    let brotli = brotli(&paths);
    Ok(paths
        .iter()
        .enumerate()
        .map(|(i, path)| Size {
            name: path.strip_prefix(dist).unwrap_or(path).to_string_lossy().replace('\\', "/"),
            raw: fs::metadata(path).map_or(0, |file| file.len()),
            brotli: brotli.as_ref().and_then(|sizes| sizes.get(i).copied()),
        })
        .collect())
}

fn files_in(folder: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { files_in(&path, paths)? } else { paths.push(path) }
    }
    Ok(())
}

fn brotli(paths: &[PathBuf]) -> Option<Vec<u64>> {
    let lines = output(Command::new(on_path("node")?).current_dir(root()).args(["-e", BROTLI]).args(paths))?;
    lines.lines().map(|line| line.parse().ok()).collect()
}

fn part(name: &str) -> Part {
    match (name.split_once('/'), name.rsplit_once('.')) {
        (Some(("engine", file)), _) if file.starts_with("events") => Part::Events,
        (Some(("engine", _)), _) => Part::Engine,
        (None, Some((_, "html" | "js" | "wasm" | "css"))) => Part::Page,
        (None, Some((stem, "bin"))) if stem.starts_with("knowledge-") => {
            let part = stem.split('-').nth(1).and_then(|part| part.parse().ok());
            part.map_or(Part::Rest, Part::Knowledge)
        }
        _ => Part::Rest,
    }
}

/// The files and, per part with a budget, what its files weigh together.
fn table(files: &[Size]) -> String {
    let mut text = format!("\n{:>10} {:>10}  file\n", "bytes", "brotli");
    let number = |size: Option<u64>| size.map_or_else(|| "?".to_owned(), |size| size.to_string());
    for file in files {
        text += &format!("{:>10} {:>10}  {}\n", file.raw, number(file.brotli), file.name);
    }
    for (of, name, budget) in BUDGETS {
        let mine = || files.iter().filter(|file| of(file, files));
        let (raw, brotli) =
            (mine().map(|f| f.raw).sum::<u64>(), mine().map(|f| f.brotli).sum::<Option<u64>>());
        let kept = match (brotli, budget) {
            (_, None) => String::new(),
            (None, Some(budget)) => format!("; budget {budget}: needs Node to be weighed"),
            (Some(size), Some(budget)) => {
                format!("; budget {budget}: {}", if size <= budget { "kept" } else { "OVER" })
            }
        };
        text += &format!("{raw:>10} {:>10}  {name}{kept}\n", number(brotli));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, brotli: Option<u64>) -> Size {
        Size { name: name.to_owned(), raw: 1_000_000, brotli }
    }

    #[test]
    fn each_file_belongs_to_a_part() {
        for (name, of) in [
            ("index.html", Part::Page),
            ("page-1a2b_bg.wasm", Part::Page),
            ("knowledge-0-1a2b.bin", Part::Knowledge(0)),
            ("knowledge-12-1a2b.bin", Part::Knowledge(12)),
            ("knowledge-x.bin", Part::Rest),
            ("engine/wasm-1a2b.js", Part::Engine),
            ("engine/events-1a2b.wasm", Part::Events),
            ("public/sample.zip", Part::Rest),
            ("icon.svg", Part::Rest),
        ] {
            assert_eq!(part(name), of, "{name}");
        }
    }

    #[test]
    fn the_table_adds_up_and_says_what_is_over() {
        let files = [
            file("index.html", Some(100)),
            file("page.wasm", Some(120_001)),
            file("engine/e.js", Some(7)),
            file("engine/e.wasm", Some(300_000)),
        ];
        let text = table(&files);
        for row in [
            "120001  the page's program; budget 120000: OVER",
            "120101  the page in all\n",
            "120101  first paint of a code in all; budget 200000: kept",
            "300000  the engine's program; budget 300000: kept",
        ] {
            assert!(text.contains(row), "{row}: {text}");
        }
    }

    #[test]
    fn without_node_the_table_says_so() {
        let text = table(&[file("page.wasm", None)]);
        assert!(text.contains("?  the page's program; budget 120000: needs Node"), "{text}");
    }
}
