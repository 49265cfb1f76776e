//! The engine for other JavaScript: bytes in, a report out.

use diagnosis::{DiagnosisSession, DroppedFile, LogBlock};
use js_sys::Uint8Array;
use logfile::EDGE;
use serde::Serialize;
use wasm_bindgen::JsCast;
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
    /// A file as the caller gives it; its fields hold whatever the caller put there.
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

/// Bytes of a block: no more of a file than that is held beside the caller's own.
const BLOCK: u32 = 4 * 1024 * 1024;

/// Reads the files, and returns the report.
///
/// # Errors
///
/// A file without a name or without bytes is refused with a sentence that says which.
#[wasm_bindgen(skip_typescript)]
#[allow(clippy::needless_pass_by_value)] // So does wasm-bindgen hand over a list.
pub fn analyze(files: Vec<LogFile>) -> Result<JsValue, JsError> {
    let mut session = DiagnosisSession::default();
    for (number, file) in files.iter().enumerate() {
        // Of what is no object a field cannot even be asked for.
        let name = if file.is_object() { file.name().as_string() } else { None };
        let name = name.ok_or_else(|| JsError::new(&format!("File {} has no name.", number + 1)))?;
        let bytes = file.bytes().dyn_into::<Uint8Array>();
        let bytes =
            bytes.map_err(|_| JsError::new(&format!("{name} has no bytes: a Uint8Array is wanted.")))?;
        read(&mut session, number as u32, name, file, &bytes);
    }
    let maps_are_objects = serde_wasm_bindgen::Serializer::json_compatible();
    session.stable_report().serialize(&maps_are_objects).map_err(|error| JsError::new(&error.to_string()))
}

fn read(session: &mut DiagnosisSession, number: u32, name: String, file: &LogFile, bytes: &Uint8Array) {
    let size = bytes.length();
    let dropped = DroppedFile {
        file: number,
        name,
        path: file.path().as_string().unwrap_or_default(),
        size: u64::from(size),
        modified: file.modified().as_f64().filter(|ms| ms.is_finite()).map(|ms| ms as i64),
        whole_folder: false,
    };
    let edge = size.min(EDGE as u32);
    let (head, tail) = (bytes.subarray(0, edge).to_vec(), bytes.subarray(size - edge, size).to_vec());
    let Some(reading) = session.add(dropped, &head, &tail) else { return };
    let watch = session.matcher();
    for offset in (0..size).step_by(BLOCK as usize) {
        let block = bytes.subarray(offset, size.min(offset.saturating_add(BLOCK))).to_vec();
        session.merge(number, LogBlock::read(&watch, &reading, u64::from(offset), &block));
    }
}
