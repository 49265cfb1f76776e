//! The added files and the engine that reads them: a state machine without a browser.
//!
//! It returns [`Effect`](crate::message::Effect)s. The engine can end at any time, by a trap or because it hangs on a
//! file. Then it is restarted without that file, and the other files are read again.

mod code_lines;
mod drops;
mod exporting;
mod given;
mod growing;
mod machines;
mod model;
mod more;
mod names;
mod reading;
mod saved_reports;
mod saving;
mod watch;

pub(crate) use exporting::FORMS;
pub(crate) use given::{FileStatus, GivenFile};
pub(crate) use model::{CodeOccurrences, Engine, ExportedText, MoreRows, Saved, Saving, Session};
pub(crate) use more::MORE_UPDATES;

#[cfg(test)]
mod tests;
