//! The engine's parts, and the worker that runs them.
//!
//! All parts are fetched, checked and compiled before the network is locked; after that a worker starts from what
//! is held: its program is a `blob:`, and the compiled module is posted into it. Another one starts in ten
//! milliseconds.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Reflect, Uint8Array, WebAssembly};
use report::{FileMeta, Reply, Request};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, MessageEvent, Url};
use yew::Callback;

use super::{document, events, fetch, files};
use crate::message::{News, PageMessage};

#[wasm_bindgen]
extern "C" {
    /// A worker. `web_sys::Worker` takes its address as a text only, which Trusted Types refuse.
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

/// What the worker runs first: its two compiled modules come in the first message. A message that the browser cannot
/// pass to the worker is reported by its name, as a text; all replies are bytes.
const BOOT: &str = "\nonmessage = ({ data: [module, events] }) => { wasm_bindgen.initSync({ module }); \
                    wasm_bindgen.start(events); };\nonmessageerror = ({ type }) => postMessage(type);\n";

/// What is held of the engine.
struct Parts {
    /// The engine, and what makes texts of traces and event logs.
    modules: Array,
    /// The address of its program, as the policy of the page wants it.
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
    let parts = parts().await.map_err(|error| fetch::sentence("The engine", error))?;
    PARTS.set(Some(parts));
    Ok(())
}

async fn parts() -> Result<Parts, JsValue> {
    let modules = Array::new();
    for what in ["wasm", "events"] {
        let bytes = fetch::buffer(fetch::named("engine", what)).await?;
        modules.push(&JsFuture::from(WebAssembly::compile(&bytes)).await?);
    }
    let js = fetch::text(fetch::named("engine", "js")).await?;
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let program = Blob::new_with_str_sequence_and_options(&Array::of2(&js.into(), &BOOT.into()), &kind)?;
    let address = trusted(&Url::create_object_url_with_blob(&program)?)?;
    // Without its sample the page is whole.
    let sample = sample_files().await.unwrap_or_default();
    Ok(Parts { modules, address, sample })
}

/// The files that public/sample/files.txt names, one a line.
async fn sample_files() -> Result<Vec<File>, JsValue> {
    let folder = "public/sample/";
    let list = fetch::text(fetch::at([folder, "files.txt"].concat())).await?;
    let mut sample = Vec::new();
    for name in list.lines().map(str::trim).filter(|name| !name.is_empty()) {
        let bytes = fetch::buffer(fetch::at([folder, name].concat())).await?;
        sample.extend(files::fetched(name, &bytes));
    }
    Ok(sample)
}

/// Marks the address of our program as trusted, where the browser asks for that: no other text ever becomes one.
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
        engine.set_onmessage(&events::lasting(move |event| hear(event.unchecked_ref(), &to)));
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

/// Takes a message of the worker.
fn hear(event: &MessageEvent, act: &Callback<PageMessage>) {
    if event.data().is_string() {
        return act.emit(PageMessage::News(News::MessageLost));
    }
    let bytes = Uint8Array::new(&event.data()).to_vec();
    if let Some(reply) = Reply::from_bytes(&bytes) {
        let news = News::Told(Box::new(reply), js_sys::Date::now(), document::engaged());
        act.emit(PageMessage::News(news));
    }
}

/// Ends the worker.
pub(super) fn stop() {
    if let Some(engine) = RUNNING.take() {
        engine.terminate();
    }
}

/// Asks the worker something.
pub(super) fn ask(request: &Request) {
    send(request, &Array::new());
}

/// Hands files to the worker, which reads them as soon as no more of the same drop come.
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
