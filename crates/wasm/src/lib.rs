//! The engine for browsers and Node.
//!
//! In a browser it runs in a worker: the page posts the compiled module, then [`start`] answers its messages
//! (see [`report::Request`] and [`report::Reply`]) and owns the loop that reads the dropped files block by block.
//! For everybody else there is [`analyze`], from bytes to a report as a JavaScript object.

mod convert;
mod copies;
mod decode;
mod decoder;
mod foreign;
mod progress;
pub mod reading;
mod send;
mod unpack;
mod worker;

pub use foreign::analyze;
pub use worker::start;
