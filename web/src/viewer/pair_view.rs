//! The two sides as elements: the head, the rows beside each other, and the chosen lines.

use report::ViewLevel;
use yew::{Context, Html, KeyboardEvent, html};

use super::aligned::{Aligned, AlignedKind};
use super::clock::difference;
use super::keys::{self, ViewKey};
use super::marking::marked;
use super::pair::{ComparedSide, Pair, PairMessage, PairProps};
use crate::browser::viewing;
use crate::components::icon::{Icon, icon};
use crate::components::mark::{Mark, mark, named_mark};
use crate::view::{attr, text, truth};
use crate::words::{count, number};

/// How much of a text is in its row.
const LONGEST: usize = 400;
/// The most rows of a side that are compared.
const MOST: u64 = 20_000;

impl Pair {
    pub(super) fn draw(&self, ctx: &Context<Self>) -> Html {
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
                    {self.finder(ctx)}
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

    fn summary(&self, props: &PairProps) -> String {
        match (&self.pair, self.differences.len() as u64) {
            (None, _) => "Reading and comparing both sides".to_owned(),
            (Some(_), 0) if self.aligned.is_empty() => "Neither side has a line.".to_owned(),
            (Some(_), 0) => "Both sides have the same messages.".to_owned(),
            (Some(_), all) => {
                let only = |side: usize| {
                    let is_alone =
                        |one: &&Aligned| one.kind == AlignedKind::Apart && one.rows[side].is_some();
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
            // The browser copies a selected text.
            if event.alt_key() || command && event.key() == "c" && !viewing::selected_text().is_empty() {
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
                aria-label="Lines of both sides. d goes to the next difference, Enter opens the line, c copies it."
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
            (AlignedKind::Same, _) => ("pair-row", "", ""),
            (AlignedKind::Changed, _) => {
                ("pair-row changed", "\u{2248}", "the same message with other values")
            }
            (AlignedKind::Apart, [Some(_), None]) => ("pair-row apart", "\u{2212}", "only left"),
            (AlignedKind::Apart, [None, _]) => ("pair-row apart", "+", "only right"),
            (AlignedKind::Apart, _) => ("pair-row apart", "\u{2260}", "different"),
        };
        let is_chosen = self.chosen == at;
        let is_hit = self.hits.as_ref().is_some_and(|hits| hits.binary_search(&at).is_ok());
        let class =
            [class, if is_hit { " hit" } else { "" }, if is_chosen { " chosen" } else { "" }].concat();
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
                {self.cell(0, at, is_hit)}
                <span role="gridcell" class="pair-sign" title={words}>
                    <span aria-hidden="true">{sign}</span>
                    <span class="unseen">{words}</span>
                </span>
                {self.cell(1, at, is_hit)}
            </div>
        }
    }

    fn cell(&self, side: usize, at: u32, is_hit: bool) -> Html {
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
                <span>{marked(&line, Some(&self.typed).filter(|_| is_hit), &[])}</span>
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
                        {self.copy_button(ctx, at)}
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
    use ViewKey::{Copy, Find, First, Hit, Last, Pages, Rows};
    matches!(key, Rows(_) | Pages(_) | First | Last | Hit(_) | Find | Copy)
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
