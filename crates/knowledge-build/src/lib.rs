//! Reads the data files of the knowledge, lints them, and packs them.
//!
//! The build script of `knowledge` packs them into the binary, `cargo xtask lint` names every fault in them, and
//! `cargo xtask dist` writes the parts that the page fetches.
//!
//! ```
//! # fn main() -> std::io::Result<()> {
//! let mut files = knowledge_build::DataFiles::read("../knowledge/data".as_ref())?;
//! files.insert("noise.toml", "[[noise]]\nlog = \"NoSuchLog\"\ncodes = []\nwhy = \"an example\"\n");
//! let (_, faults) = knowledge_build::lint(&files);
//! assert_eq!(faults[0].to_string(), "noise.toml:2: logs.toml has no log NoSuchLog");
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]

mod causes;
mod facts;
mod fault;
mod files;
mod flows;
mod knowledge;
mod known;
mod lines;
mod lint;
mod markdown;
mod moments;
mod network;
mod pack;
mod parts;
mod pattern;
mod placeholders;
mod readers;
mod row;
mod sample_line;
mod samples;
mod settings;
mod sources;
mod symbols;
mod tables;
mod words;

pub use fault::Fault;
pub use files::DataFiles;
pub use knowledge::Knowledge;
pub use lint::lint;
pub use pack::Audience;
