//! The metadata of a trace, for the trace writer.

use crate::{Change, Day, Ticks, Zone};

/// The metadata of a trace.
#[derive(Clone, Debug)]
pub struct TraceSession {
    /// The name of the session.
    pub name: String,
    /// The path of the file.
    pub file: String,
    /// The build of Windows.
    pub build: u32,
    /// The bits of the mode.
    pub mode: u32,
    /// The size of a buffer in bytes; a multiple of eight.
    pub buffer: usize,
    /// The size of a pointer, 4 or 8: whether the machine has 32 or 64 bits.
    pub pointer: u8,
    /// The time zone.
    pub zone: Zone,
    /// What the clock counts.
    pub ticks: Ticks,
    /// What the clock shows when the trace begins, if it does not show the time.
    pub origin: u64,
    /// When the machine started.
    pub boot: u64,
    /// When the trace begins: hundreds of nanoseconds since 1601-01-01 UTC.
    pub start: u64,
    /// When it ends; none for a file that is still open: then the header does not cover later events.
    pub end: Option<u64>,
    /// How many events were lost; those that are too large for a buffer come on top.
    pub lost: u32,
    /// How many buffers were lost.
    pub buffers_lost: u32,
    /// Whether the buffers are compressed.
    pub is_compressed: bool,
}

impl Default for TraceSession {
    /// A session like that of Windows Update: a machine in California, a counter with ten million ticks a second.
    fn default() -> Self {
        let sunday = |month, nth| Change { month, day: Day::Weekday(0, nth), second: 2 * 3600 };
        let start = 134_044_309_654_479_919;
        Self {
            name: "WindowsUpdate_trace_log".to_owned(),
            file: r"C:\Windows\Logs\WindowsUpdate\WindowsUpdate.20251008.140245.447.1.etl".to_owned(),
            build: 22631,
            mode: 0x1100_2009,
            buffer: 4096,
            pointer: 8,
            zone: Zone {
                bias: 480,
                standard_bias: 0,
                daylight_bias: -60,
                daylight: Some([sunday(3, 2), sunday(11, 1)]),
            },
            ticks: Ticks::Counter(10_000_000),
            origin: 5_813_516_523_785,
            boot: start - 864_000_000_000,
            start,
            end: Some(start + 36_000_000_000),
            lost: 0,
            buffers_lost: 0,
            is_compressed: false,
        }
    }
}
