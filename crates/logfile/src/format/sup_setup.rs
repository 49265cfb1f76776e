//! SUPSetup.log: `<06/30/21 10:22:50> message`.

use super::{Shape, plain};

pub(super) const SHAPE: Shape = Shape {
    words: "SUPSetup",
    id: "sup-setup",
    is_sure: |_| false,
    is_entry: |_| false,
    begins: |_| false,
    read: |reading, text, place, emit| plain::read_lines(reading.lines, text, place, emit),
};
