//! One request beside a client's failure, as it is shown: a sentence, the row, and how sure it is.

use logfile::rfc3339_utc;
use report::{Confidence, EvidenceLine, ServerRequest};

use crate::joined::Row;
use crate::served::Request;

/// How the client of a row is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// The client's logs name its address, and the server's log has it.
    Address,
    /// No log of the client names its address.
    Unknown,
    /// The server's log has never met the client's address: something stands between.
    Hidden,
}

/// A row as the other side of a failure with this code at this time of day; with how its client is known, by how many
/// milliseconds the server's clock is ahead, and how sure it is.
pub(crate) fn side(
    row: &Row<'_>,
    code: u32,
    time: &str,
    (known, clock, sure): (Known, Option<i64>, Confidence),
) -> ServerRequest {
    let (file, request) = row;
    ServerRequest {
        summary: sentence(code, time, request, known, clock),
        evidence: EvidenceLine {
            id: format!("{}.request", file.reading.format.id()),
            kind: report::EvidenceKind::Failed,
            log: file.given.name.clone(),
            file: file.given.file,
            line: request.line,
            bytes: request.bytes,
            time: request.written.to_string(),
            utc: Some(rfc3339_utc(request.ms)),
            text: request.text.to_string(),
            state: None,
            count: 1,
        },
        path: request.path.to_string(),
        status: request.status,
        duration_ms: request.took,
        clock_ahead_ms: clock,
        confidence: sure,
    }
}

fn sentence(code: u32, time: &str, request: &Request, known: Known, clock: Option<i64>) -> String {
    let path = &request.path;
    let what = match (request.status, &request.reason) {
        (0, Some(reason)) => format!("a request for {path} that Windows dropped ({reason})"),
        (status, Some(reason)) => format!("HTTP {status} on {path}, from Windows itself ({reason})"),
        (status, None) => format!("HTTP {status} on {path}"),
    };
    let mut sentence = format!("{} at {time} is {what}", knowledge::spell(code));
    match request.took {
        Some(took) if took >= 1000 => sentence += &format!(" after {} s", took.saturating_add(500) / 1000),
        _ => {}
    }
    if request.reason.is_none() && request.is_cut() {
        sentence += ", when the client was gone";
    }
    if let Some(by) = clock.filter(|by| by.abs() >= 2000) {
        let way = if by > 0 { "ahead" } else { "behind" };
        sentence += &format!("; the server's clock is {} {way}", duration(by.abs()));
    }
    sentence += match (known, request.is_forwarded) {
        (Known::Address, true) => "; the address is the one that a proxy passed on",
        (Known::Address, false) => "",
        (Known::Unknown, _) => "; told by time and answer, as no log names the client's address",
        (Known::Hidden, _) => {
            "; told by time and answer only: the server does not see this client's address, as behind a proxy or a load \
             balancer"
        }
    };
    sentence
}

/// `41 s`, or `12 min` from two minutes on.
fn duration(ms: i64) -> String {
    if ms < 120_000 { format!("{} s", (ms + 500) / 1000) } else { format!("{} min", (ms + 30_000) / 60_000) }
}
