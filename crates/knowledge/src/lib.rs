//! Error codes, causes, flows and logs: the files of `data/`, linted and compiled into the binary, looked up here.

#![forbid(unsafe_code)]

mod explain;
mod fill;
mod find;
mod look_up;
mod procedures;
pub mod spelling;
mod step_texts;
mod symbols;
mod tables;

pub use ::spelling::spell;
pub use basics::{ClientKind, Confidence, EvidenceKind, Severity, UpdateEvent};
pub use knowledge_model::evidence::*;
pub use knowledge_model::fact::*;
pub use knowledge_model::model::*;
pub use knowledge_model::moment::*;
pub use knowledge_model::names::Alias;
pub use knowledge_model::network::*;
pub use knowledge_model::numbers::*;
pub use knowledge_model::placeholder::{Placeholder, Server, ValueKind};
pub use knowledge_model::prose;
pub use knowledge_model::quoting::Quoting;
pub use knowledge_model::setting::*;

pub use explain::{CodeSeverity, Explained, Form, Inside, explain, setup_stage};
pub use fill::{fill, fill_one, placeholder_words};
pub use find::{SearchHit, SearchHits, SearchTarget, find, prepare, why};
pub use look_up::*;
pub use procedures::{applies, variants};
pub use step_texts::{step_actor, step_title};
pub use symbols::*;
#[cfg(feature = "inside")]
pub use tables::file;
pub use tables::{CODES, GUIDES, PARTS, REMEDIES, SYMBOLS, TABLES, give, given_file, is_given};
