//! All files, as they are written: what readers without JavaScript, search engines and link checkers rely on.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::markup::{Token, attribute, is_void, name, tokens};
use crate::{checked, write};

const URL: &str = "https://tools.example.com/wuscope/";

/// The files, by their names below the folder of the page.
fn site() -> &'static BTreeMap<String, String> {
    static SITE: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    SITE.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("wuscope-site-{}", std::process::id()));
        write(&folder, Some(URL)).unwrap();
        let mut files = BTreeMap::new();
        let mut folders = vec![folder.clone()];
        while let Some(inside) = folders.pop() {
            for entry in fs::read_dir(inside).unwrap() {
                let path: PathBuf = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
                    files.insert(name, fs::read_to_string(path).unwrap());
                }
            }
        }
        fs::remove_dir_all(folder).unwrap();
        files
    })
}

/// The pages: their names, and their content.
fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_page = |(name, _): &(&String, &String)| name.ends_with(".html");
    site().iter().filter(is_page).map(|(name, text)| (name.as_str(), text.as_str()))
}

/// The tags that begin elements.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    tokens(page).filter_map(|token| if let Token::Open(tag) = token { Some(tag) } else { None })
}

/// The file that a link of a file leads to, and its anchor; none for another server.
fn target(from: &str, link: &str) -> Option<(String, String)> {
    if link.contains("://") {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {link}"),
            part => parts.push(part),
        }
    }
    Some((if path.is_empty() { from.to_owned() } else { parts.join("/") }, anchor.to_owned()))
}

#[test]
fn every_page_has_one_title_one_heading_and_a_description() {
    assert!(pages().count() > 1_300);
    for (page, text) in pages() {
        let count = |of: &str| tags(text).filter(|tag| name(tag) == of).count();
        assert_eq!((count("h1"), count("title"), count("main")), (1, 1, 1), "{page}");
        let description = tags(text).find(|tag| attribute(tag, "name") == Some("description"));
        assert!(
            description.and_then(|tag| attribute(tag, "content")).is_some_and(|text| text.len() > 20),
            "{page}"
        );
        let canonical = tags(text).find(|tag| attribute(tag, "rel") == Some("canonical"));
        assert_eq!(canonical.and_then(|tag| attribute(tag, "href")), Some(format!("{URL}{page}").as_str()));
    }
}

#[test]
fn no_page_needs_a_script() {
    for (page, text) in pages() {
        for tag in tags(text) {
            let is_inert = !matches!(
                name(tag),
                "script" | "button" | "input" | "textarea" | "form" | "iframe" | "object" | "embed" | "base"
            );
            let handles = tag.split('"').step_by(2).any(|names| names.contains(" on"));
            assert!(is_inert && !handles && !tag.contains("\"javascript:"), "{page}: {tag}");
        }
    }
}

#[test]
fn elements_are_closed_in_order() {
    for (page, text) in pages() {
        let mut open = Vec::new();
        for token in tokens(text) {
            match token {
                Token::Open(tag) if !is_void(name(tag)) && !tag.starts_with("<!") => open.push(name(tag)),
                Token::Close(tag) => assert_eq!(open.pop(), Some(name(tag)), "{page}: {tag}"),
                _ => {}
            }
        }
        assert_eq!(open, [""; 0], "{page}");
    }
}

#[test]
fn ids_are_unique() {
    for (page, text) in pages() {
        let mut ids = BTreeSet::new();
        for id in tags(text).filter_map(|tag| attribute(tag, "id")) {
            assert!(!id.is_empty() && ids.insert(id), "{page}: {id}");
        }
    }
}

#[test]
fn every_link_leads_to_a_file_and_its_anchor() {
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages()
        .map(|(page, text)| (page, tags(text).filter_map(|tag| attribute(tag, "id")).collect()))
        .collect();
    for (page, text) in pages() {
        for href in tags(text).filter_map(|tag| attribute(tag, "href").or(attribute(tag, "src"))) {
            assert!(!href.is_empty() && !href.starts_with("http://"), "{page}: {href:?}");
            match target(page, href) {
                // The program, and its icon.
                Some((file, _)) if file == "index.html" || file == "public/icon.svg" => {}
                Some((file, anchor)) => {
                    assert!(site().contains_key(&file), "{page}: {href}");
                    let is_there =
                        anchor.is_empty() || ids.get(file.as_str()).is_some_and(|ids| ids.contains(&*anchor));
                    assert!(is_there, "{page}: {href}");
                }
                None => assert!(href.starts_with("https://"), "{page}: {href}"),
            }
        }
    }
}

#[test]
fn every_link_of_a_twin_leads_to_a_file() {
    for (twin, text) in site().iter().filter(|(name, _)| name.ends_with(".md")) {
        let prose = text.split("\n```").step_by(2);
        for link in
            prose.flat_map(|part| part.split("](").skip(1)).filter_map(|rest| rest.split([')', '>']).next())
        {
            match target(twin, link.trim_start_matches('<')) {
                Some((file, _)) => {
                    assert!(file == "index.html" || site().contains_key(&file), "{twin}: {link}");
                }
                None => assert!(link.trim_start_matches('<').starts_with("https://"), "{twin}: {link}"),
            }
        }
    }
}

#[test]
fn every_page_has_a_twin_and_is_in_the_sitemap() {
    let sitemap = &site()["sitemap.xml"];
    for (page, _) in pages() {
        assert!(site().contains_key(&page.replace(".html", ".md")), "{page}");
        assert!(sitemap.contains(&format!("<loc>{URL}{page}</loc>")), "{page}");
    }
    assert_eq!(sitemap.matches("<loc>").count(), pages().count());
    assert!(site()["robots.txt"].ends_with(&format!("Sitemap: {URL}sitemap.xml\n")));
}

#[test]
fn every_code_with_a_cause_shows_its_causes() {
    let codes = crate::place::codes_with_causes();
    assert!(codes.len() > 300);
    for value in codes {
        let text = &site()[&format!("kb/code/{}.html", knowledge::spell(value))];
        for cause in knowledge::causes_of_code(value) {
            assert!(text.contains(&format!("id=\"cause-{}\"", cause.id)), "{value:08X}: {}", cause.id);
        }
        assert!(site()["kb/codes.html"].contains(&knowledge::spell(value)), "{value:08X}");
        assert!(site()["kb/kb.csv"].contains(&format!("\r\n{},", knowledge::spell(value))), "{value:08X}");
    }
}

#[test]
fn values_to_fill_in_stay_in_commands() {
    let text = &site()["kb/cause/proxy-sign-in.html"];
    assert!(text.contains("<var>&lt;WSUS server&gt;</var>"), "{text}");
    for (page, text) in pages() {
        assert!(!text.contains("class=\"fill\""), "{page}");
    }
}

#[test]
fn a_url_is_a_folder_of_a_server() {
    assert_eq!(checked("https://tools.example.com/wuscope").as_deref(), Ok(URL));
    assert_eq!(checked(URL).as_deref(), Ok(URL));
    for url in
        ["tools.example.com", "https://", "https:///a", "https://a/?b", "https://a/\"><script>", "file:///a"]
    {
        assert!(checked(url).is_err_and(|sentence| sentence.contains("is no URL of the page")), "{url}");
    }
}
