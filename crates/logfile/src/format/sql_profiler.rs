//! Text saved by SQL Server Profiler.

use super::{Shape, plain};

pub(super) const SHAPE: Shape = Shape {
    words: "SQL Profiler",
    id: "sql-profiler",
    is_sure: |_| false,
    is_entry: |_| false,
    begins: |_| false,
    read: |reading, text, place, emit| plain::read_lines(reading.lines, text, place, emit),
};
