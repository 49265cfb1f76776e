//! Real logs, where they are at hand: their answers were found by people who read them.
//!
//! They hold names of hosts and users, so they are not part of the project. The folder is `WUSCOPE_SAMPLES`, else
//! `../shared/samples` beside the project; where neither is there, nothing is tested.
#![allow(clippy::unwrap_used, clippy::panic)] // A test ends where something is amiss.

use std::path::{Path, PathBuf};

use report::{FlowRow, FlowVerdict, Level, Outcome, OutcomeCounts, Report, Verdict};
use tests::{TestFile, Way, analyze};

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/samples");
    let folder = std::env::var_os("WUSCOPE_SAMPLES").map_or(beside, PathBuf::from);
    folder.join("windowsupdate").is_dir().then_some(folder)
}

/// The report of a file or a folder of the samples; none where they are not at hand.
fn report_of(path: &str) -> Option<Report> {
    let place = folder()?.join(path);
    let is_folder = place.is_dir();
    let mut places = vec![place.clone()];
    if is_folder {
        places = std::fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path()).collect();
        places.sort();
    }
    let file = |place: &PathBuf| TestFile {
        name: place.file_name().unwrap().to_string_lossy().into_owned(),
        path: if is_folder { path.to_owned() } else { String::new() },
        bytes: std::fs::read(place).unwrap(),
        modified: None,
        whole_folder: is_folder,
    };
    let files: Vec<TestFile> = places.iter().filter(|place| place.is_file()).map(file).collect();
    let report = analyze(&files, Way::default());
    assert_eq!(
        analyze(&files, Way { block: 65_521, backwards: true, workers: 1 }),
        report,
        "{path} in small blocks"
    );
    Some(report)
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
        .filter(|found| found.level != Level::Info)
        .map(|found| found.sentence.as_str())
        .collect();
    assert!(grave.is_empty(), "{grave:?}");
}

fn asks_for_no_configmgr_log(report: &Report) {
    let asked: Vec<&str> = report.missing.iter().map(|missing| missing.log.as_str()).collect();
    assert!(asked.is_empty(), "{asked:?}");
}

#[test]
fn the_client_of_2013_has_its_feature_disabled() {
    let Some(report) = report_of("ccm-client-2013") else { return };
    let flow = scan(&report);
    assert_eq!((flow.verdict, flow.leading_run), (FlowVerdict::Failed, None));
    assert_eq!(outcomes(&report), OutcomeCounts::default());
    assert_eq!(report.flows[0].flow, "client-scan", "what fails leads");
    assert_eq!(flow.sentence, "No scan can run: the software updates feature is disabled on this client");
    let red: Vec<&str> = flow
        .steps
        .iter()
        .filter(|step| step.verdict == Verdict::Failed)
        .map(|step| step.step.as_str())
        .collect();
    assert_eq!(red, ["1", "1.1"]);
    assert!(flow.steps.iter().all(|step| matches!(step.verdict, Verdict::Failed | Verdict::NotReached)));

    let grave: Vec<_> = report.findings.iter().filter(|found| found.level != Level::Info).collect();
    assert_eq!(grave.len(), 1, "nothing else is red");
    assert_eq!(
        (grave[0].cause.as_deref(), grave[0].count),
        (Some("feature-disabled"), 5),
        "at all five starts"
    );

    let refused = report.findings.iter().find(|found| found.code.as_deref() == Some("0x8000000A")).unwrap();
    assert_eq!((refused.level, refused.count, refused.bursts), (Level::Info, 10, 3));
    let causes = report.findings.iter().filter_map(|found| found.cause.as_deref());
    assert!(!causes.into_iter().any(|cause| cause == "policy-not-received"), "policy did reach the client");
    assert!(report.codes.iter().all(|code| !code.decisive), "no code decides here");
}

#[test]
fn records_of_several_components_hold_no_finding() {
    let Some(report) = report_of("ccm") else { return };
    assert_eq!((report.findings.len(), report.runs.len()), (0, 0));
    assert!(report.logs.iter().all(|log| log.problem.is_none() && log.entries > 0));
}

#[test]
fn all_searches_of_the_healthy_machine_succeeded() {
    let Some(report) = report_of("windowsupdate/healthy-WindowsUpdate.log") else { return };
    assert_eq!(outcomes(&report), OutcomeCounts { ok: 106, ..OutcomeCounts::default() });
    assert_eq!((scan(&report).verdict, scan(&report).counts.ok), (FlowVerdict::Ok, 106));
    nothing_to_fix(&report);
    asks_for_no_configmgr_log(&report);
    let noise = report.codes.iter().find(|code| code.code == "0x80246007").unwrap();
    assert!(noise.benign && !noise.decisive);
}

#[test]
fn one_search_of_the_other_machine_failed() {
    let Some(report) = report_of("windowsupdate/one-failed-scan-WindowsUpdate.log") else { return };
    assert_eq!(outcomes(&report), OutcomeCounts { ok: 52, failed: 1, ..OutcomeCounts::default() });
    let failed = report.runs.iter().find(|run| run.outcome == Outcome::Failed).unwrap();
    assert_eq!(failed.code.as_deref(), Some("0x8024402F"));
    assert_eq!(failed.caller_name.as_deref(), Some("Update Orchestrator"));
    assert_eq!(failed.service.as_deref(), Some("Windows Update"));
    assert!(failed.end.as_deref().unwrap().starts_with("2024-04-12T01:39:39"));
    let found = report.findings.iter().find(|found| found.run == Some(failed.id)).unwrap();
    assert_eq!(found.code.as_deref(), Some("0x8024402C"), "the reason behind it");
    assert_eq!(found.outer_code.as_deref(), Some("0x8024402F"));
    assert_eq!(scan(&report).verdict, FlowVerdict::Ok, "later searches against the same service succeeded");
    let installed = report.flows.iter().find(|flow| flow.flow == "install").unwrap();
    assert_eq!((installed.verdict, installed.counts.ok), (FlowVerdict::Ok, 9), "all that came to an end");
    nothing_to_fix(&report);
    asks_for_no_configmgr_log(&report);
}

#[test]
fn the_only_search_of_the_old_machine_was_given_up() {
    let Some(report) = report_of("windowsupdate/legacy-WindowsUpdate.log") else { return };
    assert_eq!(outcomes(&report), OutcomeCounts { cancelled: 1, ..OutcomeCounts::default() });
    assert_eq!(scan(&report).verdict, FlowVerdict::Cancelled);
    assert_eq!(report.runs[0].code.as_deref(), Some("0x8024000B"));
    nothing_to_fix(&report);
    asks_for_no_configmgr_log(&report);
}

#[test]
fn the_template_is_no_valid_policy() {
    let Some(report) = report_of("reg/template.reg") else { return };
    let grave: Vec<_> = report.findings.iter().filter(|found| found.level != Level::Info).collect();
    let [found] = &grave[..] else { panic!("{grave:?}") };
    assert_eq!((found.level, found.cause.as_deref()), (Level::Error, Some("address-malformed")));
    assert!(found.sentence.contains("lacks http://") && found.sentence.contains("placeholder"));
    assert!(found.text.starts_with("\"WUServer\""), "{}", found.text);
    assert!(report.logs.iter().all(|log| log.kind == "Registry" && log.unread == 0));
}

#[test]
fn the_policies_written_by_hand_are_valid() {
    for name in ["reg/wu-policy-regedit4-ansi.reg", "reg/wu-policy-v5-utf16le.reg"] {
        let Some(report) = report_of(name) else { return };
        nothing_to_fix(&report);
        let server = report.settings.iter().find(|setting| setting.id == "wsus_url").unwrap();
        assert!(server.agrees && server.value.starts_with("http://") && server.value.ends_with(":8530"));
        let uses = report.settings.iter().find(|setting| setting.id == "use_wsus").unwrap();
        assert_eq!((uses.value.as_str(), uses.values.len()), ("1", 1));
        assert!(report.logs.iter().all(|log| log.unread == 0 && log.problem.is_none()), "{name}");
    }
}
