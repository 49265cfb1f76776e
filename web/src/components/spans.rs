//! Words of the knowledge: text, links, and placeholders that the logs or the reader fill.

use knowledge::prose::Span;
use knowledge::{Quoting, placeholder_words};
use yew::{Html, html};

use super::panel::{link, outside};
use crate::fill::Fill;
use crate::message::Action;
use crate::view::{View, attr, input, text, truth};

/// A row of spans.
pub(crate) fn spans(view: &View, spans: &[Span], fill: Fill) -> Html {
    spans.iter().map(|span| one(view, span, fill)).collect()
}

fn one(view: &View, span: &Span, fill: Fill) -> Html {
    match span {
        Span::Text(words) => text(words),
        Span::Strong(words) => html! { <strong>{text(words)}</strong> },
        Span::Code(words) => html! { <code>{text(words)}</code> },
        Span::Link { text: words, href } if href.starts_with('#') => link(href, words),
        Span::Link { text: words, href } => outside(href, words),
        Span::Placeholder { name, quoting } => field(view, name, *quoting, fill),
    }
}

/// A placeholder: the value of the logs, or a field for it.
fn field(view: &View, name: &'static str, quoting: Quoting, fill: Fill) -> Html {
    if fill.known(name).is_some()
        && let Some(written) = fill.written(name, quoting)
    {
        return text(&written);
    }
    let words = placeholder_words(name);
    let own = fill.own(name).unwrap_or_default();
    html! {
        <input
            class="fill"
            size={own.len().max(words.len()).to_string()}
            placeholder={attr(words)}
            aria-label={attr(&[words, ", to be filled in"].concat())}
            aria-invalid={truth(fill.is_typed_wrong(name, quoting))}
            spellcheck="false"
            autocomplete="off"
            value={own.to_owned()}
            oninput={input(view, move |typed| Action::Fill(name, typed))}
        />
    }
}
