//! What `reg query` prints.

use super::{Shape, plain};

pub(super) const SHAPE: Shape = Shape {
    words: "registry query",
    id: "registry",
    is_sure: |_| false,
    is_entry: |_| false,
    begins: |_| false,
    read: |reading, text, place, emit| plain::read_lines(reading.lines, text, place, emit),
};
