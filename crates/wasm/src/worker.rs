//! The engine in a worker: answers the page's messages, and reads what it drops.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use archive::{Layout, Skip, Spent, Worth, worth};
use diagnosis::{DiagnosisSession, DroppedFile, LogBlock, ReportLimits};
use js_sys::{Array, ArrayBuffer, Uint8Array, WebAssembly};
use logfile::{Binary, EDGE, Reading, is_formats};
use report::{FileMeta, Reply, Request};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File, MessageEvent};

use crate::convert::convert;
use crate::copies::Copies;
use crate::decode::{Formats, decode, learn};
use crate::progress::{Progress, row_of};
use crate::reading::{Pieces, copy, slice};
use crate::send::{scope, send};
use crate::unpack::unpack;

/// Begins to answer the page's messages; `events` is the second module, which makes texts of traces and event logs.
#[wasm_bindgen]
pub fn start(events: WebAssembly::Module) {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&JsValue::from(panic.to_string()))));
    let engine = Rc::new(RefCell::new(Engine { events: Some(events), ..Engine::default() }));
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| answer(&engine, &event));
    scope().set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    send(&Reply::Ready { build: report::VERSION.to_owned() });
}

#[derive(Default)]
pub(crate) struct Engine {
    pub(crate) session: DiagnosisSession,
    pub(crate) copies: Copies,
    pub(crate) events: Option<WebAssembly::Module>,
    pub(crate) formats: Formats,
    /// Files that wait to be read.
    queue: Vec<(FileMeta, Blob)>,
    pub(crate) progress: Progress,
    is_reading: bool,
    /// Whether the files being read are to be given up; those that wait came later, and are read.
    pub(crate) is_cancelled: bool,
    /// Whether they are forgotten already.
    pub(crate) is_cleared: bool,
    /// How many members came out of archives so far, for their numbers.
    members: u32,
    /// When the last report was sent, in milliseconds of a clock that may be set back.
    told_report: f64,
    /// How long after it the next report is due.
    pause: f64,
}

pub(crate) type Shared = Rc<RefCell<Engine>>;

/// What the files of one drop are read with.
#[derive(Default)]
pub(crate) struct Room {
    buffer: Vec<u8>,
    /// What came out of its archives.
    pub(crate) spent: Spent,
}

fn answer(engine: &Shared, event: &MessageEvent) {
    let message: Array = event.data().unchecked_into();
    let request = Request::from_bytes(&Uint8Array::new(&message.get(0)).to_vec());
    match request {
        Some(Request::Read { files }) => {
            let given = message.iter().skip(1).map(JsCast::unchecked_into::<File>);
            let mut shared = engine.borrow_mut();
            shared.enqueue(files, given);
            if !shared.is_reading {
                shared.is_reading = true;
                spawn_local(read_all(Rc::clone(engine)));
            }
        }
        Some(Request::Cancel) => engine.borrow_mut().cancel(),
        Some(Request::Clear) => engine.borrow_mut().clear(),
        Some(Request::Unite { machines }) => engine.borrow_mut().unite(machines),
        Some(Request::Lines { ticket, file, line, before, after }) => {
            spawn_local(tell_lines(Rc::clone(engine), ticket, file, line, (before, after)));
        }
        Some(Request::Runs { ticket, machine, from, count }) => {
            let runs = engine.borrow().session.runs(machine as usize, from as usize, count as usize);
            send(&Reply::Runs { ticket, runs });
        }
        Some(Request::Updates { ticket, machine, from, count }) => {
            let updates = engine.borrow().session.updates(machine as usize, from as usize, count as usize);
            send(&Reply::Updates { ticket, updates });
        }
        Some(Request::Convert { ticket, files, utc }) => {
            spawn_local(convert(Rc::clone(engine), ticket, files, utc));
        }
        None => {}
    }
}

impl Engine {
    fn enqueue(&mut self, metas: Vec<FileMeta>, files: impl Iterator<Item = File>) {
        self.tell_bundles(&metas);
        for (meta, file) in metas.into_iter().zip(files) {
            self.progress.put(row_of(&meta));
            // A file that somebody chose is read whatever it is called; of a folder, what may be a log.
            if let Worth::Nothing(why, is_log) = worth(&meta.name)
                && meta.whole_folder
            {
                let (name, path) = (meta.name.as_str(), meta.path.as_str());
                self.skip(&Skip { name, path, size: Some(meta.size), why, is_log });
                self.progress.end(meta.file, Some(why));
                continue;
            }
            // Smallest first: the first results come sooner, and the small files are those that are kept. Before them
            // what traces are read with.
            // Of equal size those of the first name, whichever was dropped first.
            let order = |meta: &FileMeta| {
                (!is_formats(&meta.name), meta.size, meta.path.clone(), meta.name.clone(), meta.file)
            };
            let own = order(&meta);
            let place = self.queue.partition_point(|(other, _)| order(other) <= own);
            self.queue.insert(place, (meta, file.into()));
        }
        self.progress.tell(true);
    }

    /// Tells what the folders look like that were dropped.
    fn tell_bundles(&mut self, metas: &[FileMeta]) {
        let mut layouts: BTreeMap<&str, Layout> = BTreeMap::new();
        for meta in metas.iter().filter(|meta| meta.whole_folder) {
            let top = meta.path.split('/').next().unwrap_or_default();
            layouts.entry(top).or_default().see(&meta.path, &meta.name);
        }
        for (top, layout) in layouts {
            if let Some(name) = layout.name(top) {
                self.session.bundle(top.to_owned(), name);
            }
        }
    }

    fn cancel(&mut self) {
        self.is_cancelled = self.is_reading;
        for (meta, _) in std::mem::take(&mut self.queue) {
            self.leave(&meta, CANCELLED);
        }
    }

    fn clear(&mut self) {
        self.is_cancelled = self.is_reading;
        self.is_cleared = self.is_reading;
        self.queue.clear();
        self.session.clear();
        self.copies.clear();
        self.formats = Formats::default();
        self.progress.clear();
    }

    /// Somebody says which machines are one. What is being read gets its report later.
    fn unite(&mut self, machines: Vec<String>) {
        self.session.unite(machines);
        if !self.is_reading {
            self.tell_report(true, false);
        }
    }

    /// Sends a report, at most four times a second, and never for more than a fifth of the time.
    fn tell_report(&mut self, done: bool, cancelled: bool) {
        let time = js_sys::Date::now();
        if !done && (time - self.told_report).abs() < self.pause {
            return;
        }
        let report = Box::new(self.session.report_with(MOST));
        send(&Reply::Report { report, done, cancelled });
        self.told_report = js_sys::Date::now();
        self.pause = f64::max(250.0, 4.0 * (self.told_report - time));
    }

    /// A file is at its end, or no more of it will be read.
    pub(crate) fn end(&mut self, file: u32, problem: Option<&str>) {
        if let Some(problem) = problem {
            self.session.stop(file, Some(problem.to_owned()));
        }
        self.copies.end(file);
        self.progress.end(file, problem);
    }
}

/// How much a report takes to the page: runs in full, and the updates that need a look first.
const MOST: ReportLimits = ReportLimits { runs: 500, updates: 1000 };

pub(crate) const CHANGED: &str = "This file has changed since you dropped it: drop it again.";
const NOT_KEPT: &str = "The file of this line came out of an archive and is too large to be kept: unpack the archive \
                        and drop the file itself to see it.";
const TOO_LONG: &str = "The texts of all traces and event logs are too long to be kept together: drop this one alone \
                        to see its lines.";
const NOT_READ: &str = "This line is not in what was read: drop its file again to see it.";
pub(crate) const CANCELLED: &str = "Reading was cancelled here: drop it again to read the rest.";

/// Reads all that waits, until nothing more does.
async fn read_all(engine: Shared) {
    let mut room = Room::default();
    loop {
        let files = {
            let mut shared = engine.borrow_mut();
            let cancelled = std::mem::take(&mut shared.is_cancelled);
            shared.is_cleared = false;
            let mut files = std::mem::take(&mut shared.queue);
            if files.is_empty() && !cancelled {
                files = shared.again();
            }
            if files.is_empty() {
                shared.is_reading = false;
                shared.progress.tell(true);
                shared.tell_report(true, cancelled);
                return;
            }
            files
        };
        room.spent = Spent::default();
        read_files(&engine, files, 1, &mut room).await;
    }
}

/// Reads files; archives among them lie in one archive less than `depth` says.
pub(crate) async fn read_files(engine: &Shared, files: Vec<(FileMeta, Blob)>, depth: u32, room: &mut Room) {
    let mut pieces = Pieces::new(files);
    let mut tail: Option<Vec<u8>> = None;
    let mut reading: Option<(usize, std::sync::Arc<Reading>)> = None;
    while let Some((piece, bytes)) = pieces.next().await {
        let Some((meta, file)) = pieces.file(piece.at).cloned() else { continue };
        let is_cancelled = engine.borrow().is_cancelled;
        let begins = !is_cancelled && piece.offset == 0 && !piece.is_tail;
        if let Some((first, opens)) = bytes
            .as_ref()
            .ok()
            .filter(|_| begins)
            .and_then(|first| Some((first.clone(), opens(&meta, first)?)))
        {
            pieces.skip(piece.at);
            tail = None;
            match opens {
                Opens::Archive(kind) => unpack(engine, (&meta, &file), (kind, depth), room).await,
                Opens::Binary(kind) => decode(engine, (&meta, &file), (kind, first), (depth, room)).await,
                Opens::Formats => learn(engine, (&meta, &file), first).await,
            }
            continue;
        }
        let mut shared = engine.borrow_mut();
        if is_cancelled {
            shared.give_up(&pieces, piece.at);
            return;
        }
        let Ok(bytes) = bytes else {
            if piece.is_tail || piece.offset == 0 {
                shared.session.refuse(dropped(&meta), CHANGED.to_owned());
            }
            shared.end(meta.file, Some(CHANGED));
            pieces.skip(piece.at);
            tail = None;
            continue;
        };
        let length = copy(&bytes, &mut room.buffer);
        let block = &room.buffer[..length];
        if piece.is_tail {
            tail = Some(block.to_vec());
            continue;
        }
        if piece.offset == 0 {
            shared.copies.begin(meta.file, &file, meta.size);
            let edge = length.min(EDGE);
            let tail = tail.take().unwrap_or_else(|| block[length - edge..].to_vec());
            reading =
                shared.session.add(dropped(&meta), &block[..edge], &tail).map(|reading| (piece.at, reading));
        }
        shared.copies.add(meta.file, &bytes);
        let Some((_, reading)) = reading.as_ref().filter(|(at, _)| *at == piece.at) else {
            shared.end(meta.file, None);
            pieces.skip(piece.at);
            continue;
        };
        let found = LogBlock::read(&shared.session.matcher(), reading, piece.offset, block);
        shared.session.merge(meta.file, found);
        shared.tell_block(&meta, piece.offset + length as u64);
    }
}

impl Engine {
    /// A block was read.
    fn tell_block(&mut self, meta: &FileMeta, read: u64) {
        if let Some(row) = self.progress.row(meta.file) {
            // The text of a trace is longer than the trace, which was read already.
            row.read = row.read.max(read.min(row.size));
        }
        if read >= meta.size {
            self.end(meta.file, None);
        }
        self.progress.tell(false);
        self.tell_report(false, false);
    }

    /// Reading is cancelled: what was read stays, the rest is told.
    fn give_up(&mut self, pieces: &Pieces, from: usize) {
        if self.is_cleared {
            return;
        }
        let rest: Vec<FileMeta> =
            (from..).map_while(|at| pieces.file(at)).map(|(meta, _)| meta.clone()).collect();
        for meta in rest {
            self.leave(&meta, CANCELLED);
        }
    }

    /// No more of a file is read than was, for this reason.
    pub(crate) fn leave(&mut self, meta: &FileMeta, why: &str) {
        let is_begun = self.progress.get(meta.file).is_some_and(|row| row.read > 0);
        if !is_begun {
            self.session.refuse(dropped(meta), why.to_owned());
        }
        self.end(meta.file, Some(why));
    }

    /// The traces that are read again, since formats of their messages came.
    fn again(&mut self) -> Vec<(FileMeta, Blob)> {
        let files = self.formats.again();
        for (meta, _) in &files {
            if let Some(row) = self.progress.row(meta.file) {
                (row.read, row.done) = (0, false);
            }
        }
        files
    }

    /// The next member's number among all members.
    pub(crate) fn next_member(&mut self) -> u32 {
        self.members += 1;
        self.members - 1
    }
}

/// What a file is that is not read as it stands.
enum Opens {
    Archive(archive::Kind),
    Binary(Binary),
    Formats,
}

/// What a file is, from its first block; none where it is read as it stands.
fn opens(meta: &FileMeta, block: &ArrayBuffer) -> Option<Opens> {
    let head = Uint8Array::new(block).subarray(0, 80).to_vec();
    let archive = archive::kind(&head).map(Opens::Archive);
    let formats = || is_formats(&meta.name).then_some(Opens::Formats);
    archive.or_else(|| logfile::binary(&head).map(Opens::Binary)).or_else(formats)
}

pub(crate) fn dropped(meta: &FileMeta) -> DroppedFile {
    DroppedFile {
        file: meta.file,
        name: meta.name.clone(),
        path: meta.path.clone(),
        size: meta.size,
        modified: meta.modified,
        whole_folder: meta.whole_folder,
    }
}

/// Reads the entries around a line from the file's copy, or from the file itself.
async fn tell_lines(engine: Shared, ticket: u32, file: u32, line: u64, (before, after): (u32, u32)) {
    let problem = |problem: &str| {
        send(&Reply::Lines { ticket, rows: Vec::new(), problem: Some(problem.to_owned()) });
    };
    let (around, source) = {
        let shared = engine.borrow();
        (shared.session.line_context(file, line, before as usize, after as usize), shared.copies.source(file))
    };
    let is_known = around.is_some();
    let (Some(around), Some(source)) = (around, source) else {
        let made = engine.borrow().copies.is_made(file);
        return problem(match file >= report::MEMBERS {
            _ if !is_known => NOT_READ,
            _ if made => TOO_LONG,
            true => NOT_KEPT,
            false => NOT_READ,
        });
    };
    match JsFuture::from(slice(&source, around.bytes.start, around.bytes.end)).await {
        Ok(bytes) => {
            let bytes = Uint8Array::new(&bytes.unchecked_into::<ArrayBuffer>()).to_vec();
            let rows = engine.borrow().session.lines_around(file, &around, &bytes, line);
            if rows.is_empty() {
                return problem(NOT_READ);
            }
            send(&Reply::Lines { ticket, rows, problem: None });
        }
        Err(_) => problem(CHANGED),
    }
}
