//! The head of the viewer: name, times, search, columns and the chips of the filter.

use report::{ViewChip, ViewCondition, ViewLevel};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::virtual_dom::AttrValue;
use yew::{Context, Html, InputEvent, KeyboardEvent, html};

use super::address;
use super::clock::TimeForm;
use super::grid::COLUMNS;
use super::keys::ViewKey;
use super::merged;
use super::model::{Viewer, ViewerMessage};
use crate::components::icon::{Icon, icon};
use crate::components::mark::{Mark, mark};
use crate::components::panel::{choice, icon_button, icon_link};
use crate::message::Action;
use crate::state::Dialog;
use crate::view::{attr, text, truth};
use crate::words::{count, number};

/// The name of the log, and how many entries it has.
pub(super) fn head(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let (props, state) = (ctx.props(), &viewer.state);
    let percent = (state.read * 100).checked_div(state.size).unwrap_or_default();
    let is_reading = viewer.is_known && state.read < state.size && state.problem.is_none();
    html! {
        <header class="view-head">
            <h1>{text(&merged::title(props))}</h1>
            if !props.about.is_empty() {
                {icon_link(&props.about, Icon::Help, "About this log")}
            }
            <p class="note">
                {text(&count(state.entries.into(), "entry", "entries"))}
                if state.rows != state.entries {
                    {text(&[", ", &number(u64::from(state.entries.saturating_sub(state.rows))), " hidden"].concat())}
                }
                if is_reading {
                    {text(&[", ", &percent.to_string(), "% read"].concat())}
                }
            </p>
            {merged::switch(viewer, ctx)}
            {level_buttons(viewer, ctx)}
        </header>
    }
}

/// The numbers of errors and warnings, with the buttons to the next and the previous one.
fn level_buttons(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let state = &viewer.state;
    let levels = [
        (ViewLevel::Error, Mark::Failed, state.errors, "error", "errors"),
        (ViewLevel::Warning, Mark::Warning, state.warnings, "warning", "warnings"),
    ];
    let level = |(level, sign, all, one, many): (ViewLevel, Mark, u32, &'static str, &'static str)| {
        let key = |next, words: &str, sign| press(ctx, ViewKey::Level(level, next), words, sign);
        html! {
            <span class="view-level">
                {mark(sign)}
                {text(&count(all.into(), one, many))}
                {key(false, &["Previous ", one].concat(), Icon::Up)}
                {key(true, &["Next ", one].concat(), Icon::Down)}
            </span>
        }
    };
    levels.into_iter().map(level).collect()
}

/// A button that does the same as a key.
fn press(ctx: &Context<Viewer>, key: ViewKey, words: &str, sign: Icon) -> Html {
    let onclick = ctx.link().callback(move |_| ViewerMessage::Pressed(key));
    let words = attr(words);
    html! {
        <button class="icon-button" type="button" aria-label={words.clone()} title={words} {onclick}>
            {icon(sign)}
        </button>
    }
}

/// The form of the times, the search, the place to go to, the columns.
pub(super) fn tools(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let times = [(TimeForm::Written, "As written"), (TimeForm::Utc, "UTC"), (TimeForm::Relative, "Relative")];
    let times = times.map(|(form, words)| {
        let chosen = viewer.times == form;
        choice(chosen, ctx.link().callback(move |_| ViewerMessage::Times(form)), text(words))
    });
    html! {
        <div class="view-tools">
            <div class="view-choices" role="group" aria-label="Times">{for times}</div>
            {find(viewer, ctx)}
            {go_to(viewer, ctx)}
            {merged::log_list(viewer, ctx)}
            <details class="view-columns">
                <summary class="button">{"Columns"}{icon(Icon::Down)}</summary>
                <div role="group" aria-label="Columns">{for (1..COLUMNS.len()).map(|at| column(viewer, ctx, at))}</div>
            </details>
            {icon_button(&ctx.props().act, Icon::Help, "Keys of the viewer", Action::Dialog(Dialog::Help))}
        </div>
    }
}

fn column(viewer: &Viewer, ctx: &Context<Viewer>, at: usize) -> Html {
    let onchange = ctx.link().callback(move |_| ViewerMessage::Column(at));
    let checked = viewer.hidden >> at & 1 == 0;
    html! { <label><input type="checkbox" {checked} {onchange} />{COLUMNS[at].0}</label> }
}

fn value(event: &InputEvent) -> String {
    let field = event.target().and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}

fn find(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let link = ctx.link();
    let onkeydown = link.batch_callback(|event: KeyboardEvent| {
        let message = match event.key().as_str() {
            "Enter" | "F3" => ViewerMessage::Pressed(ViewKey::Hit(!event.shift_key())),
            "Escape" => ViewerMessage::Leave,
            _ => return None,
        };
        event.prevent_default();
        Some(message)
    });
    let oninput = link.callback(|event: InputEvent| ViewerMessage::Typed(value(&event)));
    let switch = |is_on: bool, words: &'static str, label: &'static str, message: fn() -> ViewerMessage| {
        let onclick = link.callback(move |_| message());
        html! {
            <button class="view-switch" type="button" aria-pressed={truth(is_on)} aria-label={label} title={label} {onclick}>
                {words}
            </button>
        }
    };
    html! {
        <div class="search view-find" role="search" aria-label="This log">
            {icon(Icon::Search)}
            <input
                id="find"
                type="text"
                placeholder={merged::find_words(viewer)}
                aria-label={merged::find_words(viewer)}
                autocomplete="off"
                spellcheck="false"
                value={viewer.typed.text.clone()}
                {oninput}
                {onkeydown}
            />
            if viewer.pattern.is_some() {
                <span class="note view-hits">{text(&viewer.hits_in_words())}</span>
            }
            {switch(viewer.typed.is_exact, "Aa", "Match case", || ViewerMessage::Case)}
            {switch(viewer.typed.is_expression, ".*", "Regular expression", || ViewerMessage::Expression)}
            {press(ctx, ViewKey::Hit(false), "Previous hit", Icon::Up)}
            {press(ctx, ViewKey::Hit(true), "Next hit", Icon::Down)}
            if viewer.pattern.is_some() {
                <button class="view-switch" type="button" onclick={link.callback(|_| ViewerMessage::FilterTyped)}>
                    {"Only these"}
                </button>
            }
        </div>
    }
}

fn go_to(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let link = ctx.link();
    let onkeydown = link.batch_callback(|event: KeyboardEvent| {
        let message = match event.key().as_str() {
            "Enter" => ViewerMessage::Go,
            "Escape" => ViewerMessage::Leave,
            _ => return None,
        };
        event.prevent_default();
        Some(message)
    });
    let oninput = link.callback(|event: InputEvent| ViewerMessage::GoTyped(value(&event)));
    html! {
        <div class="search view-place">
            <input
                id="go-to"
                type="text"
                placeholder="Line or time"
                aria-label="Go to a line or a time"
                autocomplete="off"
                value={viewer.place.clone()}
                {oninput}
                {onkeydown}
            />
        </div>
    }
}

/// The chips of the filter.
pub(super) fn chips(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let link = ctx.link();
    let chip = |(at, chip): (usize, &ViewChip)| {
        let words = address::words(chip);
        let label = AttrValue::from(["Remove: ", &words].concat());
        html! {
            <li class="view-chip">
                {if chip.hides { "Without " } else { "Only " }}
                <b>{text(&words)}</b>
                {text(&hidden(viewer, chip))}
                <button class="icon-button" type="button" aria-label={label} onclick={link.callback(move |_| ViewerMessage::Remove(at))}>
                    {icon(Icon::Close)}
                </button>
            </li>
        }
    };
    html! {
        <div class="view-chips">
            <ul aria-label="Filter">{for viewer.chips.iter().enumerate().map(chip)}</ul>
            <button class="text-button" type="button" onclick={link.callback(|_| ViewerMessage::RemoveAll)}>{"Clear all"}</button>
        </div>
    }
}

/// How many entries a chip hides; empty if that is not known for it alone.
fn hidden(viewer: &Viewer, chip: &ViewChip) -> String {
    let state = &viewer.state;
    let of_it = match &chip.condition {
        ViewCondition::Component(name) => {
            state.components.iter().find(|(other, _)| other == name).map(|(_, all)| *all)
        }
        ViewCondition::Log(name) => merged::entries_of(viewer, name),
        ViewCondition::Level(ViewLevel::Error) => Some(state.errors),
        ViewCondition::Level(ViewLevel::Warning) => Some(state.warnings),
        // The only chip hides all that is hidden.
        _ if viewer.chips.len() == 1 => {
            let shown = if chip.hides { state.entries.saturating_sub(state.rows) } else { state.rows };
            Some(shown)
        }
        _ => None,
    };
    let hides = of_it.map(|all| if chip.hides { all } else { state.entries.saturating_sub(all) });
    hides.map(|all| [" hides ", &number(all.into())].concat()).unwrap_or_default()
}
