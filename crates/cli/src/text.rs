//! A report as lines for a terminal: the verdict and a summary first, then the flows, the leading finding with its
//! evidence and its fix, the other findings in short, and the missing logs.

use anstyle::Style;
use report::{Disposition, FlowRow, FlowVerdict, Report, StepRow, Verdict};

use crate::findings;
use crate::output::{BOLD, GREEN, PrintedLines, RED, YELLOW};
use crate::wording::moment;

/// Adds the report as text to `out`; all findings in full if `all`, or else the leading one.
pub(crate) fn write(report: &Report, all: bool, out: &mut PrintedLines) {
    // Writing lines never fails.
    let _ = if report.machines.is_empty() {
        write_report(out, report, all)
    } else {
        write_machines(out, report, all)
    };
}

/// The verdict of each machine, then the report of each.
fn write_machines(out: &mut PrintedLines, report: &Report, all: bool) -> std::fmt::Result {
    writeln!(out, "{} machines", report.machines.len())?;
    writeln!(out)?;
    for machine in &report.machines {
        let name = format!("  {}: ", machine.machine);
        out.add_styled(&[(Style::new(), &name), (headline_style(machine), headline(machine))]);
    }
    write_groups(out, report)?;
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
        write_report(out, machine, all)?;
    }
    if !report.logs.is_empty() {
        write_heading(out, "Not tied to a machine")?;
        write_logs(out, report)?;
    }
    Ok(())
}

/// The groups of machines, with what each group shares.
fn write_groups(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    if report.groups.len() > 1 {
        writeln!(out)?;
    }
    for group in report.groups.iter().filter(|_| report.groups.len() > 1) {
        writeln!(out, "{}", group.summary)?;
        for shared in &group.shared {
            writeln!(out, "  {shared}")?;
        }
    }
    Ok(())
}

fn write_heading(out: &mut PrintedLines, name: &str) -> std::fmt::Result {
    writeln!(out)?;
    writeln!(out, "=== {name}")?;
    writeln!(out)
}

fn write_report(out: &mut PrintedLines, report: &Report, all: bool) -> std::fmt::Result {
    if let Some(bundle) = &report.bundle {
        writeln!(out, "{bundle}")?;
        writeln!(out)?;
    }
    out.add_styled(&[(headline_style(report), headline(report))]);
    writeln!(out, "{}", summary(report))?;
    writeln!(out)?;
    for flow in &report.flows {
        // A flow without a log adds nothing to the flows that have one.
        if flow.verdict != FlowVerdict::NoLog {
            write_flow(out, report, flow)?;
        }
    }
    crate::moments::write_conditions(out, report)?;
    findings::write(out, report, all)?;
    crate::scoping::write(out, report)?;
    crate::missing::write(out, report)?;
    crate::moments::write(out, report)?;
    crate::settings::write(out, report)?;
    crate::updates::write(out, report)?;
    write_codes(out, report)?;
    write_logs(out, report)?;
    write_skipped(out, report)
}

/// The files that were not read, and why.
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

/// The top sentence.
fn headline(report: &Report) -> &str {
    match report.headline.summary.as_str() {
        "" => "Nothing could be read.",
        summary => summary,
    }
}

/// The style of the headline, by its verdict.
fn headline_style(report: &Report) -> Style {
    match report.headline.verdict {
        FlowVerdict::Ok => GREEN,
        FlowVerdict::Failed | FlowVerdict::Stopped => RED,
        _ => BOLD,
    }
}

/// How many findings of each kind and how many logs there are.
fn summary(report: &Report) -> String {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for word in report.findings.iter().map(findings::word) {
        match kinds.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => kinds.push((word, 1)),
        }
    }
    let findings: Vec<String> =
        kinds.iter().map(|(word, count)| format!("{count} {}", word.to_lowercase())).collect();
    let findings = if findings.is_empty() { "none".to_owned() } else { findings.join(", ") };
    format!("Findings: {findings}. Logs: {} read, {} missing.", report.logs.len(), report.missing_logs.len())
}

/// A flow and its steps; its sentence is not repeated if the headline contains it.
fn write_flow(out: &mut PrintedLines, report: &Report, flow: &FlowRow) -> std::fmt::Result {
    if !report.headline.summary.contains(flow.summary.trim_end_matches('.')) {
        writeln!(out, "{}", flow.summary)?;
        writeln!(out)?;
    }
    for step in &flow.steps {
        // The parts of a step that succeeded need no rows.
        let is_part = step.step.contains('.');
        if is_part && matches!(step.verdict, Verdict::Ok | Verdict::Passed) {
            continue;
        }
        let title = knowledge::step_title(&flow.flow, &step.step, report.service_of(flow.leading_run));
        write_step(out, step, &title)?;
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
        let last_success = flow.last_success.as_deref().map_or("none in these logs".to_owned(), moment);
        writeln!(out, "  Failing since {}; last success: {last_success}", moment(since))?;
    }
    for retry in &flow.history.retries {
        writeln!(out, "  {}", retry.summary)?;
    }
    crate::history::write(out, &flow.history)?;
    writeln!(out)
}

fn write_step(out: &mut PrintedLines, step: &StepRow, title: &str) -> std::fmt::Result {
    let indent = if step.step.contains('.') { "    " } else { "  " };
    let note = step.note.as_ref().map_or(String::new(), |note| format!("  {note}"));
    let head = format!("{indent}{:<5} {title:<28} ", step.step);
    let style = match step.verdict {
        Verdict::Ok => GREEN,
        Verdict::Failed => RED,
        Verdict::Stopped => YELLOW,
        _ => Style::new(),
    };
    out.add_styled(&[(Style::new(), &head), (style, step.verdict.word()), (Style::new(), &note)]);
    Ok(())
}

fn write_codes(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    if report.codes.is_empty() {
        return Ok(());
    }
    writeln!(out, "Codes found")?;
    for disposition in Disposition::ALL {
        let codes = || report.codes.iter().filter(|code| code.disposition == disposition);
        if codes().next().is_none() {
            continue;
        }
        writeln!(out, "  {}: {}", disposition.words(), disposition.meaning())?;
        if disposition == Disposition::Noise {
            let names: Vec<&str> = codes().map(|code| code.code.as_str()).collect();
            writeln!(out, "    {}", names.join(" "))?;
            continue;
        }
        for code in codes() {
            writeln!(out, "    {}  {:<40} {}", code.code, code.symbol.as_deref().unwrap_or(""), code.count)?;
        }
    }
    writeln!(out)
}

fn write_logs(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    if !report.logs.is_empty() {
        writeln!(out, "Logs read")?;
    }
    for log in &report.logs {
        let parts = match log.parts.len() {
            _ if log.count > 1 => format!(", {} copies", log.count),
            0 | 1 => String::new(),
            parts => format!(", {parts} parts"),
        };
        let build = log.windows_build.map_or(String::new(), |build| format!(", Windows build {build}"));
        writeln!(
            out,
            "  {:<32} {}{parts}{build}, {}, {} entries, {} not parsed",
            log.name, log.format, log.encoding, log.entries, log.unparsed
        )?;
        if let Some(problem) = &log.problem {
            writeln!(out, "    {problem}")?;
        }
        if !log.instead.is_empty() {
            let about = knowledge::log(&log.kind).map_or("", |known| known.description);
            writeln!(out, "    {about} It cannot show why updates fail; {} would.", log.instead.join(", "))?;
        }
        if log.documentation_only {
            writeln!(
                out,
                "    Based on documentation only (no real {} is public): report where yours differs.",
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
