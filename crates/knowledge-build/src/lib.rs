//! Reads the data files of the knowledge, lints them, and packs them.
//!
//! The build script of `knowledge` packs them into the binary, `cargo xtask lint` reports every fault in them, and
//! `cargo xtask dist` writes the parts that the page downloads.
//!
//! ```
//! # fn main() -> std::io::Result<()> {
//! let mut files = knowledge_build::DataFiles::read("../knowledge/data".as_ref())?;
//! let noise = format!("{}\n[[noise]]\nlog = \"NoSuchLog\"\n", files.get("noise.toml").unwrap_or_default());
//! files.insert("noise.toml", &noise);
//! let (_, faults) = knowledge_build::lint(&files);
//! assert!(faults.iter().any(|fault| fault.to_string().ends_with("logs.toml has no log NoSuchLog")));
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]

mod causes;
mod facts;
mod failures;
mod fault;
mod files;
mod flows;
mod knowledge;
mod known;
mod lines;
mod lint;
mod markdown;
mod messages;
mod moments;
mod network;
mod noise;
mod operations;
mod pack;
mod parts;
mod pattern;
mod placeholders;
mod procedures;
mod readers;
mod results;
mod row;
mod sample_line;
mod samples;
mod settings;
mod sources;
pub mod style;
mod symbols;
mod tables;
mod words;

pub use fault::Fault;
pub use files::DataFiles;
pub use knowledge::Knowledge;
pub use lint::{lint, read};
pub use pack::Audience;
