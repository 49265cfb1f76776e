//! Writes the conclusions as rows of the report.

use knowledge::spell;
use logfile::{rfc3339_local, rfc3339_utc};
use report::{CauseChoice, Confidence, Contradiction, EvidenceLine, Finding, Outcome, Run, StepRow};

use crate::judge::analysis::Analysis;
use crate::judge::judged_run::JudgedRun;
use crate::judge::judged_steps::{JudgedStep, judge_steps};
use crate::judge::problem::{BadEnding, Problem};
use crate::logs::given_log::{FilePlace, GivenLog};
use crate::runs::flow_run::FlowRun;
use crate::runs::timed_sightings::TimedSighting;
use crate::scan::quote::Quote;
use crate::sort;

/// The maximum number of lines of one step in the report.
const MOST_LINES: usize = 60;

/// A time, with a `Z` if it is UTC; `None` for a log without times.
pub(crate) fn moment(seen: &TimedSighting, ms: i64) -> Option<String> {
    match (seen.has_time, seen.is_ms_utc) {
        (false, _) => None,
        (true, true) => Some(rfc3339_utc(ms)),
        (true, false) => Some(rfc3339_local(ms)),
    }
}

/// A line of a file.
pub(crate) fn quoted(
    id: &str,
    shows: report::EvidenceKind,
    quote: &Quote,
    place: FilePlace,
    logs: &[GivenLog],
) -> EvidenceLine {
    let log = &logs[place.log];
    let file = &log.files[place.part].given;
    EvidenceLine {
        id: id.to_owned(),
        kind: shows,
        log: file.name.clone(),
        file: file.file,
        line: quote.line,
        bytes: quote.bytes(),
        time: quote.written().to_owned(),
        utc: quote.time().and_then(|time| log.clock.utc(place.part, quote.offset, time)).map(rfc3339_utc),
        text: quote.text().to_owned(),
        state: None,
        count: 1,
    }
}

/// A line of evidence.
pub(crate) fn evidence(seen: &TimedSighting, logs: &[GivenLog]) -> EvidenceLine {
    let (quote, place) = (&seen.sighting().quote, seen.file_place());
    EvidenceLine {
        utc: (seen.is_utc && seen.has_time).then(|| rfc3339_utc(seen.ms)),
        state: state_of(seen),
        count: seen.sighting().count,
        ..quoted(seen.evidence.id, seen.evidence.shows, quote, place, logs)
    }
}

/// The meaning of the state number in a line.
fn state_of(seen: &TimedSighting) -> Option<String> {
    let number = seen.capture("state")?.parse().ok()?;
    let topic = seen.capture("topic").and_then(|topic| topic.parse().ok()).unwrap_or(seen.evidence.topic);
    knowledge::state(topic, number).map(|state| state.words.to_owned())
}

/// Runs with all details, in time order: up to `count` from index `from` on, counted by importance.
///
/// The leading runs come first, then the failed runs that count, then the newest.
pub(crate) fn runs(analysis: &Analysis, from: usize, count: usize) -> Vec<Run> {
    let mut places: Vec<usize> = (0..analysis.runs.len()).collect();
    if from > 0 || count < places.len() {
        let leading: Vec<usize> =
            knowledge::flows().iter().filter_map(|flow| analysis.leading(flow.id)).collect();
        sort::by_key(&mut places, |&at| {
            let is_failed = analysis.runs[at].counts && analysis.runs[at].outcome() == Outcome::Failed;
            (!leading.contains(&at), !is_failed, std::cmp::Reverse(at))
        });
        places = places.into_iter().skip(from).take(count).collect();
        sort::by(&mut places, Ord::cmp);
    }
    let write = |at: usize| run(at as u32 + 1, &analysis.runs[at], &analysis.logs);
    places.into_iter().map(write).collect()
}

/// A run; `id` counts from 1.
fn run(id: u32, judged: &JudgedRun, logs: &[GivenLog]) -> Run {
    let (from, to) = judged.run.span();
    let first = judged.run.sightings.first();
    let caller = judged.run.caller.clone();
    let name = caller.as_deref().and_then(knowledge::caller_name).map(|name| name.name.to_owned());
    Run {
        id,
        flow: judged.run.flow.id.to_owned(),
        caller_name: name.or_else(|| caller.clone()),
        caller,
        service: judged.service.words().map(str::to_owned),
        server: server_of(&judged.run),
        outcome: judged.outcome(),
        code: judged.code.filter(|&code| code != 0).map(spell),
        start: first.and_then(|seen| moment(seen, from)),
        end: first.and_then(|seen| moment(seen, to)),
        affects_verdict: judged.counts,
        steps: steps(&judge_steps(judged, logs), logs),
    }
}

/// The rows of steps.
pub(crate) fn steps(steps: &[JudgedStep], logs: &[GivenLog]) -> Vec<StepRow> {
    let row = |step: &JudgedStep| {
        // A step with parts covers the time of its parts.
        let of_parts =
            steps.iter().filter(|part| crate::judge::flow_steps::is_part_of(part.step.id, step.step.id));
        let seen: Vec<&TimedSighting> =
            step.sightings.iter().chain(of_parts.flat_map(|part| &part.sightings)).collect();
        let first = seen.iter().min_by_key(|seen| seen.order());
        let last = seen.iter().max_by_key(|seen| seen.last_ms);
        StepRow {
            step: step.step.id.to_owned(),
            verdict: step.verdict,
            evidence: step.sightings.iter().take(MOST_LINES).map(|seen| evidence(seen, logs)).collect(),
            start: first.and_then(|seen| moment(seen, seen.ms)),
            end: last.and_then(|seen| moment(seen, seen.last_ms)),
            note: step.note.clone(),
        }
    };
    steps.iter().map(row).collect()
}

fn server_of(run: &FlowRun) -> Option<String> {
    // A reason inside a failure names the server at which the failure occurred, which can be any server.
    let talks_to = run
        .sightings
        .iter()
        .rev()
        .filter(|seen| !seen.evidence.is_reason())
        .find_map(|seen| seen.capture("url"));
    let url = talks_to.filter(|_| !run.is_own()).or_else(|| last_capture(run, "wsus_url")).or(talks_to);
    url.map(|url| origin(url).to_owned())
}

fn last_capture<'r>(run: &'r FlowRun, name: &str) -> Option<&'r str> {
    run.sightings.iter().rev().find_map(|seen| seen.capture(name))
}

/// The scheme, host, and port of a URL.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    url[host..].find('/').map_or(url, |end| &url[..host + end])
}

/// A finding. `runs` are the ids of the runs, by their place.
pub(crate) fn finding(problem: &Problem, logs: &[GivenLog]) -> Finding {
    let best = problem.causes.first();
    let first =
        problem.occurrences.times.first().zip(Some(&problem.proof)).and_then(|(&ms, seen)| moment(seen, ms));
    let proof = evidence(&problem.proof, logs);
    let who = problem.foreign().map_or_else(String::new, |foreign| format!("/{}", foreign.name));
    let service = problem.runs().and_then(|runs| runs.service.as_ref());
    let service = service.map_or_else(String::new, |service| format!("/{}", service.words().unwrap_or("?")));
    // A cancelled search and a failed search can name the same code.
    let cancelled = if problem.ending() == BadEnding::Cancelled { "/cancelled" } else { "" };
    let subject = problem.operation().and_then(|failed| failed.subject.as_ref());
    let subject = subject.map_or_else(String::new, |subject| format!("/{}", subject.name));
    let what = who + &service + cancelled + &subject;
    // Runs of other callers are distinguished by the code with which they ended, regardless of their inner code.
    let outer = problem.outer_code.filter(|_| problem.foreign().is_some());
    // A run can fail with the same code as the machine.
    let key = match (outer.or(problem.code).map(spell), problem.runs()) {
        (Some(code), Some(_)) => code,
        (Some(code), None) => format!("{}/{code}", problem.proof.evidence.id),
        (None, _) => problem.proof.evidence.id.to_owned(),
    };
    Finding {
        id: format!("{}/{}/{key}{what}", problem.flow.id, problem.step),
        severity: problem.severity,
        flow: problem.flow.id.to_owned(),
        step: problem.step.to_owned(),
        subject: problem
            .named_operation()
            .and_then(|failed| failed.subject.as_ref())
            .map(|subject| subject.name.clone()),
        code: problem.code.map(spell),
        outer_code: problem.outer_code.map(spell),
        cause: best.map(|fit| fit.cause.id.to_owned()),
        other_causes: problem
            .causes
            .iter()
            .skip(1)
            .map(|fit| CauseChoice { cause: fit.cause.id.to_owned(), confidence: fit.confidence })
            .collect(),
        summary: crate::render::sentences::of_finding(problem),
        count: problem.occurrences.count,
        bursts: problem.occurrences.bursts,
        first_seen: first,
        last_seen: problem.occurrences.times.last().and_then(|&ms| moment(&problem.proof, ms)),
        log: proof.log,
        line: proof.line,
        text: proof.text,
        evidence: problem.layers.iter().map(|seen| evidence(seen, logs)).collect(),
        contradictions: best
            .into_iter()
            .flat_map(|fit| &fit.against)
            .map(|seen| against(seen, logs))
            .chain(
                problem
                    .server
                    .silence
                    .iter()
                    .map(|open| Contradiction { summary: open.clone(), evidence: None }),
            )
            .collect(),
        strength: problem.strength(),
        confidence: best.map_or(Confidence::Low, |fit| fit.confidence),
        values: Vec::new(),
        rejected_values: Vec::new(),
        last_run: problem.last_run().map(|at| at as u32 + 1),
        server_requests: problem.server.matches.clone(),
        reasons: Vec::new(),
        line_search: None,
    }
}

fn against(seen: &TimedSighting, logs: &[GivenLog]) -> Contradiction {
    let mut sentence = seen.evidence.summary.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence.push('.');
    Contradiction { summary: sentence, evidence: Some(evidence(seen, logs)) }
}
