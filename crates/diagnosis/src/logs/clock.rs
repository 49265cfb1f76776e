//! Clocks: how the times of a log become UTC.
//!
//! ConfigMgr writes its bias with every entry. WindowsUpdate.log, CBS and others write local time without one; their
//! zone is taken, strongest first, from their own header, from a shift that lays their ConfigMgr searches on those of
//! WUAHandler (WindowsUpdate.log is in the zone of the machine that decoded it), from another log of the same
//! machine (a trace says which zone it is), or from when the file was last changed. Else it stays unknown: times are
//! shown as written, and the log is not joined with others.

use logfile::{Format, LocalTime};

use crate::logs::log::Log;
use crate::sort;

/// How the times of a log become UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// Each entry carries its bias; those without one have this.
    Own(Option<i16>),
    /// The format has UTC only.
    Utc,
    /// The head of a trace has the zone of the machine that wrote it, and each event the bias of its season: the last.
    Machine(i16),
    /// The log names its zone in places: (file, offset, minutes to add for UTC).
    Named(Vec<(usize, u64, i16)>),
    /// The biases of another log of the same machine, or of its own lines where that has no name: (local time, minutes).
    Borrowed(Vec<(i64, i16)>, String),
    /// A shift that lays its ConfigMgr searches on those of WUAHandler.
    Matched(i16),
    /// When the file was last changed, held against its last entry.
    Changed(i16),
    /// Nobody says.
    Unknown,
}

impl Clock {
    /// UTC of a time in the log, in milliseconds since 1970.
    pub(crate) fn utc(&self, file: usize, offset: u64, time: LocalTime) -> Option<i64> {
        let bias = time.bias.or_else(|| match self {
            Self::Own(default) => *default,
            Self::Utc => Some(0),
            Self::Named(zones) => {
                let before = zones.iter().take_while(|&&(at, from, _)| (at, from) <= (file, offset)).last();
                before.or(zones.first()).map(|zone| zone.2)
            }
            Self::Borrowed(biases, _) => bias_at(biases, time.local),
            Self::Machine(bias) | Self::Matched(bias) | Self::Changed(bias) => Some(*bias),
            Self::Unknown => None,
        })?;
        Some(time.local + i64::from(bias) * 60_000)
    }

    /// Whether times of the log can be held against those of others.
    pub(crate) fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown | Self::Own(None))
    }

    /// How it was found, in words.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Own(Some(bias)) => format!("{}, written with every entry", zone(*bias)),
            Self::Machine(bias) => format!("{}, the zone of the machine that wrote it", zone(*bias)),
            Self::Utc => "UTC, as this format always is".to_owned(),
            Self::Named(zones) => {
                format!("{}, named in the log", zones.last().map_or_else(String::new, |z| zone(z.2)))
            }
            Self::Borrowed(biases, from) if from.is_empty() => {
                format!(
                    "{}, told by lines that name both times",
                    zone(biases.last().map_or(0, |last| last.1))
                )
            }
            Self::Borrowed(biases, from) => {
                let bias = biases.last().map_or(0, |last| last.1);
                format!("{}, taken from {from}", zone(bias))
            }
            Self::Matched(bias) => {
                format!("{}, found by laying its searches on those of WUAHandler.log", zone(*bias))
            }
            Self::Changed(bias) => format!("{}, told by when the file was last changed", zone(*bias)),
            Self::Own(None) | Self::Unknown => "zone unknown: times as written".to_owned(),
        }
    }
}

/// `UTC+01:00` of the minutes that are to be added for UTC.
fn zone(bias: i16) -> String {
    let sign = if bias > 0 { '-' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", bias.abs() / 60, bias.abs() % 60)
}

/// The bias that held at a local time: that of the change before it.
fn bias_at(biases: &[(i64, i16)], local: i64) -> Option<i16> {
    let before = biases.partition_point(|&(from, _)| from <= local);
    biases.get(before.saturating_sub(1)).map(|&(_, bias)| bias)
}

/// Sets the clock and the span of every log.
pub(crate) fn set_clocks(logs: &mut [Log<'_>]) {
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
            (Some(bias), _) => Clock::Matched(bias),
            (None, Some((biases, name))) => Clock::Borrowed(biases.clone(), name.clone()),
            (None, None) => changed(log).map_or(Clock::Unknown, Clock::Changed),
        };
    }
    for log in logs {
        log.span = span(log);
    }
}

fn own_clock(log: &Log<'_>) -> Clock {
    if matches!(log.format(), Format::Iis | Format::HttpErr | Format::EventLog) {
        return Clock::Utc;
    }
    let biases = log.files.iter().flat_map(|file| &file.tally.biases);
    // Servicing logs name the time in UTC in some lines only.
    if log.format() == Format::Servicing && biases.clone().next().is_some() {
        return Clock::Borrowed(sorted(biases), String::new());
    }
    if let Some(&(_, bias)) = biases.clone().last() {
        return if log.format() == Format::Trace { Clock::Machine(bias) } else { Clock::Own(Some(bias)) };
    }
    let zones: Vec<(usize, u64, i16)> = log
        .files
        .iter()
        .enumerate()
        .flat_map(|(at, file)| file.zones.iter().map(move |&(offset, bias)| (at, offset, bias)))
        .collect();
    if zones.is_empty() { Clock::Unknown } else { Clock::Named(zones) }
}

/// The biases of the log that has most of them, for logs of the same machine that have none: of the client's own, or
/// of those that Configuration Manager writes on servers.
fn lent_biases(logs: &[Log<'_>], of_server: bool) -> Option<(Vec<(i64, i16)>, String)> {
    let is_configmgr = |log: &Log<'_>| log.kind.is_some_and(|kind| kind.format == "cmtrace");
    let lends = |log: &&Log<'_>| {
        is_of_server(log) == of_server
            && match &log.clock {
                Clock::Own(Some(_)) => is_configmgr(log),
                // A trace of anything may come from anywhere.
                Clock::Machine(_) => log.kind.is_some(),
                Clock::Borrowed(_, from) => from.is_empty(),
                _ => false,
            }
    };
    let entries = |log: &&Log<'_>| log.files.iter().map(|file| file.entries()).sum::<u64>();
    let is_trace = |log: &Log<'_>| log.format() == Format::Trace;
    let longest =
        logs.iter().filter(lends).max_by_key(|log| (is_configmgr(log), is_trace(log), entries(log)))?;
    let biases = sorted(longest.files.iter().flat_map(|file| &file.tally.biases));
    Some((biases, longest.name().to_owned()))
}

/// The biases of a log in the order of their times, each change once.
fn sorted<'b>(biases: impl Iterator<Item = &'b (i64, i16)>) -> Vec<(i64, i16)> {
    let mut biases: Vec<(i64, i16)> = biases.copied().collect();
    sort::by(&mut biases, Ord::cmp);
    biases.dedup_by_key(|&mut (_, bias)| bias);
    biases
}

/// Whether a log is written on a server: a management point, the site server or WSUS.
fn is_of_server(log: &Log<'_>) -> bool {
    log.kind.is_some_and(|kind| kind.role != knowledge::Role::Client)
}

/// Whether a log without a zone is written in the zone of its machine.
fn is_machine_log(log: &Log<'_>) -> bool {
    log.format().has_structure()
}

/// When one evidence was seen, in all logs whose clock is known.
fn times_of(logs: &[Log<'_>], id: &str) -> Vec<i64> {
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

/// The bias, in steps of 15 minutes, that lays most of the log's ConfigMgr searches on WUAHandler's.
fn match_searches(log: &Log<'_>, anchors: &[i64], borrowed: Option<&[(i64, i16)]>) -> Option<i16> {
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
        let lies_on_one = |start: &&i64| {
            let utc = **start + i64::from(bias) * 60_000;
            let at = anchors.partition_point(|&anchor| anchor < utc - NEAR);
            anchors.get(at).is_some_and(|&anchor| anchor <= utc + NEAR)
        };
        starts.iter().filter(lies_on_one).count()
    };
    let usual = borrowed.and_then(|biases| bias_at(biases, starts[0])).unwrap_or(0);
    let candidates = (-840 / STEP..=840 / STEP).map(|steps| steps * STEP);
    // Of equally good shifts the one nearest to the machine's own zone is meant.
    let best = candidates.max_by_key(|&bias| (matches(bias), -(i32::from(bias) - i32::from(usual)).abs()))?;
    (matches(best) > 0).then_some(best)
}

/// The bias that lays the last entry on the file's last change.
fn changed(log: &Log<'_>) -> Option<i16> {
    const NEAR: i64 = 2 * 60_000;
    let file = log.files.last()?;
    let difference = file.given.modified? - file.tally.last?.local;
    let steps = (difference + 450_000).div_euclid(900_000);
    let bias = steps * 15;
    ((difference - bias * 60_000).abs() <= NEAR && bias.abs() <= 840).then_some(bias as i16)
}

fn span(log: &Log<'_>) -> Option<(i64, i64)> {
    let spans = (0..log.files.len()).filter_map(|at| log.span_of(at));
    spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}
