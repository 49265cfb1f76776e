//! Panels, buttons, tags and links: the building blocks of all pages.

use knowledge::{Flow, Step};
use yew::{Callback, Html, MouseEvent, html};

use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use crate::message::{Action, PageMessage};
use crate::view::{View, attr, click, text, truth};
use crate::words::number;

/// A panel that can receive focus by its id, with its header and body.
pub(crate) fn panel(id: &str, head: Html, body: Html) -> Html {
    html! {
        <section class="panel" id={attr(id)} tabindex="-1" aria-labelledby={title_id(id)}>
            <header class="head">{head}</header>
            {body}
        </section>
    }
}

fn title_id(id: &str) -> String {
    [id, "-title"].concat()
}

/// The title of the panel with this id.
pub(crate) fn title(id: &str, words: &str) -> Html {
    title_with(id, text(words))
}

/// The title of a panel with markup in it.
pub(crate) fn title_with(id: &str, inside: Html) -> Html {
    html! { <h2 id={title_id(id)}>{inside}</h2> }
}

/// A panel with only a title in the header.
pub(crate) fn titled(id: &str, words: &str, body: Html) -> Html {
    panel(id, title(id, words), body)
}

/// A panel with a list; empty if the list has no rows.
pub(crate) fn listed(id: &str, words: &str, class: &'static str, rows: Vec<Html>) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    titled(id, words, html! { <ul class={class}>{rows}</ul> })
}

/// Shows the first `most` of `all` rows until the fold is expanded: the number of shown rows, and the button that shows
/// the rest; no button if all are shown.
pub(crate) fn first_rows(view: &View, fold: &str, all: usize, most: usize, words: &str) -> (usize, Html) {
    let shown = if view.state.is_open(fold) { all } else { all.min(most) };
    if shown == all {
        return (all, Html::default());
    }
    let words = [&number((all - shown) as u64), " ", words].concat();
    (shown, more(view, &words, Action::Fold(fold.to_owned())))
}

/// A button with an icon and text.
pub(crate) fn button(
    act: &Callback<PageMessage>,
    class: &'static str,
    sign: Icon,
    words: &str,
    action: Action,
) -> Html {
    html! {
        <button class={class} type="button" onclick={click(act, action)}>{icon(sign)}{text(words)}</button>
    }
}

/// A button with only an icon; the text is its accessible name.
pub(crate) fn icon_button(act: &Callback<PageMessage>, sign: Icon, words: &str, action: Action) -> Html {
    let words = attr(words);
    html! {
        <button
            class="icon-button"
            type="button"
            aria-label={words.clone()}
            title={words}
            onclick={click(act, action)}
        >
            {icon(sign)}
        </button>
    }
}

/// A button that looks like a link.
pub(crate) fn text_button(act: &Callback<PageMessage>, words: &str, action: Action) -> Html {
    html! { <button class="text-button" type="button" onclick={click(act, action)}>{text(words)}</button> }
}

/// A button that selects one of several options; `chosen`: this option is selected.
pub(crate) fn choice(chosen: bool, onclick: Callback<MouseEvent>, inside: Html) -> Html {
    let class = if chosen { "choice chosen" } else { "choice" };
    html! { <button {class} type="button" aria-pressed={truth(chosen)} {onclick}>{inside}</button> }
}

/// A button below rows that shows more of them.
pub(crate) fn more(act: &Callback<PageMessage>, words: &str, action: Action) -> Html {
    html! { <p class="more">{text_button(act, words, action)}</p> }
}

/// A button that copies a text; `name` is unique on the page and identifies the button.
pub(crate) fn copy(view: &View, name: &str, text: String, words: &str) -> Html {
    copy_button(view, view.state.copied.as_deref(), name, text, words)
}

/// The same without the state; `copied` is the name of the last copied text.
pub(crate) fn copy_button(
    act: &Callback<PageMessage>,
    copied: Option<&str>,
    name: &str,
    copy: String,
    words: &str,
) -> Html {
    copying_button(act, copied == Some(name), Action::Copy(name.to_owned(), copy), words)
}

/// A button whose action copies a text; `is_copied`: it was copied just now.
pub(crate) fn copying_button(
    act: &Callback<PageMessage>,
    is_copied: bool,
    action: Action,
    words: &str,
) -> Html {
    let (class, sign, words) = match is_copied {
        true => ("button small copy copied", Icon::Check, "Copied"),
        false => ("button small copy", Icon::Copy, words),
    };
    html! {
        <button class={class} type="button" onclick={click(act, action)}>
            {icon(sign)}
            <span>{text(words)}</span>
        </button>
    }
}

/// A button with only an icon that copies a text; `words` name the text.
pub(crate) fn copy_icon(view: &View, name: &str, text: String, words: &str) -> Html {
    copy_icon_button(view, view.state.copied.as_deref(), name, text, words)
}

/// The same without the state; `copied` is the name of the last copied text.
pub(crate) fn copy_icon_button(
    act: &Callback<PageMessage>,
    copied: Option<&str>,
    name: &str,
    copy: String,
    words: &str,
) -> Html {
    let (sign, words) = if copied == Some(name) { (Icon::Check, "Copied") } else { (Icon::Copy, words) };
    icon_button(act, sign, words, Action::Copy(name.to_owned(), copy))
}

/// A word in a coloured box, with its mark.
pub(crate) fn tag(sign: Mark, words: &str) -> Html {
    html! { <span class={["tag ", sign.class()].concat()}>{mark(sign)}{text(words)}</span> }
}

/// A link inside the page; the URL starts with `#`.
pub(crate) fn link(address: &str, words: &str) -> Html {
    html! { <a href={attr(address)}>{text(words)}</a> }
}

/// A link with only an icon; the text is its accessible name.
pub(crate) fn icon_link(address: &str, sign: Icon, words: &str) -> Html {
    let words = attr(words);
    html! {
        <a class="button small" href={attr(address)} aria-label={words.clone()} title={words}>{icon(sign)}</a>
    }
}

/// A link to a step of a flow, by its number and title, after the text `before`.
pub(crate) fn step_link(flow: &Flow, step: &Step, before: &str) -> Html {
    let words = [before, step.id, ". ", step.title].concat();
    link(&["#/flow/", flow.id, "/", step.id].concat(), &words)
}

/// A link to another site: it opens in a new tab and sends no referrer.
pub(crate) fn outside(address: &str, words: &str) -> Html {
    html! { <a href={attr(address)} target="_blank" rel="noreferrer noopener">{text(words)}</a> }
}

/// A link to a code.
pub(crate) fn code_link(code: &str) -> Html {
    html! { <a class="code" href={attr(&["#/code/", code].concat())}>{text(code)}</a> }
}

/// A note in small, muted text.
pub(crate) fn note(words: &str) -> Html {
    html! { <span class="note">{text(words)}</span> }
}

/// A text whose codes are links to their pages.
pub(crate) fn with_codes(words: &str) -> Html {
    let mut rest = words;
    let mut parts = Vec::new();
    while let Some((before, code, after)) = next_code(rest) {
        parts.extend([text(before), code_link(code)]);
        rest = after;
    }
    parts.push(text(rest));
    parts.into_iter().collect()
}

/// The next `0x` with eight digits in a text, with the text before and after it.
fn next_code(text: &str) -> Option<(&str, &str, &str)> {
    text.bytes().enumerate().filter(|(_, byte)| *byte == b'0').find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let (code, after) = rest.split_at_checked(10)?;
        let digits = code.strip_prefix("0x")?.bytes().all(|byte| byte.is_ascii_hexdigit());
        let ends = !after.bytes().next().is_some_and(|byte| byte.is_ascii_hexdigit());
        (digits && ends).then_some((before, code, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_in_a_text() {
        assert_eq!(next_code("proxy (0x8024401B)"), Some(("proxy (", "0x8024401B", ")")));
        assert_eq!(next_code("0x80244 and 0x8024401b"), Some(("0x80244 and ", "0x8024401b", "")));
        assert_eq!(next_code("0x8024401B0 is too long"), None);
        assert_eq!(next_code("0xé"), None);
    }
}
