//! Storage in memory, for drivers that need no other.

use std::collections::BTreeMap;

use crate::host::{Body, Storage};
use crate::reads::ReadRequest;

/// Bodies in memory.
#[derive(Debug, Default)]
pub struct Memory(BTreeMap<Body, Vec<u8>>);

impl Memory {
    /// The bytes that a request asks for; none if they are not stored.
    pub fn read(&self, request: &ReadRequest) -> Option<Vec<u8>> {
        let range = request.range.start as usize..request.range.end as usize;
        self.0.get(&request.body)?.get(range).map(<[u8]>::to_vec)
    }

    /// Whether nothing is stored.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Storage for Memory {
    fn store(&mut self, body: Body, bytes: Vec<u8>) -> Result<(), &'static str> {
        let kept = self.0.entry(body).or_default();
        if kept.is_empty() {
            *kept = bytes;
        } else {
            kept.extend(bytes);
        }
        Ok(())
    }

    fn forget(&mut self, body: Body) {
        self.0.remove(&body);
    }
}
