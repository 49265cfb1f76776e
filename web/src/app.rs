//! The page's root component: it holds the state and runs the effects of its changes.
//!
//! It is a component with an `update` and not a function with hooks, because messages change the state and return
//! effects: that is what `update` does.

use yew::{Callback, Component, Context, Html, Properties};

use crate::browser;
use crate::message::{Action, Effect, News, PageMessage};
use crate::pages;
use crate::routes::Route;
use crate::state::State;
use crate::view::View;

/// The page.
pub(crate) struct App {
    state: State,
    /// The callback for messages. It is created once, so that the props of components compare equal.
    act: Callback<PageMessage>,
    /// The effects to run after the state is rendered.
    effects: Vec<Effect>,
}

#[derive(Properties, PartialEq)]
pub(crate) struct AppProps {
    /// The static page that web/boot.js shows, if any.
    pub(crate) early: Option<Html>,
}

impl Component for App {
    type Message = PageMessage;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let act = ctx.link().callback(|message| message);
        let state = State { early: ctx.props().early.clone(), ..browser::first_state() };
        Self { state, act, effects: Vec::new() }
    }

    fn update(&mut self, _ctx: &Context<Self>, message: PageMessage) -> bool {
        let idle = match &message {
            PageMessage::News(News::Tick(_)) => true,
            PageMessage::News(News::Dragged(over)) => self.state.dragged == *over,
            _ => false,
        };
        if let PageMessage::Does(Action::Open(..) | Action::Go(Route::View(_))) = &message
            && !self.state.route.is_viewer()
        {
            browser::document::note_place();
        }
        let wait = self.state.loading.wait;
        self.effects.extend(self.state.apply(message));
        !idle || !self.effects.is_empty() || self.state.loading.wait != wait
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        pages::page(&View { state: &self.state, act: &self.act })
    }

    fn rendered(&mut self, _ctx: &Context<Self>, first: bool) {
        if first {
            browser::listen(&self.act, &self.state);
            self.effects.extend(self.state.fetch());
        }
        browser::document::set_title(&pages::title(&self.state));
        for effect in self.effects.drain(..) {
            browser::perform(effect, &self.act);
        }
    }
}
