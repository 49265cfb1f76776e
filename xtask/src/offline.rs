//! The service worker of the page, web/sw.js, with the list of the files that it keeps.

use std::path::Path;

use crate::built::{attribute, cut, sha384, write};
use crate::lean::{APP, plain};
use crate::parts::Part;
use crate::run::TaskResult;

/// The name of the script. It has no hash: the browser requests it to find a new version.
pub(crate) const FILE: &str = "sw.js";

const SCRIPT: &str = include_str!("../../web/sw.js");

/// Writes the service worker for this page.
pub(crate) fn write_worker(dist: &Path, page: &str, parts: &[Part]) -> TaskResult {
    write(&dist.join(FILE), worker(page, parts)?.as_bytes())
}

/// The service worker for this page.
fn worker(page: &str, parts: &[Part]) -> TaskResult<String> {
    let files = format!("[\"{}\"]", files(page, parts)?.join("\", \""));
    let integrity = sha384(page.as_bytes());
    let build = sha384(format!("{integrity}{files}").as_bytes());
    let mut script = plain(SCRIPT, &[("//", "\n")]);
    for (name, empty, value) in [
        ("BUILD", "\"\"", &format!("\"{}\"", &build[7..23])),
        ("PAGE", "\"\"", &format!("\"{integrity}\"")),
        ("FILES", "[]", &files),
    ] {
        let line = format!("const {name} = {empty};");
        let (before, after) = script
            .split_once(&line)
            .ok_or_else(|| format!("web/sw.js has no line `{line}`: adapt xtask/src/offline.rs to it."))?;
        script = format!("{before}const {name} = {value};{after}");
    }
    Ok(script)
}

/// The files that the page needs: its two scripts, and its parts. Parts that the bundle contains are not among them: a
/// page that is loaded from the copy takes them from the bundle.
fn files(page: &str, parts: &[Part]) -> TaskResult<Vec<String>> {
    let mut tags = vec![("<script src=".to_owned(), "src"), (APP.to_owned(), "data-js")];
    for part in parts.iter().filter(|part| !part.is_in_rest()) {
        tags.push((format!("<link data-part=\"{}\"", part.name), "href"));
    }
    let name = |(tag, name): &(String, &str)| {
        let (_, tag, _) = cut(page, tag)?;
        let file = attribute(tag, name).ok_or_else(|| format!("`{tag}` lacks {name}."))?;
        Ok(file.trim_start_matches("./").to_owned())
    };
    tags.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::single;

    fn parts() -> Vec<Part> {
        ["page", "knowledge-0", "knowledge-1", "rest"]
            .map(|name| Part::new(name, name.as_bytes()).unwrap())
            .into()
    }

    fn page(link: &str) -> String {
        let links: String = parts()
            .iter()
            .map(|part| format!("<link data-part=\"{0}\" {link}=\"parts/{0}-1.bin\">\n", part.name))
            .collect();
        single::PAGE.replace("<meta name=\"parts\">", &links)
    }

    #[test]
    fn the_files_are_the_scripts_and_the_parts_but_those_of_the_bundle() {
        let script = worker(&page("href"), &parts()).unwrap();
        let files = "const FILES = [\"boot-1.js\", \"page-1.js\", \"parts/page-1.bin\", \
                     \"parts/knowledge-0-1.bin\", \"parts/rest-1.bin\"];";
        assert!(script.contains(files), "{script}");
    }

    #[test]
    fn the_page_is_named_by_its_hash_and_another_page_is_another_build() {
        let lines = |page: &str| {
            let script = worker(page, &parts()).unwrap();
            let line = |name: &str| script.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
            (line("const PAGE"), line("const BUILD"))
        };
        let (hash, build) = lines(&page("href"));
        assert_eq!(hash, format!("const PAGE = \"{}\";", sha384(page("href").as_bytes())));
        assert_eq!(lines(&page("href")).1, build);
        assert_ne!(lines(&(page("href") + "\n")).1, build);
    }

    #[test]
    fn it_takes_no_message_and_requests_files_in_one_place() {
        let script = worker(&page("href"), &parts()).unwrap();
        for way in ["message", "fetch(", "importScripts", "navigationPreload", "//"] {
            assert!(!script.contains(way), "{way}");
        }
        assert_eq!(script.matches(".addAll(").count(), 1);
    }

    #[test]
    fn a_page_that_names_no_file_is_refused() {
        assert!(worker(&page("id"), &parts()).unwrap_err().contains("lacks href"));
    }
}
