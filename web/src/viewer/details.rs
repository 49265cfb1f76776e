//! The details of the chosen row.

use knowledge::spelling::codes_in;
use report::{ViewChip, ViewCondition, ViewLevel, ViewRow};
use yew::virtual_dom::AttrValue;
use yew::{Context, Html, html};

use super::address::level_word;
use super::clock::difference;
use super::grid::{marked, thread};
use super::merged::log_fact;
use super::model::{Viewer, ViewerMessage};
use crate::components::mark::{Mark, mark};
use crate::components::panel::{code_link, copy_button, link, note};
use crate::time::utc_words;
use crate::view::text;
use crate::words::number;

/// How many codes of a row are explained.
const CODES: usize = 6;

/// The pane.
pub(super) fn details(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let Some(chosen) = &viewer.chosen else {
        return html! {
            <section class="view-details" aria-label="Details of the row">
                <p class="note">{"Choose a row to see its whole text, its codes and its times."}</p>
            </section>
        };
    };
    let (props, row) = (ctx.props(), &*chosen.row);
    let place = [&viewer.address.log, " : ", &number(row.line)].concat();
    let copied = props.copied.as_deref();
    let button = |name: &str, copy: String, words| copy_button(&props.act, copied, name, copy, words);
    let address = [&*props.base, &viewer.route().href()].concat();
    let earlier = chosen.before.as_ref().and_then(|before| Some(row.utc? - before.utc?));
    let fact = |name: &'static str, inside: Html| html! { <><dt>{name}</dt><dd>{inside}</dd></> };
    html! {
        <section class="view-details" aria-label="Details of the row">
            <div class="view-line">
                <header>
                    <h2>{sign(row.level)}{text(&place)}</h2>
                    {button("row-text", as_text(&viewer.address.log, row), "Copy")}
                    {button("row-markdown", as_markdown(&viewer.address.log, row), "Markdown")}
                    {button("row-link", address, "Link")}
                </header>
                <pre tabindex="0" role="group" aria-label="Text of the row">{marked(&row.text, viewer.pattern.as_ref())}</pre>
                if row.is_cut {
                    {note("The text is longer: its rest is not shown.")}
                }
            </div>
            <dl class="view-facts">
                {log_fact(viewer, ctx, row)}
                if !row.component.is_empty() {
                    {fact("Component", html! {
                        <>{text(&row.component)}{filters(ctx, &ViewCondition::Component(row.component.clone()), "component")}</>
                    })}
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
                    {fact("UTC", text(&utc_words(utc)))}
                }
                if let Some(earlier) = earlier {
                    {fact("Row before", text(&difference(earlier)))}
                }
                if !row.source.is_empty() {
                    {fact("Source", text(&row.source))}
                }
                {for codes(&row.text).take(CODES).map(code)}
                {for findings(ctx, row).map(|finding| fact("Finding", finding))}
            </dl>
        </section>
    }
}

fn sign(level: ViewLevel) -> Html {
    match level {
        ViewLevel::Error => mark(Mark::Failed),
        ViewLevel::Warning => mark(Mark::Warning),
        _ => Html::default(),
    }
}

/// The buttons that show only, or hide, the entries like this one.
pub(super) fn filters(ctx: &Context<Viewer>, condition: &ViewCondition, what: &str) -> Html {
    let button = |words: &'static str, hides: bool| {
        let chip = ViewChip { condition: condition.clone(), hides };
        let label = AttrValue::from([words, " this ", what].concat());
        let onclick = ctx.link().callback(move |_| ViewerMessage::Filter(chip.clone()));
        html! { <button class="text-button" type="button" aria-label={label} {onclick}>{words}</button> }
    };
    html! { <span class="view-filters">{button("Only", false)}{button("Hide", true)}</span> }
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

/// The findings that this line is evidence of, as links to the report.
fn findings(ctx: &Context<Viewer>, row: &ViewRow) -> impl Iterator<Item = Html> {
    let props = ctx.props();
    let mut found = Vec::new();
    for report in props.report.iter().flat_map(|report| report.all()) {
        for finding in &report.findings {
            let is_here = |line: &report::EvidenceLine| line.file == row.file && line.line == row.line;
            if finding.evidence.iter().any(is_here) {
                found.push(link("#/report", &finding.summary));
            }
        }
    }
    found.into_iter()
}

/// The row as text: log, line, time, component, text.
pub(super) fn as_text(log: &str, row: &ViewRow) -> String {
    let line = row.line.to_string();
    [log, "\t", &line, "\t", &row.written, "\t", &row.component, "\t", &row.text].concat()
}

/// The row as Markdown: the fence is longer than any in the text.
fn as_markdown(log: &str, row: &ViewRow) -> String {
    let mut fence = "```".to_owned();
    while row.text.contains(&fence) {
        fence.push('`');
    }
    let place = ["**", log, "** line ", &row.line.to_string()].concat();
    let time = if row.written.is_empty() { "" } else { ", " };
    let component = if row.component.is_empty() { "" } else { ", " };
    let head = [&place, time, &row.written, component, &row.component].concat();
    [&head, "\n", &fence, "\n", &row.text, "\n", &fence, "\n"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(message: &str) -> ViewRow {
        let (written, component) = ("09:14".to_owned(), "Agent".to_owned());
        ViewRow { line: 7, written, component, text: message.to_owned(), ..ViewRow::default() }
    }

    #[test]
    fn a_row_is_copied_with_its_place() {
        assert_eq!(as_text("WUAHandler.log", &row("Failed")), "WUAHandler.log\t7\t09:14\tAgent\tFailed");
    }

    #[test]
    fn a_text_cannot_end_its_fence() {
        let copied = as_markdown("a.log", &row("```\n# no heading"));
        assert_eq!(copied, "**a.log** line 7, 09:14, Agent\n````\n```\n# no heading\n````\n");
    }

    #[test]
    fn a_code_is_named_once() {
        let text = "Failed 0x80244022, then again 0x80244022 and 0x8024401b";
        assert_eq!(codes(text).collect::<Vec<_>>(), [0x8024_4022, 0x8024_401B]);
    }
}
