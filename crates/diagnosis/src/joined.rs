//! Both sides of a failure: the request that a client's log tells of, as the web server logged it.
//!
//! A row of the server is the client's request where what was asked for fits the step, the answer fits the code, and
//! the moment fits once the clocks are laid on one another; and where the client is the same, if its logs name its
//! address. Behind a proxy or a load balancer the server sees another address, unless the proxy passes the client's on.

use std::collections::BTreeMap;

use logfile::{Format, rfc3339_utc};
use report::{Evidence, ServerSide, Sure};

use crate::clocks::{Ahead, Pair, ahead};
use crate::file::FileRead;
use crate::findings::{Found, Grounds};
use crate::machine::bursts;
use crate::seen::Seen;
use crate::served::{Request, address, is_of_web_server};
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

/// A row, and the file it stands in.
pub(crate) type Row<'a> = (&'a FileRead, &'a Request);

/// A failure as a client's log tells of it.
struct Moment {
    ms: i64,
    /// The time of day as its log writes it.
    clock: String,
}

/// How the client of a row is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// The client's logs name its address, and the server's log has it.
    Address,
    /// No log of the client names its address.
    Unknown,
    /// The server's log has never met the client's address: something stands between.
    Hidden,
}

/// Puts beside each finding what these web servers' logs say of it, and takes out what they tell a second time.
pub(crate) fn join(grounds: &Grounds<'_, '_>, found: &mut Vec<Found<'_>>, servers: &[&FileRead]) {
    if servers.is_empty() {
        return;
    }
    unite(found);
    let clients = addresses(grounds);
    // A status is given at one moment on both sides: where there is one, it tells the difference for all.
    let exact = found.iter().filter(|found| !is_of_server(found));
    let exact = exact.filter(|found| wanted_of(found).is_some_and(|(_, wanted)| wanted.is_certain()));
    let exact: Vec<Vec<Pair>> = exact.map(|found| pairs(grounds, found, servers, &clients)).collect();
    let shared = ahead(in_one(exact));
    for found in found.iter_mut().filter(|found| !is_of_server(found)) {
        found.sides = sides(grounds, found, servers, &clients, shared);
        if found.sides.is_empty() {
            found.open = unanswered(grounds, found, servers, &clients);
        }
    }
    let told: Vec<(&str, &str)> = found
        .iter()
        .filter(|found| !found.sides.is_empty() && found.run.is_some())
        .filter_map(|found| Some((found.step, found.fits.first()?.cause.id)))
        .collect();
    let cause = |found: &Found<'_>| found.fits.first().map(|fit| (found.step, fit.cause.id));
    found.retain(|found| !is_of_server(found) || cause(found).is_none_or(|cause| !told.contains(&cause)));
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

/// When a finding was seen; only what is UTC can be held against another machine's log.
fn moments(grounds: &Grounds<'_, '_>, found: &Found<'_>) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    if found.run.is_none() {
        if found.proof.is_utc {
            moments
                .push(Moment { ms: found.proof.ms, clock: clock_of(found.proof.sighting.quote.written()) });
        }
        return moments;
    }
    for judged in grounds.runs.iter().filter(|judged| judged.run.flow.id == found.flow.id) {
        let Some(failure) = judged.failure.as_ref().filter(|failure| !failure.is_stop) else { continue };
        if (failure.step, failure.code) == (found.step, found.code) && failure.proof.is_utc {
            let clock = clock_of(failure.proof.sighting.quote.written());
            moments.push(Moment { ms: failure.proof.ms, clock });
        }
    }
    sort::by_key(&mut moments, |moment| std::cmp::Reverse(moment.ms));
    moments.truncate(MOST_MOMENTS);
    moments
}

/// `10:03:07` of a time as a log writes it.
fn clock_of(written: &str) -> String {
    let time = written.split_whitespace().next_back().unwrap_or_default();
    time.get(..8).unwrap_or(time).to_owned()
}

/// The rows that may be what a finding tells of, in time order, and how their client is known.
fn rows<'f>(
    found: &Found<'_>,
    servers: &[&'f FileRead],
    clients: &[String],
    wanted: Wanted,
) -> (Vec<Row<'f>>, Known) {
    let services = services_of(found.flow.id, found.step);
    let knows = |file: &&FileRead| clients.iter().any(|client| file.served.knows(client));
    let known = match (clients.is_empty(), servers.iter().any(knows)) {
        (true, _) => Known::Unknown,
        (false, true) => Known::Address,
        (false, false) => Known::Hidden,
    };
    let fits = |request: &&Request| {
        services.contains(&request.service)
            && wanted.fits(request)
            && (known != Known::Address || clients.iter().any(|client| **client == *request.client))
    };
    let of_file = |file: &&'f FileRead| {
        let file: &'f FileRead = file;
        file.served.requests.iter().filter(fits).map(move |request| (file, request))
    };
    let mut rows: Vec<Row<'f>> = servers.iter().flat_map(of_file).collect();
    sort::by(&mut rows, |a, b| {
        let order = |(file, request): &Row<'f>| (request.ms, file.given.name.clone(), request.line);
        order(a).cmp(&order(b))
    });
    (rows, known)
}

/// The pairs of several findings in one, whose moments are not each other's.
fn in_one(several: Vec<Vec<Pair>>) -> Vec<Pair> {
    let of = |(at, pairs): (usize, Vec<Pair>)| {
        pairs.into_iter().map(move |pair| Pair { moment: at * MOST_MOMENTS + pair.moment, ..pair })
    };
    several.into_iter().enumerate().flat_map(of).collect()
}

/// Each moment of a finding with each row that may be the same request.
fn pairs(
    grounds: &Grounds<'_, '_>,
    found: &Found<'_>,
    servers: &[&FileRead],
    clients: &[String],
) -> Vec<Pair> {
    let Some((_, wanted)) = wanted_of(found) else { return Vec::new() };
    let (rows, known) = rows(found, servers, clients, wanted);
    let apart = if known == Known::Address { APART } else { APART_UNKNOWN };
    let mut pairs = Vec::new();
    for (at, moment) in moments(grounds, found).iter().enumerate() {
        let from = rows.partition_point(|(_, request)| request.ms < moment.ms - apart);
        let near = rows[from..].iter().take_while(|(_, request)| request.ms <= moment.ms + apart + LONGEST);
        let differences = near.map(|(_, request)| wanted.distance(request, moment.ms));
        pairs.extend(differences.filter(|by| by.abs() <= apart).map(|by| Pair { moment: at, by }));
    }
    pairs
}

fn sides(
    grounds: &Grounds<'_, '_>,
    found: &Found<'_>,
    servers: &[&FileRead],
    clients: &[String],
    shared: Option<Ahead>,
) -> Vec<ServerSide> {
    let Some((code, wanted)) = wanted_of(found) else { return Vec::new() };
    let (rows, known) = rows(found, servers, clients, wanted);
    let ahead =
        shared.filter(|shared| shared.is_certain).or_else(|| ahead(pairs(grounds, found, servers, clients)));
    let Some(ahead) = ahead else { return Vec::new() };
    let moments = moments(grounds, found);
    let own = (known == Known::Unknown).then(|| likeliest(&rows, &moments, wanted, ahead)).flatten();
    let rows: Vec<Row<'_>> =
        rows.iter().copied().filter(|row| own.is_none_or(|own| *own == *row.1.client)).collect();
    let mut sides = Vec::new();
    for moment in &moments {
        let distance = |(_, request): &&Row<'_>| wanted.distance(request, moment.ms + ahead.by).abs();
        let Some(row) = rows.iter().min_by_key(distance).filter(|row| distance(row) <= NEAR) else {
            continue;
        };
        let others = rows.iter().filter(|other| distance(other) <= NEAR && other.1.client != row.1.client);
        let sure = match (known, wanted.is_certain(), others.count()) {
            (Known::Address, true, _) => Sure::Sure,
            (Known::Address, false, _) | (Known::Unknown, true, 0) => Sure::Likely,
            _ => Sure::Possible,
        };
        let clock = ahead.is_certain.then_some(ahead.by);
        sides.push(side(row, &sentence(code, moment, row.1, known, clock), clock, sure));
        if sides.len() == MOST_SIDES {
            break;
        }
    }
    sides
}

/// The one client that failed at more of these moments than any other, and at two at least.
fn likeliest<'r>(rows: &[Row<'r>], moments: &[Moment], wanted: Wanted, ahead: Ahead) -> Option<&'r str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for moment in moments {
        let is_near = |row: &&Row<'r>| wanted.distance(row.1, moment.ms + ahead.by).abs() <= NEAR;
        let mut near: Vec<&str> = rows.iter().filter(is_near).map(|row| &*row.1.client).collect();
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

/// The longest a request may have gone on after its client gave up, in milliseconds.
const LONGEST: i64 = 10 * 60_000;

/// The code of a finding that tells what the server answered, and what it tells.
fn wanted_of(found: &Found<'_>) -> Option<(u32, Wanted)> {
    let codes = found.code.into_iter().chain(found.outer_code);
    codes.filter_map(|code| Some((code, Wanted::of(code)?))).next()
}

fn sentence(code: u32, moment: &Moment, request: &Request, known: Known, clock: Option<i64>) -> String {
    let path = &request.path;
    let mut sentence = format!("{} at {} is ", knowledge::spell(code), moment.clock);
    match (request.status, &request.reason) {
        (0, Some(reason)) => sentence += &format!("a request for {path} that Windows dropped ({reason})"),
        (status, Some(reason)) => {
            sentence += &format!("HTTP {status} on {path}, from Windows itself ({reason})")
        }
        (status, None) => sentence += &format!("HTTP {status} on {path}"),
    }
    match request.took {
        Some(took) if took >= 1000 => sentence += &format!(" after {} s", (took + 500) / 1000),
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

fn side(row: &Row<'_>, sentence: &str, clock: Option<i64>, sure: Sure) -> ServerSide {
    let (file, request) = row;
    ServerSide {
        sentence: sentence.to_owned(),
        evidence: Evidence {
            id: format!("{}.request", file.reading.format.id()),
            shows: report::Shows::Failed,
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
        took: request.took,
        clock_ahead: clock,
        sure,
    }
}

/// What it means that the server's log has no such request, where it covers the time.
fn unanswered(
    grounds: &Grounds<'_, '_>,
    found: &Found<'_>,
    servers: &[&FileRead],
    clients: &[String],
) -> Option<String> {
    let (_, wanted) = wanted_of(found)?;
    let moment = moments(grounds, found).into_iter().next()?;
    if services_of(found.flow.id, found.step).is_empty() {
        return None;
    }
    let covers = |file: &&&FileRead| {
        let span = file.tally.span.map(|(first, last)| (first.local, last.local));
        let is_inside =
            span.is_some_and(|(first, last)| first <= moment.ms - NEAR && moment.ms + NEAR <= last);
        is_inside && file.reading.format == Format::Iis && file.served.clients() > 0
    };
    let logs: Vec<&&FileRead> = servers.iter().filter(covers).collect();
    let log = logs.first()?.given.name.clone();
    // Clocks differ by minutes; whoever asked for nothing in ten of them did not get there.
    const AROUND: i64 = 5 * 60_000;
    let visits = |file: &&&FileRead| {
        clients.iter().any(|client| {
            file.served.has_visit(client, moment.ms - AROUND, moment.ms + AROUND).unwrap_or(true)
        })
    };
    let is_known = logs.iter().any(|file| clients.iter().any(|client| file.served.knows(client)));
    if is_known && !logs.iter().any(visits) {
        return Some(format!(
            "{log} has no request of this client around {}: what it asked did not reach this server.",
            moment.clock
        ));
    }
    // What Windows refuses by itself stands in its own log, and not in that of IIS.
    let has_errors = servers.iter().any(|file| file.reading.format == Format::HttpErr);
    (wanted.is_certain() && (has_errors || !wanted.may_be_windows_own())).then(|| {
        format!(
            "{log} covers {} and has no such answer: something on the way may have given it.",
            moment.clock
        )
    })
}
