//! The rows of the log: only those in the window and a margin are in the document.

use std::rc::Rc;

use report::{ViewReply, ViewRequest, ViewRow};
use web_sys::HtmlElement;
use yew::{Component, Context, Html, NodeRef};

use super::grid_head::Resizing;
use super::grid_props::GridProps;
use super::keys::ViewKey;
use super::model::Anchor;
use super::rows::RowBlocks;
use super::scroll::{ROW, Scale};
use super::slots::Slots;
use super::wrapping::Wrapping;
use crate::browser::viewing::{self, Listening};

/// The rows, and the window on them.
pub(super) struct Grid {
    pub(super) node: NodeRef,
    /// The first place in the window; it can have a fraction.
    pub(super) top: f64,
    pub(super) scale: Scale,
    pub(super) slots: Slots,
    pub(super) is_narrow: bool,
    /// The heights of wrapped rows.
    pub(super) wrapping: Wrapping,
    /// The position of the scrollbar that the grid has set.
    set: f64,
    pub(super) blocks: RowBlocks,
    pub(super) chosen: Option<u32>,
    /// The other end of the selected rows.
    pub(super) anchor: Option<Anchor>,
    /// The chosen row as it was reported; none if it was not there.
    pub(super) reported: Option<Rc<ViewRow>>,
    /// How many rows were above the chosen one when the log was left. Kept until the user moves, because the window
    /// changes its size while the page is filled.
    pub(super) left_above: Option<f64>,
    /// The column whose width is changed, where its handle was taken, and its width then.
    pub(super) taken: Option<(usize, i32, u16)>,
    _listening: Listening,
}

pub(super) enum GridMessage {
    Scrolled,
    Measure,
    /// Draw the rows again where their heights put them.
    Settle,
    Wheeled(f64),
    /// A key, and whether Shift was down.
    Pressed(ViewKey, bool),
    Clicked(u32, bool),
    /// The menu of a cell, at a place of the window.
    Menu(u32, usize, f64, f64),
    Unfold(u32),
    Resized(Resizing),
    Replied(Rc<ViewReply>),
}

impl Component for Grid {
    type Message = GridMessage;
    type Properties = GridProps;

    fn create(ctx: &Context<Self>) -> Self {
        let (_, row) = ctx.props().target;
        #[allow(unused_mut)] // Only tests change it.
        let mut grid = Self {
            node: NodeRef::default(),
            top: 0.0,
            scale: Scale { rows: ctx.props().all, row: ROW, ..Scale::default() },
            slots: Slots::default(),
            is_narrow: false,
            wrapping: Wrapping::default(),
            set: -1.0,
            blocks: RowBlocks::default(),
            chosen: (ctx.props().target.0 > 0).then_some(row),
            anchor: None,
            reported: None,
            left_above: None,
            taken: None,
            _listening: viewing::listen(ctx.link().callback(GridMessage::Replied)),
        };
        #[cfg(test)]
        super::testing::fill(&mut grid.blocks, &mut grid.scale, &mut grid.slots);
        grid
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &GridProps) -> bool {
        let props = ctx.props();
        if props.numbering != old.numbering {
            self.blocks.clear();
            (self.chosen, self.anchor, self.slots) = (None, None, Slots::default());
            self.scale.tail = None;
        } else if props.revision != old.revision {
            self.blocks.refresh();
        }
        if props.is_wrapped != old.is_wrapped {
            (self.slots, self.scale.tail) = (Slots::default(), None);
            self.wrapping.reveals = props.is_wrapped;
        }
        let was_at_end = self.top + 0.5 >= self.scale.last_top();
        self.scale.rows = self.slots.count(props.all);
        let last_top = self.scale.last_top();
        self.top = if props.is_followed && was_at_end { last_top } else { self.top.min(last_top) };
        self.keep_left();
        if props.target.0 != old.target.0 {
            self.choose(ctx, props.target.1, false);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: GridMessage) -> bool {
        match message {
            GridMessage::Measure => return self.measure(ctx),
            GridMessage::Settle => {}
            GridMessage::Scrolled => {
                // A window of another size moves its scrollbar before it reports its size: nobody has scrolled.
                if self.measure(ctx) {
                    return true;
                }
                let Some(element) = self.element() else { return false };
                let position = f64::from(element.scroll_top());
                if (position - self.set).abs() < 1.5 {
                    return false;
                }
                (self.set, self.left_above, self.wrapping.reveals) = (position, None, false);
                self.top = self.scale.top(position);
            }
            GridMessage::Wheeled(pixels) => {
                (self.left_above, self.wrapping.reveals) = (None, false);
                self.scroll_to(self.top + pixels / self.scale.row);
            }
            GridMessage::Pressed(key, extends) => return self.press(ctx, key, extends),
            GridMessage::Clicked(row, extends) => self.choose(ctx, row, extends),
            GridMessage::Menu(row, column, x, y) => {
                // A menu on one of several selected rows keeps the selection.
                if !self.is_selected(row) {
                    self.choose(ctx, row, false);
                }
                ctx.props().menu.emit((Some(column), x, y));
            }
            GridMessage::Unfold(row) => self.unfold(ctx, row),
            GridMessage::Resized(resizing) => return self.resize(ctx, resizing),
            GridMessage::Replied(reply) => {
                let ViewReply::Rows { ticket, rows, .. } = &*reply else { return false };
                if !self.blocks.take(*ticket, rows) {
                    return false;
                }
                self.report(ctx);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        self.draw(ctx)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            let resized = ctx.link().callback(|()| GridMessage::Measure);
            if let Some(element) = self.element() {
                viewing::watch_size(&element, resized);
            }
            if self.measure(ctx) {
                ctx.link().send_message(GridMessage::Measure);
            }
            if let Some(row) = self.chosen {
                self.choose(ctx, row, false);
            }
        }
        if ctx.props().is_wrapped && self.settle() {
            ctx.link().send_message(GridMessage::Settle);
        }
        // The scrollbar follows keys, jumps and a log that has grown.
        let position = self.scale.position(self.top);
        if let Some(element) = self.element()
            && (f64::from(element.scroll_top()) - position).abs() >= 1.5
        {
            element.set_scroll_top(position.round() as i32);
            self.set = f64::from(element.scroll_top());
        }
        let (from, end) = self.window();
        let (from, end) = (self.slots.row(from), self.slots.row(end));
        let all = ctx.props().all;
        // The ends of a selection need not be in the window, but its elapsed time needs them.
        let ends = self.selection_without_rows();
        for (from, end) in ends.into_iter().flatten().map(|row| (row, row + 1)).chain([(from, end)]) {
            for (ticket, from, count) in self.blocks.missing(from, end, all, viewing::next_number) {
                viewing::ask(ViewRequest::Rows { ticket, from, count });
            }
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        if let Some(row) = self.chosen {
            let above = f64::from(self.slots.of(row)) - self.top;
            viewing::note_offset(&ctx.props().name, row, above);
        }
    }
}

impl Grid {
    pub(super) fn element(&self) -> Option<HtmlElement> {
        self.node.cast()
    }
}
