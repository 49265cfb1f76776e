//! The updates in the report: their number by kind and state, and the link to the table.

use report::{Report, UpdateClass, UpdateState};
use yew::{Html, html};

use super::mark::{Mark, mark};
use super::panel::{link, panel, title};
use crate::routes::Route;
use crate::view::{View, text};
use crate::words::{count, number};

/// The panel; empty without updates.
pub(crate) fn updates_seen(view: &View, report: &Report) -> Html {
    if report.updates.is_empty() {
        return Html::default();
    }
    let table = Route::Updates(view.state.of()).href();
    let all = ["All ", &count(report.update_count.into(), "update", "updates")].concat();
    let head = html! { <>{title("updates", "Updates")}{link(&table, &all)}</> };
    let here = report.updates.len() as u64;
    let body = html! {
        <>
            {for UpdateClass::ALL.into_iter().map(|class| of_class(report, class))}
            if here < u64::from(report.update_count) {
                <p class="note">
                    {text(&["Only the ", &number(here), " to check first are counted."].concat())}
                </p>
            }
        </>
    };
    panel("updates", head, body)
}

/// The updates of a kind, below its name if there are several kinds.
fn of_class(report: &Report, class: UpdateClass) -> Html {
    let updates = report.updates.iter().filter(|update| update.class == class);
    let states: Vec<UpdateState> = updates.map(|update| update.state).collect();
    html! {
        if !states.is_empty() {
            if states.len() < report.updates.len() {
                <h3 class="group-head"><strong>{text(class.plural())}</strong></h3>
            }
            <ul class="codes tally">{for UpdateState::ALL.into_iter().map(|state| tally(&states, state))}</ul>
        }
    }
}

/// The number of updates in a state; empty if there are none.
fn tally(states: &[UpdateState], state: UpdateState) -> Html {
    let many = states.iter().filter(|other| **other == state).count() as u64;
    html! {
        if many > 0 {
            <li>
                {mark(Mark::of_update(state))}
                <span>{text(state.words())}</span>
                <span class="count">{text(&number(many))}</span>
            </li>
        }
    }
}
