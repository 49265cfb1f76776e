//! Writes traces: for tests, which need files of any kind without a machine to record them on.
//!
//! ```
//! use etl::encode::{TraceLine, TraceSession, TraceWriter};
//!
//! let mut trace = TraceWriter::new(TraceSession::default());
//! let time = 134_044_309_700_000_000;
//! trace.line(&TraceLine { time, component: "Agent", text: "* START * Finding updates", ..TraceLine::default() });
//! assert_eq!(trace.finish().len(), 2 * 4096);
//! ```

mod buffers;
mod records;
mod schema;
mod session;
mod xpress;

use buffers::Buffers;
pub use schema::{Schema, traits, utf16};
pub use session::TraceSession;

use crate::{Clock, Described, Event, Guid, Record, Ticks};

/// An event such as Windows Update writes: its name is the component, its only field the text.
#[derive(Clone, Copy, Debug)]
pub struct TraceLine<'t> {
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

impl Default for TraceLine<'_> {
    fn default() -> Self {
        Self {
            time: TraceSession::default().start,
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
pub struct TraceWriter {
    session: TraceSession,
    clock: Clock,
    buffers: Buffers,
}

impl TraceWriter {
    /// Begins a trace.
    pub fn new(session: TraceSession) -> Self {
        let clock = Clock { ticks: session.ticks, origin: session.origin, start: session.start };
        Self { clock, buffers: Buffers::new(session.buffer, session.is_compressed), session }
    }

    /// Writes an event.
    pub fn write(&mut self, event: &Event<'_>) {
        let record = records::record(event, ticks(&self.clock, event.time));
        self.record(event.processor, &record);
    }

    /// Writes a line of Windows Update.
    pub fn line(&mut self, line: &TraceLine<'_>) {
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

/// What a clock shows at a time: the first of the ticks that are read as that time, if there is one.
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
