//! Finding a text in two sides at once, and copying the chosen lines.

use report::{ViewPattern, ViewRequest, ViewRow};
use yew::{Context, Html, html};

use super::find_field::{FindMessages, find_field};
use super::pair::{Pair, PairMessage, PairProps};
use super::selection::as_text;
use crate::browser::viewing;
use crate::components::panel::copying_button;
use crate::message::{Action, PageMessage};
use crate::view::text;
use crate::words::{count, number};

/// The names of what is copied: both lines, and that of each side.
const BOTH: &str = "pair-lines";
const OF_SIDE: [&str; 2] = ["pair-left", "pair-right"];

impl Pair {
    /// Finds a text in both sides; an empty one ends the search.
    pub(super) fn find(&mut self, typed: String) {
        self.typed = ViewPattern { text: typed, ..ViewPattern::default() };
        (self.hits, self.news) = (None, String::new());
        let pattern = Some(self.typed.clone()).filter(|pattern| !pattern.text.is_empty());
        viewing::ask(ViewRequest::Find { pattern, near: 0 });
    }

    /// Takes the rows of both sides that were found, and goes to the first of them at or after the chosen one.
    pub(super) fn take_found(&mut self, found: [&[u32]; 2], problem: Option<&str>) {
        let is_found =
            |side: usize, row: Option<u32>| row.is_some_and(|row| found[side].binary_search(&row).is_ok());
        let rows = self.aligned.iter().zip(0..);
        let hits = rows.filter(|(one, _)| (0..2).any(|side| is_found(side, one.rows[side])));
        let hits: Vec<u32> = hits.map(|(_, at)| at).collect();
        let next = hits.iter().find(|hit| **hit >= self.chosen).or(hits.first()).copied();
        self.hits = Some(hits);
        match next {
            Some(next) => self.choose(next),
            None => self.news = problem.unwrap_or("Nothing found.").to_owned(),
        }
    }

    /// Goes to the next or previous hit; after the last one comes the first.
    pub(super) fn go_to_hit(&mut self, is_next: bool) {
        let Some(hits) = &self.hits else { return };
        let hit = match is_next {
            true => hits.iter().find(|hit| **hit > self.chosen).or(hits.first()),
            false => hits.iter().rfind(|hit| **hit < self.chosen).or(hits.last()),
        };
        if let Some(hit) = hit.copied() {
            self.choose(hit);
        }
        self.news = self.hits_in_words();
    }

    /// `2 of 9 rows`.
    fn hits_in_words(&self) -> String {
        let Some(hits) = &self.hits else { return "Searching".to_owned() };
        let all = count(hits.len() as u64, "row", "rows");
        match hits.binary_search(&self.chosen) {
            Ok(at) => [&number(at as u64 + 1), " of ", &all].concat(),
            Err(_) => all,
        }
    }

    /// The field of the search, with the number of hits.
    pub(super) fn finder(&self, ctx: &Context<Self>) -> Html {
        let messages =
            FindMessages { typed: PairMessage::Typed, hit: PairMessage::Hit, leave: || PairMessage::Leave };
        let hits = html! {
            if !self.typed.text.is_empty() {
                <span class="note view-hits">{text(&self.hits_in_words())}</span>
            }
        };
        find_field(ctx.link(), ("Both sides", "Find in both sides"), &self.typed, &messages, hits)
    }

    /// Copies the chosen lines of both sides.
    pub(super) fn copy(&self, ctx: &Context<Self>) {
        let lines = (0..2).filter_map(|side| self.line(ctx.props(), side)).collect::<Vec<_>>().join("\n");
        ctx.props().act.emit(PageMessage::Does(Action::Copy(BOTH.to_owned(), lines)));
    }

    /// The button that copies the chosen line of a side.
    pub(super) fn copy_button(&self, ctx: &Context<Self>, side: usize) -> Html {
        let props = ctx.props();
        let line = self.line(props, side).unwrap_or_default();
        let copied = props.copied.as_deref();
        let is_copied = copied == Some(BOTH) || copied == Some(OF_SIDE[side]);
        copying_button(&props.act, is_copied, Action::Copy(OF_SIDE[side].to_owned(), line), "Copy")
    }

    /// The chosen line of a side as text with tabs.
    fn line(&self, props: &PairProps, side: usize) -> Option<String> {
        let row = self.row(side, self.chosen)?;
        let name = |row: &ViewRow| Self::file(props, side, row).map_or("", |file| file.name.as_str());
        Some(as_text(std::slice::from_ref(&**row), name))
    }
}
