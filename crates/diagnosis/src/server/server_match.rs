//! A request that matches a client's failure, as it is shown: a sentence, the row, and the confidence.

use logfile::rfc3339_utc;
use report::{Confidence, EvidenceLine, ServerRequest};

use crate::logs::scanned_file::ScannedFile;
use crate::logs::web_server_log::WebRequest;

/// How the client of a row was identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClientIdentity {
    /// The client's logs contain its IP address, and so does the server log.
    Address,
    /// No log of the client contains its IP address.
    Unknown,
    /// The server log does not contain the client's IP address: something is in between.
    Hidden,
}

/// A request and its file.
#[derive(Clone, Copy)]
pub(crate) struct ServerRow<'f> {
    pub(crate) file: &'f ScannedFile,
    pub(crate) request: &'f WebRequest,
}

/// Why a request is assumed to be the one at which a client failed.
#[derive(Clone, Copy)]
pub(crate) struct MatchBasis {
    /// How its client was identified.
    pub(crate) known: ClientIdentity,
    /// How many milliseconds the server's clock is ahead.
    pub(crate) clock: Option<i64>,
    /// The confidence.
    pub(crate) sure: Confidence,
}

/// A request as the server side of a failure with this code at this time of day.
pub(crate) fn server_side(row: &ServerRow<'_>, code: u32, time: &str, found: MatchBasis) -> ServerRequest {
    let (ServerRow { file, request }, MatchBasis { known, clock, sure }) = (row, found);
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

fn sentence(
    code: u32,
    time: &str,
    request: &WebRequest,
    known: ClientIdentity,
    clock: Option<i64>,
) -> String {
    let path = &request.path;
    let what = match (request.status, &request.reason) {
        (0, Some(reason)) => format!("a request for {path} that Windows dropped ({reason})"),
        (status, Some(reason)) => format!("HTTP {status} on {path}, from Windows itself ({reason})"),
        (status, None) => format!("HTTP {status} on {path}"),
    };
    let mut sentence = format!("{} at {time} matches {what}", knowledge::spell(code));
    match request.took {
        Some(took) if took >= 1000 => sentence += &format!(" after {} s", took.saturating_add(500) / 1000),
        _ => {}
    }
    if request.reason.is_none() && request.is_cut() {
        sentence += ", after the client had disconnected";
    }
    if let Some(by) = clock.filter(|by| by.abs() >= 2000) {
        let way = if by > 0 { "ahead" } else { "behind" };
        sentence += &format!("; the server's clock is {} {way}", duration(by.abs()));
    }
    sentence += match (known, request.is_forwarded) {
        (ClientIdentity::Address, true) => "; the client address was forwarded by a proxy",
        (ClientIdentity::Address, false) => "",
        (ClientIdentity::Unknown, _) => {
            "; matched by time and response, because no log contains the client's IP address"
        }
        (ClientIdentity::Hidden, _) => {
            "; matched by time and response only: the server does not see this client's IP address, as behind a proxy or a \
            load balancer"
        }
    };
    sentence
}

/// `41 s`, or `12 min` from two minutes on.
fn duration(ms: i64) -> String {
    if ms < 120_000 { format!("{} s", (ms + 500) / 1000) } else { format!("{} min", (ms + 30_000) / 60_000) }
}
