//! The times of lines, their order, and the codes they name.

use basics::days_from_civil;

use crate::logs::rollovers::logs_of;
use crate::runs::gather::runs_of;
use crate::runs::timed_sightings::{TimedSighting, sightings_of};
use crate::testing::{compare, read};

/// A time on 12 November 2026, or the number of a line.
fn moment(ms: i64) -> String {
    let seconds = ms / 1000 - days_from_civil(2026, 11, 12) * 86_400;
    if seconds < 0 {
        return format!("line {ms}");
    }
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Each line of evidence in these logs: its time, and the code it names.
#[track_caller]
fn check(text: &str, expected: &str) {
    let seen = sightings_of(&logs_of(&read(text)));
    let line = |seen: &TimedSighting| {
        let until =
            if seen.last_ms == seen.ms { String::new() } else { format!("–{}", moment(seen.last_ms)) };
        let zone = match (seen.is_utc, seen.is_ms_utc, seen.has_time) {
            (true, true, true) => " UTC",
            (false, true, true) => " UTC of a neighbor",
            (false, false, true) => " of an unknown zone",
            (false, false, false) => "",
            _ => " of a contradiction",
        };
        let code = seen.code().map_or_else(String::new, |code| format!(", {}", knowledge::spell(code)));
        let failure = if seen.is_failure() { ", a failure" } else { "" };
        format!("{} at {}{until}{zone}{code}{failure}", seen.evidence.id, moment(seen.ms))
    };
    compare(text, &seen.iter().flatten().map(line).collect::<Vec<_>>(), expected);
}

#[test]
fn times_are_on_one_clock() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        ",
        "search.started at 08:13:43 UTC",
    );
}

#[test]
fn times_of_an_unknown_time_zone_are_used_unchanged() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = Update  Id = 62
        ",
        "agent.started at 09:13:43 of an unknown zone",
    );
}

#[test]
fn lines_without_times_are_in_the_order_of_their_line_numbers() {
    check(
        "
        --- pasted.txt raw
        Async searching of updates using WUAgent started.
        Async searching completed.
        OnSearchComplete - Failed to end search job. Error = 0x80244022.
        ",
        "
        search.started at line 1
        search.completed at line 2
        search.failed at line 3, 0x80244022
        ",
    );
}

#[test]
fn repeated_lines_are_one_line_with_a_duration() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Update (Missing): Cumulative Update (KB5068861) (505fda07-b4f3-45fb-83d9-8642554e2773, 200)
        09:13:45 4712 Policy refresh forced.
        09:13:46 4712 Policy refresh forced.
        09:13:49 4712 Policy refresh forced.
        ",
        "
        results.update at 08:13:43 UTC
        source.policy-refresh at 08:13:45–08:13:49 UTC
        ",
    );
}

#[test]
fn a_code_is_read_in_any_notation() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:40 1020 6716 WebServices WS error: The server returned HTTP status code '407 (0x197)' with text 'Proxy Authentication Required'.
        09:13:41 1020 6716 WebServices *FAILED* [8024401B] Web service call
        09:13:42 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x80072EE2
        09:13:43 1020 6716 Handler Command line install completed. Return code = 0x00000643, Result = Failed, Reboot required = false
        09:13:44 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 63, Exit code = 0x00240005
        09:13:45 1020 6716 Misc Hash check on file C:\\Windows\\SoftwareDistribution\\Download\\contoso.cab using algorithm SHA256 failed; hash values did not match.
        ",
        "
        soap.status at 09:13:40 of an unknown zone, 0x8024401B
        soap.call-failed at 09:13:41 of an unknown zone, 0x8024401B
        agent.ended at 09:13:42 of an unknown zone, 0x80072EE2
        agent.search-ended at 09:13:42 of an unknown zone, 0x80072EE2
        handler.command-line-failed at 09:13:43 of an unknown zone, 0x80070643, a failure
        agent.ended at 09:13:44 of an unknown zone, 0x00240005
        agent.search-ended at 09:13:44 of an unknown zone, 0x00240005
        agent.hash-failed at 09:13:45 of an unknown zone, 0x80246002, a failure
        ",
    );
}

#[test]
fn a_windows_installer_error_is_a_windows_error() {
    check(
        "
        --- contoso.log raw
        === Verbose logging started: 11/12/2026  10:22:50  Build type: SHIP UNICODE 5.00.10011.00  Calling process: C:\\Windows\\system32\\msiexec.exe ===
        MSI (s) (CC:88) [10:23:59:389]: Product: Contoso Reader -- Error 1714. The older version of Contoso Reader cannot be removed.  Contact your technical support group.  System Error 1620.
        MSI (s) (CC:88) [10:23:59:440]: MainEngineThread is returning 1603
        ",
        "
        msi.started at line 1
        msi.error at line 2, 0x80070654, a failure
        msi.returned at line 3, 0x80070643
        msi.thread-failed at line 3, 0x80070643, a failure
        ",
    );
}

#[test]
fn a_failure_that_only_repeats_a_deeper_one_does_not_count() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Update 1 (505fda07-b4f3-45fb-83d9-8642554e2773) finished installing (0x80070643), Reboot Required? No
        09:13:46 4712 Scan failed with error = 0x80244022.
        ",
        "
        install.update-failed at 08:13:43 UTC, 0x80070643, a failure
        search.scan-failed at 08:13:46 UTC, 0x80244022
        ",
    );
}

/// Two events as the Event Viewer saves them.
fn two_events(first: &str, second: &str) -> String {
    format!(
        "
        --- system.txt raw
        Level\tDate and Time\tSource\tEvent ID\tTask Category
        Information\t2026-11-12 {first}\tMicrosoft-Windows-WindowsUpdateClient\t26\tWindows Update Agent\tWindows Update successfully found 1 updates.
        Error\t2026-11-12 {second}\tMicrosoft-Windows-WindowsUpdateClient\t25\tWindows Update Agent\tWindows Update failed to check for updates with error 0x8024402C.
        "
    )
}

#[test]
fn a_list_with_the_newest_event_first_is_reversed() {
    check(
        &two_events("10:00:00", "09:00:00"),
        "
        events.scan-failed at 09:00:00 of an unknown zone, 0x8024402C, a failure
        events.scan-done at 10:00:00 of an unknown zone
        ",
    );
    check(
        &two_events("09:00:00", "10:00:00"),
        "
        events.scan-done at 09:00:00 of an unknown zone
        events.scan-failed at 10:00:00 of an unknown zone, 0x8024402C, a failure
        ",
    );
}

#[test]
fn two_events_at_the_same_moment_keep_the_order_of_their_list() {
    check(
        &two_events("09:00:00", "09:00:00"),
        "
        events.scan-done at 09:00:00 of an unknown zone
        events.scan-failed at 09:00:00 of an unknown zone, 0x8024402C, a failure
        ",
    );
}

#[test]
fn a_line_equals_only_itself() {
    let logs = logs_of(&read(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Scan failed with error = 0x80244022.
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::OnScanComplete -Scan Failed with Error=0x80244022
        ",
    ));
    let seen: Vec<TimedSighting> = sightings_of(&logs).into_iter().flatten().collect();
    assert!(seen.len() > 2);
    for (at, line) in seen.iter().enumerate() {
        let same: Vec<usize> = (0..seen.len()).filter(|&other| line.is_line_of(&seen[other])).collect();
        assert_eq!(same, [at]);
    }
}

#[test]
fn a_run_lasts_from_its_first_line_to_the_end_of_its_last() {
    let logs = logs_of(&read(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:45 4712 Policy refresh forced.
        09:13:49 4712 Policy refresh forced.
        ",
    ));
    let runs = runs_of(&logs, &sightings_of(&logs));
    let (from, to) = runs[0].span();
    assert_eq!([moment(from), moment(to)], ["08:13:43", "08:13:49"]);
    let index = |id: &str| knowledge::evidence_by_id(id).expect("it is known").index;
    assert!(runs[0].has(index("search.started")));
    assert!(!runs[0].has(index("search.completed")));
}
