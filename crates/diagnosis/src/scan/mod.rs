//! One block of a file to what was found in it: a pure function of the reading and the bytes.

pub(crate) mod block;
pub(crate) mod captures;
pub(crate) mod codes;
pub(crate) mod contents;
pub(crate) mod facts;
pub(crate) mod literals;
pub(crate) mod log_names;
pub(crate) mod matcher;
pub(crate) mod moments;
pub(crate) mod quote;
pub(crate) mod registry;
pub(crate) mod sighting;
pub(crate) mod web_rows;
