//! The verdicts of the steps of a run, and the reasons.

use report::Verdict;

use crate::judge::analysis::Analysis;
use crate::judge::judged_steps::{JudgedStep, judge_steps, with_parents};
use crate::logs::log_gap::{GapCause, LogGap};
use crate::runs::timed_sightings::TimedSighting;
use crate::testing::{compare, read};

/// The steps of each run of these logs. Neighbors with the same verdict are on one line; notes follow a colon.
#[track_caller]
fn check(text: &str, expected: &str) {
    check_analysis(text, &Analysis::of(&read(text)), expected);
}

/// The verdict of one step of the only run of these logs, if a log has a gap between two times on 12 November 2026.
#[track_caller]
fn check_with_gap(text: &str, step: &str, log: &str, [from, to]: [&str; 2], expected: &str) {
    let mut analysis = Analysis::of(&read(text));
    let log = analysis.logs.iter_mut().find(|given| given.kinds.contains(&log)).expect("a log");
    let gap = LogGap { from: ms(from), to: ms(to), file: 0, why: GapCause::Lost, count: 1 };
    log.gaps.push(gap);
    let steps = judge_steps(&analysis.runs[0], &analysis.logs);
    let found = steps.iter().find(|judged| judged.step.id == step).map(in_words);
    compare(text, &found.into_iter().collect::<Vec<_>>(), expected);
}

/// Milliseconds since 1970 of a time in UTC+01:00.
fn ms(time: &str) -> i64 {
    let numbers: Vec<i64> = time.split(':').map(|number| number.parse().expect("a number")).collect();
    let seconds = (numbers[0] - 1) * 3600 + numbers[1] * 60 + numbers[2];
    (basics::days_from_civil(2026, 11, 12) * 86_400 + seconds) * 1000
}

fn in_words(step: &JudgedStep) -> String {
    let note = step.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
    format!("{:?}{note}", step.verdict)
}

#[track_caller]
fn check_analysis(text: &str, analysis: &Analysis, expected: &str) {
    let mut found: Vec<String> = Vec::new();
    for judged in &analysis.runs {
        found.push(format!("{} {:?}", judged.run.flow.id, judged.outcome()));
        let mut steps = judge_steps(judged, &analysis.logs).into_iter().peekable();
        while let Some(first) = steps.next() {
            let mut last = first.step.id;
            while let Some(next) =
                steps.next_if(|next| next.verdict == first.verdict && next.note == first.note)
            {
                last = next.step.id;
            }
            let ids =
                if last == first.step.id { last.to_owned() } else { format!("{} to {last}", first.step.id) };
            found.push(format!("{ids} {}", in_words(&first)));
        }
    }
    compare(text, &found, expected);
}

/// The verdict of the step with these parts; the next step has these lines.
#[track_caller]
fn check_parts_before(parts: &[Verdict], after: Vec<TimedSighting>, expected: Verdict) {
    let flow = knowledge::flow("client-scan").expect("the flow");
    let step = |id: &str| knowledge::step("client-scan", id).expect("a step");
    let mut leaves: Vec<JudgedStep> = Vec::new();
    for (at, &verdict) in parts.iter().enumerate() {
        let step = step(&format!("1.{}", at + 1));
        leaves.push(JudgedStep { step, verdict, sightings: Vec::new(), note: None });
    }
    leaves.push(JudgedStep { step: step("2"), verdict: Verdict::Ok, sightings: after, note: None });
    let steps = with_parents(flow, leaves);
    assert_eq!(steps.len(), parts.len() + 2);
    assert_eq!(steps[0].step.id, "1");
    assert_eq!(steps[0].verdict, expected);
    assert_eq!(steps[parts.len() + 1].verdict, Verdict::Ok);
}

#[track_caller]
fn check_parts(parts: &[Verdict], expected: Verdict) {
    check_parts_before(parts, Vec::new(), expected);
}

const STARTED: &str = "4712 Async searching of updates using WUAgent started.";
const COMPLETED: &str = "4712 Async searching completed.";
const DONE: &str = "4712 Successfully completed scan.";
const FAILED: &str = "4712 Scan failed with error = 0x8024401b.";
const CREATED: &str = "4712 ScanJob({J1}): CScanJob::Initialize- entered";
const REFUSED: &str = "4712 Post to http://PS1SITE.CONTOSO.COM/ccm_system/request failed with 0x80072efd.";

#[test]
fn a_step_with_a_failed_part_failed() {
    check_parts(&[Verdict::Ok, Verdict::Failed, Verdict::Stopped, Verdict::NotReached], Verdict::Failed);
}

#[test]
fn a_step_with_a_stopped_part_stopped() {
    check_parts(&[Verdict::Ok, Verdict::Stopped, Verdict::NotReached], Verdict::Stopped);
}

#[test]
fn a_step_that_started_and_did_not_end_stopped() {
    check_parts(&[Verdict::Ok, Verdict::NotReached], Verdict::Stopped);
}

#[test]
fn a_step_that_did_not_start_was_not_reached() {
    check_parts(&[Verdict::Passed, Verdict::NotReached], Verdict::NotReached);
    check_parts(&[Verdict::NoLog, Verdict::NotReached], Verdict::NotReached);
}

#[test]
fn a_step_with_successful_parts_succeeded() {
    check_parts(&[Verdict::Passed, Verdict::Ok, Verdict::Passed], Verdict::Ok);
}

#[test]
fn a_step_whose_parts_were_passed_was_passed() {
    check_parts(&[Verdict::Passed, Verdict::Passed], Verdict::Passed);
}

#[test]
fn a_step_whose_end_no_log_shows_has_no_log() {
    check_parts(&[Verdict::Ok, Verdict::NoLog], Verdict::NoLog);
    check_parts(&[Verdict::Passed, Verdict::NoLog], Verdict::NoLog);
}

#[test]
fn a_step_succeeded_without_logs_of_its_parts_if_the_run_continued() {
    let after = || Analysis::of(&read(&format!("--- WUAHandler.log\n09:13:43 {STARTED}"))).sightings;
    check_parts_before(&[Verdict::Ok, Verdict::NoLog], after(), Verdict::Ok);
    check_parts_before(&[Verdict::Passed, Verdict::NoLog], after(), Verdict::NoLog);
}

#[test]
fn a_successful_scan_passes_the_steps_before_its_lines() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:45 {COMPLETED}
        09:13:46 {DONE}
        "
        ),
        "
        client-scan Ok
        1 to 1.11 Passed
        2 Ok
        3 Passed
        4 to 5 Ok
        6 to 7 NoLog
        ",
    );
}

#[test]
fn parts_of_a_step_after_which_the_run_continued_succeeded() {
    check(&format!("
        --- ScanAgent.log
        09:13:40 {CREATED}
        09:13:42 4712 ScanJob({{J1}}): CScanJob::Execute - successfully requested Scan, ScanType=1
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {DONE}
        --- UpdatesStore.log
        09:13:47 4712 Successfully raised state message for update (505fda07-b4f3-45fb-83d9-8642554e2773) with state (Missing).
        --- StateMessage.log
        09:13:48 4712 Successfully forwarded State Messages to the MP
        "), "
        client-scan Ok
        1 Ok
        1.1 Passed
        1.2 Ok
        1.3 to 1.11 Passed
        2 Ok
        3 to 4 Passed
        5 to 7 Ok
        ");
}

#[test]
fn nothing_after_a_failed_step_was_reached() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {FAILED}
        09:13:50 4712 something else
        "
        ),
        "
        client-scan Failed
        1 to 1.11 Passed
        2 Ok
        3 Failed
        4 to 7 NotReached
        ",
    );
}

#[test]
fn the_consequences_of_a_failure_are_layers_of_its_step() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:45 {COMPLETED}
        09:13:46 {FAILED}
        "
        ),
        "
        client-scan Failed
        1 to 1.11 Passed
        2 Ok
        3 Failed
        4 to 7 NotReached
        ",
    );
}

#[test]
fn an_echo_before_the_failed_step_keeps_its_own_step() {
    check(&format!("
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:44 {COMPLETED}
        09:13:45 4712 Update (Missing): Security Update (KB2862152) (505fda07-b4f3-45fb-83d9-8642554e2773, 200)
        09:13:46 {FAILED}
        "), "
        client-scan Failed
        1 to 1.11 Passed
        2 Ok
        3 Passed
        4 Ok
        5 Failed
        6 to 7 NotReached
        ");
}

#[test]
fn the_steps_of_another_programs_search_are_those_of_all_callers() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = Example  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = Example, Id = 62, Exit code = 0x00000000
        ",
        "
        client-scan Ok
        3 Ok
        ",
    );
}

#[test]
fn a_run_that_stopped_after_a_step_succeeded_there() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        23:13:43 4712 something else
        "
        ),
        "
        client-scan Failed
        1 to 1.11 Passed
        2 Ok
        3 NoLog
        4 to 7 NotReached
        ",
    );
}

#[test]
fn a_run_that_stopped_in_a_step_stopped_there() {
    check(
        &format!(
            "
        --- ScanAgent.log
        09:13:43 {CREATED}
        23:13:43 4712 something else
        "
        ),
        "
        client-scan Failed
        1 Stopped
        1.1 Passed
        1.2 Stopped
        1.3 to 1.8 NoLog
        1.9 to 7 NotReached
        ",
    );
}

#[test]
fn a_cancelled_run_stopped_where_its_caller_cancelled_it() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000B
        ",
        "
        client-scan Cancelled
        1 to 2 Passed
        3 Stopped: Cancelled by its caller.
        4 to 7 NotReached
        ",
    );
}

#[test]
fn a_restart_stops_a_step_and_no_later_step_is_reached() {
    check(
        &format!(
            "
        --- ScanAgent.log
        09:13:41 {CREATED}
        09:14:00 4712 - -Recovering persisted Scan requests...
        "
        ),
        "
        client-scan Incomplete
        1 Stopped
        1.1 Passed
        1.2 Stopped: The service restarted before this step ended.
        1.3 to 7 NotReached
        ",
    );
}

#[test]
fn a_restart_after_a_completed_step_does_not_change_it() {
    check("
        --- ScanAgent.log
        09:13:41 4712 ScanJob({J1}): - - - - - -Locations requested for ScanJobID={J1} (LocationRequestID={L1}), will process the scan request once locations are available.
        09:14:00 4712 - -Recovering persisted Scan requests...
        ", "
        client-scan Incomplete
        1 Stopped
        1.1 Passed
        1.2 Ok
        1.3 to 7 NotReached
        ");
}

#[test]
fn a_step_without_its_end_has_no_log_if_its_log_ends() {
    check(
        &format!(
            "
        --- ScanAgent.log
        09:13:41 {CREATED}
        "
        ),
        "
        client-scan Incomplete
        1 NoLog
        1.1 Passed
        1.2 NoLog: ScanAgent.log ends before this step ended.
        1.3 to 1.8 NoLog
        1.9 NoLog: ScanAgent.log ends before this step could occur.
        1.10 NoLog
        1.11 to 2 NoLog: ScanAgent.log ends before this step could occur.
        3 to 4 NoLog
        5 NoLog: ScanAgent.log ends before this step could occur.
        6 to 7 NoLog
        ",
    );
}

#[test]
fn the_end_of_a_step_might_be_in_missing_lines() {
    let logs = format!(
        "
        --- ScanAgent.log
        09:13:41 {CREATED}
        "
    );
    // The step may take ten minutes.
    check_with_gap(
        &logs,
        "1.2",
        "ScanAgent",
        ["09:23:41", "09:24:00"],
        "NoLog: ScanAgent.log might lack lines from this time.",
    );
    check_with_gap(
        &logs,
        "1.2",
        "ScanAgent",
        ["09:23:42", "09:24:00"],
        "NoLog: ScanAgent.log ends before this step ended.",
    );
    check_with_gap(
        &logs,
        "1.2",
        "ScanAgent",
        ["09:13:00", "09:13:41"],
        "NoLog: ScanAgent.log might lack lines from this time.",
    );
    check_with_gap(
        &logs,
        "1.2",
        "ScanAgent",
        ["09:13:00", "09:13:40"],
        "NoLog: ScanAgent.log ends before this step ended.",
    );
}

#[test]
fn a_failure_from_which_the_run_recovered_does_not_fail_its_step() {
    check("
        --- CAS.log
        09:13:44 4712 Not enough space in Cache
        09:13:45 4712 Submitted CTM job {0A1B2C3D-0000-4000-8000-00000000C001} to download Content fbb5724a-aa0f-47f9-908a-47068fd8ad6f.1 under context System
        ", "
        install Incomplete
        1 to 2 Passed
        3 NoLog: CAS.log ends before this step ended.
        4 to 7 NoLog
        ");
}

#[test]
fn a_failure_in_a_successful_run_fails_no_step() {
    check("
        --- WUAHandler.log
        09:13:43 4712 Its a WSUS Update Source type ({U}), adding it.
        09:13:44 4712 Unable to read existing resultant WUA policy. Error = 0x80070005.
        --- ScanAgent.log
        09:13:40 4712 ScanJob({J1}): CScanJob::Execute- Adding UpdateSource={U}, ContentType=2, ContentLocation=http://PS1SITE.CONTOSO.COM:8530, ContentVersion=38
        09:13:46 4712 ScanJob({J1}): CScanJob::OnScanComplete -Scan completed successfully, ScanType=1
        ", "
        client-scan Ok
        1 Ok
        1.1 to 1.8 Passed
        1.9 to 1.10 Ok
        1.11 to 4 Passed
        5 Ok
        6 to 7 NoLog
        ");
}

#[test]
fn a_skipped_run_needs_nothing_after_its_answer() {
    check(
        &format!(
            "
        --- ScanAgent.log
        09:13:41 {CREATED}
        09:13:42 4712 Sources are current and valid. TTLs are also valid.
        "
        ),
        "
        client-scan Skipped
        1 Ok
        1.1 Passed
        1.2 Ok
        1.3 to 7 NotReached: Not needed in this run.
        ",
    );
}

#[test]
fn the_steps_of_a_skipped_run_succeeded_up_to_its_answer() {
    check(&format!("
        --- ScanAgent.log
        09:13:40 4712 *****ScanByUpdateSource request received with ForceReScan=2, ScanOptions=0x0000000a,  WSUSLocationTimeout = 604800
        09:13:41 {CREATED}
        09:13:42 4712 ScanJob({{J1}}): CScanJob::OnScanComplete - Scan completed successfully, ScanType=1
        --- WUAHandler.log
        09:00:00 4712 something
        10:00:00 4712 something
        "), "
        client-scan Skipped
        1 to 1.2 Ok
        1.3 to 4 NotReached: Not needed in this run.
        5 Ok
        6 to 7 NotReached: Not needed in this run.
        ");
}

#[test]
fn a_step_without_a_line_was_passed_if_its_log_usually_does_not_show_it() {
    check(&format!("
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {DONE}
        --- UpdatesStore.log
        09:00:00 4712 something
        10:00:00 4712 something
        --- StateMessage.log
        09:00:00 4712 something
        10:00:00 4712 something
        "), "
        client-scan Ok
        1 to 1.11 Passed
        2 Ok
        3 to 4 Passed
        5 Ok
        6 Passed: Nothing is stored if no update changed its state since the last scan.
        7 Passed: State messages are sent in bulk every 15 minutes, and their lines are logged only with verbose logging.
        ");
}

#[test]
fn a_log_that_begins_after_a_run_proves_nothing_about_it() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {DONE}
        --- UpdatesStore.log
        10:00:00 4712 something
        "
        ),
        "
        client-scan Ok
        1 to 1.11 Passed
        2 Ok
        3 to 4 Passed
        5 Ok
        6 NoLog: UpdatesStore.log begins after this run.
        7 NoLog
        ",
    );
}

#[test]
fn a_log_that_ends_before_a_run_proves_nothing_about_it() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {DONE}
        --- UpdatesStore.log
        09:00:00 4712 something
        "
        ),
        "
        client-scan Ok
        1 to 1.11 Passed
        2 Ok
        3 to 4 Passed
        5 Ok
        6 NoLog: UpdatesStore.log ends before this step could occur.
        7 NoLog
        ",
    );
}

#[test]
fn missing_lines_prove_nothing_in_a_run_without_an_end() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:44 4712 something else
        --- UpdatesStore.log
        09:00:00 4712 something
        10:00:00 4712 something
        "
        ),
        "
        client-scan Incomplete
        1 to 1.11 Passed
        2 Ok
        3 NoLog
        4 to 5 NoLog: WUAHandler.log ends before this step could occur.
        6 NoLog: UpdatesStore.log ends before this step could occur.
        7 NoLog
        ",
    );
}

#[test]
fn a_gap_proves_nothing_in_a_run_without_an_end() {
    let logs = format!(
        "
        --- WUAHandler.log
        09:13:43 {STARTED}
        --- UpdatesStore.log
        09:00:00 4712 something
        10:00:00 4712 something
        "
    );
    // The step may take half an hour.
    check_with_gap(
        &logs,
        "6",
        "UpdatesStore",
        ["09:43:43", "09:50:00"],
        "NoLog: UpdatesStore.log might lack lines from this time.",
    );
    check_with_gap(
        &logs,
        "6",
        "UpdatesStore",
        ["09:43:44", "09:50:00"],
        "NoLog: UpdatesStore.log ends before this step could occur.",
    );
}

#[test]
fn a_gap_does_not_undo_a_logged_end() {
    let logs = format!(
        "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {DONE}
        --- UpdatesStore.log
        09:00:00 4712 something
        10:00:00 4712 something
        "
    );
    check_with_gap(
        &logs,
        "6",
        "UpdatesStore",
        ["09:10:00", "09:50:00"],
        "Passed: Nothing is stored if no update changed its state since the last scan.",
    );
}

#[test]
fn a_failure_since_the_end_delays_what_its_log_would_send() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {DONE}
        --- UpdatesStore.log
        09:00:00 4712 something
        10:00:00 4712 something
        --- CcmMessaging.log
        09:00:00 4712 something
        09:20:00 {REFUSED}
        10:00:00 4712 something
        "
        ),
        "
        client-scan Ok
        1 to 1.11 Passed
        2 Ok
        3 to 4 Passed
        5 Ok
        6 Passed: Nothing is stored if no update changed its state since the last scan.
        7 NotReached: Since then the management point did not accept a message.
        ",
    );
}

#[test]
fn a_step_missing_from_verbose_logging_was_not_reached() {
    let logs = |end: &str| {
        format!("
        --- LocationServices.log
        09:13:40 4800 Created and Sent Location Request '{{L1}}' for package {{U}}
        09:13:41 4800 Calling back with locations for WSUS request {{L1}}
        --- ScanAgent.log
        09:13:39 4712 ScanJob({{J1}}): - - - - - -Locations requested for ScanJobID={{J1}} (LocationRequestID={{L1}}), will process the scan request once locations are available.
        09:13:42 4712 ScanJob({{J1}}): CScanJob::Execute - successfully requested Scan, ScanType=1
        --- WUAHandler.log
        09:13:43 {STARTED}
        09:13:46 {DONE}
        --- CcmMessaging.log
        09:13:40 4712 Sending async message '{{76453CC6-76BA-4B68-BE30-BA70754570BB}}' to outgoing queue 'mp:[http]mp_locationmanager'
        09:13:40 4712 Sending outgoing message '{{76453CC6-76BA-4B68-BE30-BA70754570BB}}'. Flags 0x200, sender account empty
        {end} 4712 something
        ")
    };
    check(
        &logs("09:43:46"),
        "
        client-scan Ok
        1 Ok
        1.1 Passed
        1.2 to 1.4 Ok
        1.5 to 1.7 Passed
        1.8 Ok
        1.9 to 1.11 Passed
        2 Ok
        3 to 4 Passed
        5 Ok
        6 NoLog
        7 NotReached: Verbose logging is on, but this step is not logged.
        ",
    );
    check(&logs("09:43:40"), "
        client-scan Ok
        1 Ok
        1.1 Passed
        1.2 to 1.4 Ok
        1.5 to 1.7 Passed
        1.8 Ok
        1.9 to 1.11 Passed
        2 Ok
        3 to 4 Passed
        5 Ok
        6 NoLog
        7 Passed: State messages are sent in bulk every 15 minutes, and their lines are logged only with verbose logging.
        ");
}

#[test]
fn the_log_of_a_step_after_an_uncertain_stop_shows_that_it_was_not_reached() {
    check(
        "
        --- wsyncmgr.log
        09:13:41 4712 Starting Sync
        09:13:42 4712 Performing sync on regular schedule
        09:13:43 4712 Synchronizing WSUS server ps1site.contoso.com ...
        23:13:41 4712 something else
        ",
        "
        wsus-sync Failed
        1 Passed
        2 Ok
        3 Stopped
        4 to 5 NotReached
        ",
    );
}

#[test]
fn a_step_that_was_not_reached_cannot_lead_to_a_later_one() {
    check(
        "
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:46 4712 ScanJob({J1}): Raised UpdateSource ({U}) state message successfully. StateId = 5
        10:13:46 4712 something else
        --- WUAHandler.log
        09:00:00 4712 something
        10:13:46 4712 something else
        ",
        "
        client-scan Failed
        1 Failed
        1.1 Passed
        1.2 Failed
        1.3 to 1.8 NoLog
        1.9 to 7 NotReached
        ",
    );
}
