//! One block of a file to what was found in it: a pure function of the reading and the bytes.

pub(crate) mod captures;
pub(crate) mod codes;
pub(crate) mod details;
pub(crate) mod entry_scanner;
pub(crate) mod facts;
pub(crate) mod failure_lines;
pub(crate) mod line_hashes;
pub(crate) mod literals;
pub(crate) mod log_block;
pub(crate) mod log_names;
pub(crate) mod message_texts;
pub(crate) mod moments;
pub(crate) mod noise;
pub(crate) mod pattern_matcher;
pub(crate) mod quote;
pub(crate) mod registry;
pub(crate) mod sighting;
pub(crate) mod usual_fields;
pub(crate) mod web_rows;

#[cfg(test)]
mod tests;
