//! The W3C format of IIS, whose columns a line `#Fields:` names.

use super::{Shape, plain};

pub(super) const SHAPE: Shape = Shape {
    words: "IIS W3C",
    id: "iis",
    is_sure: |_| false,
    is_entry: |_| false,
    begins: |_| false,
    read: |reading, text, place, emit| plain::read_lines(reading.lines, text, place, emit),
};
