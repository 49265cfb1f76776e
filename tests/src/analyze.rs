//! Analyzes files in memory, in every way a caller might read them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::mpsc::channel;
use std::sync::{Arc, LazyLock};

use diagnosis::{DiagnosisSession, LogBlock, PatternMatcher};
use events::{Decoder, Kind};
use ingest::{Body, Decode, DecodeFault, Host, Ingest, IngestStep, LogSink, Memory, Storage};
use logfile::{Binary, Reading, is_formats};
use report::{FileMeta, Report, SkippedFile};

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
    read(files, way).session
}

fn read(files: &[TestFile], way: Way) -> TestHost<'_> {
    let session = DiagnosisSession::with_matcher(Arc::clone(&WATCH));
    let (memory, texts) = (Memory::default(), BTreeMap::new());
    let mut host = TestHost { files, way, session, memory, open: None, texts };
    let mut ingest = Ingest::new(knowledge::is_key_log);
    // A test reads every file that it has, regardless of its name.
    let meta = |number: usize| FileMeta { whole_folder: false, ..host.meta(number as u32) };
    ingest.add((0..files.len()).map(meta).collect(), &mut host);
    loop {
        match ingest.step(&mut host) {
            IngestStep::Read(request) => {
                let bytes = match request.body {
                    Body::Given(file) => {
                        let range = request.range.start as usize..request.range.end as usize;
                        files[file as usize].bytes[range].to_vec()
                    }
                    _ => host.memory.read(&request).unwrap_or_else(|| panic!("{request:?} is not stored")),
                };
                ingest.give(&request, Ok(bytes));
            }
            IngestStep::Block | IngestStep::Work => {}
            IngestStep::Wait => panic!("nothing waits"),
            IngestStep::Done => return host,
        }
    }
}

/// The driver of a test: files in memory, and a session that gets their blocks in a certain way.
struct TestHost<'f> {
    files: &'f [TestFile],
    way: Way,
    session: DiagnosisSession,
    memory: Memory,
    /// How the open log is read, and its bytes so far.
    open: Option<(Arc<Reading>, Vec<u8>)>,
    /// The bytes of the logs that were read, by the numbers of their files.
    texts: BTreeMap<u32, Vec<u8>>,
}

impl TestHost<'_> {
    fn meta(&self, number: u32) -> FileMeta {
        let TestFile { name, path, bytes, modified, whole_folder } = self.files[number as usize].clone();
        FileMeta { file: number, name, path, size: bytes.len() as u64, modified, whole_folder }
    }

    /// A file as the test has it, with its decoded size.
    fn given(&self, file: &FileMeta) -> FileMeta {
        match self.files.get(file.file as usize) {
            Some(given) => FileMeta { whole_folder: given.whole_folder, ..file.clone() },
            None => file.clone(),
        }
    }
}

impl LogSink for TestHost<'_> {
    fn open(&mut self, file: &FileMeta, head: &[u8], tail: &[u8]) -> bool {
        let reading = self.session.add(self.given(file), head, tail);
        self.open = reading.map(|reading| (reading, Vec::new()));
        self.open.is_some()
    }

    fn block(&mut self, _: u32, offset: u64, bytes: Vec<u8>) {
        if let Some((_, log)) = &mut self.open {
            assert_eq!(log.len() as u64, offset, "blocks come in order");
            log.extend(bytes);
        }
    }

    fn close(&mut self, file: u32, problem: Option<&str>) {
        if let Some((reading, log)) = self.open.take() {
            read_blocks(&mut self.session, (file, &reading), &log, self.way);
            self.texts.insert(file, log);
        }
        if let Some(problem) = problem {
            self.session.stop(file, Some(problem.to_owned()));
        }
    }

    fn refuse(&mut self, file: &FileMeta, reason: &str) {
        self.session.refuse(self.given(file), reason.to_owned());
    }

    fn skip(&mut self, skipped: SkippedFile, may_hide_log: bool) {
        self.session.skip(skipped, may_hide_log);
    }

    fn bundle(&mut self, folder: String, name: &'static str) {
        self.session.bundle(folder, name);
    }
}

impl Host for TestHost<'_> {
    fn storage(&mut self) -> &mut dyn Storage {
        &mut self.memory
    }

    fn decoder(&mut self, kind: Binary, formats: &[u8]) -> Option<Box<dyn Decode>> {
        Some(Box::new(TestDecoder(Decoder::new(kind_of(kind), formats))))
    }
}

/// The decoder of the terminal.
struct TestDecoder(Decoder);

impl Decode for TestDecoder {
    fn push(&mut self, bytes: &[u8]) -> Result<(), DecodeFault> {
        self.0.push(bytes);
        Ok(())
    }

    fn finish(self: Box<Self>, piece: &mut dyn FnMut(Vec<u8>)) -> Result<(), DecodeFault> {
        piece(self.0.finish());
        Ok(())
    }
}

fn kind_of(kind: Binary) -> Kind {
    match kind {
        Binary::Trace => Kind::Trace,
        Binary::EventLog => Kind::EventLog,
    }
}

/// The formats that were given with these files.
fn formats(files: &[TestFile]) -> Vec<u8> {
    files
        .iter()
        .filter(|file| is_formats(&file.name))
        .flat_map(|file| [&file.bytes[..], b"\n"].concat())
        .collect()
}

/// The bytes that are read, by the number of their file: of each file that was given, and of the logs that were in one.
pub fn texts_by_number(files: &[TestFile]) -> BTreeMap<u32, Vec<u8>> {
    let mut texts: BTreeMap<u32, Vec<u8>> =
        texts_of(files).into_iter().zip(0..).map(|(text, number)| (number, text.into_owned())).collect();
    texts.extend(read(files, Way::default()).texts);
    texts
}

/// The bytes that are read of each of these files.
pub fn texts_of(files: &[TestFile]) -> Vec<Cow<'_, [u8]>> {
    let formats = formats(files);
    files.iter().map(|file| text_bytes(file, &formats)).collect()
}

/// The bytes that are read of a file: of a trace or an event log the decoded text, of a paste the original log
/// text.
pub fn text_bytes<'f>(file: &'f TestFile, formats: &[u8]) -> Cow<'f, [u8]> {
    match logfile::binary(&file.bytes) {
        Some(kind) => Cow::Owned(events::text_of(kind_of(kind), formats, &file.bytes)),
        None => match ingest::clean_paste(&file.bytes) {
            Some(text) => Cow::Owned(text.into_bytes()),
            None => Cow::Borrowed(&file.bytes),
        },
    }
}

/// Reads a log into a session.
fn read_blocks(
    session: &mut DiagnosisSession,
    (number, reading): (u32, &Arc<Reading>),
    bytes: &[u8],
    way: Way,
) {
    let mut blocks: Vec<(u64, &[u8])> =
        bytes.chunks(way.block).enumerate().map(|(at, chunk)| ((at * way.block) as u64, chunk)).collect();
    if way.backwards {
        blocks.reverse();
    }
    let watch = session.matcher();
    if way.workers == 1 {
        for (offset, chunk) in blocks {
            session.merge(number, LogBlock::read(&watch, reading, offset, chunk));
        }
        return;
    }
    std::thread::scope(|scope| {
        let (sender, receiver) = channel();
        for worker in 0..way.workers {
            let mine: Vec<(u64, &[u8])> = blocks.iter().copied().skip(worker).step_by(way.workers).collect();
            let (sender, watch, reading) = (sender.clone(), &watch, reading);
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
