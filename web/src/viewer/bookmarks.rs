//! The bookmarks in the details, and the bookmark of a row.

use report::{Bookmark, EvidenceKind, EvidenceLine, ViewRow};
use yew::{Callback, Context, Html, InputEvent, html};

use super::model::{Viewer, ViewerMessage};
use super::panel::{field_keys, value};
use crate::components::icon::Icon;
use crate::components::panel::{icon_button, text_button};
use crate::message::{Action, PageMessage};
use crate::state::BookmarkChange;
use crate::time::iso;
use crate::view::{attr, text};
use crate::words::number;

/// A row as a line that a report can quote.
fn line_of(log: &str, row: &ViewRow) -> EvidenceLine {
    EvidenceLine {
        id: String::new(),
        kind: EvidenceKind::Progress,
        log: log.to_owned(),
        file: row.file,
        line: row.line,
        bytes: [0, 0],
        time: row.written.clone(),
        utc: row.utc.map(iso),
        text: row.text.clone(),
        state: None,
        count: 1,
    }
}

/// The files and lines of the bookmarks.
pub(super) fn marked_lines(bookmarks: &[Bookmark]) -> Vec<(u32, u64)> {
    bookmarks.iter().map(|bookmark| (bookmark.line.file, bookmark.line.line)).collect()
}

pub(super) fn note_id(line: &EvidenceLine) -> String {
    ["note-", &line.file.to_string(), "-", &line.line.to_string()].concat()
}

impl Viewer {
    /// Marks the chosen row, and goes to the note of its bookmark.
    pub(super) fn mark(&mut self, ctx: &Context<Self>) {
        let Some(chosen) = &self.chosen else { return };
        let props = ctx.props();
        let line = line_of(&self.address.log, &chosen.row);
        self.focus = Some(note_id(&line));
        if !marked_lines(&props.bookmarks).contains(&(line.file, line.line)) {
            self.news = "Bookmark added. Write a note; Enter returns to the rows.".to_owned();
            let change = BookmarkChange::Add(Box::new(line));
            props.act.emit(PageMessage::Does(Action::Bookmark(change)));
        }
    }
}

/// The list of the bookmarks, of all logs.
pub(super) fn bookmarks(ctx: &Context<Viewer>) -> Html {
    let props = ctx.props();
    if props.bookmarks.is_empty() {
        return Html::default();
    }
    let row = |(at, Bookmark { line, note }): (usize, &Bookmark)| {
        let place = [&line.log, " : ", &number(line.line)].concat();
        let act = props.act.clone();
        let oninput = Callback::from(move |event: InputEvent| {
            let change = BookmarkChange::Note(at, value(&event));
            act.emit(PageMessage::Does(Action::Bookmark(change)));
        });
        html! {
            <li key={note_id(line)}>
                {text_button(&props.act, &place, Action::Open(line.file, line.log.clone(), line.line))}
                {icon_button(&props.act, Icon::Close, &["Remove the bookmark ", &place].concat(), Action::Bookmark(BookmarkChange::Remove(at)))}
                <input
                    id={note_id(line)}
                    type="text"
                    placeholder="Note for the ticket"
                    aria-label={attr(&["Note for ", &place].concat())}
                    autocomplete="off"
                    value={note.clone()}
                    {oninput}
                    onkeydown={field_keys(ctx, ViewerMessage::Leave)}
                />
                <p class="note">{text(&line.text)}</p>
            </li>
        }
    };
    html! {
        <section class="view-bookmarks" aria-label="Bookmarks">
            <h2>{"Bookmarks"}</h2>
            <p class="note">{"They are part of the ticket: Markdown, plain text and HTML."}</p>
            <ol>{for props.bookmarks.iter().enumerate().map(row)}</ol>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bookmark_has_the_file_and_the_line_of_its_row() {
        let row = ViewRow { file: 2, line: 7, text: "Failed".into(), ..ViewRow::default() };
        let marked = Bookmark { line: line_of("a.log", &row), note: String::new() };
        assert_eq!(marked_lines(&[marked]), [(2, 7)]);
    }

    #[test]
    fn a_bookmark_has_its_time_in_utc_if_the_zone_is_known() {
        let utc = |utc| line_of("a.log", &ViewRow { utc, ..ViewRow::default() }).utc;
        assert_eq!(utc(Some(1_794_471_221_204)).as_deref(), Some("2026-11-12T08:13:41.204Z"));
        assert_eq!(utc(None), None);
    }
}
