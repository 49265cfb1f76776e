//! The knowledge's prose: blocks and spans, with commands that can be copied.

use knowledge::prose::{Block, Span};
use yew::{Html, html};

use super::command::command;
use super::spans::spans;
use crate::fill::Fill;
use crate::view::{View, attr, text};

/// Blocks of prose; `name` is unique on the page and names the commands in it.
pub(crate) fn prose(view: &View, name: &str, blocks: &[Block], fill: Fill) -> Html {
    let named = |(at, part): (usize, &Block)| block(view, &[name, "-", &at.to_string()].concat(), part, fill);
    blocks.iter().enumerate().map(named).collect()
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

/// Something that may be wider than the screen, and then scrolls, by keys as well.
pub(crate) fn scrolled(name: &str, inside: Html) -> Html {
    html! { <div class="wide" tabindex="0" role="group" aria-label={attr(name)}>{inside}</div> }
}
