//! The rows of the log: only those in the window and a margin are in the document.

use std::rc::Rc;

use report::{ViewLevel, ViewPattern, ViewReply, ViewRequest, ViewRow};
use web_sys::HtmlElement;
use yew::{Callback, Component, Context, Html, KeyboardEvent, NodeRef, Properties, WheelEvent, html};

use super::clock::{TimeForm, time};
use super::keys::{self, ViewKey};
use super::merged::{ViewedLog, log_cell};
use super::rows::RowBlocks;
use super::scroll::Scale;
use crate::browser::viewing::{self, Listening};
use crate::components::mark::{Mark, named_mark};
use crate::view::{attr, text, truth};

/// The columns: name, and width as CSS; the text is always shown.
pub(super) const COLUMNS: [(&str, &str); 5] = [
    ("Log Text", "minmax(240px, 1fr)"),
    ("Component", "minmax(90px, 150px)"),
    ("Date/Time", "190px"),
    ("Thread", "minmax(80px, 110px)"),
    ("Source", "minmax(90px, 150px)"),
];

/// The height of a row, and of one with two lines in a narrow window.
const ROW: f64 = 22.0;
const NARROW_ROW: f64 = 40.0;
const NARROW: i32 = 620;
/// The height of the header; narrow windows have none.
const HEADER: f64 = 26.0;
/// How many rows are drawn before and after the window.
const MARGIN: u32 = 8;
/// How much of a text is in its row: the details show all of it.
const LONGEST: usize = 600;

#[derive(Properties, PartialEq)]
pub(super) struct GridProps {
    /// How many rows there are.
    pub(super) all: u32,
    /// Grows when the rows have other numbers; then all of them are requested again.
    pub(super) numbering: u32,
    /// Grows when rows have changed, but not their numbers.
    pub(super) revision: u32,
    /// The row to choose, with a number that grows each time.
    pub(super) target: (u32, u32),
    /// The pattern of the search.
    pub(super) pattern: Option<ViewPattern>,
    /// The form of the times.
    pub(super) times: TimeForm,
    /// Which columns are hidden, a bit for each.
    pub(super) hidden: u8,
    /// A row was chosen; with the row before it, if that is there.
    pub(super) chosen: Callback<(u32, Rc<ViewRow>, Option<Rc<ViewRow>>)>,
    /// Keys that do not choose a row.
    pub(super) pressed: Callback<ViewKey>,
    pub(super) name: String,
    /// The logs that are shown together; empty if one is shown.
    pub(super) logs: Rc<Vec<ViewedLog>>,
}

pub(super) struct Grid {
    node: NodeRef,
    /// The first row in the window; it can have a fraction.
    top: f64,
    scale: Scale,
    is_narrow: bool,
    /// The position of the scrollbar that the grid has set.
    set: f64,
    blocks: RowBlocks,
    chosen: Option<u32>,
    /// Whether the chosen row was not reported yet, because it was not there.
    is_reported: bool,
    _listening: Listening,
}

pub(super) enum GridMessage {
    Scrolled,
    Resized,
    Wheeled(f64),
    Pressed(ViewKey),
    Clicked(u32),
    Replied(Rc<ViewReply>),
}

impl Component for Grid {
    type Message = GridMessage;
    type Properties = GridProps;

    fn create(ctx: &Context<Self>) -> Self {
        let (_, row) = ctx.props().target;
        Self {
            node: NodeRef::default(),
            top: 0.0,
            scale: Scale { rows: ctx.props().all, row: ROW, window: 0.0 },
            is_narrow: false,
            set: -1.0,
            blocks: RowBlocks::default(),
            chosen: (ctx.props().target.0 > 0).then_some(row),
            is_reported: false,
            _listening: viewing::listen(ctx.link().callback(GridMessage::Replied)),
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &GridProps) -> bool {
        let props = ctx.props();
        if props.numbering != old.numbering {
            self.blocks.clear();
            self.chosen = None;
        } else if props.revision != old.revision {
            self.blocks.refresh();
        }
        self.scale.rows = props.all;
        self.top = self.top.min(self.scale.last_top());
        if props.target.0 != old.target.0 {
            self.choose(ctx, props.target.1);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: GridMessage) -> bool {
        match message {
            GridMessage::Resized => return self.measure(),
            GridMessage::Scrolled => {
                let Some(element) = self.element() else { return false };
                let position = f64::from(element.scroll_top());
                if (position - self.set).abs() < 1.5 {
                    return false;
                }
                self.set = position;
                self.top = self.scale.top(position);
            }
            GridMessage::Wheeled(pixels) => {
                self.scroll_to(self.top + pixels / self.scale.row);
            }
            GridMessage::Pressed(key) => match key {
                ViewKey::Rows(rows) => self.step(ctx, rows),
                ViewKey::Pages(pages) => {
                    self.step(ctx, pages * i64::from(self.scale.page().saturating_sub(1).max(1)));
                }
                ViewKey::First => self.choose(ctx, 0),
                ViewKey::Last => self.choose(ctx, self.scale.rows.saturating_sub(1)),
                other => {
                    ctx.props().pressed.emit(other);
                    return false;
                }
            },
            GridMessage::Clicked(row) => self.choose(ctx, row),
            GridMessage::Replied(reply) => {
                let ViewReply::Rows { ticket, rows, .. } = &*reply else { return false };
                if !self.blocks.take(*ticket, rows) {
                    return false;
                }
                self.report(ctx);
                return true;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let (first, end) = self.window();
        let link = ctx.link();
        let onkeydown = link.batch_callback(|event: KeyboardEvent| {
            let command = event.ctrl_key() || event.meta_key();
            let key = keys::read(&event.key(), command, event.shift_key()).filter(|_| !event.alt_key())?;
            event.prevent_default();
            Some(GridMessage::Pressed(key))
        });
        let is_scaled = self.scale.is_scaled();
        let onwheel = link.batch_callback(move |event: WheelEvent| {
            let lines = if event.delta_mode() == 0 { 1.0 } else { ROW };
            (is_scaled && !event.ctrl_key()).then(|| {
                event.prevent_default();
                GridMessage::Wheeled(event.delta_y() * lines)
            })
        });
        let onscroll = link.callback(|_| GridMessage::Scrolled);
        let shown = COLUMNS.iter().enumerate().filter(|(at, _)| props.hidden >> at & 1 == 0);
        let of_logs = (!props.logs.is_empty()).then_some("minmax(110px, 170px)");
        let columns: Vec<&str> = of_logs.into_iter().chain(shown.map(|(_, (_, width))| *width)).collect();
        let style = ["--columns:", &columns.join(" "), ";--row:", &self.scale.row.to_string(), "px"].concat();
        let chosen = self.chosen.filter(|row| (first..end).contains(row));
        let chosen_time = self.chosen.and_then(|row| self.blocks.row(row)).and_then(|row| row.utc);
        let offset = (f64::from(first) - self.top) * self.scale.row;
        let window = ["height:", &self.scale.window.to_string(), "px"].concat();
        let moved = ["transform:translateY(", &offset.to_string(), "px)"].concat();
        let rest = ["height:", &(self.scale.height() - self.scale.window).to_string(), "px"].concat();
        html! {
            <div
                id="rows"
                class={if self.is_narrow { "view-grid narrow" } else { "view-grid" }}
                role="grid"
                tabindex="0"
                aria-label={attr(&props.name)}
                aria-rowcount={(u64::from(props.all) + 1).to_string()}
                aria-colcount={columns.len().to_string()}
                aria-activedescendant={chosen.map(row_id)}
                aria-readonly="true"
                ref={self.node.clone()}
                {style}
                {onscroll}
                {onkeydown}
                {onwheel}
            >
                <div class="view-row view-titles" role="row" aria-rowindex="1">
                    {for shown_names(props.hidden).map(|name| html! { <span role="columnheader">{name}</span> })}
                    if !props.logs.is_empty() {
                        <span role="columnheader" class="view-log">{"Log"}</span>
                    }
                </div>
                <div class="view-window" role="rowgroup" style={window}>
                    <div role="presentation" style={moved}>
                        {for (first..end).map(|row| self.row(ctx, row, chosen_time))}
                    </div>
                </div>
                <div role="presentation" style={rest} />
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            let resized = ctx.link().callback(|()| GridMessage::Resized);
            if let Some(element) = self.element() {
                viewing::watch_size(&element, resized);
            }
            if self.measure() {
                ctx.link().send_message(GridMessage::Resized);
            }
            if let Some(row) = self.chosen {
                self.choose(ctx, row);
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
        for (ticket, from, count) in self.blocks.missing(from, end, self.scale.rows, viewing::next_number) {
            viewing::ask(ViewRequest::Rows { ticket, from, count });
        }
    }
}

impl Grid {
    fn element(&self) -> Option<HtmlElement> {
        self.node.cast()
    }

    /// Measures the window; whether it has changed.
    fn measure(&mut self) -> bool {
        let Some(element) = self.element() else { return false };
        let is_narrow = element.client_width() < NARROW;
        let (row, header) = if is_narrow { (NARROW_ROW, 0.0) } else { (ROW, HEADER) };
        let window = (f64::from(element.client_height()) - header).max(row);
        let next = Scale { row, window, ..self.scale };
        let is_changed = next != self.scale;
        (self.scale, self.is_narrow) = (next, is_narrow);
        if is_changed {
            self.top = self.top.min(next.last_top());
            if let Some(row) = self.chosen.filter(|_| !self.is_reported) {
                self.top = next.reveal(self.top, row);
            }
        }
        is_changed
    }

    /// The rows in the document: the first, and the one after the last.
    fn window(&self) -> (u32, u32) {
        let first = (self.top.floor() as u32).saturating_sub(MARGIN);
        let end = self.top.floor() as u32 + self.scale.page() + 2 + MARGIN;
        (first.min(self.scale.rows), end.min(self.scale.rows))
    }

    fn scroll_to(&mut self, top: f64) {
        self.top = top.clamp(0.0, self.scale.last_top());
    }

    fn step(&mut self, ctx: &Context<Self>, rows: i64) {
        let last = i64::from(self.scale.rows) - 1;
        let from = self.chosen.map_or(self.top.floor() as i64 - 1, i64::from);
        self.choose(ctx, (from + rows).clamp(0, last.max(0)) as u32);
    }

    fn choose(&mut self, ctx: &Context<Self>, row: u32) {
        if row >= self.scale.rows {
            return;
        }
        (self.chosen, self.is_reported) = (Some(row), false);
        self.scroll_to(self.scale.reveal(self.top, row));
        self.report(ctx);
    }

    /// Reports the chosen row as soon as it is there.
    fn report(&mut self, ctx: &Context<Self>) {
        if let Some(at) = self.chosen.filter(|_| !self.is_reported)
            && let Some(row) = self.blocks.row(at)
        {
            self.is_reported = true;
            let before = at.checked_sub(1).and_then(|before| self.blocks.row(before)).cloned();
            ctx.props().chosen.emit((at, Rc::clone(row), before));
        }
    }

    fn row(&self, ctx: &Context<Self>, at: u32, chosen_time: Option<i64>) -> Html {
        let props = ctx.props();
        let is_chosen = self.chosen == Some(at);
        let onclick = ctx.link().callback(move |_| GridMessage::Clicked(at));
        let Some(row) = self.blocks.row(at) else {
            return html! {
                <div key={at} class="view-row waiting" role="row" aria-rowindex={index(at)}>
                    <span role="gridcell">{"\u{2026}"}</span>
                </div>
            };
        };
        let (class, sign) = match row.level {
            ViewLevel::Error => ("view-row error", Some((Mark::Failed, "Error"))),
            ViewLevel::Warning => ("view-row warning", Some((Mark::Warning, "Warning"))),
            _ => ("view-row", None),
        };
        let class =
            [class, if is_chosen { " chosen" } else { "" }, if row.is_hit { " hit" } else { "" }].concat();
        let cells = [
            html! { <>{for sign.map(|(sign, word)| named_mark(sign, word))}{words(row, props.pattern.as_ref())}</> },
            text(&row.component),
            text(&time(row, props.times, chosen_time)),
            text(&thread(row)),
            text(&row.source),
        ];
        let cells = cells.into_iter().enumerate().filter(|(at, _)| props.hidden >> at & 1 == 0);
        html! {
            <div
                key={at}
                id={row_id(at)}
                {class}
                role="row"
                aria-rowindex={index(at)}
                aria-selected={truth(is_chosen)}
                {onclick}
            >
                {for cells.map(|(_, cell)| html! { <span role="gridcell">{cell}</span> })}
                {log_cell(&props.logs, row.file)}
            </div>
        }
    }
}

/// The names of the shown columns.
fn shown_names(hidden: u8) -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().enumerate().filter(move |(at, _)| hidden >> at & 1 == 0).map(|(_, (name, _))| *name)
}

fn row_id(row: u32) -> String {
    ["row-", &row.to_string()].concat()
}

/// The position for screen readers: from 1, and the header is the first.
fn index(row: u32) -> String {
    (u64::from(row) + 2).to_string()
}

/// The thread as CMTrace shows it; with the process, if the log has that.
pub(super) fn thread(row: &ViewRow) -> String {
    match (row.process, row.thread) {
        (_, 0) => String::new(),
        (0, thread) => thread.to_string(),
        (process, thread) => [&process.to_string(), ", ", &thread.to_string()].concat(),
    }
}

/// The text of a row in one line, with what was found marked.
fn words(row: &ViewRow, pattern: Option<&ViewPattern>) -> Html {
    let mut end = row.text.len().min(LONGEST);
    while !row.text.is_char_boundary(end) {
        end -= 1;
    }
    let line = row.text[..end].replace(['\n', '\r', '\t'], " ");
    marked(&line, pattern.filter(|_| row.is_hit))
}

/// A text with what was found marked; a regular expression marks only the row.
pub(super) fn marked(line: &str, pattern: Option<&ViewPattern>) -> Html {
    let Some(pattern) = pattern.filter(|pattern| !pattern.is_expression) else { return text(line) };
    let mut parts = Vec::new();
    let mut rest = line;
    while let Some(at) = position(rest, pattern) {
        let (before, after) = rest.split_at(at);
        let (hit, after) = after.split_at(pattern.text.len());
        parts.extend([text(before), html! { <mark>{text(hit)}</mark> }]);
        rest = after;
    }
    parts.push(text(rest));
    parts.into_iter().collect()
}

/// The position of a plain text, without case if the pattern ignores it.
fn position(line: &str, pattern: &ViewPattern) -> Option<usize> {
    let (line, expected) = (line.as_bytes(), pattern.text.as_bytes());
    if expected.is_empty() {
        return None;
    }
    let is_same = |part: &[u8]| match pattern.is_exact {
        true => part == expected,
        false => part.eq_ignore_ascii_case(expected),
    };
    line.windows(expected.len()).position(is_same)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str, is_exact: bool) -> ViewPattern {
        ViewPattern { text: text.into(), is_exact, is_expression: false }
    }

    #[test]
    fn a_hit_is_found_with_and_without_case() {
        assert_eq!(position("Scan FAILED", &pattern("failed", false)), Some(5));
        assert_eq!(position("Scan FAILED", &pattern("failed", true)), None);
        assert_eq!(position("\u{e9}\u{e9}x", &pattern("X", false)), Some(4));
        assert_eq!(position("any", &pattern("", false)), None);
    }

    #[test]
    fn a_thread_is_shown_with_its_process() {
        assert_eq!(thread(&ViewRow { thread: 4_712, ..ViewRow::default() }), "4712");
        assert_eq!(thread(&ViewRow { process: 1_020, thread: 6_716, ..ViewRow::default() }), "1020, 6716");
        assert_eq!(thread(&ViewRow::default()), "");
    }

    #[test]
    fn hidden_columns_are_left_out() {
        assert_eq!(shown_names(0b1_1010).collect::<Vec<_>>(), ["Log Text", "Date/Time"]);
    }
}
