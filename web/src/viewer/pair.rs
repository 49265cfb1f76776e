//! Two runs, or the same log of two machines, side by side: aligned by their messages, with what only one side has.

use std::rc::Rc;

use report::{PairStretch, ViewLevel, ViewPair, ViewReply, ViewRequest, ViewRow, ViewSide};
use web_sys::HtmlElement;
use yew::{Callback, Component, Context, Html, KeyboardEvent, NodeRef, Properties, html};

use super::clock::difference;
use super::keys::{self, ViewKey};
use super::merged::view_log;
use super::rows::RowBlocks;
use super::scroll::Scale;
use super::viewed_log::ViewedLog;
use crate::browser::viewing::{self, Listening};
use crate::components::icon::{Icon, icon};
use crate::components::mark::{Mark, mark, named_mark};
use crate::message::{Action, PageMessage};
use crate::routes::{Route, ViewAddress};
use crate::view::{attr, text, truth};
use crate::words::{count, number};

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
    pub(crate) act: Callback<PageMessage>,
}

/// Two rows beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Aligned {
    rows: [Option<u32>; 2],
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Same,
    /// The same message with other numbers or names.
    Changed,
    /// What only one side has in this place.
    Apart,
}

pub(crate) struct Pair {
    view: u32,
    pair: Option<Rc<ViewPair>>,
    aligned: Vec<Aligned>,
    /// The first row of each difference.
    differences: Vec<u32>,
    blocks: [RowBlocks; 2],
    /// The time of the first row of each side.
    starts: [Option<i64>; 2],
    chosen: u32,
    top: f64,
    scale: Scale,
    node: NodeRef,
    news: String,
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
}

const ROW: f64 = 24.0;
const NARROW_ROW: f64 = 44.0;
const NARROW: i32 = 700;
const MARGIN: u32 = 8;
const LONGEST: usize = 400;
/// The most rows of a side that are compared.
const MOST: u64 = 20_000;

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
            scale: Scale { rows: 0, row: ROW, window: 0.0 },
            node: NodeRef::default(),
            news: String::new(),
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
                let Some(element) = self.node.cast::<HtmlElement>() else { return false };
                self.top = f64::from(element.scroll_top()) / self.scale.row;
            }
            PairMessage::Choose(row) => self.choose(row),
            PairMessage::Differ(is_next) => self.differ(is_next),
            PairMessage::Open => self.open_line(ctx),
            PairMessage::Pressed(key) => {
                let last = self.scale.rows.saturating_sub(1);
                let step = |rows: i64| (i64::from(self.chosen) + rows).clamp(0, i64::from(last)) as u32;
                match key {
                    ViewKey::Rows(rows) => self.choose(step(rows)),
                    ViewKey::Pages(pages) => self.choose(step(pages * i64::from(self.scale.page()))),
                    ViewKey::First => self.choose(0),
                    ViewKey::Last => self.choose(last),
                    ViewKey::Hit(is_next) => self.differ(is_next),
                    _ => return false,
                }
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (props, link) = (ctx.props(), ctx.link());
        let step = |is_next: bool, words: &'static str, sign: Icon| {
            let onclick = link.callback(move |_| PairMessage::Differ(is_next));
            html! {
                <button class="button small" type="button" disabled={self.differences.is_empty()} {onclick}>
                    {icon(sign)}{words}
                </button>
            }
        };
        html! {
            <main class="viewer">
                <header class="view-head">
                    <h1>{text(&[&props.left.title, " beside ", &lower(&props.right.title)].concat())}</h1>
                    <p class="note">{text(&self.summary(props))}</p>
                    <span class="view-level">
                        {step(false, "Previous difference", Icon::Up)}
                        {step(true, "Next difference", Icon::Down)}
                    </span>
                </header>
                {self.limits(props)}
                <div class="pair-heads">
                    {head(&props.left)}
                    {head(&props.right)}
                </div>
                {self.grid(ctx)}
                {self.details(ctx)}
                <p class="unseen" role="status">{text(&self.news)}</p>
            </main>
        }
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
        self.scale = next;
        is_changed
    }

    /// The rows in the document: the first, and the one after the last.
    fn window(&self) -> (u32, u32) {
        let first = (self.top.floor() as u32).saturating_sub(MARGIN);
        let end = self.top.floor() as u32 + self.scale.page() + 2 + MARGIN;
        (first.min(self.scale.rows), end.min(self.scale.rows))
    }

    fn choose(&mut self, row: u32) {
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

    fn row(&self, side: usize, at: u32) -> Option<&Rc<ViewRow>> {
        self.blocks[side].row(self.aligned.get(at as usize)?.rows[side]?)
    }

    /// The address of the chosen line of a side.
    fn address(&self, props: &PairProps, side: usize) -> Option<String> {
        let row = self.row(side, self.chosen)?;
        let logs = if side == 0 { &props.left.logs } else { &props.right.logs };
        let file = logs.iter().flat_map(|log| &log.files).find(|file| file.file == row.file)?;
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

    fn summary(&self, props: &PairProps) -> String {
        match (&self.pair, self.differences.len() as u64) {
            (None, _) => "Reading and comparing both sides".to_owned(),
            (Some(_), 0) if self.aligned.is_empty() => "Neither side has a line.".to_owned(),
            (Some(_), 0) => "Both sides have the same messages.".to_owned(),
            (Some(_), all) => {
                let only = |side: usize| {
                    let is_alone = |one: &&Aligned| one.kind == Kind::Apart && one.rows[side].is_some();
                    count(self.aligned.iter().filter(is_alone).count() as u64, "line", "lines")
                };
                let places = if all == 1 { " place: " } else { " places: " };
                let (left, right) = (lower(&props.left.title), lower(&props.right.title));
                [
                    "They differ in ",
                    &number(all),
                    places,
                    &only(0),
                    " only in ",
                    &left,
                    ", ",
                    &only(1),
                    " only in ",
                    &right,
                ]
                .concat()
            }
        }
    }

    /// Which side has more rows than are compared.
    fn limits(&self, props: &PairProps) -> Html {
        let is_cut = self.pair.as_ref().map_or((false, false), |pair| pair.is_cut);
        let sides = [(is_cut.0, &props.left.title), (is_cut.1, &props.right.title)];
        let cut = sides.into_iter().filter(|(is_cut, _)| *is_cut).map(|(_, title)| {
            let words =
                [title, " has more than ", &number(MOST), " lines: only the first ones are compared."]
                    .concat();
            html! { <p class="trouble">{mark(Mark::Warning)}{text(&words)}</p> }
        });
        cut.collect()
    }

    fn grid(&self, ctx: &Context<Self>) -> Html {
        let link = ctx.link();
        let onkeydown = link.batch_callback(|event: KeyboardEvent| {
            let command = event.ctrl_key() || event.meta_key();
            if event.alt_key() {
                return None;
            }
            let message = match event.key().as_str() {
                "Enter" => PairMessage::Open,
                "d" if !command => PairMessage::Differ(true),
                "D" if !command => PairMessage::Differ(false),
                key => PairMessage::Pressed(keys::read(key, command, event.shift_key()).filter(is_here)?),
            };
            event.prevent_default();
            Some(message)
        });
        let (first, end) = self.window();
        let height = ["height:", &(f64::from(self.scale.rows) * self.scale.row).to_string(), "px"].concat();
        let moved =
            ["transform:translateY(", &(f64::from(first) * self.scale.row).to_string(), "px)"].concat();
        let chosen = (first..end).contains(&self.chosen).then(|| row_id(self.chosen));
        html! {
            <div
                id="pair"
                class="pair-grid"
                role="grid"
                tabindex="0"
                aria-label="Lines of both sides. d goes to the next difference, Enter opens the line."
                aria-readonly="true"
                aria-rowcount={self.scale.rows.to_string()}
                aria-colcount="3"
                aria-activedescendant={chosen}
                ref={self.node.clone()}
                style={["--row:", &self.scale.row.to_string(), "px"].concat()}
                onscroll={link.callback(|_| PairMessage::Scrolled)}
                {onkeydown}
            >
                <div role="rowgroup" style={height}>
                    <div role="presentation" style={moved}>
                        {for (first..end).map(|at| self.grid_row(ctx, at))}
                    </div>
                </div>
            </div>
        }
    }

    fn grid_row(&self, ctx: &Context<Self>, at: u32) -> Html {
        let Some(aligned) = self.aligned.get(at as usize) else { return Html::default() };
        let (class, sign, words) = match (aligned.kind, aligned.rows) {
            (Kind::Same, _) => ("pair-row", "", ""),
            (Kind::Changed, _) => ("pair-row changed", "\u{2248}", "the same message with other values"),
            (Kind::Apart, [Some(_), None]) => ("pair-row apart", "\u{2212}", "only left"),
            (Kind::Apart, [None, _]) => ("pair-row apart", "+", "only right"),
            (Kind::Apart, _) => ("pair-row apart", "\u{2260}", "different"),
        };
        let is_chosen = self.chosen == at;
        let class = [class, if is_chosen { " chosen" } else { "" }].concat();
        html! {
            <div
                key={at}
                id={row_id(at)}
                {class}
                role="row"
                aria-rowindex={(u64::from(at) + 1).to_string()}
                aria-selected={truth(is_chosen)}
                onclick={ctx.link().callback(move |_| PairMessage::Choose(at))}
            >
                {self.cell(0, at)}
                <span role="gridcell" class="pair-sign" title={words}>
                    <span aria-hidden="true">{sign}</span>
                    <span class="unseen">{words}</span>
                </span>
                {self.cell(1, at)}
            </div>
        }
    }

    fn cell(&self, side: usize, at: u32) -> Html {
        let expects = self.aligned.get(at as usize).is_some_and(|one| one.rows[side].is_some());
        let Some(row) = self.row(side, at) else {
            let class = if expects { "pair-cell" } else { "pair-cell none" };
            return html! { <span role="gridcell" {class}>{if expects { "\u{2026}" } else { "" }}</span> };
        };
        let (class, sign) = match row.level {
            ViewLevel::Error => ("pair-cell error", Some((Mark::Failed, "Error"))),
            ViewLevel::Warning => ("pair-cell warning", Some((Mark::Warning, "Warning"))),
            _ => ("pair-cell", None),
        };
        let since = row.utc.zip(self.starts[side]).map(|(utc, start)| difference(utc - start));
        let mut end = row.text.len().min(LONGEST);
        while !row.text.is_char_boundary(end) {
            end -= 1;
        }
        let line = row.text[..end].replace(['\n', '\r', '\t'], " ");
        html! {
            <span role="gridcell" {class}>
                <i>{text(&since.unwrap_or_default())}</i>
                {for sign.map(|(sign, word)| named_mark(sign, word))}
                <span>{text(&line)}</span>
            </span>
        }
    }

    /// The whole texts of the chosen rows.
    fn details(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let side = |at: usize, of: &ComparedSide| {
            let Some(row) = self.row(at, self.chosen) else {
                return html! { <div class="view-line"><p class="note">{text(&["Not in ", &lower(&of.title)].concat())}</p></div> };
            };
            html! {
                <div class="view-line">
                    <header>
                        <h2>{text(&[&of.title, ": ", &row.component, " ", &row.written].concat())}</h2>
                        {for self.address(props, at).map(|href| html! { <a href={attr(&href)}>{"Open in the log"}</a> })}
                    </header>
                    <pre tabindex="0" role="group" aria-label={attr(&["Text, ", &of.title].concat())}>{text(&row.text)}</pre>
                </div>
            }
        };
        html! {
            <section class="view-details" aria-label="The chosen lines">
                {side(0, &props.left)}
                {side(1, &props.right)}
            </section>
        }
    }
}

/// The keys that do something here.
fn is_here(key: &ViewKey) -> bool {
    matches!(key, ViewKey::Rows(_) | ViewKey::Pages(_) | ViewKey::First | ViewKey::Last | ViewKey::Hit(_))
}

fn head(side: &ComparedSide) -> Html {
    html! {
        <h2>
            <a href={attr(&side.href)}>{text(&side.title)}</a>
            <span class="note">{text(&side.about)}</span>
        </h2>
    }
}

fn row_id(row: u32) -> String {
    ["pair-", &row.to_string()].concat()
}

/// A title inside a sentence.
fn lower(title: &str) -> String {
    match title.strip_prefix("Run ") {
        Some(rest) => ["run ", rest].concat(),
        None => title.to_owned(),
    }
}

/// All rows side by side, and the first row of each difference.
fn align(stretches: &[PairStretch]) -> (Vec<Aligned>, Vec<u32>) {
    let (mut aligned, mut differences) = (Vec::new(), Vec::new());
    let (mut left, mut right) = (0, 0);
    for stretch in stretches {
        if !stretch.is_common {
            differences.push(aligned.len() as u32);
        }
        for at in 0..stretch.left.max(stretch.right) {
            let kind = match stretch.is_common {
                false => Kind::Apart,
                true if stretch.changed.binary_search(&at).is_ok() => Kind::Changed,
                true => Kind::Same,
            };
            let row = |from: u32, count: u32| (at < count).then_some(from + at);
            aligned.push(Aligned { rows: [row(left, stretch.left), row(right, stretch.right)], kind });
        }
        left += stretch.left;
        right += stretch.right;
    }
    (aligned, differences)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_only_one_side_has_are_beside_nothing() {
        let common = PairStretch { left: 2, right: 2, is_common: true, changed: vec![1] };
        let apart = PairStretch { left: 1, right: 2, ..PairStretch::default() };
        let (rows, differences) = align(&[common, apart]);
        assert_eq!(differences, [2]);
        let kinds: Vec<Kind> = rows.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [Kind::Same, Kind::Changed, Kind::Apart, Kind::Apart]);
        assert_eq!((rows[2].rows, rows[3].rows), ([Some(2), Some(2)], [None, Some(3)]));
    }

    #[test]
    fn nothing_is_aligned_with_nothing() {
        assert_eq!(align(&[]), (vec![], vec![]));
    }
}
