//! Which components render again after which change. Yew renders a component again when its props differ, and two
//! pieces of `Html` that contain a component are equal if its props are.

use std::rc::Rc;

use report::UpdateState;
use yew::{Callback, Html};

use super::{dialogs, runs, updates};
use crate::components::codes_found::codes_found;
use crate::components::logs_read::logs_read;
use crate::components::run_strip::run_strip;
use crate::components::search_box::search_box;
use crate::fixture;
use crate::flow::leading;
use crate::message::{Action, Key, News, PageMessage};
use crate::session::MoreRows;
use crate::state::{Dialog, Sift, State};
use crate::view::View;

/// The components of a state, each with its name.
fn components(state: &State, act: &Callback<PageMessage>) -> Vec<(&'static str, Html)> {
    let view = &View { state, act };
    let flow = state.report().and_then(leading).expect("a flow");
    vec![
        ("search", search_box(view, "search")),
        ("dialogs", dialogs(view)),
        ("strip", run_strip(view, flow)),
        ("codes", codes_found(view)),
        ("logs", logs_read(view, None)),
        ("runs", runs::runs(view)),
        ("updates", updates::updates(view)),
    ]
}

/// Asserts which components render again after a change.
#[track_caller]
fn redraws(happens: impl FnOnce(&mut State), expected: &[&str]) {
    let act = Callback::noop();
    let mut state = State::default();
    state.session.report = Some(Rc::new(fixture::full()));
    let before = components(&state, &act);
    happens(&mut state);
    let after = components(&state, &act);
    let differ = before.into_iter().zip(after).filter(|((_, before), (_, after))| before != after);
    assert_eq!(differ.map(|((name, _), _)| name).collect::<Vec<_>>(), expected);
}

/// The same for a user action.
#[track_caller]
fn does(action: Action, expected: &[&str]) {
    redraws(|state| drop(state.apply(PageMessage::Does(action))), expected);
}

/// The same for a browser event.
#[track_caller]
fn news(news: News, expected: &[&str]) {
    redraws(|state| drop(state.apply(PageMessage::News(news))), expected);
}

#[test]
fn unrelated_changes_do_not_render_a_component_again() {
    news(News::Tick(1_000.0), &[]);
    news(News::Dragged(true), &[]);
    does(Action::Step("2".to_owned()), &[]);
    does(Action::Fill("server", "wsus01".to_owned()), &[]);
    does(Action::Answer(1, "yes".to_owned()), &[]);
}

#[test]
fn knowledge_that_loads_late_is_rendered() {
    news(News::Known(Ok(())), &["search", "strip", "codes", "logs", "runs"]);
}

#[test]
fn each_component_renders_again_when_its_content_changes() {
    does(Action::Type("proxy".to_owned()), &["search"]);
    does(Action::SearchKey(Key::Down), &[]);
    does(Action::Dialog(Dialog::Help), &["dialogs"]);
    does(Action::Run(3), &["strip"]);
    does(Action::Fold("codes-noise".to_owned()), &["codes", "updates"]);
    does(Action::Updates(Sift::State(Some(UpdateState::Missing))), &["updates"]);
    news(News::Copied(Some("updates".to_owned())), &["updates"]);
}

#[test]
fn another_report_and_rows_that_arrive_later_are_rendered() {
    let another = |state: &mut State| state.session.report = Some(Rc::new(fixture::full()));
    redraws(another, &["strip", "codes", "logs", "runs", "updates"]);
    let later = |state: &mut State| {
        state.session.more = Rc::new(MoreRows { updates: fixture::updates(), ..MoreRows::default() });
    };
    redraws(later, &["strip", "codes", "logs", "runs", "updates"]);
}
