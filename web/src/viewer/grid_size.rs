//! The size of the grid: its window, the heights of its rows, and the widths of its columns.

use yew::Context;

use super::grid::Grid;
use super::grid_head::Resizing;
use super::grid_row::is_multiline;
use super::scroll::{ROW, Scale};

/// The height of a row with two lines, and the width in which rows have them.
const NARROW_ROW: f64 = 40.0;
const NARROW: i32 = 620;
/// The height of a line of an unfolded row.
const LINE: f64 = 18.0;
/// The most lines of an unfolded row: it scrolls further.
const MOST_LINES: usize = 30;
/// The height of the header; narrow windows have none.
const HEADER: f64 = 26.0;
/// How many rows are drawn before and after the window.
const MARGIN: u32 = 8;

impl Grid {
    /// Measures the window; whether it has changed.
    pub(super) fn measure(&mut self, ctx: &Context<Self>) -> bool {
        let Some(element) = self.element() else { return false };
        let is_narrow = element.client_width() < NARROW;
        let (row, header) = if is_narrow { (NARROW_ROW, 0.0) } else { (ROW, HEADER) };
        let window = (f64::from(element.client_height()) - header).max(row);
        let next = Scale { row, window, ..self.scale };
        let is_changed = next != self.scale;
        // A panel above the rows can cover a part of the window: a chosen row that was visible stays visible.
        let was_visible = self.chosen.is_some_and(|row| self.scale.shows(self.top, self.slots.of(row)));
        (self.scale, self.is_narrow) = (next, is_narrow);
        if is_changed {
            self.top = self.top.min(next.last_top());
            if let Some(row) =
                self.chosen.filter(|_| was_visible || self.reported.is_none() || ctx.props().is_wrapped)
            {
                self.top = next.reveal(self.top, self.slots.of(row));
                self.wrapping.reveals = ctx.props().is_wrapped;
            }
            self.keep_left();
        }
        is_changed
    }

    /// The places in the document: the first, and the one after the last.
    pub(super) fn window(&self) -> (u32, u32) {
        let first = (self.top.floor() as u32).saturating_sub(MARGIN);
        let end = self.top.floor() as u32 + self.scale.page() + 2 + MARGIN;
        (first.min(self.scale.rows), end.min(self.scale.rows))
    }

    pub(super) fn scroll_to(&mut self, top: f64) {
        self.top = top.clamp(0.0, self.scale.last_top());
    }

    /// Unfolds a row with several lines, or folds it.
    pub(super) fn unfold(&mut self, ctx: &Context<Self>, at: u32) {
        let is_open = self.slots.unfolded.is_some_and(|(row, _)| row == at);
        if ctx.props().is_wrapped {
            // The row has the height of its text.
            self.slots.unfolded = (!is_open).then_some((at, 0));
            return;
        }
        let lines = self.blocks.row(at).filter(|row| is_multiline(row));
        let lines = lines.map(|row| row.text.trim_end().lines().count().min(MOST_LINES));
        self.slots.unfolded = lines.filter(|_| !is_open).map(|lines| {
            let height = lines as f64 * LINE + if self.is_narrow { LINE } else { 8.0 };
            (at, (height / self.scale.row).ceil() as u32 - 1)
        });
        (self.scale.rows, self.left_above) = (self.slots.count(ctx.props().all), None);
        self.scroll_to(self.scale.reveal(self.top, self.slots.of(at)));
    }

    pub(super) fn resize(&mut self, ctx: &Context<Self>, resizing: Resizing) -> bool {
        let mut columns = ctx.props().columns;
        let is_kept = match resizing {
            Resizing::Take(column, x) => {
                self.taken = Some((column, x, columns.width(column)));
                return false;
            }
            Resizing::Move(x) => {
                let Some((column, from, width)) = self.taken else { return false };
                let by = if columns.is_after_text(column) { from - x } else { x - from };
                columns.resize(column, i32::from(width) + by);
                false
            }
            Resizing::Release => {
                if self.taken.take().is_none() {
                    return false;
                }
                true
            }
            Resizing::Step(column, by) => {
                columns.resize(column, i32::from(columns.width(column)) + by);
                true
            }
        };
        ctx.props().resized.emit((columns, is_kept));
        false
    }
}
