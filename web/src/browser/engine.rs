//! The engine's parts, and the worker that runs them.
//!
//! All parts are fetched, checked and compiled before the network is locked. After that, a worker starts from these
//! parts: its program is a `blob:`, and the compiled module is posted to it. A replacement starts in ten
//! milliseconds.

use std::cell::RefCell;

use basics::bundle_entries;
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use report::{FileMeta, Reply, Request};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_split_helpers::wasm_split;
use web_sys::{Blob, BlobPropertyBag, File, MessageEvent, Url};
use yew::Callback;

use super::{document, events, fetch, files, view_replies};
use crate::later;
use crate::message::{News, PageMessage};

#[wasm_bindgen]
extern "C" {
    /// A worker. `web_sys::Worker` accepts its URL only as a string, which Trusted Types refuse.
    #[wasm_bindgen(js_name = Worker)]
    type Engine;

    #[wasm_bindgen(constructor, js_class = "Worker", catch)]
    fn new(address: &JsValue) -> Result<Engine, JsValue>;

    #[wasm_bindgen(method, js_name = postMessage, catch)]
    fn post(this: &Engine, message: &JsValue, transfer: &Array) -> Result<(), JsValue>;

    #[wasm_bindgen(method)]
    fn terminate(this: &Engine);

    #[wasm_bindgen(method, setter)]
    fn set_onmessage(this: &Engine, listener: &Function);

    #[wasm_bindgen(method, setter)]
    fn set_onerror(this: &Engine, listener: &Function);
}

/// The first script of the worker: it receives its two compiled modules in the first message. If the browser cannot
/// pass a message to the worker, the worker replies with the event's name as a string; all other replies are bytes.
const BOOT: &str = "\nonmessage = ({ data: [module, events] }) => { wasm_bindgen.initSync({ module }); \
                    wasm_bindgen.start(events); };\nonmessageerror = ({ type }) => postMessage(type);\n";

/// The loaded parts of the engine.
struct Parts {
    /// The engine, and the module that decodes traces and event logs to text.
    modules: Array,
    /// The URL of its program, in the form that the page's policy requires.
    address: JsValue,
    sample: Vec<File>,
}

thread_local! {
    static PARTS: RefCell<Option<Parts>> = const { RefCell::new(None) };
    static RUNNING: RefCell<Option<Engine>> = const { RefCell::new(None) };
}

/// Fetches all parts, after the first paint.
pub(super) async fn fetch() -> Result<(), String> {
    if PARTS.with_borrow(Option::is_some) {
        return Ok(());
    }
    document::pause(50).await;
    // The replies of the engine need it.
    let why = || js_sys::Error::new("its later part").into();
    later::load().await.map_err(|_| fetch::sentence("The program of the page", why()))?;
    let parts = parts().await.map_err(|error| fetch::sentence("The engine", error))?;
    PARTS.set(Some(parts));
    Ok(())
}

async fn parts() -> Result<Parts, JsValue> {
    // All are under way at once: each has its own transfer, unpacking and compilation.
    let (engine, events) = (fetch::module("engine"), fetch::module("events"));
    let script = fetch::text("engine-script").await?;
    // The page works without the sample.
    let sample = sample_files().await.unwrap_or_default();
    let modules = Array::of2(&engine.await?, &events.await?);
    // Last, because a browser allows the policy of its URL once, and the user may try again if a part was missing.
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let program = Blob::new_with_str_sequence_and_options(&Array::of2(&script, &BOOT.into()), &kind)?;
    let address = trusted(&Url::create_object_url_with_blob(&program)?)?;
    Ok(Parts { modules, address, sample })
}

/// The files of the sample: their bundle has the name of each before its content.
async fn sample_files() -> Result<Vec<File>, JsValue> {
    let bundle = fetch::bytes("sample").await?;
    let mut entries = bundle_entries(&bundle);
    let mut sample = Vec::new();
    while let (Some(name), Some(content)) = (entries.next(), entries.next()) {
        let name = std::str::from_utf8(name).unwrap_or_default();
        sample.extend(files::fetched(name, &Uint8Array::from(content)));
    }
    Ok(sample)
}

/// Marks the URL of our program as trusted, if the browser requires that: no other text is ever marked.
fn trusted(address: &str) -> Result<JsValue, JsValue> {
    let window = document::window().ok_or(JsValue::NULL)?;
    let types = Reflect::get(&window, &"trustedTypes".into())?;
    if types.is_undefined() {
        return Ok(address.into());
    }
    let ours = address.to_owned();
    let same = move |asked: String| if asked == ours { asked } else { String::new() };
    let rule = Closure::<dyn Fn(String) -> String>::new(same);
    let rules = Object::new();
    Reflect::set(&rules, &"createScriptURL".into(), rule.as_ref())?;
    let create: Function = Reflect::get(&types, &"createPolicy".into())?.unchecked_into();
    let policy = create.call2(&types, &"wuscope-worker".into(), &rules)?;
    let create: Function = Reflect::get(&policy, &"createScriptURL".into())?.unchecked_into();
    create.call1(&policy, &address.into())
}

/// The sample's files.
pub(super) fn sample() -> Vec<FileMeta> {
    PARTS.with_borrow(|parts| parts.as_ref().map(|parts| files::take(&parts.sample)).unwrap_or_default())
}

/// Starts the worker.
pub(super) fn start(act: &Callback<PageMessage>) {
    stop();
    let started = PARTS.with_borrow(|parts| {
        let parts = parts.as_ref().ok_or(JsValue::NULL)?;
        let engine = Engine::new(&parts.address)?;
        let to = act.clone();
        engine.set_onmessage(&events::lasting(move |event| receive(event.unchecked_ref(), &to)));
        let to = act.clone();
        // By this name, since Chromium's workers have no `onmessageerror`.
        events::on(engine.unchecked_ref(), "messageerror", move |_| {
            to.emit(PageMessage::News(News::MessageLost));
        });
        let to = act.clone();
        engine.set_onerror(&events::lasting(move |event| {
            event.prevent_default();
            to.emit(PageMessage::News(News::Broke));
        }));
        engine.post(&parts.modules, &Array::new())?;
        Ok::<_, JsValue>(engine)
    });
    match started {
        Ok(engine) => RUNNING.set(Some(engine)),
        Err(_) => act.emit(PageMessage::News(News::Broke)),
    }
}

/// Handles a message of the worker.
fn receive(event: &MessageEvent, act: &Callback<PageMessage>) {
    if event.data().is_string() {
        return act.emit(PageMessage::News(News::MessageLost));
    }
    let bytes = Uint8Array::new(&event.data()).to_vec();
    match later::ready(reply(&bytes)).flatten() {
        Some(Reply::View(reply)) => view_replies::deliver(reply),
        Some(reply) => {
            let news = News::Replied(Box::new(reply), js_sys::Date::now(), document::engaged());
            act.emit(PageMessage::News(news));
        }
        None => {}
    }
}

#[wasm_split(later)]
fn reply(bytes: &[u8]) -> Option<Reply> {
    Reply::from_bytes(bytes)
}

/// Terminates the worker.
pub(super) fn stop() {
    if let Some(engine) = RUNNING.take() {
        engine.terminate();
    }
}

/// Sends a request to the worker.
pub(super) fn ask(request: &Request) {
    send(request, &Array::new());
}

/// Sends a file that has grown.
pub(super) fn grow(file: u32, grown: &File) {
    send(&Request::Grow { file }, &Array::of1(grown));
}

/// Sends files to the worker, which reads them when the drop is complete.
pub(super) fn read(metas: Vec<FileMeta>, more: bool) {
    let there = metas.into_iter().filter_map(|meta| Some((files::given(meta.file)?, meta)));
    let (given, metas): (Vec<File>, Vec<FileMeta>) = there.unzip();
    send(&Request::Read { files: metas, more }, &given.into_iter().collect());
}

fn send(request: &Request, files: &Array) {
    let bytes = Uint8Array::from(&request.to_bytes()[..]);
    let buffer = Array::of1(&bytes.buffer());
    let message = Array::of1(&bytes).concat(files);
    RUNNING.with_borrow(|running| running.as_ref().map(|engine| engine.post(&message, &buffer)));
}
