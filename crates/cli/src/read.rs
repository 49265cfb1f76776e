//! Reading files, in blocks, by as many threads as wanted.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

use diagnosis::{DiagnosisSession, DroppedFile, LogBlock, PatternMatcher};
use logfile::{EDGE, Reading, is_formats};
use report::SkippedFile;

use crate::binary::{self, Formats};
use crate::files::FoundFile;
use crate::unpack::Unpacking;

/// Bytes read at once.
const BLOCK: u64 = 4 * 1024 * 1024;

/// Where the bytes of a file are.
#[derive(Clone, Copy)]
pub(crate) enum Place<'f> {
    /// On disk.
    Disk(&'f Path),
    /// In memory, as it came out of an archive.
    Memory(&'f [u8]),
}

/// One block to be read.
struct Work<'f> {
    file: u32,
    place: Place<'f>,
    reading: Arc<Reading>,
    offset: u64,
    length: u64,
}

/// Reads all files into a session, and what is in those that are archives.
pub(crate) fn read(session: &mut DiagnosisSession, files: &[FoundFile], workers: usize) {
    let mut work: Vec<Work<'_>> = Vec::new();
    let (mut archives, mut binaries) = (Vec::new(), Vec::new());
    let formats = Formats::of(files, |found, why| {
        let (name, path) = (found.dropped.name.clone(), found.dropped.path.clone());
        session.skip(
            SkippedFile { name, folder: path, size: Some(found.dropped.size), reason: why, count: 1 },
            false,
        );
    });
    for found in files.iter().filter(|found| !is_formats(&found.dropped.name)) {
        let head = binary::head(&found.place);
        match (archive::kind(&head), binary::kind(&head)) {
            (Some(kind), _) => archives.push((kind, found)),
            (None, Some(kind)) => binaries.push((kind, found)),
            (None, None) => work.extend(blocks(session, found.dropped.clone(), Place::Disk(&found.place))),
        }
    }
    read_all(session, work, workers);
    // Each is read as the text that is made of it, which is gone when the next one comes.
    for (kind, found) in binaries {
        match binary::text(kind, formats.bytes(), &found.place) {
            Ok(text) => read_text(session, found.dropped.clone(), &text, workers),
            Err(error) => session.refuse(found.dropped.clone(), format!("It cannot be read: {error}.")),
        }
    }
    let mut unpacking = Unpacking::new(session, workers, formats);
    for (kind, found) in archives {
        unpacking.read(kind, found);
    }
    unpacking.finish();
}

/// Reads the text of a trace or an event log in place of the file itself.
pub(crate) fn read_text(session: &mut DiagnosisSession, dropped: DroppedFile, text: &[u8], workers: usize) {
    let dropped = DroppedFile { size: text.len() as u64, ..dropped };
    read_member(session, dropped, Place::Memory(text), workers);
}

/// Reads one file into the session.
pub(crate) fn read_member(
    session: &mut DiagnosisSession,
    dropped: DroppedFile,
    place: Place<'_>,
    workers: usize,
) {
    let work = blocks(session, dropped, place);
    let workers = workers.min(work.len());
    read_all(session, work, workers);
}

/// Recognizes a file, and returns the blocks that are to be read of it.
fn blocks<'f>(session: &mut DiagnosisSession, dropped: DroppedFile, place: Place<'f>) -> Vec<Work<'f>> {
    let (file, size) = (dropped.file, dropped.size);
    let head = read_at(place, 0, size.min(EDGE as u64));
    let tail = read_at(place, size.saturating_sub(EDGE as u64), size.min(EDGE as u64));
    let (head, tail) = match (head, tail) {
        (Ok(head), Ok(tail)) => (head, tail),
        (Err(error), _) | (_, Err(error)) => {
            session.refuse(dropped, format!("It cannot be read: {error}."));
            return Vec::new();
        }
    };
    let Some(reading) = session.add(dropped, &head, &tail) else { return Vec::new() };
    let block = |offset| {
        let (reading, length) = (Arc::clone(&reading), BLOCK.min(size - offset));
        Work { file, place, reading, offset, length }
    };
    (0..size).step_by(BLOCK as usize).map(block).collect()
}

fn read_all(session: &mut DiagnosisSession, mut work: Vec<Work<'_>>, workers: usize) {
    work.reverse();
    let watch = session.matcher();
    let work = Mutex::new(work);
    std::thread::scope(|scope| {
        let (sender, receiver) = channel();
        for _ in 0..workers {
            let (watch, work, sender) = (&watch, &work, sender.clone());
            scope.spawn(move || read_blocks(watch, work, &sender));
        }
        drop(sender);
        for (file, block) in receiver {
            match block {
                Ok(block) => session.merge(file, block),
                Err(problem) => session.stop(file, Some(problem)),
            }
        }
    });
}

/// Reads block after block until none is left.
fn read_blocks(
    watch: &PatternMatcher,
    work: &Mutex<Vec<Work<'_>>>,
    done: &Sender<(u32, Result<LogBlock, String>)>,
) {
    loop {
        let next = work.lock().ok().and_then(|mut work| work.pop());
        let Some(next) = next else { return };
        let block = read_at(next.place, next.offset, next.length)
            .map(|bytes| LogBlock::read(watch, &next.reading, next.offset, &bytes))
            .map_err(|error| format!("It was not read to its end: {error}."));
        if done.send((next.file, block)).is_err() {
            return;
        }
    }
}

/// The bytes of a file from `offset` on; an error where there are fewer than it had.
fn read_at(place: Place<'_>, offset: u64, length: u64) -> std::io::Result<Vec<u8>> {
    let place = match place {
        Place::Disk(place) => place,
        Place::Memory(bytes) => {
            let bytes = bytes.get(offset as usize..(offset + length) as usize);
            return bytes.map(<[u8]>::to_vec).ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into());
        }
    };
    // Somebody may have put a pipe in its place since it was found, and opening that would wait for ever.
    if !place.metadata()?.is_file() {
        return Err(Error::other("it is not a regular file any more"));
    }
    let mut file = File::open(place)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
    file.read_exact(&mut bytes).map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => Error::new(error.kind(), "it has become shorter meanwhile"),
        _ => error,
    })?;
    Ok(bytes)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_another_one_now_ends_in_a_sentence() {
        let folder = std::env::temp_dir().join(format!("wuscope-read-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (pipe, short) = (folder.join("pipe.log"), folder.join("short.log"));
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::fs::write(&short, b"abc").unwrap();
        let read = |place: &Path| read_at(Place::Disk(place), 1, 4).map_err(|error| error.to_string());
        assert_eq!(read(&pipe), Err("it is not a regular file any more".to_owned()));
        assert_eq!(read(&short), Err("it has become shorter meanwhile".to_owned()));
        assert_eq!(read_at(Place::Disk(&short), 1, 2).unwrap(), b"bc");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
