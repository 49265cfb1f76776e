//! The second module: what makes a text of a trace or an event log.
//!
//! Each file gets an instance of its own. It calls nothing of ours, a fault in it ends itself alone, and its memory is
//! gone with it. Its exports stand in `crates/events/src/module.rs`.

use js_sys::{Array, ArrayBuffer, Object, Uint8Array, WebAssembly};
use logfile::Binary;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

#[wasm_bindgen]
extern "C" {
    /// What an instance hands out; each call may end in a fault of the instance.
    type Exports;

    #[wasm_bindgen(method, getter, catch)]
    fn memory(this: &Exports) -> Result<WebAssembly::Memory, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn room(this: &Exports, length: u32) -> Result<u32, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn begin(this: &Exports, kind: u32) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn push(this: &Exports) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn finish(this: &Exports) -> Result<u32, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn text(this: &Exports) -> Result<u32, JsValue>;
}

/// So many bytes of a text go into a blob at once: the browser may then keep it on disk, piece by piece.
const PIECE: u32 = 4 * 1024 * 1024;

/// The head line of a text is within so many of its first bytes.
const HEAD: u32 = 4 * 1024;

/// One file that is being read.
pub(crate) struct Decoder(Exports);

/// The text of a file.
pub(crate) struct Decoded {
    pub(crate) text: Blob,
    /// Its first bytes.
    pub(crate) head: Vec<u8>,
}

impl Decoder {
    /// Begins with a file; `formats` are the texts of all `.tmf` files.
    pub(crate) fn new(module: &WebAssembly::Module, kind: Binary, formats: &[u8]) -> Result<Self, JsValue> {
        let instance = WebAssembly::Instance::new(module, &Object::new())?;
        let decoder = Self(instance.exports().unchecked_into());
        decoder.write(&Uint8Array::from(formats))?;
        decoder.0.begin(match kind {
            Binary::Trace => 0,
            Binary::EventLog => 1,
        })?;
        Ok(decoder)
    }

    /// Takes the next bytes of the file.
    pub(crate) fn push(&self, bytes: &ArrayBuffer) -> Result<(), JsValue> {
        self.write(&Uint8Array::new(bytes))?;
        self.0.push()
    }

    fn write(&self, bytes: &Uint8Array) -> Result<(), JsValue> {
        let place = self.0.room(bytes.length())?;
        self.view(place, bytes.length())?.set(bytes, 0);
        Ok(())
    }

    /// Bytes of the instance's memory, as long as it does not grow.
    fn view(&self, place: u32, length: u32) -> Result<Uint8Array, JsValue> {
        let memory = self.0.memory()?.buffer();
        Ok(Uint8Array::new_with_byte_offset_and_length(&memory, place, length))
    }

    /// The file is at its end: its text.
    pub(crate) fn finish(self) -> Result<Decoded, JsValue> {
        let length = self.0.finish()?;
        let text = self.view(self.0.text()?, length)?;
        let pieces = Array::new();
        for from in (0..length).step_by(PIECE as usize) {
            let piece = text.subarray(from, length.min(from.saturating_add(PIECE)));
            pieces.push(Blob::new_with_u8_array_sequence(&Array::of1(&piece))?.as_ref());
        }
        let head = text.subarray(0, length.min(HEAD)).to_vec();
        Ok(Decoded { text: Blob::new_with_blob_sequence(&pieces)?, head })
    }
}
