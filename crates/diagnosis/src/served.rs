//! What a web server's log says of requests for updates and policy: those that failed or took long, one by one, and
//! of all others only which client asked when.
//!
//! Rows come in the order of the file, so each is read by the line `#Fields:` that stands before it.

use std::collections::BTreeMap;

use logfile::{Encoding, W3cFields, decode};

use crate::rows::{Row, Rows, path_of};

/// One request that failed, took long, or was cut off.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Request {
    /// When it ended, in milliseconds since 1970 of the server's clock.
    pub(crate) ms: i64,
    /// The line on which it stands, from 1.
    pub(crate) line: u64,
    /// Where its text stands in the file.
    pub(crate) bytes: [u64; 2],
    /// Its time as written.
    pub(crate) written: Box<str>,
    /// Its text.
    pub(crate) text: Box<str>,
    /// What was asked for.
    pub(crate) path: Box<str>,
    /// The beginning of it, as it is known.
    pub(crate) service: &'static [u8],
    /// The status; 0 where there was none.
    pub(crate) status: u16,
    /// Windows' own error; 0 where there was none.
    pub(crate) error: u32,
    /// How long it took in milliseconds, where the log says so.
    pub(crate) took: Option<u32>,
    /// Why HTTP.sys refused it.
    pub(crate) reason: Option<Box<str>>,
    /// Who asked.
    pub(crate) client: Box<str>,
    /// Whether a proxy says so, which passed the request on.
    pub(crate) is_forwarded: bool,
}

impl Request {
    /// Whether the client went away, or was cut off, before it had its answer.
    pub(crate) fn is_cut(&self) -> bool {
        self.error != 0 && (self.status < 400 || self.status == 500) || self.status == 0
    }
}

/// How many requests of one file are kept: the newest.
const MOST_REQUESTS: usize = 20_000;

/// How many of the oldest go at once when there are too many.
const FORGOTTEN: usize = 2_000;

/// How many stretches of time are kept, in which one client asked for something.
const MOST_VISITS: usize = 200_000;

/// After so many quiet milliseconds a client's next request begins a new stretch.
const QUIET: i64 = 60_000;

/// A request that took that long in milliseconds is kept, however it ended.
const LONG: u32 = 20_000;

/// What the log of a web server says, so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Served {
    fields: W3cFields,
    /// Midnight of the day of rows that name none.
    day: Option<i64>,
    /// The requests that matter, in the order of the file.
    pub(crate) requests: Vec<Request>,
    /// How many older ones are not kept.
    pub(crate) dropped: u64,
    /// When each client asked, stretch by stretch.
    visits: BTreeMap<Box<str>, Vec<(i64, i64)>>,
    visits_kept: usize,
    /// Whether some stretches are not kept.
    is_crowded: bool,
}

impl Served {
    /// Takes the rows of the next stretch of the file.
    pub(crate) fn add(&mut self, rows: &Rows) {
        for row in rows.iter() {
            match row.text.first() {
                Some(b'#') => self.direct(&row),
                _ => self.take(&row),
            }
        }
    }

    /// Whether this client asked for something from one moment to another; none where that is not known.
    pub(crate) fn has_visit(&self, client: &str, from: i64, to: i64) -> Option<bool> {
        let visits = self.visits.get(client);
        let found =
            visits.is_some_and(|visits| visits.iter().any(|&(first, last)| first <= to && last >= from));
        (found || !self.is_crowded).then_some(found)
    }

    /// Whether this client ever asked for something.
    pub(crate) fn knows(&self, client: &str) -> bool {
        self.visits.contains_key(client)
    }

    /// How many clients asked for something.
    pub(crate) fn clients(&self) -> usize {
        self.visits.len()
    }

    fn direct(&mut self, row: &Row<'_>) {
        if let Some(fields) = W3cFields::of(row.text) {
            self.fields = fields;
        } else if let Some(day) = logfile::w3c_day(row.text) {
            self.day = Some(day);
        }
    }

    fn take(&mut self, row: &Row<'_>) {
        let Some(mut ms) = row.ms else { return };
        if let Some(day) = self.day.filter(|_| !row.has_day) {
            ms = day + ms.rem_euclid(86_400_000);
        }
        let mut values = Values::default();
        for (name, value) in self.fields.values(row.text) {
            values.take(name, value);
        }
        let Some((service, path)) = values.path.and_then(|path| Some((path_of(path)?, path))) else { return };
        let client = values.forwarded.or(values.client);
        let name = client.map_or_else(String::new, address);
        if !name.is_empty() {
            self.visit(&name, ms);
        }
        let windows = values.windows.unwrap_or(0);
        let (status, took) = (values.status.unwrap_or(0), values.took);
        let is_long = took.is_some_and(|took| took >= LONG) && !is_of_files(service);
        // Where Windows signs clients in, the first answers are always a 401.
        let is_sign_in = status == 401 && values.reason.is_none() && !is_open(service);
        let is_refused = values.reason.is_some_and(|reason| !reason.starts_with(b"Connection_Dropped"));
        if !(is_long || is_refused || (status >= 400 && !is_sign_in)) {
            return;
        }
        self.requests.push(Request {
            ms,
            line: row.line,
            bytes: row.bytes,
            written: text_of(row.written()),
            text: text_of(row.message),
            path: text_of(&path[..path.len().min(MOST_PATH)]),
            service,
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

    /// Bytes it takes in memory.
    pub(crate) fn bytes_kept(&self) -> usize {
        let texts =
            self.requests.iter().map(|of| of.text.len() + of.path.len() + of.client.len()).sum::<usize>();
        self.requests.len() * size_of::<Request>() + texts + self.visits_kept * 16
    }
}

/// At most so many bytes of a path are kept.
const MOST_PATH: usize = 200;

/// Whether whole files come from there, which may take as long as they like.
fn is_of_files(service: &[u8]) -> bool {
    service == b"/Content/" || service.ends_with(b"SMSPKG$/")
}

/// Whether everybody may ask there without signing in.
fn is_open(service: &[u8]) -> bool {
    [&b"/ClientWebService/"[..], b"/SimpleAuthWebService/", b"/ReportingWebService/", b"/selfupdate/"]
        .contains(&service)
}

/// The values of one row that matter.
#[derive(Default)]
struct Values<'r> {
    path: Option<&'r [u8]>,
    client: Option<&'r [u8]>,
    forwarded: Option<&'r [u8]>,
    reason: Option<&'r [u8]>,
    status: Option<u16>,
    windows: Option<u32>,
    took: Option<u32>,
}

impl<'r> Values<'r> {
    fn take(&mut self, name: &str, value: &'r [u8]) {
        match name {
            "cs-uri-stem" | "cs-uri" => self.path = Some(value),
            "c-ip" => self.client = Some(value),
            "x-forwarded-for" | "cs(x-forwarded-for)" | "originalip" | "cs(x-original-forwarded-for)" => {
                self.forwarded = Some(value);
            }
            "s-reason" => self.reason = Some(value),
            "sc-status" => self.status = number(value),
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

/// An address as all logs would write it: the first of several that proxies passed on, without port and zone.
pub(crate) fn address(value: &[u8]) -> String {
    let text = String::from_utf8_lossy(value);
    let first = text.split([',', '+', ' ', ';']).next().unwrap_or_default().trim_matches(['"', '[']);
    let first = first.split(['%', ']']).next().unwrap_or_default();
    let is_v4_with_port = first.matches('.').count() == 3 && first.matches(':').count() == 1;
    let first = if is_v4_with_port { first.split(':').next().unwrap_or_default() } else { first };
    first.strip_prefix("::ffff:").unwrap_or(first).to_ascii_lowercase()
}
