//! The Yew page: shows the engine's findings and the knowledge base.
//!
//! [`state::State`] is the complete state; a [`message::PageMessage`] changes it and returns effects for the browser
//! ([`message::Effect`]). Pages and most of their parts are functions that render a part of the state, given as a
//! [`view::View`]. Expensive parts are components with props, and render again only when these change: search box,
//! dialogs, run strip, tables.
//! Everything that touches the browser is in [`browser`], so the rest runs, and is tested, without one.

#![forbid(unsafe_code)]

mod app;
mod browser;
mod components;
#[cfg(feature = "files")]
mod files;
mod fill;
#[cfg(test)]
#[path = "../tests/fixture.rs"]
mod fixture;
mod flow;
mod hops;
mod later;
mod look_up;
mod message;
mod pages;
mod routes;
mod session;
mod state;
#[cfg(test)]
#[path = "../tests/pages.rs"]
mod tests;
mod time;
mod view;
mod viewer;
mod words;

#[cfg(feature = "files")]
pub use files::{FilePage, render};

/// Starts the page in the document's body.
pub fn start() {
    let early = browser::document::early();
    yew::Renderer::<app::App>::with_root_and_props(browser::document::root(), app::AppProps { early })
        .render();
}
