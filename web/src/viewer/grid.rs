//! The rows of the log: only those in the window and a margin are in the document.

use std::rc::Rc;

use report::{ViewReply, ViewRequest, ViewRow};
use web_sys::HtmlElement;
use yew::{Callback, Component, Context, Html, KeyboardEvent, MouseEvent, NodeRef, WheelEvent, html};

use super::grid_head::{Resizing, grid_head};
use super::grid_props::GridProps;
use super::grid_row::{RowEvents, RowState, grid_row, is_multiline, row_id, waiting};
use super::keys::{self, ViewKey};
use super::model::Anchor;
use super::rows::RowBlocks;
use super::scroll::Scale;
use super::slots::Slots;
use crate::browser::viewing::{self, Listening};
use crate::view::attr;

/// The height of a row, and of one with two lines in a narrow window.
const ROW: f64 = 22.0;
const NARROW_ROW: f64 = 40.0;
const NARROW: i32 = 620;
/// What two further lines of a wrapped text add, in a line height of 18 pixels.
const WRAPPED: f64 = 36.0;
const LINE: f64 = 18.0;
/// The most lines of an unfolded row: it scrolls further.
const MOST_LINES: usize = 30;
/// The height of the header; narrow windows have none.
const HEADER: f64 = 26.0;
/// How many rows are drawn before and after the window.
const MARGIN: u32 = 8;

pub(super) struct Grid {
    node: NodeRef,
    /// The first place in the window; it can have a fraction.
    pub(super) top: f64,
    pub(super) scale: Scale,
    pub(super) slots: Slots,
    is_narrow: bool,
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
    taken: Option<(usize, i32, u16)>,
    _listening: Listening,
}

pub(super) enum GridMessage {
    Scrolled,
    Measure,
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
            scale: Scale { rows: ctx.props().all, row: ROW, window: 0.0 },
            slots: Slots::default(),
            is_narrow: false,
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
        } else if props.revision != old.revision {
            self.blocks.refresh();
        }
        if props.is_wrapped != old.is_wrapped {
            self.slots = Slots::default();
            ctx.link().send_message(GridMessage::Measure);
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
            GridMessage::Scrolled => {
                let Some(element) = self.element() else { return false };
                let position = f64::from(element.scroll_top());
                if (position - self.set).abs() < 1.5 {
                    return false;
                }
                (self.set, self.left_above) = (position, None);
                self.top = self.scale.top(position);
            }
            GridMessage::Wheeled(pixels) => {
                self.left_above = None;
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
        let props = ctx.props();
        let link = ctx.link();
        let (first, end) = self.window();
        let onkeydown = link.batch_callback(|event: KeyboardEvent| {
            let command = event.ctrl_key() || event.meta_key();
            let key = keys::read(&event.key(), command, event.shift_key()).filter(|_| !event.alt_key())?;
            // The browser copies a selected text.
            if key == ViewKey::Copy && command && !viewing::selected_text().is_empty() {
                return None;
            }
            event.prevent_default();
            Some(GridMessage::Pressed(key, event.shift_key()))
        });
        let is_scaled = self.scale.is_scaled();
        let onwheel = link.batch_callback(move |event: WheelEvent| {
            let lines = if event.delta_mode() == 0 { 1.0 } else { ROW };
            (is_scaled && !event.ctrl_key()).then(|| {
                event.prevent_default();
                GridMessage::Wheeled(event.delta_y() * lines)
            })
        });
        // With Shift a click selects rows, and no text; the focus, which the browser then leaves alone, follows.
        let onmousedown = Callback::from(|event: MouseEvent| {
            if event.shift_key() {
                event.prevent_default();
                viewing::focus("rows");
            }
        });
        let has_logs = !props.logs.is_empty();
        let style = [
            "--columns:",
            if has_logs { "minmax(110px, 170px) " } else { "" },
            &props.columns.template(),
            ";--least:",
            &(props.columns.least_width() + if has_logs { 110 } else { 0 }).to_string(),
            "px;--row:",
            &self.scale.row.to_string(),
            "px",
        ];
        let shown = self.slots.row(first)..self.slots.row(end.max(1) - 1) + u32::from(end > first);
        let chosen = self.chosen.filter(|row| shown.contains(row));
        let chosen_time = self.chosen.and_then(|row| self.blocks.row(row)).and_then(|row| row.utc);
        let offset = (f64::from(self.slots.of(shown.start)) - self.top) * self.scale.row;
        let window = ["height:", &self.scale.window.to_string(), "px"].concat();
        let moved = ["transform:translateY(", &offset.to_string(), "px)"].concat();
        let rest = ["height:", &(self.scale.height() - self.scale.window).to_string(), "px"].concat();
        let class = match (self.is_narrow, props.is_wrapped) {
            (false, false) => "view-grid",
            (false, true) => "view-grid wrapped",
            (true, false) => "view-grid narrow",
            (true, true) => "view-grid narrow wrapped",
        };
        html! {
            <div
                id="rows"
                {class}
                role="grid"
                tabindex="0"
                aria-label={attr(&props.name)}
                aria-rowcount={(u64::from(props.all) + 1).to_string()}
                aria-colcount={(props.columns.shown().count() + usize::from(has_logs)).to_string()}
                aria-activedescendant={chosen.map(row_id)}
                aria-multiselectable="true"
                aria-readonly="true"
                ref={self.node.clone()}
                style={style.concat()}
                onscroll={link.callback(|_| GridMessage::Scrolled)}
                {onkeydown}
                {onmousedown}
                {onwheel}
            >
                {grid_head(&props.columns, has_logs, self.is_narrow, &link.callback(GridMessage::Resized))}
                <div class="view-window" role="rowgroup" style={window}>
                    <div role="presentation" style={moved}>
                        {for shown.map(|row| self.row(ctx, row, chosen_time))}
                    </div>
                </div>
                <div role="presentation" style={rest} />
            </div>
        }
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
        for (ticket, from, count) in self.blocks.missing(from, end, all, viewing::next_number) {
            viewing::ask(ViewRequest::Rows { ticket, from, count });
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

    /// Measures the window; whether it has changed.
    fn measure(&mut self, ctx: &Context<Self>) -> bool {
        let Some(element) = self.element() else { return false };
        let is_narrow = element.client_width() < NARROW;
        let (row, header) = if is_narrow { (NARROW_ROW, 0.0) } else { (ROW, HEADER) };
        let row = if ctx.props().is_wrapped { row + WRAPPED } else { row };
        let window = (f64::from(element.client_height()) - header).max(row);
        let next = Scale { row, window, ..self.scale };
        let is_changed = next != self.scale;
        // A panel above the rows can cover a part of the window: a chosen row that was visible stays visible.
        let (top, end) = (self.top, self.top + self.scale.window / self.scale.row);
        let was_visible =
            self.chosen.map(|row| f64::from(self.slots.of(row))).is_some_and(|at| at + 1.0 > top && at < end);
        (self.scale, self.is_narrow) = (next, is_narrow);
        if is_changed {
            self.top = self.top.min(next.last_top());
            if let Some(row) =
                self.chosen.filter(|_| was_visible || self.reported.is_none() || ctx.props().is_wrapped)
            {
                self.top = next.reveal(self.top, self.slots.of(row));
            }
            self.keep_left();
        }
        is_changed
    }

    /// The places in the document: the first, and the one after the last.
    fn window(&self) -> (u32, u32) {
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
        let lines = self.blocks.row(at).filter(|row| is_multiline(row));
        let lines = lines.map(|row| row.text.trim_end().lines().count().min(MOST_LINES));
        self.slots.unfolded = lines.filter(|_| !is_open).map(|lines| {
            let height = lines as f64 * LINE + if self.is_narrow { LINE } else { 8.0 };
            (at, (height / self.scale.row).ceil() as u32 - 1)
        });
        (self.scale.rows, self.left_above) = (self.slots.count(ctx.props().all), None);
        self.scroll_to(self.scale.reveal(self.top, self.slots.of(at)));
    }

    fn resize(&mut self, ctx: &Context<Self>, resizing: Resizing) -> bool {
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

    fn row(&self, ctx: &Context<Self>, at: u32, chosen_time: Option<i64>) -> Html {
        let Some(row) = self.blocks.row(at) else { return waiting(at) };
        let link = ctx.link();
        let is_unfolded = self.slots.unfolded.is_some_and(|(row, _)| row == at);
        let state = RowState {
            at,
            is_chosen: self.chosen == Some(at),
            is_selected: self.anchor.is_some() && self.is_selected(at),
            unfolded: is_unfolded.then(|| f64::from(self.slots.height(at)) * self.scale.row),
            chosen_time,
        };
        let events = RowEvents {
            click: link.callback(move |event: MouseEvent| GridMessage::Clicked(at, event.shift_key())),
            menu: link.callback(move |(column, event): (usize, MouseEvent)| {
                event.prevent_default();
                GridMessage::Menu(at, column, event.client_x().into(), event.client_y().into())
            }),
            unfold: link.callback(move |event: MouseEvent| {
                event.stop_propagation();
                GridMessage::Unfold(at)
            }),
        };
        grid_row(ctx.props(), row, &state, &events)
    }
}
