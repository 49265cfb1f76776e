//! The answers to the scoping questions: in the report, and as text.

use yew::{Html, html};

use super::panel::{link, panel, title};
use crate::view::{View, text};

/// The panel of the report; without an answer, the link to the questions.
pub(crate) fn scope(view: &View) -> Html {
    let none = view.state.answers.is_empty();
    let to_questions = link("#/scope", if none { "Answer the scoping questions" } else { "Change" });
    let head = html! { <>{title("scope", "Scope of the issue")}{to_questions}</> };
    let body = if none {
        html! {
            <p class="why">
                {"Since when, how many, what changed: the text for a ticket includes your answers."}
            </p>
        }
    } else {
        html! { <dl class="answers">{answers(view)}</dl> }
    };
    panel("scope", head, body)
}

/// The answered questions with their answers.
fn answers(view: &View) -> Html {
    let questions = knowledge::questions().iter().enumerate();
    let answered = questions.map(|(at, question)| (question, view.state.answer(at)));
    answered
        .filter(|(_, answer)| !answer.is_empty())
        .map(|(question, answer)| html! { <><dt>{text(question.asks)}</dt><dd>{text(answer)}</dd></> })
        .collect()
}

/// The answered questions with their answers as text; empty if there are none.
pub(crate) fn scope_text(view: &View) -> String {
    let mut text = String::new();
    for (at, question) in knowledge::questions().iter().enumerate() {
        let answer = view.state.answer(at).trim();
        if !answer.is_empty() {
            text.extend([question.asks, "\n    ", &answer.replace('\n', "\n    "), "\n"]);
        }
    }
    text
}
