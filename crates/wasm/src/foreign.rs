//! The engine for other JavaScript: bytes in, a report out.

use diagnosis::{Block, DroppedFile, Session};
use logfile::EDGE;
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A file to analyze. */
export interface LogFile {
  /** Its name, such as `WUAHandler.log`. */
  name: string;
  /** The folder it lies in; logs of one folder are rolled together. */
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
    /// A file as the caller gives it.
    pub type LogFile;
    #[wasm_bindgen(method, getter)]
    fn name(this: &LogFile) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn path(this: &LogFile) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn modified(this: &LogFile) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn bytes(this: &LogFile) -> Option<js_sys::Uint8Array>;
}

/// Bytes of a block.
const BLOCK: usize = 4 * 1024 * 1024;

/// Reads the files, and returns the report.
///
/// # Errors
///
/// A file without a name or without bytes is refused with a sentence that says which.
#[wasm_bindgen(skip_typescript)]
#[allow(clippy::needless_pass_by_value)] // So does wasm-bindgen hand over a list.
pub fn analyze(files: Vec<LogFile>) -> Result<JsValue, JsError> {
    let mut session = Session::default();
    for (number, file) in files.iter().enumerate() {
        let name = file.name().ok_or_else(|| JsError::new(&format!("File {number} has no name.")))?;
        let bytes = file
            .bytes()
            .ok_or_else(|| JsError::new(&format!("{name} has no bytes: a Uint8Array is wanted.")))?;
        read(&mut session, number as u32, name, file, &bytes.to_vec());
    }
    let maps_are_objects = serde_wasm_bindgen::Serializer::json_compatible();
    session.report().serialize(&maps_are_objects).map_err(|error| JsError::new(&error.to_string()))
}

fn read(session: &mut Session, number: u32, name: String, file: &LogFile, bytes: &[u8]) {
    let dropped = DroppedFile {
        file: number,
        name,
        path: file.path().unwrap_or_default(),
        size: bytes.len() as u64,
        modified: file.modified().map(|ms| ms as i64),
        whole_folder: false,
    };
    let edge = bytes.len().min(EDGE);
    let Some(reading) = session.add(dropped, &bytes[..edge], &bytes[bytes.len() - edge..]) else { return };
    let watch = session.watch();
    for (at, block) in bytes.chunks(BLOCK).enumerate() {
        session.take(number, Block::read(&watch, &reading, (at * BLOCK) as u64, block));
    }
}
