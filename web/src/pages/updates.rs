//! All updates in a table: filtered by kind and state, searched, sorted, copied; a row opens to the lines that tell of it.

use report::{UpdateClass, UpdateRow, UpdateState};
use yew::{Html, html};

use crate::components::icon::{Icon, icon};
use crate::components::machines::way;
use crate::components::mark::{Mark, mark};
use crate::components::panel::{button, copy, more, note};
use crate::components::update_rows::{as_text, update_rows};
use crate::message::Action;
use crate::pages::unknown;
use crate::session::MORE_UPDATES;
use crate::state::Sift;
use crate::view::{View, text, truth};
use crate::words::{count, number};

/// The page.
pub(crate) fn updates(view: &View) -> Html {
    let Some(report) = view.state.report() else { return unknown::without_logs(view) };
    let wish = &view.state.updates;
    let later = &view.state.session.more_updates;
    let here = report.updates.len() + later.len();
    let away = u64::from(report.update_count).saturating_sub(here as u64);
    let found = wish.found(report.updates.iter().chain(later));
    let is_of_class = |update: &&UpdateRow| wish.class.is_none_or(|class| update.class == class);
    let is_in_state = |update: &&UpdateRow| wish.state.is_none_or(|state| update.state == state);
    let of_class: Vec<&UpdateRow> = found.iter().copied().filter(is_of_class).collect();
    let rows: Vec<&UpdateRow> = of_class.iter().copied().filter(is_in_state).collect();
    let next = count(away.min(MORE_UPDATES.into()), "update", "updates");
    html! {
        <main class="report">
            {way(view)}
            <header class="run-head">
                <h1>{text(&count(report.update_count.into(), "update", "updates"))}</h1>
                if away > 0 {
                    {note(&["the ", &number(here as u64), " that need a look first are here"].concat())}
                }
            </header>
            <section class="panel" aria-label="Updates">
                <div class="sieve">
                    {search(view)}
                    {classes(view, &found)}
                    {states(view, &of_class)}
                    {copy(view, "updates", as_text(&rows), "Copy as text")}
                </div>
                {told(view, here, rows.len())}
                {table(view, &rows)}
                if away > 0 {
                    {more(view, &["Take ", &next, " more"].concat(), Action::MoreUpdates)}
                }
            </section>
        </main>
    }
}

/// The rows that are wanted, and the button to more of them.
fn table(view: &View, rows: &[&UpdateRow]) -> Html {
    if rows.is_empty() {
        return html! {
            <p class="empty">{"No update fits. Show all states, or search for less."}</p>
        };
    }
    let most = view.state.updates.most;
    let left = rows.len().saturating_sub(most) as u64;
    let words = ["Show more of ", &count(left, "update", "updates")].concat();
    html! {
        <>
            {update_rows(view, &rows[..rows.len().min(most)])}
            if left > 0 {
                {more(view, &words, Action::Updates(Sift::More))}
            }
        </>
    }
}

fn search(view: &View) -> Html {
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
                value={view.state.updates.text.clone()}
                oninput={view.input(|text| Action::Updates(Sift::Text(text)))}
            />
        </div>
    }
}

/// A button for each state that is there, with how many are in it.
fn states(view: &View, found: &[&UpdateRow]) -> Html {
    let chosen = view.state.updates.state;
    let count = |state| found.iter().filter(|update| update.state == state).count();
    let states = UpdateState::ALL.into_iter().filter(|state| count(*state) > 0 || chosen == Some(*state));
    let button = |state: UpdateState| {
        let sign = Some(Mark::of_update(state));
        choice(view, state.words(), sign, count(state), chosen == Some(state), Sift::State(Some(state)))
    };
    html! {
        <div class="choices" role="group" aria-label="State">
            {choice(view, "All", None, found.len(), chosen.is_none(), Sift::State(None))}
            {for states.map(button)}
        </div>
    }
}

/// A button for each kind of update, where there are several: drivers, definitions and Store apps apart.
fn classes(view: &View, found: &[&UpdateRow]) -> Html {
    let chosen = view.state.updates.class;
    let count = |class| found.iter().filter(|update| update.class == class).count();
    if chosen.is_none() && UpdateClass::ALL.into_iter().filter(|class| count(*class) > 0).nth(1).is_none() {
        return Html::default();
    }
    let classes = UpdateClass::ALL.into_iter().filter(|class| count(*class) > 0 || chosen == Some(*class));
    let button = |class: UpdateClass| {
        choice(view, class.plural(), None, count(class), chosen == Some(class), Sift::Class(Some(class)))
    };
    html! {
        <div class="choices" role="group" aria-label="Kind">
            {choice(view, "All kinds", None, found.len(), chosen.is_none(), Sift::Class(None))}
            {for classes.map(button)}
        </div>
    }
}

/// A button that filters the table, with how many updates it shows.
fn choice(view: &View, words: &str, sign: Option<Mark>, many: usize, is_chosen: bool, sift: Sift) -> Html {
    html! {
        <button
            key={words}
            type="button"
            class={if is_chosen { "choice chosen" } else { "choice" }}
            aria-pressed={truth(is_chosen)}
            onclick={view.click(Action::Updates(sift))}
        >
            if let Some(sign) = sign {
                {mark(sign)}
            }
            {text(&[words, " ", &number(many as u64)].concat())}
        </button>
    }
}

/// How many of them the table shows, and how many it hides.
fn told(view: &View, all: usize, shown: usize) -> Html {
    let hidden = count(all.saturating_sub(shown) as u64, "update is", "updates are");
    html! {
        <div class="hidden-rows" role="status">
            if shown < all {
                {note(&[&number(shown as u64), " shown, ", &hidden, " hidden."].concat())}
                {button(view, "button small", Icon::Close, "Show all", Action::Updates(Sift::All))}
            }
        </div>
    }
}
