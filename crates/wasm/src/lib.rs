//! The engine for browsers and Node.
//!
//! In a browser it runs in a worker: the page posts the compiled module, then [`start`] answers its messages
//! (see [`report::Request`] and [`report::Reply`]) and drives [`ingest`] with the blobs of the dropped files.
//! Other JavaScript uses [`analyze`], which turns bytes into a report as a JavaScript object.

mod blobs;
mod code_lines;
mod comparing_reports;
mod convert;
mod copies;
mod decoder;
mod exports;
mod foreign;
mod growing;
mod host;
mod in_steps;
mod lane_files;
mod lines;
mod merged_viewing;
mod messages;
mod missing;
mod open_merged;
mod open_pair;
mod open_view;
mod pair_viewing;
pub mod reading;
mod saved_reports;
mod send;
mod sent_state;
mod small_files;
mod view_words;
mod viewing;
mod worker;

pub use foreign::analyze;
pub use messages::start;
