//! Lines of a log, read again to be shown.

use js_sys::Uint8Array;
use report::Reply;
use wasm_bindgen_futures::JsFuture;

use crate::blobs::slice;
use crate::missing::{CHANGED, NOT_READ, missing};
use crate::send::send;
use crate::worker::Shared;

/// Sends the entries around a line, from the file's copy or from the file itself.
pub(crate) async fn send_lines(
    engine: Shared,
    ticket: u32,
    file: u32,
    line: u64,
    (before, after): (u32, u32),
) {
    let problem = |problem: &str| {
        send(&Reply::Lines { ticket, rows: Vec::new(), problem: Some(problem.to_owned()) });
    };
    let (around, source) = {
        let host = &engine.borrow().host;
        (host.session.line_context(file, line, before as usize, after as usize), host.source(file))
    };
    let is_known = around.is_some();
    let (Some(around), Some(source)) = (around, source) else {
        return problem(missing(&engine.borrow().host, file, is_known));
    };
    match JsFuture::from(slice(&source, around.bytes.start, around.bytes.end)).await {
        Ok(bytes) => {
            let rows = engine.borrow().host.session.lines_around(
                file,
                &around,
                &Uint8Array::new(&bytes).to_vec(),
                line,
            );
            if rows.is_empty() {
                return problem(NOT_READ);
            }
            send(&Reply::Lines { ticket, rows, problem: None });
        }
        Err(_) => problem(CHANGED),
    }
}
