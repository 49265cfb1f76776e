//! `cargo xtask bench`, a large folder: small logs dropped on the page, beside the terminal that reads the same folder.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::bench_build::{Build, Measured, folder, measure};
use crate::run::{TaskResult, cargo, heading, must, on_path, output, root};
use crate::{browser, page};

/// As many logs as in the largest folder that users have dropped, and enough to check that the benchmark works.
const LOGS: u32 = 100_000;
const FEW: u32 = 500;

/// Generates the logs, measures, and returns the figures as text.
pub(crate) fn run(build: Build) -> TaskResult<String> {
    let logs = if build.is_quick { FEW } else { LOGS };
    heading(&format!("A folder of {logs} small logs: in the page, then in the terminal"));
    let page = page::build()?;
    let terminal = terminal(build)?;
    let logs = generated(logs)?;
    let node = on_path("node").ok_or("Node is missing: install Node 20.")?;
    let mut dropped = Command::new(node);
    dropped.arg(root().join("bench").join("page.mjs")).arg(page).arg(browser::CHROMIUM.find()?).arg(&logs);
    let mut measured = measure(dropped.current_dir(root()))?;
    let began = Instant::now();
    output(Command::new(terminal).arg("analyze").arg(&logs)).ok_or("The terminal failed over these logs.")?;
    measured.insert("terminal-ms".to_owned(), began.elapsed().as_secs_f64() * 1e3);
    Ok(text_of(&measured))
}

/// The terminal; for a brief run any that was built.
fn terminal(build: Build) -> TaskResult<PathBuf> {
    let (profile, of) = if build.is_quick { ("dev", "debug") } else { ("release", "release") };
    let program = root().join("target").join(of).join(format!("wuscope{}", std::env::consts::EXE_SUFFIX));
    if build.is_quick && program.is_file() {
        return Ok(program);
    }
    must(
        cargo().args(["build", "--package", "cli", "--profile", profile]),
        "The terminal did not build: see the message above.",
    )?;
    Ok(program)
}

/// A folder of logs of 150 bytes, kept for the next time.
fn generated(logs: u32) -> TaskResult<PathBuf> {
    let place = folder().join(format!("logs-{logs}"));
    if !place.is_dir() {
        // Written beside, so that an interrupted run leaves no half a folder.
        let part = place.with_extension("part");
        write(&part, logs)
            .and_then(|()| std::fs::rename(&part, &place))
            .map_err(|e| format!("{} cannot be written: {e}.", place.display()))?;
    }
    Ok(place)
}

fn write(folder: &Path, logs: u32) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for number in 0..logs {
        let (hour, minute, second) = (number / 3600 % 24, number / 60 % 60, number % 60);
        let line = format!(
            "<![LOG[Job {number:011} ended]LOG]!><time=\"{hour:02}:{minute:02}:{second:02}.000+000\" \
             date=\"03-02-2026\" component=\"WUAHandler\" context=\"\" type=\"1\" thread=\"1\" file=\"\">\n"
        );
        std::fs::write(folder.join(format!("{number:06}.log")), line)?;
    }
    Ok(())
}

fn text_of(measured: &Measured) -> String {
    let get = |name: &str| measured.get(name).copied().unwrap_or(f64::NAN);
    let mut text = "\nA folder of small logs\n".to_owned();
    let mut row = |what: &str, figure: String| text += &format!("  {what:<58} {figure}\n");
    row("dropped on the page, to its last report", format!("{:.0} ms", get("ms")));
    row(
        &format!("  beside the terminal: {:.0} ms", get("terminal-ms")),
        format!("{:.1} times (aim 20)", get("ms") / get("terminal-ms")),
    );
    row("memory of page and worker", format!("{:.0} MB (aim 600)", get("renderer-most-MB")));
    row("  before the drop", format!("{:.0} MB", get("renderer-before-MB")));
    row("longest task of the page's thread over 50 ms", format!("{:.0} ms (aim 0)", get("longest-task-ms")));
    row("  how many there were", format!("{:.0}", get("long-tasks")));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_ratios() {
        let measured = [("ms", 300.0), ("terminal-ms", 20.0), ("renderer-most-MB", 500.0)];
        let text = text_of(&measured.map(|(name, figure)| (name.to_owned(), figure)).into());
        assert!(text.contains("15.0 times (aim 20)") && text.contains("500 MB (aim 600)"), "{text}");
    }
}
