//! `cargo xtask dist`: builds the page into dist/ and compares its sizes with the budgets.

use crate::knowledge::{self, parts_of_code};
use crate::page;
use crate::run::{TaskResult, on_path, output, root};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The size budgets for parts of the page: docs/budgets.toml.
#[derive(Deserialize)]
struct Budgets {
    budget: Vec<Budget>,
}

/// The size budget for some files of the page together.
#[derive(Deserialize)]
struct Budget {
    /// Which files: see [`Size::is_in_budget`].
    of: String,
    /// A description of them.
    name: String,
    /// Bytes after brotli; none if they are only displayed.
    bytes: Option<u64>,
}

/// Node's own brotli at its best setting: one line instead of a crate that is built for this alone.
const BROTLI: &str = "for (const path of process.argv.slice(1)) \
    console.log(require('zlib').brotliCompressSync(require('fs').readFileSync(path)).length)";

/// Builds and prints the sizes.
pub(crate) fn run(arguments: &[String]) -> TaskResult {
    if !arguments.is_empty() {
        return Err("`cargo xtask dist` takes no arguments.".to_owned());
    }
    let dist = page::build()?;
    let files = sizes(&dist)?;
    print!("{}", table(&files, &budgets()?));
    println!("\nThe page is in {}: copy that folder to any web server.", dist.display());
    Ok(())
}

/// The part of the page that a file belongs to.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Area {
    /// Fetched before anything is shown.
    Page,
    /// The knowledge, by its part: the first is fetched beside the page, others when a page needs them, the rest in
    /// idle time.
    Knowledge(usize),
    /// Fetched in idle time, for the analysis.
    Engine,
    /// Fetched after it: the decoder of traces and event logs.
    Events,
    /// Fetched on request: samples, icons.
    Rest,
}

/// A file of the page and its size.
pub(crate) struct Size {
    /// Relative to dist/, with `/`.
    name: String,
    raw: u64,
    /// After brotli; `None` without Node.
    brotli: Option<u64>,
}

impl Size {
    fn is(&self, of: Area) -> bool {
        area(&self.name) == of
    }

    /// Whether the first paint of a code's page waits for it; of that code for which most is fetched.
    fn is_of_a_code(&self, all: &[Self]) -> bool {
        let weighs = |part: usize| {
            let file = all.iter().find(|file| file.is(Area::Knowledge(part)));
            file.and_then(|file| file.brotli).unwrap_or_default()
        };
        let parts = knowledge::read().0.codes().map(|code| parts_of_code(code.value));
        let heaviest = || parts.max_by_key(|parts| parts.iter().map(|part| weighs(*part)).sum::<u64>());
        match area(&self.name) {
            Area::Knowledge(part) => heaviest().is_some_and(|parts| parts.contains(&part)),
            _ => false,
        }
    }

    fn is_program(&self) -> bool {
        self.name.ends_with(".wasm")
    }

    /// Whether this file is in a budget; none if no budget has this name.
    fn is_in_budget(&self, budget: &str, all: &[Self]) -> Option<bool> {
        Some(match budget {
            "page-program" => self.is(Area::Page) && self.is_program(),
            "page" => self.is(Area::Page),
            "code-knowledge" => self.is_of_a_code(all),
            "code-page" => self.is(Area::Page) || self.is_of_a_code(all),
            "symbols" => self.is(Area::Knowledge(knowledge::SYMBOLS)),
            "knowledge" => matches!(area(&self.name), Area::Knowledge(_)),
            "engine-program" => self.is(Area::Engine) && self.is_program(),
            "events-program" => self.is(Area::Events),
            "all" => !self.is(Area::Rest),
            _ => return None,
        })
    }
}

/// All files of the page.
pub(crate) fn sizes(dist: &Path) -> TaskResult<Vec<Size>> {
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

fn area(name: &str) -> Area {
    match (name.split_once('/'), name.rsplit_once('.')) {
        (Some(("engine", file)), _) if file.starts_with("events") => Area::Events,
        (Some(("engine", _)), _) => Area::Engine,
        (None, Some((_, "html" | "js" | "wasm" | "css"))) => Area::Page,
        (None, Some((stem, "bin"))) if stem.starts_with("knowledge-") => {
            let part = stem.split('-').nth(1).and_then(|part| part.parse().ok());
            part.map_or(Area::Rest, Area::Knowledge)
        }
        _ => Area::Rest,
    }
}

/// The budgets of the project.
fn budgets() -> TaskResult<Vec<Budget>> {
    let path = root().join("docs").join("budgets.toml");
    let text = fs::read_to_string(&path).map_err(|e| format!("{} cannot be read: {e}.", path.display()))?;
    let budgets: Budgets = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    let unknown = budgets.budget.iter().find(|budget| {
        Size { name: String::new(), raw: 0, brotli: None }.is_in_budget(&budget.of, &[]).is_none()
    });
    match unknown {
        Some(budget) => {
            Err(format!("{}: xtask/src/dist.rs defines no files `{}`.", path.display(), budget.of))
        }
        None => Ok(budgets.budget),
    }
}

/// The files and, per budget, the total size of its files.
fn table(files: &[Size], budgets: &[Budget]) -> String {
    let mut text = format!("\n{:>10} {:>10}  file\n", "bytes", "brotli");
    let number = |size: Option<u64>| size.map_or_else(|| "?".to_owned(), |size| size.to_string());
    for file in files {
        text += &format!("{:>10} {:>10}  {}\n", file.raw, number(file.brotli), file.name);
    }
    for Budget { of, name, bytes } in budgets {
        let mine = || files.iter().filter(|file| file.is_in_budget(of, files) == Some(true));
        let (raw, brotli) =
            (mine().map(|f| f.raw).sum::<u64>(), mine().map(|f| f.brotli).sum::<Option<u64>>());
        let kept = match (brotli, bytes) {
            (_, None) => String::new(),
            (None, Some(budget)) => format!("; budget {budget}: needs Node to be weighed"),
            (Some(size), Some(budget)) => {
                format!("; budget {budget}: {}", if size <= *budget { "kept" } else { "OVER" })
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
            ("index.html", Area::Page),
            ("page-1a2b_bg.wasm", Area::Page),
            ("knowledge-0-1a2b.bin", Area::Knowledge(0)),
            ("knowledge-12-1a2b.bin", Area::Knowledge(12)),
            ("knowledge-x.bin", Area::Rest),
            ("engine/wasm-1a2b.js", Area::Engine),
            ("engine/events-1a2b.wasm", Area::Events),
            ("public/sample.zip", Area::Rest),
            ("icon.svg", Area::Rest),
        ] {
            assert_eq!(area(name), of, "{name}");
        }
    }

    #[test]
    fn the_table_adds_up_and_marks_what_is_over() {
        let files = [
            file("index.html", Some(100)),
            file("page.wasm", Some(120_001)),
            file("engine/e.js", Some(7)),
            file("engine/e.wasm", Some(300_000)),
        ];
        let budget = |of: &str, bytes| Budget { of: of.to_owned(), name: of.to_owned(), bytes };
        let budgets = [
            budget("page-program", Some(120_000)),
            budget("page", None),
            budget("code-page", Some(200_000)),
            budget("engine-program", Some(300_000)),
        ];
        let text = table(&files, &budgets);
        for row in [
            "120001  page-program; budget 120000: OVER",
            "120101  page\n",
            "120101  code-page; budget 200000: kept",
            "300000  engine-program; budget 300000: kept",
        ] {
            assert!(text.contains(row), "{row}: {text}");
        }
    }

    #[test]
    fn without_node_the_table_has_no_sizes() {
        let budgets = [Budget { of: "page-program".to_owned(), name: "program".to_owned(), bytes: Some(9) }];
        let text = table(&[file("page.wasm", None)], &budgets);
        assert!(text.contains("?  program; budget 9: needs Node"), "{text}");
    }

    #[test]
    fn the_budgets_of_the_project_are_read() {
        let budgets = budgets().unwrap();
        assert!(budgets.iter().any(|budget| budget.of == "engine-program" && budget.bytes.is_some()));
    }
}
