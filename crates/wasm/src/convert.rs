//! Converts traces to the text log that Windows' own command would create, and sends it to the page in pieces.

use ingest::BLOCK;
use js_sys::{ArrayBuffer, Uint8Array};
use logfile::to_update_log;
use report::Reply;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::blobs::slice;
use crate::send::send;
use crate::worker::Shared;

const NOT_KEPT: &str = "The text of these traces is no longer stored: drop the traces again, then save it.";

/// Writes the text log of these traces, in their order.
pub(crate) async fn convert(engine: Shared, ticket: u32, files: Vec<u32>, utc: bool) {
    let tell = |bytes, done, problem: Option<&str>| {
        send(&Reply::Converted { ticket, bytes, done, problem: problem.map(str::to_owned) });
    };
    for file in files {
        let source = engine.borrow().host.copies.text(file);
        let Some(source) = source else { return tell(Vec::new(), true, Some(NOT_KEPT)) };
        let mut lines = TextLines { source, from: 0, cut: Vec::new() };
        while let Some(whole) = lines.next().await {
            let Ok(whole) = whole else { return tell(Vec::new(), true, Some(NOT_KEPT)) };
            let mut out = Vec::with_capacity(whole.len());
            to_update_log(&whole, utc, &mut out);
            tell(out, false, None);
        }
    }
    tell(Vec::new(), true, None);
}

/// The text of a trace, several complete lines at a time.
struct TextLines {
    source: Blob,
    from: u64,
    /// The beginning of a line whose end is in the next block.
    cut: Vec<u8>,
}

impl TextLines {
    async fn next(&mut self) -> Option<Result<Vec<u8>, NoMore>> {
        let (from, size) = (self.from, self.source.size() as u64);
        let to = (from + BLOCK).min(size);
        if from == to {
            let last = std::mem::take(&mut self.cut);
            return (!last.is_empty()).then_some(Ok(last));
        }
        let Ok(bytes) = JsFuture::from(slice(&self.source, from, to)).await else {
            return Some(Err(NoMore));
        };
        self.from = to;
        let mut whole = std::mem::take(&mut self.cut);
        whole.extend(Uint8Array::new(&bytes.unchecked_into::<ArrayBuffer>()).to_vec());
        // A message has at most a few kilobytes, so a block without a line end has no line at all.
        let end = whole.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        self.cut = whole.split_off(end);
        Some(Ok(whole))
    }
}

/// The browser can no longer read the text.
struct NoMore;
