//! The search box and its list of hits.

use knowledge::SearchTarget;
use yew::{Callback, Html, Properties, component, html};

use super::icon::{Icon, icon};
use crate::look_up::{SHOWN, describe, is_excerpt, name};
use crate::message::{Action, Key, PageMessage};
use crate::view::{View, attr, input, keydown, text, truth};

/// The box of a page; `class` sets its size.
pub(crate) fn search_box(view: &View, class: &'static str) -> Html {
    let search = &view.state.search;
    let hits = &search.found.hits;
    html! {
        <SearchBox
            {class}
            text={search.text.clone()}
            chosen={search.chosen}
            open={search.open && !search.text.trim().is_empty()}
            hits={hits.iter().take(SHOWN).map(|hit| hit.what).collect::<Vec<_>>()}
            all={hits.len()}
            understood={search.understood()}
            revision={view.state.revision}
            act={view.act}
        />
    }
}

#[derive(Properties)]
struct SearchBoxProps {
    class: &'static str,
    text: String,
    /// The hit that the keyboard selected.
    chosen: Option<usize>,
    /// Whether the list is shown.
    open: bool,
    /// The hits in the list.
    hits: Vec<SearchTarget>,
    /// The number of all hits.
    all: usize,
    /// How the query was interpreted, if it has no hits or is mistyped.
    understood: String,
    revision: u32,
    act: Callback<PageMessage>,
}

/// The hits are not compared: they depend only on the text and the revision of the knowledge base.
impl PartialEq for SearchBoxProps {
    fn eq(&self, other: &Self) -> bool {
        (self.class, self.chosen, self.open) == (other.class, other.chosen, other.open)
            && (&self.text, self.revision, &self.act) == (&other.text, other.revision, &other.act)
    }
}

#[component]
fn SearchBox(props: &SearchBoxProps) -> Html {
    html! {
        <div class={props.class} role="search">
            {icon(Icon::Search)}
            {field(props)}
            <kbd>{"Ctrl K"}</kbd>
            <div class="hits" hidden={!props.open}>
                <div id="hits" role="listbox" aria-label="Results">{list(props)}</div>
                {below(props)}
            </div>
        </div>
    }
}

fn field(props: &SearchBoxProps) -> Html {
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
            aria-expanded={truth(props.open)}
            aria-activedescendant={props.chosen.filter(|_| props.open).map(option_id)}
            value={props.text.clone()}
            oninput={input(&props.act, Action::Type)}
            onkeydown={keydown(&props.act, keys)}
        />
    }
}

fn option_id(at: usize) -> String {
    ["hit-", &at.to_string()].concat()
}

fn list(props: &SearchBoxProps) -> Html {
    let option = |at, what| {
        let (kind, words) = describe(what);
        let words = match what {
            SearchTarget::Code(_) => words,
            _ => match knowledge::why(&props.text, what) {
                Some(why) => [why, " \u{b7} ", &words].concat(),
                None => words,
            },
        };
        let chosen = props.chosen == Some(at);
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
    html! { <>{for props.hits.iter().enumerate().map(|(at, what)| option(at, *what))}</> }
}

/// The notes below the list: how the query was interpreted, and the number of hits.
fn below(props: &SearchBoxProps) -> Html {
    html! {
        <>
            if !props.understood.is_empty() {
                <p class="note" role="status">{text(&props.understood)}</p>
            }
            if is_excerpt(&props.text) {
                <p class="note">{"Press Enter to annotate every code"}</p>
            } else if props.all > SHOWN {
                <p class="note">{text(&["Press Enter to show all ", &props.all.to_string()].concat())}</p>
            }
        </>
    }
}
