//! The error log of HTTP.sys: requests that were refused before the web server saw them.

use super::{Shape, plain};

pub(super) const SHAPE: Shape = Shape {
    words: "HTTP.sys errors",
    id: "http-err",
    is_sure: |_| false,
    is_entry: |_| false,
    begins: |_| false,
    read: |reading, text, place, emit| plain::read_lines(reading.lines, text, place, emit),
};
