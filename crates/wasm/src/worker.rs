//! The engine in a worker: answers the page's messages, and reads what it drops.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use diagnosis::{Block, DroppedFile, Most, Session};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use logfile::{EDGE, Reading};
use report::{FileMeta, FileProgress, Reply, Request};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, MessageEvent};

use crate::copies::Copies;
use crate::reading::{Pieces, copy, slice};
use crate::send::{scope, send};

/// Begins to answer the page's messages.
#[wasm_bindgen]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&JsValue::from(panic.to_string()))));
    let engine = Rc::new(RefCell::new(Engine::default()));
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| answer(&engine, &event));
    scope().set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    send(&Reply::Ready { build: report::VERSION.to_owned() });
}

#[derive(Default)]
struct Engine {
    session: Session,
    copies: Copies,
    /// Files that wait to be read.
    queue: Vec<(FileMeta, File)>,
    progress: BTreeMap<u32, FileProgress>,
    is_reading: bool,
    /// Whether the files being read are to be given up; those that wait came later, and are read.
    is_cancelled: bool,
    /// Whether they are forgotten already.
    is_cleared: bool,
    /// When the last progress and the last report were sent, in milliseconds of a clock that may be set back.
    told_progress: f64,
    told_report: f64,
    /// How long after it the next report is due.
    pause: f64,
}

type Shared = Rc<RefCell<Engine>>;

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
        Some(Request::Lines { ticket, file, line, before, after }) => {
            spawn_local(tell_lines(Rc::clone(engine), ticket, file, line, (before, after)));
        }
        Some(Request::Runs { ticket, machine, from, count }) => {
            let runs = engine.borrow().session.runs(machine as usize, from as usize, count as usize);
            send(&Reply::Runs { ticket, runs });
        }
        None => {}
    }
}

impl Engine {
    fn enqueue(&mut self, metas: Vec<FileMeta>, files: impl Iterator<Item = File>) {
        for (meta, file) in metas.into_iter().zip(files) {
            let row = FileProgress {
                file: meta.file,
                parent: None,
                name: String::new(),
                read: 0,
                size: meta.size,
                done: false,
                problem: None,
            };
            self.progress.insert(meta.file, row);
            // Smallest first: the first results come sooner, and the small files are those that are kept.
            let size = |meta: &FileMeta| (meta.size, meta.file);
            let place = self.queue.partition_point(|(other, _)| size(other) <= size(&meta));
            self.queue.insert(place, (meta, file));
        }
        self.tell_progress(true);
    }

    fn cancel(&mut self) {
        self.is_cancelled = self.is_reading;
        for (meta, _) in std::mem::take(&mut self.queue) {
            self.leave(&meta);
        }
    }

    fn clear(&mut self) {
        self.is_cancelled = self.is_reading;
        self.is_cleared = self.is_reading;
        self.queue.clear();
        self.session.clear();
        self.copies.clear();
        self.progress.clear();
    }

    fn tell_progress(&mut self, now: bool) {
        let time = js_sys::Date::now();
        if now || (time - self.told_progress).abs() >= 100.0 {
            send(&Reply::Progress { files: self.progress.values().cloned().collect() });
            self.told_progress = time;
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
    fn end(&mut self, file: u32, problem: Option<&str>) {
        if let Some(problem) = problem {
            self.session.stop(file, Some(problem.to_owned()));
        }
        self.copies.end(file);
        if let Some(row) = self.progress.get_mut(&file) {
            row.done = true;
            row.read = if problem.is_none() { row.size } else { row.read };
            row.problem = problem.map(str::to_owned);
        }
    }
}

/// How much a report takes to the page: runs in full, and the updates that need a look first.
const MOST: Most = Most { runs: 500, updates: 1000 };

const CHANGED: &str = "This file has changed since you dropped it: drop it again.";
const NOT_READ: &str = "This line is not in what was read: drop its file again to see it.";
const CANCELLED: &str = "Reading was cancelled here: drop it again to read the rest.";

/// Reads all that waits, until nothing more does.
async fn read_all(engine: Shared) {
    let mut buffer: Vec<u8> = Vec::new();
    loop {
        let files = {
            let mut shared = engine.borrow_mut();
            let cancelled = std::mem::take(&mut shared.is_cancelled);
            shared.is_cleared = false;
            let files = std::mem::take(&mut shared.queue);
            if files.is_empty() {
                shared.is_reading = false;
                shared.tell_progress(true);
                shared.tell_report(true, cancelled);
                return;
            }
            files
        };
        read_files(&engine, files, &mut buffer).await;
    }
}

async fn read_files(engine: &Shared, files: Vec<(FileMeta, File)>, buffer: &mut Vec<u8>) {
    let mut pieces = Pieces::new(files);
    let mut tail: Option<Vec<u8>> = None;
    let mut reading: Option<(usize, std::sync::Arc<Reading>)> = None;
    while let Some((piece, bytes)) = pieces.next().await {
        let mut shared = engine.borrow_mut();
        let Some((meta, file)) = pieces.file(piece.at).cloned() else { continue };
        if shared.is_cancelled {
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
        let length = copy(&bytes, buffer);
        let block = &buffer[..length];
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
        let found = Block::read(&shared.session.watch(), reading, piece.offset, block);
        shared.session.take(meta.file, found);
        shared.tell_block(&meta, piece.offset + length as u64);
    }
}

impl Engine {
    /// A block was read.
    fn tell_block(&mut self, meta: &FileMeta, read: u64) {
        if let Some(row) = self.progress.get_mut(&meta.file) {
            row.read = read;
        }
        if read >= meta.size {
            self.end(meta.file, None);
        }
        self.tell_progress(false);
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
            self.leave(&meta);
        }
    }

    /// No more of a file is read than was.
    fn leave(&mut self, meta: &FileMeta) {
        let is_begun = self.progress.get(&meta.file).is_some_and(|row| row.read > 0);
        if !is_begun {
            self.session.refuse(dropped(meta), CANCELLED.to_owned());
        }
        self.end(meta.file, Some(CANCELLED));
    }
}

fn dropped(meta: &FileMeta) -> DroppedFile {
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
        (shared.session.around(file, line, before as usize, after as usize), shared.copies.source(file))
    };
    let (Some(around), Some(source)) = (around, source) else {
        return problem(NOT_READ);
    };
    match JsFuture::from(slice(&source, around.bytes.start, around.bytes.end)).await {
        Ok(bytes) => {
            let bytes = Uint8Array::new(&bytes.unchecked_into::<ArrayBuffer>()).to_vec();
            let rows = engine.borrow().session.rows(file, &around, &bytes, line);
            if rows.is_empty() {
                return problem(NOT_READ);
            }
            send(&Reply::Lines { ticket, rows, problem: None });
        }
        Err(_) => problem(CHANGED),
    }
}
