//! The benchmarks of the browser: the complete analysis, and the same loop that only copies and sums.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use diagnosis::{DiagnosisSession, LogBlock};
use ingest::{Body, Decode, Host, Ingest, IngestStep, LogSink, ReadRequest, Storage};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use logfile::{Binary, Reading};
use report::{FileMeta, SkippedFile};
use wasm::reading::{BlobReader, read_all};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File};

/// What is done with the blocks of the one file.
enum MeasuredReading {
    Sum(u64),
    Analysis(Box<DiagnosisSession>, Option<Arc<Reading>>),
}

struct Bench {
    file: File,
    ingest: Ingest,
    measured: MeasuredReading,
}

async fn measure(file: File, mut measured: MeasuredReading) -> MeasuredReading {
    let meta = FileMeta {
        file: 0,
        name: file.name(),
        path: String::new(),
        size: file.size() as u64,
        modified: None,
        whole_folder: false,
    };
    let mut ingest = Ingest::new(|_| false);
    ingest.add(vec![meta], &mut measured);
    let bench = Rc::new(RefCell::new(Bench { file, ingest, measured }));
    read_all(Rc::clone(&bench)).await;
    std::mem::replace(&mut bench.borrow_mut().measured, MeasuredReading::Sum(0))
}

/// Copies every block into wasm memory and sums its bytes: the limit of this way of reading.
#[wasm_bindgen]
pub async fn sum_file(file: File) -> f64 {
    match measure(file, MeasuredReading::Sum(0)).await {
        MeasuredReading::Sum(total) => total as f64,
        MeasuredReading::Analysis(..) => f64::NAN,
    }
}

/// The complete analysis; returns how many runs and entries there are, and the milliseconds of the report.
#[wasm_bindgen]
pub async fn analyze_file(file: File) -> Array {
    let MeasuredReading::Analysis(session, _) =
        measure(file, MeasuredReading::Analysis(Box::default(), None)).await
    else {
        return Array::new();
    };
    let before = js_sys::Date::now();
    let runs = session.report_with(diagnosis::ReportLimits::OF_A_PAGE).run_count;
    let report = js_sys::Date::now() - before;
    [f64::from(runs), session.memory_stats().entries as f64, report].into_iter().map(JsValue::from).collect()
}

impl BlobReader for Bench {
    fn step(&mut self) -> IngestStep {
        self.ingest.step(&mut self.measured)
    }

    fn blob(&mut self, _: Body) -> Option<Blob> {
        Some(self.file.clone().into())
    }

    fn is_open(&self, request: &ReadRequest) -> bool {
        self.ingest.is_open(request)
    }

    fn give(&mut self, request: &ReadRequest, bytes: Option<ArrayBuffer>) {
        let bytes = bytes.map(|bytes| Uint8Array::new(&bytes).to_vec());
        self.ingest.give(request, bytes.ok_or_else(|| "This file cannot be read.".to_owned()));
    }
}

impl LogSink for MeasuredReading {
    fn open(&mut self, file: &FileMeta, head: &[u8], tail: &[u8]) -> bool {
        match self {
            Self::Sum(_) => true,
            Self::Analysis(session, reading) => {
                *reading = session.add(file.clone(), head, tail);
                reading.is_some()
            }
        }
    }

    fn block(&mut self, file: u32, offset: u64, bytes: Vec<u8>) {
        match self {
            Self::Sum(total) => *total += bytes.iter().map(|&byte| u64::from(byte)).sum::<u64>(),
            Self::Analysis(session, Some(reading)) => {
                let block = LogBlock::read(&session.matcher(), reading, offset, &bytes);
                session.merge(file, block);
            }
            Self::Analysis(_, None) => {}
        }
    }

    fn close(&mut self, _: u32, _: Option<&str>) {}
    fn refuse(&mut self, _: &FileMeta, _: &str) {}
    fn skip(&mut self, _: SkippedFile, _: bool) {}
    fn bundle(&mut self, _: String, _: &'static str) {}
}

impl Storage for MeasuredReading {
    fn store(&mut self, _: Body, _: Vec<u8>) -> Result<(), &'static str> {
        Ok(())
    }

    fn forget(&mut self, _: Body) {}
}

impl Host for MeasuredReading {
    fn storage(&mut self) -> &mut dyn Storage {
        self
    }

    fn decoder(&mut self, _: Binary, _: &[u8]) -> Option<Box<dyn Decode>> {
        None
    }
}
