//! What is requested of a log that is shown, what its bytes are for, and the answers.

use std::collections::VecDeque;

use crate::row::Row;
use crate::row_request::RowRequest;
use crate::view_target::Target;

/// What was requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewAnswer {
    /// Rows from a number on, and whether each was found.
    Rows {
        /// The ticket of the request.
        ticket: u32,
        /// The first row.
        from: u32,
        /// The rows.
        rows: Vec<(Row, bool)>,
    },
    /// The row to go to.
    Jumped {
        /// The ticket of the request.
        ticket: u32,
        /// The row, and its entry.
        found: Option<(u32, u32)>,
        /// Whether the log is not read or searched far enough for a final answer.
        is_searching: bool,
    },
}

/// A request that is not answered yet.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    Rows { ticket: u32, from: u32, count: u32 },
    Jump { ticket: u32, from: u32, target: Target },
}

/// Whose bytes were requested.
#[derive(Debug, Default)]
pub(crate) enum Needed {
    #[default]
    Nothing,
    Edges,
    Rows(Vec<RowRequest>),
    Jump {
        ticket: u32,
        target: Target,
        request: RowRequest,
    },
    Filter,
    Find,
    Same,
    Chip(usize),
    Index,
}

/// Rows that are being read.
#[derive(Debug)]
pub(crate) struct RowsJob {
    pub(crate) ticket: u32,
    pub(crate) from: u32,
    pub(crate) count: u32,
    /// The requests for bytes that were not sent.
    pub(crate) left: VecDeque<RowRequest>,
    pub(crate) rows: Vec<(Row, bool)>,
}
