//! A report without its words: what was judged, by which bytes, with which code. Two versions of Wuscope that judge
//! alike give the same text, regardless of the names of types and causes and of sentences.

use std::fmt::Write as _;

use report::{EvidenceLine, Finding, FlowRow, Report, Run, StepRow, UpdateRow};

/// The neutral text of a report and of those of its machines.
///
/// `number_of_cause` gives each cause a number that stays when the cause is renamed.
pub fn neutral_text(report: &Report, number_of_cause: &dyn Fn(&str) -> usize) -> String {
    let mut text = String::new();
    for part in report.all() {
        write_report(&mut text, part, number_of_cause);
    }
    text
}

fn write_report(text: &mut String, report: &Report, number_of_cause: &dyn Fn(&str) -> usize) {
    line(
        text,
        format_args!(
            "machine: {} of {} questions",
            report.machines.len(),
            report.same_machine_questions.len()
        ),
    );
    for log in &report.logs {
        let parts: Vec<String> =
            log.parts.iter().map(|part| format!("{}:{}:{}", part.file, part.size, part.entries)).collect();
        let (entries, unread, lost) = (log.entries, log.unparsed, log.lost_events);
        let times = times(log.first_time.as_deref(), log.last_time.as_deref());
        let problem = if log.problem.is_some() { " problem" } else { "" };
        let parts = parts.join(" ");
        line(
            text,
            format_args!(
                "log {} {entries} entries {unread} plain {lost} lost {times} [{parts}]{problem}",
                log.kind
            ),
        );
    }
    report.flows.iter().for_each(|flow| write_flow(text, flow));
    report.runs.iter().for_each(|run| write_run(text, run));
    line(text, format_args!("runs in all: {}", report.run_count));
    report.findings.iter().for_each(|finding| write_finding(text, finding, number_of_cause));
    for code in &report.codes {
        let disposition = code.disposition;
        line(text, format_args!("code {} x{} {disposition:?} in {}", code.code, code.count, code.logs.len()));
    }
    report.updates.iter().for_each(|update| write_update(text, update));
    line(text, format_args!("updates in all: {}", report.update_count));
    for setting in &report.settings {
        let cited: Vec<String> = setting.values.iter().map(|value| cited(&value.evidence)).collect();
        line(text, format_args!("setting {} {}", u8::from(setting.sources_agree), cited.join(" ")));
    }
    for state in &report.active_conditions {
        line(text, format_args!("holds {} {}", state.severity as u8, cited(&state.evidence)));
    }
    for moment in &report.moments {
        let (level, open, count) = (moment.severity as u8, u8::from(moment.is_active), moment.count);
        let times = times(moment.time.as_deref(), moment.last_time.as_deref());
        let until = moment.ended.as_deref().unwrap_or("-");
        line(
            text,
            format_args!("moment {level} x{count} {times} {until} {open} {}", cited(&moment.evidence)),
        );
    }
    line(text, format_args!("moments in all: {}", report.moment_count));
    for missing in &report.missing_logs {
        line(
            text,
            format_args!("missing {} {}", missing.log, times(missing.from.as_deref(), missing.to.as_deref())),
        );
    }
    line(text, format_args!("{} skipped, {} notes", report.skipped_files.len(), report.notes.len()));
}

fn write_flow(text: &mut String, flow: &FlowRow) {
    let counts = &flow.counts;
    let counts = [counts.ok, counts.failed, counts.cancelled, counts.skipped, counts.incomplete];
    let runs = (flow.leading_run, flow.unfinished_run);
    let since = times(flow.failing_since.as_deref(), flow.last_success.as_deref());
    line(
        text,
        format_args!("flow {} {} runs {runs:?} counts {counts:?} {since}", flow.flow, flow.verdict as u8),
    );
    flow.steps.iter().for_each(|step| write_step(text, step));
}

fn write_run(text: &mut String, run: &Run) {
    let code = run.code.as_deref().unwrap_or("-");
    let times = times(run.start.as_deref(), run.end.as_deref());
    let (outcome, counts) = (run.outcome as u8, u8::from(run.affects_verdict));
    line(text, format_args!("run {} {} {outcome} {code} {counts} {times}", run.id, run.flow));
    run.steps.iter().for_each(|step| write_step(text, step));
}

fn write_step(text: &mut String, step: &StepRow) {
    let lines: Vec<String> =
        step.evidence.iter().map(|evidence| format!("{}={}", evidence.kind as u8, cited(evidence))).collect();
    let times = times(step.start.as_deref(), step.end.as_deref());
    line(text, format_args!("  step {} {} {times} {}", step.step, step.verdict as u8, lines.join(" ")));
}

fn write_finding(text: &mut String, finding: &Finding, number_of_cause: &dyn Fn(&str) -> usize) {
    let cause = finding.cause.as_deref().map(number_of_cause);
    let others: Vec<(usize, u8)> = finding
        .other_causes
        .iter()
        .map(|other| (number_of_cause(&other.cause), other.confidence as u8))
        .collect();
    let codes = (finding.code.as_deref().unwrap_or("-"), finding.outer_code.as_deref().unwrap_or("-"));
    let grade = (finding.severity as u8, finding.strength as u8, finding.confidence as u8);
    line(
        text,
        format_args!(
            "finding {grade:?} {} {} {codes:?} cause {cause:?} {others:?}",
            finding.flow, finding.step
        ),
    );
    let counts = (finding.count, finding.bursts, finding.last_run);
    let values = (finding.values.len(), finding.rejected_values.len());
    let times = times(finding.first_seen.as_deref(), finding.last_seen.as_deref());
    line(text, format_args!("  counts {counts:?} {times} line {} values {values:?}", finding.line));
    let lines: Vec<String> = finding.evidence.iter().map(cited).collect();
    let against: Vec<String> = finding
        .contradictions
        .iter()
        .map(|against| against.evidence.as_ref().map_or_else(|| "-".to_owned(), cited))
        .collect();
    line(text, format_args!("  lines {} against {}", lines.join(" "), against.join(" ")));
    for side in &finding.server_requests {
        let (sure, took, ahead) = (side.confidence as u8, side.duration_ms, side.clock_ahead_ms);
        line(
            text,
            format_args!("  server {} {took:?} {ahead:?} {sure} {}", side.status, cited(&side.evidence)),
        );
    }
}

fn write_update(text: &mut String, update: &UpdateRow) {
    let facts: Vec<String> =
        update.facts.iter().map(|fact| format!("{}={}", fact.event as u8, cited(&fact.evidence))).collect();
    let (id, kb) = (update.id.as_deref().unwrap_or("-"), update.kb.as_deref().unwrap_or("-"));
    let (state, code) = (update.state as u8, update.code.as_deref().unwrap_or("-"));
    let superseding = update.superseded_by.len();
    line(text, format_args!("update {id} {kb} {state} {code} {superseding} {}", facts.join(" ")));
}

/// File, line, bytes and number of a cited line: `0:17[200..290]x2`.
fn cited(evidence: &EvidenceLine) -> String {
    let EvidenceLine { file, line, bytes: [from, to], count, .. } = evidence;
    format!("{file}:{line}[{from}..{to}]x{count}")
}

fn times(first: Option<&str>, last: Option<&str>) -> String {
    format!("{}/{}", first.unwrap_or("-"), last.unwrap_or("-")).replace(' ', "T")
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(text, "{line}"); // Writing into a String cannot fail.
}
