//! Sending replies to the page, their bytes transferred and not copied.

use report::{Reply, Report};
use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

/// How many runs cross to the page in full: failed ones first, then the newest.
const MOST_RUNS: usize = 500;

/// The worker itself.
pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends a reply. A page that is gone is not missed.
pub(crate) fn send(reply: &Reply) {
    let bytes = js_sys::Uint8Array::from(&reply.to_bytes()[..]);
    let buffer = bytes.buffer();
    let _ = scope().post_message_with_transfer(&buffer, &js_sys::Array::of1(&buffer));
}

/// Sends the report, with as many runs as a page can show.
pub(crate) fn send_report(whole: &Report, done: bool, cancelled: bool) {
    let mut report = whole.clone();
    report.runs.truncate(MOST_RUNS);
    send(&Reply::Report { report: Box::new(report), done, cancelled });
}

/// Puts the runs that matter most first: the leading ones, those that failed, then the newest.
pub(crate) fn order_runs(report: &mut Report) {
    let leading: Vec<u32> = report.flows.iter().filter_map(|flow| flow.leading_run).collect();
    report.runs.sort_by_key(|run| {
        let is_failed = run.counts && run.outcome == report::Outcome::Failed;
        (!leading.contains(&run.id), !is_failed, std::cmp::Reverse(run.id))
    });
}
