//! Traces and event logs in the worker: each becomes a text in a `Blob`, and is read as any other log then.

use std::pin::Pin;

use archive::Skip;
use js_sys::{ArrayBuffer, Uint8Array};
use logfile::{Binary, MOST_FORMATS, Source, TOO_MANY_FORMATS};
use report::FileMeta;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::decoder::{Decoded, Decoder};
use crate::reading::{BLOCK, slice};
use crate::worker::{CANCELLED, CHANGED, Engine, Room, Shared, dropped, read_files};

const TRACE: &str = "The reader of traces stopped over this file, and nothing of it is in the report: run \
    Get-WindowsUpdateLog on that machine and drop the WindowsUpdate.log that it writes.";
const EVENTS: &str = "The reader of event logs stopped over this file, and nothing of it is in the report: save the log \
    as text in the Event Viewer and drop that file.";

/// What is kept for reading traces.
#[derive(Default)]
pub(crate) struct Formats {
    /// The texts of all `.tmf` files that were given.
    text: Vec<u8>,
    /// The traces that have messages whose text is not known, and how long `text` was when they were read.
    lacking: Vec<(FileMeta, Blob, usize)>,
}

impl Formats {
    /// The traces that are to be read again, since more formats came.
    pub(crate) fn again(&mut self) -> Vec<(FileMeta, Blob)> {
        let known = self.text.len();
        let again = self.lacking.extract_if(.., |(_, _, then)| *then < known);
        again.map(|(meta, blob, _)| (meta, blob)).collect()
    }
}

/// Reads a trace or an event log of which the first block is there; its text lies in one archive less than `depth` says.
pub(crate) async fn decode(
    engine: &Shared,
    (meta, blob): (&FileMeta, &Blob),
    (kind, first): (Binary, ArrayBuffer),
    (depth, room): (u32, &mut Room),
) {
    let decoded = text_of(engine, (meta, blob), (kind, first)).await;
    let Some(text) = engine.borrow_mut().decoded((meta, blob), decoded) else { return };
    // A text is no archive, and no trace: it goes no deeper than this.
    let read: Pin<Box<dyn Future<Output = ()> + '_>> = Box::pin(read_files(engine, vec![text], depth, room));
    read.await;
}

async fn text_of(
    engine: &Shared,
    file: (&FileMeta, &Blob),
    (kind, first): (Binary, ArrayBuffer),
) -> Result<Decoded, &'static str> {
    let stopped = match kind {
        Binary::Trace => TRACE,
        Binary::EventLog => EVENTS,
    };
    let decoder = {
        let shared = engine.borrow();
        let Some(module) = &shared.events else { return Err(stopped) };
        Decoder::new(module, kind, &shared.formats.text).map_err(|_| stopped)?
    };
    each_block(engine, file, first, |block| decoder.push(block).map_err(|_| stopped)).await?;
    decoder.finish().map_err(|_| stopped)
}

/// Keeps what a `.tmf` file says of messages, of which the first block is there. One that there is no room for is not
/// read, and listed with what was not.
pub(crate) async fn learn(engine: &Shared, (meta, blob): (&FileMeta, &Blob), first: ArrayBuffer) {
    let mut text = Vec::new();
    let room = MOST_FORMATS.saturating_sub(engine.borrow().formats.text.len() + 1);
    let read = if meta.size > room as u64 {
        Err(TOO_MANY_FORMATS)
    } else {
        each_block(engine, (meta, blob), first, |block| {
            text.extend_from_slice(&Uint8Array::new(block).to_vec());
            Ok(())
        })
        .await
    };
    let mut shared = engine.borrow_mut();
    if shared.is_cleared {
        return;
    }
    match read {
        Ok(()) => {
            shared.formats.text.append(&mut text);
            shared.formats.text.push(b'\n');
        }
        Err(why) => {
            let (name, path) = (meta.name.as_str(), meta.path.as_str());
            shared.skip(&Skip { name, path, size: Some(meta.size), why, is_log: false });
        }
    }
    shared.end(meta.file, read.err());
}

/// Hands the blocks of a file to `take`, and tells how far it is; an error is why it was not read to its end.
async fn each_block(
    engine: &Shared,
    (meta, blob): (&FileMeta, &Blob),
    first: ArrayBuffer,
    mut take: impl FnMut(&ArrayBuffer) -> Result<(), &'static str>,
) -> Result<(), &'static str> {
    let (mut block, mut end) = (first, BLOCK.min(meta.size));
    loop {
        // Asked for before this one is used: the wait for the disk is hidden.
        let (from, to) = (end, (end + BLOCK).min(meta.size));
        let next = (from < to).then(|| JsFuture::from(slice(blob, from, to)));
        take(&block)?;
        engine.borrow_mut().tell_read(meta, end);
        let Some(next) = next else { return Ok(()) };
        block = next.await.map_err(|_| CHANGED)?.unchecked_into();
        if u64::from(block.byte_length()) != to - from {
            return Err(CHANGED);
        }
        if engine.borrow().is_cancelled {
            return Err(CANCELLED);
        }
        end = to;
    }
}

impl Engine {
    /// A text was made of a file, or why not: what is to be read now.
    fn decoded(
        &mut self,
        (meta, blob): (&FileMeta, &Blob),
        decoded: Result<Decoded, &'static str>,
    ) -> Option<(FileMeta, Blob)> {
        if self.is_cleared {
            return None;
        }
        let Decoded { text, head } = match decoded {
            Ok(decoded) => decoded,
            Err(why) => {
                self.session.refuse(dropped(meta), why.to_owned());
                self.end(meta.file, Some(why));
                return None;
            }
        };
        if Source::of(&head).is_some_and(|source| source.symbols > 0) {
            self.formats.lacking.push((meta.clone(), blob.clone(), self.formats.text.len()));
        }
        let meta = FileMeta { size: text.size() as u64, ..meta.clone() };
        self.copies.keep(meta.file, &text, meta.size);
        Some((meta, text))
    }

    /// So much of a file was read that is no log yet.
    fn tell_read(&mut self, meta: &FileMeta, read: u64) {
        if let Some(row) = self.progress.row(meta.file) {
            row.read = read;
        }
        self.progress.tell(false);
    }
}
