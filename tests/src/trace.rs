//! Traces of tests, written as Windows writes them.

use etl::encode::{TraceLine, TraceSession, TraceWriter};
use etl::{Event, Guid, Message, Record, Zone};

use crate::times::milliseconds;

/// A trace.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The provider: the agent if empty, `SIH`, `WaaSMedic`, `USO` or `other`.
    pub kind: String,
    /// The build of Windows; 22631 if it is 0.
    pub build: u32,
    /// Minutes to add to its times for UTC.
    pub bias: i32,
    /// How many events were lost.
    pub lost: u32,
    /// How many events have their text in Microsoft's symbols.
    pub symbols: u32,
    /// Its events.
    pub events: Vec<TraceEvent>,
}

/// An event of a trace.
#[derive(Clone, Debug)]
pub struct TraceEvent {
    /// `2026/11/12 09:14:21.5600000`, in the machine's time.
    pub stamp: String,
    /// The level of Windows: 2 error, 3 warning, 4 information.
    pub level: u8,
    /// The process.
    pub process: u32,
    /// The thread.
    pub thread: u32,
    /// The component.
    pub component: String,
    /// The message.
    pub message: String,
}

/// A provider as its events name it: their id, their name, the name of their field.
type Provider = (u128, &'static str, &'static str);

const PROVIDERS: [(&str, Provider, &str); 5] = [
    ("", (0x0b7a6f19_47c4_454e_8c5c_e868d637e4d8, "WUTraceLogging", "Info"), "WindowsUpdate"),
    ("SIH", (0x9906081d_e45a_4f41_a53f_2ac2e0225de1, "SIHTraceLogging", "Info"), "SIH"),
    (
        "WaaSMedic",
        (0x30d25124_a468_505c_de82_8411646eb8b5, "Microsoft.Windows.WaaSMedic.Local", "m"),
        "waasmedic",
    ),
    ("USO", (0x5a5af9a5_1111_4000_8000_000000000001, "Microsoft.Windows.Update.Orchestrator", "text"), "USO"),
    ("other", (0x5a5af9a5_1111_4000_8000_000000000002, "Contoso.Packets", "text"), "packets"),
];

impl Trace {
    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let known = PROVIDERS.iter().find(|(kind, ..)| *kind == self.kind);
        let &(_, (provider, name, field), session) =
            known.unwrap_or_else(|| panic!("no provider {}", self.kind));
        let provider = Guid::of(provider);
        let times: Vec<u64> = self.events.iter().map(|event| self.utc(&event.stamp)).collect();
        let start = times.iter().min().copied().unwrap_or_else(|| self.utc("2026/11/12 00:00:00.0000000"));
        let mut writer = TraceWriter::new(TraceSession {
            name: format!("{session}_trace_log"),
            file: format!(r"C:\Windows\Logs\{session}\{session}.etl"),
            build: if self.build == 0 { 22631 } else { self.build },
            zone: Zone { bias: self.bias, ..Zone::default() },
            start,
            end: times.iter().max().copied().or(Some(start)),
            lost: self.lost,
            ..TraceSession::default()
        });
        for (event, time) in self.events.iter().zip(times) {
            let TraceEvent { level, process, thread, component, message, .. } = event;
            let (level, process, thread, text) = (*level, *process, *thread, message.as_str());
            writer.line(&TraceLine {
                time,
                process,
                thread,
                provider,
                name,
                level,
                component,
                field,
                text,
                ..TraceLine::default()
            });
        }
        let message = Message { guid: Some(provider), number: 10, arguments: b"\x01\0\0\0", pointer: 8 };
        for _ in 0..self.symbols {
            let record = Record::Message(message);
            writer.write(&Event { time: start, processor: 0, process: 1020, thread: 6716, record });
        }
        writer.finish()
    }

    /// A stamp in the machine's time, as hundreds of nanoseconds since 1601 UTC.
    fn utc(&self, stamp: &str) -> u64 {
        // The days from 1601 to 1970.
        const EPOCH: i64 = 134_774 * 86_400;
        let whole = stamp.get(..19).map(|whole| format!("{}Z", whole.replace('/', "-").replace(' ', "T")));
        let seconds = whole.and_then(|whole| milliseconds(&whole)).map(|ms| ms / 1000 + EPOCH);
        let fraction = stamp.get(20..).and_then(|digits| format!("{digits:0<7}").parse::<i64>().ok());
        let ticks = seconds
            .zip(fraction)
            .map(|(seconds, fraction)| (seconds + i64::from(self.bias) * 60) * 10_000_000 + fraction);
        ticks.and_then(|ticks| ticks.try_into().ok()).unwrap_or_else(|| panic!("{stamp} is no time"))
    }
}
