//! Sets the clock of each log: from its own lines, from another log of the same machine, or from its last modified
//! time.

use logfile::Format;

use crate::logs::given_log::GivenLog;
use crate::logs::log_clock::{LogClock, bias_at};
use crate::sort;

/// Sets the clock and the span of every log.
pub(crate) fn set_clocks(logs: &mut [GivenLog]) {
    for log in &mut *logs {
        log.clock = own_clock(log);
    }
    let lent = [lent_biases(logs, false), lent_biases(logs, true)];
    let anchors = times_of(logs, "search.started");
    for log in logs.iter_mut().filter(|log| !log.clock.is_known()) {
        let [client, server] = &lent;
        let nearest = if is_of_server(log) { server.as_ref().or(client.as_ref()) } else { client.as_ref() };
        let borrowed = nearest.filter(|_| is_machine_log(log));
        let matched = match_searches(log, &anchors, borrowed.map(|(biases, _)| biases.as_slice()));
        log.clock = match (matched, borrowed) {
            (Some(bias), _) => LogClock::Matched(bias),
            (None, Some((biases, name))) => LogClock::Borrowed(biases.clone(), name.clone()),
            (None, None) => changed(log).map_or(LogClock::Unknown, LogClock::Changed),
        };
    }
    for log in logs {
        log.span = span(log);
    }
}

fn own_clock(log: &GivenLog) -> LogClock {
    if matches!(log.format(), Format::Iis | Format::HttpErr | Format::EventLog) {
        return LogClock::Utc;
    }
    let biases = log.files.iter().flat_map(|file| &file.tally.biases);
    // Servicing logs name the time in UTC only in some lines.
    if log.format() == Format::Servicing && biases.clone().next().is_some() {
        return LogClock::Borrowed(sorted(biases), String::new());
    }
    if let Some(&(_, bias)) = biases.clone().last() {
        return if log.format() == Format::Trace {
            LogClock::Machine(bias)
        } else {
            LogClock::Own(Some(bias))
        };
    }
    let zones: Vec<(usize, u64, i16)> = log
        .files
        .iter()
        .enumerate()
        .flat_map(|(at, file)| file.zones.iter().map(move |&(offset, bias)| (at, offset, bias)))
        .collect();
    if zones.is_empty() { LogClock::Unknown } else { LogClock::Named(zones) }
}

/// The biases of the log that has the most of them, for logs of the same machine without biases: a log of the client,
/// or a log that Configuration Manager writes on servers.
fn lent_biases(logs: &[GivenLog], of_server: bool) -> Option<(Vec<(i64, i16)>, String)> {
    let is_configmgr = |log: &GivenLog| log.kind.is_some_and(|kind| kind.format == "cmtrace");
    let lends = |log: &&GivenLog| {
        is_of_server(log) == of_server
            && match &log.clock {
                LogClock::Own(Some(_)) => is_configmgr(log),
                // A trace of another product can come from any machine.
                LogClock::Machine(_) => log.kind.is_some(),
                LogClock::Borrowed(_, from) => from.is_empty(),
                _ => false,
            }
    };
    let entries = |log: &&GivenLog| log.files.iter().map(|file| file.entries()).sum::<u64>();
    let is_trace = |log: &GivenLog| log.format() == Format::Trace;
    let longest =
        logs.iter().filter(lends).max_by_key(|log| (is_configmgr(log), is_trace(log), entries(log)))?;
    let biases = sorted(longest.files.iter().flat_map(|file| &file.tally.biases));
    Some((biases, longest.name().to_owned()))
}

/// The biases of a log in time order, each change once.
fn sorted<'b>(biases: impl Iterator<Item = &'b (i64, i16)>) -> Vec<(i64, i16)> {
    let mut biases: Vec<(i64, i16)> = biases.copied().collect();
    sort::by(&mut biases, Ord::cmp);
    biases.dedup_by_key(|&mut (_, bias)| bias);
    biases
}

/// Whether a log is written on a server: a management point, the site server or WSUS.
fn is_of_server(log: &GivenLog) -> bool {
    log.kind.is_some_and(|kind| kind.role != knowledge::Role::Client)
}

/// Whether a log without a time zone is written in the time zone of its machine.
fn is_machine_log(log: &GivenLog) -> bool {
    log.format().has_structure()
}

/// The times of one evidence in all logs with a known time zone.
fn times_of(logs: &[GivenLog], id: &str) -> Vec<i64> {
    let Some(evidence) = knowledge::evidence_by_id(id) else { return Vec::new() };
    let mut starts: Vec<i64> = Vec::new();
    for log in logs.iter().filter(|log| log.clock.is_known()) {
        for (at, file) in log.files.iter().enumerate() {
            for sighting in file.sightings.iter().filter(|sighting| sighting.evidence == evidence.index) {
                starts.extend(
                    sighting.quote.time().and_then(|time| log.clock.utc(at, sighting.quote.offset, time)),
                );
            }
        }
    }
    sort::by(&mut starts, Ord::cmp);
    starts
}

/// The bias, in steps of 15 minutes, with which most of the log's ConfigMgr searches match those of WUAHandler.
fn match_searches(log: &GivenLog, anchors: &[i64], borrowed: Option<&[(i64, i16)]>) -> Option<i16> {
    const STEP: i16 = 15;
    const NEAR: i64 = 10_000;
    let evidence = knowledge::evidence_by_id("agent.started")?;
    let caller = knowledge::flow(evidence.flow)?.caller;
    let of_configmgr =
        log.files.iter().flat_map(|file| &file.sightings).filter(|sighting| {
            sighting.evidence == evidence.index && sighting.capture("caller") == Some(caller)
        });
    let starts: Vec<i64> =
        of_configmgr.filter_map(|sighting| sighting.quote.time()).map(|time| time.local).collect();
    if starts.is_empty() || anchors.is_empty() {
        return None;
    }
    let matches = |bias: i16| {
        let matches_one = |start: &&i64| {
            let utc = **start + i64::from(bias) * 60_000;
            let at = anchors.partition_point(|&anchor| anchor < utc - NEAR);
            anchors.get(at).is_some_and(|&anchor| anchor <= utc + NEAR)
        };
        starts.iter().filter(matches_one).count()
    };
    let usual = borrowed.and_then(|biases| bias_at(biases, starts[0])).unwrap_or(0);
    let candidates = (-840 / STEP..=840 / STEP).map(|steps| steps * STEP);
    // Of equally good shifts, the one nearest to the machine's own time zone is used.
    let best = candidates.max_by_key(|&bias| (matches(bias), -(i32::from(bias) - i32::from(usual)).abs()))?;
    (matches(best) > 0).then_some(best)
}

/// The bias with which the last entry matches the last modified time of the file.
fn changed(log: &GivenLog) -> Option<i16> {
    const NEAR: i64 = 2 * 60_000;
    let file = log.files.last()?;
    let difference = file.given.modified? - file.tally.last?.local;
    let steps = (difference + 450_000).div_euclid(900_000);
    let bias = steps * 15;
    ((difference - bias * 60_000).abs() <= NEAR && bias.abs() <= 840).then_some(bias as i16)
}

fn span(log: &GivenLog) -> Option<(i64, i64)> {
    let spans = (0..log.files.len()).filter_map(|at| log.span_of(at));
    spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}
