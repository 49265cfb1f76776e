//! Reading files from disk, in blocks, by as many threads as wanted.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

use diagnosis::{Block, Session, Watch};
use logfile::{EDGE, Reading};

use crate::files::FoundFile;

/// Bytes read at once.
const BLOCK: u64 = 4 * 1024 * 1024;

/// One block to be read.
struct Work<'f> {
    file: u32,
    place: &'f Path,
    reading: Arc<Reading>,
    offset: u64,
    length: u64,
}

/// Reads all files, and returns the session that knows what is in them.
pub(crate) fn read(files: &[FoundFile], workers: usize) -> Session {
    let mut session = Session::default();
    let mut work: Vec<Work<'_>> = Vec::new();
    for found in files {
        let size = found.dropped.size;
        let head = read_at(&found.place, 0, size.min(EDGE as u64));
        let tail = read_at(&found.place, size.saturating_sub(EDGE as u64), size.min(EDGE as u64));
        let (head, tail) = match (head, tail) {
            (Ok(head), Ok(tail)) => (head, tail),
            (Err(error), _) | (_, Err(error)) => {
                session.refuse(found.dropped.clone(), format!("It cannot be read: {error}."));
                continue;
            }
        };
        let Some(reading) = session.add(found.dropped.clone(), &head, &tail) else { continue };
        let mut offset = 0;
        while offset < size {
            let length = BLOCK.min(size - offset);
            let reading = Arc::clone(&reading);
            work.push(Work { file: found.dropped.file, place: &found.place, reading, offset, length });
            offset += length;
        }
    }
    work.reverse();
    let watch = session.watch();
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
                Ok(block) => session.take(file, block),
                Err(problem) => session.stop(file, Some(problem)),
            }
        }
    });
    session
}

/// Reads block after block until none is left.
fn read_blocks(watch: &Watch, work: &Mutex<Vec<Work<'_>>>, done: &Sender<(u32, Result<Block, String>)>) {
    loop {
        let next = work.lock().ok().and_then(|mut work| work.pop());
        let Some(next) = next else { return };
        let block = read_at(next.place, next.offset, next.length)
            .map(|bytes| Block::read(watch, &next.reading, next.offset, &bytes))
            .map_err(|error| format!("It was not read to its end: {error}."));
        if done.send((next.file, block)).is_err() {
            return;
        }
    }
}

/// The bytes of a file from `offset` on; an error where there are fewer than it had.
fn read_at(place: &Path, offset: u64, length: u64) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(place)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}
