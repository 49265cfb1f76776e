//! Reading the files that were found, and the contents of archives: into a session, or into any other sink for logs.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use diagnosis::DiagnosisSession;
use events::Decoder;
use export::{ReportContent, skipped_report};
use ingest::{Body, Decode, DecodeFault, Host, Ingest, IngestStep, LogSink, Memory, ReadRequest, Storage};
use logfile::{Binary, Reading};
use report::{FileMeta, SkippedFile};

use crate::binary::kind_of;
use crate::files::{FoundFile, FoundFiles};
use crate::progress::Progress;
use crate::workers::Workers;

/// Reads all files, and the contents of archives, into a session; `workers` is the number of threads.
pub(crate) fn read(session: &mut DiagnosisSession, found: &FoundFiles, workers: usize) {
    let watch = session.matcher();
    std::thread::scope(|scope| {
        let workers = Workers::start(scope, workers, &watch);
        let mut sink = SessionSink { session, workers, open: None };
        read_into(&mut sink, found);
        let SessionSink { session, mut workers, .. } = sink;
        workers.finish_all(session);
    });
}

/// Reads all files, and the contents of archives, into a sink.
pub(crate) fn read_into(sink: &mut dyn LogSink, found: &FoundFiles) {
    let progress = Progress::new(found.files.iter().map(FoundFile::bytes_to_read));
    let mut terminal = Terminal { sink, memory: Memory::default(), progress };
    let mut ingest = Ingest::new(knowledge::is_key_log);
    add(&mut ingest, found, &mut terminal);
    loop {
        match ingest.step(&mut terminal) {
            IngestStep::Read(request) => ingest.give(&request, terminal.bytes(&found.files, &request)),
            IngestStep::Block | IngestStep::Work => {}
            IngestStep::Wait | IngestStep::Done => break,
        }
    }
}

fn add(ingest: &mut Ingest, found: &FoundFiles, terminal: &mut Terminal<'_>) {
    found.skipped.iter().for_each(|skipped| terminal.skip(skipped.clone(), true));
    let metas =
        |files: &[FoundFile]| -> Vec<FileMeta> { files.iter().map(|found| found.meta.clone()).collect() };
    let of_no_folder = |file: &FileMeta| !file.whole_folder;
    ingest.add(metas(&found.files).into_iter().filter(of_no_folder).collect(), terminal);
    for (folder, files) in &found.folders {
        ingest.add_folder(folder, metas(found.files.get(files.clone()).unwrap_or_default()), terminal);
    }
}

/// A session as a sink for logs: threads read the blocks.
struct SessionSink<'s> {
    session: &'s mut DiagnosisSession,
    workers: Workers,
    /// How to read the log that was opened last.
    open: Option<Arc<Reading>>,
}

impl LogSink for SessionSink<'_> {
    fn open(&mut self, file: &FileMeta, head: &[u8], tail: &[u8]) -> bool {
        // Blocks of the trace's text from before its formats were found.
        self.workers.finish(self.session, file.file);
        self.open = self.session.add(file.clone(), head, tail);
        self.open.is_some()
    }

    fn block(&mut self, file: u32, offset: u64, bytes: Vec<u8>) {
        if let Some(reading) = &self.open {
            self.workers.read(self.session, (file, Arc::clone(reading)), offset, bytes);
        }
    }

    fn close(&mut self, file: u32, problem: Option<&str>) {
        if let Some(problem) = problem {
            self.workers.finish(self.session, file);
            self.session.stop(file, Some(problem.to_owned()));
        }
    }

    fn saved_report(&mut self, file: &FileMeta, json: &str) -> bool {
        let is_report = ReportContent::read(json).is_ok();
        if is_report {
            self.session.skip(skipped_report(file), false);
        }
        is_report
    }

    fn refuse(&mut self, file: &FileMeta, reason: &str) {
        self.session.refuse(file.clone(), reason.to_owned());
    }

    fn skip(&mut self, skipped: SkippedFile, may_hide_log: bool) {
        self.session.skip(skipped, may_hide_log);
    }

    fn bundle(&mut self, folder: String, name: &'static str) {
        self.session.bundle(folder, name);
    }
}

/// The terminal as a driver of [`Ingest`].
struct Terminal<'s> {
    sink: &'s mut dyn LogSink,
    memory: Memory,
    progress: Progress,
}

impl Terminal<'_> {
    /// The bytes of a request, or why they cannot be read.
    fn bytes(&mut self, files: &[FoundFile], request: &ReadRequest) -> Result<Vec<u8>, String> {
        let read = match request.body {
            Body::Given(file) => match files.get(file as usize) {
                Some(found) => {
                    self.progress.read(file as usize, request.range.end - request.range.start);
                    read_at(&found.place, request.range.start, request.range.end - request.range.start)
                }
                None => Err(ErrorKind::NotFound.into()),
            },
            _ => self.memory.read(request).ok_or(ErrorKind::UnexpectedEof.into()),
        };
        read.map_err(|error| match request.is_begun {
            true => format!("It was not read completely: {error}."),
            false => format!("It cannot be read: {error}."),
        })
    }
}

impl LogSink for Terminal<'_> {
    fn open(&mut self, file: &FileMeta, head: &[u8], tail: &[u8]) -> bool {
        self.sink.open(file, head, tail)
    }

    fn block(&mut self, file: u32, offset: u64, bytes: Vec<u8>) {
        self.sink.block(file, offset, bytes);
    }

    fn close(&mut self, file: u32, problem: Option<&str>) {
        self.sink.close(file, problem);
    }

    fn saved_report(&mut self, file: &FileMeta, json: &str) -> bool {
        self.sink.saved_report(file, json)
    }

    fn refuse(&mut self, file: &FileMeta, reason: &str) {
        self.sink.refuse(file, reason);
    }

    fn skip(&mut self, skipped: SkippedFile, may_hide_log: bool) {
        self.sink.skip(skipped, may_hide_log);
    }

    fn bundle(&mut self, folder: String, name: &'static str) {
        self.sink.bundle(folder, name);
    }
}

impl Host for Terminal<'_> {
    fn storage(&mut self) -> &mut dyn Storage {
        &mut self.memory
    }

    fn decoder(&mut self, kind: Binary, formats: &[u8]) -> Option<Box<dyn Decode>> {
        Some(Box::new(EventDecoder(Decoder::new(kind_of(kind), formats))))
    }
}

/// The decoder of `events`, which never stops over a file.
struct EventDecoder(Decoder);

impl Decode for EventDecoder {
    fn push(&mut self, bytes: &[u8]) -> Result<(), DecodeFault> {
        self.0.push(bytes);
        Ok(())
    }

    fn finish(self: Box<Self>, piece: &mut dyn FnMut(Vec<u8>)) -> Result<(), DecodeFault> {
        piece(self.0.finish());
        Ok(())
    }
}

/// The bytes of a file from `offset` on; an error if the file became shorter.
fn read_at(place: &Path, offset: u64, length: u64) -> std::io::Result<Vec<u8>> {
    // A pipe may have replaced it since it was found, and opening a pipe would wait forever.
    if !place.metadata()?.is_file() {
        return Err(Error::other("it is no longer a regular file"));
    }
    let mut file = File::open(place)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
    file.read_exact(&mut bytes).map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => Error::new(error.kind(), "it became shorter while it was read"),
        _ => error,
    })?;
    Ok(bytes)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_replaced_is_an_error() {
        let folder = std::env::temp_dir().join(format!("wuscope-read-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (pipe, short) = (folder.join("pipe.log"), folder.join("short.log"));
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::fs::write(&short, b"abc").unwrap();
        let read = |place: &Path| read_at(place, 1, 4).map_err(|error| error.to_string());
        assert_eq!(read(&pipe), Err("it is no longer a regular file".to_owned()));
        assert_eq!(read(&short), Err("it became shorter while it was read".to_owned()));
        assert_eq!(read_at(&short, 1, 2).unwrap(), b"bc");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
