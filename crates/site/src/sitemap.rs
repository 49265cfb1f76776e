//! What search engines ask for first.

use export::html_text;

use crate::place::Place;

/// The list of all pages.
pub(crate) fn sitemap(url: &str, places: &[Place]) -> String {
    let row = |place: &Place| {
        format!("<url><loc>{}</loc></url>\n", html_text(&format!("{url}kb/{}", place.file())))
    };
    let rows: String = places.iter().map(row).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{rows}</urlset>\n"
    )
}

/// Nothing is forbidden; where the list is.
pub(crate) fn robots(url: &str) -> String {
    format!("User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n")
}
