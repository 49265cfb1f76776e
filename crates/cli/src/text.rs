//! A report as lines for a terminal: the verdict first, then the proof, what to do, what is missing.

use report::{
    Confidence, Disposition, EvidenceLine, Finding, FlowRow, FlowVerdict, Report, Severity, StepRow, Verdict,
};

use crate::output::PrintedLines;
use crate::prose::{actions, blocks};
use crate::wording::{moment, plain};

/// How many lines of proof a finding shows.
const PROOF: usize = 6;

/// The report as text.
pub(crate) fn write(report: &Report) -> PrintedLines {
    let mut out = PrintedLines::default();
    // Writing lines never fails.
    let _ = if report.machines.is_empty() {
        write_all(&mut out, report)
    } else {
        write_machines(&mut out, report)
    };
    out
}

/// The verdict of each machine, then the report of each.
fn write_machines(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    writeln!(out, "{} machines", report.machines.len())?;
    writeln!(out)?;
    for machine in &report.machines {
        let flow = machine.flows.first().map(|flow| flow.summary.as_str());
        let found = machine.findings.first().map(|found| found.summary.as_str());
        let verdict = flow.or(found).unwrap_or("nothing of an update scan");
        writeln!(out, "  {}: {verdict}", machine.machine)?;
    }
    for question in &report.same_machine_questions {
        writeln!(
            out,
            "\n{} They are treated as different machines. If not, run again with",
            question.question
        )?;
        writeln!(out, "--same-machine.")?;
    }
    for machine in &report.machines {
        write_heading(out, &machine.machine)?;
        write_all(out, machine)?;
    }
    if !report.logs.is_empty() {
        write_heading(out, "Of no machine")?;
        write_logs(out, report)?;
    }
    Ok(())
}

fn write_heading(out: &mut PrintedLines, name: &str) -> std::fmt::Result {
    writeln!(out)?;
    writeln!(out, "=== {name}")?;
    writeln!(out)
}

fn write_all(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    if let Some(bundle) = &report.bundle {
        writeln!(out, "{bundle}")?;
        writeln!(out)?;
    }
    if report.flows.is_empty() && report.findings.is_empty() {
        writeln!(out, "These logs say nothing of a software update scan.")?;
        writeln!(out)?;
    }
    for (at, flow) in report.flows.iter().enumerate() {
        // Behind another flow it is enough to say that nothing is known of it.
        if at > 0 && flow.verdict == FlowVerdict::NoLog {
            writeln!(out, "{}", flow.summary)?;
            writeln!(out)?;
        } else {
            write_flow(out, flow)?;
        }
    }
    crate::moments::write_standing(out, report)?;
    for finding in &report.findings {
        write_finding(out, finding)?;
    }
    if !report.missing_logs.is_empty() {
        writeln!(out, "Missing logs")?;
        for missing in &report.missing_logs {
            let minutes = missing.from.as_ref().zip(missing.to.as_ref());
            let minutes =
                minutes.map_or(String::new(), |(from, to)| format!(", {} to {}", moment(from), moment(to)));
            writeln!(
                out,
                "  {}  {} of the {}{minutes}: {}",
                missing.log, missing.folder, missing.role, missing.reason
            )?;
        }
        writeln!(out)?;
    }
    crate::moments::write(out, report)?;
    crate::settings::write(out, report)?;
    crate::updates::write(out, report)?;
    write_codes(out, report)?;
    write_logs(out, report)?;
    write_skipped(out, report)
}

/// What was not read, and why.
fn write_skipped(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    if report.skipped_files.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    writeln!(out, "Not read")?;
    for skipped in &report.skipped_files {
        let path = if skipped.folder.is_empty() { String::new() } else { format!("{}/", skipped.folder) };
        let others = match skipped.count {
            0 | 1 => String::new(),
            2 => " and another".to_owned(),
            count => format!(" and {} others", count - 1),
        };
        writeln!(out, "  {path}{}{others}: {}", skipped.name, skipped.reason)?;
    }
    Ok(())
}

fn write_flow(out: &mut PrintedLines, flow: &FlowRow) -> std::fmt::Result {
    writeln!(out, "{}", flow.summary)?;
    writeln!(out)?;
    for step in &flow.steps {
        // A step that is fine needs no row for each of its parts.
        let is_part = step.step.contains('.');
        if is_part && matches!(step.verdict, Verdict::Ok | Verdict::Passed) {
            continue;
        }
        write_step(out, &flow.flow, step)?;
    }
    writeln!(out)?;
    let counts = &flow.counts;
    if counts.all() > 0 {
        let ways = [
            (counts.ok, "ok"),
            (counts.failed, "failed"),
            (counts.cancelled, "cancelled"),
            (counts.skipped, "skipped"),
            (counts.incomplete, "incomplete"),
        ];
        let ways = ways.iter().filter(|(count, _)| *count > 0).map(|(count, way)| format!("{count} {way}"));
        let runs = if counts.all() == 1 { "run" } else { "runs" };
        writeln!(out, "  {} {runs}: {}", counts.all(), ways.collect::<Vec<_>>().join(", "))?;
    }
    if let Some(since) = &flow.failing_since {
        let last_good = flow.last_success.as_deref().map_or("none in these logs".to_owned(), moment);
        writeln!(out, "  Failing since {}; last good: {last_good}", moment(since))?;
    }
    writeln!(out)
}

fn write_step(out: &mut PrintedLines, flow: &str, step: &StepRow) -> std::fmt::Result {
    let title = knowledge::step(flow, &step.step).map_or("", |step| step.title);
    let indent = if step.step.contains('.') { "    " } else { "  " };
    let note = step.note.as_ref().map_or(String::new(), |note| format!("  {note}"));
    writeln!(out, "{indent}{:<5} {title:<28} {}{note}", step.step, step.verdict.word())
}

fn write_finding(out: &mut PrintedLines, finding: &Finding) -> std::fmt::Result {
    let word = match finding.severity {
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

fn write_codes(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    if report.codes.is_empty() {
        return Ok(());
    }
    writeln!(out, "Codes found")?;
    for code in report.codes.iter().filter(|code| code.disposition != Disposition::Noise) {
        let mark = if code.disposition == Disposition::Decisive { "*" } else { " " };
        writeln!(out, "  {mark} {}  {:<40} {}", code.code, code.symbol.as_deref().unwrap_or(""), code.count)?;
    }
    let benign: Vec<&str> = report
        .codes
        .iter()
        .filter(|code| code.disposition == Disposition::Noise)
        .map(|code| code.code.as_str())
        .collect();
    if !benign.is_empty() {
        writeln!(out, "  Noise, in healthy logs too: {}", benign.join(" "))?;
    }
    writeln!(out)
}

fn write_logs(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    if !report.logs.is_empty() {
        writeln!(out, "Logs read")?;
    }
    for log in &report.logs {
        let parts = if log.parts.len() > 1 { format!(", {} parts", log.parts.len()) } else { String::new() };
        let build = log.windows_build.map_or(String::new(), |build| format!(", Windows build {build}"));
        writeln!(
            out,
            "  {:<32} {}{parts}{build}, {}, {} entries, {} not understood",
            log.name, log.format, log.encoding, log.entries, log.unparsed
        )?;
        if let Some(problem) = &log.problem {
            writeln!(out, "    {problem}")?;
        }
        if log.documentation_only {
            writeln!(
                out,
                "    Written after documents, for no real {} is public: tell us where yours differs.",
                log.kind
            )?;
        }
    }
    for note in &report.notes {
        let log = note.log.as_ref().map_or(String::new(), |log| format!("{log}: "));
        writeln!(out, "  {log}{}", note.summary)?;
    }
    Ok(())
}
