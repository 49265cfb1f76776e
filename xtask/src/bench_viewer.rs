//! `cargo xtask bench`, the log viewer: a log of ten million entries is read, scrolled, searched and filtered.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bench_build::{Build, Measured, folder, measure};
use crate::run::{TaskResult, heading, node, root};
use crate::{browser, page, test};

/// How many entries the log has, of 102 bytes each, and how many seconds it is scrolled; in a brief run fewer.
const ENTRIES: (u64, u64) = (10_000_000, 100_000);
const SECONDS: (u64, u64) = (60, 5);

/// Generates the log, measures, and returns the figures as text.
pub(crate) fn run(build: Build) -> TaskResult<String> {
    let of = |(usual, brief): (u64, u64)| if build.is_quick { brief } else { usual };
    let (entries, seconds) = (of(ENTRIES), of(SECONDS));
    heading(&format!("The log viewer, with a log of {entries} entries"));
    test::packages("e2e")?;
    let page = page::build()?;
    let log = generated(entries)?;
    let mut viewer = Command::new(node()?);
    viewer.arg(root().join("bench").join("viewer.mjs")).arg(page).arg(browser::CHROMIUM.find()?);
    Ok(text_of(&measure(viewer.arg(log).arg(seconds.to_string()).current_dir(root()))?))
}

/// A log of this number of entries, kept for the next time.
fn generated(entries: u64) -> TaskResult<PathBuf> {
    let place = folder().join(format!("viewer-{entries}.log"));
    if !place.is_file() {
        // Written beside, so that an interrupted run leaves no half a log.
        let part = place.with_extension("part");
        write(&part, entries)
            .and_then(|()| std::fs::rename(&part, &place))
            .map_err(|e| format!("{} cannot be written: {e}.", place.display()))?;
    }
    Ok(place)
}

/// An entry for each millisecond of a day; every thousandth is rare.
fn write(place: &Path, entries: u64) -> std::io::Result<()> {
    std::fs::create_dir_all(folder())?;
    let mut log = BufWriter::new(File::create(place)?);
    let components = ["Agent", "Handler", "DownloadManager", "Misc"];
    for (entry, component) in (0..entries).zip(components.into_iter().cycle()) {
        let second = entry / 1000;
        let (hour, minute, second, millis) = (second / 3600, second / 60 % 60, second % 60, entry % 1000);
        let word = if entry % 1000 == 500 { "rare" } else { "usual" };
        let thread = 1000 + entry % 7;
        write!(
            log,
            "2026/11/12 {hour:02}:{minute:02}:{second:02}.{millis:03}0000 1020  {thread:<5} {component:<16}\
             {word} entry {entry:010} of the service, quiet\r\n"
        )?;
    }
    log.flush()
}

fn text_of(measured: &Measured) -> String {
    let get = |name: &str| measured.get(name).copied().unwrap_or(f64::NAN);
    let mut text = format!("\nThe log viewer, {:.0} entries\n", get("entries"));
    let mut row = |what: &str, figure: String| text += &format!("  {what:<58} {figure}\n");
    row("first rows on the screen after the drop", format!("{:.0} ms", get("first-rows-ms")));
    row("all rows, while the report reads the log too", format!("{:.0} ms", get("indexed-ms")));
    for what in ["reading", "scrolling", "searching", "filtering"] {
        let of = |figure: &str| get(&format!("{what}-{figure}"));
        row(
            &format!("longest task of the page's thread over 50 ms, {what}"),
            format!("{:.0} ms of {:.0} (aim 0)", of("longest-task-ms"), of("long-tasks")),
        );
    }
    row(
        &format!("gaps over 50 ms among {:.0} frames, from end to end", get("frames")),
        format!("{:.0}, the longest {:.0} ms (aim 0)", get("gaps"), get("longest-gap-ms")),
    );
    row("a search of all entries", format!("{:.0} ms, {:.0} hits", get("search-ms"), get("hits")));
    row(
        &format!("  beside reading the same blocks: {:.0} ms", get("plain-reading-ms")),
        format!("{:.1} times (aim 1.3)", get("search-ms") / get("plain-reading-ms")),
    );
    row("a filter, until its first rows are on the screen", format!("{:.0} ms (aim 100)", get("filter-ms")));
    row(
        "memory of page and workers beside the file",
        format!("{:.0} MB more than before (aim 300)", get("renderer-most-MB") - get("renderer-before-MB")),
    );
    row("  before the drop", format!("{:.0} MB", get("renderer-before-MB")));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_beside_their_aims() {
        let measured = [("search-ms", 260.0), ("plain-reading-ms", 200.0), ("filter-ms", 70.0)];
        let memory = [("renderer-most-MB", 500.0), ("renderer-before-MB", 210.0)];
        let measured = measured.into_iter().chain(memory).map(|(name, figure)| (name.to_owned(), figure));
        let text = text_of(&measured.collect());
        for figure in ["1.3 times (aim 1.3)", "70 ms (aim 100)", "290 MB more"] {
            assert!(text.contains(figure), "{figure} in {text}");
        }
    }

    #[test]
    fn an_entry_has_102_bytes() {
        let place = std::env::temp_dir().join(format!("wuscope-viewer-{}.log", std::process::id()));
        write(&place, 2_000).unwrap();
        let log = std::fs::read_to_string(&place).unwrap();
        std::fs::remove_file(&place).unwrap();
        assert_eq!(log.matches("rare").count(), 2);
        assert!(log.lines().all(|line| (99..=100).contains(&line.len())), "{:?}", log.lines().next());
    }
}
