//! The binary logs of Windows, and what the decoded text of one records about it.

use crate::encoding::decode_text;

/// A binary file that `events` decodes to text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// An Event Trace Log file, `.etl`.
    Trace,
    /// An event log, `.evtx`.
    EventLog,
}

/// What kind of binary log a file is, from its first bytes; 80 of them suffice. None if it is none.
///
/// A trace begins with a buffer of which the first record is that of the file's header (a record of the system, 32 or
/// 64 bits); an event log with `ElfFile`.
pub fn binary(head: &[u8]) -> Option<Binary> {
    if head.starts_with(b"ElfFile\0") {
        return Some(Binary::EventLog);
    }
    matches!(head.get(0x48..0x4C), Some([_, 0, 1 | 2, 0xC0])).then_some(Binary::Trace)
}

/// The most bytes of formats that are kept: those of one Windows build take a tenth of this.
pub const MOST_FORMATS: usize = 64 * 1024 * 1024;

/// Why formats beyond [`MOST_FORMATS`] are not read.
pub const TOO_MANY_FORMATS: &str = "The .tmf files are larger than 64 MB together, so the rest is not read: drop only \
     those of the Windows build that wrote the traces.";

/// Whether a file holds formats of messages (`.tmf`), with which old traces are read, by its name.
pub fn is_formats(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("tmf"))
}

/// What the head line of a decoded text records about its source file: `#Trace<TAB>kind=…<TAB>build=…`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Of a trace which log it is: `WindowsUpdate`, `SIH`, `WaaSMedic`, `USO`, or `other`; of an event log its channel.
    pub kind: String,
    /// The name of its session; empty for an event log.
    pub session: String,
    /// The computer that wrote it, if the file names it.
    pub computer: String,
    /// The build of Windows that wrote it; 0 if it is not known.
    pub build: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// How many events are in the text.
    pub events: u64,
    /// How many events Windows reports as lost while it wrote the file.
    pub lost: u64,
    /// How many events could be read in part only: their schema or their values make no sense.
    pub undecoded: u64,
    /// How many events have their text in Microsoft's symbols (WPP), with no `.tmf` file that provides it.
    pub symbols: u64,
    /// How many stretches of the file (buffers, chunks) are damaged and were skipped.
    pub damaged: u64,
    /// How many events are beyond the limit of what is kept of one file.
    pub cut: u64,
}

impl Source {
    /// From the first bytes of a text in UTF-8; none if it has no such head.
    pub fn of(head: &[u8]) -> Option<Self> {
        let line = head.split(|byte| matches!(byte, b'\r' | b'\n')).next()?;
        let line = line.strip_prefix(b"#Trace\t").or_else(|| line.strip_prefix(b"#Events\t"))?;
        let mut source = Self::default();
        for column in line.split(|&byte| byte == b'\t') {
            let Some(equals) = memchr::memchr(b'=', column) else { continue };
            let value = decode_text(&column[equals + 1..]);
            let number = || value.parse().unwrap_or(0);
            match &column[..equals] {
                b"build" => source.build = number(),
                b"bytes" => source.bytes = number(),
                b"events" => source.events = number(),
                b"lost" => source.lost = number(),
                b"undecoded" => source.undecoded = number(),
                b"symbols" => source.symbols = number(),
                b"damaged" => source.damaged = number(),
                b"cut" => source.cut = number(),
                b"kind" => source.kind = value,
                b"session" => source.session = value,
                b"computer" => source.computer = value,
                _ => {}
            }
        }
        Some(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_logs_are_recognized_by_their_first_bytes() {
        let mut trace = vec![0; 0x48];
        trace.extend([2, 0, 2, 0xC0]);
        assert_eq!(binary(&trace), Some(Binary::Trace));
        assert_eq!(binary(&trace[..0x4B]), None);
        assert_eq!(binary(b"ElfFile\0 and more"), Some(Binary::EventLog));
        assert_eq!(binary(b"PK\x03\x04"), None);
    }

    #[test]
    fn the_head_line_describes_the_source() {
        let head = "#Trace\tkind=WindowsUpdate\tbuild=22631\tlost=41\tsession=größe\tnew=x\n2026/11/12 …";
        let source = Source::of(head.as_bytes()).unwrap();
        assert_eq!((source.kind.as_str(), source.session.as_str()), ("WindowsUpdate", "größe"));
        assert_eq!((source.build, source.lost, source.events), (22631, 41, 0));
        assert_eq!(Source::of(b"# Trace"), None);
    }
}
