//! The causes that fit a guess: none of them is confirmed, so each is a choice.

use knowledge::Cause;
use report::Finding;
use yew::{Html, html};

use super::causes::causes;
use super::panel::titled;
use crate::flow::causes_of;
use crate::view::View;

/// The panel; nothing if no cause fits.
pub(crate) fn possible_causes(view: &View, finding: &Finding) -> Html {
    let found: Vec<&Cause> = causes_of(finding).into_iter().map(|(cause, _)| cause).collect();
    if found.is_empty() {
        return Html::default();
    }
    let body = html! {
        <>
            <p class="why">{"These lines do not show which one it is: start with the checks of each."}</p>
            {causes(view, &found)}
        </>
    };
    titled("fix", "Possible causes", body)
}
