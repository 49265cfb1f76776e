//! ReportingEvents.log: the events of the Windows Update Agent, with tabs.

use super::{Shape, plain};

pub(super) const SHAPE: Shape = Shape {
    words: "reporting events",
    id: "reporting-events",
    is_sure: |_| false,
    is_entry: |_| false,
    begins: |_| false,
    read: |reading, text, place, emit| plain::read_lines(reading.lines, text, place, emit),
};
