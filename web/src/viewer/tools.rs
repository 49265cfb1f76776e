//! The head of the viewer: name, times, search, columns and the chips of the filter.

use report::{ViewChip, ViewLevel};
use yew::virtual_dom::AttrValue;
use yew::{Callback, Context, Html, InputEvent, MouseEvent, html};

use super::clock::TimeForm;
use super::columns::NAMES;
use super::find_field::{FindMessages, find_field};
use super::follow::follow_button;
use super::keys::ViewKey;
use super::marking::COLOURS;
use super::merged;
use super::model::{Panel, Viewer, ViewerMessage};
use super::panel::{close_with_escape, field_keys, value};
use super::strip::whole_strip;
use crate::browser::viewing;
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
            {whole_strip(viewer, ctx)}
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
    html! { <>{for levels.into_iter().map(level)}{proof_buttons(viewer, ctx)}</> }
}

/// The number of lines that findings are based on, with the buttons to the next and the previous one.
fn proof_buttons(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    if viewer.proofs.is_empty() {
        return Html::default();
    }
    html! {
        <span class="view-level">
            {icon(Icon::Flow)}
            {text(&count(viewer.proofs.len() as u64, "finding line", "finding lines"))}
            {press(ctx, ViewKey::Proof(false), "Previous line of a finding", Icon::Up)}
            {press(ctx, ViewKey::Proof(true), "Next line of a finding", Icon::Down)}
        </span>
    }
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
            {follow_button(viewer, ctx)}
            {merged::log_list(viewer, ctx)}
            <button
                class="button"
                type="button"
                aria-expanded={truth(viewer.panel.is_some())}
                onclick={toggle_panel(viewer, ctx)}
            >
                {icon(Icon::Filter)}
                {"Filter"}
            </button>
            <details class="view-columns" onkeydown={close_with_escape()}>
                <summary class="button">{"Columns"}{icon(Icon::Down)}</summary>
                <div role="group" aria-label="Columns">
                    {for viewer.columns.all().map(|at| column(viewer, ctx, at))}
                    <label>
                        <input
                            type="checkbox"
                            checked={viewer.is_wrapped}
                            onchange={ctx.link().callback(|_| ViewerMessage::Wrap)}
                        />
                        {"Wrap long lines"}
                    </label>
                </div>
            </details>
            {icon_button(&ctx.props().act, Icon::Help, "Keys of the viewer", Action::Dialog(Dialog::Help))}
        </div>
    }
}

fn toggle_panel(viewer: &Viewer, ctx: &Context<Viewer>) -> Callback<MouseEvent> {
    let next = if viewer.panel.is_some() { None } else { Some(Panel::Filter) };
    ctx.link().callback(move |_| ViewerMessage::Panel(next))
}

/// Whether a column is shown, and the buttons that move it; the text is always shown.
fn column(viewer: &Viewer, ctx: &Context<Viewer>, at: usize) -> Html {
    let name = NAMES[at];
    let onchange = ctx.link().callback(move |_| ViewerMessage::ToggleColumn(at));
    let checked = viewer.columns.is_shown(at);
    let shift = |is_later: bool, words: &'static str, sign: Icon| {
        let onclick = ctx.link().callback(move |_| ViewerMessage::ShiftColumn(at, is_later));
        let label = AttrValue::from([name, words].concat());
        html! {
            <button class="icon-button" type="button" aria-label={label.clone()} title={label} {onclick}>{icon(sign)}</button>
        }
    };
    html! {
        <div class="view-column">
            <label><input type="checkbox" {checked} disabled={at == 0} {onchange} />{name}</label>
            {shift(false, ": one place to the left", Icon::Left)}
            {shift(true, ": one place to the right", Icon::Right)}
        </div>
    }
}

fn find(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let link = ctx.link();
    let messages = FindMessages {
        typed: ViewerMessage::Typed,
        hit: |is_next| ViewerMessage::Pressed(ViewKey::Hit(is_next)),
        leave: || ViewerMessage::Leave,
    };
    let switch = |is_on: bool, words: &'static str, label: &'static str, message: fn() -> ViewerMessage| {
        let onclick = link.callback(move |_| message());
        html! {
            <button class="view-switch" type="button" aria-pressed={truth(is_on)} aria-label={label} title={label} {onclick}>
                {words}
            </button>
        }
    };
    let rest = html! {
        <>
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
        </>
    };
    find_field(link, ("This log", merged::find_words(viewer)), &viewer.typed, &messages, rest)
}

fn go_to(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let link = ctx.link();
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
                onkeydown={field_keys(ctx, ViewerMessage::Go)}
            />
        </div>
    }
}

/// A message of a button that can disappear with it: the focus moves to the rows, or it would be lost.
fn to_rows(message: &ViewerMessage) -> ViewerMessage {
    viewing::focus("rows");
    message.clone()
}

/// The chips of the filter, and the highlights.
pub(super) fn chips(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let link = ctx.link();
    let remove = |words: &str, message: ViewerMessage| {
        let label = attr(&["Remove: ", words].concat());
        let onclick = link.callback(move |_| to_rows(&message));
        html! { <button class="icon-button" type="button" aria-label={label} {onclick}>{icon(Icon::Close)}</button> }
    };
    let chip = |(at, chip): (usize, &ViewChip)| {
        let words = viewer.chip_in_words(chip, ctx.props().report.as_ref());
        let (kind, other) = if chip.hides { ("Without", "Only") } else { ("Only", "Without") };
        let label = attr(&[kind, " ", &words, ". Change to: ", other].concat());
        let hidden = viewer.state.hidden.get(at).copied().flatten();
        html! {
            <li class="view-chip">
                <button
                    class="text-button"
                    type="button"
                    aria-label={label.clone()}
                    title={label}
                    onclick={link.callback(move |_| ViewerMessage::Invert(at))}
                >
                    {kind}
                    {icon(Icon::Switch)}
                </button>
                {" "}
                <b>{text(&words)}</b>
                if let Some(hidden) = hidden {
                    {text(&[" hides ", &number(hidden.into())].concat())}
                }
                {remove(&words, ViewerMessage::Remove(at))}
            </li>
        }
    };
    let light = |((at, words), class): ((usize, &String), &&'static str)| {
        html! {
            <li class="view-chip">
                {"Highlight "}
                <mark class={*class}>{text(words)}</mark>
                {remove(words, ViewerMessage::RemoveHighlight(at))}
            </li>
        }
    };
    let lights = viewer.highlights.texts.iter().enumerate().zip(COLOURS.iter().cycle());
    html! {
        <div class="view-chips">
            <ul aria-label="Filter and highlights">
                {for viewer.chips.iter().enumerate().map(chip)}
                {for lights.map(light)}
            </ul>
            if !viewer.highlights.texts.is_empty() {
                <label>
                    <input
                        type="checkbox"
                        checked={viewer.highlights.colours_rows}
                        onchange={link.callback(|_| ViewerMessage::ColourRows)}
                    />
                    {"Colour whole rows"}
                </label>
            }
            <button class="text-button" type="button" onclick={link.callback(|_| to_rows(&ViewerMessage::RemoveAll))}>{"Clear all"}</button>
        </div>
    }
}
