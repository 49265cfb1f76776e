//! A report as text, with all results and nothing that depends on the encoding of the bytes.

use std::fmt::Write;

use report::{Change, Disposition, EvidenceLine, Finding, FlowHistory, Report, Run, StepRow, UpdateRow};

/// The report as text.
pub fn text_of(report: &Report) -> String {
    let mut out = String::new();
    let _ = write_report(&mut out, report).and_then(|()| write_machines(&mut out, report));
    out
}

/// The reports of several machines, one below the other.
fn write_machines(out: &mut String, report: &Report) -> std::fmt::Result {
    for machine in &report.machines {
        writeln!(out, "\n=== {}\n", machine.machine)?;
        write_report(out, machine)?;
    }
    Ok(())
}

fn write_report(out: &mut String, report: &Report) -> std::fmt::Result {
    let headline = &report.headline;
    if report.flows.first().is_none_or(|flow| flow.summary != headline.summary) {
        writeln!(out, "headline: {:?}. {}\n", headline.verdict, headline.summary)?;
    }
    for flow in &report.flows {
        writeln!(out, "{}: {:?}. {}", flow.flow, flow.verdict, flow.summary)?;
        if let Some(since) = &flow.failing_since {
            writeln!(
                out,
                "  failing since {since}, last good {}",
                flow.last_success.as_deref().unwrap_or("-")
            )?;
        }
        if let Some(run) = flow.unfinished_run {
            writeln!(out, "  run {run} is not finished")?;
        }
        write_history(out, &flow.history)?;
        if flow.leading_run.is_none() {
            write_steps(out, &flow.steps)?;
        }
        writeln!(out)?;
    }
    for run in &report.runs {
        let leads = report.flows.iter().any(|flow| flow.leading_run == Some(run.id));
        write_run(out, run, leads)?;
    }
    for finding in &report.findings {
        write_finding(out, finding)?;
    }
    for answer in &report.scoping {
        for statement in &answer.statements {
            writeln!(out, "{}: {}{}", answer.question, statement.summary, cited(&statement.evidence))?;
        }
    }
    write_settings(out, report)?;
    write_moments(out, report)?;
    for missing in &report.missing_logs {
        let minutes = match (&missing.from, &missing.to) {
            (Some(from), Some(to)) => format!(" from {from} to {to}"),
            (Some(from), None) => format!(" from {from}"),
            _ => String::new(),
        };
        writeln!(
            out,
            "missing {}\\{} on the {}{minutes}: {}",
            missing.folder, missing.log, missing.role, missing.reason
        )?;
    }
    for update in &report.updates {
        write_update(out, update)?;
    }
    for code in &report.codes {
        let mark = match code.disposition {
            Disposition::LoggedOnly => String::new(),
            disposition => format!(" {disposition:?}").to_lowercase(),
        };
        writeln!(out, "code {} {} x{}{mark}", code.code, code.symbol.as_deref().unwrap_or("-"), code.count)?;
    }
    for log in &report.logs {
        let parts =
            if log.parts.len() > 1 { format!(" in {} parts", log.parts.len()) } else { String::new() };
        let problem = log.problem.as_ref().map_or(String::new(), |problem| format!(": {problem}"));
        writeln!(
            out,
            "log {} {} {} entries{parts}, {} unread. {}{problem}",
            log.name, log.kind, log.entries, log.unparsed, log.clock
        )?;
    }
    for note in &report.notes {
        writeln!(out, "note {}: {}", note.log.as_deref().unwrap_or("-"), note.summary)?;
    }
    Ok(())
}

/// What the runs of a flow show together.
fn write_history(out: &mut String, history: &FlowHistory) -> std::fmt::Result {
    if let Some(first) = &history.failing_since_line {
        writeln!(out, "  first failure{}", cited(std::slice::from_ref(first)))?;
    }
    if let Some(recovery) = &history.recovery {
        let time = |time: &Option<String>| time.clone().unwrap_or_else(|| "-".to_owned());
        let code = recovery.code.as_deref().unwrap_or("-");
        let (failed, good) = (time(&recovery.last_failed), time(&recovery.good_since));
        let line = cited(std::slice::from_ref(&recovery.evidence));
        writeln!(
            out,
            "  recovered from {code} at {}, last {failed}, good since {good}{line}",
            recovery.step
        )?;
    }
    if let Some(changes) = &history.changes {
        for change in &changes.rows {
            let Change { name, before, after, .. } = change;
            let values = if before.is_empty() { String::new() } else { format!(" from {before} to {after}") };
            let at = change.time.as_ref().map_or(String::new(), |at| format!(" at {at}"));
            writeln!(out, "  change: {name}{values}{at}{}", cited(&change.evidence))?;
        }
        if !changes.unchanged.is_empty() {
            writeln!(out, "  unchanged: {}", changes.unchanged.join(", "))?;
        }
    }
    history.pattern.iter().try_for_each(|pattern| writeln!(out, "  pattern: {}", pattern.summary))
}

/// Where lines are: ` (WUAHandler.log:7, WUAHandler.log:9)`.
fn cited(lines: &[EvidenceLine]) -> String {
    let places: Vec<String> = lines.iter().map(|line| format!("{}:{}", line.log, line.line)).collect();
    if places.is_empty() { String::new() } else { format!(" ({})", places.join(", ")) }
}

/// The settings, if a registry export was given or sources disagree; settings from logs that agree
/// are checked in `tests/tests/settings.rs`.
fn write_settings(out: &mut String, report: &Report) -> std::fmt::Result {
    let is_export = report.logs.iter().any(|log| log.kind == "PolicyExport");
    if !is_export && report.settings.iter().all(|setting| setting.sources_agree) {
        return Ok(());
    }
    for setting in &report.settings {
        let mark = if setting.sources_agree { "" } else { ", and they disagree" };
        writeln!(out, "setting {} = {}{mark}", setting.id, setting.value)?;
        for value in &setting.values {
            let (source, line) = (&value.source, &value.evidence);
            writeln!(out, "  {} by {source}, {}:{} x{}", value.value, line.log, line.line, line.count)?;
        }
    }
    Ok(())
}

/// Events on the machine, and active conditions.
fn write_moments(out: &mut String, report: &Report) -> std::fmt::Result {
    for state in &report.active_conditions {
        write!(out, "{:?} active {} ", state.severity, state.summary)?;
        write_evidence(out, "", &state.evidence)?;
    }
    for moment in &report.moments {
        let time = moment.time.as_deref().unwrap_or("-");
        let last = moment.last_time.as_ref().map_or(String::new(), |last| format!(" to {last}"));
        let until = moment.ended.as_ref().map_or(String::new(), |until| format!(", until {until}"));
        let open = if moment.is_active { ", still" } else { "" };
        let count = if moment.count > 1 { format!(" x{}", moment.count) } else { String::new() };
        write!(out, "{:?} moment {time}{last} {}{count}{until}{open}: ", moment.severity, moment.event)?;
        write_evidence(out, "", &moment.evidence)?;
    }
    Ok(())
}

fn write_update(out: &mut String, update: &UpdateRow) -> std::fmt::Result {
    let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "-".to_owned());
    let revision = update.revision.map_or(String::new(), |revision| format!(".{revision}"));
    let (id, title) = (name(&update.id), name(&update.title));
    write!(out, "update {id}{revision} KB{} {title}: {}", name(&update.kb), update.state.words())?;
    let code = update.code.as_ref().map_or(String::new(), |code| format!(" {code}"));
    writeln!(out, "{code}")?;
    for by in &update.superseded_by {
        writeln!(out, "  superseded by {by}")?;
    }
    for fact in &update.facts {
        let code = fact.code.as_ref().map_or(String::new(), |code| format!(" {code}"));
        write!(out, "  {}{code}: ", fact.event.words())?;
        write_evidence(out, "", &fact.evidence)?;
    }
    Ok(())
}

fn write_run(out: &mut String, run: &Run, leads: bool) -> std::fmt::Result {
    let code = run.code.as_deref().unwrap_or("-");
    writeln!(
        out,
        "run {} {:?} {code} by {} against {} {}{}",
        run.id,
        run.outcome,
        run.caller_name.as_deref().unwrap_or("-"),
        run.service.as_deref().unwrap_or("-"),
        run.server.as_deref().unwrap_or("-"),
        if leads {
            ", leads"
        } else if run.affects_verdict {
            ""
        } else {
            ", does not count"
        },
    )?;
    writeln!(out, "  {} to {}", run.start.as_deref().unwrap_or("-"), run.end.as_deref().unwrap_or("-"))?;
    write_steps(out, &run.steps)?;
    writeln!(out)
}

fn write_steps(out: &mut String, steps: &[StepRow]) -> std::fmt::Result {
    for step in steps {
        let note = step.note.as_ref().map_or(String::new(), |note| format!(" ({note})"));
        writeln!(out, "  {:<5} {}{note}", step.step, step.verdict.word())?;
        for evidence in &step.evidence {
            write_evidence(out, "        ", evidence)?;
        }
    }
    Ok(())
}

fn write_evidence(out: &mut String, indent: &str, evidence: &EvidenceLine) -> std::fmt::Result {
    let count = if evidence.count > 1 { format!(" x{}", evidence.count) } else { String::new() };
    let state = evidence.state.as_ref().map_or(String::new(), |state| format!(": {state}"));
    writeln!(out, "{indent}{} {}:{}{count}{state}", evidence.id, evidence.log, evidence.line)
}

fn write_finding(out: &mut String, finding: &Finding) -> std::fmt::Result {
    writeln!(out, "{:?} {}: {}", finding.severity, finding.id, finding.summary)?;
    let others: Vec<&str> = finding.other_causes.iter().map(|other| other.cause.as_str()).collect();
    let others = if others.is_empty() { String::new() } else { format!(", or {}", others.join(", ")) };
    writeln!(
        out,
        "  {:?} {:?}: {}{others}; {} times, {} to {}",
        finding.strength,
        finding.confidence,
        finding.cause.as_deref().unwrap_or("no cause"),
        finding.count,
        finding.first_seen.as_deref().unwrap_or("-"),
        finding.last_seen.as_deref().unwrap_or("-"),
    )?;
    for evidence in &finding.evidence {
        write_evidence(out, "  ", evidence)?;
    }
    // A message may continue over several lines, whose ends are those of the file.
    writeln!(out, "  > {}", finding.text.replace("\r\n", "\n").replace('\r', "\n"))?;
    for against in &finding.contradictions {
        writeln!(out, "  against: {}", against.summary)?;
    }
    for side in &finding.server_requests {
        writeln!(out, "  server {:?}: {}", side.confidence, side.summary)?;
        write_evidence(out, "    ", &side.evidence)?;
    }
    for (name, value) in &finding.values {
        writeln!(out, "  {name} = {value}")?;
    }
    writeln!(out)
}
