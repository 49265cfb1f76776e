//! What a report explains besides its verdicts, as text: groups of machines, retries, and the reasons of causes.

use std::fmt::Write;

use report::{CauseReasons, EvidenceLine, Report, Statement};

/// The explanations of a report as text.
pub fn explained_of(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a text never fails.
    let _ = write_machines(&mut out, report);
    for report in report.all() {
        let _ = write_report(&mut out, report);
    }
    out
}

fn write_machines(out: &mut String, report: &Report) -> std::fmt::Result {
    for group in &report.groups {
        writeln!(out, "group: {}", group.summary)?;
        writeln!(
            out,
            "  of {}: {}",
            group.finding.as_deref().unwrap_or("no finding"),
            group.machines.join(" ")
        )?;
        for shared in &group.shared {
            writeln!(out, "  shared: {shared}")?;
        }
    }
    if !report.comparison.rows.is_empty() {
        writeln!(out, "table: {}", report.comparison.machines.join(" | "))?;
    }
    for row in &report.comparison.rows {
        writeln!(out, "  {}: {}", row.name, row.values.join(" | "))?;
    }
    Ok(())
}

fn write_report(out: &mut String, report: &Report) -> std::fmt::Result {
    if !report.machine.is_empty() {
        writeln!(out, "\n=== {}\n", report.machine)?;
    }
    for flow in report.flows.iter().filter(|flow| !flow.history.retries.is_empty()) {
        writeln!(out, "{} retries:", flow.flow)?;
        for retry in &flow.history.retries {
            write_statement(out, "  ", retry)?;
        }
    }
    for finding in report.findings.iter().filter(|finding| !finding.reasons.is_empty()) {
        writeln!(out, "{}:", finding.id)?;
        for reasons in &finding.reasons {
            write_reasons(out, reasons)?;
        }
        if let Some(query) = &finding.line_search {
            writeln!(out, "  {query}")?;
        }
    }
    Ok(())
}

fn write_reasons(out: &mut String, reasons: &CauseReasons) -> std::fmt::Result {
    writeln!(out, "  {}{}", if reasons.is_almost { "almost " } else { "" }, reasons.cause)?;
    for supporting in &reasons.supporting {
        write_statement(out, "    + ", supporting)?;
    }
    for against in &reasons.against {
        write_statement(out, "    - ", against)?;
    }
    for settle in &reasons.settle {
        writeln!(out, "    ? {settle}")?;
    }
    Ok(())
}

fn write_statement(out: &mut String, mark: &str, statement: &Statement) -> std::fmt::Result {
    let place = |line: &EvidenceLine| format!(" {}:{}", line.log, line.line);
    let lines: String = statement.evidence.iter().map(place).collect();
    writeln!(out, "{mark}{}{lines}", statement.summary)
}
