//! Excerpts: short logs in which no line shows how an operation ended, or the last one has no end yet. Their codes are
//! possible reasons.

use std::collections::BTreeMap;

use knowledge::{Cause, Confidence, EvidenceKind, LineScope, When};
use report::Severity;

use crate::judge::analysis::Analysis;
use crate::judge::causes::{CauseMatch, causes_among};
use crate::judge::detail_evidence::{evidence_of_details, evidence_of_failure_line};
use crate::judge::details::is_noise;
use crate::judge::failure_context::FailureContext;
use crate::judge::problem::{Occurrences, Problem, ProblemSource, ServerEvidence};
use crate::logs::given_log::{FilePlace, GivenLog, files_of};
use crate::runs::timed_sightings::TimedSighting;
use crate::scan::details::{DetailGroup, DetailKey};
use crate::scan::failure_lines::reports_failure;
use crate::sort;

/// A file with more entries is a log, not an excerpt, unless nothing is known about any file.
const MOST_ENTRIES: u64 = 200;

/// The findings of excerpts, at most one per excerpt, in addition to those of runs, of the machine, and of operations.
pub(crate) fn possible_problems(analysis: &Analysis, others: &[Problem]) -> Vec<Problem> {
    let logs = &analysis.logs;
    let is_all_unknown = logs.iter().all(|log| log.kind.is_none());
    let is_short =
        |place: FilePlace| is_all_unknown || logs[place.log].files[place.part].entries() <= MOST_ENTRIES;
    let is_excerpt = |place: &FilePlace, log: &GivenLog| {
        is_short(*place)
            && log.files[place.part].reading.source.is_none()
            && !others.iter().any(|problem| problem.proof.file_place() == *place)
    };
    let excerpts: Vec<(FilePlace, &GivenLog)> = files_of(logs)
        .filter(|(place, log, _)| is_excerpt(place, log))
        .map(|(place, log, _)| (place, log))
        .collect();
    // Next to complete logs or a certain failure, a short log is less likely to be the reason for the question.
    let is_certain = others.iter().any(|problem| problem.severity == Severity::Error);
    let is_alone = !is_certain && files_of(logs).all(|(place, ..)| is_short(place));
    let last_progress = last_progress(analysis);
    let of_codes = excerpts.iter().filter_map(|&(place, log)| {
        possible_problem(analysis, place, log, open_from(last_progress.get(&place).copied())?, is_alone)
    });
    let of_codes: Vec<Problem> =
        of_codes.filter(|problem| !others.iter().any(|other| names(other, problem.code))).collect();
    if !others.is_empty() || !of_codes.is_empty() {
        return of_codes;
    }
    let in_words = excerpts.iter().filter(|(place, _)| !last_progress.contains_key(place));
    in_words.filter_map(|&(place, log)| possible_problem_in_words(analysis, place, log)).collect()
}

/// Whether a finding or one of its lines already names a code.
fn names(problem: &Problem, code: Option<u32>) -> bool {
    problem.code == code
        || problem.outer_code == code
        || problem.layers.iter().any(|line| line.code() == code)
}

/// The offset in a file after which nothing shows how an operation ended: its beginning, or the line where its last
/// operation begins. `None` if its last operation ended. `last` is the last line that shows progress.
fn open_from(last: Option<&TimedSighting>) -> Option<u64> {
    last.map_or(Some(0), |seen| {
        let begins = seen.evidence.result.is_none() && seen.evidence.shows == EvidenceKind::Started;
        begins.then_some(seen.sighting().quote.offset)
    })
}

/// The last line of each file that shows that something began or ended; files without one are not in it.
fn last_progress(analysis: &Analysis) -> BTreeMap<FilePlace, &TimedSighting> {
    let mut last: BTreeMap<FilePlace, &TimedSighting> = BTreeMap::new();
    for seen in analysis.sightings.iter().filter(|seen| shows_progress(seen)) {
        let known = last.entry(seen.file_place()).or_insert(seen);
        if seen.sighting().quote.offset >= known.sighting().quote.offset {
            *known = seen;
        }
    }
    last
}

/// Whether a line shows that something began or ended.
fn shows_progress(seen: &TimedSighting) -> bool {
    let evidence = seen.evidence;
    let is_mark = || matches!(evidence.shows, EvidenceKind::Started | EvidenceKind::Done);
    evidence.result.is_some() || (evidence.scope == LineScope::Run && is_mark())
}

/// The last line of an excerpt that reports a failure in words only. Several logs that are not known may be about
/// anything.
fn possible_problem_in_words(analysis: &Analysis, place: FilePlace, log: &GivenLog) -> Option<Problem> {
    if log.kind.is_none() && files_of(&analysis.logs).nth(1).is_some() {
        return None;
    }
    let evidence = evidence_of_failure_line(log.kind.map(|kind| kind.name))?;
    let numbers = 0..log.files[place.part].failure_lines.lines.len() as u32;
    let lines = numbers.filter_map(|at| TimedSighting::of_failure_line(&analysis.logs, place, at, evidence));
    let layers: Vec<TimedSighting> = lines.collect();
    let count = layers.len() as u64;
    unexplained(layers.last()?.clone(), layers, count)
}

/// A code in an excerpt that might be the reason.
struct Candidate {
    key: DetailKey,
    /// Its newest line, as evidence of the step of its best cause.
    proof: TimedSighting,
    causes: Vec<CauseMatch>,
    /// The number of lines that name it.
    count: u64,
    /// The offset of its first line.
    first: u64,
}

fn possible_problem(
    analysis: &Analysis,
    place: FilePlace,
    log: &GivenLog,
    from: u64,
    is_alone: bool,
) -> Option<Problem> {
    let details = &log.files[place.part].details;
    let mut candidates: Vec<Candidate> = Vec::new();
    let is_after = |group: &DetailGroup| group.newest.back().is_some_and(|seen| seen.quote.offset >= from);
    let groups = details.groups.iter().filter(|(_, group)| is_after(group));
    for (&key, group) in groups.filter(|(key, group)| !is_noise(log, key.code, group)) {
        let first = group.newest.front().map_or(0, |seen| seen.quote.offset);
        if let Some(known) = candidates.iter_mut().find(|known| known.key.code == key.code) {
            known.count += group.count;
            known.first = known.first.min(first);
            continue;
        }
        let at = (key, group.newest.len().saturating_sub(1) as u32);
        // In a log that is not about updates, a number that is no known code may be anything, unless its line reports
        // a failure.
        let is_vague = || knowledge::code(key.code).is_none_or(|_| knowledge::is_generic(key.code));
        if log.kind.is_none()
            && is_vague()
            && !group.newest.back().is_some_and(|seen| reports_failure(seen.quote.text()))
        {
            continue;
        }
        let Some((proof, causes)) = explained(analysis, place, log, at) else { continue };
        candidates.push(Candidate { key, proof, causes, count: group.count, first });
    }
    // The innermost code: the most specific one, and of equally specific codes the first.
    sort::by_key(&mut candidates, |found| {
        let code = found.key.code;
        let is_vague = knowledge::is_generic(code) || is_wrapped(code);
        (knowledge::is_collective(code), is_vague, is_wrapped(code), found.causes.is_empty(), found.first)
    });
    let mut layers: Vec<TimedSighting> = candidates.iter().map(|found| found.proof.clone()).collect();
    sort::by_key(&mut layers, TimedSighting::order);
    let mut best = candidates.into_iter().next()?;
    // A failure in such a log is not the reason why updates fail.
    let is_other = log.kind.is_some_and(|kind| !kind.instead.is_empty());
    if is_other {
        best.causes.clear();
    }
    Some(Problem {
        severity: if is_alone && !is_other { Severity::Warning } else { Severity::Info },
        code: Some(best.key.code),
        causes: best.causes,
        ..unexplained(best.proof, layers, best.count)?
    })
}

/// The finding of an excerpt that only lists its lines: `count` is how many there are like the proof.
fn unexplained(proof: TimedSighting, layers: Vec<TimedSighting>, count: u64) -> Option<Problem> {
    Some(Problem {
        flow: knowledge::flow(proof.evidence.flow)?,
        step: proof.evidence.step,
        severity: Severity::Info,
        code: None,
        outer_code: None,
        causes: Vec::new(),
        almost: Vec::new(),
        occurrences: Occurrences { times: vec![proof.ms], count: count as u32, bursts: 1 },
        proof,
        layers,
        source: ProblemSource::Excerpt,
        is_recovered: false,
        named: None,
        server: ServerEvidence::default(),
    })
}

/// Whether a code is a Windows error in the form of an NTSTATUS (`0xC0070002`, `0xD0070002`): other lines name the error
/// itself.
fn is_wrapped(code: u32) -> bool {
    matches!(code >> 16, 0xC007 | 0xD007)
}

/// The causes that can be guessed from a code alone: they name it, with more than low confidence.
fn guessable(code: u32) -> Vec<&'static Cause> {
    if knowledge::is_generic(code) {
        return Vec::new();
    }
    let names_it = |when: &When| when.codes.contains(&code) && when.confidence != Confidence::Low;
    knowledge::causes_of_code(code).into_iter().filter(|cause| cause.when.iter().any(names_it)).collect()
}

/// A line with a failing code, and the matching causes: at the first step of its log that has any.
fn explained(
    analysis: &Analysis,
    place: FilePlace,
    log: &GivenLog,
    at: (DetailKey, u32),
) -> Option<(TimedSighting, Vec<CauseMatch>)> {
    let kind = log.kind.map(|kind| kind.name);
    // Most codes of a log that is not known have none, and a folder can have hundreds of thousands of such codes.
    let guessable = guessable(at.0.code);
    let flow = knowledge::flow_of_code(at.0.code);
    let mut best: Option<(TimedSighting, Vec<CauseMatch>)> = None;
    let (likely, others): (Vec<_>, Vec<_>) =
        evidence_of_details(kind).partition(|evidence| kind.is_some() || flow == Some(evidence.flow));
    for evidence in likely.into_iter().chain(others) {
        let proof = TimedSighting::of_detail(&analysis.logs, place, at, evidence)?;
        let context = FailureContext {
            flow: evidence.flow,
            step: evidence.step,
            codes: vec![at.0.code],
            run: None,
            is_wsus: None,
            ms: proof.ms,
            machine: Vec::new(),
            all_sightings: &analysis.sightings,
            logs: &analysis.logs,
        };
        let causes = causes_among(&context, guessable.iter().copied()).matching;
        if !causes.is_empty() || guessable.is_empty() {
            return Some((proof, causes));
        }
        best = best.or(Some((proof, causes)));
    }
    best
}
