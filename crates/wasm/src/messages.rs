//! Answers the page's messages.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Uint8Array, WebAssembly};
use report::{Reply, Request};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, MessageEvent};

use crate::code_lines::send_code_lines;
use crate::comparing_reports::compare_saved_reports;
use crate::convert::convert;
use crate::exports::ExportRequest;
use crate::growing::grow;
use crate::lines::send_lines;
use crate::reading::read_all;
use crate::send::{scope, send};
use crate::small_files::{SmallReading, TOGETHER};
use crate::viewing::answer_view;
use crate::worker::{EngineWorker, Shared};

/// Starts to answer the page's messages; `events` is the second module, which decodes traces and event logs.
#[wasm_bindgen]
pub fn start(events: WebAssembly::Module) {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&JsValue::from(panic.to_string()))));
    let engine = Rc::new(RefCell::new(EngineWorker::new(events)));
    let inbox = Rc::new(Inbox::default());
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        let request = Request::from_bytes(&Uint8Array::new(&message.get(0)).to_vec());
        // A row that is to be shown does not wait until all files of a drop are received.
        if let Some(Request::View(request)) = request {
            return answer_view(&engine, request);
        }
        let Some(request) = request else { return };
        inbox.waiting.borrow_mut().push_back((request, message));
        if !inbox.is_answered.replace(true) {
            spawn_local(answer_all(Rc::clone(&engine), Rc::clone(&inbox)));
        }
    });
    scope().set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    send(&Reply::Ready { build: report::VERSION.to_owned() });
}

/// Answers messages one after another: receiving files takes time, and later messages must be handled after them.
async fn answer_all(engine: Shared, inbox: Rc<Inbox>) {
    loop {
        let next = inbox.waiting.borrow_mut().pop_front();
        let Some((request, message)) = next else { break };
        answer(&engine, request, &message).await;
    }
    inbox.is_answered.set(false);
}

/// The requests that wait for those before them, with their messages.
#[derive(Default)]
struct Inbox {
    waiting: RefCell<VecDeque<(Request, Array)>>,
    is_answered: Cell<bool>,
}

async fn answer(engine: &Shared, request: Request, message: &Array) {
    match request {
        Request::Read { files, more } => {
            let given: Vec<File> = message.iter().skip(1).map(JsCast::unchecked_into).collect();
            let parts = || files.chunks(TOGETHER).zip(given.chunks(TOGETHER));
            let has_room = engine.borrow().host.small.have_room(&files);
            let begin = |(metas, files)| SmallReading::begin(metas, files).filter(|_| has_room);
            let readings: Vec<_> = parts().map(begin).collect();
            for ((metas, files), reading) in parts().zip(readings) {
                let read = if let Some(reading) = reading { reading.end().await } else { vec![] };
                engine.borrow_mut().take(metas, files, read);
            }
            if engine.borrow_mut().taken(more) {
                begin_reading(engine);
            }
        }
        Request::Grow { file } => {
            if let Some(given) = message.iter().nth(1) {
                grow(engine, file, given.unchecked_ref()).await;
            }
        }
        Request::ReadAgain { files } => {
            engine.borrow_mut().read_again(files);
            begin_reading(engine);
        }
        Request::Cancel => engine.borrow_mut().cancel(),
        Request::Clear => engine.borrow_mut().clear(),
        Request::Unite { machines } => engine.borrow_mut().unite(machines),
        Request::Lines { ticket, file, line, before, after } => {
            spawn_local(send_lines(Rc::clone(engine), ticket, file, line, (before, after)));
        }
        Request::Runs { ticket, machine, from, count } => {
            let runs = engine.borrow().host.session.runs(machine as usize, from as usize, count as usize);
            send(&Reply::Runs { ticket, runs });
        }
        Request::Updates { ticket, machine, from, count } => {
            let updates =
                engine.borrow().host.session.updates(machine as usize, from as usize, count as usize);
            send(&Reply::Updates { ticket, updates });
        }
        Request::Logs { ticket, machine, from, count } => {
            let machine = machine.map(|machine| machine as usize);
            let logs = engine.borrow().host.session.logs(machine, from as usize, count as usize);
            send(&Reply::Logs { ticket, logs });
        }
        Request::Convert { ticket, files, utc } => {
            spawn_local(convert(Rc::clone(engine), ticket, files, utc));
        }
        Request::Export { ticket, form, mask, machine, answers, bookmarks, knowledge } => {
            for (part, file) in knowledge {
                knowledge::give(part as usize, file);
            }
            let request = ExportRequest { ticket, form, mask, machine, answers, bookmarks };
            send(&engine.borrow().export(request));
        }
        Request::CodeLines { ticket, code, most } => {
            spawn_local(send_code_lines(Rc::clone(engine), ticket, code, most));
        }
        Request::View(request) => answer_view(engine, request),
    }
}

/// Reads what was added, unless it is being read already. Saved reports are compared with the logs after the report
/// was sent.
fn begin_reading(engine: &Shared) {
    if !std::mem::replace(&mut engine.borrow_mut().is_reading, true) {
        let engine = Rc::clone(engine);
        spawn_local(async {
            read_all(Rc::clone(&engine)).await;
            compare_saved_reports(engine).await;
        });
    }
}
