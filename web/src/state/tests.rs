//! Messages, and the changes and effects that result from them.

use report::{FileMeta, Reply, Report};

use super::*;
use crate::fixture;
use crate::message::{Action, Effect, Key, News};
use crate::routes::ViewAddress;

fn given() -> State {
    let mut state = State::default();
    state.receive(News::Fetched(Ok(())));
    state.receive(News::Locked(Ok(())));
    state.receive(News::Given(vec![fixture::file(1, "WUAHandler.log")]));
    state.receive(News::Replied(Box::new(Reply::Ready { build: report::VERSION.into() }), 0.0, false));
    state
}

fn tell(state: &mut State, report: Report, done: bool) {
    let reply = Reply::Report { report: Box::new(report), done, cancelled: false };
    state.receive(News::Replied(Box::new(reply), 0.0, false));
}

#[test]
fn the_network_is_locked_before_the_worker_starts() {
    let mut state = State::default();
    assert_eq!(state.receive(News::Given(vec![])), []);
    assert_eq!(state.receive(News::Fetched(Ok(()))), [Effect::Lock]);
    assert_eq!(state.lock, Lock::Open);
    assert_eq!(state.session.engine, Engine::Away);
    assert_eq!(state.receive(News::Locked(Ok(()))), []);
    assert_eq!((state.lock, state.session.engine), (Lock::Closed, Engine::Held));
}

#[test]
fn a_query_is_repeated_after_the_knowledge_has_loaded() {
    let address = "/code/WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ".to_owned();
    let mut state = State { route: Route::Unknown(address), ..State::default() };
    state.search.text = "proxy".to_owned();
    assert_eq!(state.receive(News::Known(Ok(()))), [Effect::FetchEngine]);
    let effects = state.receive(News::Known(Ok(())));
    assert_eq!(effects, [], "the engine is fetched once, for any number of parts");
    assert_eq!(state.route, Route::Code(0x8024_401B));
    assert!(!state.search.found.hits.is_empty() && !state.search.open);
}

#[test]
fn a_failed_download_is_retried() {
    let mut state = State::default();
    assert_eq!(state.fetch(), [Effect::FetchEngine]);
    state.receive(News::Fetched(Err("the server is down".into())));
    assert_eq!(state.lock, Lock::Refused("the server is down".into()));
    assert_eq!(state.act(Action::Again), [Effect::FetchEngine]);
    assert_eq!((state.lock, state.session.engine), (Lock::Open, Engine::Away));
}

#[test]
fn without_a_lock_nothing_is_read() {
    let mut state = State::default();
    state.receive(News::Fetched(Ok(())));
    state.receive(News::Locked(Err("the test failed".into())));
    assert_eq!(state.session.engine, Engine::Failed("the test failed".into()));
    let effects = state.receive(News::Given(vec![]));
    assert!(!effects.contains(&Effect::StartWorker));
}

#[test]
fn a_lost_message_is_reported_in_one_sentence() {
    let mut state = given();
    assert_eq!(state.receive(News::MessageLost), [Effect::StopWorker]);
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
    state.receive(News::Locked(Ok(())));
    state
}

#[test]
fn a_frame_with_knowledge_needs_no_engine() {
    let state = card();
    assert_eq!((state.lock.clone(), &state.session.engine), (Lock::Closed, &Engine::Away));
    assert!(State { embedded: true, ..State::default() }.has_engine());
}

#[test]
fn logs_dropped_on_a_card_show_a_notice() {
    let mut state = card();
    assert_eq!(state.receive(News::Given(vec![])), []);
    assert!(state.session.notice.is_some_and(|notice| notice.contains("open the full page")));
    assert_eq!(state.route, Route::Code(5), "the page stays");
}

#[test]
fn a_folder_that_the_browser_refuses_is_named() {
    let mut state = State::default();
    state.receive(News::Unreadable("Logs".to_owned()));
    let notice = state.session.notice.unwrap_or_default();
    assert!(notice.contains("folder Logs") && notice.contains("sandboxed frame"), "{notice}");
}

#[test]
fn a_wait_is_reported_after_five_seconds_and_explained_after_thirty() {
    let mut state = State::default();
    let at = |state: &mut State, second: u32| {
        state.receive(News::Tick(f64::from(second) * 1_000.0));
        state.still_loading().unwrap_or_default()
    };
    assert_eq!(at(&mut state, 0), "");
    assert_eq!(at(&mut state, 4), "");
    let all = knowledge::PARTS + 1;
    let counted = format!("Still loading: {} of {all} parts.", knowledge::PARTS);
    assert_eq!(at(&mut state, 5), counted);
    state.receive(News::Known(Ok(())));
    assert_eq!(at(&mut state, 20), counted, "a part has arrived");
    assert_eq!(at(&mut state, 49), counted);
    let stalled = at(&mut state, 50);
    assert!(stalled.starts_with(&counted) && stalled.contains("check the network"), "{stalled}");
    state.receive(News::Locked(Ok(())));
    assert_eq!(at(&mut state, 51), "", "everything is loaded");
}

#[test]
fn a_verdict_is_announced_and_a_fixed_failure_is_remembered() {
    let mut state = given();
    tell(&mut state, fixture::report(), true);
    assert_eq!(state.announcement, fixture::report().flows[0].summary);
    assert_eq!(state.fixed, None);
    tell(&mut state, fixture::healthy(), true);
    assert_eq!(state.fixed, Some(fixture::report().flows[0].summary.clone()));
    tell(&mut state, fixture::report(), true);
    assert_eq!(state.fixed, None);
}

#[test]
fn a_fixed_failure_is_remembered_while_more_logs_are_read() {
    let mut state = given();
    tell(&mut state, fixture::report(), true);
    let newer = fixture::file(2, "WUAHandler.log");
    state.receive(News::Given(vec![FileMeta { path: "newer".into(), ..newer }]));
    tell(&mut state, fixture::healthy(), false);
    assert_eq!(state.fixed, None, "the rest might still fail");
    tell(&mut state, fixture::healthy(), true);
    assert_eq!(state.fixed, Some(fixture::report().flows[0].summary.clone()));
}

#[test]
fn a_failed_lock_test_is_reported() {
    let mut state = given();
    state.act(Action::TestLock);
    assert_eq!(state.lock, Lock::Testing);
    state.receive(News::Tested(vec![("fetch", true), ("image", false)]));
    assert_eq!(state.lock, Lock::Refused("This browser let a request pass: image.".into()));
    state.receive(News::Tested(vec![("fetch", true)]));
    assert_eq!(state.lock, Lock::Closed);
}

#[test]
fn navigation_sets_the_url_once() {
    let mut state = State::default();
    let effects = state.act(Action::Go(Route::Code(0x8024_401B)));
    let address = Route::Code(0x8024_401B).href();
    assert_eq!(effects, [Effect::SetHash(address), Effect::ToTop]);
    assert_eq!(state.receive(News::Went(Route::Code(0x8024_401B))), []);
}

#[test]
fn a_typed_query_is_found_and_opened() {
    let mut state = State::default();
    state.act(Action::Type("-2145107941".into()));
    assert!(state.search.open);
    state.act(Action::SearchKey(Key::Enter));
    assert_eq!(state.route, Route::Code(0x8024_401B));
    assert!(!state.search.open);
}

#[test]
fn a_late_close_event_does_not_close_another_dialog() {
    let mut state = State::default();
    state.act(Action::Dialog(Dialog::Paste));
    state.act(Action::Dialog(Dialog::Help));
    state.act(Action::Close("paste"));
    assert_eq!(state.dialog, Some(Dialog::Help));
    assert_eq!(state.act(Action::Close("help")), [Effect::Dialog("help", false)]);
    assert_eq!(state.dialog, None);
}

#[test]
fn the_browser_asks_before_typed_answers_are_lost() {
    let mut state = State::default();
    let answer = |state: &mut State, words: &str| state.act(Action::Answer(1, words.to_owned()));
    assert_eq!(answer(&mut state, "S"), [Effect::AskToStay(true)]);
    assert_eq!(answer(&mut state, "Since"), [], "it asks already");
    assert_eq!(answer(&mut state, ""), [Effect::AskToStay(false)]);
    assert_eq!(answer(&mut state, ""), []);
}

#[test]
fn a_tab_notes_that_it_has_logs_until_they_are_cleared() {
    let mut state = State::default();
    state.session.notice = Some(LOGS_FORGOTTEN.to_owned());
    assert_eq!(state.receive(News::Given(vec![])), []);
    let effects = state.receive(News::Given(vec![fixture::file(1, "WUAHandler.log")]));
    assert!(effects.contains(&Effect::NoteLogs(true)), "{effects:?}");
    assert_eq!(state.session.notice, None, "they were dropped again");
    assert!(state.act(Action::Clear).contains(&Effect::NoteLogs(false)));
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
fn the_theme_switch_cycles() {
    let mut theme = Theme::Auto;
    for word in ["light", "dark", "auto"] {
        theme = theme.next();
        assert_eq!(Theme::parse(word), Some(theme));
    }
}

#[test]
fn a_sample_requested_early_is_analyzed_when_it_has_loaded() {
    let mut state = State::default();
    assert_eq!(state.act(Action::Sample), []);
    assert!(state.receive(News::Locked(Ok(()))).contains(&Effect::Sample));
    assert_eq!(state.act(Action::Sample), [Effect::Sample]);
}

#[test]
fn a_log_that_is_dropped_again_is_shown_at_its_line() {
    let mut state = given();
    tell(&mut state, Report::default(), true);
    let shown = |number| ViewAddress {
        log: "WUAHandler.log".into(),
        number,
        line: Some(7),
        ..ViewAddress::default()
    };
    state.route = Route::View(shown(1));
    state.receive(News::Given(vec![fixture::file(2, "ScanAgent.log")]));
    assert_eq!(state.route, Route::View(shown(1)));
    let effects = state.receive(News::Given(vec![fixture::file(3, "WUAHandler.log")]));
    assert_eq!(state.route, Route::View(shown(2)));
    assert!(effects.contains(&Effect::SetHash("#/view/WUAHandler.log/2?line=7".into())), "{effects:?}");
}
