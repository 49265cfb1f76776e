//! Both sides of a failure: the request that a client's log tells of, as the web server logged it.
//!
//! A row of the server is the client's request where what was asked for fits the step, the answer fits the code, and
//! the moment fits once the clocks are laid on one another; and where the client is the same, if its logs name its
//! address. Behind a proxy or a load balancer the server sees another address, unless the proxy passes the client's on.

use std::collections::BTreeMap;

use logfile::Format;
use report::{Confidence, ServerRequest};

use crate::clocks::{Ahead, Pair, ahead};
use crate::file::FileRead;
use crate::findings::Found;
use crate::grounds::Grounds;
use crate::machine::bursts;
use crate::seen::Seen;
use crate::served::{Request, address, is_of_web_server};
use crate::side::{Known, side};
use crate::sort;
use crate::wanted::{Wanted, services_of};

/// At most so many requests are shown beside one failure, the newest.
const MOST_SIDES: usize = 5;

/// At most so many failures of one kind are held against the server's logs, the newest.
const MOST_MOMENTS: usize = 200;

/// How far from the expected moment a request may have ended, in milliseconds: logs of web servers count seconds.
const NEAR: i64 = 5_000;

/// How far apart clocks may be, in milliseconds, where the client's address is known, and where it is not.
const APART: i64 = 15 * 60_000;
const APART_UNKNOWN: i64 = 3 * 60_000;

/// The longest a request may have gone on after its client gave up, in milliseconds.
const LONGEST: i64 = 10 * 60_000;

/// Within how many milliseconds of a failure a client must have asked for something, to have reached the server.
const AROUND: i64 = 5 * 60_000;

/// What the logs of web servers say of a finding.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// The same requests, as they logged them.
    pub(crate) sides: Vec<ServerRequest>,
    /// What speaks against it because they do not say it, in a sentence.
    pub(crate) open: Option<String>,
}

/// A row, and the file it stands in.
pub(crate) type Row<'f> = (&'f FileRead, &'f Request);

/// Puts beside each finding what these web servers' logs say of it, and takes out what they tell a second time.
pub(crate) fn join(grounds: &Grounds<'_, '_>, found: &mut Vec<Found<'_>>, files: &[&FileRead]) {
    if files.is_empty() {
        return;
    }
    unite(found);
    let servers = Servers::new(grounds, files);
    // A status is given at one moment on both sides: where there is one, it tells the difference for all.
    let exact = found.iter().filter_map(|found| Failure::of(grounds, found));
    let exact = exact.filter(|failure| failure.wanted.is_certain()).enumerate().flat_map(|(at, failure)| {
        let pairs = servers.pairs(&failure);
        pairs.into_iter().map(move |pair| Pair { moment: at * MOST_MOMENTS + pair.moment, ..pair })
    });
    let shared = ahead(exact.collect()).filter(|shared| shared.is_certain);
    for found in found.iter_mut().filter(|found| !is_of_server(found)) {
        if let Some(failure) = Failure::of(grounds, found) {
            found.server.sides = servers.sides(&failure, shared);
            if found.server.sides.is_empty() {
                found.server.open = servers.silence(&failure, shared.map_or(0, |shared| shared.by));
            }
        }
        // What the server tells of others is no reason for what happened to this client.
        if found.server.sides.is_empty() {
            found.fits.retain(|fit| !is_told_by_servers(fit.cause));
        }
    }
    let told: Vec<(&str, &str)> = found
        .iter()
        .filter(|found| !found.server.sides.is_empty() && found.run.is_some())
        .filter_map(|found| Some((found.step, found.fits.first()?.cause.id)))
        .collect();
    let cause = |found: &Found<'_>| found.fits.first().map(|fit| (found.step, fit.cause.id));
    found.retain(|found| !is_of_server(found) || cause(found).is_none_or(|cause| !told.contains(&cause)));
}

/// Whether a cause is known by what web servers log, and by nothing else.
fn is_told_by_servers(cause: &knowledge::Cause) -> bool {
    let is_servers = |&id: &knowledge::EvidenceId| knowledge::evidence(id).is_some_and(is_of_web_server);
    cause.when.iter().all(|when| when.seen.iter().any(is_servers))
}

/// Whether the line that proves a finding is a web server's own.
fn is_of_server(found: &Found<'_>) -> bool {
    is_of_web_server(found.proof.evidence)
}

/// Makes one of findings that tell of one cause: a stopped pool stands in two logs, in different words.
fn unite(found: &mut Vec<Found<'_>>) {
    let cause = |found: &Found<'_>| {
        Some((found.flow.id, found.step, found.level, found.fits.first()?.cause.id))
            .filter(|_| is_of_server(found))
    };
    let mut at = 0;
    while at < found.len() {
        let first =
            found[..at].iter().position(|first| cause(first).is_some() && cause(first) == cause(&found[at]));
        match first {
            Some(first) => {
                let mut more = found.remove(at);
                let one = &mut found[first];
                // The surest says what it is.
                let sure = |found: &Found<'_>| found.fits.first().map(|fit| fit.sure);
                if sure(&more) < sure(one) {
                    std::mem::swap(&mut more, one);
                }
                one.count += more.count;
                one.layers.extend(more.layers);
                one.times.extend(more.times);
                sort::by_key(&mut one.layers, Seen::order);
                sort::by(&mut one.times, Ord::cmp);
                one.bursts = bursts(one.times.iter().copied());
            }
            None => at += 1,
        }
    }
}

/// A failure of a client, as it can be held against a server's log.
struct Failure {
    code: u32,
    wanted: Wanted,
    services: &'static [&'static [u8]],
    /// When it was, the newest first.
    moments: Vec<Moment>,
}

/// When a failure was.
struct Moment {
    ms: i64,
    /// The time of day as its log writes it.
    clock: String,
}

impl Moment {
    fn of(seen: &Seen<'_>) -> Self {
        Self { ms: seen.ms, clock: clock_of(seen.sighting.quote.written()) }
    }
}

impl Failure {
    /// None where no code tells what the server answered, or the server is none whose log would tell.
    fn of(grounds: &Grounds<'_, '_>, found: &Found<'_>) -> Option<Self> {
        let codes = found.code.into_iter().chain(found.outer_code);
        let (code, wanted) = codes.filter_map(|code| Some((code, Wanted::of(code)?))).next()?;
        let services = services_of(found.flow.id, found.step);
        let is_elsewhere = found.service.as_ref().is_some_and(|service| service.is_wsus() == Some(false));
        let moments = moments(grounds, found);
        let is_open = !services.is_empty() && !moments.is_empty();
        (is_open && !is_elsewhere && !is_of_server(found)).then_some(Self { code, wanted, services, moments })
    }

    fn fits(&self, request: &Request) -> bool {
        self.services.contains(&request.service) && self.wanted.fits(request)
    }
}

/// When a finding was seen, the newest first; only what is UTC can be held against another machine's log.
fn moments(grounds: &Grounds<'_, '_>, found: &Found<'_>) -> Vec<Moment> {
    if found.run.is_none() {
        return Some(Moment::of(&found.proof)).filter(|_| found.proof.is_utc).into_iter().collect();
    }
    let of_flow = grounds.runs.iter().filter(|judged| judged.run.flow.id == found.flow.id);
    let failures = of_flow.filter_map(|judged| judged.failure.as_ref().filter(|failure| !failure.is_stop));
    let same = failures.filter(|failure| (failure.step, failure.code) == (found.step, found.code));
    let mut moments: Vec<Moment> =
        same.filter(|failure| failure.proof.is_utc).map(|failure| Moment::of(&failure.proof)).collect();
    sort::by_key(&mut moments, |moment| std::cmp::Reverse(moment.ms));
    moments.truncate(MOST_MOMENTS);
    moments
}

/// The logs of web servers, and what they know of the client.
struct Servers<'f> {
    files: &'f [&'f FileRead],
    /// All their rows, in time order.
    rows: Vec<Row<'f>>,
    clients: Vec<String>,
    known: Known,
}

impl<'f> Servers<'f> {
    fn new(grounds: &Grounds<'_, '_>, files: &'f [&'f FileRead]) -> Self {
        let of_file = |&file: &&'f FileRead| file.served.requests.iter().map(move |request| (file, request));
        let mut rows: Vec<Row<'f>> = files.iter().flat_map(of_file).collect();
        sort::by(&mut rows, |a, b| {
            let order = |row: &Row<'f>| (row.1.ms, row.1.line);
            let names = || (&a.0.given.name, &a.0.given.path).cmp(&(&b.0.given.name, &b.0.given.path));
            order(a).cmp(&order(b)).then_with(names)
        });
        let clients = addresses(grounds);
        let knows = |file: &&FileRead| clients.iter().any(|client| file.served.knows(client));
        let known = match (clients.is_empty(), files.iter().any(knows)) {
            (true, _) => Known::Unknown,
            (false, true) => Known::Address,
            (false, false) => Known::Hidden,
        };
        Self { files, rows, clients, known }
    }

    /// The rows that may be what a failure tells of and end so near to a moment; a client may have given up before.
    fn near(&self, failure: &Failure, ms: i64, apart: i64) -> impl Iterator<Item = &Row<'f>> {
        let from = self.rows.partition_point(|(_, request)| request.ms < ms - apart);
        let to = self.rows.partition_point(|(_, request)| request.ms <= ms + apart + LONGEST);
        let is_of_client = |request: &Request| {
            self.known != Known::Address || self.clients.iter().any(|client| **client == *request.client)
        };
        let rows = self.rows.get(from..to).unwrap_or_default().iter();
        rows.filter(move |(_, request)| {
            let is_near = failure.wanted.distance(request, ms).abs() <= apart;
            is_near && failure.fits(request) && is_of_client(request)
        })
    }

    /// Each moment of a failure with each row that may be the same request.
    fn pairs(&self, failure: &Failure) -> Vec<Pair> {
        let apart = if self.known == Known::Address { APART } else { APART_UNKNOWN };
        let of_moment = |(at, moment): (usize, &Moment)| {
            let (ms, wanted) = (moment.ms, failure.wanted);
            let differences = self.near(failure, ms, apart).map(move |row| wanted.distance(row.1, ms));
            differences.map(move |by| Pair { moment: at, by })
        };
        failure.moments.iter().enumerate().flat_map(of_moment).collect()
    }

    fn sides(&self, failure: &Failure, shared: Option<Ahead>) -> Vec<ServerRequest> {
        let Some(ahead) = shared.or_else(|| ahead(self.pairs(failure))) else { return Vec::new() };
        let own = if self.known == Known::Unknown { self.likeliest(failure, ahead) } else { None };
        let mut sides = Vec::new();
        for moment in &failure.moments {
            let ms = moment.ms + ahead.by;
            let near: Vec<&Row<'f>> = self.near(failure, ms, NEAR).collect();
            let is_own = |row: &&&Row<'f>| own.is_none_or(|own| *own == *row.1.client);
            let distance = |row: &&&Row<'f>| failure.wanted.distance(row.1, ms).abs();
            let Some(row) = near.iter().filter(is_own).min_by_key(distance) else { continue };
            let is_alone = own.is_some() || near.iter().all(|other| other.1.client == row.1.client);
            let sure = match (self.known, failure.wanted.is_certain(), is_alone) {
                (Known::Address, true, _) => Confidence::High,
                (Known::Address, false, _) | (Known::Unknown, true, true) => Confidence::Medium,
                _ => Confidence::Low,
            };
            let clock = ahead.is_certain.then_some(ahead.by);
            sides.push(side(row, failure.code, &moment.clock, (self.known, clock, sure)));
            if sides.len() == MOST_SIDES {
                break;
            }
        }
        sides
    }

    /// The one client that failed at more of these moments than any other, and at two at least.
    fn likeliest(&self, failure: &Failure, ahead: Ahead) -> Option<&'f str> {
        let mut counts: BTreeMap<&'f str, usize> = BTreeMap::new();
        for moment in &failure.moments {
            let near = self.near(failure, moment.ms + ahead.by, NEAR);
            let mut near: Vec<&'f str> = near.map(|&(_, request)| &*request.client).collect();
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

    /// What it means that no row is what a failure tells of, though a log covers its last moment.
    fn silence(&self, failure: &Failure, ahead: i64) -> Option<String> {
        let Moment { ms, clock } = failure.moments.first()?;
        let ms = ms + ahead;
        let covers = |file: &&&FileRead| {
            let span = file.tally.span.map(|(first, last)| (first.local, last.local));
            let is_inside = span.is_some_and(|(first, last)| first <= ms - NEAR && ms + NEAR <= last);
            is_inside && file.reading.format == Format::Iis && file.served.clients() > 0
        };
        let logs: Vec<&&FileRead> = self.files.iter().filter(covers).collect();
        let log = &logs.iter().map(|file| &file.given.name).min()?;
        let visited = |file: &&&FileRead, client: &String| {
            file.served.has_visit(client, ms - AROUND, ms + AROUND).unwrap_or(true)
        };
        let is_there = logs.iter().any(|file| self.clients.iter().any(|client| visited(file, client)));
        if self.known == Known::Address && !is_there {
            // A web server writes a request when it ends: one that it never answered may not stand in its log.
            let or_waits = match failure.wanted {
                Wanted::Status(_) => "",
                Wanted::Late | Wanted::Cut => ", or is not answered yet",
            };
            return Some(format!(
                "{log} has no request of this client around {clock}: what it asked did not reach this server{or_waits}."
            ));
        }
        // What Windows refuses by itself stands in its own log, and not in that of IIS.
        let has_errors = self.files.iter().any(|file| file.reading.format == Format::HttpErr);
        let tells = failure.wanted.is_certain() && (has_errors || !failure.wanted.may_be_windows_own());
        tells.then(|| {
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
fn addresses(grounds: &Grounds<'_, '_>) -> Vec<String> {
    let lines = grounds.all.iter().filter(|seen| seen.capture("client_address").is_some());
    // A client may have several; the line names all of them in the same way.
    let named = lines.flat_map(|seen| seen.sighting.quote.text().split(" Address=\"").skip(1));
    let mut addresses: Vec<String> =
        named.filter_map(|rest| Some(address(rest.split_once('"')?.0.as_bytes()))).collect();
    addresses.retain(|address| !address.is_empty());
    sort::by(&mut addresses, Ord::cmp);
    addresses.dedup();
    addresses
}
