//! Scenarios of complete machines and their expected reports, both as text; rules for any bytes; and
//! the commands of the knowledge base.
#![allow(clippy::panic)] // A scenario that cannot be read is a fault of the test.

mod analyze;
pub mod archives;
mod commands;
mod damage;
mod entries;
pub mod event_logs;
mod explained;
pub mod fuzz;
mod kept;
mod neutral;
mod notation;
mod results;
mod scenarios;
mod sound;
mod steered;
mod text;
mod times;
mod trace;
mod unpacked;

pub use analyze::{Way, analyze, session_of, text_bytes, texts_by_number, texts_of};
pub use commands::{Section, commands, harmless, sections};
pub use damage::Damage;
pub use entries::{Row, check_entries, reading_of, rows};
pub use explained::explained_of;
pub use kept::{keep, kept};
pub use neutral::neutral_text;
pub use notation::{TestFile, read_scenario};
pub use results::{LoggedResult, results_in};
pub use scenarios::{folder, for_each_scenario, samples_folder, scenarios};
pub use sound::{check_lines, check_order, check_sound, check_ways};
pub use steered::{Steered, trace_of};
pub use text::text_of;
pub use trace::{Trace, TraceEvent};
pub use unpacked::{Unpacked, unpack_as, unpacked};
