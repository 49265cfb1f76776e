//! Links of the program, as links between files.

use std::collections::BTreeMap;

use crate::place::Place;

/// The program, from the folder of the files.
pub(crate) const PROGRAM: &str = "../index.html";

/// The files of all places, by the part of the program's URL from `#` on.
pub(crate) fn files(places: &[Place]) -> BTreeMap<String, String> {
    places.iter().map(|place| (place.hash(), place.file())).collect()
}

/// The link of a file `depth` folders below `kb/`: to another file, or into the program for what has no file.
pub(crate) fn link(hash: &str, depth: usize, files: &BTreeMap<String, String>) -> String {
    let up = "../".repeat(depth);
    match files.get(hash) {
        Some(file) => format!("{up}{file}"),
        None => format!("{up}{PROGRAM}{hash}"),
    }
}

/// The same, to the Markdown twin of a file.
pub(crate) fn twin_link(hash: &str, depth: usize, files: &BTreeMap<String, String>) -> String {
    let link = link(hash, depth, files);
    match link.strip_suffix(".html") {
        Some(twin) if files.contains_key(hash) => format!("{twin}.md"),
        _ => link,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_files_and_else_into_the_program() {
        let files = files(&[Place::List, Place::Cause("proxy-sign-in")]);
        assert_eq!(link("#/cause/proxy-sign-in", 1, &files), "../cause/proxy-sign-in.html");
        assert_eq!(link("#/kb", 2, &files), "../../index.html");
        assert_eq!(link("#/scope", 1, &files), "../../index.html#/scope");
        assert_eq!(twin_link("#/cause/proxy-sign-in", 1, &files), "../cause/proxy-sign-in.md");
        assert_eq!(twin_link("#/scope", 1, &files), "../../index.html#/scope");
    }
}
