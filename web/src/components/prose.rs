//! The prose of the knowledge base: blocks and spans, commands that can be copied, and placeholders that the logs or
//! the user fill in.

use knowledge::prose::{Block, ProcedureVariant, Shell, ShellCommand, Span};
use knowledge::{Quoting, placeholder_words};
use yew::{Html, html};

use super::icon::{Icon, icon};
use super::panel::{copy, link, outside};
use crate::fill::Fill;
use crate::message::Action;
use crate::view::{View, attr, input, text, truth};

/// Blocks of prose; `name` is unique on the page and names the commands in it.
pub(crate) fn prose(view: &View, name: &str, blocks: &[Block], fill: Fill) -> Html {
    let named = |(at, part): (usize, &Block)| block(view, &[name, "-", &at.to_string()].concat(), part, fill);
    let blocks = blocks.iter().filter(|block| knowledge::applies(block, fill.client));
    blocks.enumerate().map(named).collect()
}

fn block(view: &View, name: &str, block: &Block, fill: Fill) -> Html {
    match block {
        Block::Heading(words) => html! { <h2>{text(words)}</h2> },
        Block::Paragraph(words) => html! { <p>{spans(view, words, fill)}</p> },
        Block::List { ordered, items } => {
            let items = items.iter().map(|item| html! { <li>{spans(view, item, fill)}</li> });
            if *ordered {
                html! { <ol>{for items}</ol> }
            } else {
                html! { <ul>{for items}</ul> }
            }
        }
        Block::Command(words) => command(view, name, words, fill),
        Block::Expect { log, line } => html! {
            <p class="expect"><strong>{text(log)}</strong>{": "}<code>{text(line)}</code></p>
        },
        Block::Procedure(id) => procedure(view, name, id, fill),
        Block::Table { head, rows } => {
            let title = |cell: &&[Span]| html! { <th>{spans(view, cell, fill)}</th> };
            let value = |cell: &&[Span]| html! { <td>{spans(view, cell, fill)}</td> };
            let row = |cells: &&[&[Span]]| html! { <tr>{for cells.iter().map(value)}</tr> };
            let table = html! {
                <table>
                    <thead><tr>{for head.iter().map(title)}</tr></thead>
                    <tbody>{for rows.iter().map(row)}</tbody>
                </table>
            };
            scrolled("Table", table)
        }
    }
}

/// A procedure: for the kind of client that the logs show, or all ways to do it, the first one expanded.
fn procedure(view: &View, name: &str, id: &str, fill: Fill) -> Html {
    let Some(procedure) = knowledge::procedure(id) else {
        return html! { <p class="note">{"Loading …"}</p> };
    };
    let variant = |(at, variant): (usize, &ProcedureVariant)| {
        let client = variant.client.words();
        html! {
            <details class="variant" open={at == 0}>
                <summary>{icon(Icon::Right)}{text(&[procedure.title, ": ", client].concat())}</summary>
                {prose(view, &[name, "-", &at.to_string()].concat(), variant.blocks, fill)}
            </details>
        }
    };
    knowledge::variants(procedure, fill.client).enumerate().map(variant).collect()
}

/// Content that can be wider than the screen and then scrolls, also by keyboard.
pub(crate) fn scrolled(name: &str, inside: Html) -> Html {
    html! { <div class="wide" tabindex="0" role="group" aria-label={attr(name)}>{inside}</div> }
}

/// A command in its own box; `name` is unique on the page.
fn command(view: &View, name: &str, command: &ShellCommand, fill: Fill) -> Html {
    let fault = |fault: &String| html! { <p class="fault">{text(fault)}</p> };
    html! {
        <>
            <div class="command">
                <pre tabindex="0" role="group" aria-label={shell(command.shell)}>
                    <code>{spans(view, command.text, fill)}</code>
                </pre>
                {copy(view, name, fill.text(command.text), "Copy")}
            </div>
            // Announced when it appears, because the focus is elsewhere.
            <div class="faults" role="status">{for fill.faults(command.text).iter().map(fault)}</div>
        </>
    }
}

/// The name of the shell.
pub(crate) fn shell(shell: Shell) -> &'static str {
    match shell {
        Shell::PowerShell => "PowerShell",
        Shell::Cmd => "Command prompt",
        Shell::Sql => "SQL",
        Shell::Text => "Text",
    }
}

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

/// A placeholder: the value from the logs, or a field for it.
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
            aria-label={attr(&[words, ", required value"].concat())}
            aria-invalid={truth(fill.is_typed_wrong(name, quoting))}
            spellcheck="false"
            autocomplete="off"
            value={own.to_owned()}
            oninput={input(view, move |typed| Action::Fill(name, typed))}
        />
    }
}
