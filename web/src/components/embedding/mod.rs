//! The dialog "Embed": it writes the text that shows a page in a wiki, and shows a preview.

mod address;
mod snippet;
mod wikis;

use yew::{Html, html};

use super::icon::Icon;
use super::panel::{button, choice, copy};
use crate::message::Action;
use crate::routes::Route;
use crate::state::{Content, Dialog, Embedding, Theme};
use crate::view::{View, attr, click, text};
use snippet::{Notation, Shown};
use wikis::WIKIS;

/// The button that opens the dialog. A frame does not have it, and neither has a page that was opened as a file, which
/// has no URL for others.
pub(crate) fn embed_button(view: &View) -> Html {
    if view.state.embedded || view.state.base.starts_with("file:") {
        return Html::default();
    }
    button(view, "button small", Icon::Code, "Embed", Action::Dialog(Dialog::Embed))
}

/// The content of the dialog. `title` is that of the page to embed, `preview` what its frame shows.
pub(crate) fn embed_dialog(view: &View, title: &str, preview: Html) -> Html {
    html! {
        <div class="body embedding">
            <div class="column">
                {options(view)}
                {texts(view, title)}
            </div>
            {previewed(view.state.embedding, preview)}
        </div>
    }
}

/// What to embed, where and how.
fn options(view: &View) -> Html {
    let now = view.state.embedding;
    let option = |words: &str, chosen: Embedding| {
        choice(now == chosen, click(view, Action::Embed(chosen)), text(words))
    };
    let is_home = view.state.route == Route::Home;
    let contents = [
        (Content::Page, if is_home { "Analyzer" } else { "This page" }),
        (Content::Analyzer, "Analyzer"),
        (Content::Search, "Search"),
    ];
    let contents = contents.into_iter().filter(|(content, _)| !is_home || *content != Content::Analyzer);
    let themes = [(Theme::Auto, "System"), (Theme::Light, "Light"), (Theme::Dark, "Dark")];
    html! {
        <>
            {group("Wiki", WIKIS.iter().enumerate().map(|(wiki, (name, ..))| option(name, Embedding { wiki, ..now })).collect())}
            {group("Content", contents.map(|(content, words)| option(words, Embedding { content, ..now })).collect())}
            {group("Theme", themes.map(|(theme, words)| option(words, Embedding { theme, ..now })).into_iter().collect())}
            {group("Height in pixels", ["400", "520", "800"].map(|height| option(height, Embedding { height, ..now })).into_iter().collect())}
        </>
    }
}

/// Options of which one is chosen.
fn group(words: &'static str, options: Html) -> Html {
    html! {
        <div class="choices" role="group" aria-label={words}>
            <span class="note">{words}</span>
            {options}
        </div>
    }
}

/// What the wiki allows, and each text for it with a button that copies it.
fn texts(view: &View, title: &str) -> Html {
    let Embedding { wiki, theme, height, .. } = view.state.embedding;
    let Some((_, notations, allows)) = WIKIS.get(wiki) else { return Html::default() };
    let route = shown_route(view);
    let title = match title.strip_suffix(" \u{b7} Wuscope") {
        Some(name) => ["Wuscope: ", name].concat(),
        None => title.to_owned(),
    };
    let shown = Shown { base: &view.state.base, route: &route, theme: theme.word(), height, title: &title };
    // The single file has no embed.js beside it, if it was copied alone.
    let notations = notations.iter().filter(|one| !view.state.is_single || **one != Notation::Element);
    let one = |notation: &Notation| {
        let (name, copied) = (notation.name(), notation.write(&shown));
        html! {
            <>
                <h3>{name}</h3>
                <pre class="snippet" tabindex="0" role="group" aria-label={name}>
                    <code>{text(&copied)}</code>
                </pre>
                {copy(view, name, copied, "Copy")}
            </>
        }
    };
    html! {
        <>
            <p>{*allows}</p>
            {for address::limits(&view.state.base).into_iter().map(|limit| html! { <p class="note">{limit}</p> })}
            {for notations.map(one)}
        </>
    }
}

/// The page to embed.
pub(crate) fn shown_route(view: &View) -> Route {
    match view.state.embedding.content {
        Content::Page => view.state.route.clone(),
        Content::Analyzer => Route::Home,
        Content::Search => Route::Knowledge(String::new()),
    }
}

/// The preview: the same views in a box. It is not a frame, because the network lock blocks frames. It scrolls, but
/// nothing in it can be used.
fn previewed(Embedding { theme, height, .. }: Embedding, preview: Html) -> Html {
    html! {
        <figure class="preview">
            <figcaption class="note">{"Preview of the frame, without its functions"}</figcaption>
            <div class="framed" data-theme={theme.word()} style={attr(&["height:", height, "px"].concat())}>
                <div tabindex="0" role="group" aria-label="Preview">
                    <div class="whole embedded" inert={true}>{preview}</div>
                </div>
            </div>
        </figure>
    }
}
