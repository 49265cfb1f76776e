//! Lines of text that begin with a time, of no known log.

use super::{Shape, plain};

pub(super) const SHAPE: Shape = Shape {
    words: "text with times",
    id: "text",
    is_sure: |_| false,
    is_entry: |_| false,
    begins: |_| false,
    read: |reading, text, place, emit| plain::read_lines(reading.lines, text, place, emit),
};
