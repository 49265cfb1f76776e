//! The wikis that the dialog knows: the notations that work in each, and what it allows.

use super::snippet::Notation::{
    self, DokuWikiFrame, DokuWikiLink, Element, Frame, Markdown, MediaWikiFrame, MediaWikiLink, Sandboxed,
    Url,
};

/// A wiki: its name, the notations, the best first, and what it allows.
pub(super) type Wiki = (&'static str, &'static [Notation], &'static str);

/// All wikis, in the order of the dialog.
pub(super) const WIKIS: [Wiki; 12] = [
    (
        "HTML",
        &[Frame, Element, Sandboxed],
        "The frame works on any web server. The element needs the header Access-Control-Allow-Origin: * if \
         Wuscope is on another host. The sandboxed frame shows the single file and needs no header.",
    ),
    (
        "Confluence Cloud",
        &[Url, Markdown],
        "It has no HTML macro: paste the URL into an iframe macro. Browsers block it, or ask, if Wuscope is in \
         the intranet; then use the link.",
    ),
    (
        "Confluence Data Center",
        &[Frame, Sandboxed],
        "The HTML macro is off by default: an administrator can enable it, or add a user macro that contains the \
         frame.",
    ),
    (
        "SharePoint",
        &[Frame, Url],
        "Paste the frame into the Embed web part. It must use https, and an administrator must allow the host of \
         Wuscope.",
    ),
    ("Azure DevOps", &[Markdown], "Its wiki removes frames and scripts: use the link."),
    (
        "MediaWiki",
        &[MediaWikiFrame, MediaWikiLink],
        "HTML works only with $wgRawHtml, in a wiki that only trusted people edit. Otherwise use an extension for \
         frames, or the link.",
    ),
    (
        "DokuWiki",
        &[DokuWikiFrame, DokuWikiLink],
        "The frame needs the iframe plugin. The link works in any DokuWiki.",
    ),
    (
        "GitLab",
        &[Markdown],
        "It removes frames from Markdown, and its embedded content has a fixed list of sites: use the link.",
    ),
    (
        "BookStack",
        &[Frame, Markdown],
        "Paste the frame into the source code of the page. ALLOWED_IFRAME_SOURCES must contain the host of Wuscope.",
    ),
    (
        "Docusaurus",
        &[Frame, Element],
        "HTML in Markdown works. For the element, add embed.js with type module to scripts in \
         docusaurus.config.js instead of the script line.",
    ),
    ("MkDocs", &[Frame, Element], "HTML in Markdown works, with an empty line before and after it."),
    ("Markdown", &[Markdown], "For wikis and trackers that show no frames, such as GitHub."),
];
