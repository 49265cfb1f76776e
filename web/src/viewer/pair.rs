//! Two runs, or the same log of two machines, side by side: aligned by their messages, with what only one side has.

use std::rc::Rc;

use report::{ViewPair, ViewPattern, ViewReply, ViewRequest, ViewRow, ViewSide};
use web_sys::HtmlElement;
use yew::virtual_dom::AttrValue;
use yew::{Callback, Component, Context, Html, NodeRef, Properties};

use super::aligned::{Aligned, align};
use super::keys::ViewKey;
use super::merged::view_log;
use super::rows::RowBlocks;
use super::scroll::Scale;
use super::viewed_log::{ViewedFile, ViewedLog};
use crate::browser::viewing::{self, Listening};
use crate::message::{Action, PageMessage};
use crate::routes::{Route, ViewAddress};
use crate::words::number;

/// One side.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ComparedSide {
    /// What it is: "Run 7".
    pub(crate) title: String,
    /// More about it: its result and its time.
    pub(crate) about: String,
    /// The page about it.
    pub(crate) href: String,
    pub(crate) logs: Vec<ViewedLog>,
    /// The first time and the one after the last, in milliseconds since 1970 UTC.
    pub(crate) time: Option<(i64, i64)>,
}

#[derive(Properties, PartialEq)]
pub(crate) struct PairProps {
    pub(crate) left: ComparedSide,
    pub(crate) right: ComparedSide,
    /// The name of the last copied text.
    pub(crate) copied: Option<AttrValue>,
    pub(crate) act: Callback<PageMessage>,
}

pub(crate) struct Pair {
    view: u32,
    pub(super) pair: Option<Rc<ViewPair>>,
    pub(super) aligned: Vec<Aligned>,
    /// The first row of each difference.
    pub(super) differences: Vec<u32>,
    blocks: [RowBlocks; 2],
    /// The time of the first row of each side.
    pub(super) starts: [Option<i64>; 2],
    pub(super) chosen: u32,
    top: f64,
    pub(super) scale: Scale,
    pub(super) node: NodeRef,
    pub(super) news: String,
    /// What is searched, and the rows that were found; none while it is searched.
    pub(super) typed: ViewPattern,
    pub(super) hits: Option<Vec<u32>>,
    _listening: Listening,
}

pub(crate) enum PairMessage {
    Replied(Rc<ViewReply>),
    Scrolled,
    Resized,
    Pressed(ViewKey),
    Choose(u32),
    /// Go to the next difference; false: to the previous one.
    Differ(bool),
    Open,
    /// Find a text.
    Typed(String),
    /// Go to the next hit; false: to the previous one.
    Hit(bool),
    /// Back to the rows.
    Leave,
}

const ROW: f64 = 24.0;
const NARROW_ROW: f64 = 44.0;
const NARROW: i32 = 700;
const MARGIN: u32 = 8;

impl Component for Pair {
    type Message = PairMessage;
    type Properties = PairProps;

    fn create(ctx: &Context<Self>) -> Self {
        let mut pair = Self {
            view: 0,
            pair: None,
            aligned: Vec::new(),
            differences: Vec::new(),
            blocks: Default::default(),
            starts: [None; 2],
            chosen: 0,
            top: 0.0,
            scale: Scale { row: ROW, ..Scale::default() },
            node: NodeRef::default(),
            news: String::new(),
            typed: ViewPattern::default(),
            hits: None,
            _listening: viewing::listen(ctx.link().callback(PairMessage::Replied)),
        };
        pair.open(ctx);
        pair
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &PairProps) -> bool {
        let props = ctx.props();
        if props.left != old.left || props.right != old.right {
            self.open(ctx);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: PairMessage) -> bool {
        match message {
            PairMessage::Replied(reply) => return self.receive(&reply),
            PairMessage::Resized => return self.measure(),
            PairMessage::Scrolled => {
                if self.measure() {
                    return true;
                }
                let Some(element) = self.node.cast::<HtmlElement>() else { return false };
                self.top = f64::from(element.scroll_top()) / self.scale.row;
            }
            PairMessage::Choose(row) => self.choose(row),
            PairMessage::Differ(is_next) => self.differ(is_next),
            PairMessage::Open => self.open_line(ctx),
            PairMessage::Typed(typed) => self.find(typed),
            PairMessage::Hit(is_next) => self.go_to_hit(is_next),
            PairMessage::Leave => {
                viewing::focus("pair");
                return false;
            }
            PairMessage::Pressed(key) => {
                let last = self.scale.rows.saturating_sub(1);
                let step = |rows: i64| (i64::from(self.chosen) + rows).clamp(0, i64::from(last)) as u32;
                match key {
                    ViewKey::Rows(rows) => self.choose(step(rows)),
                    ViewKey::Pages(pages) => self.choose(step(pages * i64::from(self.scale.page()))),
                    ViewKey::First => self.choose(0),
                    ViewKey::Last => self.choose(last),
                    ViewKey::Hit(is_next) if self.typed.text.is_empty() => self.differ(is_next),
                    ViewKey::Hit(is_next) => self.go_to_hit(is_next),
                    ViewKey::Find => viewing::focus_text("find"),
                    ViewKey::Copy => self.copy(ctx),
                    _ => return false,
                }
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        self.draw(ctx)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if let Some(element) = self.node.cast::<HtmlElement>() {
            if first {
                let resized = ctx.link().callback(|()| PairMessage::Resized);
                viewing::watch_size(&element, resized);
            }
            let position = self.top * self.scale.row;
            if (f64::from(element.scroll_top()) - position).abs() >= 1.5 {
                element.set_scroll_top(position.round() as i32);
            }
        }
        let (from, end) = self.window();
        for side in 0..2 {
            let rows = self.aligned[from as usize..end as usize].iter().filter_map(|one| one.rows[side]);
            let (first, last) =
                rows.fold((u32::MAX, 0), |(first, last), row| (first.min(row), last.max(row)));
            if first > last {
                continue;
            }
            let all = self.aligned.iter().rev().find_map(|one| one.rows[side]).map_or(0, |last| last + 1);
            let missing = self.blocks[side].missing(first, last + 1, all, viewing::next_number);
            for (ticket, from, count) in missing {
                viewing::ask(ViewRequest::PairRows { ticket, side: side as u32, from, count });
            }
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        viewing::ask(ViewRequest::Close);
    }
}

impl Pair {
    fn open(&mut self, ctx: &Context<Self>) {
        let side = |side: &ComparedSide| ViewSide {
            logs: side.logs.iter().map(view_log).collect(),
            time: side.time,
        };
        self.view = viewing::next_number();
        (self.pair, self.aligned, self.differences) = (None, Vec::new(), Vec::new());
        self.blocks.iter_mut().for_each(RowBlocks::clear);
        (self.starts, self.scale.rows, self.chosen, self.top) = ([None; 2], 0, 0, 0.0);
        (self.typed, self.hits) = (ViewPattern::default(), None);
        let (left, right) = (side(&ctx.props().left), side(&ctx.props().right));
        viewing::ask(ViewRequest::OpenPair { view: self.view, left, right });
    }

    fn receive(&mut self, reply: &ViewReply) -> bool {
        match reply {
            ViewReply::Pair(pair) if pair.view == self.view => {
                (self.aligned, self.differences) = align(&pair.stretches);
                self.scale.rows = self.aligned.len() as u32;
                self.pair = Some(Rc::new((**pair).clone()));
                // The first rows give the times that others are relative to.
                for side in 0..2 {
                    for (ticket, from, count) in self.blocks[side].missing(0, 1, 1, viewing::next_number) {
                        viewing::ask(ViewRequest::PairRows { ticket, side: side as u32, from, count });
                    }
                }
                self.measure();
                if let Some(first) = self.differences.first() {
                    self.choose(*first);
                }
                true
            }
            ViewReply::PairFound { view, rows: (left, right), problem } if *view == self.view => {
                self.take_found([left, right], problem.as_deref());
                true
            }
            ViewReply::Rows { ticket, rows, .. } => {
                let taken = (0..2).find(|side| self.blocks[*side].take(*ticket, rows));
                if let Some(side) = taken {
                    let first = self.blocks[side].row(0).and_then(|row| row.utc);
                    self.starts[side] = self.starts[side].or(first);
                }
                taken.is_some()
            }
            _ => false,
        }
    }

    /// Measures the window; whether it has changed.
    fn measure(&mut self) -> bool {
        let Some(element) = self.node.cast::<HtmlElement>() else { return false };
        let row = if element.client_width() < NARROW { NARROW_ROW } else { ROW };
        let next = Scale { row, window: f64::from(element.client_height()).max(row), ..self.scale };
        let is_changed = next != self.scale;
        let was_visible = self.scale.shows(self.top, self.chosen);
        self.scale = next;
        if is_changed {
            self.top = self.top.min(next.last_top());
            self.top = if was_visible { next.reveal(self.top, self.chosen) } else { self.top };
        }
        is_changed
    }

    /// The rows in the document: the first, and the one after the last.
    pub(super) fn window(&self) -> (u32, u32) {
        let first = (self.top.floor() as u32).saturating_sub(MARGIN);
        let end = self.top.floor() as u32 + self.scale.page() + 2 + MARGIN;
        (first.min(self.scale.rows), end.min(self.scale.rows))
    }

    pub(super) fn choose(&mut self, row: u32) {
        if row < self.scale.rows {
            self.chosen = row;
            self.top = self.scale.reveal(self.top, row);
        }
    }

    fn differ(&mut self, is_next: bool) {
        let at = match is_next {
            true => self.differences.iter().position(|row| *row > self.chosen),
            false => self.differences.iter().rposition(|row| *row < self.chosen),
        };
        match at {
            Some(at) => {
                self.choose(self.differences[at]);
                let all = self.differences.len() as u64;
                self.news = ["Difference ", &number(at as u64 + 1), " of ", &number(all)].concat();
            }
            None if is_next => self.news = "No difference after this row.".to_owned(),
            None => self.news = "No difference before this row.".to_owned(),
        }
    }

    pub(super) fn row(&self, side: usize, at: u32) -> Option<&Rc<ViewRow>> {
        self.blocks[side].row(self.aligned.get(at as usize)?.rows[side]?)
    }

    /// The file that a row of a side is in.
    pub(super) fn file<'p>(props: &'p PairProps, side: usize, row: &ViewRow) -> Option<&'p ViewedFile> {
        let logs = if side == 0 { &props.left.logs } else { &props.right.logs };
        logs.iter().flat_map(|log| &log.files).find(|file| file.file == row.file)
    }

    /// The address of the chosen line of a side.
    pub(super) fn address(&self, props: &PairProps, side: usize) -> Option<String> {
        let row = self.row(side, self.chosen)?;
        let file = Self::file(props, side, row)?;
        let (line, hash) = (Some(row.line), Some(row.hash));
        let (log, number) = (file.name.clone(), file.number);
        Some(Route::View(ViewAddress { log, number, line, hash, ..ViewAddress::default() }).href())
    }

    /// Opens the chosen line of the right side, or else of the left one.
    fn open_line(&self, ctx: &Context<Self>) {
        let address = [1, 0].into_iter().find_map(|side| self.address(ctx.props(), side));
        if let Some(address) = address {
            ctx.props().act.emit(PageMessage::Does(Action::Go(Route::parse(&address))));
        }
    }
}
