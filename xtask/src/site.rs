//! The knowledge as files beside the page: HTML pages that need no JavaScript, their Markdown twins, JSON and CSV.
//! `crates/site` writes them into kb/.

use std::fs;
use std::path::{Path, PathBuf};

use crate::compress::{self, files_in};
use crate::run::{TaskResult, cargo, heading, must, root};

/// The folder of the files, in that of the page.
pub(crate) const FOLDER: &str = "kb";
/// What is written beside that folder if the URL of the page is known.
const BESIDE: [&str; 2] = ["sitemap.xml", "robots.txt"];
/// What readers share or fetch as a whole: only these files are also there compressed. Pages are small, and thousands of
/// further files would make the folder slow to copy.
const COMPRESSED: [&str; 5] = ["index.html", "codes.html", "style.css", "kb.json", "kb.csv"];
/// How many of the pages are weighed to find the largest one after brotli: those with most bytes before it.
const WEIGHED: usize = 16;

/// Writes the files, unless they are as the last run left them. `sources` are those of the page. Without a URL, that of
/// the last run is used.
pub(crate) fn write(dist: &Path, sources: &str, url: Option<&str>) -> TaskResult {
    let stamp = root().join("target").join("site.stamp");
    let known = fs::read_to_string(&stamp).unwrap_or_default();
    let last = known.lines().next().filter(|url| !url.is_empty());
    let url = url.or(last);
    let state = || {
        Some(format!(
            "{}\n{sources} {:?}\n",
            url.unwrap_or_default(),
            total(&files_in(&dist.join(FOLDER)).ok()?)
        ))
    };
    if state().is_some_and(|state| state == known) {
        return Ok(());
    }
    heading("Writing the knowledge as files into dist/kb/");
    for name in BESIDE {
        // What is not there need not be removed.
        fs::remove_file(dist.join(name)).ok();
    }
    let mut site = cargo();
    site.args(["run", "--quiet", "--package", "site", "--"]).arg(dist).args(url);
    must(&mut site, "The knowledge was not written as files: see the message above, fix it and try again.")?;
    let paths: Vec<PathBuf> = COMPRESSED.iter().map(|name| dist.join(FOLDER).join(name)).collect();
    compress::these(dist, &paths)?;
    fs::write(&stamp, state().unwrap_or_default()).ok();
    Ok(())
}

/// Whether a path is one of these files: they are no part of the page itself.
pub(crate) fn has(path: &Path) -> bool {
    let dist = root().join("dist");
    path.strip_prefix(&dist)
        .is_ok_and(|inside| inside.starts_with(FOLDER) || BESIDE.iter().any(|name| inside == Path::new(name)))
}

/// How many files these are, and how many bytes.
pub(crate) fn total(paths: &[PathBuf]) -> (usize, u64) {
    (paths.len(), paths.iter().filter_map(|path| fs::metadata(path).ok()).map(|file| file.len()).sum())
}

/// The page of a code that is largest after brotli: its path, its bytes, and those after brotli; none without Node.
pub(crate) fn largest_code(paths: &[PathBuf]) -> Option<(PathBuf, u64, u64)> {
    let is_code = |path: &&PathBuf| {
        path.extension().is_some_and(|end| end == "html")
            && path.parent().is_some_and(|folder| folder.ends_with("code"))
    };
    let mut pages: Vec<(u64, &PathBuf)> = paths
        .iter()
        .filter(is_code)
        .filter_map(|path| Some((fs::metadata(path).ok()?.len(), path)))
        .collect();
    pages.sort();
    let largest = pages.split_off(pages.len().saturating_sub(WEIGHED));
    let weights = compress::weigh(largest.iter().map(|(_, path)| path.as_path()))?;
    let weighed = largest.into_iter().zip(weights).map(|((raw, path), brotli)| (path.clone(), raw, brotli));
    weighed.max_by_key(|(_, _, brotli)| *brotli)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built::{test_folder, write};
    use crate::run::on_path;

    #[test]
    fn the_files_are_no_part_of_the_page() {
        let dist = root().join("dist");
        assert!(
            has(&dist.join("kb"))
                && has(&dist.join("kb/code/0x80244010.html"))
                && has(&dist.join("robots.txt"))
        );
        assert!(!has(&dist.join("index.html")) && !has(&root().join("crates/site/kb")) && !has(&dist));
    }

    #[test]
    fn the_largest_page_of_a_code_is_found() {
        let dist = test_folder("site");
        let noise: String = (0..2_000).map(|at: u32| char::from(b'a' + (at * at % 23) as u8)).collect();
        for (name, content) in
            [("code/a.html", "x"), ("code/b.html", &noise), ("code/b.md", "xx"), ("log/c.html", "xxx")]
        {
            write(&dist.join(name), content.as_bytes()).unwrap();
        }
        let paths = files_in(&dist).unwrap();
        assert_eq!(total(&paths), (4, 2_006));
        if on_path("node").is_some() {
            let (path, raw, brotli) = largest_code(&paths).unwrap();
            assert!(
                path.ends_with("code/b.html") && raw == 2_000 && brotli < 2_000,
                "{path:?} {raw} {brotli}"
            );
        }
        fs::remove_dir_all(dist).unwrap();
    }
}
