//! What happens, and what comes of it.

use report::{FileMeta, Reply, Report};

use super::*;
use crate::fixture;
use crate::message::{Action, Effect, Key, News};

fn given() -> State {
    let mut state = State::default();
    state.hear(News::Fetched(Ok(())));
    state.hear(News::Locked(Ok(())));
    state.hear(News::Given(vec![fixture::file(1, "WUAHandler.log")]));
    state.hear(News::Told(Box::new(Reply::Ready { build: report::VERSION.into() }), 0.0, false));
    state
}

fn tell(state: &mut State, report: Report, done: bool) {
    let reply = Reply::Report { report: Box::new(report), done, cancelled: false };
    state.hear(News::Told(Box::new(reply), 0.0, false));
}

#[test]
fn the_network_is_locked_before_the_worker_starts() {
    let mut state = State::default();
    assert_eq!(state.hear(News::Given(vec![])), []);
    assert_eq!(state.hear(News::Fetched(Ok(()))), [Effect::Lock]);
    assert_eq!(state.lock, Lock::Open);
    assert_eq!(state.session.engine, Engine::Away);
    assert_eq!(state.hear(News::Locked(Ok(()))), []);
    assert_eq!((state.lock, state.session.engine), (Lock::Closed, Engine::Held));
}

#[test]
fn what_was_asked_before_the_knowledge_came_is_asked_again() {
    let address = "/code/WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ".to_owned();
    let mut state = State { route: Route::Unknown(address), ..State::default() };
    state.search.text = "proxy".to_owned();
    assert_eq!(state.hear(News::Known(Ok(()))), [Effect::FetchEngine]);
    let effects = state.hear(News::Known(Ok(())));
    assert_eq!(effects, [], "the engine is fetched once, however many parts are told");
    assert_eq!(state.route, Route::Code(0x8024_401B));
    assert!(!state.search.found.hits.is_empty() && !state.search.open);
}

#[test]
fn what_could_not_be_fetched_is_fetched_again() {
    let mut state = State::default();
    assert_eq!(state.fetch(), [Effect::FetchEngine]);
    state.hear(News::Fetched(Err("the server is away".into())));
    assert_eq!(state.lock, Lock::Refused("the server is away".into()));
    assert_eq!(state.act(Action::Again), [Effect::FetchEngine]);
    assert_eq!((state.lock, state.session.engine), (Lock::Open, Engine::Away));
}

#[test]
fn without_a_lock_nothing_is_read() {
    let mut state = State::default();
    state.hear(News::Fetched(Ok(())));
    state.hear(News::Locked(Err("it did not hold".into())));
    assert_eq!(state.session.engine, Engine::Failed("it did not hold".into()));
    let effects = state.hear(News::Given(vec![]));
    assert!(!effects.contains(&Effect::StartWorker));
}

#[test]
fn a_message_that_the_browser_loses_is_one_clear_sentence() {
    let mut state = given();
    assert_eq!(state.hear(News::MessageLost), [Effect::StopWorker]);
    let Engine::Failed(why) = &state.session.engine else { panic!("{:?}", state.session.engine) };
    assert!(why.contains("could not pass data between the page and the engine"), "{why}");
}

#[test]
fn dropped_files_lead_to_the_report() {
    let state = given();
    assert_eq!(state.route, Route::Report(None));
    assert!(state.session.reading);
}

/// A code in a frame, after the network is locked.
fn card() -> State {
    let mut state = State { embedded: true, route: Route::Code(5), ..State::default() };
    assert!(!state.has_engine());
    state.hear(News::Locked(Ok(())));
    state
}

#[test]
fn a_frame_that_shows_knowledge_does_without_the_engine() {
    let state = card();
    assert_eq!((state.lock.clone(), &state.session.engine), (Lock::Closed, &Engine::Away));
    assert!(State { embedded: true, ..State::default() }.has_engine());
}

#[test]
fn logs_dropped_on_a_card_are_answered() {
    let mut state = card();
    assert_eq!(state.hear(News::Given(vec![])), []);
    assert!(state.session.notice.is_some_and(|notice| notice.contains("open the whole page")));
    assert_eq!(state.route, Route::Code(5), "it stays what it is");
}

#[test]
fn a_folder_that_the_browser_refuses_is_named() {
    let mut state = State::default();
    state.hear(News::Unreadable("Logs".to_owned()));
    let notice = state.session.notice.unwrap_or_default();
    assert!(notice.contains("folder Logs") && notice.contains("sandboxed frame"), "{notice}");
}

#[test]
fn a_wait_is_counted_after_five_seconds_and_explained_after_thirty() {
    let mut state = State::default();
    let at = |state: &mut State, second: u32| {
        state.hear(News::Tick(f64::from(second) * 1_000.0));
        state.still_loading().unwrap_or_default()
    };
    assert_eq!(at(&mut state, 0), "");
    assert_eq!(at(&mut state, 4), "");
    let all = knowledge::PARTS + 1;
    let counted = format!("Still loading: {} of {all} parts.", knowledge::PARTS);
    assert_eq!(at(&mut state, 5), counted);
    state.hear(News::Known(Ok(())));
    assert_eq!(at(&mut state, 20), counted, "a part has arrived");
    assert_eq!(at(&mut state, 49), counted);
    let stalled = at(&mut state, 50);
    assert!(stalled.starts_with(&counted) && stalled.contains("check the network"), "{stalled}");
    state.hear(News::Locked(Ok(())));
    assert_eq!(at(&mut state, 51), "", "all is loaded");
}

#[test]
fn a_verdict_is_told_and_a_mended_one_is_remembered() {
    let mut state = given();
    tell(&mut state, fixture::report(), true);
    assert_eq!(state.said, fixture::report().flows[0].summary);
    assert_eq!(state.mended, None);
    tell(&mut state, fixture::healthy(), true);
    assert_eq!(state.mended, Some(fixture::report().flows[0].summary.clone()));
    tell(&mut state, fixture::report(), true);
    assert_eq!(state.mended, None);
}

#[test]
fn a_mended_one_is_remembered_though_reports_come_while_logs_are_read() {
    let mut state = given();
    tell(&mut state, fixture::report(), true);
    let newer = fixture::file(2, "WUAHandler.log");
    state.hear(News::Given(vec![FileMeta { path: "newer".into(), ..newer }]));
    tell(&mut state, fixture::healthy(), false);
    assert_eq!(state.mended, None, "the rest may still fail");
    tell(&mut state, fixture::healthy(), true);
    assert_eq!(state.mended, Some(fixture::report().flows[0].summary.clone()));
}

#[test]
fn a_test_of_the_lock_that_lets_something_through_is_said() {
    let mut state = given();
    state.act(Action::TestLock);
    assert_eq!(state.lock, Lock::Testing);
    state.hear(News::Tested(vec![("fetch", true), ("image", false)]));
    assert_eq!(state.lock, Lock::Refused("This browser let a request pass: image.".into()));
    state.hear(News::Tested(vec![("fetch", true)]));
    assert_eq!(state.lock, Lock::Closed);
}

#[test]
fn going_somewhere_sets_the_address_once() {
    let mut state = State::default();
    let effects = state.act(Action::Go(Route::Code(0x8024_401B)));
    let address = Route::Code(0x8024_401B).href();
    assert_eq!(effects, [Effect::SetHash(address), Effect::ToTop]);
    assert_eq!(state.hear(News::Went(Route::Code(0x8024_401B))), []);
}

#[test]
fn what_is_typed_is_found_and_opened() {
    let mut state = State::default();
    state.act(Action::Type("-2145107941".into()));
    assert!(state.search.open);
    state.act(Action::SearchKey(Key::Enter));
    assert_eq!(state.route, Route::Code(0x8024_401B));
    assert!(!state.search.open);
}

#[test]
fn a_dialog_that_is_told_closed_late_does_not_close_another() {
    let mut state = State::default();
    state.act(Action::Dialog(Dialog::Paste));
    state.act(Action::Dialog(Dialog::Keys));
    state.act(Action::Close("paste"));
    assert_eq!(state.dialog, Some(Dialog::Keys));
    assert_eq!(state.act(Action::Close("keys")), [Effect::Dialog("keys", false)]);
    assert_eq!(state.dialog, None);
}

#[test]
fn folds_open_and_close() {
    let mut state = State::default();
    state.act(Action::Fold("benign".into()));
    assert!(state.is_open("benign"));
    state.act(Action::Fold("benign".into()));
    assert!(!state.is_open("benign"));
}

#[test]
fn filled_values_replace_each_other() {
    let mut state = State::default();
    state.act(Action::Fill("proxy", "p:1".into()));
    state.act(Action::Fill("proxy", "p:2".into()));
    assert_eq!(state.filled, [("proxy".to_owned(), "p:2".to_owned())]);
    state.act(Action::Fill("proxy", String::new()));
    assert!(state.filled.is_empty());
}

#[test]
fn the_switch_goes_round() {
    let mut theme = Theme::Auto;
    for word in ["light", "dark", "auto"] {
        theme = theme.next();
        assert_eq!(Theme::parse(word), Some(theme));
    }
}

#[test]
fn a_sample_that_is_asked_for_too_early_is_read_when_it_is_there() {
    let mut state = State::default();
    assert_eq!(state.act(Action::Sample), []);
    assert!(state.hear(News::Locked(Ok(()))).contains(&Effect::Sample));
    assert_eq!(state.act(Action::Sample), [Effect::Sample]);
}
