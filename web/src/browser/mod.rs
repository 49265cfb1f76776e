//! All browser access: nothing outside this folder uses wasm-bindgen, JavaScript or the document.

pub(crate) mod document;
mod engine;
pub(crate) mod events;
mod fetch;
mod files;
pub(crate) mod following;
mod frame;
mod handles;
pub(crate) mod listing;
mod lock;
mod offline;
mod view_replies;
pub(crate) mod viewing;

use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::message::{Effect, News, PageMessage};
use crate::routes::{Route, parameter};
use crate::state::{LOGS_FORGOTTEN, State, Theme};

/// The initial state for the URL.
pub(crate) fn first_state() -> State {
    lock::prepare();
    let (search, hash) = (document::query(), document::hash());
    let in_hash = hash.split_once('?').map_or("", |(_, query)| query);
    let asked = |name| parameter(&search, name).or_else(|| parameter(in_hash, name));
    let embedded = asked("embed").is_some_and(|value| value != "0");
    let theme =
        asked("theme").or_else(document::kept_theme).and_then(|word| Theme::parse(&word)).unwrap_or_default();
    document::use_theme(theme);
    let framed = document::is_framed();
    let today = (js_sys::Date::now() / 86_400_000.0) as i64;
    let mut state = State {
        route: Route::parse(&hash),
        embedded,
        framed,
        base: document::base(),
        payload: document::built("data-payload").unwrap_or_default(),
        is_single: document::built("data-single").is_some(),
        is_kept: offline::is_kept(),
        today,
        theme,
        forgets_theme: !document::has_storage(),
        ..State::default()
    };
    if framed {
        state.host.listed = document::allowed_hosts();
    }
    if document::had_logs() {
        state.session.notice = Some(LOGS_FORGOTTEN.to_owned());
    }
    state
}

/// Listens to events outside the page's own elements.
pub(crate) fn listen(act: &Callback<PageMessage>, state: &State) {
    events::listen(act);
    if state.framed {
        frame::listen(act, state.embedded);
    }
}

/// Executes an effect.
pub(crate) fn perform(effect: Effect, act: &Callback<PageMessage>) {
    match effect {
        Effect::FetchKnowledge(part) => {
            spawn(act, async move { News::Known(fetch::knowledge(part).await) });
        }
        Effect::FetchRest => spawn(act, async { News::Known(fetch::rest_of_knowledge().await) }),
        Effect::FetchEngine => spawn(act, async { News::Fetched(engine::fetch().await) }),
        Effect::Lock => {
            spawn(act, async {
                offline::keep().await;
                News::Locked(lock::close())
            });
        }
        Effect::TestLock => spawn(act, async { News::Tested(lock::test().await) }),
        Effect::StartWorker => {
            let act = act.clone();
            spawn_local(async move {
                match lock::holds().await {
                    Ok(()) => engine::start(&act),
                    Err(why) => act.emit(PageMessage::News(News::Locked(Err(why)))),
                }
            });
        }
        Effect::StopWorker => engine::stop(),
        Effect::Read(metas, more) => engine::read(metas, more),
        Effect::EndListing => listing::end(),
        Effect::Ask(request) => engine::ask(&request),
        Effect::Gather { bytes, first } => files::gather(&bytes, first),
        Effect::Save(name) => files::save(&name),
        Effect::ForgetFiles => {
            files::forget();
            handles::forget();
        }
        Effect::Pick { folder } => document::click(if folder { "pick-folder" } else { "pick-files" }),
        Effect::Sample => act.emit(PageMessage::News(News::Given(engine::sample()))),
        Effect::Paste => {
            let pasted = files::pasted(&document::take_text("paste-text"));
            act.emit(PageMessage::News(News::Given(pasted)));
        }
        Effect::TakeLines(text) => act.emit(PageMessage::News(News::Given(files::pasted(&text)))),
        Effect::SetHash(hash) => document::set_hash(&hash),
        Effect::ToTop => document::to_top(),
        Effect::Copy(name, text) => {
            spawn(act, async move { News::Copied(document::copy(&text).await.then_some(name)) });
        }
        Effect::Uncopy => {
            spawn(act, async {
                document::pause(2_000).await;
                News::Copied(None)
            });
        }
        Effect::Focus(id) => document::focus(&id),
        Effect::ScrollTo(id) => document::scroll_to(&id),
        Effect::Dialog(id, open) => document::dialog(id, open),
        Effect::Colours(theme) => document::use_theme(theme),
        Effect::KeepColours(theme) => document::keep_theme(theme),
        Effect::NoteLogs(loaded) => document::note_logs(loaded),
        Effect::AskToStay(asks) => events::ask_to_stay(asks),
        Effect::TakeHostFiles => act.emit(PageMessage::News(News::HostGave(frame::host_files()))),
        Effect::Post(origin, reply) => frame::post(&origin, &reply),
        Effect::Print => document::print(),
    }
}

/// Runs an asynchronous task that ends with an event.
fn spawn(act: &Callback<PageMessage>, work: impl Future<Output = News> + 'static) {
    let act = act.clone();
    spawn_local(async move { act.emit(PageMessage::News(work.await)) });
}
