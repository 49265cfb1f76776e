//! Sentences: the text comes from the knowledge base, and its placeholders are filled in here.

use knowledge::{EvidenceKind, spell};
use report::{FlowRow, FlowVerdict, StepRow, Verdict};

use crate::judge::problem::{BadEnding, FailedOperation, Problem};
use crate::judge::run_failure::FailureKind;
use crate::runs::timed_sightings::TimedSighting;
use crate::scan::message_texts::code_of_message;

/// Replaces `{name}` in a sentence.
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

/// A time for use in a sentence: `2026-11-10 03:12 UTC`.
pub(crate) fn time(time: &str) -> String {
    let zone = if time.ends_with('Z') { " UTC" } else { "" };
    format!("{}{zone}", time.get(..16).unwrap_or(time).replace('T', " "))
}

/// A failure that later runs no longer have: "The scan last failed at step 3 with 0x80244022 at 2026-11-10 20:13 UTC; it
/// has been successful since 2026-11-12 08:14 UTC."
pub(crate) fn of_recovery(flow: &knowledge::Flow, recovery: &report::Recovery) -> String {
    let code = recovery.code.as_ref().map_or_else(String::new, |code| format!(" with {code}"));
    let failed = recovery.last_failed.as_ref().map_or_else(String::new, |at| format!(" at {}", time(at)));
    let since = match &recovery.good_since {
        Some(since) => format!("it has been successful since {}", time(since)),
        None => "a later one succeeded".to_owned(),
    };
    format!("The {} last failed at step {}{code}{failed}; {since}.", flow.run.0, recovery.step)
}

/// Turns a sentence into the second half of another: its first letter becomes lowercase, unless the word is a name.
pub(crate) fn in_a_sentence(sentence: &str) -> String {
    let is_word = |word: &str| word.chars().skip(1).all(|letter| !letter.is_uppercase() && letter != '.');
    let first = sentence.split(' ').next().unwrap_or_default();
    let mut sentence = sentence.to_owned();
    if is_word(first)
        && first != "Windows"
        && let Some(letter) = sentence.get_mut(..1)
    {
        letter.make_ascii_lowercase();
    }
    sentence
}

/// What happened, with the code: "the Windows Update Agent cannot authenticate to the proxy (0x8024401B)".
fn what(problem: &Problem) -> String {
    let (seen, sentences) = (problem.proof.evidence.summary, &problem.flow.sentences);
    let summary = match problem.causes.first() {
        Some(fit) => fit.cause.summary.to_owned(),
        None if problem.runs().is_none() => seen.to_owned(),
        None if problem.is_stop() => format!("{seen}, and {}; {}", sentences.no_more, sentences.no_cause),
        // The end line of a run with a code adds nothing about the failure.
        None if problem.code.is_some() && problem.proof.evidence.shows != EvidenceKind::Failed => {
            return format!("{}; {}", codes_of(problem), sentences.no_cause);
        }
        None if problem.code.is_some() => format!("{seen}; {}", sentences.no_cause),
        None => format!("{seen}; {}", sentences.no_reason),
    };
    with_codes(summary, problem)
}

fn with_codes(summary: String, problem: &Problem) -> String {
    match codes_of(problem) {
        codes if codes.is_empty() => summary,
        codes => format!("{summary} ({codes})"),
    }
}

/// The outer code of a finding and its inner code.
fn codes_of(problem: &Problem) -> String {
    match (problem.code, problem.outer_code) {
        (Some(code), Some(outer)) => format!("{}, inner code {}", spell(outer), spell(code)),
        (Some(code), None) | (None, Some(code)) => spell(code),
        (None, None) => String::new(),
    }
}

/// The code that a line beside a failure without a code names: "line 12 names 0x80072EE7".
fn code_beside(problem: &Problem) -> Option<String> {
    let at = problem.proof.sighting().quote.line;
    let is_detail =
        |line: &&TimedSighting| line.is_detail() && line.file_place() == problem.proof.file_place();
    let distance = |line: &&TimedSighting| {
        let number = line.sighting().quote.line;
        // Of lines at the same distance, the one before.
        (number.abs_diff(at), number > at)
    };
    let line = problem.layers.iter().filter(is_detail).min_by_key(distance)?;
    let code = line.code()?;
    let verb = if means(line, code) { "means" } else { "names" };
    Some(format!("line {} {verb} {}", line.sighting().quote.line, spell(code)))
}

/// Whether a line names a code only by the message of Windows.
fn means(line: &TimedSighting, code: u32) -> bool {
    let text = line.sighting().quote.text();
    let names_it = text.to_ascii_uppercase().contains(&format!("{code:08X}"));
    code_of_message(text.as_bytes()) == Some(code) && !names_it
}

/// The sentence of a failed operation: "The installation of {name} failed: {what}".
fn of_operation(failed: &FailedOperation, problem: &Problem) -> String {
    let (one, many) = failed.operation.run;
    let name = failed.subject.as_ref().map(|subject| subject.name.as_str());
    let what = match problem.causes.first() {
        Some(fit) if codes_of(problem).is_empty() => {
            let beside = code_beside(problem).map(|beside| format!(" ({beside})"));
            format!(": {}{}", fit.cause.summary, beside.unwrap_or_default())
        }
        Some(fit) => format!(": {}", with_codes(fit.cause.summary.to_owned(), problem)),
        None if problem.code.is_some_and(knowledge::is_collective) => {
            format!(" with {}; no line names the inner code", codes_of(problem))
        }
        None => match codes_of(problem) {
            codes if codes.is_empty() => match code_beside(problem) {
                Some(beside) => format!("; {beside}"),
                None => format!("; {}", problem.flow.sentences.no_reason),
            },
            codes => format!(" with {codes}; {}", problem.flow.sentences.no_cause),
        },
    };
    let which = match (name.filter(|_| !failed.operation.named.is_empty()), failed.count) {
        (Some(name), _) => format!("The {}", failed.operation.named.replace("{name}", name)),
        (None, 1) => format!("The {one}"),
        (None, count) => format!("{count} {many}"),
    };
    let times = match (problem.is_recovered, problem.occurrences.count) {
        (true, 1) => "failed before a later one succeeded".to_owned(),
        (true, count) => format!("failed {count} times before a later one succeeded"),
        (false, 2..) if failed.count == 1 => format!("failed {} times", problem.occurrences.count),
        (false, _) => "failed".to_owned(),
    };
    format!("{which} {times}{what}")
}

/// The sentence of a code in an excerpt: "Possible cause: the server is not available (0x80244022)".
fn of_excerpt(problem: &Problem) -> String {
    let code = codes_of(problem);
    let is_in_words = problem.code.is_some_and(|code| means(&problem.proof, code));
    match problem.causes.first() {
        Some(fit) if is_in_words => {
            format!("Possible cause: {} (a message that means {code})", fit.cause.summary)
        }
        Some(fit) => format!("Possible cause: {} ({code})", fit.cause.summary),
        None if problem.code.is_none() => {
            let line = problem.proof.sighting().quote.line;
            format!("Line {line} reports a failure that is not in the knowledge base")
        }
        None if is_in_words => {
            format!("A message means {code}, but no line shows which operation ended with it")
        }
        None => format!("The excerpt contains {code}, but no line shows which operation ended with it"),
    }
}

/// The sentence of a finding.
pub(crate) fn of_finding(problem: &Problem) -> String {
    if problem.is_possible() {
        return of_excerpt(problem);
    }
    if let Some(failed) = problem.named_operation() {
        return of_operation(failed, problem);
    }
    let sentences = &problem.flow.sentences;
    let (one, many) = problem.flow.run;
    let what = what(problem);
    let (runs, times) = match problem.occurrences.count {
        1 => (format!("one {one}"), "once".to_owned()),
        count => (format!("{count} {many}"), format!("{count} times")),
    };
    let seen = with_codes(problem.proof.evidence.summary.to_owned(), problem);
    let code = problem.code.map_or_else(String::new, spell);
    let foreign = problem.foreign();
    let who = foreign.map_or("", |foreign| &foreign.name);
    let service = foreign.and_then(|foreign| foreign.service.as_deref());
    let values = [
        ("step", problem.step),
        ("what", &what),
        ("runs", &runs),
        ("times", &times),
        ("seen", &seen),
        ("code", &code),
        ("who", if who.is_empty() { "a program that the log does not name" } else { who }),
        ("service", service.unwrap_or("its service")),
    ];
    let sentence = match problem.severity {
        _ if problem.ending() == BadEnding::Cancelled => sentences.cancelled_runs,
        _ if foreign.is_some() => sentences.other,
        report::Severity::Error if problem.runs().is_none() => sentences.never,
        _ if problem.runs().is_none() && problem.is_recovered => sentences.machine_over,
        _ if problem.runs().is_none() => sentences.machine,
        _ if problem.is_recovered => sentences.recovered,
        report::Severity::Info => sentences.over,
        report::Severity::Warning => sentences.also,
        report::Severity::Error => match problem.ending() {
            BadEnding::Failure(FailureKind::StoppedAfter) => sentences.stopped_after,
            BadEnding::Failure(FailureKind::StoppedIn) => sentences.stopped,
            BadEnding::Failure(FailureKind::Failed) | BadEnding::Cancelled => sentences.failed,
        },
    };
    fill(sentence, &values)
}

/// How the leading run of a flow ended.
pub(crate) struct Ending {
    /// The step of its last line.
    pub(crate) step: &'static str,
    /// The code with which it ended.
    pub(crate) code: Option<u32>,
    /// Whether the service restarted during the run.
    pub(crate) is_restarted: bool,
}

/// The sentence of a flow's verdict.
pub(crate) fn of_flow(
    flow: &'static knowledge::Flow,
    row: &FlowRow,
    leading: Option<&Problem>,
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
            Some(problem) => return of_finding(problem),
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
