//! Events of an event log, as text.

use super::{Shape, plain};

pub(super) const SHAPE: Shape = Shape {
    words: "event log as text",
    id: "event-log",
    is_sure: |_| false,
    is_entry: |_| false,
    begins: |_| false,
    read: |reading, text, place, emit| plain::read_lines(reading.lines, text, place, emit),
};
