//! The later part of the program: what is needed only with logs, and in the dialogs of a report.
//!
//! A function with the attribute `#[wasm_split(later)]`, and what only such functions use, is not in the program that
//! the first paint waits for. The build moves them into a part of their own (`xtask/src/split.rs`), which is loaded in
//! idle time, before the engine. The attribute makes a function asynchronous: [`shown`] and [`ready`] call it.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::{Html, html};

/// What a later function returns; until its part is loaded, the usual line.
pub(crate) fn shown(later: impl Future<Output = Html>) -> Html {
    ready(later).unwrap_or_else(|| html! { <p class="empty" role="status">{"Loading"}</p> })
}

/// What a later function returns; none until its part is loaded.
pub(crate) fn ready<T>(later: impl Future<Output = T>) -> Option<T> {
    let mut later = pin!(later);
    // Each function asks for its part when it is called first, and has the answer when it is asked again.
    first(later.as_mut()).or_else(|| first(later))
}

fn first<T>(future: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// Loads the part.
pub(crate) async fn load() -> Result<(), SplitLoaderError> {
    nothing().await
}

/// A later function that does nothing, to wait for the others.
#[wasm_split(later, fallible)]
fn nothing() -> Result<(), SplitLoaderError> {
    Ok(())
}
