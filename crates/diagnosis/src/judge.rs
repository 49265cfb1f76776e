//! The judgement of one run: how it ended, where it failed or stopped, and with which code.

use knowledge::{Ends, EvidenceKind};
use report::Outcome;

use crate::leaf::{is_part_of, leaves, logs_of, logs_of_end, next_leaf};
use crate::log::{Coverage, Log, coverage};
use crate::machine::MachineFailure;
use crate::runs::Gathered;
use crate::seen::Seen;
use crate::sighting::{KEYS, SEVERAL};
use crate::sort;

/// A run and how it ended.
#[derive(Clone, Debug)]
pub(crate) struct Judged<'s> {
    /// The run.
    pub(crate) run: Gathered<'s>,
    /// How it ended.
    pub(crate) outcome: Outcome,
    /// Where it failed, or where it stopped.
    pub(crate) failure: Option<Failure<'s>>,
    /// The code it ended with, as its end says.
    pub(crate) code: Option<u32>,
    /// A failure of the machine that has stood since this run ended well: its results may not have got through.
    pub(crate) doubt: Option<Seen<'s>>,
}

/// Where a run failed or stopped.
#[derive(Clone, Debug)]
pub(crate) struct Failure<'s> {
    /// The step, or the part of a step.
    pub(crate) step: &'static str,
    /// The line that proves it: the reason inside the failure where one was seen, else the failure itself.
    pub(crate) proof: Seen<'s>,
    /// The innermost code.
    pub(crate) code: Option<u32>,
    /// Whether it did not fail but stopped: it began, and no end came though its log goes on.
    pub(crate) is_stop: bool,
    /// Whether the step it stopped at reached its own end: the next one is what did not come.
    pub(crate) is_done: bool,
}

impl Failure<'_> {
    /// Whether it is certain that the run ended here, and nothing later was reached: a stop is inferred, and an echo
    /// without a code does not say where it comes from.
    pub(crate) fn is_certain(&self) -> bool {
        !self.is_stop && (self.code.is_some() || !self.proof.evidence.joins.echo)
    }
}

/// Judges a run. `machine` are the failures that belong to no run.
pub(crate) fn judge<'s>(
    mut run: Gathered<'s>,
    machine: &[MachineFailure<'s>],
    logs: &[Log<'s>],
) -> Judged<'s> {
    let ends = || run.seen.iter().rev().filter_map(|seen| end_of(seen, &run).map(|outcome| (*seen, outcome)));
    // An end that names no code only closes what a line before it has judged.
    let names_code = |(seen, _): &(Seen<'_>, Outcome)| {
        seen.evidence.joins.ends != Some(Ends::ByCode) || seen.code().is_some()
    };
    let end = ends().find(names_code).or_else(|| ends().next());
    let failed = deciding_failure(&run, logs);
    let outcome = match end {
        Some((seen, Outcome::Ok)) => {
            let needed = seen.evidence.joins.skipped_without;
            let is_skipped = !needed.is_empty() && is_absent(&run, needed, logs);
            if is_skipped { Outcome::Skipped } else { Outcome::Ok }
        }
        Some((_, outcome)) => outcome,
        None if failed.is_some_and(|failed| is_last_word(&run, &failed)) => Outcome::Failed,
        None => Outcome::Incomplete,
    };
    let end_code = end.and_then(|(seen, _)| seen.code());
    match outcome {
        Outcome::Failed => {
            // The last line that says so may not name the code; one before it does.
            let told = |seen: &&Seen<'_>| is_failure_line(seen) || ends_badly(seen);
            let code = end_code.or_else(|| run.seen.iter().rev().filter(told).find_map(Seen::code));
            let failure = failed.or(end.map(|end| end.0)).map(|failed| failure_at(&run, failed, code));
            Judged { code, outcome, failure, doubt: None, run }
        }
        Outcome::Incomplete => match stop_of(&run, logs) {
            Some(stop) => {
                let met = met_after(&run, &stop, machine, logs);
                let failure = match met.first() {
                    Some(first) => Failure {
                        step: first.evidence.step,
                        proof: *first,
                        code: first.code(),
                        is_stop: false,
                        is_done: false,
                    },
                    None => stop,
                };
                run.seen.extend(met);
                Judged {
                    outcome: Outcome::Failed,
                    code: failure.code,
                    failure: Some(failure),
                    doubt: None,
                    run,
                }
            }
            None => Judged { outcome, code: None, failure: None, doubt: None, run },
        },
        Outcome::Ok => {
            Judged { code: end_code, outcome, failure: None, doubt: standing_since(&run, machine), run }
        }
        _ => Judged { code: end_code, outcome, failure: None, doubt: None, run },
    }
}

fn is_failure_line(seen: &&Seen<'_>) -> bool {
    seen.evidence.shows == EvidenceKind::Failed
}

/// Whether a code is a success: its highest bit is clear.
fn is_success(code: u32) -> bool {
    code < 0x8000_0000
}

/// The outcome that a line gives its run, if it ends it.
fn end_of(seen: &Seen<'_>, run: &Gathered<'_>) -> Option<Outcome> {
    let code = seen.code();
    let is_cancel = code.is_some_and(|code| run.flow.cancelled.contains(&code));
    match seen.evidence.joins.ends? {
        _ if is_cancel => Some(Outcome::Cancelled),
        Ends::Ok => Some(Outcome::Ok),
        Ends::Failed => Some(Outcome::Failed),
        Ends::Skipped => Some(Outcome::Skipped),
        Ends::Restart => None,
        Ends::ByCode if code.is_some_and(|code| !is_success(code)) => Some(Outcome::Failed),
        // A search that ended well ends the run only where nobody else goes on with its results.
        Ends::ByCode => {
            let is_all = run.seen.iter().all(|seen| {
                knowledge::step(run.flow.id, seen.evidence.step).is_some_and(|step| step.every_caller)
            });
            is_all.then_some(Outcome::Ok)
        }
    }
}

/// Whether none of this evidence was seen although its log covers the run.
pub(crate) fn is_absent(run: &Gathered<'_>, evidence: &[knowledge::EvidenceId], logs: &[Log<'_>]) -> bool {
    let (from, to) = run.span();
    evidence.iter().all(|&id| {
        let log = knowledge::evidence(id).map_or("", |evidence| evidence.log);
        !run.has(id) && coverage(logs, log, from, to) == Coverage::Covers
    })
}

/// The failure the run hangs on: the last one that is not only the echo of a deeper one, else the first echo.
fn deciding_failure<'s>(run: &Gathered<'s>, logs: &[Log<'_>]) -> Option<Seen<'s>> {
    let is_deep = |seen: &&Seen<'_>| {
        (seen.is_failure() || ends_badly(seen) || is_overdue(run, seen, logs)) && !is_got_over(run, seen)
    };
    let is_echo = |seen: &&Seen<'_>| seen.evidence.joins.echo && is_failure_line(seen);
    let deep = run.seen.iter().rev().find(is_deep);
    deep.or_else(|| run.seen.iter().find(is_echo)).copied()
}

/// Whether a later line of the run says that a failure is over: of the same transfer, where both name one.
pub(crate) fn is_got_over(run: &Gathered<'_>, failed: &Seen<'_>) -> bool {
    let is_other = |seen: &Seen<'_>| {
        let mut keys = KEYS[SEVERAL..].iter().filter_map(|key| seen.capture(key).zip(failed.capture(key)));
        keys.any(|(a, b)| !a.eq_ignore_ascii_case(b))
    };
    let over_by = failed.evidence.joins.over_by;
    let later = run.seen.iter().filter(|seen| seen.order() > failed.order());
    later.into_iter().any(|seen| over_by.contains(&seen.evidence.index) && !is_other(seen))
}

/// Whether a line is an end by its code, and the code is a failure.
fn ends_badly(seen: &Seen<'_>) -> bool {
    seen.evidence.joins.ends == Some(Ends::ByCode)
        && !seen.evidence.joins.echo
        && seen.code().is_some_and(|code| !is_success(code))
}

/// Whether nothing more came on the line's thread for as long as makes it a failure.
pub(crate) fn is_overdue(run: &Gathered<'_>, seen: &Seen<'_>, logs: &[Log<'_>]) -> bool {
    let limit = i64::from(seen.evidence.joins.overdue) * 1000;
    if limit == 0 || !seen.has_time {
        return false;
    }
    let next = run.seen.iter().find(|next| {
        next.log == seen.log && next.sighting.thread == seen.sighting.thread && next.order() > seen.order()
    });
    let log = &logs[seen.log];
    let until = next.map(|next| next.ms).or(log.span.map(|(_, last)| last)).unwrap_or(seen.ms);
    until - seen.ms >= limit && !log.has_gap(seen.ms, seen.ms + limit)
}

/// Whether the run said nothing of a later step after this failure.
fn is_last_word(run: &Gathered<'_>, failed: &Seen<'_>) -> bool {
    let place = |step: &str| run.flow.steps.iter().position(|known| known.id == step);
    !run.seen.iter().any(|seen| {
        seen.order() > failed.order()
            && !seen.evidence.joins.echo
            && (place(seen.evidence.step) > place(failed.evidence.step)
                || (seen.evidence.step == failed.evidence.step && seen.evidence.shows == EvidenceKind::Done))
    })
}

/// How long before a failure its reason may stand.
const REASON: i64 = 60_000;

fn failure_at<'s>(run: &Gathered<'s>, failed: Seen<'s>, end_code: Option<u32>) -> Failure<'s> {
    let own = failed.evidence.step;
    let step = if failed.evidence.joins.echo && deeper_end_was_seen(run, &failed) {
        next_leaf(run.flow, own).map_or(own, |step| step.id)
    } else if let Some(beyond) = beyond(run, own).filter(|_| failed.evidence.joins.echo) {
        beyond
    } else if failed.evidence.joins.echo {
        // An echo does not say where it comes from: the code does, where it is known, else how far the run came.
        let reached = reached_before(run, &failed);
        let is_of = |step| failed.code().or(end_code).is_some_and(|code| is_code_of(run.flow, step, code));
        if is_of(own) || (end_code.is_some() && !is_of(reached)) { own } else { reached }
    } else {
        own
    };
    let root = run.seen.iter().find(|seen| seen.evidence.joins.root && seen.order() <= failed.order());
    if let Some(root) = root.filter(|root| root.evidence.step == step) {
        let code = root.code().or_else(|| failed.code()).or(end_code);
        return Failure { step, proof: *root, code, is_stop: false, is_done: false };
    }
    // The reason inside: the last one shortly before the end, unless the work went on after it.
    let is_inner = |seen: &Seen<'_>| seen.evidence.joins.inner && seen.evidence.step == own;
    let reason = run.seen.iter().rev().find(|seen| {
        is_inner(seen)
            && seen.order() <= failed.order()
            && failed.ms - seen.ms <= REASON
            && seen.code().is_some()
            && !went_on_after(run, seen, &failed)
    });
    let code = reason.and_then(Seen::code).or_else(|| failed.code()).or(end_code);
    // Of the lines that tell of the reason the deepest layer writes the first one.
    let proof = reason.map(|last| {
        let tells = |seen: &&Seen<'_>| {
            is_inner(seen)
                && seen.code() == code
                && seen.order() <= last.order()
                && !went_on_after(run, seen, last)
        };
        *run.seen.iter().filter(|seen| last.ms - seen.ms <= REASON).find(tells).unwrap_or(last)
    });
    let is_stop = failed.evidence.joins.overdue > 0 && failed.evidence.shows != EvidenceKind::Failed;
    Failure { step, proof: proof.unwrap_or(failed), code, is_stop, is_done: false }
}

/// Whether a cause tells of this code at this step.
fn is_code_of(flow: &knowledge::Flow, step: &str, code: u32) -> bool {
    let is_at = |at: &&str| {
        let of_flow = at.split_once('/').filter(|(id, _)| *id == flow.id);
        of_flow.is_some_and(|(_, known)| known == step || is_part_of(step, known))
    };
    let whens = knowledge::causes().iter().flat_map(|cause| cause.when);
    whens.into_iter().any(|when| when.codes.contains(&code) && when.at.iter().any(is_at))
}

/// The step of a failure that only an echo without a code tells of: the echo's own, or an earlier one where nothing
/// says that its own was reached.
fn reached_before<'s>(run: &Gathered<'s>, echo: &Seen<'s>) -> &'static str {
    let own = echo.evidence.step;
    let place = |id: &str| leaves(run.flow).position(|leaf| leaf.id == id);
    let furthest =
        run.seen.iter().filter(|seen| !seen.evidence.joins.echo).filter_map(|seen| place(seen.evidence.step));
    let (Some(furthest), Some(of_own)) = (furthest.max(), place(own)) else { return own };
    // A step that began, and whose end the echo's own log would have shown, is where the run still was.
    let shows = |shows: EvidenceKind| {
        run.seen
            .iter()
            .any(|seen| seen.evidence.shows == shows && place(seen.evidence.step) == Some(furthest))
    };
    let would_show = leaves(run.flow)
        .nth(furthest)
        .is_some_and(|leaf| logs_of_end(leaf).any(|log| log == echo.evidence.log));
    let is_under_way = would_show && shows(EvidenceKind::Started) && !shows(EvidenceKind::Done);
    let reached = furthest + usize::from(!is_under_way);
    leaves(run.flow).nth(reached.min(of_own)).map_or(own, |leaf| leaf.id)
}

/// The furthest step that a run came to on its own, if it lies behind another one.
fn beyond(run: &Gathered<'_>, step: &'static str) -> Option<&'static str> {
    let place = |id: &str| leaves(run.flow).position(|leaf| leaf.id == id);
    let own = run.seen.iter().filter(|seen| !seen.evidence.joins.echo);
    let furthest = own.map(|seen| seen.evidence.step).max_by_key(|&step| place(step))?;
    (place(furthest) > place(step)).then_some(furthest)
}

/// Whether the step's own end was seen in another log than the one that only repeats a failure.
fn deeper_end_was_seen(run: &Gathered<'_>, echo: &Seen<'_>) -> bool {
    run.seen.iter().any(|seen| {
        seen.evidence.step == echo.evidence.step
            && seen.evidence.shows == EvidenceKind::Done
            && seen.log != echo.log
            && !ends_badly(seen)
    })
}

/// Whether the step made progress between a reason and the failure, so that the reason was got over.
fn went_on_after(run: &Gathered<'_>, reason: &Seen<'_>, failed: &Seen<'_>) -> bool {
    run.seen.iter().any(|seen| {
        seen.order() > reason.order()
            && seen.order() < failed.order()
            && seen.log == reason.log
            && seen.sighting.thread == reason.sighting.thread
            && seen.evidence.step == reason.evidence.step
            && !seen.evidence.joins.inner
            && seen.evidence.shows == EvidenceKind::Progress
            && seen.capture("code").is_none()
    })
}

/// Where a run without an end stopped, if a log that would show how it went on is silent for longer than that may take.
fn stop_of<'s>(run: &Gathered<'s>, logs: &[Log<'s>]) -> Option<Failure<'s>> {
    let last = run.seen.iter().max_by_key(|seen| (leaf_place(run, seen), seen.order()))?;
    if run.is_restarted || !last.has_time {
        return None;
    }
    let step = knowledge::step(run.flow.id, last.evidence.step)?;
    let is_done = run
        .seen
        .iter()
        .any(|seen| seen.evidence.step == step.id && seen.evidence.shows == EvidenceKind::Done);
    let open = leaves(run.flow).filter(|leaf| run.is_own() || leaf.every_caller);
    let open = open.skip_while(|leaf| leaf.id != step.id).skip(usize::from(is_done));
    let mut patience = 0;
    // Nothing that follows a step at which the run may rest is missed.
    let open = open.take_while(|leaf| !leaf.may_wait);
    let is_silent = open.into_iter().any(|leaf| {
        patience = i64::from(leaf.timeout).max(patience);
        let until = last.last_ms + patience * 1000;
        leaf.silent.is_none()
            && logs_of_end(leaf).any(|log| coverage(logs, log, last.last_ms, until) == Coverage::Covers)
    });
    is_silent.then_some(Failure { step: step.id, proof: *last, code: None, is_stop: true, is_done })
}

/// The failures of the machine that a run met where it stopped: lines of a step that comes next, in the time that the
/// run may be silent, unless a step between the two would have shown itself.
fn met_after<'s>(
    run: &Gathered<'s>,
    stop: &Failure<'s>,
    machine: &[MachineFailure<'s>],
    logs: &[Log<'s>],
) -> Vec<Seen<'s>> {
    let Some(step) = knowledge::step(run.flow.id, stop.step).filter(|_| stop.is_done && stop.proof.is_utc)
    else {
        return Vec::new();
    };
    let from = stop.proof.last_ms;
    let patience = next_leaf(run.flow, step.id).map_or(0, |next| next.timeout.max(step.timeout));
    let until = from + i64::from(patience) * 1000;
    let next = leaves(run.flow).skip_while(|leaf| leaf.id != step.id).skip(1);
    let shows_itself = |leaf: &'static knowledge::Step| {
        leaf.silent.is_none() && logs_of(leaf).any(|log| coverage(logs, log, from, from) == Coverage::Covers)
    };
    let lines = machine.iter().filter(|failure| !failure.is_switch).flat_map(|failure| &failure.seen);
    let lines: Vec<Seen<'s>> =
        lines.filter(|seen| seen.is_utc && (from..=until).contains(&seen.ms)).copied().collect();
    let is_of = |seen: &Seen<'_>, leaf: &knowledge::Step| {
        seen.evidence.flow == run.flow.id && seen.evidence.step == leaf.id
    };
    for leaf in next {
        let mut met: Vec<Seen<'s>> = lines.iter().filter(|seen| is_of(seen, leaf)).copied().collect();
        if !met.is_empty() || shows_itself(leaf) {
            sort::by_key(&mut met, Seen::order);
            return met;
        }
    }
    Vec::new()
}

/// A failure of the machine that has stood since this run ended.
fn standing_since<'s>(run: &Gathered<'s>, machine: &[MachineFailure<'s>]) -> Option<Seen<'s>> {
    let (_, end) = run.span();
    let stands = |failure: &&MachineFailure<'s>| !failure.is_over && !failure.is_switch;
    let since = |seen: &&Seen<'s>| seen.ms > end && seen.evidence.flow == run.flow.id;
    let lines = machine.iter().filter(stands).filter_map(|failure| failure.seen.iter().find(since));
    lines.min_by_key(|seen| seen.order()).copied()
}

/// The place of a line's step among the leaves of its flow.
fn leaf_place(run: &Gathered<'_>, seen: &Seen<'_>) -> usize {
    leaves(run.flow).position(|step| step.id == seen.evidence.step).unwrap_or(0)
}
