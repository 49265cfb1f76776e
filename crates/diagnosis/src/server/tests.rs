//! Which request in a web server log is the one at which a client failed.

use std::sync::Arc;

use logfile::Format;

use crate::judge::analysis::Analysis;
use crate::judge::problems::problems;
use crate::logs::scanned_file::ScannedFile;
use crate::server::join::join;
use crate::testing::{compare, read};

/// The problems in the client's logs, each with the related entries of the web server logs.
#[track_caller]
fn check(text: &str, expected: &str) {
    let is_server = |file: &Arc<ScannedFile>| matches!(file.reading.format, Format::Iis | Format::HttpErr);
    let (servers, client): (Vec<_>, Vec<_>) = read(text).into_iter().partition(is_server);
    let analysis = Analysis::of(&client);
    let mut problems = problems(&analysis);
    join(&analysis, &mut problems, &servers);
    let mut found = Vec::new();
    for problem in &problems {
        found.push(format!(
            "{}/{}: {}",
            problem.flow.id,
            problem.step,
            problem.best_cause().unwrap_or("no cause")
        ));
        let matches = &problem.server.matches;
        found.extend(matches.iter().map(|side| format!("{:?}: {}", side.confidence, side.summary)));
        found.extend(problem.server.silence.clone());
    }
    compare(text, &found, expected);
}

/// The client's IP address, as its log names it.
const CLIENT: &str = "--- LocationServices.log
09:00:02 3388 WSUSLocationRequest : <WSUSLocationRequest SchemaVersion=\"1.00\"><Content \
ID=\"{57260DFE-227C-45E3-9FFC-2FC77A67F95A}\" Version=\"38\"/><AssignedSite SiteCode=\"PS1\"/><ClientLocationInfo \
OnInternet=\"0\"><ADSite Name=\"HQ\"/><IPAddresses><IPAddress SubnetAddress=\"192.0.2.0\" Address=\"192.0.2.51\"/>\
</IPAddresses></ClientLocationInfo></WSUSLocationRequest>";

/// A scan that fails with HTTP 503 at 08:13:46 UTC.
const FAILED: &str = "--- WUAHandler.log
09:13:43 3388 Async searching of updates using WUAgent started.
09:13:46 5240 Scan failed with error = 0x80244022.";

/// The head of a web server log.
const SERVER: &str = "--- u_ex261112.log raw
#Fields: date time cs-method cs-uri-stem s-port c-ip sc-status sc-substatus sc-win32-status time-taken
2026-11-12 08:00:00 POST /ClientWebService/client.asmx 8530 192.0.2.99 200 0 0 3";

/// Its last row.
const LAST: &str = "2026-11-12 08:30:00 POST /ClientWebService/client.asmx 8530 192.0.2.99 200 0 0 3";

#[test]
fn the_response_to_the_same_client_at_the_same_moment_is_certain() {
    check(
        &format!(
            "
            {CLIENT}
            {FAILED}
            {SERVER}
            2026-11-12 08:13:45 POST /ClientWebService/client.asmx 8530 192.0.2.51 503 2 0 3
            {LAST}
            "
        ),
        "
        client-scan/3: wsus-unavailable
        High: 0x80244022 at 09:13:46 matches HTTP 503 on /ClientWebService/client.asmx
        ",
    );
}

#[test]
fn the_response_to_another_client_does_not_match() {
    check(
        &format!(
            "
            {CLIENT}
            {FAILED}
            {SERVER}
            2026-11-12 08:13:00 POST /ClientWebService/client.asmx 8530 192.0.2.51 200 2 0 3
            2026-11-12 08:13:45 POST /ClientWebService/client.asmx 8530 192.0.2.52 503 2 0 3
            {LAST}
            "
        ),
        "client-scan/3: wsus-unavailable",
    );
}

#[test]
fn another_status_does_not_match() {
    check(
        &format!(
            "
            {CLIENT}
            {FAILED}
            {SERVER}
            2026-11-12 08:13:45 POST /ClientWebService/client.asmx 8530 192.0.2.51 404 2 0 3
            {LAST}
            "
        ),
        "client-scan/3: wsus-unavailable",
    );
}

#[test]
fn another_path_does_not_match() {
    check(
        &format!(
            "
            {CLIENT}
            {FAILED}
            {SERVER}
            2026-11-12 08:13:45 POST /ReportingWebService/ReportingWebService.asmx 8530 192.0.2.51 503 2 0 3
            {LAST}
            "
        ),
        "client-scan/3: wsus-unavailable",
    );
}

#[test]
fn a_row_from_another_hour_does_not_match() {
    check(
        &format!(
            "
            {CLIENT}
            {FAILED}
            {SERVER}
            2026-11-12 08:13:00 POST /ClientWebService/client.asmx 8530 192.0.2.51 200 2 0 3
            2026-11-12 08:29:45 POST /ClientWebService/client.asmx 8530 192.0.2.51 503 2 0 3
            {LAST}
            "
        ),
        "client-scan/3: wsus-unavailable",
    );
}

#[test]
fn a_clock_that_is_ahead_is_measured() {
    check(
        &format!(
            "
            {CLIENT}
            {FAILED}
            {SERVER}
            2026-11-12 08:14:27 POST /ClientWebService/client.asmx 8530 192.0.2.51 503 2 0 3
            {LAST}
            "
        ),
        "
        client-scan/3: wsus-unavailable
        High: 0x80244022 at 09:13:46 matches HTTP 503 on /ClientWebService/client.asmx; the server's clock is 41 s ahead
        ",
    );
}

#[test]
fn a_client_that_did_not_reach_the_server_is_reported() {
    check(
        &format!(
            "
            {CLIENT}
            {FAILED}
            {SERVER}
            2026-11-12 08:01:00 POST /ClientWebService/client.asmx 8530 192.0.2.51 200 2 0 3
            2026-11-12 08:13:45 POST /ClientWebService/client.asmx 8530 192.0.2.52 503 2 0 3
            {LAST}
            "
        ),
        "
        client-scan/3: wsus-unavailable
        u_ex261112.log has no request from this client around 09:13:46: the request did not reach this server.
        ",
    );
}

#[test]
fn without_an_ip_address_time_and_response_decide() {
    check(
        &format!(
            "
            {FAILED}
            {SERVER}
            2026-11-12 08:13:45 POST /ClientWebService/client.asmx 8530 192.0.2.51 503 2 0 3
            {LAST}
            "
        ),
        "
        client-scan/3: wsus-unavailable
        Medium: 0x80244022 at 09:13:46 matches HTTP 503 on /ClientWebService/client.asmx; matched by time and response, because no log contains the client's IP address
        ",
    );
}

#[test]
fn without_an_ip_address_two_clients_reduce_the_confidence() {
    check(
        &format!(
            "
            {FAILED}
            {SERVER}
            2026-11-12 08:13:45 POST /ClientWebService/client.asmx 8530 192.0.2.51 503 2 0 3
            2026-11-12 08:13:46 POST /ClientWebService/client.asmx 8530 192.0.2.52 503 2 0 3
            {LAST}
            "
        ),
        "
        client-scan/3: wsus-unavailable
        Low: 0x80244022 at 09:13:46 matches HTTP 503 on /ClientWebService/client.asmx; matched by time and response, because no log contains the client's IP address
        ",
    );
}

#[test]
fn an_ip_address_that_the_server_never_logged_is_hidden() {
    check(
        &format!(
            "
            {CLIENT}
            {FAILED}
            {SERVER}
            2026-11-12 08:13:45 POST /ClientWebService/client.asmx 8530 192.0.2.9 503 2 0 3
            {LAST}
            "
        ),
        "
        client-scan/3: wsus-unavailable
        Low: 0x80244022 at 09:13:46 matches HTTP 503 on /ClientWebService/client.asmx; matched by time and response only: the server does not see this client's IP address, as behind a proxy or a load balancer
        ",
    );
}

#[test]
fn a_client_that_timed_out_matches_a_slow_request() {
    check(
        &format!(
            "
            {CLIENT}
            --- WUAHandler.log
            09:13:43 3388 Async searching of updates using WUAgent started.
            09:14:46 5240 Scan failed with error = 0x80072ee2.
            {SERVER}
            2026-11-12 08:14:50 POST /ClientWebService/client.asmx 8530 192.0.2.51 200 2 64 64000
            {LAST}
            "
        ),
        "
        client-scan/3: server-no-answer
        Medium: 0x80072EE2 at 09:14:46 matches HTTP 200 on /ClientWebService/client.asmx after 64 s, after the client had disconnected
        ",
    );
}

#[test]
fn a_fast_request_does_not_match_a_client_timeout() {
    check(
        &format!(
            "
            {CLIENT}
            --- WUAHandler.log
            09:13:43 3388 Async searching of updates using WUAgent started.
            09:14:46 5240 Scan failed with error = 0x80072ee2.
            {SERVER}
            2026-11-12 08:14:45 POST /ClientWebService/client.asmx 8530 192.0.2.51 200 2 0 40
            {LAST}
            "
        ),
        "client-scan/3: server-no-answer",
    );
}

#[test]
fn a_code_that_indicates_no_response_is_not_searched_for() {
    check(
        &format!(
            "
            {CLIENT}
            --- WUAHandler.log
            09:13:43 3388 Async searching of updates using WUAgent started.
            09:13:46 5240 Scan failed with error = 0x80070005.
            {SERVER}
            2026-11-12 08:13:45 POST /ClientWebService/client.asmx 8530 192.0.2.51 503 2 0 3
            {LAST}
            "
        ),
        "client-scan/3: no cause",
    );
}

#[test]
fn a_response_that_the_server_never_sent_came_from_elsewhere() {
    check(
        &format!(
            "
            {CLIENT}
            --- WUAHandler.log
            09:13:43 3388 Async searching of updates using WUAgent started.
            09:13:46 5240 Scan failed with error = 0x8024401b.
            {SERVER}
            2026-11-12 08:13:45 POST /ClientWebService/client.asmx 8530 192.0.2.51 200 2 0 3
            {LAST}
            "
        ),
        "
        client-scan/3: proxy-sign-in
        u_ex261112.log covers 09:13:46 and has no such response: something on the network path might have sent it.
        ",
    );
}
