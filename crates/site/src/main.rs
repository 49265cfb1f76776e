//! Writes the knowledge base as files: `site FOLDER_OF_THE_PAGE [URL_OF_THE_PAGE]`.
//!
//! The pages are those of the program, rendered by the same views. Search engines, `curl` and readers without
//! JavaScript see them in full, and each leads to its page in the program. Beside each page is its Markdown twin, and
//! beside all of them the knowledge as JSON and CSV.
#![forbid(unsafe_code)]

mod address;
mod codes;
mod data;
mod document;
mod facts;
mod markdown;
mod markup;
mod place;
mod sitemap;
mod table;
#[cfg(test)]
mod tests;
mod twin;

use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

use address::{files, link, twin_link};
use document::Document;
use place::Place;

/// The folder of the files, beside the page.
const FOLDER: &str = "kb";

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for a terminal")]
fn main() {
    let mut arguments = env::args().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        eprintln!("usage: site FOLDER_OF_THE_PAGE [URL_OF_THE_PAGE]");
        process::exit(2);
    };
    let url = match arguments.next().map(|url| checked(&url)).transpose() {
        Ok(url) => url,
        Err(sentence) => {
            eprintln!("{sentence}");
            process::exit(2);
        }
    };
    match write(&folder, url.as_deref()) {
        Ok(count) => println!("   {count} pages in {}", folder.join(FOLDER).display()),
        Err(error) => {
            eprintln!("The pages cannot be written: {error}.");
            process::exit(1);
        }
    }
}

/// The URL of the page, with a slash at its end.
fn checked(url: &str) -> Result<String, String> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/:.-_~%[]".contains(c);
    if host.is_empty() || host.starts_with('/') || !host.chars().all(is_plain) {
        return Err(format!(
            "`{url}` is no URL of the page: use the one of its folder, as https://tools.example.com/wuscope/."
        ));
    }
    Ok(if url.ends_with('/') { url.to_owned() } else { format!("{url}/") })
}

/// Writes all pages and what is beside them, and returns their number.
fn write(folder: &Path, url: Option<&str>) -> io::Result<usize> {
    let base = folder.join(FOLDER);
    // A page of a cause that was renamed must not remain.
    match fs::remove_dir_all(&base) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let places = place::all();
    let files = files(&places);
    for place in &places {
        let page = if *place == Place::Codes { codes::page() } else { web::render(&place.hash())? };
        let file = base.join(place.file());
        fs::create_dir_all(file.parent().unwrap_or(&base))?;
        fs::write(file, Document { place, files: &files, page: &page, url }.to_html())?;
        let twin = twin::twin(place, &|hash| twin_link(hash, place.depth(), &files));
        fs::write(base.join(place.twin()), twin)?;
    }
    let data = data::knowledge_base(&|hash| link(hash, 0, &files));
    fs::write(base.join("kb.json"), serde_json::to_string(&data)? + "\n")?;
    fs::write(base.join(data::SCHEMA), data::schema())?;
    fs::write(base.join("kb.csv"), table::table(&data))?;
    fs::write(base.join("style.css"), document::STYLE)?;
    if let Some(url) = url {
        fs::write(folder.join("sitemap.xml"), sitemap::sitemap(url, &places))?;
        fs::write(folder.join("robots.txt"), sitemap::robots(url))?;
    }
    Ok(places.len())
}
