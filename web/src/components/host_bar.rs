//! The bar for a page around the frame that gives logs: the question whether it is allowed to, and after that where
//! their report goes.

use yew::{Html, html};

use super::icon::Icon;
use super::panel::button;
use crate::message::Action;
use crate::state::Trust;
use crate::view::{View, text};

/// The bar; empty if the page around the frame gives no logs.
pub(crate) fn host_bar(view: &View) -> Html {
    let host = &view.state.host;
    let answer = |class, sign, words, allows| button(view, class, sign, words, Action::AnswerHost(allows));
    match host.trust {
        // The focus stays where it is: a key that the user presses for something else must not allow it.
        Trust::Asked => html! {
            <section class="host-bar" aria-label="Request of the page around this frame">
                <p role="alert">{text(&host.question())}</p>
                <p class="note">{"Logs that you add yourself are not sent to it."}</p>
                <div class="buttons">
                    {answer("button small primary", Icon::Check, "Allow", true)}
                    {answer("button small", Icon::Close, "Refuse", false)}
                </div>
            </section>
        },
        Trust::Allowed if view.state.session.host_files > 0 && view.state.has_host_logs_only() => {
            let words = [host.name(), " gave these logs and receives their report."].concat();
            html! {
                <section class="host-bar" aria-label="The page around this frame">
                    <p role="status">{text(&words)}</p>
                    <div class="buttons">{answer("button small", Icon::Close, "Stop", false)}</div>
                </section>
            }
        }
        _ => Html::default(),
    }
}
