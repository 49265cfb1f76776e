//! Writes the knowledge base as files: `site FOLDER_OF_THE_PAGE [URL_OF_THE_PAGE]`.
//!
//! The pages are those of the program, rendered by the same views. Search engines, `curl` and readers without
//! JavaScript see them in full, and each leads to its page in the program.

mod address;
mod document;
mod html;
mod place;
mod sitemap;

use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

use document::Document;

/// The folder of the files, beside the page.
const FOLDER: &str = "kb";

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for a terminal")]
fn main() {
    let mut arguments = env::args().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        eprintln!("usage: site FOLDER_OF_THE_PAGE [URL_OF_THE_PAGE]");
        process::exit(2);
    };
    match write(&folder, arguments.next().as_deref()) {
        Ok(count) => println!("{count} pages in {}", folder.join(FOLDER).display()),
        Err(error) => {
            eprintln!("The pages cannot be written: {error}.");
            process::exit(1);
        }
    }
}

/// Writes all pages and returns their number.
fn write(folder: &Path, url: Option<&str>) -> io::Result<usize> {
    let base = folder.join(FOLDER);
    let places = place::all();
    for place in &places {
        let page = web::render(&place.hash())?;
        let document = Document { place, places: &places, page: &page, url };
        let file = base.join(place.file());
        fs::create_dir_all(file.parent().unwrap_or(&base))?;
        fs::write(file, document.to_html())?;
    }
    fs::write(base.join("style.css"), document::STYLE)?;
    if let Some(url) = url {
        fs::write(folder.join("sitemap.xml"), sitemap::sitemap(url, &places))?;
        fs::write(folder.join("robots.txt"), sitemap::robots(url))?;
    }
    Ok(places.len())
}
