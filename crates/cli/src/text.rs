//! A report as lines for a terminal: the headline first, then the flows, the findings with their proof and what to do,
//! and what is missing.

use report::{Disposition, FlowRow, FlowVerdict, Report, StepRow, Verdict};

use crate::output::PrintedLines;
use crate::wording::moment;

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
        writeln!(out, "  {}: {}", machine.machine, headline(machine))?;
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
    writeln!(out, "{}", headline(report))?;
    writeln!(out)?;
    for flow in &report.flows {
        // That nothing is known of a flow is no news beside what is known.
        if flow.verdict != FlowVerdict::NoLog {
            write_flow(out, flow, &report.headline.summary)?;
        }
    }
    crate::moments::write_standing(out, report)?;
    for finding in &report.findings {
        crate::findings::write(out, finding, &report.missing_logs)?;
    }
    crate::missing::write(out, report)?;
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

/// The top sentence.
fn headline(report: &Report) -> &str {
    match report.headline.summary.as_str() {
        "" => "Nothing could be read.",
        summary => summary,
    }
}

/// A flow and its steps; its sentence is not repeated where the headline begins with it.
fn write_flow(out: &mut PrintedLines, flow: &FlowRow, headline: &str) -> std::fmt::Result {
    if !headline.starts_with(flow.summary.trim_end_matches('.')) {
        writeln!(out, "{}", flow.summary)?;
        writeln!(out)?;
    }
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
            "  {:<32} {}{parts}{build}, {}, {} entries, {} not understood",
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
