//! The second module: decodes a trace or an event log to a text.
//!
//! Each file gets its own instance. It imports nothing, a fault in it affects only itself, and its memory is
//! released with it. Its exports are in `crates/events/src/module.rs`.

use ingest::{Decode, DecodeFault};
use js_sys::{Object, Uint8Array, WebAssembly};
use logfile::Binary;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// The exports of an instance; each call may end in a fault of the instance.
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

/// How many bytes of a text are passed on at once.
const PIECE: u32 = 4 * 1024 * 1024;

/// One file that is being decoded; none if no instance could be created.
pub(crate) struct ModuleDecoder(Option<Exports>);

impl ModuleDecoder {
    /// Starts a file; `formats` are the texts of all `.tmf` files.
    pub(crate) fn new(module: &WebAssembly::Module, kind: Binary, formats: &[u8]) -> Self {
        Self(Exports::begin_with(module, kind, formats).ok())
    }
}

impl Decode for ModuleDecoder {
    fn push(&mut self, bytes: &[u8]) -> Result<(), DecodeFault> {
        let exports = self.0.as_ref().ok_or(DecodeFault)?;
        exports.write(bytes).and_then(|()| exports.push()).map_err(|_| DecodeFault)
    }

    fn finish(self: Box<Self>, piece: &mut dyn FnMut(Vec<u8>)) -> Result<(), DecodeFault> {
        let exports = self.0.ok_or(DecodeFault)?;
        let text = exports.whole_text().map_err(|_| DecodeFault)?;
        let length = text.length();
        for from in (0..length).step_by(PIECE as usize) {
            piece(text.subarray(from, length.min(from.saturating_add(PIECE))).to_vec());
        }
        Ok(())
    }
}

impl Exports {
    fn begin_with(module: &WebAssembly::Module, kind: Binary, formats: &[u8]) -> Result<Self, JsValue> {
        let instance = WebAssembly::Instance::new(module, &Object::new())?;
        let exports: Self = instance.exports().unchecked_into();
        exports.write(formats)?;
        exports.begin(match kind {
            Binary::Trace => 0,
            Binary::EventLog => 1,
        })?;
        Ok(exports)
    }

    fn write(&self, bytes: &[u8]) -> Result<(), JsValue> {
        let length = bytes.len() as u32;
        let place = self.room(length)?;
        self.view(place, length)?.copy_from(bytes);
        Ok(())
    }

    /// Bytes of the instance's memory, as long as it does not grow.
    fn view(&self, place: u32, length: u32) -> Result<Uint8Array, JsValue> {
        let memory = self.memory()?.buffer();
        Ok(Uint8Array::new_with_byte_offset_and_length(&memory, place, length))
    }

    /// Ends the file and returns its text.
    fn whole_text(&self) -> Result<Uint8Array, JsValue> {
        let length = self.finish()?;
        self.view(self.text()?, length)
    }
}
