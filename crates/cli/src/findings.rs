//! Findings as lines for a terminal: the leading one with its evidence and its fix, or what would confirm it if it is only
//! possible; the others in two lines each.

use anstyle::Style;
use report::{Confidence, EvidenceLine, Finding, Report, Severity, Strength};

use crate::missing::minutes;
use crate::output::{CYAN, PrintedLines, RED, YELLOW};
use crate::prose::{ProseContext, actions, remedy};
use crate::wording::{moment, plain};

/// How many lines of evidence a finding shows.
const MAX_EVIDENCE: usize = 6;

/// The findings of a report: all in full if `all`, or else the one that the headline is about.
pub(crate) fn write(out: &mut PrintedLines, report: &Report, all: bool) -> std::fmt::Result {
    if all {
        return report.findings.iter().try_for_each(|finding| write_full(out, finding, report));
    }
    let is_of_headline = |finding: &&Finding| Some(&finding.id) == report.headline.finding.as_ref();
    let Some(leading) = report.findings.iter().find(is_of_headline).or(report.findings.first()) else {
        return Ok(());
    };
    write_full(out, leading, report)?;
    if report.findings.len() == 1 {
        return Ok(());
    }
    writeln!(out, "Other findings (--all shows them in full)")?;
    for finding in report.findings.iter().filter(|finding| !std::ptr::eq(*finding, leading)) {
        write_short(out, finding)?;
    }
    writeln!(out)
}

/// The kind of a finding in one word.
pub(crate) fn word(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Info => "INFO",
        _ if finding.strength == Strength::Possible => "POSSIBLE",
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
    }
}

fn write_title(out: &mut PrintedLines, indent: &str, finding: &Finding) {
    let style = match finding.severity {
        Severity::Info => CYAN,
        _ if finding.strength == Strength::Possible => YELLOW,
        Severity::Error => RED,
        Severity::Warning => YELLOW,
    };
    let rest = format!("  {}", finding.summary);
    out.add_styled(&[(Style::new(), indent), (style, word(finding)), (Style::new(), &rest)]);
}

/// A finding in two lines: what was found, then where, how often, and the command that shows its cause.
fn write_short(out: &mut PrintedLines, finding: &Finding) -> std::fmt::Result {
    write_title(out, "  ", finding);
    let times = if finding.count > 1 { format!(", {} times", finding.count) } else { String::new() };
    let what = if finding.strength == Strength::Possible { "possible cause" } else { "cause" };
    let cause = finding.cause.as_ref();
    let cause = cause.map_or(String::new(), |cause| format!("; {what}: see `wuscope cause {cause}`"));
    writeln!(out, "    {}:{}{times}{cause}", finding.log, finding.line)
}

/// A finding of a report in full.
fn write_full(out: &mut PrintedLines, finding: &Finding, report: &Report) -> std::fmt::Result {
    write_title(out, "", finding);
    if finding.count > 1 {
        let times = finding.first_seen.as_ref().zip(finding.last_seen.as_ref());
        let times = times.map_or(String::new(), |(first, last)| {
            format!(", first {}, last {}", moment(first), moment(last))
        });
        let has_bursts = (2..finding.count).contains(&finding.bursts);
        let bursts = if has_bursts { format!(" in {} bursts", finding.bursts) } else { String::new() };
        writeln!(out, "  {} times{bursts}{times}", finding.count)?;
    }
    let shown = finding.evidence.len().saturating_sub(MAX_EVIDENCE);
    for evidence in &finding.evidence[shown..] {
        write_evidence(out, evidence)?;
    }
    for side in &finding.server_requests {
        writeln!(out, "  On the server: {} ({})", side.summary, certainty(side.confidence))?;
        write_evidence(out, &side.evidence)?;
    }
    for against in &finding.contradictions {
        writeln!(out, "  Contradicting evidence: {}", against.summary)?;
    }
    if finding.strength == Strength::Possible {
        return write_choices(out, finding, report);
    }
    crate::reasons::write(out, finding)?;
    if let Some(query) = &finding.line_search {
        writeln!(out, "  The same line on all clients (CMPivot)")?;
        writeln!(out, "    {query}")?;
    }
    let cause = finding.cause.as_deref().and_then(knowledge::cause);
    if let Some(cause) = cause.filter(|_| finding.severity != Severity::Info) {
        for rejected in finding.rejected_values.iter().filter_map(|name| knowledge::placeholder(name)) {
            writeln!(out, "  Note: {}", rejected.rejected())?;
        }
        out.add(&remedy(knowledge::remedy(cause), "  ", context(finding, report)));
    }
    writeln!(out)
}

/// For a possible finding: the log that would confirm it, and the possible causes with the checks of each.
fn write_choices(out: &mut PrintedLines, finding: &Finding, report: &Report) -> std::fmt::Result {
    if let Some(log) = report.missing_logs.first() {
        let why = log.reason.split(". ").next().unwrap_or_default();
        writeln!(
            out,
            "  To confirm it, collect {} from the {}{}: it {why}.",
            log.log,
            log.role,
            minutes(log)
        )?;
    }
    let best = finding.cause.iter().map(|cause| (cause, finding.confidence));
    let others = finding.other_causes.iter().map(|other| (&other.cause, other.confidence));
    for (id, confidence) in best.chain(others) {
        let Some(cause) = knowledge::cause(id) else { continue };
        writeln!(out, "  Possible cause: {} ({})", cause.title, certainty(confidence))?;
        out.add(&actions(knowledge::remedy(cause).check, 1, "    ", context(finding, report)));
    }
    writeln!(out)
}

/// What the logs tell about the machine that a finding's remedy is for.
fn context<'r>(finding: &'r Finding, report: &Report) -> ProseContext<'r> {
    ProseContext { values: &finding.values, client: report.client_kind }
}

/// The confidence in one word.
fn certainty(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "certain",
        Confidence::Medium => "likely",
        Confidence::Low => "possible",
    }
}

fn write_evidence(out: &mut PrintedLines, evidence: &EvidenceLine) -> std::fmt::Result {
    let text = plain(&evidence.text);
    let state = evidence.state.as_ref().map_or(String::new(), |state| format!("  ({state})"));
    writeln!(out, "  {}:{}  {}  {}{state}", evidence.log, evidence.line, evidence.time, text.trim())
}
