//! Reports for tests and screenshots: a CONTOSO client that cannot get through its proxy, and the same client after
//! the fix. They are built by hand, as the engine would build them.

use report::{
    ActiveCondition, CauseChoice, CodeSeen, Confidence, Contradiction, Disposition, EvidenceKind,
    EvidenceLine, FileMeta, FileProgress, Finding, FlowRow, FlowVerdict, Headline, LogCollection, LogPart,
    LogRow, LogTotals, MissingLog, MomentRow, Note, Outcome, OutcomeCounts, Report, Run, ServerRequest,
    SettingRow, SettingValue, Severity, SkippedFile, StepRow, Strength, UpdateEvent, UpdateFact, UpdateRow,
    UpdateState, Verdict,
};

const CODE: &str = "0x8024401B";
/// The headline of logs in which nothing was found.
pub(crate) const NOTHING: &str = "No step of a known flow was recognized in these logs.";
const LAST: &str = "2026-11-12T";

/// An added file.
pub(crate) fn file(file: u32, name: &str) -> FileMeta {
    let (name, path) = (name.to_owned(), String::new());
    FileMeta { file, name, path, size: 1_000, modified: None, whole_folder: false }
}

/// The progress of a file, or of a member of the archive `parent`.
pub(crate) fn progress(file: u32, parent: Option<u32>, name: &str, read: u64) -> FileProgress {
    let (name, size) = (name.to_owned(), 1_000);
    FileProgress { file, parent, name, read, size, done: read == size, problem: None }
}

/// A line of evidence at a time of the last run's day, in a zone one hour ahead of UTC.
pub(crate) fn line(log: &str, line: u64, text: &str) -> EvidenceLine {
    EvidenceLine {
        id: String::new(),
        kind: EvidenceKind::Progress,
        log: log.to_owned(),
        file: 1,
        line,
        bytes: [0, text.len() as u64],
        time: String::new(),
        utc: None,
        text: text.to_owned(),
        state: None,
        count: 1,
    }
}

fn seen(id: &str, shows: EvidenceKind, log: &str, at: u64, clock: &str, text: &str) -> EvidenceLine {
    let (hour, rest) = clock.split_at(2);
    let utc_hour = hour.parse::<u32>().unwrap_or(0) - 1;
    EvidenceLine {
        id: id.to_owned(),
        kind: shows,
        time: format!("11-12-2026 {clock}"),
        utc: Some(format!("{LAST}{utc_hour:02}{rest}Z")),
        ..line(log, at, text)
    }
}

/// The lines of the failed run: step, pattern, what it shows, log and line, time, text.
const LINES: &str = "\
1.1 job.requested started ScanAgent.log:3101 09:13:41.204 ScanJob({4E2B1C70-0000-4000-8000-00000000A001}): CScanJob::Scan- entered
1.2 job.locations-requested done ScanAgent.log:3104 09:13:41.229 - - - - - -Requesting WSUS Server Locations from LS for {57260DFE-227C-45E3-9FFC-2FC77A67F95A} version 38
1.3 location.sent done LocationServices.log:1869 09:13:41.266 Created and Sent Location Request '{4AE85C00-0EAA-4BE0-B81B-DBD7053D5FAE}' for package {57260DFE-227C-45E3-9FFC-2FC77A67F95A}
1.4 message.sent progress CcmMessaging.log:18201 09:13:41.310 Sending async message '{0B1D9A22-0000-4000-8000-00000000B001}' to outgoing queue 'mp:[http]mp_locationmanager'
1.7 message.reply done CcmMessaging.log:18207 09:13:42.602 Message '{0B1D9A22-0000-4000-8000-00000000B001}' got reply '{6C02F1E4-0000-4000-8000-00000000B002}' to local endpoint queue 'LS_ReplyLocations'
1.8 location.reply done LocationServices.log:1873 09:13:42.698 WSUS Path='http://PS1SITE.CONTOSO.COM:8530', Server='PS1SITE.CONTOSO.COM', Version='38'
1.9 job.location done ScanAgent.log:3109 09:13:42.742 ScanJob({4E2B1C70-0000-4000-8000-00000000A001}): OnLocationUpdate - Received
1.10 policy.waiting progress WUAHandler.log:4110 09:13:43.010 Waiting for 2 mins for Group Policy to notify of WUA policy change...
1.10 source.added done WUAHandler.log:4113 09:14:21.310 Added Update Source ({57260DFE-227C-45E3-9FFC-2FC77A67F95A}) of content type: 2
2 scan.requested started ScanAgent.log:3112 09:14:21.322 CScanJob::Execute - successfully requested Scan, ScanType=1
2 scan.taken done WUAHandler.log:4117 09:14:21.533 CWuaHandler: scan requested
3 search.started started WUAHandler.log:4118 09:14:21.534 Async searching of updates using WUAgent started.
3 soap.status progress WindowsUpdate.log:22907 09:14:22.561 WS error: The server returned HTTP status code '407 (0x197)' with text 'Proxy Authentication Required'.
3 agent.ended failed WindowsUpdate.log:22914 09:14:22.588 * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024401B (cV = abcdefghijklmnop.0.1)
3 search.failed failed WUAHandler.log:4121 09:14:22.601 OnSearchComplete - Failed to end search job. Error = 0x8024401b.
";

/// The lines of a step of the failed run.
fn lines(step: &str) -> Vec<EvidenceLine> {
    let read = |row: &str| {
        let [_, id, shows, place, clock, text] = row.splitn(6, ' ').collect::<Vec<_>>()[..] else {
            return None;
        };
        let shows = match shows {
            "started" => EvidenceKind::Started,
            "done" => EvidenceKind::Done,
            "failed" => EvidenceKind::Failed,
            _ => EvidenceKind::Progress,
        };
        let (log, at) = place.split_once(':')?;
        Some(seen(id, shows, log, at.parse().ok()?, clock, text))
    };
    LINES.lines().filter(|row| row.split(' ').next() == Some(step)).filter_map(read).collect()
}

/// The steps of the failed run.
pub(crate) fn steps() -> Vec<StepRow> {
    use Verdict::{Failed, NoLog, NotReached, Ok, Passed};
    let row = |(step, verdict, note): (&str, Verdict, &str)| {
        let evidence = lines(step);
        StepRow {
            step: step.to_owned(),
            verdict,
            start: evidence.first().and_then(|line| line.utc.clone()),
            end: evidence.last().and_then(|line| line.utc.clone()),
            evidence,
            note: (!note.is_empty()).then(|| note.to_owned()),
        }
    };
    let mut steps: Vec<StepRow> = [
        ("1", Ok, ""),
        ("1.1", Ok, ""),
        ("1.2", Ok, ""),
        ("1.3", Ok, ""),
        ("1.4", Ok, ""),
        ("1.5", NoLog, "MP_Location.log was not given"),
        ("1.6", NoLog, "MP_Location.log was not given"),
        ("1.7", Ok, ""),
        ("1.8", Ok, ""),
        ("1.9", Ok, ""),
        ("1.10", Ok, ""),
        ("1.11", Passed, "not logged at this level"),
        ("2", Ok, ""),
        ("3", Failed, ""),
        ("4", NotReached, "WUAHandler.log was read"),
        ("5", NotReached, "WUAHandler.log was read"),
        ("6", NoLog, "UpdatesStore.log was not given"),
        ("7", NotReached, "StateMessage.log was read"),
    ]
    .map(row)
    .to_vec();
    (steps[0].start, steps[0].end) = (steps[1].start.clone(), steps[10].end.clone());
    steps
}

fn run(id: u32, day: u32, hour: u32, minute: u32, outcome: Outcome) -> Run {
    Run {
        id,
        flow: "client-scan".to_owned(),
        caller: Some("CcmExec".to_owned()),
        caller_name: Some("Configuration Manager".to_owned()),
        service: Some("WSUS".to_owned()),
        server: Some("http://PS1SITE.CONTOSO.COM:8530".to_owned()),
        outcome,
        code: matches!(outcome, Outcome::Failed).then(|| CODE.to_owned()),
        start: Some(format!("2026-11-{day:02}T{hour:02}:{minute:02}:41.204Z")),
        end: Some(format!("2026-11-{day:02}T{hour:02}:{:02}:22.601Z", minute + 1)),
        affects_verdict: true,
        steps: vec![],
    }
}

/// Thirty good runs, a cancelled one, 31 failed ones.
fn runs() -> Vec<Run> {
    let mut runs: Vec<Run> =
        (0..30).map(|at| run(0, 2 + at * 6 / 24, at * 6 % 24, 2 + at % 50, Outcome::Ok)).collect();
    runs.insert(20, run(0, 7, 3, 4, Outcome::Cancelled));
    runs.extend((0..31).map(|at| {
        let minutes = 42 + at * 90;
        run(0, 10 + (10 * 60 + minutes) / 1_440, (10 + minutes / 60) % 24, minutes % 58, Outcome::Failed)
    }));
    for (at, run) in runs.iter_mut().enumerate() {
        run.id = at as u32 + 1;
    }
    if let Some(last) = runs.last_mut() {
        last.start = Some(format!("{LAST}08:13:41.204Z"));
        last.end = Some(format!("{LAST}08:14:22.601Z"));
        last.steps = steps();
    }
    runs.reverse();
    runs
}

fn log(name: &str, format: &str, encoding: &str, entries: u64, parts: usize) -> LogRow {
    let part = |at: usize| LogPart { file: at as u32, name: format!("{name}.log"), size: 100_000, entries };
    LogRow {
        name: format!("{name}.log"),
        folder: String::new(),
        count: 1,
        kind: name.to_owned(),
        format: format.to_owned(),
        encoding: encoding.to_owned(),
        entries,
        unparsed: if name == "WindowsUpdate" { 2 } else { 0 },
        first_time: Some("2026-11-02T05:02:41.204Z".to_owned()),
        last_time: Some(format!("{LAST}08:14:22.603Z")),
        size: 100_000 * parts as u64,
        parts: (0..parts).map(part).collect(),
        clock: "each line names its zone".to_owned(),
        windows_build: None,
        lost_events: 0,
        convertible: false,
        documentation_only: name == "wsyncmgr",
        instead: vec![],
        problem: (name == "CcmMessaging").then(|| "48 minutes are missing between two parts.".to_owned()),
    }
}

/// The same report with the counts of its rows.
pub(crate) fn counted(mut report: Report) -> Report {
    report.log_totals = LogTotals::default();
    report.logs.iter().for_each(|log| report.log_totals.add(log.entries, log.unparsed));
    report.code_count = report.codes.len() as u32;
    report.machines = report.machines.into_iter().map(counted).collect();
    report
}

fn finding() -> Finding {
    let evidence = lines("3");
    let path = "WSUS Path='http://PS1SITE.CONTOSO.COM:8530'";
    Finding {
        subject: None,
        id: format!("client-scan/3/{CODE}"),
        severity: Severity::Error,
        flow: "client-scan".to_owned(),
        step: "3".to_owned(),
        code: Some(CODE.to_owned()),
        outer_code: None,
        cause: Some("proxy-sign-in".to_owned()),
        other_causes: vec![CauseChoice { cause: "access-forbidden".to_owned(), confidence: Confidence::Low }],
        summary: "The Windows Update Agent cannot authenticate to the proxy.".to_owned(),
        count: 31,
        bursts: 31,
        first_seen: Some("2026-11-10T10:42:41.204Z".to_owned()),
        last_seen: Some(format!("{LAST}08:14:22.561Z")),
        log: "WindowsUpdate.log".to_owned(),
        line: 22_907,
        text: evidence[1].text.clone(),
        evidence,
        contradictions: vec![Contradiction {
            summary: "A filter on the server could have answered 407 as well: its IIS log settles it."
                .to_owned(),
            evidence: Some(line("LocationServices.log", 1_873, path)),
        }],
        strength: Strength::Logged,
        confidence: Confidence::Medium,
        rejected_values: Vec::new(),
        values: [
            ("wsus_url", "http://PS1SITE.CONTOSO.COM:8530"),
            ("wsus_host", "PS1SITE.CONTOSO.COM"),
            ("wsus_port", "8530"),
            ("site_code", "PS1"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec(),
        last_run: Some(62),
        server_requests: Vec::new(),
        reasons: Vec::new(),
        line_search: None,
    }
}

fn lesser(level: Severity, step: &str, sentence: &str) -> Finding {
    let mut finding = finding();
    finding.id = format!("client-scan/{step}/{sentence}");
    (finding.severity, finding.summary) = (level, sentence.to_owned());
    step.clone_into(&mut finding.step);
    (finding.code, finding.cause, finding.count) = (None, None, 1);
    (finding.contradictions, finding.other_causes, finding.evidence) = (vec![], vec![], vec![]);
    finding
}

fn code(code: &str, symbol: &str, count: u64, decisive: bool) -> CodeSeen {
    CodeSeen {
        code: code.to_owned(),
        symbol: Some(symbol.to_owned()),
        count,
        disposition: if decisive { Disposition::Decisive } else { Disposition::Noise },
        logs: vec!["WindowsUpdate.log".to_owned()],
    }
}

/// The client that cannot get through its proxy.
pub(crate) fn report() -> Report {
    let missing = |log: &str, folder: &str, role: &str, why: &str| MissingLog {
        log: log.to_owned(),
        folder: folder.to_owned(),
        role: role.to_owned(),
        from: Some(format!("{LAST}08:13:41.204Z")),
        to: Some(format!("{LAST}08:16:00.000Z")),
        reason: why.to_owned(),
    };
    let collection = |role: &str, elevated, path: &str| LogCollection {
        role: role.to_owned(),
        elevated,
        files: vec![],
        command: format!("$logs = @(\n  '{path}'\n)\nCompress-Archive\n"),
    };
    let summary = format!(
        "The scan fails at step 3: the Windows Update Agent cannot authenticate to the proxy ({CODE})"
    );
    let stays = "This client will not change its server by itself: the code is none of those that make it.";
    let iis = r"C:\inetpub\logs\LogFiles\W3SVC*";
    let runs = runs();
    Report {
        version: report::VERSION.to_owned(),
        machine: "CLIENT042.CONTOSO.COM".to_owned(),
        logs: vec![
            log("ScanAgent", "CMTrace", "UTF-8", 3_204, 1),
            log("LocationServices", "CMTrace", "UTF-8", 1_911, 1),
            log("CcmMessaging", "CMTrace", "UTF-8", 18_440, 3),
            log("WUAHandler", "CMTrace", "UTF-8", 4_131, 2),
            log("WindowsUpdate", "Windows 10/11", "UTF-16LE with BOM", 22_960, 1),
            log("StateMessage", "CMTrace", "Windows-1252", 5_012, 1),
            log("PolicyAgent", "CMTrace", "UTF-8", 9_377, 1),
        ],
        headline: Headline {
            verdict: FlowVerdict::Failed,
            summary: summary.clone(),
            finding: Some(finding().id),
        },
        flows: vec![FlowRow {
            flow: "client-scan".to_owned(),
            verdict: FlowVerdict::Failed,
            summary,
            leading_run: Some(62),
            steps: steps(),
            counts: OutcomeCounts { ok: 30, failed: 31, cancelled: 1, skipped: 0, incomplete: 0 },
            history: report::FlowHistory::default(),
            failing_since: Some("2026-11-10T10:42:41.204Z".to_owned()),
            last_success: Some("2026-11-09T06:32:22.601Z".to_owned()),
            unfinished_run: None,
        }],
        run_count: runs.len() as u32,
        runs,
        findings: vec![
            finding(),
            lesser(Severity::Warning, "3", stays),
            lesser(
                Severity::Info,
                "1.4",
                "Ten posts were refused in three bursts, and each got through later.",
            ),
        ],
        codes: vec![
            code(CODE, "WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ", 124, true),
            code("0x80246007", "WU_E_DM_NOTDOWNLOADED", 240, false),
            code("0x8024000B", "WU_E_CALL_CANCELLED", 31, false),
        ],
        missing_logs: vec![
            missing("u_ex261112.log", iis, "WSUS server", "settles who answered 407"),
            missing("UpdatesStore.log", r"C:\Windows\CCM\Logs", "client", "would judge step 6"),
        ],
        log_collections: vec![
            collection("WSUS server", true, r"C:\inetpub\logs\LogFiles\W3SVC*\u_ex*.log"),
            collection("client", false, r"C:\Windows\CCM\Logs\UpdatesStore[-_.]*"),
        ],
        notes: vec![Note {
            severity: Severity::Warning,
            summary:
                "48 minutes are missing in CcmMessaging.log between two parts. No verdict rests on them."
                    .to_owned(),
            log: Some("CcmMessaging.log".to_owned()),
        }],
        ..Report::default()
    }
}

/// The same client after the fix.
pub(crate) fn healthy() -> Report {
    let mut report = report();
    report.findings.clear();
    report.codes.retain(|code| code.disposition == Disposition::Noise);
    report.missing_logs.clear();
    report.runs.retain(|run| run.outcome == Outcome::Ok);
    report.run_count = 30;
    let summary = "All 30 scans succeeded.".to_owned();
    report.headline = Headline { verdict: FlowVerdict::Ok, summary: summary.clone(), finding: None };
    if let Some(flow) = report.flows.first_mut() {
        flow.verdict = FlowVerdict::Ok;
        flow.summary = summary;
        flow.leading_run = Some(30);
        flow.counts = OutcomeCounts { ok: 30, ..OutcomeCounts::default() };
        (flow.failing_since, flow.last_success) = (None, None);
        for step in &mut flow.steps {
            step.verdict = if step.verdict == Verdict::NoLog { Verdict::NoLog } else { Verdict::Ok };
        }
    }
    report
}

/// Updates in five states, those to check first.
pub(crate) fn updates() -> Vec<UpdateRow> {
    use EvidenceKind::{Done, Failed, Progress};
    let fact = |event, shows, at, text: &str| UpdateFact {
        event,
        code: None,
        evidence: seen("", shows, "WUAHandler.log", at, "09:14:21.534", text),
    };
    let update = |nth: u32, kb: &str, title: &str, state, facts| UpdateRow {
        class: report::UpdateClass::Product,
        inner_code: None,
        id: Some(format!("3f0c7d52-0000-4000-8000-00000000e{nth:03}")),
        revision: Some(200 + nth),
        kb: Some(kb.to_owned()),
        title: Some(title.to_owned()),
        state,
        superseded_by: vec![],
        code: None,
        facts,
    };
    let title = "2026-11 Cumulative Update for Windows 11 Version 22H2";
    let missing = format!("1. Update (Missing): {title}");
    let title = format!("{title} for x64-based Systems (KB5031455)");
    let downloaded = |at| fact(UpdateEvent::Downloaded, Done, at, "Async download completed.");
    let mut failed = fact(UpdateEvent::InstallFailed, Failed, 4_161, "Failed to install update: 0x80073712");
    failed.code = Some("0x80073712".to_owned());
    let facts = vec![
        fact(UpdateEvent::Missing, Progress, 4_130, &missing),
        downloaded(4_140),
        failed,
        fact(UpdateEvent::StateRaised, Done, 4_170, "State message raised"),
    ];
    let tool = "Windows Malicious Software Removal Tool x64";
    let forwarded = fact(UpdateEvent::StateForwarded, Done, 4_171, "State message forwarded");
    let mut updates = vec![
        update(1, "5031455", &title, UpdateState::InstallFailed, facts),
        update(2, "5031989", "Servicing stack update", UpdateState::Missing, vec![]),
        update(3, "890830", tool, UpdateState::Downloaded, vec![downloaded(4_150)]),
        update(4, "5031356", "Cumulative Update Preview", UpdateState::Superseded, vec![]),
        update(5, "5030219", "2026-09 Cumulative Update", UpdateState::Installed, vec![forwarded]),
    ];
    updates[0].code = Some("0x80073712".to_owned());
    updates[3].superseded_by = vec!["KB5031455".to_owned(), "KB5031989".to_owned()];
    updates
}

/// The configuration: a setting whose sources agree, and one whose sources disagree.
pub(crate) fn settings() -> Vec<SettingRow> {
    let source = |value: &str, source: &str, log: &str, at| SettingValue {
        value: value.to_owned(),
        source: source.to_owned(),
        evidence: line(log, at, value),
    };
    let setting = |id: &str, title: &str, value: &str, sources_agree, values| SettingRow {
        id: id.to_owned(),
        title: title.to_owned(),
        value: value.to_owned(),
        sources_agree,
        values,
    };
    let site = vec![
        source("PS1", "ClientLocation", "ClientLocation.log", 12),
        source("PS1", "LocationServices", "LocationServices.log", 40),
    ];
    let server = "http://PS1SITE.CONTOSO.COM:8530";
    let servers = vec![
        source(server, "WUAHandler", "WUAHandler.log", 4_112),
        source("http://OLD.FABRIKAM.COM", "policy", "policy.reg", 6),
    ];
    vec![
        setting("site_code", "Site code", "PS1", true, site),
        setting("wsus_url", "WSUS server", server, false, servers),
    ]
}

/// The IIS entry of the failed request.
fn on_the_server() -> ServerRequest {
    let row =
        "2026-11-12 08:14:24 192.0.2.10 POST /ClientWebService/client.asmx - 8530 - 192.0.2.77 - 407 0 0 203";
    ServerRequest {
        summary: "0x8024401B at 09:14:22 is HTTP 407 on /ClientWebService/client.asmx after 0.2 s".to_owned(),
        evidence: line("u_ex261112.log", 4_410, row),
        path: "/ClientWebService/client.asmx".to_owned(),
        status: 407,
        duration_ms: Some(203),
        clock_ahead_ms: Some(2_100),
        confidence: Confidence::Medium,
    }
}

/// The client with the data of other logs: updates, configuration, server requests, files that were not read.
pub(crate) fn full() -> Report {
    let mut report = report();
    "CLIENT042".clone_into(&mut report.machine);
    report.bundle = Some("Support Center bundle".to_owned());
    report.flows.push(FlowRow {
        flow: "install".to_owned(),
        verdict: FlowVerdict::Ok,
        summary: "All 12 installations succeeded.".to_owned(),
        ..report.flows[0].clone()
    });
    report.updates = updates();
    report.update_count = 5;
    report.settings = settings();
    report.findings[0].server_requests = vec![on_the_server()];
    report.logs.push(log("wsyncmgr", "CMTrace", "UTF-8", 310, 1));
    for log in report.logs.iter_mut().take(3) {
        "client042.zip/Logs".clone_into(&mut log.folder);
    }
    let skipped = |name: &str, folder: &str, size, count, reason: &str| SkippedFile {
        name: name.to_owned(),
        folder: folder.to_owned(),
        size,
        reason: reason.to_owned(),
        count,
    };
    let own = "An event log in its own format: export it as text or CSV, and drop that.";
    let trace = "A trace: Get-WindowsUpdateLog on the client makes a log of it.";
    report.skipped_files = vec![
        skipped("Application.evtx", "client042.zip/Events", Some(1_052_672), 1, own),
        skipped("WindowsUpdate.1.etl", "client042.zip/Traces", None, 38, trace),
    ];
    report
}

/// Three machines in one drop, the first OK, the second failing, the third without a scan.
pub(crate) fn machines() -> Report {
    let mut well = healthy();
    "CLIENT007".clone_into(&mut well.machine);
    let mut silent = Report { machine: "SRV01".to_owned(), logs: vec![], ..Report::default() };
    silent.headline.summary = NOTHING.to_owned();
    silent.logs = vec![log("CBS", "CBS", "UTF-8", 812, 1)];
    let of_none = log("notes", "plain text", "UTF-8", 40, 1);
    Report {
        version: report::VERSION.to_owned(),
        machine: "CLIENT042.CONTOSO.COM".to_owned(),
        headline: silent.headline.clone(),
        logs: vec![of_none],
        skipped_files: full().skipped_files,
        machines: vec![well, full(), silent],
        ..Report::default()
    }
}

/// What happened on a machine: Windows started day by day, a restart is pending, a service ended.
pub(crate) fn moments() -> (Vec<ActiveCondition>, Vec<MomentRow>) {
    let row = |id: &str, about: &str, time: &str, what: &str, at| MomentRow {
        id: id.to_owned(),
        topic: about.to_owned(),
        time: Some(time.to_owned()),
        last_time: None,
        event: what.to_owned(),
        severity: Severity::Info,
        ended: None,
        is_active: false,
        count: 1,
        evidence: line("System.evtx", at, what),
    };
    let started = |day: u64| {
        row("windows.started", "Windows", &format!("2026-11-{day:02}T06:00:04.500Z"), "Windows started", day)
    };
    let mut moments: Vec<MomentRow> = (2..=9).map(started).collect();
    let pending = "A restart became pending, to finish KB5068861";
    let pending = MomentRow {
        severity: Severity::Warning,
        is_active: true,
        evidence: line("Setup.evtx", 4, pending),
        ..row("restart.needed-by-package", "Windows", "2026-11-11T03:12:10.000Z", pending, 4)
    };
    let condition = ActiveCondition {
        id: "restart-pending".to_owned(),
        severity: Severity::Warning,
        summary: "A restart is pending since 2026-11-11 03:12 UTC: the installation is not finished."
            .to_owned(),
        since: pending.time.clone(),
        evidence: pending.evidence.clone(),
    };
    moments.push(pending);
    moments.push(MomentRow {
        severity: Severity::Warning,
        count: 2,
        last_time: Some("2026-11-12T04:14:00.000Z".to_owned()),
        ended: Some("2026-11-12T05:12:00.000Z".to_owned()),
        ..row("service.ended", "Services", "2026-11-12T04:12:00.000Z", "The service BITS ended by itself", 9)
    });
    (vec![condition], moments)
}
