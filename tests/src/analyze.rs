//! Analyses files in memory, in every way a caller might read them.

use std::borrow::Cow;
use std::sync::mpsc::channel;
use std::sync::{Arc, LazyLock};

use diagnosis::{DiagnosisSession, DroppedFile, LogBlock, PatternMatcher};
use events::Kind;
use logfile::{Binary, EDGE, is_formats};
use report::Report;

use crate::notation::TestFile;

/// How the files are read.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// Bytes of a block.
    pub block: usize,
    /// How many workers read blocks.
    pub workers: usize,
    /// Whether the blocks come last first.
    pub backwards: bool,
}

impl Default for Way {
    fn default() -> Self {
        Self { block: 4 * 1024 * 1024, workers: 1, backwards: false }
    }
}

/// The patterns are compiled once for all sessions of a test.
static WATCH: LazyLock<Arc<PatternMatcher>> = LazyLock::new(Arc::default);

/// Reads all files this way, and reports.
pub fn analyze(files: &[TestFile], way: Way) -> Report {
    session_of(files, way).report()
}

/// Reads all files this way.
pub fn session_of(files: &[TestFile], way: Way) -> DiagnosisSession {
    let mut session = DiagnosisSession::with_matcher(Arc::clone(&WATCH));
    let formats = formats(files);
    for (number, file) in files.iter().enumerate().filter(|(_, file)| !is_formats(&file.name)) {
        read_blocks(&mut session, number as u32, file, &text_bytes(file, &formats), way);
    }
    session
}

/// The formats that were given with these files.
fn formats(files: &[TestFile]) -> Vec<u8> {
    files
        .iter()
        .filter(|file| is_formats(&file.name))
        .flat_map(|file| [&file.bytes[..], b"\n"].concat())
        .collect()
}

/// The bytes that are read of each of these files.
pub fn texts_of(files: &[TestFile]) -> Vec<Cow<'_, [u8]>> {
    let formats = formats(files);
    files.iter().map(|file| text_bytes(file, &formats)).collect()
}

/// The bytes that are read of a file: of a trace or an event log the text that is made of it.
pub fn text_bytes<'f>(file: &'f TestFile, formats: &[u8]) -> Cow<'f, [u8]> {
    let kind = match logfile::binary(&file.bytes) {
        Some(Binary::Trace) => Kind::Trace,
        Some(Binary::EventLog) => Kind::EventLog,
        None => return Cow::Borrowed(&file.bytes),
    };
    Cow::Owned(events::text_of(kind, formats, &file.bytes))
}

/// Reads one file into a session, of which these are the bytes that are read.
pub fn read_blocks(session: &mut DiagnosisSession, number: u32, file: &TestFile, bytes: &[u8], way: Way) {
    let dropped = DroppedFile {
        file: number,
        name: file.name.clone(),
        path: file.path.clone(),
        size: bytes.len() as u64,
        modified: file.modified,
        whole_folder: file.whole_folder,
    };
    let head = &bytes[..bytes.len().min(EDGE)];
    let tail = &bytes[bytes.len().saturating_sub(EDGE)..];
    let Some(reading) = session.add(dropped, head, tail) else { return };
    let mut blocks: Vec<(u64, &[u8])> =
        bytes.chunks(way.block).enumerate().map(|(at, chunk)| ((at * way.block) as u64, chunk)).collect();
    if way.backwards {
        blocks.reverse();
    }
    let watch = session.matcher();
    if way.workers == 1 {
        for (offset, chunk) in blocks {
            session.merge(number, LogBlock::read(&watch, &reading, offset, chunk));
        }
        return;
    }
    std::thread::scope(|scope| {
        let (sender, receiver) = channel();
        for worker in 0..way.workers {
            let mine: Vec<(u64, &[u8])> = blocks.iter().copied().skip(worker).step_by(way.workers).collect();
            let (sender, watch, reading) = (sender.clone(), &watch, &reading);
            scope.spawn(move || {
                for (offset, chunk) in mine {
                    let _ = sender.send(LogBlock::read(watch, reading, offset, chunk));
                }
            });
        }
        drop(sender);
        for block in receiver {
            session.merge(number, block);
        }
    });
}
