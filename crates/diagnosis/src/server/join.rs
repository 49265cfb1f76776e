//! Both sides of a failure: the request that a client reports, as the web server logged it.
//!
//! A row of the server is the client's request if the path matches the step, the response matches the code, and the
//! time matches after the clock difference is corrected. The client must match too, if its logs contain its IP address.
//! Behind a proxy or a load balancer, the server sees another IP address, unless the proxy forwards the address of the
//! client.

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

/// The maximum number of requests shown for one failure, the newest.
const MOST_MATCHES: usize = 5;

/// The maximum number of failures of one kind that are compared with the server logs, the newest.
const MOST_MOMENTS: usize = 200;

/// How far a request may have ended from the expected moment, in milliseconds: web server logs have a resolution of
/// seconds.
const NEAR: i64 = 5_000;

/// How far apart clocks may be, in milliseconds, if the client's IP address is known, and if it is not.
const APART: i64 = 15 * 60_000;
const APART_UNKNOWN: i64 = 3 * 60_000;

/// How long a request may have continued after its client timed out, in milliseconds.
const LONGEST: i64 = 10 * 60_000;

/// Within how many milliseconds of a failure a client must have sent a request to prove that it reached the server.
const AROUND: i64 = 5 * 60_000;

/// Adds to each finding what these web server logs show about it, and removes what they report a second time.
pub(crate) fn join(analysis: &Analysis, problems: &mut Vec<Problem>, files: &[Arc<ScannedFile>]) {
    if files.is_empty() {
        return;
    }
    unite(problems);
    let servers = ServerLogs::new(analysis, files);
    // Both sides record a status at the same moment: if there is one, its difference applies to all.
    let exact = problems.iter().filter_map(|problem| ClientFailure::of(analysis, problem));
    let exact =
        exact.filter(|failure| failure.expected.is_certain()).enumerate().flat_map(|(at, failure)| {
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
        // Server log entries about other clients are no reason for the failures of this client.
        if problem.server.matches.is_empty() {
            problem.causes.retain(|fit| !is_based_on_server_logs(fit.cause));
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

/// Whether a cause is recognized only by the logs of web servers.
fn is_based_on_server_logs(cause: &knowledge::Cause) -> bool {
    let is_servers = |&id: &knowledge::EvidenceId| knowledge::evidence(id).is_some_and(is_of_web_server);
    cause.when.iter().all(|when| when.seen.iter().any(is_servers))
}

/// Whether the line that proves a finding comes from a web server.
fn is_of_server(problem: &Problem) -> bool {
    is_of_web_server(problem.proof.evidence)
}

/// Merges findings with the same cause: a stopped pool is in two logs, in different words.
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
                // The most certain one provides the summary.
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

/// A failure of a client, in a form that can be compared with a server log.
struct ClientFailure {
    code: u32,
    expected: ExpectedResponse,
    paths: &'static [&'static str],
    /// When it occurred, the newest first.
    moments: Vec<FailureTime>,
}

/// The time of a failure.
struct FailureTime {
    ms: i64,
    /// The time of day as written in its log.
    clock: String,
}

impl FailureTime {
    fn of(seen: &TimedSighting) -> Self {
        Self { ms: seen.ms, clock: clock_of(seen.sighting().quote.written()) }
    }
}

impl ClientFailure {
    /// `None` if no code indicates the server's response, or if the log of the server would not show it.
    fn of(analysis: &Analysis, problem: &Problem) -> Option<Self> {
        let codes = problem.code.into_iter().chain(problem.outer_code);
        let (code, expected) = codes.filter_map(|code| Some((code, ExpectedResponse::of(code)?))).next()?;
        let paths = knowledge::step(problem.flow.id, problem.step).map_or(&[][..], |step| step.requests);
        let is_elsewhere = problem
            .runs()
            .and_then(|runs| runs.service.as_ref())
            .is_some_and(|service| service.is_wsus() == Some(false));
        let moments = moments(analysis, problem);
        let is_open = !paths.is_empty() && !moments.is_empty();
        (is_open && !is_elsewhere && !is_of_server(problem)).then_some(Self {
            code,
            expected,
            paths,
            moments,
        })
    }

    fn fits(&self, request: &WebRequest) -> bool {
        self.paths.contains(&request.endpoint) && self.expected.fits(request)
    }
}

/// When a finding occurred, the newest first. Only UTC times can be compared with the log of another machine.
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

/// The logs of web servers, and what they contain about the client.
struct ServerLogs<'f> {
    files: &'f [Arc<ScannedFile>],
    /// All rows, in time order.
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

    /// The rows near a moment that might match a failure. A client might have timed out before.
    fn near(&self, failure: &ClientFailure, ms: i64, apart: i64) -> impl Iterator<Item = &ServerRow<'f>> {
        let from = self.rows.partition_point(|row| row.request.ms < ms - apart);
        let to = self.rows.partition_point(|row| row.request.ms <= ms + apart + LONGEST);
        let is_of_client = |request: &WebRequest| {
            self.known != ClientIdentity::Address
                || self.clients.iter().any(|client| **client == *request.client)
        };
        let rows = self.rows.get(from..to).unwrap_or_default().iter();
        rows.filter(move |ServerRow { request, .. }| {
            let is_near = failure.expected.distance(request, ms).abs() <= apart;
            is_near && failure.fits(request) && is_of_client(request)
        })
    }

    /// Each moment of a failure with each row that might be the same request.
    fn pairs(&self, failure: &ClientFailure) -> Vec<TimePair> {
        let apart = if self.known == ClientIdentity::Address { APART } else { APART_UNKNOWN };
        let of_moment = |(at, moment): (usize, &FailureTime)| {
            let (ms, expected) = (moment.ms, failure.expected);
            let differences =
                self.near(failure, ms, apart).map(move |row| expected.distance(row.request, ms));
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
            let distance = |row: &&&ServerRow<'f>| failure.expected.distance(row.request, ms).abs();
            let Some(row) = near.iter().filter(is_own).min_by_key(distance) else { continue };
            let is_alone =
                own.is_some() || near.iter().all(|other| other.request.client == row.request.client);
            let sure = match (self.known, failure.expected.is_certain(), is_alone) {
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

    /// The one client that failed at more of these moments than any other, and at least at two.
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

    /// What it means if no row matches a failure although a log covers its last moment.
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
            // A web server writes a request when it ends, so a request without a response might not be in its log.
            let or_waits = match failure.expected {
                ExpectedResponse::Status(_) => "",
                ExpectedResponse::Late | ExpectedResponse::Cut => ", or has not been answered yet",
            };
            return Some(format!(
                "{log} has no request from this client around {clock}: the request did not reach this server{or_waits}."
            ));
        }
        // Requests that Windows itself rejects are in its own log, not in the IIS log.
        let has_errors = self.files.iter().any(|file| file.reading.format == Format::HttpErr);
        let is_conclusive =
            failure.expected.is_certain() && (has_errors || !failure.expected.may_be_windows_own());
        is_conclusive.then(|| {
            format!("{log} covers {clock} and has no such response: something on the network path might have sent it.")
        })
    }
}

/// `10:03:07` from a time as a log writes it.
fn clock_of(written: &str) -> String {
    let time = written.split_whitespace().next_back().unwrap_or_default();
    time.get(..8).unwrap_or(time).to_owned()
}

/// The client's own IP addresses, as its logs name them.
fn addresses(analysis: &Analysis) -> Vec<String> {
    let lines = analysis.sightings.iter().filter(|seen| seen.capture("client_address").is_some());
    // A client can have several; the line names all of them in the same way.
    let named = lines.flat_map(|seen| seen.sighting().quote.text().split(" Address=\"").skip(1));
    let mut addresses: Vec<String> =
        named.filter_map(|rest| Some(address(rest.split_once('"')?.0.as_bytes()))).collect();
    addresses.retain(|address| !address.is_empty());
    sort::by(&mut addresses, Ord::cmp);
    addresses.dedup();
    addresses
}
