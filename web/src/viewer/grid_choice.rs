//! The chosen row of the grid: by keys, by a click, by a jump.

use std::rc::Rc;

use yew::Context;

use super::grid::Grid;
use super::keys::ViewKey;
use super::model::{Anchor, Chosen};
use crate::browser::viewing;

impl Grid {
    /// Does what a key means here, and reports the others.
    pub(super) fn press(&mut self, ctx: &Context<Self>, key: ViewKey, extends: bool) -> bool {
        let last = ctx.props().all.saturating_sub(1);
        match key {
            ViewKey::Rows(rows) => self.step(ctx, rows, extends),
            ViewKey::Pages(pages) => {
                let page = if ctx.props().is_wrapped { self.wrapped_page() } else { self.scale.page() };
                let page = i64::from(page.saturating_sub(1).max(1));
                self.step(ctx, pages * page, extends);
            }
            ViewKey::First => self.choose(ctx, 0, extends),
            ViewKey::Last => self.choose(ctx, last, extends),
            ViewKey::All => {
                // The rows in the window stay, as in other lists.
                let top = self.top;
                self.choose(ctx, 0, false);
                self.choose(ctx, last, true);
                self.scroll_to(top);
            }
            ViewKey::Unfold => {
                let Some(row) = self.chosen else { return false };
                self.unfold(ctx, row);
            }
            ViewKey::Menu => {
                let (Some(row), Some(element)) = (self.chosen, self.element()) else { return false };
                let place = element.get_bounding_client_rect();
                let below = self.offset(ctx.props().is_wrapped, row + 1);
                let y = place.top() + below.clamp(0.0, self.scale.window);
                ctx.props().menu.emit((None, place.left() + 28.0, y));
                return false;
            }
            other => {
                ctx.props().pressed.emit(other);
                return false;
            }
        }
        true
    }

    fn step(&mut self, ctx: &Context<Self>, rows: i64, extends: bool) {
        let last = i64::from(ctx.props().all) - 1;
        let from = self.chosen.map_or(self.top.floor() as i64 - 1, i64::from);
        self.choose(ctx, (from + rows).clamp(0, last.max(0)) as u32, extends);
    }

    /// Chooses a row; `extends`: selects it with all rows up to the one that was chosen.
    pub(super) fn choose(&mut self, ctx: &Context<Self>, row: u32, extends: bool) {
        if row >= ctx.props().all {
            return;
        }
        let anchor = || Some(Anchor { at: self.chosen?, row: self.reported.clone() });
        let anchor = if extends { self.anchor.clone().or_else(anchor) } else { None };
        self.anchor = anchor.filter(|anchor| anchor.at != row);
        let left_above = self.left_above.filter(|_| self.chosen == Some(row));
        self.left_above = viewing::take_offset(&ctx.props().name, row).or(left_above);
        (self.chosen, self.reported) = (Some(row), None);
        self.wrapping.reveals = ctx.props().is_wrapped;
        let place = self.slots.of(row);
        self.scroll_to(self.scale.reveal(self.top, place));
        self.keep_left();
        self.report(ctx);
    }

    /// Keeps the chosen row where it was when the log was left.
    pub(super) fn keep_left(&mut self) {
        if let (Some(row), Some(above)) = (self.chosen, self.left_above) {
            self.scroll_to(f64::from(self.slots.of(row)) - above);
        }
    }

    /// The ends of the selection whose rows are not there yet.
    pub(super) fn selection_without_rows(&self) -> [Option<u32>; 2] {
        let anchor = self.anchor.as_ref().filter(|anchor| anchor.row.is_none()).map(|anchor| anchor.at);
        [anchor, self.chosen.filter(|_| self.anchor.is_some() && self.reported.is_none())]
    }

    /// Reports the chosen row as soon as it is there, and again if it or the other end of the selection has changed.
    pub(super) fn report(&mut self, ctx: &Context<Self>) {
        let mut has_anchor_changed = false;
        if let Some(anchor) = self.anchor.as_mut().filter(|anchor| anchor.row.is_none()) {
            anchor.row = self.blocks.row(anchor.at).cloned();
            has_anchor_changed = anchor.row.is_some();
        }
        if let Some(at) = self.chosen
            && let Some(row) = self.blocks.row(at)
            && (has_anchor_changed || self.reported.as_ref() != Some(row))
        {
            let row = Rc::clone(row);
            self.reported = Some(Rc::clone(&row));
            let before = at.checked_sub(1).and_then(|before| self.blocks.row(before)).cloned();
            ctx.props().chosen.emit(Chosen { at, row, before, anchor: self.anchor.clone() });
        }
    }

    pub(super) fn is_selected(&self, row: u32) -> bool {
        match (&self.anchor, self.chosen) {
            (Some(anchor), Some(chosen)) => (anchor.at.min(chosen)..=anchor.at.max(chosen)).contains(&row),
            (None, chosen) => chosen == Some(row),
            (Some(_), None) => false,
        }
    }
}
