//! embed.js, which other sites link: it keeps its name, and the build does not change it.

use std::fs;
use std::path::Path;

use crate::built::{sha384, write};
use crate::run::{TaskResult, root};

/// Its name in the folder of the page.
pub(crate) const FILE: &str = "embed.js";

/// Copies it beside the page.
pub(crate) fn copy(dist: &Path) -> TaskResult {
    write(&dist.join(FILE), &read(&root().join("web"))?)
}

/// Its size, and the integrity that a site can name to load exactly this version.
pub(crate) fn about(dist: &Path) -> TaskResult<String> {
    let script = read(dist)?;
    Ok(format!("{FILE} has {} bytes.\n  Its integrity: {}\n", script.len(), sha384(&script)))
}

fn read(folder: &Path) -> TaskResult<Vec<u8>> {
    let path = folder.join(FILE);
    fs::read(&path).map_err(|e| format!("{} cannot be read: {e}.", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built::test_folder;

    /// What it may weigh as it is, because most servers send it so.
    const MOST: usize = 10_000;

    #[test]
    fn it_is_copied_as_it_is_and_is_small() {
        let dist = test_folder("embed");
        copy(&dist).unwrap();
        let script = fs::read(dist.join(FILE)).unwrap();
        assert_eq!(script, fs::read(root().join("web").join(FILE)).unwrap());
        assert!(script.len() <= MOST, "{} bytes", script.len());
        assert!(about(&dist).unwrap().contains(&sha384(&script)));
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_missing_file_is_named() {
        let dist = test_folder("no-embed");
        assert!(about(&dist).unwrap_err().contains("embed.js cannot be read"));
        fs::remove_dir_all(dist).unwrap();
    }
}
