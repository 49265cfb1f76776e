//! Both sides of a failure: the request that a client's log reports, as the web server logged it.
//!
//! A row of the server is the client's request where what was asked for fits the step, the answer fits the code, and
//! the moment fits once the difference of the clocks is known; and where the client is the same, if its logs name its
//! address. Behind a proxy or a load balancer the server sees another address, unless the proxy passes the client's on.

use std::collections::BTreeMap;
use std::sync::Arc;

use logfile::Format;
use report::{Confidence, ServerRequest};

use crate::judge::analysis::Analysis;
use crate::judge::machine_failures::bursts;
use crate::judge::problem::Problem;
use crate::logs::scanned_file::ScannedFile;
use crate::logs::web_server_log::{WebRequest, address};
use crate::runs::timed_sightings::TimedSighting;
use crate::scan::log_names::is_of_web_server;
use crate::server::clock_skew::{ClockSkew, TimePair, ahead};
use crate::server::expected_response::ExpectedResponse;
use crate::server::server_match::{ClientIdentity, MatchBasis, ServerRow, server_side};
use crate::sort;

/// At most so many requests are shown beside one failure, the newest.
const MOST_MATCHES: usize = 5;

/// At most so many failures of one kind are compared with the server's logs, the newest.
const MOST_MOMENTS: usize = 200;

/// How far from the expected moment a request may have ended, in milliseconds: logs of web servers count seconds.
const NEAR: i64 = 5_000;

/// How far apart clocks may be, in milliseconds, where the client's address is known, and where it is not.
const APART: i64 = 15 * 60_000;
const APART_UNKNOWN: i64 = 3 * 60_000;

/// The longest a request may have gone on after its client timed out, in milliseconds.
const LONGEST: i64 = 10 * 60_000;

/// Within how many milliseconds of a failure a client must have asked for something, to have reached the server.
const AROUND: i64 = 5 * 60_000;

/// Puts beside each finding what these web servers' logs say about it, and takes out what they report a second time.
pub(crate) fn join(analysis: &Analysis, problems: &mut Vec<Problem>, files: &[Arc<ScannedFile>]) {
    if files.is_empty() {
        return;
    }
    unite(problems);
    let servers = ServerLogs::new(analysis, files);
    // A status is given at one moment on both sides: where there is one, it is the difference for all.
    let exact = problems.iter().filter_map(|problem| ClientFailure::of(analysis, problem));
    let exact = exact.filter(|failure| failure.wanted.is_certain()).enumerate().flat_map(|(at, failure)| {
        let pairs = servers.pairs(&failure);
        pairs.into_iter().map(move |pair| TimePair { moment: at * MOST_MOMENTS + pair.moment, ..pair })
    });
    let shared = ahead(exact.collect()).filter(|shared| shared.is_certain);
    for problem in problems.iter_mut().filter(|problem| !is_of_server(problem)) {
        if let Some(failure) = ClientFailure::of(analysis, problem) {
            problem.server.matches = servers.matches(&failure, shared);
            if problem.server.matches.is_empty() {
                problem.server.silence = servers.silence(&failure, shared.map_or(0, |shared| shared.by));
            }
        }
        // What the server logs of others is no reason for what happened to this client.
        if problem.server.matches.is_empty() {
            problem.causes.retain(|fit| !is_told_by_servers(fit.cause));
        }
    }
    let explained: Vec<(&str, &str)> = problems
        .iter()
        .filter(|problem| !problem.server.matches.is_empty() && problem.runs().is_some())
        .filter_map(|problem| Some((problem.step, problem.best_cause()?)))
        .collect();
    let cause = |problem: &Problem| problem.best_cause().map(|cause| (problem.step, cause));
    problems.retain(|problem| {
        !is_of_server(problem) || cause(problem).is_none_or(|cause| !explained.contains(&cause))
    });
}

/// Whether a cause is known by what web servers log, and by nothing else.
fn is_told_by_servers(cause: &knowledge::Cause) -> bool {
    let is_servers = |&id: &knowledge::EvidenceId| knowledge::evidence(id).is_some_and(is_of_web_server);
    cause.when.iter().all(|when| when.seen.iter().any(is_servers))
}

/// Whether the line that proves a finding is a web server's own.
fn is_of_server(problem: &Problem) -> bool {
    is_of_web_server(problem.proof.evidence)
}

/// Makes one of findings of one cause: a stopped pool is in two logs, in different words.
fn unite(problems: &mut Vec<Problem>) {
    let cause = |problem: &Problem| {
        Some((problem.flow.id, problem.step, problem.severity, problem.best_cause()?))
            .filter(|_| is_of_server(problem))
    };
    let mut at = 0;
    while at < problems.len() {
        let first = problems[..at]
            .iter()
            .position(|first| cause(first).is_some() && cause(first) == cause(&problems[at]));
        match first {
            Some(first) => {
                let mut more = problems.remove(at);
                let one = &mut problems[first];
                // The surest says what it is.
                let sure = |problem: &Problem| problem.causes.first().map(|fit| fit.confidence);
                if sure(&more) < sure(one) {
                    std::mem::swap(&mut more, one);
                }
                one.occurrences.count += more.occurrences.count;
                one.layers.extend(more.layers);
                one.occurrences.times.extend(more.occurrences.times);
                sort::by_key(&mut one.layers, TimedSighting::order);
                sort::by(&mut one.occurrences.times, Ord::cmp);
                one.occurrences.bursts = bursts(one.occurrences.times.iter().copied());
            }
            None => at += 1,
        }
    }
}

/// A failure of a client, as it can be compared with a server's log.
struct ClientFailure {
    code: u32,
    wanted: ExpectedResponse,
    paths: &'static [&'static str],
    /// When it was, the newest first.
    moments: Vec<FailureTime>,
}

/// When a failure was.
struct FailureTime {
    ms: i64,
    /// The time of day as its log writes it.
    clock: String,
}

impl FailureTime {
    fn of(seen: &TimedSighting) -> Self {
        Self { ms: seen.ms, clock: clock_of(seen.sighting().quote.written()) }
    }
}

impl ClientFailure {
    /// None where no code says what the server answered, or the server is none whose log would show it.
    fn of(analysis: &Analysis, problem: &Problem) -> Option<Self> {
        let codes = problem.code.into_iter().chain(problem.outer_code);
        let (code, wanted) = codes.filter_map(|code| Some((code, ExpectedResponse::of(code)?))).next()?;
        let paths = knowledge::step(problem.flow.id, problem.step).map_or(&[][..], |step| step.requests);
        let is_elsewhere = problem
            .runs()
            .and_then(|runs| runs.service.as_ref())
            .is_some_and(|service| service.is_wsus() == Some(false));
        let moments = moments(analysis, problem);
        let is_open = !paths.is_empty() && !moments.is_empty();
        (is_open && !is_elsewhere && !is_of_server(problem)).then_some(Self { code, wanted, paths, moments })
    }

    fn fits(&self, request: &WebRequest) -> bool {
        self.paths.contains(&request.endpoint) && self.wanted.fits(request)
    }
}

/// When a finding was seen, the newest first; only what is UTC can be compared with another machine's log.
fn moments(analysis: &Analysis, problem: &Problem) -> Vec<FailureTime> {
    if problem.runs().is_none() {
        return Some(FailureTime::of(&problem.proof)).filter(|_| problem.proof.is_utc).into_iter().collect();
    }
    let of_flow = analysis.runs.iter().filter(|judged| judged.run.flow.id == problem.flow.id);
    let failures = of_flow.filter_map(|judged| judged.failure().filter(|failure| !failure.kind.is_stop()));
    let same = failures.filter(|failure| (failure.step, failure.code) == (problem.step, problem.code));
    let mut moments: Vec<FailureTime> =
        same.filter(|failure| failure.proof.is_utc).map(|failure| FailureTime::of(&failure.proof)).collect();
    sort::by_key(&mut moments, |moment| std::cmp::Reverse(moment.ms));
    moments.truncate(MOST_MOMENTS);
    moments
}

/// The logs of web servers, and what they know of the client.
struct ServerLogs<'f> {
    files: &'f [Arc<ScannedFile>],
    /// All their rows, in time order.
    rows: Vec<ServerRow<'f>>,
    clients: Vec<String>,
    known: ClientIdentity,
}

impl<'f> ServerLogs<'f> {
    fn new(analysis: &Analysis, files: &'f [Arc<ScannedFile>]) -> Self {
        let of_file = |file: &'f Arc<ScannedFile>| {
            file.served.requests.iter().map(move |request| ServerRow { file, request })
        };
        let mut rows: Vec<ServerRow<'f>> = files.iter().flat_map(of_file).collect();
        sort::by(&mut rows, |a, b| {
            let order = |row: &ServerRow<'f>| (row.request.ms, row.request.line);
            let names =
                || (&a.file.given.name, &a.file.given.path).cmp(&(&b.file.given.name, &b.file.given.path));
            order(a).cmp(&order(b)).then_with(names)
        });
        let clients = addresses(analysis);
        let knows = |file: &Arc<ScannedFile>| clients.iter().any(|client| file.served.knows(client));
        let known = match (clients.is_empty(), files.iter().any(knows)) {
            (true, _) => ClientIdentity::Unknown,
            (false, true) => ClientIdentity::Address,
            (false, false) => ClientIdentity::Hidden,
        };
        Self { files, rows, clients, known }
    }

    /// The rows that may be what a failure reports and end so near to a moment; a client may have timed out before.
    fn near(&self, failure: &ClientFailure, ms: i64, apart: i64) -> impl Iterator<Item = &ServerRow<'f>> {
        let from = self.rows.partition_point(|row| row.request.ms < ms - apart);
        let to = self.rows.partition_point(|row| row.request.ms <= ms + apart + LONGEST);
        let is_of_client = |request: &WebRequest| {
            self.known != ClientIdentity::Address
                || self.clients.iter().any(|client| **client == *request.client)
        };
        let rows = self.rows.get(from..to).unwrap_or_default().iter();
        rows.filter(move |ServerRow { request, .. }| {
            let is_near = failure.wanted.distance(request, ms).abs() <= apart;
            is_near && failure.fits(request) && is_of_client(request)
        })
    }

    /// Each moment of a failure with each row that may be the same request.
    fn pairs(&self, failure: &ClientFailure) -> Vec<TimePair> {
        let apart = if self.known == ClientIdentity::Address { APART } else { APART_UNKNOWN };
        let of_moment = |(at, moment): (usize, &FailureTime)| {
            let (ms, wanted) = (moment.ms, failure.wanted);
            let differences = self.near(failure, ms, apart).map(move |row| wanted.distance(row.request, ms));
            differences.map(move |by| TimePair { moment: at, by })
        };
        failure.moments.iter().enumerate().flat_map(of_moment).collect()
    }

    fn matches(&self, failure: &ClientFailure, shared: Option<ClockSkew>) -> Vec<ServerRequest> {
        let Some(ahead) = shared.or_else(|| ahead(self.pairs(failure))) else { return Vec::new() };
        let own = if self.known == ClientIdentity::Unknown { self.likeliest(failure, ahead) } else { None };
        let mut matches = Vec::new();
        for moment in &failure.moments {
            let ms = moment.ms + ahead.by;
            let near: Vec<&ServerRow<'f>> = self.near(failure, ms, NEAR).collect();
            let is_own = |row: &&&ServerRow<'f>| own.is_none_or(|own| *own == *row.request.client);
            let distance = |row: &&&ServerRow<'f>| failure.wanted.distance(row.request, ms).abs();
            let Some(row) = near.iter().filter(is_own).min_by_key(distance) else { continue };
            let is_alone =
                own.is_some() || near.iter().all(|other| other.request.client == row.request.client);
            let sure = match (self.known, failure.wanted.is_certain(), is_alone) {
                (ClientIdentity::Address, true, _) => Confidence::High,
                (ClientIdentity::Address, false, _) | (ClientIdentity::Unknown, true, true) => {
                    Confidence::Medium
                }
                _ => Confidence::Low,
            };
            let clock = ahead.is_certain.then_some(ahead.by);
            matches.push(server_side(
                row,
                failure.code,
                &moment.clock,
                MatchBasis { known: self.known, clock, sure },
            ));
            if matches.len() == MOST_MATCHES {
                break;
            }
        }
        matches
    }

    /// The one client that failed at more of these moments than any other, and at two at least.
    fn likeliest(&self, failure: &ClientFailure, ahead: ClockSkew) -> Option<&'f str> {
        let mut counts: BTreeMap<&'f str, usize> = BTreeMap::new();
        for moment in &failure.moments {
            let near = self.near(failure, moment.ms + ahead.by, NEAR);
            let mut near: Vec<&'f str> = near.map(|row| &*row.request.client).collect();
            sort::by(&mut near, Ord::cmp);
            near.dedup();
            for client in near {
                *counts.entry(client).or_default() += 1;
            }
        }
        let most = counts.values().copied().max().filter(|&most| most >= 2)?;
        let mut first = counts.into_iter().filter(|&(_, count)| count == most);
        first.next().map(|(client, _)| client).filter(|_| first.next().is_none())
    }

    /// What it means that no row is what a failure reports, though a log covers its last moment.
    fn silence(&self, failure: &ClientFailure, ahead: i64) -> Option<String> {
        let FailureTime { ms, clock } = failure.moments.first()?;
        let ms = ms + ahead;
        let covers = |file: &&Arc<ScannedFile>| {
            let span = file.tally.span.map(|(first, last)| (first.local, last.local));
            let is_inside = span.is_some_and(|(first, last)| first <= ms - NEAR && ms + NEAR <= last);
            is_inside && file.reading.format == Format::Iis && file.served.clients() > 0
        };
        let logs: Vec<&Arc<ScannedFile>> = self.files.iter().filter(covers).collect();
        let log = &logs.iter().map(|file| &file.given.name).min()?;
        let visited = |file: &&Arc<ScannedFile>, client: &String| {
            file.served.has_visit(client, ms - AROUND, ms + AROUND).unwrap_or(true)
        };
        let is_there = logs.iter().any(|file| self.clients.iter().any(|client| visited(file, client)));
        if self.known == ClientIdentity::Address && !is_there {
            // A web server writes a request when it ends: one that it never answered may not be in its log.
            let or_waits = match failure.wanted {
                ExpectedResponse::Status(_) => "",
                ExpectedResponse::Late | ExpectedResponse::Cut => ", or is not answered yet",
            };
            return Some(format!(
                "{log} has no request of this client around {clock}: what it asked did not reach this server{or_waits}."
            ));
        }
        // What Windows refuses by itself is in its own log, and not in that of IIS.
        let has_errors = self.files.iter().any(|file| file.reading.format == Format::HttpErr);
        let is_conclusive =
            failure.wanted.is_certain() && (has_errors || !failure.wanted.may_be_windows_own());
        is_conclusive.then(|| {
            format!("{log} covers {clock} and has no such answer: something on the way may have given it.")
        })
    }
}

/// `10:03:07` of a time as a log writes it.
fn clock_of(written: &str) -> String {
    let time = written.split_whitespace().next_back().unwrap_or_default();
    time.get(..8).unwrap_or(time).to_owned()
}

/// The client's own addresses, as its logs name them.
fn addresses(analysis: &Analysis) -> Vec<String> {
    let lines = analysis.sightings.iter().filter(|seen| seen.capture("client_address").is_some());
    // A client may have several; the line names all of them in the same way.
    let named = lines.flat_map(|seen| seen.sighting().quote.text().split(" Address=\"").skip(1));
    let mut addresses: Vec<String> =
        named.filter_map(|rest| Some(address(rest.split_once('"')?.0.as_bytes()))).collect();
    addresses.retain(|address| !address.is_empty());
    sort::by(&mut addresses, Ord::cmp);
    addresses.dedup();
    addresses
}
