//! The benchmarks of the browser: the whole analysis, and the same loop that only copies and sums.

use diagnosis::{DiagnosisSession, DroppedFile, LogBlock};
use js_sys::Array;
use logfile::EDGE;
use report::FileMeta;
use wasm::reading::{Pieces, copy};
use wasm_bindgen::prelude::*;
use web_sys::File;

fn pieces_of(file: &File) -> Pieces {
    let meta = FileMeta {
        file: 0,
        name: file.name(),
        path: String::new(),
        size: file.size() as u64,
        modified: None,
        whole_folder: false,
    };
    Pieces::new(vec![(meta, file.clone().into())])
}

/// Copies every block into wasm memory and sums its bytes: the limit of this way of reading.
#[wasm_bindgen]
pub async fn sum_file(file: File) -> f64 {
    let mut pieces = pieces_of(&file);
    let mut buffer = Vec::new();
    let mut total = 0u64;
    while let Some((piece, bytes)) = pieces.next().await {
        let Ok(bytes) = bytes else { break };
        let length = copy(&bytes, &mut buffer);
        if !piece.is_tail {
            total += buffer[..length].iter().map(|&byte| u64::from(byte)).sum::<u64>();
        }
    }
    total as f64
}

/// The whole analysis; returns how many runs and entries there are, and the milliseconds of the report.
#[wasm_bindgen]
pub async fn analyze_file(file: File) -> Array {
    let mut pieces = pieces_of(&file);
    let mut buffer = Vec::new();
    let mut session = DiagnosisSession::default();
    let mut tail = Vec::new();
    let mut reading = None;
    while let Some((piece, bytes)) = pieces.next().await {
        let Ok(bytes) = bytes else { break };
        let length = copy(&bytes, &mut buffer);
        let block = &buffer[..length];
        if piece.is_tail {
            tail = block.to_vec();
            continue;
        }
        if piece.offset == 0 {
            let dropped = DroppedFile {
                file: 0,
                name: file.name(),
                path: String::new(),
                size: file.size() as u64,
                modified: None,
                whole_folder: false,
            };
            let edge = length.min(EDGE);
            let tail = if tail.is_empty() { &block[length - edge..] } else { &tail };
            reading = session.add(dropped, &block[..edge], tail);
        }
        let Some(reading) = &reading else { break };
        session.merge(0, LogBlock::read(&session.matcher(), reading, piece.offset, block));
    }
    let before = js_sys::Date::now();
    let runs = session.report_with(diagnosis::ReportLimits { runs: 500, updates: 1000 }).run_count;
    let report = js_sys::Date::now() - before;
    [f64::from(runs), session.memory_stats().entries as f64, report].into_iter().map(JsValue::from).collect()
}
