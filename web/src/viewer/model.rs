//! The state and the messages of the log viewer.

use std::rc::Rc;

use report::{JumpTarget, OverviewPart, ViewChip, ViewPattern, ViewReply, ViewRow, ViewState};
use yew::virtual_dom::AttrValue;
use yew::{Callback, Properties};

use super::clock::TimeForm;
use super::keys::ViewKey;
use super::merged::ViewedLog;
use crate::browser::viewing::Listening;
use crate::message::PageMessage;
use crate::routes::{Of, ViewAddress};
use crate::state::ShownReport;
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
    /// The report, for the findings of a line.
    pub(crate) report: Option<ShownReport>,
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
    /// The address that the viewer has written last.
    pub(super) address: ViewAddress,
    pub(super) chips: Vec<ViewChip>,
    pub(super) chosen: Option<Chosen>,
    pub(super) typed: ViewPattern,
    pub(super) pattern: Option<ViewPattern>,
    /// The number of the hit that is shown; none if it is not known.
    pub(super) hit: Option<u32>,
    pub(super) jump: Option<Jump>,
    pub(super) target: (u32, u32),
    pub(super) numbering: u32,
    pub(super) revision: u32,
    pub(super) parts: Vec<OverviewPart>,
    pub(super) parts_ticket: u32,
    pub(super) times: TimeForm,
    pub(super) hidden: u8,
    pub(super) place: String,
    /// What the last jump or search led to, for screen readers too.
    pub(super) news: String,
    pub(super) _listening: Listening,
}

/// The chosen row.
pub(super) struct Chosen {
    pub(super) at: u32,
    pub(super) row: Rc<ViewRow>,
    pub(super) before: Option<Rc<ViewRow>>,
}

/// A jump whose answer has not arrived.
pub(super) struct Jump {
    pub(super) ticket: u32,
    pub(super) from: u32,
    pub(super) target: JumpTarget,
    /// Whether it is asked again after the next state.
    pub(super) waits: bool,
}

pub(crate) enum ViewerMessage {
    Replied(Rc<ViewReply>),
    Chosen((u32, Rc<ViewRow>, Option<Rc<ViewRow>>)),
    Pressed(ViewKey),
    Typed(String),
    Expression,
    Case,
    GoTyped(String),
    Go,
    Part(u32),
    Times(TimeForm),
    Column(usize),
    Filter(ViewChip),
    FilterTyped,
    Remove(usize),
    RemoveAll,
    Leave,
}

impl Viewer {
    /// `3 of 41`, `41 hits`.
    pub(super) fn hits_in_words(&self) -> String {
        let all = u64::from(self.state.hits);
        let so_far = if self.state.is_finding { " so far" } else { "" };
        match self.hit {
            Some(hit) => [&number(hit.into()), " of ", &number(all), so_far].concat(),
            None => [&count(all, "hit", "hits"), so_far].concat(),
        }
    }
}
