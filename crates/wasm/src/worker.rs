//! The engine in a worker: answers the page's messages, and reads what it drops.

use std::cell::RefCell;
use std::rc::Rc;

use diagnosis::ReportLimits;
use ingest::{Body, Ingest, IngestStep, ReadRequest};
use js_sys::{Array, ArrayBuffer, Uint8Array, WebAssembly};
use report::{FileMeta, Reply, Request};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, File, MessageEvent};

use crate::convert::convert;
use crate::decoder::ModuleDecoder;
use crate::host::WorkerHost;
use crate::lines::send_lines;
use crate::reading::{BlobReader, read_all};
use crate::send::{scope, send};

/// Begins to answer the page's messages; `events` is the second module, which makes texts of traces and event logs.
#[wasm_bindgen]
pub fn start(events: WebAssembly::Module) {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&JsValue::from(panic.to_string()))));
    let engine = Rc::new(RefCell::new(EngineWorker::new(events)));
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| answer(&engine, &event));
    scope().set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    send(&Reply::Ready { build: report::VERSION.to_owned() });
}

pub(crate) struct EngineWorker {
    pub(crate) host: WorkerHost,
    ingest: Ingest<ModuleDecoder>,
    is_reading: bool,
    /// Whether reading was cancelled, and nothing was dropped since.
    is_cancelled: bool,
    /// When progress was sent last, in milliseconds of a clock that may be set back.
    sent_progress: f64,
    /// When the last report was sent.
    sent_report: f64,
    /// How long after it the next report is due.
    pause: f64,
}

pub(crate) type Shared = Rc<RefCell<EngineWorker>>;

fn answer(engine: &Shared, event: &MessageEvent) {
    let message: Array = event.data().unchecked_into();
    let request = Request::from_bytes(&Uint8Array::new(&message.get(0)).to_vec());
    match request {
        Some(Request::Read { files }) => {
            let given = message.iter().skip(1).map(JsCast::unchecked_into::<File>);
            let mut shared = engine.borrow_mut();
            shared.add(files, given);
            if !shared.is_reading {
                shared.is_reading = true;
                spawn_local(read_all(Rc::clone(engine)));
            }
        }
        Some(Request::Cancel) => engine.borrow_mut().cancel(),
        Some(Request::Clear) => engine.borrow_mut().clear(),
        Some(Request::Unite { machines }) => engine.borrow_mut().unite(machines),
        Some(Request::Lines { ticket, file, line, before, after }) => {
            spawn_local(send_lines(Rc::clone(engine), ticket, file, line, (before, after)));
        }
        Some(Request::Runs { ticket, machine, from, count }) => {
            let runs = engine.borrow().host.session.runs(machine as usize, from as usize, count as usize);
            send(&Reply::Runs { ticket, runs });
        }
        Some(Request::Updates { ticket, machine, from, count }) => {
            let updates =
                engine.borrow().host.session.updates(machine as usize, from as usize, count as usize);
            send(&Reply::Updates { ticket, updates });
        }
        Some(Request::Convert { ticket, files, utc }) => {
            spawn_local(convert(Rc::clone(engine), ticket, files, utc));
        }
        None => {}
    }
}

impl BlobReader for EngineWorker {
    fn step(&mut self) -> IngestStep {
        let step = self.ingest.step(&mut self.host);
        self.send_progress(step == IngestStep::Done);
        match step {
            IngestStep::Block => self.send_report(false),
            IngestStep::Done => {
                self.is_reading = false;
                self.send_report(true);
                self.is_cancelled = false;
            }
            _ => {}
        }
        step
    }

    fn blob(&mut self, body: Body) -> Option<Blob> {
        self.host.blob(body)
    }

    fn is_open(&self, request: &ReadRequest) -> bool {
        self.ingest.is_open(request)
    }

    fn give(&mut self, request: &ReadRequest, bytes: Option<ArrayBuffer>) {
        let bytes = bytes.map(|bytes| self.host.received(request, &bytes));
        self.ingest.give(request, bytes.ok_or_else(|| CHANGED.to_owned()));
    }
}

/// How much a report takes to the page: runs in full, and the updates that need a look first.
const MOST: ReportLimits = ReportLimits { runs: 500, updates: 1000 };

pub(crate) const CHANGED: &str = "This file has changed since you dropped it: drop it again.";

impl EngineWorker {
    fn new(events: WebAssembly::Module) -> Self {
        Self {
            host: WorkerHost::new(events),
            ingest: Ingest::new(knowledge::is_key_log),
            is_reading: false,
            is_cancelled: false,
            sent_progress: 0.0,
            sent_report: 0.0,
            pause: 0.0,
        }
    }

    fn add(&mut self, metas: Vec<FileMeta>, files: impl Iterator<Item = File>) {
        for (meta, file) in metas.iter().zip(files) {
            self.host.add(meta.file, file.into());
        }
        self.is_cancelled = false;
        self.ingest.add(metas, &mut self.host);
        self.send_progress(true);
    }

    fn cancel(&mut self) {
        self.is_cancelled = self.is_reading;
        self.ingest.cancel(&mut self.host);
    }

    fn clear(&mut self) {
        self.is_cancelled = self.is_reading;
        self.ingest.clear();
        self.host.clear();
    }

    /// Somebody says which machines are one. What is being read gets its report later.
    fn unite(&mut self, machines: Vec<String>) {
        self.host.session.unite(machines);
        if !self.is_reading {
            self.send_report(true);
        }
    }

    /// Sends how far all files are: now, or if the page has not heard for a while.
    fn send_progress(&mut self, now: bool) {
        let time = js_sys::Date::now();
        if now || (time - self.sent_progress).abs() >= 100.0 {
            send(&Reply::Progress { files: self.ingest.progress() });
            self.sent_progress = time;
        }
    }

    /// Sends a report, at most four times a second, and never for more than a fifth of the time.
    fn send_report(&mut self, done: bool) {
        let time = js_sys::Date::now();
        if !done && (time - self.sent_report).abs() < self.pause {
            return;
        }
        let report = Box::new(self.host.session.report_with(MOST));
        send(&Reply::Report { report, done, cancelled: done && self.is_cancelled });
        self.sent_report = js_sys::Date::now();
        self.pause = f64::max(250.0, 4.0 * (self.sent_report - time));
    }
}
