//! The scoping questions as a form. The answers appear in the report and are kept only on this page.

use knowledge::Question;
use yew::{Html, html};

use crate::components::panel::{copy, link};
use crate::components::scope::{logged_answer, scope_text};
use crate::message::Action;
use crate::pages::layout::{head, main, trail};
use crate::routes::Route;
use crate::view::{View, input, text};

/// The page.
pub(crate) fn scope(view: &View) -> Html {
    let lead = "A well-defined problem is fixed faster. Your answers appear in the report and in the text \
                for a ticket. They stay on this page and are lost when you close it. If you leave a field empty, \
                the answer from your logs is used.";
    let answers = scope_text(view);
    let row = |(at, question)| asked(view, at, question);
    let inside = html! {
        <>
            {trail(view, None, "Scoping questions")}
            {head(view, "Scope the issue first", lead)}
            <section class="panel scope" aria-label="Questions">
                <ol>{for knowledge::questions().iter().enumerate().map(row)}</ol>
                <div class="body">
                    <div class="buttons">
                        if !answers.is_empty() {
                            {copy(view, "scope", answers, "Copy the answers")}
                        }
                    </div>
                    <p>{next(view)}</p>
                </div>
            </section>
        </>
    };
    main(view, inside)
}

/// A question with the field for its answer.
fn asked(view: &View, at: usize, question: &Question) -> Html {
    let id = ["question-", &at.to_string()].concat();
    let about = [&id, "-helps"].concat();
    html! {
        <li>
            <label for={id.clone()}>{text(question.asks)}</label>
            <p class="note" id={about.clone()}>{text(question.helps)}</p>
            {logged_answer(view, question)}
            <textarea
                id={id}
                aria-describedby={about}
                rows="2"
                autocomplete="off"
                value={view.state.answer(at).to_owned()}
                oninput={input(view, move |answer| Action::Answer(at, answer))}
            />
        </li>
    }
}

/// The next page.
fn next(view: &View) -> Html {
    match view.state.report() {
        Some(_) => link(&Route::Report(view.state.of()).href(), "Back to the report"),
        None => link("#/flow/client-scan", "Next: the guide. If unsure, start with client scanning."),
    }
}
