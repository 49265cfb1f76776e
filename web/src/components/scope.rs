//! The answers to the scoping questions, the user's or else those from the logs: in the report, and as text.

use knowledge::Question;
use report::Statement;
use yew::{Html, html};

use super::mark::Mark;
use super::panel::{link, note, panel, title};
use super::statements::statements;
use crate::view::{View, text};

/// The panel of the report; without an answer, the link to the questions.
pub(crate) fn scope(view: &View) -> Html {
    let answered: Vec<Html> = questions().filter_map(|(at, question)| row(view, at, question)).collect();
    let none = answered.is_empty();
    let is_open = view.state.answers.is_empty();
    let to_questions = link("#/scope", if is_open { "Answer the scoping questions" } else { "Change" });
    let head = html! { <>{title("scope", "Scope of the issue")}{to_questions}</> };
    let body = if none {
        html! {
            <p class="why">
                {"Since when, how many, what changed: the text for a ticket includes your answers."}
            </p>
        }
    } else {
        html! { <dl class="answers">{answered}</dl> }
    };
    panel("scope", head, body)
}

/// The questions with their numbers.
fn questions() -> impl Iterator<Item = (usize, &'static Question)> {
    knowledge::questions().iter().enumerate()
}

/// The answer that the logs give to a question.
pub(crate) fn from_logs<'a>(view: &View<'a>, question: &Question) -> &'a [Statement] {
    let answers = view.state.report().map_or(&[][..], |report| report.scoping.as_slice());
    answers
        .iter()
        .find(|answer| answer.question == question.id)
        .map_or(&[][..], |answer| answer.statements.as_slice())
}

/// The answer that the logs give to a question, with its lines; empty without one.
pub(crate) fn logged_answer(view: &View, question: &Question) -> Html {
    let found = from_logs(view, question);
    html! {
        if !found.is_empty() {
            {note("From your logs")}
            {statements(view, Mark::Info, found)}
        }
    }
}

/// An answered question: the user's answer wins.
fn row(view: &View, at: usize, question: &Question) -> Option<Html> {
    let answer = match view.state.answer(at) {
        "" if from_logs(view, question).is_empty() => return None,
        "" => logged_answer(view, question),
        answer => text(answer),
    };
    Some(html! { <><dt>{text(question.asks)}</dt><dd>{answer}</dd></> })
}

/// The answered questions with their answers as text; empty if there are none.
pub(crate) fn scope_text(view: &View) -> String {
    let mut text = String::new();
    for (at, question) in questions() {
        let mut answer = view.state.answer(at).trim().to_owned();
        if answer.is_empty() {
            let found = from_logs(view, question).iter().map(|statement| statement.summary.as_str());
            answer = found.collect::<Vec<_>>().join("\n");
        }
        if !answer.is_empty() {
            text.extend([question.asks, "\n    ", &answer.replace('\n', "\n    "), "\n"]);
        }
    }
    text
}
