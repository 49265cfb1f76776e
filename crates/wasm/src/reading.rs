//! The reading loop: block after block of the dropped files, the next ones asked for before the current one is used.

use std::collections::VecDeque;

use js_sys::{ArrayBuffer, Promise, Uint8Array};
use report::FileMeta;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Bytes of a block: small enough that a question from the page is answered within 25 ms while files are read.
pub const BLOCK: u64 = 4 * 1024 * 1024;

/// How many reads are under way at once: one more than is used hides the wait for the disk; more gains nothing.
const AHEAD: usize = 2;

/// A piece of a file to be read.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The place of the file among those to read.
    pub at: usize,
    /// Where it begins.
    pub offset: u64,
    /// Whether it is the file's tail, wanted to recognize it before its first block is read.
    pub is_tail: bool,
}

/// The pieces of several files, in the order they are wanted, a few of them under way.
pub struct Pieces {
    files: Vec<(FileMeta, Blob)>,
    next: Option<Piece>,
    /// Listened to from the beginning: one that fails when nobody wants it any more is no error of its own.
    under_way: VecDeque<(Piece, JsFuture)>,
}

impl Pieces {
    /// All pieces of these files.
    pub fn new(files: Vec<(FileMeta, Blob)>) -> Self {
        let mut pieces = Self { files, next: None, under_way: VecDeque::new() };
        pieces.next = pieces.first_of(0);
        pieces
    }

    /// A file, by its place.
    pub fn file(&self, at: usize) -> Option<&(FileMeta, Blob)> {
        self.files.get(at)
    }

    /// The next piece and its bytes, or why they could not be read: a file that has become shorter gives fewer than
    /// it had. None when all were read.
    pub async fn next(&mut self) -> Option<(Piece, Result<ArrayBuffer, JsValue>)> {
        while self.under_way.len() < AHEAD
            && let Some(piece) = self.next.take()
        {
            let read = self.ask(&piece).into();
            self.next = self.after(&piece);
            self.under_way.push_back((piece, read));
        }
        let (piece, read) = self.under_way.pop_front()?;
        let bytes = read.await.map(JsCast::unchecked_into::<ArrayBuffer>);
        let (from, to) = self.range(&piece);
        let is_whole = |bytes: &ArrayBuffer| u64::from(bytes.byte_length()) == to - from;
        Some((piece, bytes.and_then(|bytes| if is_whole(&bytes) { Ok(bytes) } else { Err(JsValue::NULL) })))
    }

    /// Nothing more of this file is wanted.
    pub fn skip(&mut self, at: usize) {
        self.under_way.retain(|(piece, _)| piece.at != at);
        if self.next.as_ref().is_some_and(|next| next.at == at) {
            self.next = self.first_of(at + 1);
        }
    }

    fn first_of(&self, at: usize) -> Option<Piece> {
        let (meta, _) = self.files.get(at)?;
        Some(Piece { at, offset: 0, is_tail: meta.size > BLOCK })
    }

    fn after(&self, piece: &Piece) -> Option<Piece> {
        if piece.is_tail {
            return Some(Piece { is_tail: false, ..piece.clone() });
        }
        let (meta, _) = self.files.get(piece.at)?;
        let offset = piece.offset + BLOCK;
        if offset < meta.size { Some(Piece { offset, ..piece.clone() }) } else { self.first_of(piece.at + 1) }
    }

    fn ask(&self, piece: &Piece) -> Promise {
        let (from, to) = self.range(piece);
        slice(&self.files[piece.at].1, from, to)
    }

    /// The bytes of a piece, by their offsets in its file.
    fn range(&self, piece: &Piece) -> (u64, u64) {
        let size = self.files[piece.at].0.size;
        if piece.is_tail {
            (size.saturating_sub(logfile::EDGE as u64), size)
        } else {
            (piece.offset, (piece.offset + BLOCK).min(size))
        }
    }
}

/// The bytes of a blob from one offset to another; the promise fails where it cannot be read any more.
pub fn slice(blob: &Blob, from: u64, to: u64) -> Promise {
    match blob.slice_with_f64_and_f64(from as f64, to as f64) {
        Ok(part) => part.array_buffer().unchecked_into(),
        Err(error) => Promise::reject(&error),
    }
}

/// Copies bytes into a buffer that is kept, and returns how many there are.
pub fn copy(bytes: &ArrayBuffer, buffer: &mut Vec<u8>) -> usize {
    let view = Uint8Array::new(bytes);
    let length = view.length() as usize;
    if buffer.len() < length {
        buffer.resize(length, 0);
    }
    view.copy_to(&mut buffer[..length]);
    length
}
