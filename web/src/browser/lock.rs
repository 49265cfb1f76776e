//! The network lock: a policy that forbids every request, and the test that it does.
//!
//! Browsers do not cover WebRTC by such a policy, so the page removes its own access to it. That is a second line: a
//! script could get it again from an empty frame. The first line is that no foreign script runs in the page.

use std::cell::RefCell;

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlImageElement, WebSocket, Window};

use super::{document, events};

/// The policy. It allows no script of any source. The worker inherits it, and without `wasm-unsafe-eval` Firefox does
/// not let the compiled engine into the worker. Styles are ours, and inline.
const POLICY: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'; img-src data:; worker-src blob:; \
                      style-src 'unsafe-inline'";

/// What the addresses of the test begin with; they would lead to the page's own server, and to no other.
const TEST: &str = "lock-test-";

/// What opens a WebRTC connection, with the names that browsers used before.
const WEBRTC: [&str; 3] = ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection"];

thread_local! {
    /// The addresses of the test that the browser said it refused.
    static REFUSED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Removes what no policy covers and the page does not need: WebRTC, and the reference to the window that opened this
/// one. Called at the start, before anything foreign is read: also before lines are pasted into the search box.
pub(super) fn prepare() {
    let Some(window) = document::window() else { return };
    window.set_opener(&JsValue::NULL).ok();
    for name in WEBRTC {
        Reflect::delete_property(&window, &name.into()).ok();
    }
}

fn has_webrtc() -> bool {
    let has = |window: &Window, name: &str| Reflect::has(window, &name.into()).unwrap_or(true);
    document::window().is_none_or(|window| WEBRTC.iter().any(|name| has(&window, name)))
}

/// Locks the network.
pub(super) fn close() -> Result<(), String> {
    let closed = if has_webrtc() { Err(JsValue::NULL) } else { add_policy() };
    closed.map_err(|_| "The page could not lock the network: reload it, or use another browser.".to_owned())
}

fn add_policy() -> Result<(), JsValue> {
    let document = document::document().ok_or(JsValue::NULL)?;
    events::on(&document, "securitypolicyviolation", |event| {
        let blocked = Reflect::get(&event, &"blockedURI".into()).ok().and_then(|blocked| blocked.as_string());
        REFUSED.with_borrow_mut(|refused| refused.extend(blocked));
    });
    let policy = document.create_element("meta")?;
    policy.set_attribute("http-equiv", "Content-Security-Policy")?;
    policy.set_attribute("content", POLICY)?;
    document.head().ok_or(JsValue::NULL)?.append_child(&policy)?;
    Ok(())
}

/// Sees that a request is refused, before the first byte of a log is read. Not earlier, since browsers write each
/// refusal into their console, where it looks like a fault.
pub(super) async fn holds() -> Result<(), String> {
    if test_these(&["request"]).await.iter().all(|(_, refused)| *refused) {
        Ok(())
    } else {
        Err("This browser does not keep the network lock: use a newer one. Nothing is read.".to_owned())
    }
}

/// Tries every usual way out, and says of each whether it is closed.
pub(super) async fn test() -> Vec<(&'static str, bool)> {
    let mut tried = test_these(&["request", "image", "socket", "beacon"]).await;
    tried.push(("webrtc", !has_webrtc()));
    tried
}

/// The browser tells each refusal by an event. What merely fails may have gone out.
async fn test_these(ways: &[&'static str]) -> Vec<(&'static str, bool)> {
    REFUSED.with_borrow_mut(Vec::clear);
    for way in ways {
        // What the browser throws at is refused as well, and told by the same event.
        attempt(way).await.ok();
    }
    let refused = |way: &str| {
        let address = [TEST, way].concat();
        REFUSED.with_borrow(|refused| refused.iter().any(|blocked| blocked.ends_with(&address)))
    };
    // The events come soon after, in their own time.
    for _ in 0..20 {
        if ways.iter().all(|way| refused(way)) {
            break;
        }
        document::pause(25).await;
    }
    ways.iter().map(|way| (*way, refused(way))).collect()
}

async fn attempt(way: &str) -> Result<(), JsValue> {
    let window = document::window().ok_or(JsValue::NULL)?;
    let address = [TEST, way].concat();
    match way {
        "image" => HtmlImageElement::new()?.set_src(&address),
        "socket" => {
            let base = document::base();
            let server = ["ws", base.strip_prefix("http").unwrap_or_default(), &address].concat();
            WebSocket::new(&server)?.close()?;
        }
        "beacon" => drop(window.navigator().send_beacon(&address)?),
        _ => drop(JsFuture::from(window.fetch_with_str(&address)).await),
    }
    Ok(())
}
