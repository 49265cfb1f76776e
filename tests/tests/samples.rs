//! Real logs: their expected results were determined by people who read them.
//!
//! They hold names of hosts and users, so they are not part of the project. `WUSCOPE_SAMPLES` names their folder, and
//! `cargo test -p tests --test samples -- --ignored` runs these tests.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use std::collections::BTreeMap;
use std::path::PathBuf;

use report::{
    Disposition, FlowRow, FlowVerdict, LogRow, Outcome, OutcomeCounts, Report, Severity, UpdateState, Verdict,
};
use tests::{TestFile, Way, analyze, folder, samples_folder};

/// The report of a file or a folder of the samples.
fn report_of(path: &str) -> Report {
    let place = samples_folder().join(path);
    let is_folder = place.is_dir();
    let places = if is_folder { folder(&place) } else { vec![place] };
    let file = |place: &PathBuf| TestFile {
        name: place.file_name().unwrap().to_string_lossy().into_owned(),
        path: if is_folder { path.to_owned() } else { String::new() },
        bytes: std::fs::read(place).unwrap(),
        modified: None,
        whole_folder: is_folder,
    };
    let files: Vec<TestFile> = places.iter().filter(|place| place.is_file()).map(file).collect();
    let report = analyze(&files, Way::default());
    let in_small_blocks = analyze(&files, Way { block: 65_521, backwards: true, workers: 1 });
    assert_eq!(in_small_blocks, report, "{path} in small blocks");
    report
}

fn scan(report: &Report) -> &FlowRow {
    report.flows.iter().find(|flow| flow.flow == "client-scan").unwrap()
}

/// How the searches ended.
fn outcomes(report: &Report) -> OutcomeCounts {
    let mut counts = OutcomeCounts::default();
    let scans = report.runs.iter().filter(|run| run.flow == "client-scan");
    scans.for_each(|run| counts.add(run.outcome));
    counts
}

fn nothing_to_fix(report: &Report) {
    let grave: Vec<&str> = report
        .findings
        .iter()
        .filter(|found| found.severity != Severity::Info)
        .map(|found| found.summary.as_str())
        .collect();
    assert!(grave.is_empty(), "{grave:?}");
}

fn asks_for_no_configmgr_log(report: &Report) {
    let asked: Vec<&str> = report.missing_logs.iter().map(|missing| missing.log.as_str()).collect();
    assert!(asked.is_empty(), "{asked:?}");
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn the_client_of_2013_has_its_feature_disabled() {
    let report = report_of("ccm-client-2013");
    let flow = scan(&report);
    assert_eq!((flow.verdict, flow.leading_run), (FlowVerdict::Failed, None));
    assert_eq!(outcomes(&report), OutcomeCounts::default());
    assert_eq!(report.flows[0].flow, "client-scan", "what fails leads");
    assert_eq!(flow.summary, "No scan can run: the software updates feature is disabled on this client");
    let red: Vec<&str> = flow
        .steps
        .iter()
        .filter(|step| step.verdict == Verdict::Failed)
        .map(|step| step.step.as_str())
        .collect();
    assert_eq!(red, ["1", "1.1"]);
    assert!(flow.steps.iter().all(|step| matches!(step.verdict, Verdict::Failed | Verdict::NotReached)));

    let grave: Vec<_> = report.findings.iter().filter(|found| found.severity != Severity::Info).collect();
    assert_eq!(grave.len(), 1, "nothing else is red");
    assert_eq!(
        (grave[0].cause.as_deref(), grave[0].count),
        (Some("feature-disabled"), 5),
        "at all five starts"
    );

    let refused = report.findings.iter().find(|found| found.code.as_deref() == Some("0x8000000A")).unwrap();
    assert_eq!((refused.severity, refused.count, refused.bursts), (Severity::Info, 10, 3));
    let causes = report.findings.iter().filter_map(|found| found.cause.as_deref());
    assert!(!causes.into_iter().any(|cause| cause == "policy-not-received"), "policy did reach the client");
    assert!(
        report.codes.iter().all(|code| code.disposition != Disposition::Decisive),
        "no code decides here"
    );
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn records_of_several_components_hold_no_finding() {
    let report = report_of("ccm");
    assert_eq!((report.findings.len(), report.runs.len()), (0, 0));
    assert!(report.logs.iter().all(|log| log.problem.is_none() && log.entries > 0));
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn all_searches_of_the_healthy_machine_succeeded() {
    let report = report_of("windowsupdate/healthy-WindowsUpdate.log");
    assert_eq!(outcomes(&report), OutcomeCounts { ok: 106, ..OutcomeCounts::default() });
    assert_eq!((scan(&report).verdict, scan(&report).counts.ok), (FlowVerdict::Ok, 106));
    nothing_to_fix(&report);
    asks_for_no_configmgr_log(&report);
    let noise = report.codes.iter().find(|code| code.code == "0x80246007").unwrap();
    assert!(noise.disposition == Disposition::Noise);
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn one_search_of_the_other_machine_failed() {
    let report = report_of("windowsupdate/one-failed-scan-WindowsUpdate.log");
    assert_eq!(outcomes(&report), OutcomeCounts { ok: 52, failed: 1, ..OutcomeCounts::default() });
    let failed = report.runs.iter().find(|run| run.outcome == Outcome::Failed).unwrap();
    assert_eq!(failed.code.as_deref(), Some("0x8024402F"));
    assert_eq!(failed.caller_name.as_deref(), Some("Update Orchestrator"));
    assert_eq!(failed.service.as_deref(), Some("Windows Update"));
    assert!(failed.end.as_deref().unwrap().starts_with("2024-04-12T01:39:39"));
    let found = report.findings.iter().find(|found| found.last_run == Some(failed.id)).unwrap();
    assert_eq!(found.code.as_deref(), Some("0x8024402C"), "the reason behind it");
    assert_eq!(found.outer_code.as_deref(), Some("0x8024402F"));
    assert_eq!(scan(&report).verdict, FlowVerdict::Ok, "later searches against the same service succeeded");
    let installed = report.flows.iter().find(|flow| flow.flow == "install").unwrap();
    assert_eq!(
        (installed.verdict, installed.counts.ok),
        (FlowVerdict::Failed, 9),
        "two downloads failed beside them"
    );
    let downloads = report.findings.iter().find(|found| found.flow == "install").unwrap();
    assert_eq!((downloads.severity, downloads.code.as_deref()), (Severity::Error, Some("0x80D03805")));
    asks_for_no_configmgr_log(&report);
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn the_only_search_of_the_old_machine_was_cancelled() {
    let report = report_of("windowsupdate/legacy-WindowsUpdate.log");
    assert_eq!(outcomes(&report), OutcomeCounts { cancelled: 1, ..OutcomeCounts::default() });
    assert_eq!(scan(&report).verdict, FlowVerdict::Cancelled);
    assert_eq!(report.runs[0].code.as_deref(), Some("0x8024000B"));
    nothing_to_fix(&report);
    asks_for_no_configmgr_log(&report);
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn the_template_is_no_valid_policy() {
    let report = report_of("reg/template.reg");
    let grave: Vec<_> = report.findings.iter().filter(|found| found.severity != Severity::Info).collect();
    let [found] = &grave[..] else { panic!("{grave:?}") };
    assert_eq!((found.severity, found.cause.as_deref()), (Severity::Error, Some("address-malformed")));
    assert!(found.summary.contains("lacks http://") && found.summary.contains("placeholder"));
    assert!(found.text.starts_with("\"WUServer\""), "{}", found.text);
    assert!(report.logs.iter().all(|log| log.kind == "PolicyExport" && log.unparsed == 0));
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn the_policies_written_by_hand_are_valid() {
    for name in ["reg/wu-policy-regedit4-ansi.reg", "reg/wu-policy-v5-utf16le.reg"] {
        let report = report_of(name);
        nothing_to_fix(&report);
        let server = report.settings.iter().find(|setting| setting.id == "wsus_url").unwrap();
        assert!(
            server.sources_agree && server.value.starts_with("http://") && server.value.ends_with(":8530")
        );
        let uses = report.settings.iter().find(|setting| setting.id == "use_wsus").unwrap();
        assert_eq!((uses.value.as_str(), uses.values.len()), ("1", 1));
        assert!(report.logs.iter().all(|log| log.unparsed == 0 && log.problem.is_none()), "{name}");
    }
}

/// The log as which a file is recognized, and how many of its entries could not be parsed.
fn kind_and_unread(report: &Report) -> (&str, u64) {
    (&report.logs[0].kind, report.logs[0].unparsed)
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn servicing_of_windows_7_holds_no_failure() {
    let report = report_of("servicing/CBS-win7.log");
    assert_eq!(kind_and_unread(&report), ("CBS", 0));
    assert_eq!((report.findings.len(), report.runs.len()), (0, 0));
    assert!(report.codes.iter().all(|code| code.disposition == Disposition::Noise), "{:?}", report.codes);
    asks_for_no_configmgr_log(&report);
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn all_damage_was_repaired() {
    let report = report_of("servicing/CBS-repaired.log");
    assert_eq!(kind_and_unread(&report), ("CBS", 0));
    let repair = report.flows.iter().find(|flow| flow.flow == "servicing").unwrap();
    assert_eq!((repair.verdict, repair.counts.ok, repair.counts.failed), (FlowVerdict::Ok, 1, 0));
    let lines: Vec<String> = repair
        .steps
        .iter()
        .flat_map(|step| &step.evidence)
        .map(|line| line.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    for result in ["Total Detected Corruption: 9", "Total Repaired Corruption: 9", "Operation result: 0x0"] {
        assert!(lines.iter().any(|line| line == result), "{result} in {lines:?}");
    }
    nothing_to_fix(&report);
    asks_for_no_configmgr_log(&report);
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn some_commands_were_misspelled_before_a_feature_was_enabled() {
    let report = report_of("servicing/dism-win7.log");
    assert_eq!(kind_and_unread(&report), ("DISM", 0));
    let commands = report.flows.iter().find(|flow| flow.flow == "servicing").unwrap();
    assert_eq!((commands.verdict, commands.counts.failed, commands.counts.skipped), (FlowVerdict::Ok, 0, 3));
    let last = commands.steps.iter().flat_map(|step| &step.evidence).next().unwrap();
    assert!(last.text.ends_with("/Enable-Feature=Printing-Foundation-LPRPortMonitor"), "{}", last.text);
    let misspelled = report.findings.iter().find(|found| found.id.contains("dism.not-understood")).unwrap();
    assert_eq!((misspelled.severity, misspelled.count), (Severity::Info, 4));
    nothing_to_fix(&report);
    asks_for_no_configmgr_log(&report);
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn setup_finished() {
    let report = report_of("servicing/setupact-clean.log");
    assert_eq!(kind_and_unread(&report), ("setupact", 0));
    let upgrade = report.flows.iter().find(|flow| flow.flow == "setup").unwrap();
    assert_eq!((upgrade.verdict, upgrade.counts.ok), (FlowVerdict::Ok, 1));
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    asks_for_no_configmgr_log(&report);
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn servicing_logs_in_one_folder_are_separated() {
    let report = report_of("servicing");
    // Their names belong to two machines.
    let logs = report.machines.iter().chain([&report]).flat_map(|machine| &machine.logs);
    let mut kinds: Vec<&str> = logs.map(|log| log.kind.as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["CBS", "CBS", "DISM", "DISM", "setupact"]);
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn windows_installer_could_not_remove_the_older_version() {
    let report = report_of("msi/msi-1603-root-1714.log");
    let install = report.flows.iter().find(|flow| flow.flow == "install").unwrap();
    assert_eq!((install.verdict, install.counts.failed), (FlowVerdict::Failed, 1));
    let [found] = &report.findings[..] else { panic!("one failure is one finding") };
    assert_eq!((found.severity, found.step.as_str()), (Severity::Error, "5"));
    assert_eq!(found.outer_code.as_deref(), Some("0x80070643"), "error 1603");
    assert_eq!(found.code.as_deref(), Some("0x80070654"), "system error 1620");
    assert_eq!(found.cause.as_deref(), Some("msi-files-missing"));
    let line = |evidence: &str| found.evidence.iter().find(|line| line.id == evidence).unwrap().line;
    assert_eq!(line("msi.error"), 1025, "the first error before the action failed");
    assert_eq!(line("msi.action-failed"), 1032, "RemoveExistingProducts, and not INSTALL");
    assert_eq!((line("msi.status"), line("msi.returned")), (1207, 1210));
    assert!(report.missing_logs.is_empty(), "the log itself shows the reason");
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn windows_installer_installed_a_product() {
    let report = report_of("msi/msi-ok.log");
    assert!(report.findings.is_empty() && report.missing_logs.is_empty());
    let install = report.flows.iter().find(|flow| flow.flow == "install").unwrap();
    assert_eq!((install.verdict, install.counts.ok), (FlowVerdict::Ok, 1));
    assert!(report.logs.iter().all(|log| log.kind == "MSI" && log.unparsed == 0));
}

/// The row of the only log of a report.
fn only_row(report: &Report) -> &LogRow {
    let [row] = &report.logs[..] else { panic!("{:?}", report.logs) };
    row
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn traces_of_updates_are_read_to_the_last_event() {
    for (name, kind, entries, build, lost) in [
        ("WindowsUpdate.20251008.140245.443.8.etl", "WindowsUpdate", 80, 22631, 41),
        ("SIH.20230422.034724.362.1.etl", "SIH", 10, 22621, 0),
        ("waasmedic.20251005_113019_195.etl", "WaaSMedic", 17, 22631, 0),
    ] {
        let report = report_of(&format!("etl/{name}"));
        let row = only_row(&report);
        assert_eq!((row.kind.as_str(), row.entries, row.unparsed), (kind, entries, 0), "{name}");
        assert_eq!((row.windows_build, row.lost_events, &row.problem), (Some(build), lost, &None), "{name}");
        assert!(row.clock.starts_with("UTC-07:00, "), "{name}: {}", row.clock);
        let size = std::fs::metadata(samples_folder().join("etl").join(name)).unwrap().len();
        assert_eq!((row.size, row.parts[0].size), (size, size), "{name}");
        let lost = report
            .notes
            .iter()
            .any(|note| note.summary.starts_with("Windows lost 41 events of the session by the end of"));
        assert_eq!(lost, row.lost_events == 41, "{name}: {:?}", report.notes);
        nothing_to_fix(&report);
    }
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn other_traces_are_listed_and_searched_for_nothing() {
    for (name, entries) in [("primitive-types.etl", 5), ("SelfDescribingSingleEvent.etl", 1)] {
        let report = report_of(&format!("etl/{name}"));
        let row = only_row(&report);
        assert_eq!((row.kind.as_str(), row.entries), ("not a Windows Update trace", entries), "{name}");
        assert!(report.findings.is_empty() && report.flows.is_empty() && report.codes.is_empty(), "{name}");
    }
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn all_traces_together_are_those_of_one_machine() {
    let report = report_of("etl");
    assert!(report.machines.is_empty(), "nothing indicates several machines");
    assert_eq!(report.logs.len(), 5);
    nothing_to_fix(&report);
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn event_logs_are_read_to_the_last_event() {
    // As many as the heads of their chunks count.
    for (name, entries) in [
        ("system.evtx", 1881),
        ("Win11.System.evtx", 1077),
        ("Win11.Setup.evtx", 21),
        ("Win11.Microsoft-Windows-WindowsUpdateClient%4Operational.evtx", 149),
    ] {
        let report = report_of(&format!("evtx/{name}"));
        let row = only_row(&report);
        assert_eq!((row.entries, row.unparsed, &row.problem), (entries, 0, &None), "{name}");
        assert_eq!(row.clock, "UTC, as always in this format", "{name}");
    }
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn failures_of_an_event_log_have_their_codes_and_updates() {
    let report = report_of("evtx/system.evtx");
    let codes = |report: &Report| {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let failed = report.runs.iter().filter(|run| run.outcome == Outcome::Failed);
        failed.for_each(|run| *counts.entry(run.code.clone().unwrap_or_default()).or_default() += 1);
        counts.into_iter().map(|(code, count)| format!("{count} x {code}")).collect::<Vec<_>>()
    };
    assert_eq!(codes(&report), ["1 x 0x80246013", "4 x 0x80248007"]);
    let failed = |report: &Report| {
        let failed = report.updates.iter().filter(|update| update.state == UpdateState::InstallFailed);
        let mut failed: Vec<(Option<String>, Option<String>)> =
            failed.map(|update| (update.kb.clone(), update.code.clone())).collect();
        failed.sort();
        failed
    };
    let row = |kb: &str, code: &str| (Some(kb.to_owned()), Some(code.to_owned()));
    assert_eq!(failed(&report), [row("4025342", "0x80248007"), row("890830", "0x80246013")]);
    // Four of the five failures of this one were of apps.
    let report = report_of("evtx/Win11.System.evtx");
    assert_eq!(codes(&report), ["1 x 0x80240016"]);
    nothing_to_fix(&report);
}

/// Holds a quoted log to the step and code of its finding, and to its cause.
fn check_quote(file: &str, step: &str, code: Option<&str>, cause: &str) {
    let report = report_of(&format!("quoted/{file}"));
    let graver = report.findings.iter().filter(|found| found.severity != Severity::Info);
    let found: Vec<(String, Option<&str>, Option<&str>)> = graver
        .map(|found| {
            (format!("{}/{}", found.flow, found.step), found.code.as_deref(), found.cause.as_deref())
        })
        .collect();
    assert_eq!(found, [(step.to_owned(), code, Some(cause))], "{file}");
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn quotes_of_servers_lead_to_their_step_and_cause() {
    let wsus = "wsus-refuses-the-site-server";
    check_quote("pmpc-wsyncmgr-80131500.log", "wsus-sync/3", Some("0x8013150A"), wsus);
    check_quote("pmpc-wsyncmgr-eula.log", "wsus-sync/4", None, "license-terms-missing");
    check_quote("pmpc-wsyncmgr-not-configured.log", "wsus-sync/1", None, "wsus-not-configured");
    check_quote("pmpc-wsyncmgr-timeout.log", "wsus-sync/4", None, "wsus-too-slow-to-synchronize");
    check_quote("pmpc-WCM-subscription.log", "wsus-sync/1", None, "categories-unknown");
    let signature = "package-signature-refused";
    check_quote("pmpc-PatchDownloader-800b0004.log", "deploy/2", Some("0x800B0004"), signature);
}

/// How many updates a report has in each state, as text.
fn updates(report: &Report) -> String {
    let mut counts: BTreeMap<_, (usize, &str)> = BTreeMap::new();
    for update in &report.updates {
        counts.entry(update.state).or_insert((0, update.state.words())).0 += 1;
    }
    let counts: Vec<String> = counts.values().map(|(count, state)| format!("{count} {state}")).collect();
    counts.join(", ")
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn the_agents_events_are_searches_downloads_and_installations() {
    let report = report_of("reporting/ReportingEvents.log");
    assert_eq!(kind_and_unread(&report), ("ReportingEvents", 0));
    assert_eq!(outcomes(&report), OutcomeCounts { ok: 1135, failed: 20, ..OutcomeCounts::default() });
    let failed = |code: &str| {
        let runs = report.runs.iter().filter(|run| run.flow == "client-scan");
        runs.filter(|run| run.code.as_deref() == Some(code)).count()
    };
    assert_eq!((failed("0x80072EE2"), failed("0x80240438")), (19, 1));
    assert_eq!(scan(&report).verdict, FlowVerdict::Ok, "the last search succeeded");
    let cancelled = report.codes.iter().find(|code| code.code == "0x8024000B").unwrap();
    assert_eq!(
        (cancelled.count, cancelled.disposition),
        (23, Disposition::Noise),
        "downloads that were cancelled by their caller"
    );
    let install = report.flows.iter().find(|flow| flow.flow == "install").unwrap();
    assert_eq!((install.verdict, install.counts.ok, install.counts.all()), (FlowVerdict::Ok, 1, 1));
    assert_eq!(updates(&report), "3 Downloaded, 1 Installed, 1 Named only");
    nothing_to_fix(&report);
    asks_for_no_configmgr_log(&report);
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn servicing_names_the_updates_of_windows_7() {
    let report = report_of("servicing/CBS-win7.log");
    assert_eq!(updates(&report), "4 Missing, 13 Superseded, 242 Installed, 11 Not applicable");
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn moments_of_event_logs_show_active_conditions() {
    let report = report_of("evtx/system.evtx");
    let of = |report: &Report, id: &str| report.moments.iter().filter(|moment| moment.id == id).count();
    assert_eq!(
        (report.active_conditions.len(), of(&report, "update.failed"), of(&report, "disk.slow")),
        (0, 5, 2)
    );
    assert_eq!(of(&report, "windows.started"), 3);
    let report = report_of("evtx/Win11.Setup.evtx");
    let sentences: Vec<&str> = report.active_conditions.iter().map(|state| state.summary.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "A restart has been pending since 2022-02-08 21:06 UTC, according to these logs: the change that needs it is not finished."
        ]
    );
}
