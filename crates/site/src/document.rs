//! One file: the head that search engines and link previews read, and the content that the program renders.

use std::collections::BTreeMap;

use export::html_text;
use web::FilePage;

use crate::address::{PROGRAM, link};
use crate::markup::{Surroundings, without_program};
use crate::place::Place;

/// The styles of the program, in the order of web/index.html, and those of what only the files have.
pub(crate) const STYLE: &str = concat!(
    include_str!("../../../web/style/tokens.css"),
    include_str!("../../../web/style/base.css"),
    include_str!("../../../web/style/layout.css"),
    include_str!("../../../web/style/controls.css"),
    include_str!("../../../web/style/report.css"),
    include_str!("../../../web/style/tables.css"),
    include_str!("../../../web/style/knowledge.css"),
    include_str!("../../../web/style/media.css"),
    include_str!("site.css"),
);

/// No script, no form and no other server. Styles of elements are widths of the groups of bits.
const POLICY: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'none'; \
                      base-uri 'none'";

/// One file.
pub(crate) struct Document<'a> {
    /// What it is about.
    pub(crate) place: &'a Place,
    /// The files of all places, by the part of the program's URL from `#` on.
    pub(crate) files: &'a BTreeMap<String, String>,
    /// Its content.
    pub(crate) page: &'a FilePage,
    /// The URL of the program, if it is known; it ends with a slash.
    pub(crate) url: Option<&'a str>,
}

impl Document<'_> {
    /// The whole file.
    pub(crate) fn to_html(&self) -> String {
        let up = "../".repeat(self.place.depth());
        let program = html_text(&self.program());
        format!(
            "<!DOCTYPE html>\n\
             <html lang=\"en\" data-theme=\"auto\">\n\
             <head>\n{head}</head>\n\
             <body>\n\
             <div class=\"whole\">\n\
             <header class=\"bar\"><a class=\"brand\" href=\"{up}{PROGRAM}\">Wuscope</a> \
             <nav aria-label=\"Knowledge\"><a href=\"{up}index.html\">Knowledge</a> \
             <a href=\"{up}codes.html\">Codes</a></nav> \
             <a class=\"button small primary\" href=\"{program}\">Open in Wuscope</a></header>\n\
             {main}\n\
             <footer class=\"foot\"><span>Compared with its sources up to {verified}.</span> \
             <span>Wuscope searches this knowledge, and reads your logs in the browser: they are not uploaded.</span> \
             <a href=\"{twin}\">This page as Markdown</a></footer>\n\
             </div>\n\
             </body>\n\
             </html>\n",
            head = self.head(&up),
            main = self.main(),
            verified = html_text(knowledge::verified()),
            twin = html_text(&format!("{up}{}", self.place.twin())),
        )
    }

    fn head(&self, up: &str) -> String {
        let (title, description) = (html_text(&self.page.title), html_text(&self.place.description()));
        let twin = html_text(&format!("{up}{}", self.place.twin()));
        let program = html_text(&self.program());
        format!(
            "<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{title}</title>\n\
             <meta name=\"description\" content=\"{description}\">\n\
             <meta property=\"og:type\" content=\"article\">\n\
             <meta property=\"og:site_name\" content=\"Wuscope\">\n\
             <meta property=\"og:title\" content=\"{title}\">\n\
             <meta property=\"og:description\" content=\"{description}\">\n\
             {addresses}\
             <link rel=\"alternate\" type=\"text/markdown\" href=\"{twin}\">\n\
             <link rel=\"alternate\" type=\"text/html\" title=\"The same page in Wuscope\" href=\"{program}\">\n\
             <link rel=\"icon\" type=\"image/svg+xml\" href=\"{up}../public/icon.svg\">\n\
             <link rel=\"stylesheet\" href=\"{up}style.css\">\n",
            addresses = self.addresses(),
        )
    }

    /// The canonical URL, if the URL of the program is known.
    fn addresses(&self) -> String {
        let Some(url) = self.url else { return String::new() };
        let own = html_text(&format!("{url}kb/{}", self.place.file()));
        format!("<link rel=\"canonical\" href=\"{own}\">\n<meta property=\"og:url\" content=\"{own}\">\n")
    }

    /// The content, with links between files.
    fn main(&self) -> String {
        let program = html_text(&self.program());
        let search = format!(
            "<p class=\"file-links\"><a href=\"codes.html\">{codes}</a> <a href=\"{program}\">Search in Wuscope</a> \
             <a href=\"kb.csv\">As a table (CSV)</a> <a href=\"kb.json\">As data (JSON)</a></p>",
            codes = Place::Codes.title(),
        );
        let logs = format!(
            "<p class=\"file-links\"><a href=\"{program}\">Drop your logs into Wuscope</a> to see which cause applies.</p>"
        );
        let around = Surroundings {
            link: &|hash| link(hash, self.place.depth(), self.files),
            causes: &self.place.causes(),
            search: &search,
            logs: &logs,
        };
        without_program(&self.page.main, &around)
    }

    /// The same page in the program.
    fn program(&self) -> String {
        format!("{}{PROGRAM}{}", "../".repeat(self.place.depth()), self.place.in_program())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_made_of_html_are_text() {
        let page = FilePage {
            title: "</title><script>alert(1)</script>".to_owned(),
            main: "<main><h1>a</h1></main>".to_owned(),
        };
        let place = Place::Cause("\"><img src=x onerror=alert(1)>");
        let files = BTreeMap::new();
        let url = Some("https://tools.example.com/\"><script>/");
        let html = Document { place: &place, files: &files, page: &page, url }.to_html();
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
        assert!(
            html.contains("<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>"),
            "{html}"
        );
    }

    #[test]
    fn the_head_names_what_previews_and_search_engines_read() {
        let page = FilePage { title: "0x80244022".to_owned(), main: String::new() };
        let place = Place::Code(0x8024_4022);
        let files = BTreeMap::new();
        let html = |url| Document { place: &place, files: &files, page: &page, url }.to_html();
        let with_url = html(Some("https://tools.example.com/wuscope/"));
        let own = "https://tools.example.com/wuscope/kb/code/0x80244022.html";
        for part in [
            &format!("<link rel=\"canonical\" href=\"{own}\">"),
            &format!("<meta property=\"og:url\" content=\"{own}\">"),
            "<meta property=\"og:title\" content=\"0x80244022\">",
            "<meta name=\"description\" content=\"0x80244022 WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL: The web service is",
            "<link rel=\"alternate\" type=\"text/markdown\" href=\"../code/0x80244022.md\">",
            "href=\"../../index.html#/code/0x80244022\">",
            "<link rel=\"icon\" type=\"image/svg+xml\" href=\"../../public/icon.svg\">",
        ] {
            assert!(with_url.contains(part), "{part} in {with_url}");
        }
        assert!(!html(None).contains("canonical") && !html(None).contains("og:url"));
    }
}
