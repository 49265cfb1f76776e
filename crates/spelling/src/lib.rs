//! Reads error codes out of any text: what people type (`0x8024401c`, `8024 401C`, `-2145107924`, `HTTP 503`), a pasted
//! line or excerpt, the messages of a log.
//!
//! One grammar, in `grammar.rs`, reads running text: [`scan`](fn@scan) applies it at the speed of logs, and [`codes_in`] adds
//! everything that small numbers and symbols can mean. [`read`] is less strict with a text that is a code and nothing
//! else, because users who type it have no reason to type anything else.
//!
//! This crate knows notations, not codes. It asks a [`CodeTable`] what only a table of known codes can answer.
//!
//! ```
//! let message = b"*FAILED* [80244022] Web service call";
//! assert_eq!(spelling::scan(message).next(), Some((0x8024_4022, 18)));
//! assert_eq!(spelling::captured("-2145107924"), Some(0x8024_402C));
//! assert_eq!(spelling::spell(0x8024_402C), "0x8024402C");
//! ```

#![forbid(unsafe_code)]

mod captured;
mod excerpt;
mod grammar;
mod mistyped;
mod names;
mod notation;
mod query;
mod scan;
mod table;
mod token;

pub use captured::{captured, from_windows_error};
pub use excerpt::codes_in;
pub use names::{NameAt, Names, names};
pub use notation::{CodeAt, CodeQuery, CodeReading, Notation};
pub use query::read;
pub use scan::{Codes, name_after, scan};
pub use table::CodeTable;

/// A code as it is written everywhere: `0x` and eight upper-case digits.
pub fn spell(code: u32) -> String {
    basics::hex(code, 8)
}
