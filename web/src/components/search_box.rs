//! The search box and the list below it.

use yew::{Html, html};

use super::icon::{Icon, icon};
use crate::excerpt::is_excerpt;
use crate::look_up::{SHOWN, describe, name};
use crate::message::{Action, Key};
use crate::view::{View, attr, text, truth};

/// The box; `class` says how large it is.
pub(crate) fn search_box(view: &View, class: &'static str) -> Html {
    let search = &view.state.search;
    let open = search.open && !search.text.trim().is_empty();
    html! {
        <div class={class} role="search">
            {icon(Icon::Search)}
            {field(view, open)}
            <kbd>{"Ctrl K"}</kbd>
            <div class="hits" hidden={!open}>
                <div id="hits" role="listbox" aria-label="What fits">{list(view)}</div>
                {below(view)}
            </div>
        </div>
    }
}

fn field(view: &View, open: bool) -> Html {
    let search = &view.state.search;
    let keys = |key: &str| match key {
        "ArrowDown" => Some(Action::SearchKey(Key::Down)),
        "ArrowUp" => Some(Action::SearchKey(Key::Up)),
        "Enter" => Some(Action::SearchKey(Key::Enter)),
        _ => None,
    };
    html! {
        <input
            id="search"
            type="text"
            role="combobox"
            aria-label="Look up a code, symbol, word or log line"
            aria-controls="hits"
            aria-autocomplete="list"
            placeholder="Code, symbol, words, or paste a log line"
            autocomplete="off"
            spellcheck="false"
            aria-expanded={truth(open)}
            aria-activedescendant={search.chosen.filter(|_| open).map(option_id)}
            value={search.text.clone()}
            oninput={view.input(Action::Type)}
            onkeydown={view.keydown(keys)}
        />
    }
}

fn option_id(at: usize) -> String {
    ["hit-", &at.to_string()].concat()
}

fn list(view: &View) -> Html {
    let search = &view.state.search;
    let hits = search.found.hits.iter().take(SHOWN).enumerate();
    let option = |at, what| {
        let (kind, words) = describe(what);
        let chosen = search.chosen == Some(at);
        html! {
            <a
                id={option_id(at)}
                role="option"
                aria-selected={truth(chosen)}
                tabindex="-1"
                class={chosen.then_some("chosen")}
                href={attr(&what.href())}
            >
                <span class="kind">{text(kind)}</span>
                <strong>{text(&name(what))}</strong>
                <span class="about">{text(&words)}</span>
            </a>
        }
    };
    html! { <>{for hits.map(|(at, hit)| option(at, hit.what))}</> }
}

/// What stands below the list: what was understood, and that there is more.
fn below(view: &View) -> Html {
    let search = &view.state.search;
    let understood = search.understood();
    let hits = search.found.hits.len();
    html! {
        <>
            if !understood.is_empty() {
                <p class="note" role="status">{text(&understood)}</p>
            }
            if is_excerpt(&search.text) {
                <p class="note">{"Enter tells each code in its place"}</p>
            } else if hits > SHOWN {
                <p class="note">{text(&["Enter shows all ", &hits.to_string()].concat())}</p>
            }
        </>
    }
}
