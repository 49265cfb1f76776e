//! The Yew page: shows what the engine found, and the knowledge behind it.
//!
//! [`state::State`] is all that is on the screen; a [`message::PageMessage`] changes it and answers with what the browser
//! has to do ([`message::Effect`]). Pages and most of their pieces are functions that
//! draw a part of the state, given as a [`view::View`]. What is costly to draw is a component with props, and drawn
//! again only when these change: search box, dialogs, run strip, tables.
//! Everything that touches the browser is in [`browser`], so the rest runs, and is tested, without one.

#![forbid(unsafe_code)]

mod app;
mod browser;
mod components;
mod fill;
#[cfg(test)]
#[path = "../tests/fixture.rs"]
mod fixture;
mod flow;
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
mod words;

/// Starts the page in the document's body.
pub fn start() {
    yew::Renderer::<app::App>::with_root(browser::document::root()).render();
}
