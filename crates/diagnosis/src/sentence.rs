//! Sentences: the words come from the knowledge, and what they leave open is filled in here.

use knowledge::{EvidenceKind, spell};
use report::{FlowRow, FlowVerdict, StepRow, Verdict};

use crate::findings::Found;

/// Fills `{name}` in a sentence.
fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = sentence.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    if let Some(first) = filled.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    filled
}

/// What happened, with the code: "the agent cannot get through the proxy (0x8024401B)".
fn what(found: &Found<'_>) -> String {
    let (seen, sentences) = (found.proof.evidence.summary, &found.flow.sentences);
    let says = match found.fits.first() {
        Some(fit) => fit.cause.summary.to_owned(),
        None if found.run.is_none() => seen.to_owned(),
        None if found.is_stop => format!("{seen}, and {}; {}", sentences.no_more, sentences.no_cause),
        // The line of an end that names a code says nothing more of the failure.
        None if found.code.is_some() && found.proof.evidence.shows != EvidenceKind::Failed => {
            return format!("{}; {}", codes_of(found), sentences.no_cause);
        }
        None if found.code.is_some() => format!("{seen}; {}", sentences.no_cause),
        None => format!("{seen}; {}", sentences.no_reason),
    };
    with_codes(says, found)
}

fn with_codes(says: String, found: &Found<'_>) -> String {
    match codes_of(found) {
        codes if codes.is_empty() => says,
        codes => format!("{says} ({codes})"),
    }
}

/// The code of a finding, and the one it stands behind.
fn codes_of(found: &Found<'_>) -> String {
    match (found.code, found.outer_code) {
        (Some(code), Some(outer)) => format!("{}, with {} behind it", spell(outer), spell(code)),
        (Some(code), None) | (None, Some(code)) => spell(code),
        (None, None) => String::new(),
    }
}

/// The sentence of a finding.
pub(crate) fn of_finding(found: &Found<'_>) -> String {
    let sentences = &found.flow.sentences;
    let (one, many) = found.flow.run;
    let what = what(found);
    let (runs, times) = match found.count {
        1 => (format!("one {one}"), "once".to_owned()),
        count => (format!("{count} {many}"), format!("{count} times")),
    };
    let seen = with_codes(found.proof.evidence.summary.to_owned(), found);
    let code = found.code.map_or_else(String::new, spell);
    let (who, service) = found.other.clone().unwrap_or_default();
    let values = [
        ("step", found.step),
        ("what", &what),
        ("runs", &runs),
        ("times", &times),
        ("seen", &seen),
        ("code", &code),
        ("who", if who.is_empty() { "a program that its log does not name" } else { &who }),
        ("service", service.as_deref().unwrap_or("its service")),
    ];
    let sentence = match found.level {
        _ if found.outcome == report::Outcome::Cancelled => sentences.given_up,
        _ if found.other.is_some() => sentences.other,
        report::Severity::Error if found.run.is_none() => sentences.never,
        _ if found.run.is_none() && found.is_recovered => sentences.machine_over,
        _ if found.run.is_none() => sentences.machine,
        _ if found.is_recovered => sentences.recovered,
        report::Severity::Info => sentences.over,
        report::Severity::Warning => sentences.also,
        report::Severity::Error => match (found.is_stop, found.is_done) {
            (true, true) => sentences.stopped_after,
            (true, false) => sentences.stopped,
            (false, _) => sentences.failed,
        },
    };
    fill(sentence, &values)
}

/// How the run that leads a flow ended.
pub(crate) struct Ending {
    /// The step of its last line.
    pub(crate) step: &'static str,
    /// Its code.
    pub(crate) code: Option<u32>,
    /// Whether the service restarted in it.
    pub(crate) is_restarted: bool,
}

/// The sentence of a flow's verdict.
pub(crate) fn of_flow(
    flow: &'static knowledge::Flow,
    row: &FlowRow,
    leading: Option<&Found<'_>>,
    ending: &Ending,
) -> String {
    let (sentences, counts) = (&flow.sentences, row.counts);
    let (n, failed) = ((counts.ok + counts.failed).to_string(), counts.failed.to_string());
    let code = ending.code.map_or_else(String::new, spell);
    let is_open =
        |step: &&StepRow| matches!(step.verdict, Verdict::NotReached | Verdict::Failed | Verdict::Stopped);
    let open = row.steps.iter().find(is_open).filter(|_| row.verdict == FlowVerdict::Ok);
    let step = open.map_or(ending.step, |open| &open.step);
    let values = [("n", n.as_str()), ("failed", &failed), ("step", step), ("code", &code)];
    let sentence = match row.verdict {
        FlowVerdict::Ok if open.is_some() => sentences.ok_open,
        FlowVerdict::Ok if counts.failed > 0 => sentences.ok_last,
        FlowVerdict::Ok if counts.ok == 1 => sentences.ok_one,
        FlowVerdict::Ok => sentences.ok_all,
        FlowVerdict::Failed | FlowVerdict::Stopped => match leading {
            Some(found) => return of_finding(found),
            None => return fill(sentences.failed, &[("step", ending.step), ("what", sentences.no_cause)]),
        },
        FlowVerdict::Incomplete if ending.is_restarted => sentences.restarted,
        FlowVerdict::Incomplete => sentences.incomplete,
        FlowVerdict::Cancelled => sentences.cancelled,
        FlowVerdict::Skipped => sentences.skipped,
        FlowVerdict::NoLog => sentences.none,
    };
    fill(sentence, &values)
}
