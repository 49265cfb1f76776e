//! The table of all updates; a row expands to the lines that mention the update.

use std::rc::Rc;

use yew::{Html, html};

use crate::components::machines::way;
use crate::components::panel::note;
use crate::components::updates_table::UpdatesTable;
use crate::view::{View, text};
use crate::words::{count, number};

/// The page.
pub(crate) fn updates(view: &View) -> Html {
    let state = view.state;
    let Some(report) = state.shown_report() else { return Html::default() };
    let here = report.all_updates().count() as u64;
    html! {
        <main class="report">
            {way(view)}
            <header class="run-head">
                <h1>{text(&count(report.update_count.into(), "update", "updates"))}</h1>
                if here < report.update_count.into() {
                    {note(&["showing the ", &number(here), " to check first"].concat())}
                }
            </header>
            <UpdatesTable
                {report}
                wish={state.updates.clone()}
                open={Rc::clone(&state.open)}
                copied={state.copied.clone()}
                act={view.act}
            />
        </main>
    }
}
