//! Writing what was found as rows of the report.

use std::collections::BTreeMap;

use knowledge::spell;
use logfile::{rfc3339_local, rfc3339_utc};
use report::{CauseChoice, CodeSeen, Contradiction, EvidenceLine, Finding, Outcome, Run, StepRow};

use crate::findings::Found;
use crate::grounds::Grounds;
use crate::judge::Judged;
use crate::log::Log;
use crate::quote::Quote;
use crate::runs::Gathered;
use crate::seen::Seen;
use crate::service::Service;
use crate::sort;
use crate::steps::{StepJudged, judge_steps};

/// At most this many lines of one step cross into the report.
const MOST_LINES: usize = 60;

/// A moment, with a `Z` where it is UTC; none for a log without times.
pub(crate) fn moment(seen: &Seen<'_>, ms: i64) -> Option<String> {
    match (seen.has_time, seen.is_ms_utc) {
        (false, _) => None,
        (true, true) => Some(rfc3339_utc(ms)),
        (true, false) => Some(rfc3339_local(ms)),
    }
}

/// A line of a file, by the places of its log and of the file in that.
pub(crate) fn quoted(
    id: &str,
    shows: report::EvidenceKind,
    quote: &Quote,
    (log, part): (usize, usize),
    logs: &[Log<'_>],
) -> EvidenceLine {
    let log = &logs[log];
    let file = &log.files[part].given;
    EvidenceLine {
        id: id.to_owned(),
        kind: shows,
        log: file.name.clone(),
        file: file.file,
        line: quote.line,
        bytes: quote.bytes(),
        time: quote.written().to_owned(),
        utc: quote.time().and_then(|time| log.clock.utc(part, quote.offset, time)).map(rfc3339_utc),
        text: quote.text().to_owned(),
        state: None,
        count: 1,
    }
}

/// A line of evidence.
pub(crate) fn evidence(seen: &Seen<'_>, logs: &[Log<'_>]) -> EvidenceLine {
    let (quote, place) = (&seen.sighting.quote, (seen.log, seen.part));
    EvidenceLine {
        utc: (seen.is_utc && seen.has_time).then(|| rfc3339_utc(seen.ms)),
        state: state_of(seen),
        count: seen.sighting.count,
        ..quoted(seen.evidence.id, seen.evidence.shows, quote, place, logs)
    }
}

/// What the number of the state says that a line tells of.
fn state_of(seen: &Seen<'_>) -> Option<String> {
    let number = seen.capture("state")?.parse().ok()?;
    let topic = seen.capture("topic").and_then(|topic| topic.parse().ok()).unwrap_or(seen.evidence.topic);
    knowledge::state(topic, number).map(|state| state.words.to_owned())
}

/// Runs in full, in the order of their time: so many from a place on, in the order of how much they matter.
///
/// The leading runs matter most, then those that failed and count, then the newest.
pub(crate) fn runs(grounds: &Grounds<'_, '_>, from: usize, count: usize) -> Vec<Run> {
    let mut places: Vec<usize> = (0..grounds.runs.len()).collect();
    if from > 0 || count < places.len() {
        let leading: Vec<usize> =
            knowledge::flows().iter().filter_map(|flow| grounds.leading(flow.id)).collect();
        sort::by_key(&mut places, |&at| {
            let is_failed = grounds.counting[at] && grounds.runs[at].outcome == Outcome::Failed;
            (!leading.contains(&at), !is_failed, std::cmp::Reverse(at))
        });
        places = places.into_iter().skip(from).take(count).collect();
        sort::by(&mut places, Ord::cmp);
    }
    let write = |at: usize| run(at as u32 + 1, &grounds.runs[at], grounds.counting[at], grounds.logs);
    places.into_iter().map(write).collect()
}

/// A run; `id` counts from 1.
fn run(id: u32, judged: &Judged<'_>, counts: bool, logs: &[Log<'_>]) -> Run {
    let (from, to) = judged.run.span();
    let first = judged.run.seen.first();
    let caller = judged.run.caller.clone();
    let name = caller.as_deref().and_then(knowledge::caller_name).map(|name| name.name.to_owned());
    Run {
        id,
        flow: judged.run.flow.id.to_owned(),
        caller_name: name.or_else(|| caller.clone()),
        caller,
        service: Service::of(&judged.run).words().map(str::to_owned),
        server: server_of(&judged.run),
        outcome: judged.outcome,
        code: judged.code.filter(|&code| code != 0).map(spell),
        start: first.and_then(|seen| moment(seen, from)),
        end: first.and_then(|seen| moment(seen, to)),
        counts_for_verdict: counts,
        steps: steps(&judge_steps(judged, logs), logs),
    }
}

/// The rows of steps.
pub(crate) fn steps(steps: &[StepJudged<'_>], logs: &[Log<'_>]) -> Vec<StepRow> {
    let row = |step: &StepJudged<'_>| {
        // A step with parts spans what its parts span.
        let of_parts = steps.iter().filter(|part| crate::leaf::is_part_of(part.step.id, step.step.id));
        let seen: Vec<&Seen<'_>> = step.seen.iter().chain(of_parts.flat_map(|part| &part.seen)).collect();
        let first = seen.iter().min_by_key(|seen| seen.order());
        let last = seen.iter().max_by_key(|seen| seen.last_ms);
        StepRow {
            step: step.step.id.to_owned(),
            verdict: step.verdict,
            evidence: step.seen.iter().take(MOST_LINES).map(|seen| evidence(seen, logs)).collect(),
            start: first.and_then(|seen| moment(seen, seen.ms)),
            end: last.and_then(|seen| moment(seen, seen.last_ms)),
            note: step.note.clone(),
        }
    };
    steps.iter().map(row).collect()
}

fn server_of(run: &Gathered<'_>) -> Option<String> {
    // A reason inside a failure names whatever address it failed at.
    let talks_to =
        run.seen.iter().rev().filter(|seen| !seen.evidence.joins.inner).find_map(|seen| seen.capture("url"));
    let url = talks_to.filter(|_| !run.is_own()).or_else(|| last_capture(run, "wsus_url")).or(talks_to);
    url.map(|url| origin(url).to_owned())
}

fn last_capture<'s>(run: &Gathered<'s>, name: &str) -> Option<&'s str> {
    run.seen.iter().rev().find_map(|seen| seen.capture(name))
}

/// Scheme, host and port of an address.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    url[host..].find('/').map_or(url, |end| &url[..host + end])
}

/// A finding. `runs` are the ids of the runs, by their place.
pub(crate) fn finding(found: &Found<'_>, logs: &[Log<'_>]) -> Finding {
    let best = found.fits.first();
    let first = found.times.first().zip(Some(&found.proof)).and_then(|(&ms, seen)| moment(seen, ms));
    let proof = evidence(&found.proof, logs);
    let who = found.other.as_ref().map_or_else(String::new, |(who, _)| format!("/{who}"));
    let service =
        found.service.map_or_else(String::new, |service| format!("/{}", service.words().unwrap_or("?")));
    // A search that was given up and one that failed may name the same code.
    let given_up = if found.outcome == Outcome::Cancelled { "/cancelled" } else { "" };
    let what = who + &service + given_up;
    // Others' runs are told apart by what they ended with, whatever failed inside.
    let outer = found.outer_code.filter(|_| found.other.is_some());
    // A run may fail with what the machine fails with too.
    let key = match (outer.or(found.code).map(spell), found.run) {
        (Some(code), Some(_)) => code,
        (Some(code), None) => format!("{}/{code}", found.proof.evidence.id),
        (None, _) => found.proof.evidence.id.to_owned(),
    };
    Finding {
        id: format!("{}/{}/{key}{what}", found.flow.id, found.step),
        severity: found.level,
        flow: found.flow.id.to_owned(),
        step: found.step.to_owned(),
        code: found.code.map(spell),
        outer_code: found.outer_code.map(spell),
        cause: best.map(|fit| fit.cause.id.to_owned()),
        other_causes: found
            .fits
            .iter()
            .skip(1)
            .map(|fit| CauseChoice { cause: fit.cause.id.to_owned(), confidence: fit.sure })
            .collect(),
        summary: crate::sentence::of_finding(found),
        count: found.count,
        bursts: found.bursts,
        first_seen: first,
        last_seen: found.times.last().and_then(|&ms| moment(&found.proof, ms)),
        log: proof.log,
        line: proof.line,
        text: proof.text,
        evidence: found.layers.iter().map(|seen| evidence(seen, logs)).collect(),
        contradictions: best
            .into_iter()
            .flat_map(|fit| &fit.against)
            .map(|seen| against(seen, logs))
            .chain(
                found.server.open.iter().map(|open| Contradiction { summary: open.clone(), evidence: None }),
            )
            .collect(),
        strength: found.strength,
        confidence: best.map_or(report::Confidence::Low, |fit| fit.sure),
        values: Vec::new(),
        rejected_values: Vec::new(),
        last_run: found.run.map(|at| at as u32 + 1),
        server_requests: found.server.sides.clone(),
    }
}

fn against(seen: &Seen<'_>, logs: &[Log<'_>]) -> Contradiction {
    let mut sentence = seen.evidence.summary.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence.push('.');
    Contradiction { summary: sentence, evidence: Some(evidence(seen, logs)) }
}

/// The codes of all logs: decisive ones first, then by count.
pub(crate) fn codes(logs: &[Log<'_>], decisive: &[u32]) -> Vec<CodeSeen> {
    let mut seen: BTreeMap<u32, (u64, u64, Vec<String>)> = BTreeMap::new();
    for file in logs.iter().flat_map(|log| &log.files) {
        for (&code, &(count, noise)) in &file.codes.seen {
            let row = seen.entry(code).or_default();
            row.0 += count;
            row.1 += noise;
            if !row.2.contains(&file.given.name) {
                row.2.push(file.given.name.clone());
            }
        }
    }
    let row = |(code, (count, noise, mut names)): (u32, (u64, u64, Vec<String>))| {
        sort::by(&mut names, Ord::cmp);
        let known = knowledge::code(code);
        let is_decisive = decisive.contains(&code);
        let is_benign = known.is_some_and(|known| known.benign.is_some()) || noise == count;
        let symbol = known.and_then(|known| known.symbols.first().copied());
        let own_name =
            || logs.iter().flat_map(|log| &log.files).filter_map(|file| file.codes.names.get(&code)).min();
        CodeSeen {
            code: spell(code),
            symbol: symbol.or_else(|| own_name().map(|name| &**name)).map(str::to_owned),
            count,
            decisive: is_decisive,
            benign: is_benign && !is_decisive,
            logs: names,
        }
    };
    let mut rows: Vec<CodeSeen> = seen.into_iter().map(row).collect();
    sort::by(&mut rows, |a, b| {
        (!a.decisive, a.benign, b.count, &a.code).cmp(&(!b.decisive, b.benign, a.count, &b.code))
    });
    rows
}
