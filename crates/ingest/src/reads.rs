//! The requests to the driver, and its answers.

use std::collections::VecDeque;
use std::ops::Range;

use crate::host::Body;

/// A range of bytes that is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRequest {
    /// The body they belong to.
    pub body: Body,
    /// The range.
    pub range: Range<u64>,
    /// Whether they continue a log that is partly in the sink: if they cannot be read, that part stays.
    pub is_begun: bool,
}

/// A file became shorter, and the driver did not notice.
const SHRUNK: &str = "This file was truncated while it was read.";

/// The open requests, and the answers that are not used yet.
#[derive(Debug, Default)]
pub(crate) struct OpenReads {
    /// Not issued yet.
    asked: VecDeque<ReadRequest>,
    /// Issued, not answered yet.
    under_way: Vec<ReadRequest>,
    given: Vec<(ReadRequest, Result<Vec<u8>, String>)>,
}

impl OpenReads {
    /// Requests bytes that will be needed; repeated requests count once.
    pub(crate) fn ask(&mut self, request: ReadRequest) {
        if !self.is_open(&request) && !self.given.iter().any(|(given, _)| *given == request) {
            self.asked.push_back(request);
        }
    }

    /// The bytes of an answered request, or why they cannot be read.
    pub(crate) fn take(&mut self, request: &ReadRequest) -> Option<Result<Vec<u8>, String>> {
        let at = self.given.iter().position(|(given, _)| given == request)?;
        let (request, bytes) = self.given.swap_remove(at);
        let is_short = |bytes: &Vec<u8>| bytes.len() as u64 != request.range.end - request.range.start;
        Some(bytes.and_then(|bytes| if is_short(&bytes) { Err(SHRUNK.to_owned()) } else { Ok(bytes) }))
    }

    /// The next request to issue.
    pub(crate) fn next(&mut self) -> Option<ReadRequest> {
        let request = self.asked.pop_front()?;
        self.under_way.push(request.clone());
        Some(request)
    }

    /// Stores an answer, unless its request was dropped.
    pub(crate) fn give(&mut self, request: &ReadRequest, bytes: Result<Vec<u8>, String>) {
        if let Some(at) = self.under_way.iter().position(|open| open == request) {
            self.given.push((self.under_way.swap_remove(at), bytes));
        }
    }

    /// Whether the request is open.
    pub(crate) fn is_open(&self, request: &ReadRequest) -> bool {
        self.under_way.contains(request) || self.asked.contains(request)
    }

    /// Drops all requests for a file.
    pub(crate) fn forget(&mut self, file: u32) {
        self.asked.retain(|request| request.body.file() != file);
        self.under_way.retain(|request| request.body.file() != file);
        self.given.retain(|(request, _)| request.body.file() != file);
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
