//! `cargo xtask test`: the tests on this machine, as wasm in Node, and of the page in a real browser.

use crate::run::{TaskResult, cargo, heading, must, node, npm, root};
use crate::server::Serving;
use crate::tools::{Tools, geckodriver};
use crate::{browser, page};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

/// A part of the tests: its name for `--only`, what it is, and how it runs with further arguments.
type Suite = (&'static str, &'static str, fn(&[String]) -> TaskResult);

/// The quick ones first: they need no page.
const SUITES: [Suite; 8] = [
    ("native", "unit, property and scenario tests", native),
    ("wasm", "tests of the engine as wasm, in Node", wasm),
    ("exports", "exports, read by the readers that other people use, and drawn in Chromium", exports),
    ("e2e", "tests of the page in Chromium, and the most important ones in Firefox", e2e),
    ("further", "tests of the page in Chromium that repeat others in one more form of the page", further),
    (
        "forms",
        "tests of the page in Chromium, as one file from a disk and without its server after one visit",
        forms,
    ),
    ("firefox", "all tests of the page in Firefox", firefox),
    ("pictures", "the log viewer, compared with pictures of it", pictures),
];

/// The parts that run only on request: `e2e` has the most important tests of them.
const ON_REQUEST: [&str; 4] = ["further", "forms", "firefox", "pictures"];

/// Runs all parts that a change must pass, or the requested one; the first failure ends it.
pub(crate) fn run(arguments: &[String]) -> TaskResult {
    let (only, rest) = parse(arguments)?;
    for (name, what, test) in
        SUITES.iter().filter(|part| only.map_or(!ON_REQUEST.contains(&part.0), |only| only == part.0))
    {
        heading(&format!("{name}: {what}"));
        let start = Instant::now();
        test(rest)?;
        println!("\n== {name}: passed in {} s", start.elapsed().as_secs());
    }
    Ok(())
}

fn parse(arguments: &[String]) -> TaskResult<(Option<&str>, &[String])> {
    let usage = "`cargo xtask test` takes `--only native`, `--only wasm`, `--only exports`, `--only e2e`, \
                 `--only further`, `--only forms`, `--only firefox` or `--only pictures`, and after that `-- ARGUMENTS`.";
    let (only, rest) = match arguments {
        [option, name, rest @ ..] if option == "--only" => (Some(name.as_str()), rest),
        rest => (None, rest),
    };
    let known = only.is_none_or(|only| SUITES.iter().any(|part| part.0 == only));
    match (known, rest) {
        (true, []) => Ok((only, rest)),
        (true, [dashes, rest @ ..]) if dashes == "--" && only.is_some() => Ok((only, rest)),
        _ => Err(usage.to_owned()),
    }
}

fn native(rest: &[String]) -> TaskResult {
    must(cargo().args(["test", "--workspace"]).args(rest), "A test failed: its output is above.")
}

fn wasm(rest: &[String]) -> TaskResult {
    let mut test = cargo();
    test.env("PATH", Tools::for_wasm_tests()?.path()?);
    // By name and not by path: Cargo would cut a path at its blanks, and Windows has them in users' names.
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    // The tests are integration tests: the crate itself has none, and as wasm no main to run them with.
    test.args(["test", "--package", "wasm", "--target", "wasm32-unknown-unknown", "--test", "*"]).args(rest);
    must(&mut test, "A test of the engine as wasm failed: its output is above.")
}

fn exports(rest: &[String]) -> TaskResult {
    let chromium = chromium()?;
    let folder = packages("exports")?;
    let mut read = Command::new(node()?);
    read.current_dir(folder).args(rest).arg("readers.js").arg(example("exports")?);
    must(read.env("WUSCOPE_BROWSER", chromium), "A reader found a fault in an export: its output is above.")
}

fn e2e(rest: &[String]) -> TaskResult {
    let chromium = chromium()?;
    playwright(&["chromium", "firefox-smoke"], rest, |test| test.env("WUSCOPE_BROWSER", chromium))
}

fn further(rest: &[String]) -> TaskResult {
    let chromium = chromium()?;
    playwright(&["chromium"], rest, |test| test.env("WUSCOPE_BROWSER", chromium).env("WUSCOPE_FURTHER", "1"))
}

fn forms(rest: &[String]) -> TaskResult {
    let chromium = chromium()?;
    playwright(&["single", "offline"], rest, |test| test.env("WUSCOPE_BROWSER", chromium))
}

fn chromium() -> TaskResult<PathBuf> {
    let chromium = browser::CHROMIUM.find()?;
    println!("   browser: {}", chromium.display());
    Ok(chromium)
}

fn firefox(rest: &[String]) -> TaskResult {
    playwright(&["firefox"], rest, |test| test)
}

fn pictures(rest: &[String]) -> TaskResult {
    let chromium = chromium()?;
    playwright(&["pictures"], rest, |test| test.env("WUSCOPE_BROWSER", chromium))
}

/// Runs the tests of these projects in `tests/e2e/playwright.config.js`.
fn playwright(
    projects: &[&str],
    rest: &[String],
    browser: impl FnOnce(&mut Command) -> &mut Command,
) -> TaskResult {
    let firefox = browser::FIREFOX.find()?;
    println!("   Firefox: {}", firefox.display());
    let mut test = Command::new(node()?);
    let folder = packages("e2e")?;
    let geckodriver = geckodriver()?;
    let serving = Serving::start(&page::build()?, 0)?;
    heading(&format!("Testing the page at {} with Playwright", serving.address));
    test.current_dir(folder).args(["node_modules/@playwright/test/cli.js", "test"]);
    test.args(projects.iter().map(|project| format!("--project={project}"))).args(rest);
    test.env("WUSCOPE_URL", &serving.address).env("WUSCOPE_TRACES", example("traces")?);
    test.env("WUSCOPE_FIREFOX", firefox).env("WUSCOPE_GECKODRIVER", geckodriver);
    must(
        browser(&mut test),
        "A test in the browser failed: its output is above, screenshots are in tests/e2e/results. For a trace of each \
         action, run it again with `-- --trace retain-on-failure`.",
    )
}

/// Runs this example of the package `tests`, which writes files for tests, and returns their folder.
fn example(name: &str) -> TaskResult<PathBuf> {
    let folder = root().join("target").join(name);
    let mut write = cargo();
    write.args(["run", "--quiet", "--package", "tests", "--example", name, "--"]).arg(&folder);
    must(
        &mut write,
        "The files for the tests were not written: see the message above, fix it and try again.",
    )?;
    Ok(folder)
}

/// Fetches the packages that the lock file of this folder of tests names, unless they are there; returns the folder.
pub(crate) fn packages(name: &str) -> TaskResult<PathBuf> {
    let folder = root().join("tests").join(name);
    let lock = fs::read(folder.join("package-lock.json"))
        .map_err(|e| format!("tests/{name}/package-lock.json cannot be read ({e}): check it out again."))?;
    let fetched = folder.join("node_modules").join(".fetched");
    if fs::read(&fetched).is_ok_and(|fetched| fetched == lock) {
        return Ok(folder);
    }
    heading(&format!("Downloading packages into tests/{name}/node_modules"));
    let mut npm = npm().ok_or("npm is missing: install Node 20 or newer, then try again.")?;
    npm.current_dir(&folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").arg("ci");
    must(&mut npm, "npm could not download the packages: see its message above, fix it and try again.")?;
    // Written last, so that a fetch that was interrupted is done again.
    fs::write(&fetched, lock).map_err(|e| format!("{} cannot be written: {e}.", fetched.display()))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(line: &str) -> TaskResult<(Option<String>, usize)> {
        let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        parse(&words).map(|(only, rest)| (only.map(str::to_owned), rest.len()))
    }

    #[test]
    fn one_part_can_be_requested_with_arguments_for_it() {
        assert_eq!(ask(""), Ok((None, 0)));
        assert_eq!(ask("--only e2e"), Ok((Some("e2e".to_owned()), 0)));
        assert_eq!(ask("--only e2e -- -g smoke"), Ok((Some("e2e".to_owned()), 2)));
        for name in ["exports", "further", "forms", "firefox", "pictures"] {
            assert_eq!(ask(&format!("--only {name}")), Ok((Some(name.to_owned()), 0)));
        }
    }

    #[test]
    fn arguments_without_a_part_are_rejected() {
        for line in ["-- smoke", "--only", "--only all", "native", "--only native smoke"] {
            assert!(ask(line).is_err_and(|sentence| sentence.contains("--only e2e")), "{line}");
        }
    }
}
