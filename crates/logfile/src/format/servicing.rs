//! Servicing logs: CBS.log, dism.log, setupact.log and setuperr.log.

use super::{Shape, plain};

pub(super) const SHAPE: Shape = Shape {
    words: "Windows servicing",
    id: "cbs",
    is_sure: |_| false,
    is_entry: |_| false,
    begins: |_| false,
    read: |reading, text, place, emit| plain::read_lines(reading.lines, text, place, emit),
};
