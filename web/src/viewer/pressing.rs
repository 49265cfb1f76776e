//! What the keys of the viewer do, beside those that only choose a row.

use yew::{Component, Context};

use super::details;
use super::keys::ViewKey;
use super::model::{CopyForm, Panel, Viewer, ViewerMessage};
use crate::browser::viewing;
use crate::message::{Action, PageMessage};
use crate::routes::Route;

impl Viewer {
    pub(super) fn press(&mut self, ctx: &Context<Self>, key: ViewKey) {
        match key {
            ViewKey::Find => viewing::focus_text("find"),
            ViewKey::GoTo => viewing::focus_text("go-to"),
            ViewKey::Hit(_) if self.pattern.is_none() => viewing::focus("find"),
            ViewKey::Hit(is_next) => self.go_to_hit(is_next),
            ViewKey::Level(level, is_next) => self.go_to_level(level, is_next),
            ViewKey::Proof(is_next) => self.go_to_proof(is_next),
            ViewKey::LookUp => {
                let code = self.chosen.as_ref().and_then(|chosen| details::codes(&chosen.row.text).next());
                match code {
                    Some(code) => ctx.props().act.emit(PageMessage::Does(Action::Go(Route::Code(code)))),
                    None => {
                        self.news = "The row contains no code: type or paste one above.".to_owned();
                        ctx.props().act.emit(PageMessage::Does(Action::Search));
                    }
                }
            }
            ViewKey::Switch => {
                if let Some(route) = self.other_route(ctx.props()) {
                    ctx.props().act.emit(PageMessage::Does(Action::Go(route)));
                }
            }
            ViewKey::Highlight => {
                let words = viewing::selected_text();
                let message = match words.is_empty() {
                    true => ViewerMessage::Panel(Some(Panel::Highlight)),
                    false => ViewerMessage::Highlight(words),
                };
                self.update(ctx, message);
            }
            ViewKey::Filter => drop(self.update(ctx, ViewerMessage::Panel(Some(Panel::Filter)))),
            ViewKey::Bookmark => self.mark(ctx),
            ViewKey::Copy => self.copy(ctx, CopyForm::Text),
            ViewKey::CopyMessage => self.copy(ctx, CopyForm::Message),
            _ => {}
        }
    }
}
