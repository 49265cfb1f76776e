//! Error codes, causes, flows and logs: files in `data/`, linted and compiled into the binary.

#![forbid(unsafe_code)]

mod evidence;
mod explain;
mod fact;
mod fill;
mod find;
mod look_up;
mod model;
mod moment;
#[allow(dead_code, reason = "the build script writes what is read here")]
mod names;
mod numbers;
#[allow(dead_code, reason = "the build script writes what is read here")]
mod packed;
mod placeholder;
pub mod prose;
mod quoting;
mod setting;
pub mod spelling;
#[allow(dead_code, reason = "the build script writes what is read here")]
mod streams;
mod symbols;
mod tables;

pub use ::spelling::spell;
pub use evidence::*;
pub use explain::{Explained, Form, Inside, Severity, explain, setup_stage};
pub use fact::*;
pub use fill::{fill, fill_one, placeholder_words};
pub use find::{Found, Hit, What, find, prepare};
pub use look_up::*;
pub use model::*;
pub use moment::*;
pub use names::Alias;
pub use numbers::*;
pub use placeholder::{Placeholder, Server, ValueKind};
pub use quoting::Quoting;
pub use setting::*;
pub use symbols::*;
#[cfg(feature = "inside")]
pub use tables::file;
pub use tables::{CODES, GUIDES, PARTS, REMEDIES, SYMBOLS, TABLES, give, is_given};
