//! The network lock: a policy that blocks every request, and its test.
//!
//! Such a policy does not cover WebRTC, so the page removes its own access to it. That is the second line of defence: a
//! script could restore it from an empty frame. The first line is that no foreign script runs in the page.

use std::cell::RefCell;

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlImageElement, WebSocket, Window};

use super::{document, events};

/// The policy. It allows no script from any source. The worker inherits it, and without `wasm-unsafe-eval` Firefox does
/// not pass the compiled engine to the worker. Styles are ours, and inline.
const POLICY: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'; img-src data:; worker-src blob:; \
                      style-src 'unsafe-inline'";

/// The prefix of the test URLs' last part.
const TEST: &str = "lock-test-";

/// A server that cannot exist.
const NO_SERVER: &str = "https://wuscope.invalid/";

/// The constructors of a WebRTC connection, including older names.
const WEBRTC: [&str; 3] = ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection"];

thread_local! {
    /// The test URLs that the browser reported as refused.
    static REFUSED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Removes what no policy covers and the page does not need: WebRTC, and the reference to the window that opened this
/// one. Called at the start, before any foreign input, such as lines pasted into the search box.
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

/// Verifies that a request is refused, before the first byte of a log is read. Not earlier, because browsers log each
/// refusal to their console, where it looks like an error.
pub(super) async fn holds() -> Result<(), String> {
    if test_these(&["request"]).await.iter().all(|(_, refused)| *refused) {
        Ok(())
    } else {
        Err("This browser does not enforce the network lock: use a newer one. No log is read.".to_owned())
    }
}

/// Tries the usual request types, and returns whether each is blocked.
pub(super) async fn test() -> Vec<(&'static str, bool)> {
    let mut tried = test_these(&["request", "image", "socket", "beacon"]).await;
    tried.push(("webrtc", !has_webrtc()));
    tried
}

/// The browser reports each refusal by an event. A request that only fails might have been sent.
async fn test_these(ways: &[&'static str]) -> Vec<(&'static str, bool)> {
    REFUSED.with_borrow_mut(Vec::clear);
    for way in ways {
        // A request that throws is refused too, and reported by the same event.
        attempt(way).await.ok();
    }
    let refused = |way: &str| {
        let address = [TEST, way].concat();
        REFUSED.with_borrow(|refused| refused.iter().any(|blocked| blocked.ends_with(&address)))
    };
    // The events arrive soon afterwards.
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
    // The URLs point to the page's own server only. A page that was opened as a file has none, and browsers report no
    // more of a refused file than `file`.
    let base = document::base();
    let server = if base.starts_with("http") { base.as_str() } else { NO_SERVER };
    let address = [server, TEST, way].concat();
    match way {
        "image" => HtmlImageElement::new()?.set_src(&address),
        "socket" => {
            let address = ["ws", address.strip_prefix("http").unwrap_or_default()].concat();
            WebSocket::new(&address)?.close()?;
        }
        "beacon" => drop(window.navigator().send_beacon(&address)?),
        _ => drop(JsFuture::from(window.fetch_with_str(&address)).await),
    }
    Ok(())
}
