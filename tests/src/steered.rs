//! Bytes that control the trace encoder, and then damage its output: random bytes alone would hardly ever form a trace.

use etl::encode::{Schema, TraceLine, TraceSession, TraceWriter, traits};
use etl::{Change, Day, Described, Event, Guid, Message, Record, System, Ticks, Zone};

/// A trace that was made of bytes.
pub struct Steered {
    /// The file.
    pub bytes: Vec<u8>,
    /// The texts of `.tmf` files that are given with it.
    pub formats: Vec<u8>,
    /// How many events and messages were written, if nothing of them was lost or damaged.
    pub written: Option<u64>,
}

/// The source file that [`FORMATS`] and most messages are of.
const SOURCE: Guid = Guid::of(0x0a1b2c3d_0000_4000_8000_00000000e001);
const FORMATS: &[u8] = b"0a1b2c3d-0000-4000-8000-00000000e001 agent // SRC=agent.cpp MJ= MN=\n\
    #typev agent_cpp1 0 \"%0no value\" //   LEVEL=TRACE_LEVEL_ERROR FLAGS=Agent FUNC=Finish\n{\n}\n\
    #typev agent_cpp2 1 \"%0%!FUNC! %10!s! %11!08x! %12!p!\" //   LEVEL=3\n\
    {\nhr, ItemHRESULT -- 10\ncount, ItemLong -- 11\nplace, ItemPtr -- 12\n}\n\
    #typev agent_cpp3 2 \"%0%10!-20.5s!|%11!s!|%12!s!\" //\n\
    {\nname, ItemWString -- 10\nline, ItemPString -- 11\nid, ItemGuid -- 12\n}\n\
    #typev agent_cpp4 3 \"%0%10!s! %11!s! %12!I64d! %13!s!\" //\n\
    {\nis, ItemListByte(no,yes) -- 10\nset, ItemSetLong(a,b,c) -- 11\nall, ItemLongLong -- 12\nsid, ItemSid -- 13\n}\n";

/// A trace from bytes. If the first one is 0 the others are the file; otherwise they select what is written, and after
/// a 255 what is damaged.
pub fn trace_of(bytes: &[u8]) -> Steered {
    match bytes {
        [0, file @ ..] => Steered { bytes: file.to_vec(), formats: FORMATS.to_vec(), written: None },
        _ => steer(Steps(bytes)),
    }
}

/// The bytes that are left to steer with; zeros after their end.
struct Steps<'b>(&'b [u8]);

impl<'b> Steps<'b> {
    fn next(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// As many as the next byte specifies.
    fn some(&mut self) -> &'b [u8] {
        let length = usize::from(self.next()).min(self.0.len());
        let (some, rest) = self.0.split_at(length);
        self.0 = rest;
        some
    }

    /// One of these.
    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[usize::from(self.next()) % choices.len()]
    }
}

fn session(steps: &mut Steps<'_>) -> TraceSession {
    let usual = TraceSession::default();
    let sunday = |month, nth| Change { month, day: Day::Weekday(0, nth), second: 3600 };
    let date = |month, day| Change { month, day: Day::Date(day), second: 0 };
    let zone = |bias, daylight| Zone { bias, standard_bias: 0, daylight_bias: -60, daylight };
    TraceSession {
        is_compressed: steps.next() & 1 == 1,
        pointer: steps.of(&[8, 4]),
        buffer: steps.of(&[4096, 1024, 2048, 8192]),
        ticks: steps.of(&[
            Ticks::Counter(10_000_000),
            Ticks::SystemTime,
            Ticks::Cycles(2000),
            Ticks::Counter(3),
            Ticks::Counter(1 << 61),
        ]),
        start: steps.of(&[usual.start, 0, u64::MAX >> 1, 1 << 40]),
        zone: steps.of(&[
            zone(480, Some([sunday(3, 2), sunday(11, 1)])),
            zone(-60, Some([date(3, 29), date(10, 25)])),
            zone(-720, Some([sunday(10, 1), sunday(3, 5)])),
            zone(0, None),
        ]),
        ..usual
    }
}

fn steer(mut steps: Steps<'_>) -> Steered {
    let session = session(&mut steps);
    let mut time = session.start;
    let mut trace = TraceWriter::new(session);
    let mut formats = FORMATS.to_vec();
    let mut written = Some(0);
    while !steps.0.is_empty() {
        let step = steps.next();
        if step == 255 {
            break;
        }
        time = time.wrapping_add(1_000_000);
        let is_event = match step % 9 {
            0 | 1 => line(&mut trace, time, &mut steps),
            2 => described(&mut trace, time, &mut steps),
            3 => message(&mut trace, time, &mut steps),
            4 => {
                system(&mut trace, time, &mut steps);
                false
            }
            5 => {
                trace.record(0, steps.some());
                written = None;
                false
            }
            6 => {
                trace.flush(steps.next().into());
                false
            }
            7 => {
                let back = u64::from(steps.next()) << (steps.next() % 56);
                time = time.wrapping_sub(back);
                false
            }
            _ => {
                formats.extend_from_slice(steps.some());
                false
            }
        };
        written = written.map(|written: u64| written + u64::from(is_event));
    }
    let is_complete = steps.0.is_empty();
    Steered { bytes: damage(trace.finish(), &mut steps), formats, written: written.filter(|_| is_complete) }
}

/// A line as Windows Update writes them, of these characters.
fn line(trace: &mut TraceWriter, time: u64, steps: &mut Steps<'_>) -> bool {
    const NAMES: [&str; 3] = ["WUTraceLogging", "SIHTraceLogging", "Microsoft.Windows.Update.Orchestrator"];
    let processor = steps.next().into();
    let component = String::from_utf8_lossy(steps.some()).replace('\0', "");
    let text: String = steps.some().iter().map(|&byte| char::from(byte)).collect();
    let (level, name) = (steps.next(), steps.of(&NAMES));
    trace.line(&TraceLine {
        time,
        processor,
        component: &component,
        level,
        name,
        text: &text,
        ..TraceLine::default()
    });
    true
}

/// An event with fields of any types, and any bytes for their values.
fn described(trace: &mut TraceWriter, time: u64, steps: &mut Steps<'_>) -> bool {
    let mut schema = Schema::tagged("Steered", steps.of(&[&[0], &[0x81, 0], &[0xFF]]));
    for nth in 0..steps.next() % 12 {
        let (name, kind) = (char::from(b'a' + nth).to_string(), steps.next());
        schema = match steps.next() % 5 {
            0 => schema.field(&name, kind),
            1 => schema.shown(&name, kind, steps.next()),
            2 => schema.array(&name, kind, steps.of(&[0, 1, 2, 3, 300, 0xFFFF])),
            3 => schema.list(&name, kind),
            _ => schema.structure(&name, steps.next() % 8),
        };
    }
    let (schema, traits) = (schema.bytes(), traits("Contoso.Provider"));
    let described = Described {
        provider: SOURCE,
        id: 0,
        version: 0,
        channel: steps.of(&[11, 0]),
        level: steps.next(),
        opcode: 0,
        task: 0,
        keyword: 0,
        activity: SOURCE,
        traits: steps.of(&[Some(&traits[..]), None]),
        schema: steps.of(&[Some(&schema[..]), None]),
        payload: steps.some(),
        pointer: steps.of(&[8, 4]),
    };
    let processor = steps.next().into();
    trace.write(&Event { time, processor, process: 4, thread: 8, record: Record::Described(described) });
    true
}

/// A message of WPP.
fn message(trace: &mut TraceWriter, time: u64, steps: &mut Steps<'_>) -> bool {
    let guid = steps.of(&[Some(SOURCE), Some(Guid::default()), None]);
    let message = Message {
        guid,
        number: (steps.next() % 5).into(),
        arguments: steps.some(),
        pointer: steps.of(&[8, 4]),
    };
    let record = Record::Message(message);
    trace.write(&Event { time, processor: 0, process: 4, thread: 8, record });
    true
}

/// A record of the system, of any header.
fn system(trace: &mut TraceWriter, time: u64, steps: &mut Steps<'_>) {
    const HEADERS: [u8; 11] = [1, 2, 3, 4, 0x0A, 0x14, 0x0B, 0x15, 0x0D, 0x10, 0x11];
    let system = System {
        header: steps.of(&HEADERS),
        group: steps.next(),
        opcode: steps.next(),
        payload: steps.some(),
    };
    trace.write(&Event { time, processor: 1, process: 4, thread: 8, record: Record::System(system) });
}

/// Changes bytes, cuts the file off, takes stretches out and doubles others.
fn damage(mut file: Vec<u8>, steps: &mut Steps<'_>) -> Vec<u8> {
    while !steps.0.is_empty() && !file.is_empty() {
        let what = steps.next();
        let at = usize::from(u16::from_le_bytes([steps.next(), steps.next()])) % file.len();
        let length = usize::from(steps.next()).min(file.len() - at);
        match what % 8 {
            0 => file.truncate(at),
            1 => drop(file.drain(at..at + length)),
            2 => {
                let twice = file[at..at + length].to_vec();
                file.splice(at..at, twice);
            }
            3 => file[at..at + length].fill(steps.next()),
            4 => file[at] = file[at].wrapping_add(1),
            _ => file[at] ^= steps.next(),
        }
    }
    file
}
