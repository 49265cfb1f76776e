//! Traces of tests, as the text that is made of their bytes.

use std::fmt::Write;

/// A trace.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// Who wrote it: the agent where it is empty, `SIH`, `WaaSMedic`, `USO` or `other`.
    pub kind: String,
    /// The build of Windows; 22631 where it is 0.
    pub build: u64,
    /// Minutes to add to its times for UTC.
    pub bias: i32,
    /// How many events were lost.
    pub lost: u64,
    /// How many events have their text in Microsoft's symbols.
    pub symbols: u64,
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
    /// The message; its lines end in LF.
    pub message: String,
}

impl Trace {
    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let Self { build, lost, symbols, events, bias, .. } = self;
        let kind = if self.kind.is_empty() { "WindowsUpdate" } else { &self.kind };
        let build = if *build == 0 { 22631 } else { *build };
        let mut text = format!(
            "#Trace\tkind={kind}\tsession={kind}_trace_log\tbuild={build}\tbytes=524288\tevents={}\tlost={lost}\tsymbols={symbols}\n",
            events.len()
        );
        for event in events {
            let TraceEvent { stamp, level, process, thread, component, message } = event;
            let _ = writeln!(text, "{stamp}\t{bias}\t{level}\t{process}\t{thread}\t{component}\t{message}");
        }
        text.into_bytes()
    }
}
