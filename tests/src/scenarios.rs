//! The scenarios in their folder.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

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

/// Calls `check` with the number, the folder and the files of each scenario, on all processors.
pub fn for_each_scenario(check: impl Fn(usize, &Path, &[TestFile]) + Sync) {
    let all = scenarios();
    let next = AtomicUsize::new(0);
    let work = || {
        while let at = next.fetch_add(1, Ordering::Relaxed)
            && let Some((folder, files)) = all.get(at)
        {
            check(at, folder, files);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
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
