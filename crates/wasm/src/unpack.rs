//! Archives in the worker: each member becomes a `Blob` as it is inflated, and is read as a file then.

use std::pin::Pin;

use archive::{End, Given, Kind, Member, Skip, Source, Spent, Stop, Taker};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use report::{FileMeta, FileProgress, MEMBERS, SkippedFile};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::progress::row_of;
use crate::reading::slice;
use crate::worker::{CANCELLED, CHANGED, Engine, Room, Shared, read_files};

/// Reads all that may be a log in an archive; `depth` is 1 for one that was dropped.
pub(crate) async fn unpack(
    engine: &Shared,
    (meta, blob): (&FileMeta, &Blob),
    (kind, depth): (Kind, u32),
    room: &mut Room,
) {
    let given = Given {
        kind,
        name: meta.name.clone(),
        path: meta.path.clone(),
        size: meta.size,
        whole_folder: meta.whole_folder,
        depth,
    };
    let base = given.base();
    let mut unpacking = Unpacking { engine, archive: meta, base: &base, depth, room, member: None };
    let opened = archive::open(&given, &mut Bytes(blob), &mut unpacking).await;
    let begun = unpacking.member.take();
    let mut shared = engine.borrow_mut();
    if shared.is_cleared {
        return;
    }
    let why = match opened {
        Ok(problem) => problem,
        Err(Stop) if shared.is_cancelled => Some(CANCELLED),
        Err(Stop) => Some(CHANGED),
    };
    if let (Some((meta, _)), Some(why)) = (begun, why) {
        shared.leave(&meta, why);
    }
    if let Some(why) = why {
        let skip = Skip { name: &meta.name, path: &meta.path, size: Some(meta.size), why, is_log: true };
        shared.skip(&skip);
    }
    shared.progress.end(meta.file, why);
}

/// An archive that is being unpacked.
struct Unpacking<'e> {
    engine: &'e Shared,
    archive: &'e FileMeta,
    /// The folder that its members lie in.
    base: &'e str,
    depth: u32,
    room: &'e mut Room,
    /// The member that is under way, and its chunks so far.
    member: Option<(FileMeta, Array)>,
}

/// An archive as the browser holds it.
struct Bytes<'b>(&'b Blob);

impl Source for Bytes<'_> {
    async fn read(&mut self, from: u64, to: u64, into: &mut Vec<u8>) -> Result<(), Stop> {
        let bytes = JsFuture::from(slice(self.0, from, to)).await.map_err(|_| Stop)?;
        let bytes = Uint8Array::new(&bytes.unchecked_into::<ArrayBuffer>());
        if u64::from(bytes.length()) != to - from {
            return Err(Stop);
        }
        let start = into.len();
        into.resize(start + bytes.length() as usize, 0);
        bytes.copy_to(&mut into[start..]);
        Ok(())
    }
}

impl Unpacking<'_> {
    /// Goes on unless somebody cancelled.
    fn go_on(&self) -> Result<(), Stop> {
        if self.engine.borrow().is_cancelled { Err(Stop) } else { Ok(()) }
    }

    /// Reads what came out, as any other file.
    async fn read(&mut self, mut meta: FileMeta, chunks: &Array, damage: Option<&str>) -> Result<(), Stop> {
        let Ok(blob) = Blob::new_with_blob_sequence(chunks) else {
            self.engine.borrow_mut().leave(&meta, NO_ROOM);
            return Ok(());
        };
        meta.size = blob.size() as u64;
        let file = meta.file;
        if let Some(row) = self.engine.borrow_mut().progress.row(file) {
            row.size = meta.size;
        }
        // An archive in an archive in an archive: how deep is known only then.
        let read: Pin<Box<dyn Future<Output = ()> + '_>> =
            Box::pin(read_files(self.engine, vec![(meta, blob)], self.depth + 1, self.room));
        read.await;
        if let Some(why) = damage {
            let mut shared = self.engine.borrow_mut();
            shared.session.stop(file, Some(why.to_owned()));
            shared.progress.end(file, Some(why));
        }
        self.go_on()
    }
}

const NO_ROOM: &str = "The browser has no room for it: unpack the archive and drop the log itself.";

impl Taker for Unpacking<'_> {
    fn spent(&mut self) -> &mut Spent {
        &mut self.room.spent
    }

    fn bundle(&mut self, name: &'static str) {
        // What lies in a bundle belongs to it, archives included.
        if self.depth == 1 {
            self.engine.borrow_mut().session.bundle(self.base.to_owned(), name);
        }
    }

    fn passed(&mut self, at: u64) {
        let mut shared = self.engine.borrow_mut();
        if let Some(row) = shared.progress.row(self.archive.file) {
            row.read = row.read.max(at.min(row.size));
        }
        shared.progress.tell(false);
    }

    fn skip(&mut self, skip: Skip<'_>) {
        self.engine.borrow_mut().skip(&skip);
    }

    async fn begin(&mut self, member: Member) -> Result<(), Stop> {
        self.go_on()?;
        let mut shared = self.engine.borrow_mut();
        let meta = FileMeta {
            file: MEMBERS + shared.next_member(),
            name: member.name,
            path: member.path,
            size: member.size.unwrap_or_default(),
            modified: member.modified,
            whole_folder: member.whole_folder,
        };
        let folder = meta.path.strip_prefix(self.base).unwrap_or_default().trim_start_matches('/');
        let name = if folder.is_empty() { meta.name.clone() } else { [folder, "/", &meta.name].concat() };
        shared.progress.put(FileProgress { parent: Some(self.archive.file), name, ..row_of(&meta) });
        drop(shared);
        self.member = Some((meta, Array::new()));
        Ok(())
    }

    async fn chunk(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        self.go_on()?;
        let Some((_, chunks)) = &self.member else { return Ok(()) };
        // A blob of its own: the browser keeps it where there is room, on disk if need be.
        let part = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence(&part).map_err(|_| Stop)?;
        chunks.push(blob.as_ref());
        Ok(())
    }

    async fn end(&mut self, end: End) -> Result<(), Stop> {
        let Some((meta, chunks)) = self.member.take() else { return Ok(()) };
        match end {
            End::Whole => self.read(meta, &chunks, None).await,
            End::Damaged(why) => self.read(meta, &chunks, Some(why)).await,
            End::Dropped(why) => {
                let mut shared = self.engine.borrow_mut();
                shared.skip(&Skip { name: &meta.name, path: &meta.path, size: None, why, is_log: true });
                shared.progress.end(meta.file, Some(why));
                Ok(())
            }
        }
    }
}

impl Engine {
    /// Tells of something that is not read.
    pub(crate) fn skip(&mut self, skip: &Skip<'_>) {
        let (name, path, why) = (skip.name.to_owned(), skip.path.to_owned(), skip.why.to_owned());
        self.session
            .skip(SkippedFile { name, folder: path, size: skip.size, reason: why, count: 1 }, skip.is_log);
    }
}
