//! Reads a chunk of an event log as the XML of its records, with `evtx`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use evtx::{EvtxChunkData, ParserSettings};

/// Bytes of XML that are made of one chunk; its own 64 kB make some 250 kB, a crafted one could make any amount.
const MOST: usize = 8 * 1024 * 1024;

/// A record as `evtx` writes it.
pub(super) struct ChunkRecord<'x> {
    /// The number of the record in its log.
    pub(super) id: u64,
    /// When it was written, milliseconds since 1970.
    pub(super) written: i64,
    pub(super) xml: &'x str,
}

/// How well a chunk could be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ChunkRead {
    /// Its checksums match its bytes.
    pub(super) sound: bool,
    /// It could not be read, or not to its end.
    pub(super) broken: bool,
    /// Records of it that could not be read.
    pub(super) undecoded: u64,
}

/// Reads a complete chunk, passing each record to `take`, which returns whether it is a record.
pub(super) fn read(bytes: Vec<u8>, mut take: impl FnMut(&ChunkRecord<'_>) -> bool) -> ChunkRead {
    let mut read = ChunkRead::default();
    // The crate is tested and fuzzed with damaged bytes, but is not ours: a panic in it loses one chunk. (In the page
    // it is a trap, which loses the file.)
    let ended = catch_unwind(AssertUnwindSafe(|| records(bytes, &mut read, &mut take)));
    read.broken |= ended.is_err();
    read
}

fn records(bytes: Vec<u8>, read: &mut ChunkRead, take: &mut dyn FnMut(&ChunkRecord<'_>) -> bool) {
    let Ok(mut chunk) = EvtxChunkData::new(bytes, false) else {
        read.broken = true;
        return;
    };
    read.sound = chunk.validate_checksum();
    let Ok(mut chunk) = chunk.parse(settings()) else {
        read.broken = true;
        return;
    };
    let mut made = 0;
    for record in chunk.iter() {
        let Ok(record) = record.and_then(evtx::EvtxRecord::into_xml) else {
            read.undecoded += 1;
            continue;
        };
        made += record.data.len();
        if made > MOST {
            read.broken = true;
            return;
        }
        let (id, written) = (record.event_record_id, record.timestamp.as_millisecond());
        if !take(&ChunkRecord { id, written, xml: &record.data }) {
            read.undecoded += 1;
        }
    }
}

fn settings() -> Arc<ParserSettings> {
    static SETTINGS: OnceLock<Arc<ParserSettings>> = OnceLock::new();
    SETTINGS.get_or_init(|| Arc::new(ParserSettings::new().indent(false))).clone()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)] // Simulates a fault in the crate.

    use super::*;
    use crate::encode::{EncodedEvent, EventLogWriter};

    #[test]
    fn a_panic_loses_only_its_chunk() {
        let mut writer = EventLogWriter::default();
        writer.write(&EncodedEvent::default());
        let chunk = writer.finish()[4096..].to_vec();
        assert_eq!(read(chunk.clone(), |_| true), ChunkRead { sound: true, ..ChunkRead::default() });
        assert!(read(chunk, |_| panic!("a fault")).broken);
    }
}
