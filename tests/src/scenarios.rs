//! The scenarios in their folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::notation::{TestFile, read_scenario};

/// Each scenario's folder and its files, in the order of their names.
pub fn scenarios() -> Vec<(PathBuf, Vec<TestFile>)> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(path.join("logs.txt"));
        let text = text.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path, read_scenario(&text))
    };
    folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")).into_iter().map(read).collect()
}

/// The folder of real logs, which are not part of the project: the variable `WUSCOPE_SAMPLES` names it.
pub fn samples_folder() -> PathBuf {
    let folder = std::env::var_os("WUSCOPE_SAMPLES").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| panic!("set WUSCOPE_SAMPLES to the folder of real logs"));
    assert!(folder.join("windowsupdate").is_dir(), "{} is not the folder of real logs", folder.display());
    folder
}

/// What is in a folder, in the order of the names; nothing if there is no such folder.
pub fn folder(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}
