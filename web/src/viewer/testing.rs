//! What the viewer shows in tests, where there is no engine: a log with these rows.

use std::cell::RefCell;
use std::rc::Rc;

use report::{ViewChip, ViewRow, ViewState};

use super::model::{Anchor, Chosen, Panel, RowMenu, Viewer};
use super::rows::RowBlocks;
use super::scroll::Scale;
use super::slots::Slots;
use crate::state::Highlights;

/// A log, and what the user did.
#[derive(Clone, Default)]
pub(crate) struct OpenLog {
    pub(crate) rows: Vec<ViewRow>,
    /// The index of the chosen row, and of the other end of the selection.
    pub(crate) chosen: Option<usize>,
    pub(crate) anchor: Option<usize>,
    pub(crate) unfolded: Option<u32>,
    pub(crate) chips: Vec<ViewChip>,
    pub(crate) hidden: Vec<Option<u32>>,
    pub(crate) highlights: Vec<String>,
    pub(crate) found: String,
    pub(crate) has_panel: bool,
    /// The column of the open menu.
    pub(crate) menu: Option<usize>,
}

thread_local! {
    static LOG: RefCell<OpenLog> = RefCell::default();
}

/// Sets the log of this thread.
pub(crate) fn open(log: OpenLog) {
    LOG.set(log);
}

/// Shows the log of this thread.
pub(super) fn prepare(viewer: &mut Viewer) {
    let log = LOG.with_borrow(Clone::clone);
    let all = log.rows.len() as u32;
    let of = |level| log.rows.iter().filter(|row| row.level == level).count() as u32;
    viewer.state = ViewState {
        entries: all,
        rows: all,
        errors: of(report::ViewLevel::Error),
        warnings: of(report::ViewLevel::Warning),
        hits: log.rows.iter().filter(|row| row.is_hit).count() as u32,
        hidden: log.hidden,
        components: log.rows.first().map(|row| (row.component.clone(), all)).into_iter().collect(),
        ..ViewState::default()
    };
    viewer.is_known = true;
    viewer.chips = log.chips;
    viewer.highlights = Rc::new(Highlights { texts: log.highlights, ..Highlights::default() });
    viewer.typed.text.clone_from(&log.found);
    viewer.pattern = Some(viewer.typed.clone()).filter(|pattern| !pattern.text.is_empty());
    let row = |at: usize| Rc::new(log.rows[at].clone());
    viewer.timed = log.rows.iter().position(|row| row.utc.is_some()).map(row);
    viewer.chosen = log.chosen.map(|at| Chosen {
        at: at as u32,
        row: row(at),
        before: at.checked_sub(1).map(row),
        anchor: log.anchor.map(|at| Anchor { at: at as u32, row: Some(row(at)) }),
    });
    viewer.target = (u32::from(log.chosen.is_some()), log.chosen.unwrap_or_default() as u32);
    viewer.panel = log.has_panel.then_some(Panel::Filter);
    viewer.menu =
        log.menu.map(|column| RowMenu { column: Some(column), x: 300.0, y: 200.0, words: String::new() });
}

/// Gives the grid the rows of the log, and a window that shows them.
pub(super) fn fill(blocks: &mut RowBlocks, scale: &mut Scale, slots: &mut Slots) {
    let log = LOG.with_borrow(Clone::clone);
    let all = log.rows.len() as u32;
    for (ticket, ..) in blocks.missing(0, all, all, || 1) {
        blocks.take(ticket, &log.rows);
    }
    slots.unfolded = log.unfolded.map(|row| (row, 2));
    (scale.window, scale.rows) = (374.0, slots.count(all));
}
