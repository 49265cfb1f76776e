//! Takes the page's own parts from web/boot.js, which fetches and unpacks them, or finds them in the page itself.
//! Nothing here is called after the network is locked.

use basics::bundle_entries;
use js_sys::{Promise, Uint8Array, WebAssembly};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;

use super::document;

#[wasm_bindgen]
extern "C" {
    /// A part, as a [`Response`].
    #[wasm_bindgen(js_namespace = wuscope)]
    fn part(name: &str) -> Promise;
}

/// The compiled module of a part. It is requested at once, not only when it is waited for.
pub(super) fn module(name: &str) -> JsFuture {
    JsFuture::from(WebAssembly::compile_streaming(&part(name)))
}

/// The text of a part.
pub(super) async fn text(name: &str) -> Result<JsValue, JsValue> {
    JsFuture::from(response(name).await?.text()?).await
}

/// The bytes of a part.
pub(super) async fn bytes(name: &str) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(response(name).await?.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

async fn response(name: &str) -> Result<Response, JsValue> {
    Ok(JsFuture::from(part(name)).await?.unchecked_into())
}

/// A part of the knowledge base; the program itself contains none of it.
pub(super) async fn knowledge(part: usize) -> Result<(), String> {
    let file = bytes(&["knowledge-", &part.to_string()].concat()).await.map_err(fail)?;
    given(knowledge::give(part, file))
}

/// All parts of the knowledge base that are still missing. They are in one bundle, each at its number.
pub(super) async fn rest_of_knowledge() -> Result<(), String> {
    let bundle = bytes("rest").await.map_err(fail)?;
    for (part, file) in bundle_entries(&bundle).enumerate() {
        if !knowledge::is_given(part) {
            knowledge::give(part, file.to_vec());
        }
    }
    given((0..knowledge::PARTS).all(knowledge::is_given))?;
    spawn_local(index());
    Ok(())
}

/// Builds the search index in steps; the page can do other work between them.
async fn index() {
    while !knowledge::prepare() {
        document::pause(0).await;
    }
}

/// Fails if the knowledge base did not accept a part.
fn given(is_given: bool) -> Result<(), String> {
    if is_given { Ok(()) } else { Err(fail(js_sys::Error::new("it is incomplete").into())) }
}

/// Why the knowledge base is missing.
fn fail(error: JsValue) -> String {
    sentence("The knowledge base", error)
}

/// The error message for the user.
pub(super) fn sentence(what: &str, error: JsValue) -> String {
    let why =
        error.dyn_into::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default();
    [what, " could not be loaded: check that its server is reachable, then try again. (", &why, ")"].concat()
}
