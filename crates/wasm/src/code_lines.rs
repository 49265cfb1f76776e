//! The lines that contain a code, with their texts.

use js_sys::Uint8Array;
use report::{LineRow, Reply};
use wasm_bindgen_futures::JsFuture;

use crate::blobs::slice;
use crate::send::send;
use crate::worker::Shared;

/// The most characters of an entry that are sent; the page shows the entry in full when it is opened.
const MOST_CHARACTERS: usize = 400;

/// Sends the newest entries of each file that contain a code. An entry whose file cannot be read any more has no text.
pub(crate) async fn send_code_lines(engine: Shared, ticket: u32, code: u32, most: u32) {
    let (mut lines, more) = engine.borrow().host.session.code_lines(code, most as usize);
    for line in &mut lines {
        let Some(mut row) = entry_at(&engine, line.file, line.line).await else { continue };
        if let Some((end, _)) = row.text.char_indices().nth(MOST_CHARACTERS) {
            row.text.truncate(end);
        }
        (line.time, line.text) = (row.time, row.text);
    }
    send(&Reply::CodeLines { ticket, lines, more });
}

/// The entry that contains a line; none if its file cannot be read any more.
async fn entry_at(engine: &Shared, file: u32, line: u64) -> Option<LineRow> {
    let (around, source) = {
        let host = &engine.borrow().host;
        (host.session.line_context(file, line, 0, 0)?, host.source(file)?)
    };
    let bytes = JsFuture::from(slice(&source, around.bytes.start, around.bytes.end)).await.ok()?;
    let bytes = Uint8Array::new(&bytes).to_vec();
    let rows = engine.borrow().host.session.lines_around(file, &around, &bytes, line);
    rows.into_iter().find(|row| row.chosen)
}
