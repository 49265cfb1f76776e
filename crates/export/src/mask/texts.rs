//! Every text of a report that can contain a name, so that each can be changed.
//!
//! Every struct is taken apart field by field, without `..`: a new field does not compile until somebody decides here
//! whether it can contain a name. Ids of the knowledge, codes, times and enums cannot.

use report::{
    ActiveCondition, CauseReasons, Change, Changes, CodeSeen, Contradiction, EvidenceLine, Finding,
    FlowHistory, FlowRow, Headline, LogPart, LogRow, MachineComparison, MachineDifference, MachineGroup,
    MissingLog, MomentRow, Note, Recovery, Report, Run, SameMachineQuestion, ScopingAnswer, ServerRequest,
    SettingRow, SettingValue, SkippedFile, Statement, StepRow, UpdateFact, UpdateRow,
};

/// Called with each text.
type Visit<'c> = &'c mut dyn FnMut(&mut String);

/// Visits every text of a report and of the reports of its machines.
pub(super) fn each_text(report: &mut Report, change: Visit<'_>) {
    let Report {
        version: _,
        machine,
        client_kind: _,
        bundle,
        machines,
        same_machine_questions,
        groups,
        comparison,
        logs,
        log_totals: _,
        headline,
        flows,
        runs,
        run_count: _,
        findings,
        codes,
        code_count: _,
        updates,
        update_count: _,
        scoping,
        settings,
        active_conditions,
        moments,
        moment_count: _,
        missing_logs,
        log_collections: _, // Commands of our own; a checked time is all that they contain of a log.
        skipped_files,
        notes,
    } = report;
    change(machine);
    bundle.iter_mut().for_each(&mut *change);
    machines.iter_mut().for_each(|machine| each_text(machine, change));
    for SameMachineQuestion { machines, question } in same_machine_questions {
        machines.iter_mut().for_each(&mut *change);
        change(question);
    }
    groups.iter_mut().for_each(|group| each_of_group(group, change));
    let MachineComparison { machines, rows } = comparison;
    machines.iter_mut().for_each(&mut *change);
    for MachineDifference { name, values } in rows {
        change(name);
        values.iter_mut().for_each(&mut *change);
    }
    logs.iter_mut().for_each(|log| each_of_log(log, change));
    let Headline { verdict: _, summary, finding } = headline;
    change(summary);
    finding.iter_mut().for_each(&mut *change);
    flows.iter_mut().for_each(|flow| each_of_flow(flow, change));
    runs.iter_mut().for_each(|run| each_of_run(run, change));
    findings.iter_mut().for_each(|finding| each_of_finding(finding, change));
    for CodeSeen { code: _, symbol: _, count: _, disposition: _, logs } in codes {
        logs.iter_mut().for_each(&mut *change);
    }
    updates.iter_mut().for_each(|update| each_of_update(update, change));
    for ScopingAnswer { question: _, statements } in scoping {
        statements.iter_mut().for_each(|statement| each_of_statement(statement, change));
    }
    settings.iter_mut().for_each(|setting| each_of_setting(setting, change));
    for ActiveCondition { id: _, severity: _, summary, since: _, evidence } in active_conditions {
        change(summary);
        each_of_evidence(evidence, change);
    }
    moments.iter_mut().for_each(|moment| each_of_moment(moment, change));
    for MissingLog { log, folder, role: _, from: _, to: _, reason } in missing_logs {
        [log, folder, reason].into_iter().for_each(&mut *change);
    }
    for SkippedFile { name, folder, size: _, reason, count: _ } in skipped_files {
        [name, folder, reason].into_iter().for_each(&mut *change);
    }
    for Note { severity: _, summary, log } in notes {
        change(summary);
        log.iter_mut().for_each(&mut *change);
    }
}

fn each_of_group(group: &mut MachineGroup, change: Visit<'_>) {
    let MachineGroup { summary, finding, machines, shared } = group;
    change(summary);
    finding.iter_mut().chain(machines).chain(shared).for_each(change);
}

fn each_of_log(log: &mut LogRow, change: Visit<'_>) {
    let LogRow {
        name,
        folder,
        count: _,
        kind: _,
        format: _,
        encoding: _,
        entries: _,
        unparsed: _,
        first_time: _,
        last_time: _,
        size: _,
        parts,
        clock,
        windows_build: _,
        lost_events: _,
        convertible: _,
        documentation_only: _,
        instead,
        problem,
    } = log;
    [name, folder, clock].into_iter().for_each(&mut *change);
    for LogPart { file: _, name, size: _, entries: _ } in parts {
        change(name);
    }
    instead.iter_mut().chain(problem).for_each(change);
}

fn each_of_flow(flow: &mut FlowRow, change: Visit<'_>) {
    let FlowRow {
        flow: _,
        verdict: _,
        summary,
        leading_run: _,
        steps,
        counts: _,
        history,
        failing_since: _,
        last_success: _,
        unfinished_run: _,
    } = flow;
    change(summary);
    steps.iter_mut().for_each(|step| each_of_step(step, change));
    let FlowHistory { failing_since_line, recovery, retries, changes, pattern: _ } = history;
    failing_since_line.iter_mut().for_each(|line| each_of_evidence(line, change));
    if let Some(Recovery { code: _, step: _, last_failed: _, good_since: _, evidence }) = recovery {
        each_of_evidence(evidence, change);
    }
    retries.iter_mut().for_each(|statement| each_of_statement(statement, change));
    let Some(Changes { good: _, bad: _, rows, unchanged }) = changes else { return };
    for Change { name, before, after, time: _, evidence } in rows {
        [name, before, after].into_iter().for_each(&mut *change);
        evidence.iter_mut().for_each(|line| each_of_evidence(line, change));
    }
    unchanged.iter_mut().for_each(change);
}

fn each_of_run(run: &mut Run, change: Visit<'_>) {
    let Run {
        id: _,
        flow: _,
        caller,
        caller_name,
        service,
        server,
        outcome: _,
        code: _,
        start: _,
        end: _,
        affects_verdict: _,
        steps,
    } = run;
    [caller, caller_name, service, server].into_iter().flatten().for_each(&mut *change);
    steps.iter_mut().for_each(|step| each_of_step(step, change));
}

fn each_of_step(step: &mut StepRow, change: Visit<'_>) {
    let StepRow { step: _, verdict: _, evidence, start: _, end: _, note } = step;
    evidence.iter_mut().for_each(|line| each_of_evidence(line, change));
    note.iter_mut().for_each(change);
}

fn each_of_evidence(evidence: &mut EvidenceLine, change: Visit<'_>) {
    let EvidenceLine {
        id: _,
        kind: _,
        log,
        file: _,
        line: _,
        bytes: _,
        time: _,
        utc: _,
        text,
        state,
        count: _,
    } = evidence;
    [log, text].into_iter().chain(state).for_each(change);
}

fn each_of_statement(statement: &mut Statement, change: Visit<'_>) {
    let Statement { summary, evidence } = statement;
    change(summary);
    evidence.iter_mut().for_each(|line| each_of_evidence(line, change));
}

fn each_of_finding(finding: &mut Finding, change: Visit<'_>) {
    let Finding {
        id,
        severity: _,
        flow: _,
        step: _,
        subject,
        code: _,
        outer_code: _,
        cause: _,
        other_causes: _,
        summary,
        count: _,
        bursts: _,
        first_seen: _,
        last_seen: _,
        log,
        line: _,
        text,
        evidence,
        contradictions,
        strength: _,
        confidence: _,
        values,
        rejected_values: _,
        last_run: _,
        server_requests,
        reasons,
        line_search,
    } = finding;
    [id, summary, log, text].into_iter().chain(subject).chain(line_search).for_each(&mut *change);
    evidence.iter_mut().for_each(|line| each_of_evidence(line, change));
    for Contradiction { summary, evidence } in contradictions {
        change(summary);
        evidence.iter_mut().for_each(|line| each_of_evidence(line, change));
    }
    values.iter_mut().for_each(|(_, value)| change(value));
    for request in server_requests {
        let ServerRequest {
            summary,
            evidence,
            path,
            status: _,
            duration_ms: _,
            clock_ahead_ms: _,
            confidence: _,
        } = request;
        [summary, path].into_iter().for_each(&mut *change);
        each_of_evidence(evidence, change);
    }
    for CauseReasons { cause: _, is_almost: _, supporting, against, settle } in reasons {
        let statements = supporting.iter_mut().chain(against);
        statements.for_each(|statement| each_of_statement(statement, change));
        settle.iter_mut().for_each(&mut *change);
    }
}

fn each_of_update(update: &mut UpdateRow, change: Visit<'_>) {
    let UpdateRow {
        id: _,
        revision: _,
        kb: _,
        title,
        class: _,
        state: _,
        superseded_by: _,
        code: _,
        inner_code: _,
        facts,
    } = update;
    title.iter_mut().for_each(&mut *change);
    for UpdateFact { event: _, code: _, evidence } in facts {
        each_of_evidence(evidence, change);
    }
}

fn each_of_setting(setting: &mut SettingRow, change: Visit<'_>) {
    let SettingRow { id: _, title: _, value, sources_agree: _, values } = setting;
    change(value);
    for SettingValue { value, source, evidence } in values {
        [value, source].into_iter().for_each(&mut *change);
        each_of_evidence(evidence, change);
    }
}

fn each_of_moment(moment: &mut MomentRow, change: Visit<'_>) {
    let MomentRow {
        id: _,
        topic: _,
        time: _,
        last_time: _,
        event,
        severity: _,
        ended: _,
        is_active: _,
        count: _,
        evidence,
    } = moment;
    change(event);
    each_of_evidence(evidence, change);
}
