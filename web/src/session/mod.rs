//! The files that were given and the engine that reads them: a machine without a browser.
//!
//! It says what is to be done as [`Effect`](crate::message::Effect)s. The engine may end at any time, by a trap or because a file keeps it
//! for ever; then it is started again without the file it was reading, and the rest is read anew.

mod drops;
mod given;
mod lines;
mod machines;
mod model;
mod more;
mod reading;
mod saving;
mod watch;

pub(crate) use given::{FileStatus, GivenFile};
pub(crate) use model::{Engine, Lines, MoreRows, Saved, Saving, Session};
pub(crate) use more::MORE_UPDATES;

#[cfg(test)]
mod tests;
