//! The texts that show a page in a wiki, in the notation of each wiki.

use super::address::is_private;
use crate::routes::Route;

/// What a sandboxed frame is allowed to do: run, open the full page in a tab without sandbox, and save files.
const SANDBOX: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";

/// A page to show in a wiki.
pub(super) struct Shown<'a> {
    /// The URL of Wuscope without `?` and `#`.
    pub(super) base: &'a str,
    pub(super) route: &'a Route,
    /// `auto`, `light` or `dark`.
    pub(super) theme: &'a str,
    /// The height of a frame in pixels.
    pub(super) height: &'a str,
    /// The text of a link, and the title of a frame.
    pub(super) title: &'a str,
}

/// A notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    /// A frame in HTML. It works on any server.
    Frame,
    /// A frame for wikis that require a sandbox, with the single file. In a sandbox without `allow-same-origin` the
    /// origin of the page is opaque, and the browser would treat other files of the folder as cross-origin.
    Sandboxed,
    /// A custom element of embed.js.
    Element,
    /// The URL that a frame shows.
    Url,
    /// A frame in MediaWiki that allows HTML.
    MediaWikiFrame,
    /// A link in MediaWiki.
    MediaWikiLink,
    /// A frame of DokuWiki's iframe plugin.
    DokuWikiFrame,
    /// A link in DokuWiki.
    DokuWikiLink,
    /// A link in Markdown.
    Markdown,
}

impl Notation {
    /// What the text is.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Frame | Self::MediaWikiFrame | Self::DokuWikiFrame => "Frame",
            Self::Sandboxed => "Sandboxed frame",
            Self::Element => "Element that adjusts its height",
            Self::Url => "URL of the frame",
            Self::MediaWikiLink | Self::DokuWikiLink | Self::Markdown => "Link",
        }
    }

    /// The text.
    pub(super) fn write(self, shown: &Shown) -> String {
        let Shown { base, title, height, .. } = shown;
        match self {
            Self::Frame => frame(shown, base, ""),
            Self::Sandboxed => frame(shown, &[folder(base), "wuscope.html"].concat(), SANDBOX),
            Self::Element => element(shown),
            Self::Url => framed(shown, base),
            Self::MediaWikiFrame => ["<html>", &frame(shown, base, ""), "</html>"].concat(),
            Self::MediaWikiLink => ["[", &link(shown), " ", &title.replace(']', "&#93;"), "]"].concat(),
            Self::DokuWikiFrame => {
                ["{{url>", &framed(shown, base), " 100%,", height, "px|", &without(title, "|{}"), "}}"]
                    .concat()
            }
            Self::DokuWikiLink => ["[[", &link(shown), "|", &without(title, "|[]"), "]]"].concat(),
            Self::Markdown => ["[", &escaped(title, "\\[]"), "](", &link(shown), ")"].concat(),
        }
    }
}

/// The folder of the page: its URL up to the last slash.
fn folder(base: &str) -> &str {
    base.rfind('/').and_then(|end| base.get(..=end)).unwrap_or_default()
}

/// The URL of the full page.
fn link(shown: &Shown) -> String {
    plain_url(&[shown.base, shown.route.href().as_str()].concat())
}

/// The URL that a frame shows.
fn framed(shown: &Shown, base: &str) -> String {
    let theme = if shown.theme == "auto" { ["", ""] } else { ["&theme=", shown.theme] };
    plain_url(&[base, "?embed=1", &theme.concat(), shown.route.href().as_str()].concat())
}

/// A URL without characters that a wiki could take for its own notation.
fn plain_url(url: &str) -> String {
    let mut plain = String::with_capacity(url.len());
    for letter in url.chars() {
        match letter {
            // All of them are ASCII, with two digits.
            ' ' | '"' | '\'' | '(' | ')' | '<' | '>' | '[' | '\\' | ']' | '`' | '{' | '|' | '}' => {
                plain.push('%');
                let code = u32::from(letter);
                plain
                    .extend([code >> 4, code & 15].into_iter().filter_map(|half| char::from_digit(half, 16)));
            }
            _ => plain.push(letter),
        }
    }
    plain
}

/// The value of an attribute in HTML.
fn value(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('{', "&#123;")
}

/// A text with these characters replaced by spaces.
fn without(text: &str, characters: &str) -> String {
    text.replace(|letter| characters.contains(letter), " ")
}

/// A text with a backslash before these characters.
fn escaped(text: &str, characters: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if characters.contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// A frame, with or without a sandbox. Chromium asks the reader before a page on the internet shows a private address,
/// and only if the frame is allowed to.
fn frame(shown: &Shown, base: &str, sandbox: &str) -> String {
    let allow = if is_private(base) { "\" allow=\"local-network-access" } else { "" };
    let (begin, end) = if sandbox.is_empty() { ("", "") } else { ("\" sandbox=\"", sandbox) };
    [
        "<iframe src=\"",
        &value(&framed(shown, base)),
        "\" title=\"",
        &value(shown.title),
        "\" width=\"100%\" height=\"",
        shown.height,
        allow,
        begin,
        end,
        "\"></iframe>",
    ]
    .concat()
}

/// An element of embed.js; until that is loaded, it contains a link.
fn element(shown: &Shown) -> String {
    let quoted = |name: &str, text: &str| [" ", name, "=\"", &value(text), "\""].concat();
    let (name, mut attributes) = match shown.route {
        Route::Code(code) => ("code", quoted("code", &knowledge::spell(*code))),
        Route::Flow(flow, step) => {
            let step = step.as_deref().map_or_else(String::new, |step| quoted("step", step));
            ("flow", [quoted("flow", flow), step].concat())
        }
        Route::Home => ("analyzer", String::new()),
        Route::Knowledge(query) if query.is_empty() => ("search", String::new()),
        other => ("page", quoted("hash", &plain_url(&other.href()))),
    };
    if shown.theme != "auto" {
        attributes += &quoted("theme", shown.theme);
    }
    [
        "<script type=\"module\" src=\"",
        &value(&plain_url(&[folder(shown.base), "embed.js"].concat())),
        "\"></script>\n<wuscope-",
        name,
        &attributes,
        "><a href=\"",
        &value(&link(shown)),
        "\">",
        &value(shown.title),
        "</a></wuscope-",
        name,
        ">",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://tools.example.com/wuscope/";

    /// The text for the page of this URL.
    fn text(notation: Notation, hash: &str) -> String {
        let route = Route::parse(hash);
        let title = "Wuscope: 0x80244022";
        notation.write(&Shown { base: BASE, route: &route, theme: "auto", height: "520", title })
    }

    /// The text for a code, with this title.
    fn titled(notation: Notation, title: &str) -> String {
        let route = Route::Code(0x8024_4022);
        notation.write(&Shown { base: BASE, route: &route, theme: "auto", height: "400", title })
    }

    #[test]
    fn a_frame_shows_the_page_without_navigation() {
        assert_eq!(
            text(Notation::Frame, "#/code/0x80244022"),
            r##"<iframe src="https://tools.example.com/wuscope/?embed=1#/code/0x80244022" title="Wuscope: 0x80244022" width="100%" height="520"></iframe>"##
        );
        assert_eq!(
            text(Notation::MediaWikiFrame, "#/"),
            r##"<html><iframe src="https://tools.example.com/wuscope/?embed=1#/" title="Wuscope: 0x80244022" width="100%" height="520"></iframe></html>"##
        );
    }

    #[test]
    fn a_sandboxed_frame_has_the_single_file_and_can_open_full_pages_and_save() {
        let frame = text(Notation::Sandboxed, "#/code/0x80244022");
        let begin = r##"<iframe src="https://tools.example.com/wuscope/wuscope.html?embed=1#/code/"##;
        assert!(frame.starts_with(begin), "{frame}");
        let end = r#" height="520" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"></iframe>"#;
        assert!(frame.ends_with(end), "{frame}");
    }

    #[test]
    fn a_frame_of_a_private_address_may_ask_for_the_local_network() {
        let route = Route::Home;
        let shown = Shown { base: "https://tools/", route: &route, theme: "auto", height: "520", title: "W" };
        let end = r#" height="520" allow="local-network-access"></iframe>"#;
        assert!(Notation::Frame.write(&shown).ends_with(end));
        assert!(
            Notation::Sandboxed
                .write(&shown)
                .contains(r#" allow="local-network-access" sandbox="allow-scripts "#)
        );
    }

    #[test]
    fn files_beside_the_page_are_in_its_folder() {
        assert_eq!(folder("https://example.com/wuscope/index.html"), "https://example.com/wuscope/");
        assert_eq!(folder("https://example.com/"), "https://example.com/");
    }

    #[test]
    fn each_page_has_its_element() {
        for (hash, start) in [
            ("#/code/0x80244022", r#"<wuscope-code code="0x80244022"><a "#),
            ("#/flow/client-scan", r#"<wuscope-flow flow="client-scan"><a "#),
            ("#/flow/client-scan/3", r#"<wuscope-flow flow="client-scan" step="3"><a "#),
            ("#/cause/proxy-sign-in", r##"<wuscope-page hash="#/cause/proxy-sign-in"><a "##),
            ("#/kb", r#"<wuscope-search><a "#),
            ("#/kb?q=a%20b", r##"<wuscope-page hash="#/kb?q=a%20b"><a "##),
            ("#/", r#"<wuscope-analyzer><a "#),
        ] {
            let text = text(Notation::Element, hash);
            let (script, element) = text.split_once('\n').unwrap();
            let from = r#"<script type="module" src="https://tools.example.com/wuscope/embed.js"></script>"#;
            assert_eq!(script, from);
            assert!(element.starts_with(start), "{element}");
        }
    }

    #[test]
    fn an_element_contains_a_link_for_readers_without_scripts() {
        let text = text(Notation::Element, "#/");
        let end =
            r##"<a href="https://tools.example.com/wuscope/#/">Wuscope: 0x80244022</a></wuscope-analyzer>"##;
        assert!(text.ends_with(end), "{text}");
    }

    #[test]
    fn a_chosen_theme_is_part_of_the_url_and_of_the_element() {
        let route = Route::Home;
        let shown = Shown { base: BASE, route: &route, theme: "dark", height: "520", title: "W" };
        assert_eq!(Notation::Url.write(&shown), "https://tools.example.com/wuscope/?embed=1&theme=dark#/");
        assert!(Notation::Frame.write(&shown).contains("?embed=1&amp;theme=dark#/\""));
        assert!(Notation::Element.write(&shown).contains("<wuscope-analyzer theme=\"dark\">"));
        assert!(!Notation::Markdown.write(&shown).contains("theme"));
    }

    #[test]
    fn a_title_cannot_end_the_notation_of_a_wiki() {
        for (notation, title, expected) in [
            (
                Notation::DokuWikiFrame,
                "A | B {C}",
                "{{url>https://tools.example.com/wuscope/?embed=1#/code/0x80244022 100%,400px|A   B  C }}",
            ),
            (
                Notation::DokuWikiLink,
                "A | [B]",
                "[[https://tools.example.com/wuscope/#/code/0x80244022|A    B ]]",
            ),
            (
                Notation::MediaWikiLink,
                "A [B]",
                "[https://tools.example.com/wuscope/#/code/0x80244022 A [B&#93;]",
            ),
            (
                Notation::Markdown,
                "A [B] \\ (C)",
                "[A \\[B\\] \\\\ (C)](https://tools.example.com/wuscope/#/code/0x80244022)",
            ),
        ] {
            assert_eq!(titled(notation, title), expected);
        }
    }

    #[test]
    fn an_element_has_the_sandbox_of_a_frame() {
        assert!(include_str!("../../../embed.js").contains(&["\"", SANDBOX, "\""].concat()));
    }

    #[test]
    fn no_notation_lets_a_url_end_early() {
        let route = Route::Log("a b|c\"d}}e]]f)g".to_owned());
        let base = "https://example.com/my tools/x|y'(1)/";
        let shown = Shown { base, route: &route, theme: "auto", height: "520", title: "T" };
        for notation in [Notation::Url, Notation::DokuWikiLink, Notation::MediaWikiLink, Notation::Markdown] {
            let text = notation.write(&shown);
            assert!(text.contains("https://example.com/my%20tools/x%7cy%27%281%29/"), "{text}");
            assert!(text.contains("#/log/a%20b%7cc%22d%7d%7de%5d%5df%29g"), "{text}");
        }
    }

    #[test]
    fn a_title_is_escaped_in_html() {
        let frame = titled(Notation::Frame, "\"A\" & <B> {C}");
        assert!(frame.contains(r#" title="&quot;A&quot; &amp; &lt;B> &#123;C}" "#), "{frame}");
    }
}
