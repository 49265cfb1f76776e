//! The requests for updates and policy in a web server log: failed and slow requests individually; for all others, only
//! which client sent a request when.
//!
//! Rows arrive in the order of the file, so each row is parsed with the `#Fields:` line before it.

use std::collections::BTreeMap;

use logfile::{Encoding, W3cFields, decode};

use crate::scan::usual_fields::USUAL_FIELDS;
use crate::scan::web_rows::{WebRow, WebRows};

/// A request that failed, was slow, or was cut off.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WebRequest {
    /// When it ended, in milliseconds since 1970 of the server's clock.
    pub(crate) ms: i64,
    /// Its line number, starting at 1.
    pub(crate) line: u64,
    /// The position of its text in the file.
    pub(crate) bytes: [u64; 2],
    /// Its time as written.
    pub(crate) written: Box<str>,
    /// Its text.
    pub(crate) text: Box<str>,
    /// The requested path.
    pub(crate) path: Box<str>,
    /// The known prefix of the path.
    pub(crate) endpoint: &'static str,
    /// The HTTP status; 0 if there was none.
    pub(crate) status: u16,
    /// The Windows error; 0 if there was none.
    pub(crate) error: u32,
    /// How long it took in milliseconds, if the log contains it.
    pub(crate) took: Option<u32>,
    /// The reason why HTTP.sys rejected it.
    pub(crate) reason: Option<Box<str>>,
    /// The client.
    pub(crate) client: Box<str>,
    /// Whether the client address was forwarded by a proxy.
    pub(crate) is_forwarded: bool,
}

impl WebRequest {
    /// Whether the client disconnected, or was cut off, before it received the response.
    pub(crate) fn is_cut(&self) -> bool {
        self.error != 0 && (self.status < 400 || self.status == 500) || self.status == 0
    }
}

/// The maximum number of requests kept per file: the newest.
const MOST_REQUESTS: usize = 20_000;

/// How many of the oldest are removed at once when there are too many.
const FORGOTTEN: usize = 2_000;

/// The maximum number of periods kept in which a client sent requests.
const MOST_VISITS: usize = 200_000;

/// After this many milliseconds without a request, the next request of a client starts a new period.
const QUIET: i64 = 60_000;

/// A request that took at least this many milliseconds is kept, regardless of its result.
const LONG: u32 = 20_000;

/// The content of a web server log so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct WebServerLog {
    fields: W3cFields,
    /// Midnight of the current day, for rows without a date.
    day: Option<i64>,
    /// The relevant requests, in the order of the file.
    pub(crate) requests: Vec<WebRequest>,
    /// The number of older requests that are not kept.
    pub(crate) dropped: u64,
    /// When each client sent requests, by period.
    visits: BTreeMap<Box<str>, Vec<(i64, i64)>>,
    visits_kept: usize,
    /// Whether some periods are not kept.
    is_crowded: bool,
}

impl WebServerLog {
    /// Adds the rows of the next stretch of the file.
    pub(crate) fn add(&mut self, rows: &WebRows) {
        for row in rows.iter() {
            match row.text.first() {
                Some(b'#') => self.direct(&row),
                _ => self.take(&row),
            }
        }
    }

    /// Whether this client sent a request between two moments; `None` if unknown.
    pub(crate) fn has_visit(&self, client: &str, from: i64, to: i64) -> Option<bool> {
        let visits = self.visits.get(client);
        let found =
            visits.is_some_and(|visits| visits.iter().any(|&(first, last)| first <= to && last >= from));
        (found || !self.is_crowded).then_some(found)
    }

    /// Whether this client ever sent a request.
    pub(crate) fn knows(&self, client: &str) -> bool {
        self.visits.contains_key(client)
    }

    /// The number of clients that sent requests.
    pub(crate) fn clients(&self) -> usize {
        self.visits.len()
    }

    fn direct(&mut self, row: &WebRow<'_>) {
        if let Some(fields) = W3cFields::of(row.text) {
            self.fields = fields;
        } else if let Some(day) = logfile::w3c_day(row.text) {
            self.day = Some(day);
        }
    }

    fn take(&mut self, row: &WebRow<'_>) {
        let Some(mut ms) = row.ms else { return };
        if let Some(day) = self.day.filter(|_| !row.has_day) {
            ms = day + ms.rem_euclid(86_400_000);
        }
        if self.fields == W3cFields::default() {
            self.fields = usual_fields(row.text).unwrap_or_default();
        }
        let mut values = RequestValues::default();
        for (name, value) in self.fields.values(row.text) {
            values.take(name, value);
        }
        let Some((service, path)) = values.path.and_then(|path| Some((knowledge::endpoint(path)?, path)))
        else {
            return;
        };
        let client = values.forwarded.or(values.client);
        let name = client.map_or_else(String::new, address);
        if !name.is_empty() {
            self.visit(&name, ms);
        }
        let windows = values.windows.unwrap_or(0);
        let (status, took) = (values.status.unwrap_or(0), values.took);
        let is_long = took.is_some_and(|took| took >= LONG) && !service.serves_files;
        // With Windows authentication, the first responses are always HTTP 401.
        let is_sign_in = status == 401 && values.reason.is_none() && !service.anonymous;
        let is_refused = values.reason.is_some_and(|reason| !reason.starts_with(b"Connection_Dropped"));
        if !(is_long || is_refused || (status >= 400 && !is_sign_in)) {
            return;
        }
        self.requests.push(WebRequest {
            ms,
            line: row.line,
            bytes: row.bytes,
            written: text_of(row.written()),
            text: text_of(row.message),
            path: text_of(&path[..path.len().min(MOST_PATH)]),
            endpoint: service.path,
            status,
            error: windows,
            took,
            reason: values.reason.map(text_of),
            client: name.into(),
            is_forwarded: values.forwarded.is_some(),
        });
        if self.requests.len() > MOST_REQUESTS {
            self.dropped += self.requests.drain(..FORGOTTEN).len() as u64;
        }
    }

    fn visit(&mut self, client: &str, ms: i64) {
        if !self.visits.contains_key(client) {
            if self.visits_kept >= MOST_VISITS {
                self.is_crowded = true;
                return;
            }
            self.visits.insert(client.into(), Vec::new());
        }
        let Some(visits) = self.visits.get_mut(client) else { return };
        match visits.last_mut() {
            Some((first, last)) if (*first - QUIET..=*last + QUIET).contains(&ms) => {
                (*first, *last) = (ms.min(*first), ms.max(*last));
            }
            _ if self.visits_kept >= MOST_VISITS => self.is_crowded = true,
            _ => {
                visits.push((ms, ms));
                self.visits_kept += 1;
            }
        }
    }

    /// Its size in memory in bytes.
    pub(crate) fn bytes_kept(&self) -> usize {
        let texts =
            self.requests.iter().map(|of| of.text.len() + of.path.len() + of.client.len()).sum::<usize>();
        self.requests.len() * size_of::<WebRequest>() + texts + self.visits_kept * 16
    }
}

/// The default columns of a row, for rows without a header line, such as rows that somebody copied from a log.
fn usual_fields(row: &[u8]) -> Option<W3cFields> {
    let count = row.split(|&byte| byte == b' ').count();
    let is_error = row.split(|&byte| byte == b' ').nth(6).is_some_and(|value| value.starts_with(b"HTTP/"));
    let fits = |at: &usize| USUAL_FIELDS[*at].1 == count && (*at >= 2) == is_error;
    (0..USUAL_FIELDS.len()).find(fits).and_then(|at| W3cFields::of(USUAL_FIELDS[at].0))
}

/// The maximum number of bytes kept per path.
const MOST_PATH: usize = 200;

/// The relevant values of one row.
#[derive(Default)]
struct RequestValues<'r> {
    path: Option<&'r [u8]>,
    client: Option<&'r [u8]>,
    forwarded: Option<&'r [u8]>,
    reason: Option<&'r [u8]>,
    status: Option<u16>,
    windows: Option<u32>,
    took: Option<u32>,
}

impl<'r> RequestValues<'r> {
    fn take(&mut self, name: &str, value: &'r [u8]) {
        match name {
            "cs-uri-stem" | "cs-uri" => self.path = Some(value),
            "c-ip" => self.client = Some(value),
            "x-forwarded-for" | "cs(x-forwarded-for)" | "originalip" | "cs(x-original-forwarded-for)" => {
                self.forwarded = Some(value);
            }
            "s-reason" => self.reason = Some(value),
            "sc-status" => self.status = number(value).filter(|status| (100..1000).contains(status)),
            "sc-win32-status" => self.windows = number(value),
            "time-taken" | "timetaken" | "timetakenms" => self.took = number(value),
            _ => {}
        }
    }
}

fn number<N: std::str::FromStr>(value: &[u8]) -> Option<N> {
    std::str::from_utf8(value).ok()?.parse().ok()
}

fn text_of(bytes: &[u8]) -> Box<str> {
    decode(Encoding::EightBit, 0, bytes).into()
}

/// Normalizes an IP address: the first of several that proxies forwarded, without port and zone.
pub(crate) fn address(value: &[u8]) -> String {
    let text = String::from_utf8_lossy(value);
    let first = text.split([',', '+', ' ', ';']).next().unwrap_or_default().trim_matches(['"', '[']);
    let first = first.split(['%', ']']).next().unwrap_or_default();
    let is_v4_with_port = first.matches('.').count() == 3 && first.matches(':').count() == 1;
    let first = if is_v4_with_port { first.split(':').next().unwrap_or_default() } else { first };
    first.strip_prefix("::ffff:").unwrap_or(first).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use logfile::{Start, read_block, recognize, rfc3339_utc};

    use super::*;

    fn served(text: &str) -> WebServerLog {
        let reading = recognize(text.len() as u64, text.as_bytes(), text.as_bytes(), None);
        let (mut rows, mut served) = (WebRows::default(), WebServerLog::default());
        read_block(&reading, 0, text.as_bytes(), Start::Boundary, true, &mut |entry| {
            rows.add_entry(reading.format, entry);
        });
        served.add(&rows);
        served
    }

    /// One line per kept request: line, time, path, status, duration, client.
    fn check(text: &str, expected: &[&str]) {
        let served = served(text);
        let row = |of: &WebRequest| {
            let via = if of.is_forwarded { " by a proxy" } else { "" };
            let took = of.took.map_or_else(String::new, |took| format!(" {took} ms"));
            let reason = of.reason.as_deref().map_or_else(String::new, |reason| format!(" {reason}"));
            let (line, time, path, status, client) =
                (of.line, rfc3339_utc(of.ms), &of.path, of.status, &of.client);
            format!("{line} {time} {path} {status}{took}{reason} {client}{via}")
        };
        assert_eq!(served.requests.iter().map(row).collect::<Vec<_>>(), expected, "{text}");
    }

    const FIELDS: &str = "#Fields: date time cs-method cs-uri-stem s-port c-ip sc-status sc-substatus \
                          sc-win32-status time-taken";

    #[test]
    fn columns_may_change_inside_a_file() {
        check(
            &format!(
                "{FIELDS}\n2026-11-12 09:00:00 POST /ClientWebService/client.asmx 8530 192.0.2.51 503 2 0 3\n\
                 #Fields: date time c-ip cs-method cs-uri-stem time-taken sc-status\n\
                 2026-11-12 09:00:01 192.0.2.52 GET /selfupdate/wuident.cab 7 404\n"
            ),
            &[
                "2 2026-11-12T09:00:00.000Z /ClientWebService/client.asmx 503 3 ms 192.0.2.51",
                "4 2026-11-12T09:00:01.000Z /selfupdate/wuident.cab 404 7 ms 192.0.2.52",
            ],
        );
    }

    #[test]
    fn rows_without_column_names_use_the_default_columns() {
        check(
            "2026-11-12 09:00:00 192.0.2.20 POST /ClientWebService/client.asmx - 8530 - 192.0.2.51 agent - 503 2 0 3\n\
             2026-11-12 09:00:01 192.0.2.20 POST /ClientWebService/client.asmx - 8530 - 192.0.2.51 agent - 500 0 0 9\n",
            &[
                "1 2026-11-12T09:00:00.000Z /ClientWebService/client.asmx 503 3 ms 192.0.2.51",
                "2 2026-11-12T09:00:01.000Z /ClientWebService/client.asmx 500 9 ms 192.0.2.51",
            ],
        );
        check(
            "2026-11-12 09:00:00 192.0.2.51 50412 192.0.2.20 8530 HTTP/1.1 GET /selfupdate/wuident.cab - 503 1 QueueFull \
             WsusPool\n",
            &["1 2026-11-12T09:00:00.000Z /selfupdate/wuident.cab 503 QueueFull 192.0.2.51"],
        );
        check("2026-11-12 09:00:00 GET /selfupdate/wuident.cab 503\n", &[]);
    }

    #[test]
    fn the_day_can_change_if_rows_have_no_date() {
        check(
            "#Date: 2026-11-12 23:59:00\n#Fields: time cs-method cs-uri-stem c-ip sc-status\n\
             23:59:59 POST /ClientWebService/client.asmx 192.0.2.51 503\n#Date: 2026-11-13 00:00:00\n\
             00:00:01 POST /ClientWebService/client.asmx 192.0.2.51 503\n",
            &[
                "3 2026-11-12T23:59:59.000Z /ClientWebService/client.asmx 503 192.0.2.51",
                "5 2026-11-13T00:00:01.000Z /ClientWebService/client.asmx 503 192.0.2.51",
            ],
        );
    }

    #[test]
    fn successful_requests_are_only_counted_as_visits() {
        let text = format!(
            "{FIELDS}\n2026-11-12 09:00:00 POST /ClientWebService/client.asmx 8530 192.0.2.51 200 0 0 812\n\
             2026-11-12 09:00:00 GET /iisstart.htm 80 192.0.2.52 404 0 2 1\n\
             2026-11-12 09:00:01 POST /ApiRemoting30/WebService.asmx 8530 192.0.2.10 401 2 5 1\n\
             2026-11-12 09:00:02 GET /Content/5B/8E1C.cab 8530 192.0.2.51 206 0 64 900000\n"
        );
        check(&text, &[]);
        let served = served(&text);
        let at = |seconds: i64| 1_794_474_000_000 + seconds * 1000;
        assert_eq!(rfc3339_utc(at(0)), "2026-11-12T09:00:00.000Z");
        assert_eq!(served.clients(), 2, "requests for other paths are not counted as clients");
        assert_eq!(served.has_visit("192.0.2.51", at(0), at(1)), Some(true));
        assert_eq!(served.has_visit("192.0.2.51", at(3), at(9)), Some(false));
        assert_eq!(served.has_visit("192.0.2.52", at(-99), at(99)), Some(false));
    }

    #[test]
    fn slow_and_refused_requests_are_kept() {
        check(
            &format!(
                "{FIELDS}\n2026-11-12 09:00:00 POST /clientwebservice/client.asmx 8530 ::1 200 0 64 20000\n"
            ),
            &["2 2026-11-12T09:00:00.000Z /clientwebservice/client.asmx 200 20000 ms ::1"],
        );
        check(
            "#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason \
             s-queuename\n\
             2026-11-12 09:00:00 fe80::51%4 50412 fe80::20%4 8530 HTTP/1.1 POST /ClientWebService/client.asmx - 1 \
             Connection_Abandoned_By_ReqQueue WsusPool\n\
             2026-11-12 09:00:00 fe80::51%4 50412 fe80::20%4 8530 HTTP/1.1 GET /Content/a.cab - 1 Connection_Dropped \
             WsusPool\n",
            &[
                "2 2026-11-12T09:00:00.000Z /ClientWebService/client.asmx 0 Connection_Abandoned_By_ReqQueue fe80::51",
            ],
        );
    }

    #[test]
    fn proxies_forward_addresses_in_many_formats() {
        for (written, expected) in [
            ("192.0.2.51", "192.0.2.51"),
            ("192.0.2.51,+192.0.2.8", "192.0.2.51"),
            ("192.0.2.51:50412", "192.0.2.51"),
            ("[FE80::51%4]:50412", "fe80::51"),
            ("::ffff:192.0.2.51", "192.0.2.51"),
        ] {
            assert_eq!(address(written.as_bytes()), expected, "{written}");
        }
        check(
            &format!(
                "{FIELDS} X-Forwarded-For\n\
                 2026-11-12 09:00:00 POST /ClientWebService/client.asmx 8530 192.0.2.9 503 2 0 3 192.0.2.51\n\
                 2026-11-12 09:00:01 POST /ClientWebService/client.asmx 8530 192.0.2.9 503 2 0 3 -\n"
            ),
            &[
                "2 2026-11-12T09:00:00.000Z /ClientWebService/client.asmx 503 3 ms 192.0.2.51 by a proxy",
                "3 2026-11-12T09:00:01.000Z /ClientWebService/client.asmx 503 3 ms 192.0.2.9",
            ],
        );
    }

    #[test]
    fn the_newest_failed_requests_are_kept() {
        let row = "2026-11-12 09:00:00 POST /ClientWebService/client.asmx 8530 192.0.2.51 503 2 0 3\n";
        let served = served(&format!("{FIELDS}\n{}", row.repeat(MOST_REQUESTS + 1)));
        assert_eq!(
            (served.requests.len(), served.dropped),
            (MOST_REQUESTS + 1 - FORGOTTEN, FORGOTTEN as u64)
        );
        assert_eq!(served.requests.last().map(|last| last.line), Some(MOST_REQUESTS as u64 + 2));
    }
}
