//! What the grid shows, and what it reports.

use std::rc::Rc;

use report::ViewPattern;
use yew::{Callback, Properties};

use super::clock::TimeForm;
use super::columns::Columns;
use super::keys::ViewKey;
use super::model::Chosen;
use super::viewed_log::ViewedLog;
use crate::state::Highlights;

#[derive(Properties, PartialEq)]
pub(super) struct GridProps {
    /// How many rows there are.
    pub(super) all: u32,
    /// Grows when the rows have other numbers; then all of them are requested again.
    pub(super) numbering: u32,
    /// Grows when rows have changed, but not their numbers.
    pub(super) revision: u32,
    /// Whether the log is followed: a window at its end stays there.
    pub(super) is_followed: bool,
    /// The row to choose, with a number that grows each time.
    pub(super) target: (u32, u32),
    /// The pattern of the search.
    pub(super) pattern: Option<ViewPattern>,
    /// The texts that are highlighted.
    pub(super) highlights: Rc<Highlights>,
    /// The files and lines that are bookmarks, and those that findings are based on, in their order.
    pub(super) bookmarks: Vec<(u32, u64)>,
    pub(super) proofs: Rc<Vec<(u32, u64)>>,
    /// The form of the times.
    pub(super) times: TimeForm,
    pub(super) columns: Columns,
    /// Whether rows have the lines that their text needs.
    pub(super) is_wrapped: bool,
    /// A row was chosen.
    pub(super) chosen: Callback<Chosen>,
    /// Keys that do not choose a row.
    pub(super) pressed: Callback<ViewKey>,
    /// The menu of the chosen row was requested: for a column, at this place of the window.
    pub(super) menu: Callback<(Option<usize>, f64, f64)>,
    /// The columns have other widths; whether they stay.
    pub(super) resized: Callback<(Columns, bool)>,
    pub(super) name: String,
    /// The logs that are shown together; empty if one is shown.
    pub(super) logs: Rc<Vec<ViewedLog>>,
}
