//! The engine for other JavaScript: takes bytes, returns a report.

use std::sync::Arc;

use diagnosis::{DiagnosisSession, LogBlock};
use export::{ReportContent, skipped_report};
use ingest::{Body, Decode, Host, Ingest, IngestStep, LogSink, Memory, ReadRequest, Storage};
use js_sys::Uint8Array;
use logfile::{Binary, Reading};
use report::{FileMeta, SkippedFile};
use serde::Serialize;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A file to analyze. */
export interface LogFile {
  /** Its name, such as `WUAHandler.log`. */
  name: string;
  /** The folder it is in; rollovers in one folder are joined. */
  path?: string;
  /** When it was last changed, in milliseconds since 1970. */
  modified?: number;
  /** Its content. */
  bytes: Uint8Array;
}

/** Reads logs and reports; the result is the report that `wuscope analyze --format json` prints. */
export function analyze(files: LogFile[]): any;
"#;

#[wasm_bindgen]
extern "C" {
    /// A file as the caller gives it; its fields may contain any value.
    pub type LogFile;
    #[wasm_bindgen(method, getter)]
    fn name(this: &LogFile) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn path(this: &LogFile) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn modified(this: &LogFile) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn bytes(this: &LogFile) -> JsValue;
}

/// Reads the files, and returns the report.
///
/// # Errors
///
/// A file without a name or bytes is rejected with a message that names it.
#[wasm_bindgen(skip_typescript)]
#[allow(clippy::needless_pass_by_value)] // wasm-bindgen passes lists by value.
pub fn analyze(files: Vec<LogFile>) -> Result<JsValue, JsError> {
    let (mut metas, mut bodies) = (Vec::new(), Vec::new());
    for (number, file) in files.iter().enumerate() {
        // Fields can be read only from objects.
        let name = if file.is_object() { file.name().as_string() } else { None };
        let name = name.ok_or_else(|| JsError::new(&format!("File {} has no name.", number + 1)))?;
        let bytes = file.bytes().dyn_into::<Uint8Array>();
        let bytes =
            bytes.map_err(|_| JsError::new(&format!("{name} has no bytes: expected a Uint8Array.")))?;
        metas.push(FileMeta {
            file: number as u32,
            name,
            path: file.path().as_string().unwrap_or_default(),
            size: u64::from(bytes.length()),
            modified: file.modified().as_f64().filter(|ms| ms.is_finite()).map(|ms| ms as i64),
            whole_folder: false,
        });
        bodies.push(bytes);
    }
    let maps_are_objects = serde_wasm_bindgen::Serializer::json_compatible();
    let session = read(metas, &bodies);
    session.stable_report().serialize(&maps_are_objects).map_err(|error| JsError::new(&error.to_string()))
}

fn read(files: Vec<FileMeta>, bodies: &[Uint8Array]) -> DiagnosisSession {
    let mut caller = Caller::default();
    let mut ingest = Ingest::new(knowledge::is_key_log);
    ingest.add(files, &mut caller);
    loop {
        match ingest.step(&mut caller) {
            IngestStep::Read(request) => ingest.give(&request, caller.bytes(bodies, &request)),
            IngestStep::Block | IngestStep::Work => {}
            IngestStep::Wait | IngestStep::Done => return caller.session,
        }
    }
}

/// Other JavaScript as a driver of [`ingest`]: it has no second module, so traces are rejected with advice.
#[derive(Default)]
struct Caller {
    session: DiagnosisSession,
    open: Option<Arc<Reading>>,
    memory: Memory,
}

impl Caller {
    /// The bytes of a request: at most one block of a file is copied at a time.
    fn bytes(&self, bodies: &[Uint8Array], request: &ReadRequest) -> Result<Vec<u8>, String> {
        let (from, to) = (request.range.start as u32, request.range.end as u32);
        let bytes = match request.body {
            Body::Given(file) => bodies.get(file as usize).map(|bytes| bytes.subarray(from, to).to_vec()),
            Body::Member(_) | Body::Text(_) => self.memory.read(request),
        };
        bytes.ok_or_else(|| "This file cannot be read.".to_owned())
    }
}

impl LogSink for Caller {
    fn open(&mut self, file: &FileMeta, head: &[u8], tail: &[u8]) -> bool {
        self.open = self.session.add(file.clone(), head, tail);
        self.open.is_some()
    }

    fn block(&mut self, file: u32, offset: u64, bytes: Vec<u8>) {
        if let Some(reading) = &self.open {
            let block = LogBlock::read(&self.session.matcher(), reading, offset, &bytes);
            self.session.merge(file, block);
        }
    }

    fn close(&mut self, file: u32, problem: Option<&str>) {
        if let Some(problem) = problem {
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

impl Host for Caller {
    fn storage(&mut self) -> &mut dyn Storage {
        &mut self.memory
    }

    fn decoder(&mut self, _: Binary, _: &[u8]) -> Option<Box<dyn Decode>> {
        None
    }
}
