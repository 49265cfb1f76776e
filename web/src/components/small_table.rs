//! A small table that scrolls if it is wider than its panel.

use yew::{Html, html};

use super::prose::scrolled;
use crate::view::text;

/// The table; the first cell of each row is its heading.
pub(crate) fn small_table(name: &str, head: &[&str], rows: Vec<Vec<Html>>) -> Html {
    let row = |cells: Vec<Html>| {
        let mut cells = cells.into_iter();
        let first = cells.next();
        html! { <tr><th scope="row">{first}</th>{for cells.map(|cell| html! { <td>{cell}</td> })}</tr> }
    };
    let table = html! {
        <table class="logs">
            <thead><tr>{for head.iter().map(|words| html! { <th scope="col">{text(words)}</th> })}</tr></thead>
            <tbody>{for rows.into_iter().map(row)}</tbody>
        </table>
    };
    scrolled(name, table)
}
