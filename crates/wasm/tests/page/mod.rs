//! A simulated page: what it drops and requests, and what it receives.

use std::cell::Cell;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array, WebAssembly};
use report::{FileMeta, Reply, Report, Request};
use tests::{TestFile, text_of};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// The page: it receives the worker's messages, and answers them.
pub(crate) struct Page {
    received: Array,
    /// How many of them were taken.
    taken: Cell<u32>,
    /// Those that came after an expected one.
    later: Cell<Vec<Reply>>,
    dropped: Cell<u32>,
}

/// How many milliseconds a reply may take; the engine is not optimised here.
const PATIENCE: u32 = 30_000;

impl Page {
    /// Starts a worker in this thread; the previous one receives nothing any more.
    pub(crate) fn open() -> Self {
        let received = Array::new();
        let receive = "globalThis.postMessage = (bytes) => { received.push(new Uint8Array(bytes)); }";
        Function::new_with_args("received", receive).call1(&JsValue::NULL, &received).unwrap();
        // A module without functions: every call fails, as after a fault.
        let nothing = Uint8Array::from(&b"\0asm\x01\0\0\0"[..]);
        wasm::start(WebAssembly::Module::new(&nothing).unwrap());
        let page = Self { received, taken: Cell::new(0), later: Cell::default(), dropped: Cell::new(0) };
        assert_eq!(page.received().len(), 1, "a worker begins with one message");
        page
    }

    /// What the worker sent since the last call.
    pub(crate) fn received(&self) -> Vec<Reply> {
        let new = self.received.slice(self.taken.get(), self.received.length());
        self.taken.set(self.received.length());
        new.iter().map(|bytes| Reply::from_bytes(&Uint8Array::new(&bytes).to_vec()).unwrap()).collect()
    }

    /// Sends the worker a request.
    pub(crate) fn ask(&self, request: &Request) {
        self.post(&message(request, &[]));
    }

    /// Sends the worker any value.
    pub(crate) fn post(&self, message: &JsValue) {
        let event = Object::new();
        Reflect::set(&event, &"data".into(), message).unwrap();
        listener().call1(&JsValue::NULL, &event).unwrap();
    }

    /// Drops files, each with its description: their numbers continue from those dropped before.
    pub(crate) fn drop_with(&self, files: Vec<(FileMeta, File)>) {
        let (mut metas, files): (Vec<_>, Vec<_>) = files.into_iter().unzip();
        for meta in &mut metas {
            meta.file = self.dropped.replace(self.dropped.get() + 1);
        }
        self.post(&message(&Request::Read { files: metas, more: false }, &files));
    }

    /// Drops files.
    pub(crate) fn drop(&self, files: Vec<File>) {
        self.drop_with(files.into_iter().map(|file| (meta_of(&file), file)).collect());
    }

    /// Drops the files of a scenario.
    #[allow(dead_code)] // Not every test drops one.
    pub(crate) fn drop_scenario(&self, files: &[TestFile]) {
        let given = |file: &TestFile| {
            let dropped = new_file(&file.name, &file.bytes);
            let (path, modified, whole_folder) = (file.path.clone(), file.modified, file.whole_folder);
            (FileMeta { path, modified, whole_folder, ..meta_of(&dropped) }, dropped)
        };
        self.drop_with(files.iter().map(given).collect());
    }

    /// All replies up to the first that matches. Only what is compared after the report may come after it.
    pub(crate) async fn until(&self, fits: impl Fn(&Reply) -> bool) -> Vec<Reply> {
        let mut replies = self.later.take();
        for _ in 0..PATIENCE {
            replies.extend(self.received());
            if let Some(at) = replies.iter().position(&fits) {
                let later = replies.split_off(at + 1);
                let other = later.iter().find(|reply| !matches!(reply, Reply::SavedReports { .. }));
                assert!(other.is_none(), "{other:?} comes after the expected reply");
                self.later.set(later);
                return replies;
            }
            pause().await;
        }
        panic!("the worker sent only {replies:?}");
    }

    /// Waits until everything is read; returns the report, and whether reading was cancelled.
    pub(crate) async fn done(&self) -> (Report, bool) {
        let replies = self.until(|reply| matches!(reply, Reply::Report { done: true, .. })).await;
        match replies.into_iter().last() {
            Some(Reply::Report { report, cancelled, .. }) => (*report, cancelled),
            other => panic!("{other:?}"),
        }
    }

    /// Waits until everything is read; returns the report as text.
    pub(crate) async fn text(&self) -> String {
        text_of(&self.done().await.0)
    }

    /// The lines around one, with the chosen one marked, or why they cannot be shown.
    pub(crate) async fn lines(&self, file: u32, line: u64) -> Result<Vec<String>, String> {
        self.ask(&Request::Lines { ticket: 7, file, line, before: 1, after: 1 });
        let replies = self.until(|reply| matches!(reply, Reply::Lines { ticket: 7, .. })).await;
        match replies.into_iter().last() {
            Some(Reply::Lines { rows, problem: None, .. }) => Ok(rows
                .iter()
                .map(|row| format!("{}{} {}", if row.chosen { ">" } else { "" }, row.line, row.text))
                .collect()),
            Some(Reply::Lines { problem: Some(problem), .. }) => Err(problem),
            other => panic!("{other:?}"),
        }
    }

    /// The lines that contain a code, as `file:line text`.
    #[allow(dead_code)] // Not every test requests them.
    pub(crate) async fn code_lines(&self, code: u32) -> Vec<String> {
        self.ask(&Request::CodeLines { ticket: 8, code, most: 9 });
        let replies = self.until(|reply| matches!(reply, Reply::CodeLines { ticket: 8, .. })).await;
        match replies.into_iter().last() {
            Some(Reply::CodeLines { lines, more: false, .. }) => {
                lines.iter().map(|line| format!("{}:{} {}", line.file, line.line, line.text)).collect()
            }
            other => panic!("{other:?}"),
        }
    }
}

/// A message as the worker receives it: the request's bytes, and its files.
pub(crate) fn message(request: &Request, files: &[File]) -> JsValue {
    let message = Array::of1(&Uint8Array::from(&request.to_bytes()[..]));
    message.concat(&files.iter().collect::<Array>()).into()
}

/// What a worker does with a message.
fn listener() -> Function {
    Reflect::get(&js_sys::global(), &"onmessage".into()).unwrap().unchecked_into()
}

/// A file of these bytes.
pub(crate) fn new_file(name: &str, bytes: &[u8]) -> File {
    File::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)), name).unwrap()
}

/// What the page sends about a dropped file.
pub(crate) fn meta_of(file: &File) -> FileMeta {
    FileMeta {
        file: 0,
        name: file.name(),
        path: String::new(),
        size: file.size() as u64,
        modified: None,
        whole_folder: false,
    }
}

/// A file that changes on disk after this many reads: no later one succeeds, as in a browser.
pub(crate) fn changed_after(reads: u32, file: File) -> File {
    let change = "const slice = file.slice.bind(file); let left = reads;
        file.slice = (from, to) => left-- > 0 ? slice(from, to)
            : { arrayBuffer: () => Promise.reject(new DOMException('changed', 'NotReadableError')) };";
    Function::new_with_args("file, reads", change).call2(&JsValue::NULL, &file, &reads.into()).unwrap();
    file
}

/// A file: at its read with this number (from 1), the page sends the worker these messages.
pub(crate) fn asking_at(read: u32, messages: &[JsValue], file: File) -> File {
    let ask = "const slice = file.slice.bind(file); let left = read;
        file.slice = (from, to) => {
            if (--left === 0) messages.forEach((data) => globalThis.onmessage({ data }));
            return slice(from, to);
        };";
    let messages: Array = messages.iter().collect();
    Function::new_with_args("file, read, messages", ask)
        .call3(&JsValue::NULL, &file, &read.into(), &messages)
        .unwrap();
    file
}

/// Lets the worker continue for a moment.
pub(crate) async fn pause() {
    let wait = Function::new_no_args("return new Promise((go) => setTimeout(go, 1));");
    let promise: Promise = wait.call0(&JsValue::NULL).unwrap().unchecked_into();
    JsFuture::from(promise).await.unwrap();
}
