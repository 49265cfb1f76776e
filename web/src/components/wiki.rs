//! The snippets that show a page in a wiki.

use yew::{Callback, Html, MouseEvent, html};

use super::panel::{choice, copy, titled};
use crate::message::Action;
use crate::view::{View, click, text};

/// What a sandboxed frame is allowed to do: run, open the full page in a tab without sandbox, and save files.
const SANDBOX: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";

/// The panel for the current page; `title` is its name in a link. Empty inside a frame, and in a page that was opened
/// as a file, which has no URL for others.
pub(crate) fn wiki(view: &View, title: &str) -> Html {
    if view.state.embedded || view.state.base.starts_with("file:") {
        return Html::default();
    }
    let (base, href) = (&view.state.base, view.state.route.href());
    let markdown = view.state.is_open("markdown");
    let other: Callback<MouseEvent> = click(view, Action::Fold("markdown".to_owned()));
    let press = |chosen| if chosen { Callback::noop() } else { other.clone() };
    let body = html! {
        <div class="body">
            <div class="choices">
                {choice(!markdown, press(!markdown), text("Frame"))}
                {choice(markdown, press(markdown), text("Markdown"))}
            </div>
            if markdown {
                {snippet(view, "wiki", ["[", title, "](", base, &href, ")"].concat())}
            } else {
                {frames(view, base, &href, title)}
            }
        </div>
    };
    titled("wiki", "Embed in your wiki", body)
}

/// The frame and, collapsed below it, the sandboxed frame.
fn frames(view: &View, base: &str, href: &str, title: &str) -> Html {
    html! {
        <>
            {snippet(view, "wiki", frame(base, href, title, ""))}
            <p class="note">{"Works on any web server, without extra response headers."}</p>
            <details class="sandboxed">
                <summary>{"The wiki requires a sandbox"}</summary>
                {snippet(view, "wiki-sandboxed", frame(base, href, title, SANDBOX))}
                <p class="note">
                    {"Works only if this server sends the header "}
                    <code>{"Access-Control-Allow-Origin: *"}</code>
                    {" with every file. docs/hosting.md has the settings for nginx, IIS, Apache and Caddy. "}
                    {"Without the header, add "}
                    <code>{"allow-same-origin"}</code>
                    {" to the attribute."}
                </p>
            </details>
        </>
    }
}

/// A text with its copy button.
fn snippet(view: &View, name: &str, copied: String) -> Html {
    html! {
        <>
            <pre class="snippet" tabindex="0" role="group" aria-label="Snippet">
                <code>{text(&copied)}</code>
            </pre>
            {copy(view, name, copied, "Copy")}
        </>
    }
}

/// A frame for a page, with or without a sandbox. Without a sandbox it works on any server. In a sandbox without
/// `allow-same-origin`, the origin of the page is opaque, and the browser treats its own files as cross-origin.
fn frame(base: &str, href: &str, title: &str, sandbox: &str) -> String {
    let (begin, end) = if sandbox.is_empty() { ("", "") } else { ("\" sandbox=\"", sandbox) };
    let title = title.replace('&', "&amp;").replace('"', "&quot;");
    [
        "<iframe src=\"",
        base,
        "?embed=1",
        href,
        "\" title=\"Wuscope: ",
        &title,
        "\" width=\"100%\" height=\"520",
        begin,
        end,
        "\"></iframe>",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://tools.example.com/wuscope/";

    #[test]
    fn a_frame_shows_the_page_without_navigation() {
        assert_eq!(
            frame(BASE, "#/code/0x80244022", "0x80244022", ""),
            r##"<iframe src="https://tools.example.com/wuscope/?embed=1#/code/0x80244022" title="Wuscope: 0x80244022" width="100%" height="520"></iframe>"##
        );
    }

    #[test]
    fn a_sandboxed_frame_can_open_full_pages_and_save() {
        let frame = frame(BASE, "#/code/0x80244022", "0x80244022", SANDBOX);
        assert!(
            frame.ends_with(
                r#" height="520" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"></iframe>"#
            ),
            "{frame}"
        );
    }

    #[test]
    fn a_title_is_escaped_in_its_attribute() {
        let frame = frame(BASE, "#/cause/x", "\"A\" & B", "");
        assert!(frame.contains(r#" title="Wuscope: &quot;A&quot; &amp; B" "#), "{frame}");
    }
}
