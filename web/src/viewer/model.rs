//! The state and the messages of the log viewer.

use std::rc::Rc;

use report::{
    Bookmark, JumpTarget, OverviewPart, ViewChip, ViewPattern, ViewReply, ViewRow, ViewState, ViewStrips,
};
use yew::virtual_dom::AttrValue;
use yew::{Callback, Properties};

use super::clock::TimeForm;
use super::columns::Columns;
use super::keys::ViewKey;
use super::viewed_log::ViewedLog;
use crate::browser::following::{FollowNews, Following};
use crate::browser::viewing::Listening;
use crate::message::PageMessage;
use crate::routes::{Of, ViewAddress};
use crate::state::{Highlights, NotedSearch, ShownReport};
use crate::words::{count, number};

#[derive(Properties, PartialEq)]
pub(crate) struct ViewerProps {
    /// The log, its line and the filter.
    pub(crate) address: ViewAddress,
    /// The number of the file; of all logs of a machine, none has it.
    pub(crate) file: u32,
    /// The logs of the machine, to show them all or to switch to them; empty if there is only one.
    pub(crate) logs: Rc<Vec<ViewedLog>>,
    /// The machine of the logs.
    pub(crate) of: Of,
    /// Logs of the same name, such as those of other machines: their names, and the address of both side by side.
    pub(crate) beside: Vec<(String, String)>,
    /// Whether all logs are shown.
    pub(crate) is_merged: bool,
    /// The page of the knowledge base about the log; empty if there is none.
    pub(crate) about: AttrValue,
    /// The URL of the page without the fragment.
    pub(crate) base: AttrValue,
    /// The report, for what it knows about a line.
    pub(crate) report: Option<ShownReport>,
    /// The numbers of the machines in the order of the report.
    pub(crate) numbers: Vec<u32>,
    /// The lines that the user marked, in all logs.
    pub(crate) bookmarks: Rc<Vec<Bookmark>>,
    /// What was searched for in the log that was left last, and what was highlighted.
    pub(crate) noted: NotedSearch,
    /// The name of the last copied text.
    pub(crate) copied: Option<AttrValue>,
    pub(crate) act: Callback<PageMessage>,
}

pub(crate) struct Viewer {
    pub(super) view: u32,
    /// All logs that are shown together; empty if one is shown.
    pub(super) logs: Rc<Vec<ViewedLog>>,
    pub(super) of: Of,
    pub(super) state: ViewState,
    pub(super) is_known: bool,
    /// Whether there were rows, so that one is chosen.
    pub(super) has_begun: bool,
    /// The address that the viewer has written last.
    pub(super) address: ViewAddress,
    pub(super) chips: Vec<ViewChip>,
    pub(super) chosen: Option<Chosen>,
    /// A row of the log that has a time: it shows the zone of the log.
    pub(super) timed: Option<Rc<ViewRow>>,
    /// The files and lines that findings are based on.
    pub(super) proofs: Rc<Vec<(u32, u64)>>,
    pub(super) typed: ViewPattern,
    pub(super) pattern: Option<ViewPattern>,
    pub(super) jump: Option<Jump>,
    /// Whether the next chosen row is announced as a hit.
    pub(super) announces_hit: bool,
    pub(super) target: (u32, u32),
    pub(super) numbering: u32,
    pub(super) revision: u32,
    pub(super) parts: Vec<OverviewPart>,
    pub(super) parts_ticket: u32,
    /// The logs over time, and the number of entries for which they were requested.
    pub(super) strips: ViewStrips,
    pub(super) strips_ticket: u32,
    pub(super) strips_of: u32,
    pub(super) times: TimeForm,
    pub(super) columns: Columns,
    pub(super) is_wrapped: bool,
    pub(super) highlights: Rc<Highlights>,
    pub(super) menu: Option<RowMenu>,
    /// The panel for the filter and the highlights, if it is open.
    pub(super) panel: Option<Panel>,
    /// The text, the start and the end of a time range that were typed into the panel.
    pub(super) typed_text: String,
    pub(super) typed_range: (String, String),
    /// The element that gets the focus after the next rendering.
    pub(super) focus: Option<String>,
    /// The rows that are being copied.
    pub(super) copying: Option<CopyJob>,
    pub(super) place: String,
    /// What the last jump or search led to, for screen readers too.
    pub(super) news: String,
    pub(super) follow: Follow,
    pub(super) _listening: Listening,
}

/// Whether the log is followed, and what is known about that.
#[derive(Default)]
pub(crate) struct Follow {
    pub(super) following: Option<Following>,
    /// How many entries there were when the number of new ones was shown last.
    pub(super) seen: u32,
    /// What has happened, in one sentence.
    pub(super) words: String,
}

/// The chosen row.
#[derive(Clone)]
pub(crate) struct Chosen {
    pub(super) at: u32,
    pub(super) row: Rc<ViewRow>,
    pub(super) before: Option<Rc<ViewRow>>,
    /// The other end of the selected rows, if several are selected.
    pub(super) anchor: Option<Anchor>,
}

/// The end of the selected rows that is not the chosen row.
#[derive(Clone)]
pub(crate) struct Anchor {
    pub(super) at: u32,
    pub(super) row: Option<Rc<ViewRow>>,
}

/// A jump whose answer has not arrived.
pub(super) struct Jump {
    pub(super) ticket: u32,
    pub(super) from: u32,
    pub(super) target: JumpTarget,
    /// Whether it is asked again after the next state.
    pub(super) waits: bool,
}

/// The open menu.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RowMenu {
    /// The column of the cell; none: of the row.
    pub(super) column: Option<usize>,
    /// The place in the window, in pixels.
    pub(super) x: f64,
    pub(super) y: f64,
    /// The words that were selected when it was opened.
    pub(super) words: String,
}

/// What Enter in the panel's field does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Panel {
    /// Show only the rows with the text.
    Filter,
    /// Highlight the text.
    Highlight,
}

/// How rows are copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CopyForm {
    /// The text of the rows alone.
    Message,
    /// With tabs between the columns.
    Text,
    /// As Markdown.
    Markdown,
}

/// Rows that are being copied.
pub(super) struct CopyJob {
    /// The ticket of the request for the next rows.
    pub(super) ticket: u32,
    pub(super) form: CopyForm,
    /// The next row, and the one after the last.
    pub(super) next: u32,
    pub(super) end: u32,
    pub(super) rows: Vec<ViewRow>,
}

#[derive(Clone)]
pub(crate) enum ViewerMessage {
    Replied(Rc<ViewReply>),
    Chosen(Chosen),
    Pressed(ViewKey),
    Typed(String),
    Expression,
    Case,
    GoTyped(String),
    Go,
    Part(u32),
    /// Go to a part of the time.
    TimePart(u32),
    Times(TimeForm),
    Wrap,
    ToggleColumn(usize),
    /// Move a column to an earlier or a later place.
    ShiftColumn(usize, bool),
    /// The columns have other widths; whether they stay.
    Resized(Columns, bool),
    Filter(ViewChip),
    FilterTyped,
    /// Show only the rows from this time on, and those before this time.
    Limit(Option<i64>, Option<i64>),
    Invert(usize),
    Remove(usize),
    RemoveAll,
    /// Find a text.
    Find(String),
    Highlight(String),
    RemoveHighlight(usize),
    /// Colour whole rows, or only the highlighted texts.
    ColourRows,
    /// Open or close the panel for the filter.
    Panel(Option<Panel>),
    PanelText(String),
    PanelFrom(String),
    PanelTo(String),
    /// Use the text of the panel: show only such rows, hide them, highlight it.
    UseText(Panel),
    HideText,
    LimitTyped,
    /// The menu of the chosen row: for a column, at a place of the window.
    OpenMenu(Option<usize>, f64, f64),
    /// Another item of the menu gets the focus.
    MenuItem(usize),
    CloseMenu,
    Copy(CopyForm),
    Bookmark,
    /// Follow the log, or pause.
    Follow,
    Followed(FollowNews),
    Leave,
}

impl Viewer {
    /// `3 of 41`, `41 hits`.
    pub(super) fn hits_in_words(&self) -> String {
        let all = u64::from(self.state.hits);
        let so_far = if self.state.is_finding { " so far" } else { "" };
        let hit = self.chosen.as_ref().map(|chosen| chosen.row.hit).filter(|hit| *hit > 0);
        match hit {
            Some(hit) => [&number(hit.into()), " of ", &count(all, "hit", "hits"), so_far].concat(),
            None => [&count(all, "hit", "hits"), so_far].concat(),
        }
    }
}
