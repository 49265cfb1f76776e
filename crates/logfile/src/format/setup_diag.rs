//! The results of SetupDiag, as text.

use super::{Shape, plain};

pub(super) const SHAPE: Shape = Shape {
    words: "SetupDiag",
    id: "setup-diag",
    is_sure: |_| false,
    is_entry: |_| false,
    begins: |_| false,
    read: |reading, text, place, emit| plain::read_lines(reading.lines, text, place, emit),
};
