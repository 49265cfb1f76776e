//! Pages of the knowledge base as HTML, rendered without a browser: for files that are read without JavaScript.

use std::io;

use yew::{Callback, Component, Context, Html, LocalServerRenderer, Properties};

use crate::pages;
use crate::routes::Route;
use crate::state::State;
use crate::view::View;

/// A page of the knowledge base as HTML.
#[derive(Clone, Debug)]
pub struct FilePage {
    /// The title of the window.
    pub title: String,
    /// The element `main`, with the links and buttons of the program.
    pub main: String,
}

/// Renders the page of a URL's part from `#` on: `#/code/0x80244010`.
///
/// # Errors
/// The system cannot start the renderer.
pub fn render(hash: &str) -> io::Result<FilePage> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let local = tokio::task::LocalSet::new();
    let props = Place { hash: hash.to_owned() };
    let renderer = LocalServerRenderer::<Content>::with_props(props).hydratable(false);
    let main = runtime.block_on(local.run_until(renderer.render()));
    Ok(FilePage { title: pages::title(&state(hash)), main })
}

/// What to render.
#[derive(Clone, PartialEq, Properties)]
struct Place {
    hash: String,
}

/// The content of a page, without bar and dialogs.
struct Content {
    state: State,
}

impl Component for Content {
    type Message = ();
    type Properties = Place;

    fn create(ctx: &Context<Self>) -> Self {
        Self { state: state(&ctx.props().hash) }
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        pages::place(&View { state: &self.state, act: &Callback::noop() })
    }
}

fn state(hash: &str) -> State {
    State { route: Route::parse(hash), ..State::default() }
}
