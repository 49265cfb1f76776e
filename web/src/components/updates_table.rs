//! The table of all updates: filter by kind and state, search, sort, copy.

use std::rc::Rc;

use report::{UpdateClass, UpdateRow, UpdateState};
use yew::{Callback, Html, Properties, component, html};

use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use super::panel::{button, choice, copy_button, more, note};
use super::update_rows::{as_text, update_rows};
use crate::message::{Action, PageMessage};
use crate::session::MORE_UPDATES;
use crate::state::{ShownReport, Sift, Table};
use crate::view::{click, input, text};
use crate::words::{count, number};

/// The table does not use the knowledge base, so its revision is not a prop.
#[derive(Properties, PartialEq)]
pub(crate) struct UpdatesTableProps {
    pub(crate) report: ShownReport,
    /// The filter and the order.
    pub(crate) wish: Table,
    /// The names of the expanded rows.
    pub(crate) open: Rc<Vec<String>>,
    /// The name of the last copied text.
    pub(crate) copied: Option<String>,
    pub(crate) act: Callback<PageMessage>,
}

#[component]
pub(crate) fn UpdatesTable(props: &UpdatesTableProps) -> Html {
    let (wish, act) = (&props.wish, &props.act);
    let here = props.report.all_updates().count();
    let away = u64::from(props.report.update_count).saturating_sub(here as u64);
    let found = wish.found(props.report.all_updates());
    let is_of_class = |update: &&UpdateRow| wish.class.is_none_or(|class| update.class == class);
    let is_in_state = |update: &&UpdateRow| wish.state.is_none_or(|state| update.state == state);
    let of_class: Vec<&UpdateRow> = found.iter().copied().filter(is_of_class).collect();
    let rows: Vec<&UpdateRow> = of_class.iter().copied().filter(is_in_state).collect();
    let next = count(away.min(MORE_UPDATES.into()), "more update", "more updates");
    html! {
        <section class="panel" aria-label="Updates">
            <div class="sieve">
                {search(props)}
                {classes(props, &found)}
                {states(props, &of_class)}
                {copy_button(act, props.copied.as_deref(), "updates", as_text(&rows), "Copy as text")}
            </div>
            {shown_count(act, here, rows.len())}
            {table(props, &rows)}
            if away > 0 {
                {more(act, &["Load ", &next].concat(), Action::MoreUpdates)}
            }
        </section>
    }
}

/// The rows that match the filter, and the button that shows more.
fn table(props: &UpdatesTableProps, rows: &[&UpdateRow]) -> Html {
    if rows.is_empty() {
        return html! {
            <p class="empty">{"No matching updates. Show all states, or use a shorter search text."}</p>
        };
    }
    let most = props.wish.most;
    let shown = &rows[..rows.len().min(most)];
    let left = (rows.len() - shown.len()) as u64;
    let words = ["Show more of ", &count(left, "update", "updates")].concat();
    html! {
        <>
            {update_rows(&props.act, &props.wish, &props.open, props.copied.as_deref(), shown)}
            if left > 0 {
                {more(&props.act, &words, Action::Updates(Sift::More))}
            }
        </>
    }
}

fn search(props: &UpdatesTableProps) -> Html {
    html! {
        <div class="search">
            {icon(Icon::Search)}
            <input
                id="find-update"
                type="search"
                aria-label="Find updates by KB, title or id"
                placeholder="KB, title or id"
                spellcheck="false"
                autocomplete="off"
                value={props.wish.text.clone()}
                oninput={input(&props.act, |text| Action::Updates(Sift::Text(text)))}
            />
        </div>
    }
}

/// A button for each state in the table, with the number of its updates.
fn states(props: &UpdatesTableProps, found: &[&UpdateRow]) -> Html {
    let chosen = props.wish.state;
    let count = |state| found.iter().filter(|update| update.state == state).count();
    let states = UpdateState::ALL.into_iter().filter(|state| count(*state) > 0 || chosen == Some(*state));
    let button = |state: UpdateState| {
        let sign = Some(Mark::of_update(state));
        filter(props, state.words(), sign, count(state), Sift::State(Some(state)))
    };
    html! {
        <div class="choices" role="group" aria-label="State">
            {filter(props, "All", None, found.len(), Sift::State(None))}
            {for states.map(button)}
        </div>
    }
}

/// A button for each kind of update, if there are several: drivers, definitions and Store apps have their own.
fn classes(props: &UpdatesTableProps, found: &[&UpdateRow]) -> Html {
    let chosen = props.wish.class;
    let count = |class| found.iter().filter(|update| update.class == class).count();
    if chosen.is_none() && UpdateClass::ALL.into_iter().filter(|class| count(*class) > 0).nth(1).is_none() {
        return Html::default();
    }
    let classes = UpdateClass::ALL.into_iter().filter(|class| count(*class) > 0 || chosen == Some(*class));
    let button =
        |class: UpdateClass| filter(props, class.plural(), None, count(class), Sift::Class(Some(class)));
    html! {
        <div class="choices" role="group" aria-label="Kind">
            {filter(props, "All kinds", None, found.len(), Sift::Class(None))}
            {for classes.map(button)}
        </div>
    }
}

/// A button that filters the table, with the number of updates that it shows.
fn filter(props: &UpdatesTableProps, words: &str, sign: Option<Mark>, many: usize, sift: Sift) -> Html {
    let chosen = match &sift {
        Sift::State(state) => props.wish.state == *state,
        Sift::Class(class) => props.wish.class == *class,
        _ => false,
    };
    let inside = html! {
        <>
            if let Some(sign) = sign {
                {mark(sign)}
            }
            {text(&[words, " ", &number(many as u64)].concat())}
        </>
    };
    html! { <key={words}>{choice(chosen, click(&props.act, Action::Updates(sift)), inside)}</> }
}

/// The number of shown and of hidden updates.
fn shown_count(act: &Callback<PageMessage>, all: usize, shown: usize) -> Html {
    let hidden = count(all.saturating_sub(shown) as u64, "update", "updates");
    html! {
        <div class="hidden-rows" role="status">
            if shown < all {
                {note(&[&number(shown as u64), " shown, ", &hidden, " hidden."].concat())}
                {button(act, "button small", Icon::Close, "Show all", Action::Updates(Sift::All))}
            }
        </div>
    }
}
