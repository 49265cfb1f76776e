//! The panel for the filter and the highlights: a text, a time range, components and levels.

use report::{ViewChip, ViewCondition, ViewLevel};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::{Callback, Context, Html, InputEvent, KeyboardEvent, TargetCast, html};

use super::model::{Panel, Viewer, ViewerMessage};
use crate::components::icon::{Icon, icon};
use crate::view::{attr, text};
use crate::words::number;

/// The text of a field.
pub(super) fn value(event: &InputEvent) -> String {
    let field = event.target().and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}

/// The keys of a field: Enter, and Escape, which leads back to the rows.
pub(super) fn field_keys(ctx: &Context<Viewer>, enter: ViewerMessage) -> Callback<KeyboardEvent> {
    ctx.link().batch_callback(move |event: KeyboardEvent| {
        let message = match event.key().as_str() {
            "Enter" => enter.clone(),
            "Escape" => ViewerMessage::Leave,
            _ => return None,
        };
        event.prevent_default();
        Some(message)
    })
}

/// Closes an open list of choices with Escape, and gives the focus back to its button.
pub(super) fn close_with_escape() -> Callback<KeyboardEvent> {
    Callback::from(|event: KeyboardEvent| {
        let list = event.target_dyn_into::<Element>().and_then(|target| target.closest("details").ok()?);
        if event.key() == "Escape"
            && let Some(list) = list
        {
            list.remove_attribute("open").ok();
            let button = list.query_selector("summary").ok().flatten();
            if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                button.focus().ok();
            }
        }
    })
}

/// The panel, if it is open.
pub(super) fn panel(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let Some(panel) = viewer.panel else { return Html::default() };
    let link = ctx.link();
    let button = |words: &str, message: ViewerMessage| {
        let onclick = link.callback(move |_| message.clone());
        html! { <button class="button small" type="button" {onclick}>{text(words)}</button> }
    };
    let range = |id: &'static str, label: &'static str, value: &str, message: fn(String) -> ViewerMessage| {
        let oninput = link.callback(move |event: InputEvent| message(self::value(&event)));
        html! {
            <label>
                {label}
                <input
                    {id}
                    type="text"
                    placeholder="09:14:22"
                    autocomplete="off"
                    value={value.to_owned()}
                    {oninput}
                    onkeydown={field_keys(ctx, ViewerMessage::LimitTyped)}
                />
            </label>
        }
    };
    html! {
        <div class="view-panel" role="group" aria-label="Filter and highlight">
            <div>
                <label>
                    {"Text"}
                    <input
                        id="filter"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        value={viewer.typed_text.clone()}
                        oninput={link.callback(|event: InputEvent| ViewerMessage::PanelText(value(&event)))}
                        onkeydown={field_keys(ctx, ViewerMessage::UseText(panel))}
                    />
                </label>
                {button("Only these", ViewerMessage::UseText(Panel::Filter))}
                {button("Hide these", ViewerMessage::HideText)}
                {button("Highlight", ViewerMessage::UseText(Panel::Highlight))}
            </div>
            <div>
                {range("from", "From", &viewer.typed_range.0, ViewerMessage::PanelFrom)}
                {range("to", "To", &viewer.typed_range.1, ViewerMessage::PanelTo)}
                {button("Only this time", ViewerMessage::LimitTyped)}
            </div>
            {kinds(viewer, ctx)}
            <button
                class="icon-button view-panel-close"
                type="button"
                aria-label="Close the filter"
                title="Close the filter"
                onclick={link.callback(|_| ViewerMessage::Leave)}
            >
                {icon(Icon::Close)}
            </button>
        </div>
    }
}

/// The levels and components of the log, with buttons that show only them or hide them.
fn kinds(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let state = &viewer.state;
    let levels =
        [("errors", ViewLevel::Error, state.errors), ("warnings", ViewLevel::Warning, state.warnings)];
    let levels = levels.into_iter().filter(|(_, _, all)| *all > 0);
    let levels = levels.map(|(name, level, all)| (name.to_owned(), ViewCondition::Level(level), all));
    let components = state.components.iter().filter(|(name, _)| !name.is_empty());
    let components =
        components.map(|(name, all)| (name.clone(), ViewCondition::Component(name.clone()), *all));
    let row = |(name, condition, all): (String, ViewCondition, u32)| {
        let button = |words: &'static str, hides: bool| {
            let chip = ViewChip { condition: condition.clone(), hides };
            let onclick = ctx.link().callback(move |_| ViewerMessage::Filter(chip.clone()));
            let label = attr(&[words, " ", &name].concat());
            html! { <button class="text-button" type="button" aria-label={label} {onclick}>{words}</button> }
        };
        html! {
            <li>
                <span>{text(&name)}</span>
                <span class="note">{text(&number(all.into()))}</span>
                {button("Only", false)}
                {button("Hide", true)}
            </li>
        }
    };
    html! { <ul aria-label="Levels and components">{for levels.chain(components).map(row)}</ul> }
}
