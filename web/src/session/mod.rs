//! The files that were given and the engine that reads them: a machine without a browser.
//!
//! It says what is to be done as [`Effect`](crate::message::Effect)s. The engine may end at any time, by a trap or because a file keeps it
//! for ever; then it is started again without the file it was reading, and the rest is read anew.

mod dialogs;
mod drops;
mod given;
mod lines;
mod machines;
mod members;
mod model;
mod more;
mod reading;
mod saving;
mod watch;

pub(crate) use dialogs::{Lines, Saved, Saving};
pub(crate) use given::{FileStatus, GivenFile};
pub(crate) use model::{Engine, Session};
pub(crate) use more::{MORE_UPDATES, MoreRows};

#[cfg(test)]
mod tests;
