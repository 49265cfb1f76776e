//! `cargo xtask bench`, the search of the page: its index, and a key stroke.

use std::process::Command;

use crate::bench_build::{Measured, measure};
use crate::run::{TaskResult, heading, on_path, root};
use crate::{browser, page};

/// Measures, and returns the figures as text.
pub(crate) fn run() -> TaskResult<String> {
    heading("The search of the page");
    let page = page::build()?;
    let node = on_path("node").ok_or("Node is missing: install Node 20.")?;
    let mut search = Command::new(node);
    search.arg(root().join("bench").join("search.mjs")).arg(page).arg(browser::CHROMIUM.find()?);
    Ok(text_of(&measure(search.current_dir(root()))?))
}

fn text_of(measured: &Measured) -> String {
    let get = |name: &str| measured.get(name).copied().unwrap_or(f64::NAN);
    let mut text = format!("\nThe search of the page, {:.0} key strokes\n", get("keys"));
    let mut row = |what: &str, figure: String| text += &format!("  {what:<58} {figure}\n");
    row(
        "its index, with the last part of the knowledge",
        format!("{:.0} ms at most (aim 100)", get("index-ms")),
    );
    row("a key stroke until its hits are on the page", format!("{:.1} ms (aim 5)", get("key-median-ms")));
    row("  95 of 100 take at most", format!("{:.1} ms", get("key-95-ms")));
    row("  the longest", format!("{:.1} ms", get("key-longest-ms")));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_printed() {
        let measured = [("keys", 9.0), ("index-ms", 40.4), ("key-median-ms", 2.0), ("key-95-ms", 3.0)];
        let mut measured: Measured = measured.map(|(name, figure)| (name.to_owned(), figure)).into();
        measured.insert("key-longest-ms".to_owned(), 7.5);
        let text = text_of(&measured);
        assert!(
            text.contains("40 ms at most") && text.contains("2.0 ms (aim 5)") && !text.contains("NaN"),
            "{text}"
        );
    }
}
