//! The binary files of Windows that are logs all the same, and what the text that was made of one says of it.

use crate::encoding::decode_text;

/// A binary file that `events` makes a text of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// An Event Trace Log file, `.etl`.
    Trace,
    /// An event log, `.evtx`.
    EventLog,
}

/// What kind of binary log a file is, from its first bytes; 80 of them suffice. None where it is none.
///
/// A trace begins with a buffer of which the first record is that of the file's header (a record of the system, 32 or 64
/// bits); an event log with `ElfFile`.
pub fn binary(head: &[u8]) -> Option<Binary> {
    if head.starts_with(b"ElfFile\0") {
        return Some(Binary::EventLog);
    }
    matches!(head.get(0x48..0x4C), Some([_, 0, 1 | 2, 0xC0])).then_some(Binary::Trace)
}

/// At most so many bytes of formats are kept together: all of one build of Windows are a tenth of it.
pub const MOST_FORMATS: usize = 64 * 1024 * 1024;

/// Why formats beyond [`MOST_FORMATS`] are not read.
pub const TOO_MANY_FORMATS: &str = "The .tmf files are larger than 64 MB together, and no more is read: give only those of the Windows build that \
     wrote the traces.";

/// Whether a file holds formats of messages (`.tmf`), with which old traces are read, by its name.
pub fn is_formats(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("tmf"))
}

/// What the head line of such a text says of the file it was made of: `#Trace<TAB>kind=…<TAB>build=…`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Of a trace which log it is: `WindowsUpdate`, `SIH`, `WaaSMedic`, `USO`, or `other`; of an event log its channel.
    pub kind: String,
    /// The name of its session; empty for an event log.
    pub session: String,
    /// The computer that wrote it, where the file says so.
    pub computer: String,
    /// The build of Windows that wrote it; 0 where it is not known.
    pub build: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// How many events are in the text.
    pub events: u64,
    /// How many events Windows says it lost while it wrote the file.
    pub lost: u64,
    /// How many events could be read in part only: their schema or their values make no sense.
    pub undecoded: u64,
    /// How many events have their text in Microsoft's symbols (WPP), and no `.tmf` file tells it.
    pub symbols: u64,
    /// How many stretches of the file (buffers, chunks) are damaged and were passed over.
    pub damaged: u64,
    /// How many events are beyond the limit of what is kept of one file.
    pub cut: u64,
}

impl Source {
    /// From the first bytes of a text in UTF-8; none where it has no such head.
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
    fn binary_logs_are_told_by_their_beginning() {
        let mut trace = vec![0; 0x48];
        trace.extend([2, 0, 2, 0xC0]);
        assert_eq!(binary(&trace), Some(Binary::Trace));
        assert_eq!(binary(&trace[..0x4B]), None);
        assert_eq!(binary(b"ElfFile\0 and more"), Some(Binary::EventLog));
        assert_eq!(binary(b"PK\x03\x04"), None);
    }

    #[test]
    fn the_head_says_where_a_text_comes_from() {
        let head = "#Trace\tkind=WindowsUpdate\tbuild=22631\tlost=41\tsession=größe\tnew=x\n2026/11/12 …";
        let source = Source::of(head.as_bytes()).unwrap();
        assert_eq!((source.kind.as_str(), source.session.as_str()), ("WindowsUpdate", "größe"));
        assert_eq!((source.build, source.lost, source.events), (22631, 41, 0));
        assert_eq!(Source::of(b"# Trace"), None);
    }
}
