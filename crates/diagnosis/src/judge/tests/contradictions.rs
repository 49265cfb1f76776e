//! Runs whose last line reports success although a result during the run failed.

use crate::judge::analysis::Analysis;
use crate::testing::{compare, read};

/// How each run of these logs ended, with the line that proves a failure and its codes.
#[track_caller]
fn check(text: &str, expected: &str) {
    let mut found = Vec::new();
    for judged in &Analysis::of(&read(text)).runs {
        let mut line = format!("{} {:?}", judged.run.flow.id, judged.outcome());
        if let Some(failure) = judged.failure() {
            let spelled = |code: Option<u32>| code.map_or("no code".to_owned(), knowledge::spell);
            line += &format!(
                " at {} by {} {} for {}",
                failure.step,
                failure.proof.evidence.id,
                spelled(judged.code),
                spelled(failure.code)
            );
        }
        found.push(line);
    }
    compare(text, &found, expected);
}

#[test]
fn a_failed_result_during_a_run_contradicts_its_end() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:45 1020 6716 Agent *FAILED* [80072F8F] Failed to execute service registration call {0A1B2C3D-0000-4000-8000-00000000A101} (cV: abcdefghijklmnop.1.1)
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        ",
        "client-scan Failed at 3 by agent.registration-failed 0x80072F8F for 0x80072F8F",
    );
}

#[test]
fn the_last_failed_result_contradicts() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:44 4712 HResult: 0x80240033 Context: uecGeneral Msg: CONTOSO cannot be read..
        09:13:45 4712 HResult: 0x80240439 Context: uecGeneral Msg: CONTOSO cannot be read..
        09:13:46 4712 Successfully completed scan.
        ",
        "client-scan Failed at 3 by wua.warning 0x80240439 for 0x80240439",
    );
}

#[test]
fn a_failed_result_before_or_after_a_run_does_not_contradict_it() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:42 1020 6716 Agent *FAILED* [80072F8F] Failed to execute service registration call {0A1B2C3D-0000-4000-8000-00000000A101}
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        09:13:49 1020 6716 Agent *FAILED* [80072F8F] Failed to execute service registration call {0A1B2C3D-0000-4000-8000-00000000A101}
        ",
        "client-scan Ok",
    );
}

#[test]
fn at_the_same_moment_as_the_first_and_last_lines_their_order_decides() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent *FAILED* [80072F8F] Failed to execute service registration call {0A1B2C3D-0000-4000-8000-00000000A101}
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        09:13:48 1020 6716 Agent *FAILED* [80072F8F] Failed to execute service registration call {0A1B2C3D-0000-4000-8000-00000000A101}
        ",
        "client-scan Ok",
    );
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:43 1020 6716 Agent *FAILED* [80072F8F] Failed to execute service registration call {0A1B2C3D-0000-4000-8000-00000000A101}
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        ",
        "client-scan Failed at 3 by agent.registration-failed 0x80072F8F for 0x80072F8F",
    );
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent *FAILED* [80072F8F] Failed to execute service registration call {0A1B2C3D-0000-4000-8000-00000000A101}
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        ",
        "client-scan Failed at 3 by agent.registration-failed 0x80072F8F for 0x80072F8F",
    );
}

#[test]
fn a_failed_result_on_another_thread_or_in_another_log_does_not_contradict_a_run() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:45 4800 HResult: 0x80240033 Context: uecGeneral Msg: CONTOSO cannot be read..
        09:13:46 4712 Successfully completed scan.
        ",
        "client-scan Ok",
    );
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Successfully completed scan.
        --- WindowsUpdate.log windows-update
        09:13:45 4712 4712 Agent *FAILED* [80072F8F] Failed to execute service registration call {0A1B2C3D-0000-4000-8000-00000000A101}
        ",
        "client-scan Ok",
    );
}

#[test]
fn a_failed_result_of_another_flow_does_not_contradict_a_run() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:45 1020 6716 Agent *FAILED* [80D02002] Error occurred while downloading update 0A1B2C3D-0000-4000-8000-00000000E001.1; notifying dependent calls.
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        ",
        "client-scan Ok",
    );
}

#[test]
fn a_failed_part_is_recovered_if_the_run_reports_success() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:49 4712 Successfully completed scan.
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:45 1020 6716 Agent WARNING: GetConfig failure, error = 0x80244021, soap client error = 10, soap error code = 0, HTTP status code = 502
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        ",
        "client-scan Ok",
    );
}

#[test]
fn a_run_that_only_ended_is_contradicted_by_a_failed_part() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:45 1020 6716 Agent WARNING: GetConfig failure, error = 0x80244021, soap client error = 10, soap error code = 0, HTTP status code = 502
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        ",
        "client-scan Failed at 3 by agent.server-call-failed 0x80244021 for 0x80244021",
    );
    check(
        "
        --- dism.log raw
        2026-11-12 09:00:00, Info                  DISM   DISM.EXE: Executing command line: dism.exe  /online /enable-feature /featurename:Contoso
        2026-11-12 09:00:10, Error                 DISM   DISM Package Manager: PID=5372 TID=6244 CBS AddSource failed with HRESULT=0x8007010b! - CDISMPackageManager::Internal_Finalize
        2026-11-12 09:00:20, Info                  DISM   DISM.EXE: Image session has been closed. Reboot required=no.
        ",
        "servicing Failed at 2 by dism.source-refused 0x8007010B for 0x8007010B",
    );
}

#[test]
fn a_result_with_severity_info_contradicts_nothing() {
    check(
        "
        --- dism.log raw
        2026-11-12 09:00:00, Info                  DISM   DISM.EXE: Executing command line: dism.exe  /online /add-provisionedappxpackage /packagepath:contoso.appx
        2026-11-12 09:00:10, Error                 DISM   DISM Appx Provider: PID=4516 TID=6028 Failed processing command to add Appx package - CAppxManager::ExecuteCmdLine(hr:0x80070003)
        2026-11-12 09:00:20, Info                  DISM   DISM.EXE: Image session has been closed. Reboot required=no.
        ",
        "servicing Ok",
    );
}

#[test]
fn if_the_beginning_of_a_run_is_missing_failures_in_the_minute_before_count() {
    check(
        "
        --- WUAHandler.log
        09:12:46 4712 HResult: 0x80240033 Context: uecGeneral Msg: CONTOSO cannot be read..
        09:13:46 4712 Successfully completed scan.
        ",
        "client-scan Failed at 3 by wua.warning 0x80240033 for 0x80240033",
    );
    check(
        "
        --- WUAHandler.log
        09:12:45 4712 HResult: 0x80240033 Context: uecGeneral Msg: CONTOSO cannot be read..
        09:13:46 4712 Successfully completed scan.
        ",
        "client-scan Ok",
    );
    check(
        "
        --- WUAHandler.log
        09:13:46 4712 Successfully completed scan.
        09:13:46 4712 HResult: 0x80240033 Context: uecGeneral Msg: CONTOSO cannot be read..
        ",
        "client-scan Ok",
    );
}

#[test]
fn a_failed_result_that_belongs_to_a_run_contradicts_no_other_run() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:44 4712 Unable to read existing WUA Group Policy object. Error = 0x80004005.
        09:13:46 4712 Successfully completed scan.
        ",
        "client-scan Ok",
    );
}

#[test]
fn a_failed_run_keeps_its_own_failure() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:44 4712 HResult: 0x80240033 Context: uecGeneral Msg: CONTOSO cannot be read..
        09:13:46 4712 Scan failed with error = 0x80244022.
        ",
        "client-scan Failed at 3 by search.scan-failed 0x80244022 for 0x80244022",
    );
}

#[test]
fn lines_without_a_thread_belong_to_every_thread_of_their_log() {
    check(
        "
        --- WUAHandler.log raw
        Async searching of updates using WUAgent started.
        HResult: 0x80240033 Context: uecGeneral Msg: CONTOSO cannot be read..
        Successfully completed scan.
        ",
        "client-scan Failed at 3 by wua.warning 0x80240033 for 0x80240033",
    );
}

#[test]
fn each_run_is_contradicted_by_failures_during_the_run() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:44 4712 HResult: 0x80240033 Context: uecGeneral Msg: CONTOSO cannot be read..
        09:13:46 4712 Successfully completed scan.
        10:13:43 4712 Async searching of updates using WUAgent started.
        10:13:46 4712 Successfully completed scan.
        11:13:43 4712 Async searching of updates using WUAgent started.
        11:13:44 4712 HResult: 0x80240439 Context: uecGeneral Msg: CONTOSO cannot be read..
        11:13:46 4712 Successfully completed scan.
        ",
        "
        client-scan Failed at 3 by wua.warning 0x80240033 for 0x80240033
        client-scan Ok
        client-scan Failed at 3 by wua.warning 0x80240439 for 0x80240439
        ",
    );
}
