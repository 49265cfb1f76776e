//! `cargo xtask check --all`: the second tier, everything that takes longer than `.ci/run` is allowed to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::built::sha384;
use crate::compress::files_in;
use crate::run::{TaskResult, cargo, heading, must, root};
use crate::{bench, dist, fuzz, test};

/// A check: its name, what runs it, and whether it is part of `--quick`.
type Check = (&'static str, fn(bool) -> TaskResult, bool);

const CHECKS: [Check; 9] = [
    ("the documentation builds without warnings", |_| documentation(), true),
    ("damaged logs", damaged_logs, true),
    ("further tests in Chromium", |_| test::run(&["--only".to_owned(), "further".to_owned()]), false),
    ("the page as one file, and offline", |_| test::run(&["--only".to_owned(), "forms".to_owned()]), false),
    ("all Firefox tests", |_| test::run(&["--only".to_owned(), "firefox".to_owned()]), false),
    ("pictures of the log viewer", |_| test::run(&["--only".to_owned(), "pictures".to_owned()]), false),
    ("two clean builds of the page are identical", |_| identical_builds(), false),
    ("fuzzing, a minute for each target", |_| fuzz::run(&[]), false),
    ("the benchmarks, with logs of 40 MB", |_| bench::run(&["--mb".to_owned(), "40".to_owned()]), false),
];

/// Runs the checks, also after one failed; lists them with their times at the end.
pub(crate) fn run(arguments: &[String]) -> TaskResult {
    let is_quick = match arguments {
        [all] if all == "--all" => false,
        [quick] if quick == "--quick" => true,
        _ => {
            return Err("`cargo xtask check` takes `--all`, for the second tier of checks, or `--quick`, for a brief run \
                        of those that have one; `.ci/run` runs the first tier."
                .to_owned());
        }
    };
    let mut lines = String::new();
    let mut failed = 0;
    for (name, check, has_quick) in CHECKS {
        if is_quick && !has_quick {
            continue;
        }
        heading(&format!("check: {name}"));
        let start = Instant::now();
        let outcome = check(is_quick);
        let seconds = start.elapsed().as_secs();
        match outcome {
            Ok(()) => lines += &format!("  passed in {seconds:>5} s  {name}\n"),
            Err(sentence) => {
                failed += 1;
                lines += &format!("  FAILED in {seconds:>5} s  {name}: {sentence}\n");
            }
        }
    }
    println!("\n== The second tier\n{lines}");
    match failed {
        0 => Ok(()),
        _ => Err(format!("Checks that failed: {failed}. See the list above.")),
    }
}

/// Reads logs that are damaged in many ways; in a brief run fewer, with the programs that the tests built.
fn damaged_logs(is_quick: bool) -> TaskResult {
    let (ways, profile) = if is_quick { ("1", "dev") } else { ("80", "release") };
    let mut mutations = cargo();
    mutations.env("WUSCOPE_DAMAGE", ways);
    mutations.args(["test", "--profile", profile, "--package", "tests", "--test", "mutations"]);
    must(&mut mutations, "A damaged log breaks something: see the output above.")
}

/// Builds the page twice from nothing, and compares every file.
fn identical_builds() -> TaskResult {
    let mut builds = Vec::new();
    for _ in 0..2 {
        for built in ["page", "engine", "wasm32-unknown-unknown", "dist.stamp"] {
            // What is not there need not be removed.
            let path = root().join("target").join(built);
            fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path)).ok();
        }
        dist::run(&[])?;
        builds.push(hashes(&root().join("dist"))?);
    }
    let [first, second] = &builds[..] else { return Ok(()) };
    let differs = |path: &&PathBuf| first.get(*path) != second.get(*path);
    match first.keys().chain(second.keys()).find(differs) {
        Some(path) => Err(format!(
            "{} differs between two clean builds: find what is not deterministic.",
            path.display()
        )),
        None => Ok(()),
    }
}

/// The hashes of all files in a folder.
fn hashes(folder: &Path) -> TaskResult<BTreeMap<PathBuf, String>> {
    let hash = |path: PathBuf| {
        let content = fs::read(&path).map_err(|e| format!("{} cannot be read: {e}.", path.display()))?;
        Ok((path, sha384(&content)))
    };
    files_in(folder)?.into_iter().map(hash).collect()
}

fn documentation() -> TaskResult {
    let mut doc = cargo();
    // These are documents for contributors, private items included.
    doc.env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private_intra_doc_links").args([
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
        "--locked",
    ]);
    must(&mut doc, "rustdoc has warnings: see them above.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_but_all_or_quick_is_refused() {
        for line in [&[][..], &["--some".to_owned()], &["--all".to_owned(), "--quick".to_owned()]] {
            assert!(run(line).is_err_and(|sentence| sentence.contains("--all")));
        }
    }

    #[test]
    fn files_are_compared_by_content() {
        let folder = std::env::temp_dir().join(format!("wuscope-check-{}", std::process::id()));
        fs::create_dir_all(folder.join("inner")).unwrap();
        let read = || hashes(&folder).unwrap();
        fs::write(folder.join("inner").join("a"), "1").unwrap();
        let before = read();
        fs::write(folder.join("inner").join("a"), "2").unwrap();
        assert!(before.len() == 1 && before != read());
        fs::remove_dir_all(folder).unwrap();
    }
}
