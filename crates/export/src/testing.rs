//! A small report for the tests of exports.

use report::{
    CodeSeen, Confidence, Disposition, EvidenceKind, EvidenceLine, Finding, FlowHistory, FlowRow,
    FlowVerdict, Headline, LogPart, LogRow, Outcome, OutcomeCounts, Report, Run, Severity, StepRow, Strength,
    Verdict,
};

/// The code that everything fails with.
pub(crate) const CODE: &str = "0x80244022";

/// A report of the machine PC01 with these findings, a failed scan and its log.
pub(crate) fn report_with(findings: Vec<Finding>) -> Report {
    let steps = vec![
        step("1", Verdict::Ok, vec![evidence("Its a WSUS Update Source type, adding it.", 16)]),
        step(
            "3",
            Verdict::Failed,
            vec![evidence("OnSearchComplete - Failed to end search job. Error = 0x80244022.", 17)],
        ),
        step("3.1", Verdict::Failed, vec![]),
        step("4", Verdict::NotReached, vec![]),
    ];
    let flow = FlowRow {
        flow: "client-scan".to_owned(),
        verdict: FlowVerdict::Failed,
        summary: "The scan fails at step 3".to_owned(),
        leading_run: Some(1),
        steps: steps.clone(),
        counts: OutcomeCounts { failed: 1, ..OutcomeCounts::default() },
        history: FlowHistory::default(),
        failing_since: None,
        last_success: None,
        unfinished_run: None,
    };
    let run = Run {
        id: 1,
        flow: "client-scan".to_owned(),
        caller: Some("CcmExec".to_owned()),
        caller_name: None,
        service: Some("WSUS".to_owned()),
        server: Some("http://sup02.contoso.com:8530".to_owned()),
        outcome: Outcome::Failed,
        code: Some(CODE.to_owned()),
        start: None,
        end: None,
        affects_verdict: true,
        steps,
    };
    let code = CodeSeen {
        code: CODE.to_owned(),
        symbol: Some("WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL".to_owned()),
        count: 3,
        disposition: Disposition::Decisive,
        logs: vec!["WUAHandler.log".to_owned()],
    };
    Report {
        version: "0.1.0".to_owned(),
        machine: "PC01".to_owned(),
        logs: vec![log("C:\\Logs of PC01", "WUAHandler.log")],
        headline: Headline {
            verdict: FlowVerdict::Failed,
            summary: "The scan fails at step 3".to_owned(),
            finding: findings.first().map(|finding| finding.id.clone()),
        },
        flows: vec![flow],
        runs: vec![run],
        run_count: 1,
        findings,
        codes: vec![code],
        code_count: 1,
        ..Report::default()
    }
}

/// A finding with this sentence, proved by line 17 of WUAHandler.log.
pub(crate) fn finding(summary: &str) -> Finding {
    let line = evidence("OnSearchComplete - Failed to end search job. Error = 0x80244022.", 17);
    Finding {
        id: ["client-scan/3/", CODE].concat(),
        severity: Severity::Error,
        flow: "client-scan".to_owned(),
        step: "3".to_owned(),
        subject: None,
        code: Some(CODE.to_owned()),
        outer_code: None,
        cause: Some("wsus-pool-stopped".to_owned()),
        other_causes: vec![],
        summary: summary.to_owned(),
        count: 3,
        bursts: 1,
        first_seen: Some("2026-11-12T09:13:43.000Z".to_owned()),
        last_seen: None,
        log: line.log.clone(),
        line: line.line,
        text: line.text.clone(),
        evidence: vec![evidence("Scan failed with error = 0x80244022.", 12), line],
        contradictions: vec![],
        strength: Strength::Logged,
        confidence: Confidence::High,
        values: vec![],
        rejected_values: vec![],
        last_run: Some(1),
        server_requests: vec![],
        reasons: vec![],
        line_search: None,
    }
}

/// A line of WUAHandler.log.
pub(crate) fn evidence(text: &str, line: u64) -> EvidenceLine {
    EvidenceLine {
        id: "search.failed".to_owned(),
        kind: EvidenceKind::Failed,
        log: "WUAHandler.log".to_owned(),
        file: 0,
        line,
        bytes: [line * 100, line * 100 + text.len() as u64],
        time: format!("11-12-2026 10:13:{line}.000-060"),
        utc: Some(format!("2026-11-12T09:13:{line}.000Z")),
        text: text.to_owned(),
        state: None,
        count: 1,
    }
}

/// A step of a run.
fn step(step: &str, verdict: Verdict, evidence: Vec<EvidenceLine>) -> StepRow {
    StepRow { step: step.to_owned(), verdict, evidence, start: None, end: None, note: None }
}

/// A log of one file, number 0.
pub(crate) fn log(folder: &str, name: &str) -> LogRow {
    LogRow {
        name: name.to_owned(),
        folder: folder.to_owned(),
        count: 1,
        kind: "WUAHandler".to_owned(),
        format: "CMTrace".to_owned(),
        encoding: "UTF-8 with BOM".to_owned(),
        entries: 20,
        unparsed: 0,
        first_time: None,
        last_time: None,
        size: 2000,
        parts: vec![LogPart { file: 0, name: name.to_owned(), size: 2000, entries: 20 }],
        clock: String::new(),
        windows_build: None,
        lost_events: 0,
        convertible: false,
        documentation_only: false,
        instead: vec![],
        problem: None,
    }
}
