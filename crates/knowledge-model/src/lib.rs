//! The types of the knowledge: codes, causes, flows, logs, the prose of all of them; and how they are packed.
//!
//! `knowledge-build` turns the files of `data/` into these types and packs them, `knowledge` unpacks them and looks them
//! up. Everything is `'static`: the tables are read once and live as long as the program.

#![forbid(unsafe_code)]

pub mod evidence;
pub mod fact;
pub mod model;
pub mod moment;
pub mod names;
pub mod network;
pub mod numbers;
pub mod packed;
mod packed_names;
pub mod parts;
pub mod placeholder;
pub mod prose;
pub mod quoting;
pub mod setting;
pub mod streams;
pub mod tables;
