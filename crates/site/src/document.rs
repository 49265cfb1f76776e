//! One file: the head that search engines and link previews read, and the content that the program renders.

use web::FilePage;

use crate::address::{files, link};
use crate::html::{escaped, with_links, without, without_id};
use crate::place::Place;

/// The styles of the program, in the order of web/index.html.
pub(crate) const STYLE: &str = concat!(
    include_str!("../../../web/style/tokens.css"),
    include_str!("../../../web/style/base.css"),
    include_str!("../../../web/style/layout.css"),
    include_str!("../../../web/style/controls.css"),
    include_str!("../../../web/style/report.css"),
    include_str!("../../../web/style/tables.css"),
    include_str!("../../../web/style/knowledge.css"),
    include_str!("../../../web/style/media.css"),
);

/// One file.
pub(crate) struct Document<'a> {
    /// What it is about.
    pub(crate) place: &'a Place,
    /// What has a file.
    pub(crate) places: &'a [Place],
    /// Its content.
    pub(crate) page: &'a FilePage,
    /// The URL of the program, if it is known; it ends with a slash.
    pub(crate) url: Option<&'a str>,
}

impl Document<'_> {
    /// The whole file.
    pub(crate) fn to_html(&self) -> String {
        let up = "../".repeat(self.place.depth());
        let (title, description) = (escaped(&self.page.title), escaped(&self.place.description()));
        let (head, main) = (self.addresses(), self.main());
        let program = format!("{up}../index.html{}", self.place.hash());
        format!(
            "<!DOCTYPE html>\n\
             <html lang=\"en\" data-theme=\"auto\">\n\
             <head>\n\
             <meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'none'; base-uri 'none'\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"description\" content=\"{description}\">\n\
             <meta property=\"og:type\" content=\"article\">\n\
             <meta property=\"og:site_name\" content=\"Wuscope\">\n\
             <meta property=\"og:title\" content=\"{title}\">\n\
             <meta property=\"og:description\" content=\"{description}\">\n\
             {head}\
             <title>{title}</title>\n\
             <link rel=\"icon\" href=\"{up}../icon.svg\">\n\
             <link rel=\"stylesheet\" href=\"{up}style.css\">\n\
             </head>\n\
             <body>\n\
             <div class=\"whole\">\n\
             <header class=\"file-head\"><a href=\"{up}../index.html\">Wuscope</a> <a href=\"{up}index.html\">Knowledge</a> <a href=\"{program}\">Open in Wuscope, which searches and reads your logs</a></header>\n\
             {main}\n\
             <footer class=\"file-foot\">Compared with its sources up to {verified}. Logs that you give to Wuscope are read in the browser and are not uploaded.</footer>\n\
             </div>\n\
             </body>\n\
             </html>\n",
            verified = knowledge::verified(),
        )
    }

    /// The canonical URL, if the URL of the program is known.
    fn addresses(&self) -> String {
        let Some(url) = self.url else { return String::new() };
        let own = escaped(&format!("{url}kb/{}", self.place.file()));
        format!("<link rel=\"canonical\" href=\"{own}\">\n<meta property=\"og:url\" content=\"{own}\">\n")
    }

    /// The content: without buttons and fields, which need the program, and with links between files.
    fn main(&self) -> String {
        let files = files(self.places);
        let mut main = without_id(&self.page.main, "section", "wiki");
        for name in ["button", "input", "textarea"] {
            main = without(&main, name);
        }
        with_links(&main, |hash| link(hash, self.place.depth(), &files))
    }
}
