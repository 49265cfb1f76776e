//! Statements: sentences, each with the buttons that open its lines.

use report::{EvidenceLine, Statement};
use yew::{Html, html};

use super::evidence::place;
use super::mark::{Mark, mark};
use super::panel::with_codes;
use crate::view::View;

/// A list of statements, each with this mark; empty without statements.
pub(crate) fn statements(view: &View, sign: Mark, statements: &[Statement]) -> Html {
    let row = |statement: &Statement| {
        html! {
            <li>
                {mark(sign)}
                <span>{cited(view, &statement.summary, &statement.evidence)}</span>
            </li>
        }
    };
    html! {
        if !statements.is_empty() {
            <ul class="rows">{for statements.iter().map(row)}</ul>
        }
    }
}

/// A sentence with its lines.
pub(crate) fn cited(view: &View, sentence: &str, lines: &[EvidenceLine]) -> Html {
    html! { <>{with_codes(sentence)}{places(view, lines)}</> }
}

/// The buttons that open lines.
pub(crate) fn places(view: &View, lines: &[EvidenceLine]) -> Html {
    lines.iter().map(|line| html! { <>{" "}{place(view, line)}</> }).collect()
}
