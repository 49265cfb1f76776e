//! Fetches the page's own files. Nothing here is called after the network is locked.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

use super::document;

/// A file of the page: its URL, and its integrity hash if the build wrote one.
pub(super) struct Named {
    address: String,
    integrity: Option<String>,
}

/// A file that a `<meta name="…" data-…="…">` of the page names.
pub(super) fn named(meta: &str, what: &str) -> Option<Named> {
    let selector = ["meta[name=", meta, "]"].concat();
    let meta = document::document()?.query_selector(&selector).ok()??;
    let value = |suffix: &str| meta.get_attribute(&["data-", what, suffix].concat());
    Some(Named { address: value("")?, integrity: value("-integrity") })
}

/// A file at a URL.
pub(super) fn at(address: String) -> Option<Named> {
    Some(Named { address, integrity: None })
}

/// The text of a file.
pub(super) async fn text(file: Option<Named>) -> Result<String, JsValue> {
    let text = JsFuture::from(get(file).await?.text()?).await?;
    Ok(text.as_string().unwrap_or_default())
}

/// The bytes of a file, in the memory of the browser.
pub(super) async fn buffer(file: Option<Named>) -> Result<JsValue, JsValue> {
    JsFuture::from(get(file).await?.array_buffer()?).await
}

/// A part of the knowledge base; the program itself contains none of it.
pub(super) async fn knowledge(part: usize) -> Result<(), String> {
    let file = named("knowledge", &["part-", &part.to_string()].concat());
    let bytes = buffer(file).await.map_err(|error| sentence("The knowledge base", error))?;
    if knowledge::give(part, Uint8Array::new(&bytes).to_vec()) {
        // All codes and names are loaded only in idle time; before that there is nothing to prepare.
        knowledge::prepare();
        Ok(())
    } else {
        Err(sentence("The knowledge base", js_sys::Error::new("it is incomplete").into()))
    }
}

async fn get(file: Option<Named>) -> Result<Response, JsValue> {
    let fail = |why: &str| JsValue::from(js_sys::Error::new(why));
    let file = file.ok_or_else(|| fail("the page does not name it"))?;
    let window = document::window().ok_or(JsValue::NULL)?;
    let options = RequestInit::new();
    if let Some(integrity) = &file.integrity {
        options.set_integrity(integrity);
    }
    let answer = JsFuture::from(window.fetch_with_str_and_init(&file.address, &options)).await?;
    let answer: Response = answer.unchecked_into();
    if answer.ok() {
        Ok(answer)
    } else {
        Err(fail(&["the server returned ", &answer.status().to_string()].concat()))
    }
}

/// The error message for the user.
pub(super) fn sentence(what: &str, error: JsValue) -> String {
    let why =
        error.dyn_into::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default();
    [what, " could not be loaded: check that its server is reachable, then try again. (", &why, ")"].concat()
}
