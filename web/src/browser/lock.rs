//! The network lock: a policy that forbids every request, and the test that it does.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlImageElement, WebSocket};

use super::{document, events};

/// The policy. It needs no `wasm-unsafe-eval`: what was compiled before may be started. Styles are ours, and inline.
const POLICY: &str = "default-src 'none'; img-src data:; worker-src blob:; style-src 'unsafe-inline'";

/// Addresses that the tests ask for; they would lead to the page's own server, and to no other.
const TEST: &str = "lock-test-";

/// Locks the network, and sees that a request is refused.
pub(super) async fn close() -> Result<(), String> {
    add_policy()
        .map_err(|_| "The page could not lock the network: reload it, or use another browser.".to_owned())?;
    let tried = test_these(&["request"]).await;
    match tried.iter().all(|(_, refused)| *refused) {
        true => Ok(()),
        false => {
            Err("This browser does not keep the network lock: use a newer one. Nothing is read.".to_owned())
        }
    }
}

fn add_policy() -> Result<(), JsValue> {
    let document = document::document().ok_or(JsValue::NULL)?;
    let policy = document.create_element("meta")?;
    policy.set_attribute("http-equiv", "Content-Security-Policy")?;
    policy.set_attribute("content", POLICY)?;
    document.head().ok_or(JsValue::NULL)?.append_child(&policy)?;
    Ok(())
}

/// Tries every usual way out, and says of each whether the browser refused it.
pub(super) async fn test() -> Vec<(&'static str, bool)> {
    test_these(&["request", "image", "socket", "beacon"]).await
}

/// The browser tells of each refusal by an event; what looks like a failed request may be none.
async fn test_these(ways: &[&'static str]) -> Vec<(&'static str, bool)> {
    let refused = Rc::new(RefCell::new(Vec::<String>::new()));
    if let Some(document) = document::document() {
        let refused = Rc::clone(&refused);
        events::on(&document, "securitypolicyviolation", move |event| {
            let blocked =
                Reflect::get(&event, &"blockedURI".into()).ok().and_then(|blocked| blocked.as_string());
            refused.borrow_mut().extend(blocked.filter(|blocked| blocked.contains(TEST)));
        });
    }
    let mut tried = Vec::new();
    for way in ways {
        let thrown = attempt(way).await.is_err();
        tried.push((*way, thrown));
    }
    events::pause(250).await;
    let refused = refused.borrow();
    for (way, seen) in &mut tried {
        let told = refused.iter().any(|blocked| blocked.ends_with(*way));
        // A request that failed without being refused may have gone out.
        *seen = told || (*seen && *way != "request");
    }
    tried
}

async fn attempt(way: &str) -> Result<(), JsValue> {
    let window = document::window().ok_or(JsValue::NULL)?;
    let address = [TEST, way].concat();
    match way {
        "image" => HtmlImageElement::new()?.set_src(&address),
        "socket" => {
            let base = window.location().href()?.replacen("http", "ws", 1);
            let base = base.split(['?', '#']).next().unwrap_or_default();
            WebSocket::new(&[base, &address].concat())?.close()?;
        }
        "beacon" => drop(window.navigator().send_beacon(&address)?),
        _ => drop(JsFuture::from(window.fetch_with_str(&address)).await),
    }
    Ok(())
}
