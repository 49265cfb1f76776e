//! What the scanner finds in the lines of one file.

use knowledge::all_evidence;

use crate::scan::facts::LoggedValue;
use crate::scan::sighting::Sighting;
use crate::testing::{compare, read};

/// The scan results of a file in the notation of [`crate::testing`]: sightings, updates, settings, moments, and codes.
#[track_caller]
fn check(text: &str, expected: &str) {
    let mut found = Vec::new();
    for file in read(text) {
        found.extend(file.sightings.iter().map(sighting));
        for (key, update) in &file.facts.updates {
            let events: Vec<String> =
                update.latest.iter().map(|fact| format!("{:?} ×{}", fact.event, fact.count)).collect();
            let name = key.id().unwrap_or_else(|| format!("KB{}", key.0));
            found.push(format!("update {name} “{}”: {}", update.title, events.join(", ")));
        }
        for setting in &file.facts.settings {
            let values: Vec<&str> = setting.values.iter().map(|value| &*value.value).collect();
            found.push(format!(
                "setting {} by {}: {}",
                setting.setting,
                setting.source,
                values.join(", then ")
            ));
        }
        for (at, lines) in file.moments.kinds() {
            let subjects: Vec<&str> = lines.lines.iter().map(|line| &*line.subject).collect();
            found.push(format!("moment {}: {}", knowledge::moments()[at].id, subjects.join(", ")));
        }
        for (code, (entries, noise)) in &file.codes.counts {
            found.push(format!("code {code:#010x} in {entries} entries, noise in {noise}"));
        }
        if file.unread + file.undecoded + file.out_of_time > 0 {
            let (unread, undecoded) = (file.unread, file.undecoded);
            found.push(format!(
                "{unread} not understood, {undecoded} not decoded, {} out of time",
                file.out_of_time
            ));
        }
    }
    compare(text, &found, expected);
}

/// `12 search.failed code=0x80244022 ×3`: the line, its evidence, the captured values, and the number of lines.
fn sighting(sighting: &Sighting) -> String {
    let id = all_evidence()[usize::from(sighting.evidence.0)].id;
    let values: String = sighting.captured().map(|(name, value)| format!(" {name}={value}")).collect();
    let count = if sighting.count > 1 { format!(" ×{}", sighting.count) } else { String::new() };
    format!("{} {id}{values}{count}", sighting.quote.line)
}

#[test]
fn lines_that_match_no_pattern_are_not_kept() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Nothing that anybody has written down.
        09:13:44 4712 Search Criteria is (DeploymentAction=* AND Type='Software')
        ",
        "2 search.criteria",
    );
}

#[test]
fn a_pattern_captures_its_values() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Scan failed with error = 0x80244022.
        ",
        "
        1 search.started
        2 search.scan-failed code=0x80244022
        code 0x80244022 in 1 entries, noise in 0
        ",
    );
}

#[test]
fn a_line_belongs_to_its_component_not_to_its_file() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 [ScanAgent] Async searching of updates using WUAgent started.
        --- ScanAgent.log
        09:13:43 4712 [WUAHandler] Async searching of updates using WUAgent started.
        ",
        "1 search.started",
    );
}

#[test]
fn lines_without_a_component_are_searched_with_all_patterns() {
    check(
        "
        --- notes.txt raw
        somebody wrote: Async searching of updates using WUAgent started.
        ",
        "1 search.started",
    );
}

#[test]
fn repeated_progress_is_counted() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:14:21 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:14:22 1020 6716 Agent Added update 505FDA07-B4F3-45FB-83D9-8642554E2773.200 to search result
        09:14:23 1020 6716 Agent Added update 505FDA07-B4F3-45FB-83D9-8642554E2774.200 to search result
        09:14:24 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        ",
        "
        1 agent.started caller=CcmExec search=62
        2 agent.result update=505FDA07-B4F3-45FB-83D9-8642554E2773 ×2
        4 agent.ended caller=CcmExec search=62 code=0x00000000
        4 agent.search-ended caller=CcmExec code=0x00000000
        update 505fda07-b4f3-45fb-83d9-8642554e2773 “”: Named ×1
        update 505fda07-b4f3-45fb-83d9-8642554e2774 “”: Named ×1
        ",
    );
}

#[test]
fn repeated_failures_are_kept_separately() {
    check(
        "
        --- WUAHandler.log
        09:13:46 4712 Scan failed with error = 0x80244022.
        09:13:47 4712 Scan failed with error = 0x80244022.
        ",
        "
        1 search.scan-failed code=0x80244022
        2 search.scan-failed code=0x80244022
        code 0x80244022 in 2 entries, noise in 0
        ",
    );
}

#[test]
fn a_code_counts_once_per_entry_and_success_does_not_count() {
    check(
        "
        --- notes.txt raw
        failed with 0x80070643 (-2147023293)
        returned 0x00000000, then 0x80070005 and 0x80244022
        failed with 80070643
        ",
        "
        code 0x80070005 in 1 entries, noise in 0
        code 0x80070643 in 2 entries, noise in 0
        code 0x80244022 in 1 entries, noise in 0
        ",
    );
}

#[test]
fn a_small_number_is_a_code_if_a_pattern_captures_it() {
    check(
        "
        --- MSI8f3c1.LOG raw
        === Verbose logging started: 11/16/2026  19:16:14  Build type: SHIP UNICODE 5.00.10011.00  Calling process: C:\\Windows\\system32\\wuauclt.exe ===
        MSI (s) (CC:88) [19:26:28:440]: MainEngineThread is returning 1603
        MSI (s) (CC:88) [19:26:28:441]: somebody counts to 1603
        ",
        "
        1 msi.started
        2 msi.returned win32=1603
        2 msi.thread-failed win32=1603
        ",
    );
}

#[test]
fn the_newest_line_of_each_kind_is_kept_per_update() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Update (Missing): Cumulative Update (KB5068861) (505fda07-b4f3-45fb-83d9-8642554e2773, 200)
        09:13:44 4712 Update (Missing): 2026-11 Cumulative Update (KB5068861) (505fda07-b4f3-45fb-83d9-8642554e2773, 201)
        09:13:45 4712 Update (Installed): A tool (KB890830) (505fda07-b4f3-45fb-83d9-8642554e2774, 200)
        ",
        "
        1 results.update state=Missing update=505fda07-b4f3-45fb-83d9-8642554e2773 ×2
        3 results.update state=Installed update=505fda07-b4f3-45fb-83d9-8642554e2774
        update 505fda07-b4f3-45fb-83d9-8642554e2773 “2026-11 Cumulative Update (KB5068861)”: Missing ×2
        update 505fda07-b4f3-45fb-83d9-8642554e2774 “A tool (KB890830)”: Installed ×1
        ",
    );
}

#[test]
fn the_values_of_a_setting_are_kept_newest_first() {
    check(
        "
        --- WUAHandler.log
        09:13:42 4712 Existing WUA Managed server was already set (http://OLD.CONTOSO.COM:8530), skipping Group Policy registration.
        09:13:43 4712 Existing WUA Managed server was already set (http://PS1SITE.CONTOSO.COM:8530), skipping Group Policy registration.
        09:13:44 4712 Existing WUA Managed server was already set (http://PS1SITE.CONTOSO.COM:8530), skipping Group Policy registration.
        ",
        "
        1 source.new wsus_url=http://OLD.CONTOSO.COM:8530
        2 source.new wsus_url=http://PS1SITE.CONTOSO.COM:8530 ×2
        setting wsus_url by WUAHandler: http://PS1SITE.CONTOSO.COM:8530, then http://OLD.CONTOSO.COM:8530
        ",
    );
}

#[test]
fn an_event_on_the_machine_names_its_subject() {
    check(
        "
        --- System.evtx raw
        #Events\tkind=System\tcomputer=PC01\tbuild=26100\tbytes=69632\tevents=2
        2026-11-08 06:00:04.500\t4\t1020\t6716\tDisk 7: disk \\Device\\Harddisk0\\DR0: a block is bad
        2026-11-08 06:00:05.500\t4\t1020\t6716\tDisk 52: disk \\Device\\Harddisk0\\DR1: it predicts its own failure
        ",
        "
        moment disk.failed: \\Device\\Harddisk0\\DR0
        moment disk.will-fail: \\Device\\Harddisk0\\DR1
        ",
    );
}

#[test]
fn a_registry_export_gives_settings_and_no_codes() {
    check(
        "
        --- policy.reg raw
        Windows Registry Editor Version 5.00

        [HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate]
        \"WUServer\"=\"http://PS1SITE.CONTOSO.COM:8530\"
        \"Something\"=dword:80070005
        ",
        "
        setting policy_key by policy: yes
        setting wsus_url by policy: http://PS1SITE.CONTOSO.COM:8530
        ",
    );
}

#[test]
fn entries_that_cannot_be_parsed_are_counted() {
    check(
        "
        --- WUAHandler.log raw
        <![LOG[Scan failed with error = 0x80244022.]LOG]!><time=\"09:13:46.000-60\" date=\"11-12-2026\" component=\"WUAHandler\" context=\"\" type=\"3\" thread=\"4712\" file=\"\">
        this is no entry of Configuration Manager
        <![LOG[Scan failed with error = 0x80244022.]LOG]!><time=\"09:13:46.000-60\" date=\"11-12-1926\" component=\"WUAHandler\" context=\"\" type=\"3\" thread=\"4712\" file=\"\">
        ",
        "
        1 search.scan-failed code=0x80244022
        3 search.scan-failed code=0x80244022
        code 0x80244022 in 2 entries, noise in 0
        1 not understood, 0 not decoded, 1 out of time
        ",
    );
}

/// The values of the first setting, newest first, each with the lines of its last stretch.
#[track_caller]
fn check_stretches(versions: &[&str], expected: &[&str]) {
    let lines: Vec<String> = versions
        .iter()
        .map(|version| format!("09:00:00 1020 6716 Agent   * WU client version {version}"))
        .collect();
    let logs = ["--- WindowsUpdate.log windows-update\n", &lines.join("\n")].concat();
    let files = read(&logs);
    let values = &files[0].facts.settings[0].values;
    let stretch = |value: &LoggedValue| format!("{} {}-{}", value.value, value.since.line, value.quote.line);
    let found: Vec<String> = values.iter().map(stretch).collect();
    assert_eq!(found, expected, "{versions:?}");
}

#[test]
fn the_last_stretch_of_a_value_is_known() {
    check_stretches(&["1.1", "1.1", "1.1"], &["1.1 1-3"]);
    check_stretches(&["1.1", "1.1", "1.2", "1.2"], &["1.2 3-4", "1.1 1-2"]);
    check_stretches(&["1.1", "1.2", "1.1", "1.1"], &["1.1 3-4", "1.2 2-2"]);
    check_stretches(&["1.1", "1.2", "1.1", "1.2", "1.2"], &["1.2 4-5", "1.1 3-3"]);
}

#[test]
fn only_four_values_of_a_setting_are_kept() {
    check_stretches(
        &["1.1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.5"],
        &["1.5 6-7", "1.4 5-5", "1.3 4-4", "1.2 3-3"],
    );
}
