//! CheckSUR.log and CheckSUR.persist.log, written by the readiness tool of Windows 7.

use super::{Shape, plain};

pub(super) const SHAPE: Shape = Shape {
    words: "CheckSUR",
    id: "checksur",
    is_sure: |_| false,
    is_entry: |_| false,
    begins: |_| false,
    read: |reading, text, place, emit| plain::read_lines(reading.lines, text, place, emit),
};
