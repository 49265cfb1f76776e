//! The details of the chosen row: its text, and what is known about it.

use knowledge::spelling::codes_in;
use report::{ViewChip, ViewCondition, ViewLevel, ViewPattern};
use web_sys::Element;
use yew::virtual_dom::AttrValue;
use yew::{Context, Html, MouseEvent, TargetCast, html};

use super::address::level_word;
use super::bookmarks::bookmarks;
use super::clock::difference;
use super::grid_row::thread;
use super::guid_names::{NamedGuid, named_guids};
use super::keys::ViewKey;
use super::marking::marked;
use super::merged::log_fact;
use super::model::{CopyForm, Viewer, ViewerMessage};
use super::report_facts::{fact, filters, report_facts, small_button};
use crate::components::icon::{Icon, icon};
use crate::components::mark::{Mark, mark};
use crate::components::panel::{code_link, copy_button, link, note};
use crate::routes::Route;
use crate::time::utc_words;
use crate::view::{attr, text};
use crate::words::{count, number};

/// How many codes and GUIDs of a row are explained.
const CODES: usize = 6;
const GUIDS: usize = 6;

/// The pane.
pub(super) fn details(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let inside = match &viewer.chosen {
        Some(_) => html! { <>{row_text(viewer, ctx)}{facts(viewer, ctx)}</> },
        None => {
            html! { <p class="note">{"Choose a row to see its whole text, its codes and its times."}</p> }
        }
    };
    html! {
        <section class="view-details" aria-label="Details of the row">
            {inside}
            {bookmarks(ctx)}
        </section>
    }
}

/// The text of the row, and the buttons that copy it.
fn row_text(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let Some(chosen) = &viewer.chosen else { return Html::default() };
    let (props, row) = (ctx.props(), &*chosen.row);
    let place = [&viewer.address.log, " : ", &number(row.line)].concat();
    let copied = props.copied.as_deref();
    let address = [&*props.base, &viewer.route().href()].concat();
    // The viewer copies, because it asks the engine for several rows first.
    let copying = |name: &str, form: CopyForm, words: &'static str| {
        let onclick = ctx.link().callback(move |_| ViewerMessage::Copy(form));
        let (class, sign, words) = match copied == Some(name) {
            true => ("button small copy copied", Icon::Check, "Copied"),
            false => ("button small copy", Icon::Copy, words),
        };
        html! { <button {class} type="button" {onclick}>{icon(sign)}<span>{words}</span></button> }
    };
    let press = |key: ViewKey, sign: Icon, words: &'static str| {
        let onclick = ctx.link().callback(move |_| ViewerMessage::Pressed(key));
        html! { <button class="button small" type="button" {onclick}>{icon(sign)}{words}</button> }
    };
    let open_menu = ctx.link().batch_callback(|event: MouseEvent| {
        let place = event.target_dyn_into::<Element>()?.get_bounding_client_rect();
        Some(ViewerMessage::OpenMenu(None, place.left(), place.top()))
    });
    html! {
        <div class="view-line">
            <header>
                <h2>{sign(row.level)}{text(&place)}</h2>
                {copying("row-text", CopyForm::Text, "Copy")}
                {copying("row-markdown", CopyForm::Markdown, "Markdown")}
                {copy_button(&props.act, copied, "row-link", address, "Link")}
                {press(ViewKey::Bookmark, Icon::Bookmark, "Bookmark")}
                <button class="button small" type="button" aria-haspopup="menu" onclick={open_menu}>
                    {"Menu"}
                    {icon(Icon::Down)}
                </button>
            </header>
            if let Some(selected) = viewer.selection_in_words() {
                <p class="view-selected" role="status">{text(&["Selected: ", &selected].concat())}</p>
            }
            <pre tabindex="0" role="group" aria-label="Text of the row">
                {marked(&row.text, viewer.pattern.as_ref(), &viewer.highlights.texts)}
            </pre>
            if row.is_cut {
                {note("The text is longer: its rest is not shown.")}
            }
        </div>
    }
}

/// What is known about the row.
fn facts(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let Some(chosen) = &viewer.chosen else { return Html::default() };
    let (props, row) = (ctx.props(), &*chosen.row);
    let earlier = chosen.before.as_ref().and_then(|before| Some(row.utc? - before.utc?));
    let guids = named_guids(&row.text, props.report.as_ref());
    html! {
        <dl class="view-facts">
            {log_fact(viewer, ctx, row)}
            {report_facts(ctx, row)}
            if !row.component.is_empty() {
                {fact("Component", html! { <>{component(ctx, &row.component)}</> })}
            }
            if row.thread > 0 {
                {fact("Thread", html! {
                    <>{text(&thread(row))}{filters(ctx, &ViewCondition::Thread(row.process, row.thread), "thread")}</>
                })}
            }
            if row.level != ViewLevel::Plain {
                {fact("Level", html! {
                    <>{text(level_word(row.level))}{filters(ctx, &ViewCondition::Level(row.level), "level")}</>
                })}
            }
            if !row.written.is_empty() {
                {fact("As written", text(&row.written))}
            }
            if let Some(utc) = row.utc {
                {fact("UTC", html! { <>{text(&utc_words(utc))}{limits(ctx, utc)}</> })}
            }
            if let Some(earlier) = earlier {
                {fact("Row before", text(&difference(earlier)))}
            }
            if !row.source.is_empty() {
                {fact("Source", text(&row.source))}
            }
            {for codes(&row.text).take(CODES).map(code)}
            {for guids.iter().take(GUIDS).map(|guid| guid_fact(ctx, guid))}
            if guids.len() > GUIDS {
                {fact("More", text(&count((guids.len() - GUIDS) as u64, "GUID", "GUIDs")))}
            }
        </dl>
    }
}

fn sign(level: ViewLevel) -> Html {
    match level {
        ViewLevel::Error => mark(Mark::Failed),
        ViewLevel::Warning => mark(Mark::Warning),
        _ => Html::default(),
    }
}

/// The component, what its log records, and its filters.
fn component(ctx: &Context<Viewer>, name: &str) -> Html {
    let known = knowledge::log_of_component(name);
    html! {
        <>
            {text(name)}
            {filters(ctx, &ViewCondition::Component(name.to_owned()), "component")}
            if let Some(log) = known {
                <span class="view-role">
                    {text(log.description)}
                    {" "}
                    {link(&Route::Log(log.name.to_owned()).href(), log.file)}
                </span>
            }
        </>
    }
}

/// The buttons that limit the time.
fn limits(ctx: &Context<Viewer>, utc: i64) -> Html {
    let button = |words: &'static str, label: &'static str, message| {
        small_button(ctx, words, AttrValue::from(label), message)
    };
    html! {
        <span class="view-filters">
            {button("From here", "From here: only rows of this time or later", ViewerMessage::Limit(Some(utc), None))}
            {button("Up to here", "Up to here: only rows of this time or earlier", ViewerMessage::Limit(None, Some(utc + 1)))}
        </span>
    }
}

/// A code of the row, with what it means.
fn code(code: u32) -> Html {
    let explained = knowledge::explain(code);
    html! {
        <><dt>{"Code"}</dt><dd>{code_link(&knowledge::spell(code))}{" "}{text(&explained.sentence)}</dd></>
    }
}

/// The codes in a text, each once.
pub(super) fn codes(line: &str) -> impl Iterator<Item = u32> {
    let mut codes = Vec::new();
    for at in codes_in(line) {
        if !codes.contains(&at.value) {
            codes.push(at.value);
        }
    }
    codes.into_iter()
}

/// A GUID of the row, with the buttons that lead to all other lines with it.
fn guid_fact(ctx: &Context<Viewer>, named: &NamedGuid) -> Html {
    let pattern = ViewPattern { text: named.guid.clone(), ..ViewPattern::default() };
    let chip = ViewChip { condition: ViewCondition::Text(pattern), hides: false };
    let label = |words: &str| attr(&[words, ": GUID ", &named.guid].concat());
    html! {
        <>
            <dt>{"GUID"}</dt>
            <dd>
                if named.name != "GUID" {
                    {text(&named.name)}
                    {" "}
                }
                <code>{text(&named.guid)}</code>
                <span class="view-filters">
                    {small_button(ctx, "All lines with it", label("All lines with it"), ViewerMessage::Filter(chip))}
                    {small_button(ctx, "Find", label("Find"), ViewerMessage::Find(named.guid.clone()))}
                </span>
            </dd>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_named_once() {
        let text = "Failed 0x80244022, then again 0x80244022 and 0x8024401b";
        assert_eq!(codes(text).collect::<Vec<_>>(), [0x8024_4022, 0x8024_401B]);
    }
}
