//! The paths that were named, in an order that does not depend on that of the arguments, and the folder that each is
//! shown in.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// A path that was named.
pub(crate) struct NamedPath {
    /// The path, as it was given.
    pub(crate) place: PathBuf,
    /// Of a folder its name, of a file the folder it is shown in: empty if all files are in one folder.
    pub(crate) folder: String,
}

/// Each path once, in the order of where they are.
///
/// A folder is called by its own name, and files of one folder have none. Folders of which two have the same name, such as
/// the `Logs` of two machines, and files of several folders, which may be several machines, are called by their paths from
/// the folder on that holds all of them.
pub(crate) fn named(paths: &[PathBuf]) -> Vec<NamedPath> {
    let place = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
    let mut all: Vec<(PathBuf, &PathBuf)> = paths.iter().map(|path| (place(path), path)).collect();
    all.sort();
    all.dedup_by(|a, b| a.0 == b.0);
    let all = all.into_iter().map(|(place, path)| (parts(&place), path));
    let (folders, files): (Vec<_>, Vec<_>) = all.partition(|(_, path)| path.is_dir());
    let mut names = BTreeSet::new();
    let name = |parts: &[String]| parts.last().map(|name| name.to_lowercase());
    let has_twice = folders.iter().any(|(parts, _)| !names.insert(name(parts)));
    let parent = |parts: &[String]| parts.split_last().map(|(_, parent)| parent.to_vec());
    let are_apart = files.windows(2).any(|pair| match pair {
        [(one, _), (other, _)] => parent(one) != parent(other),
        _ => false,
    });
    let folders =
        from_common(&folders, has_twice).into_iter().zip(folders).map(|(folder, (_, path))| (folder, path));
    let files = from_common(&files, are_apart).into_iter().zip(files).map(|(mut folder, (_, path))| {
        folder.pop();
        (folder, path)
    });
    folders
        .chain(files)
        .map(|(folder, path)| NamedPath { place: path.clone(), folder: folder.join("/") })
        .collect()
}

/// Each path from the folder on that holds all of them, or else their names.
fn from_common(paths: &[(Vec<String>, &PathBuf)], whole: bool) -> Vec<Vec<String>> {
    let common = |parts: &[String]| {
        let holds =
            |length: &usize| paths.iter().all(|(other, _)| other.get(..*length) == parts.get(..*length));
        (0..parts.len()).take_while(holds).last().unwrap_or(0)
    };
    let from = |parts: &[String]| if whole { common(parts) } else { parts.len().saturating_sub(1) };
    paths.iter().map(|(parts, _)| parts.get(from(parts)..).unwrap_or_default().to_vec()).collect()
}

/// The names on the way to a path.
fn parts(place: &Path) -> Vec<String> {
    let name = |part: Component<'_>| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    };
    place.components().filter_map(name).collect()
}
