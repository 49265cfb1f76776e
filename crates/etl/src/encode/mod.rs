//! Writes traces: for tests, which need files of any kind without a machine to record them on.
//!
//! ```
//! use etl::encode::{Line, Session, Writer};
//!
//! let mut trace = Writer::new(Session::default());
//! let time = 134_044_309_700_000_000;
//! trace.line(&Line { time, component: "Agent", text: "* START * Finding updates", ..Line::default() });
//! assert_eq!(trace.finish().len(), 2 * 4096);
//! ```

mod buffers;
mod records;
mod schema;
mod xpress;

use buffers::Buffers;
pub use schema::{Schema, traits, utf16};

use crate::{Change, Clock, Day, Described, Event, Guid, Record, Ticks, Zone};

/// What a trace says of itself.
#[derive(Clone, Debug)]
pub struct Session {
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
    /// What the clock shows when the trace begins, where it does not show the time.
    pub origin: u64,
    /// When the machine started.
    pub boot: u64,
    /// When the trace begins: hundreds of nanoseconds since 1601-01-01 UTC.
    pub start: u64,
    /// When it ends; none for a file that is still open: then the head knows nothing of what was written after it.
    pub end: Option<u64>,
    /// How many events were lost; those that are too large for a buffer come on top.
    pub lost: u32,
    /// How many buffers were lost.
    pub buffers_lost: u32,
    /// Whether the buffers are compressed.
    pub is_compressed: bool,
}

impl Default for Session {
    /// Such as Windows Update has: a machine in California, a counter with ten million ticks a second.
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

/// An event such as Windows Update writes: its name is the component, its only field the text.
#[derive(Clone, Copy, Debug)]
pub struct Line<'t> {
    /// When it is written.
    pub time: u64,
    /// On which processor.
    pub processor: u16,
    /// The process.
    pub process: u32,
    /// The thread.
    pub thread: u32,
    /// The provider.
    pub provider: Guid,
    /// The provider's name.
    pub name: &'t str,
    /// The level: 2 error, 3 warning, 4 information.
    pub level: u8,
    /// The name of the event.
    pub component: &'t str,
    /// The name of its field.
    pub field: &'t str,
    /// The text.
    pub text: &'t str,
}

impl Default for Line<'_> {
    fn default() -> Self {
        Self {
            time: Session::default().start,
            processor: 0,
            process: 1020,
            thread: 6716,
            provider: Guid::of(0x0b7a6f19_47c4_454e_8c5c_e868d637e4d8),
            name: "WUTraceLogging",
            level: 4,
            component: "Agent",
            field: "Info",
            text: "",
        }
    }
}

/// Writes one trace.
pub struct Writer {
    session: Session,
    clock: Clock,
    buffers: Buffers,
}

impl Writer {
    /// Begins a trace.
    pub fn new(session: Session) -> Self {
        let clock = Clock { ticks: session.ticks, origin: session.origin, start: session.start };
        Self { clock, buffers: Buffers::new(session.buffer, session.is_compressed), session }
    }

    /// Writes an event.
    pub fn write(&mut self, event: &Event<'_>) {
        let record = records::record(event, ticks(&self.clock, event.time));
        self.record(event.processor, &record);
    }

    /// Writes a line of Windows Update.
    pub fn line(&mut self, line: &Line<'_>) {
        let (traits, schema) = (traits(line.name), Schema::new(line.component).field(line.field, 1).bytes());
        self.write(&Event {
            time: line.time,
            processor: line.processor,
            process: line.process,
            thread: line.thread,
            record: Record::Described(Described {
                provider: line.provider,
                id: 0,
                version: 0,
                channel: 11,
                level: line.level,
                opcode: 0,
                task: 0,
                keyword: 1,
                activity: Guid::default(),
                traits: Some(&traits),
                schema: Some(&schema),
                payload: &utf16(line.text),
                pointer: self.session.pointer,
            }),
        });
    }

    /// Writes the bytes of a record as they are: what Windows would not write. One that fits into no buffer is lost.
    pub fn record(&mut self, processor: u16, record: &[u8]) {
        let is_in = self.buffers.push(processor, record);
        self.session.lost += u32::from(!is_in);
    }

    /// Ends the buffer that a processor fills, so that its next event is in another.
    pub fn flush(&mut self, processor: u16) {
        self.buffers.flush(processor);
    }

    /// The bytes of the file.
    pub fn finish(self) -> Vec<u8> {
        let count = self.buffers.count() + 1;
        let head = records::header(&self.session, ticks(&self.clock, self.session.start), count);
        self.buffers.finish(&head)
    }
}

/// What a clock shows at a time: the first of the ticks that are read as that time, where there is one.
fn ticks(clock: &Clock, time: u64) -> u64 {
    let frequency = match clock.ticks {
        Ticks::SystemTime => return time,
        Ticks::Counter(frequency) => i128::from(frequency),
        Ticks::Cycles(megahertz) => i128::from(megahertz) * 1_000_000,
    };
    let after = (i128::from(time) - i128::from(clock.start)) * frequency;
    let ticks = after.div_euclid(10_000_000) + i128::from(after.rem_euclid(10_000_000) != 0);
    (i128::from(clock.origin) + ticks) as u64
}
