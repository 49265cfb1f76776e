//! What is asked of the driver, and what it gave.

use std::collections::VecDeque;
use std::ops::Range;

use crate::host::Body;

/// Bytes that are needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRequest {
    /// What they are of.
    pub body: Body,
    /// Which.
    pub range: Range<u64>,
    /// Whether they continue a log of which a block is in the sink: where they cannot be read, that part stays.
    pub is_begun: bool,
}

/// A file has fewer bytes than it had, and the driver did not see it.
const SHRUNK: &str = "This file became shorter while it was read.";

/// The requests that are open, and the answers nobody took yet.
#[derive(Debug, Default)]
pub(crate) struct OpenReads {
    /// Not handed out yet.
    asked: VecDeque<ReadRequest>,
    /// Handed out, not given yet.
    under_way: Vec<ReadRequest>,
    given: Vec<(ReadRequest, Result<Vec<u8>, String>)>,
}

impl OpenReads {
    /// Bytes will be needed; asking twice asks once.
    pub(crate) fn ask(&mut self, request: ReadRequest) {
        if !self.is_open(&request) && !self.given.iter().any(|(given, _)| *given == request) {
            self.asked.push_back(request);
        }
    }

    /// The bytes of a request that was given, or why they cannot be read.
    pub(crate) fn take(&mut self, request: &ReadRequest) -> Option<Result<Vec<u8>, String>> {
        let at = self.given.iter().position(|(given, _)| given == request)?;
        let (request, bytes) = self.given.swap_remove(at);
        let is_short = |bytes: &Vec<u8>| bytes.len() as u64 != request.range.end - request.range.start;
        Some(bytes.and_then(|bytes| if is_short(&bytes) { Err(SHRUNK.to_owned()) } else { Ok(bytes) }))
    }

    /// The next request to hand out.
    pub(crate) fn next(&mut self) -> Option<ReadRequest> {
        let request = self.asked.pop_front()?;
        self.under_way.push(request.clone());
        Some(request)
    }

    /// Takes an answer, unless nobody waits for it any more.
    pub(crate) fn give(&mut self, request: &ReadRequest, bytes: Result<Vec<u8>, String>) {
        if let Some(at) = self.under_way.iter().position(|open| open == request) {
            self.given.push((self.under_way.swap_remove(at), bytes));
        }
    }

    /// Whether somebody waits for it.
    pub(crate) fn is_open(&self, request: &ReadRequest) -> bool {
        self.under_way.contains(request) || self.asked.contains(request)
    }

    /// Nothing more of a file is needed.
    pub(crate) fn forget(&mut self, file: u32) {
        self.asked.retain(|request| request.body.file() != file);
        self.under_way.retain(|request| request.body.file() != file);
        self.given.retain(|(request, _)| request.body.file() != file);
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
