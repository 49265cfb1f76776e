//! Links of the program, as links between files.

use std::collections::BTreeMap;

use crate::place::Place;

/// The files of all places, by the part of the program's URL from `#` on.
pub(crate) fn files(places: &[Place]) -> BTreeMap<String, String> {
    places.iter().map(|place| (place.hash(), place.file())).collect()
}

/// The link of a file `depth` folders below `kb/`: to another file, or into the program for what has no file.
pub(crate) fn link(hash: &str, depth: usize, files: &BTreeMap<String, String>) -> String {
    let up = "../".repeat(depth);
    match files.get(hash) {
        Some(file) => format!("{up}{file}"),
        None => format!("{up}../index.html{hash}"),
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
    }
}
