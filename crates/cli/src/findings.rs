//! Findings as lines for a terminal: the proof, what to do, and of a guess what would settle it.

use report::{Confidence, EvidenceLine, Finding, MissingLog, Severity, Strength};

use crate::missing::minutes;
use crate::output::PrintedLines;
use crate::prose::{actions, blocks};
use crate::wording::{moment, plain};

/// How many lines of proof a finding shows.
const PROOF: usize = 6;

/// A finding; `missing` are the logs that would settle it where it is a guess.
pub(crate) fn write(out: &mut PrintedLines, finding: &Finding, missing: &[MissingLog]) -> std::fmt::Result {
    let is_possible = finding.strength == Strength::Possible;
    let word = match finding.severity {
        _ if is_possible => "POSSIBLE",
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    };
    writeln!(out, "{word}  {}", finding.summary)?;
    if finding.count > 1 {
        let times = finding.first_seen.as_ref().zip(finding.last_seen.as_ref());
        let times = times.map_or(String::new(), |(first, last)| {
            format!(", first {}, last {}", moment(first), moment(last))
        });
        let has_bursts = (2..finding.count).contains(&finding.bursts);
        let bursts = if has_bursts { format!(" in {} bursts", finding.bursts) } else { String::new() };
        writeln!(out, "  {} times{bursts}{times}", finding.count)?;
    }
    let shown = finding.evidence.len().saturating_sub(PROOF);
    for evidence in &finding.evidence[shown..] {
        write_evidence(out, evidence)?;
    }
    for side in &finding.server_requests {
        writeln!(out, "  On the server: {} ({})", side.summary, sure(side.confidence))?;
        write_evidence(out, &side.evidence)?;
    }
    for against in &finding.contradictions {
        writeln!(out, "  Against it: {}", against.summary)?;
    }
    if is_possible {
        return write_choices(out, finding, missing);
    }
    let cause = finding.cause.as_deref().and_then(knowledge::cause);
    if let Some(cause) = cause.filter(|_| finding.severity != Severity::Info) {
        let remedy = knowledge::remedy(cause);
        for rejected in finding.rejected_values.iter().filter_map(|name| knowledge::placeholder(name)) {
            writeln!(out, "  Note: {}", rejected.rejected())?;
        }
        writeln!(out, "  Check")?;
        out.add(&actions(remedy.check, 1, "    ", &finding.values));
        writeln!(out, "  Fix")?;
        out.add(&actions(remedy.fix, 1, "    ", &finding.values));
        writeln!(out, "  Verify")?;
        out.add(&blocks(remedy.verify, "    ", &finding.values));
    }
    writeln!(out)
}

/// What a guess leaves open: the log that would settle it, and the causes to choose from, with the checks of each.
fn write_choices(out: &mut PrintedLines, finding: &Finding, missing: &[MissingLog]) -> std::fmt::Result {
    if let Some(log) = missing.first() {
        let why = log.reason.split(". ").next().unwrap_or_default();
        writeln!(out, "  To settle it, get {} of the {}{}: it {why}.", log.log, log.role, minutes(log))?;
    }
    let best = finding.cause.iter().map(|cause| (cause, finding.confidence));
    let others = finding.other_causes.iter().map(|other| (&other.cause, other.confidence));
    for (id, confidence) in best.chain(others) {
        let Some(cause) = knowledge::cause(id) else { continue };
        writeln!(out, "  Possible cause: {} ({})", cause.title, sure(confidence))?;
        out.add(&actions(knowledge::remedy(cause).check, 1, "    ", &finding.values));
    }
    writeln!(out)
}

/// How sure something is, in one word.
fn sure(sure: Confidence) -> &'static str {
    match sure {
        Confidence::High => "sure",
        Confidence::Medium => "likely",
        Confidence::Low => "possible",
    }
}

fn write_evidence(out: &mut PrintedLines, evidence: &EvidenceLine) -> std::fmt::Result {
    let text = plain(&evidence.text);
    let state = evidence.state.as_ref().map_or(String::new(), |state| format!("  ({state})"));
    writeln!(out, "  {}:{}  {}  {}{state}", evidence.log, evidence.line, evidence.time, text.trim())
}
