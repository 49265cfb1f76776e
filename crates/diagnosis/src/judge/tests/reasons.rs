//! Which line is the reason of a failure, and to which step an echo belongs.

use super::runs::{ADDING, AGENT, AGENT_FAILED, CALL_FAILED, NOT_ADDED, PROXY, SERVER, STARTED, check};

#[test]
fn a_reason_a_minute_before_the_failure_counts() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 {PROXY}
        09:14:41 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by soap.status, line 2, 0x8024401B, ended with 0x8024000E
        ",
    );
}

#[test]
fn a_reason_more_than_a_minute_before_the_failure_does_not_count() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 {PROXY}
        09:14:42 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by agent.ended, line 3, 0x8024000E
        ",
    );
}

#[test]
fn the_last_reason_counts_and_its_first_line_is_the_proof() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 1020 6716 WebServices *FAILED* [80244022] Web service call
        09:13:42 {PROXY}
        09:13:43 {CALL_FAILED}
        09:13:44 {CALL_FAILED}
        09:13:45 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by soap.status, line 3, 0x8024401B, ended with 0x8024000E
        ",
    );
}

#[test]
fn a_reason_that_was_recovered_once_does_not_prove_its_return() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 {CALL_FAILED}
        09:13:42 {SERVER}
        09:13:43 {CALL_FAILED}
        09:13:44 {CALL_FAILED}
        09:13:45 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by soap.call-failed, line 4, 0x8024401B, ended with 0x8024000E
        ",
    );
}

#[test]
fn the_first_line_of_a_reason_is_searched_for_within_a_minute() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:00 {AGENT}
        09:13:30 {CALL_FAILED}
        09:13:40 {CALL_FAILED}
        09:14:40 {CALL_FAILED}
        09:14:45 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by soap.call-failed, line 3, 0x8024401B, ended with 0x8024000E
        ",
    );
}

#[test]
fn a_reason_without_a_code_does_not_count() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 1020 6716 WebServices WS error: The operation did not complete within the time allotted
        09:13:45 {AGENT_FAILED}
        "
        ),
        "
        client-scan Failed (Failed) at 3 by agent.ended, line 3, 0x8024401B
        ",
    );
}

#[test]
fn a_reason_after_the_failure_does_not_count() {
    check(
        &format!(
            "
        --- WUAHandler.log
        09:13:40 {STARTED}
        09:13:49 4712 Scan failed with error = 0x8024401b.
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:45 {AGENT_FAILED}
        09:13:45 1020 6716 WebServices *FAILED* [80244022] Web service call
        "
        ),
        "
        client-scan Failed (Failed) at 3 by agent.ended, line 2, 0x8024401B
        ",
    );
}

#[test]
fn work_continues_after_a_reason_only_on_its_own_thread() {
    check(&format!("
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 1020 6716 WebServices *FAILED* [80244022] Web service call
        09:13:42 1020 6800 Agent * START * Finding updates CallerId = CcmExec  Id = 63
        09:13:43 1020 6800 ProtocolTalker ServiceId = {{3DA21691-E39D-4DA6-8A4B-B43877BCB1B7}}, Server URL = http://PS1SITE.CONTOSO.COM:8530/ClientWebService/client.asmx
        09:13:45 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        09:13:46 1020 6800 Agent * END * Finding updates CallerId = CcmExec, Id = 63, Exit code = 0x00000000
        "), "
        client-scan Failed (Failed) at 3 by soap.call-failed, line 2, 0x80244022, ended with 0x8024000E
        client-scan Ok, ended with 0x00000000
        ");
}

#[test]
fn progress_before_a_reason_does_not_recover_it() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 {SERVER}
        09:13:42 1020 6716 WebServices *FAILED* [80244022] Web service call
        09:13:45 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by soap.call-failed, line 3, 0x80244022, ended with 0x8024000E
        ",
    );
}

#[test]
fn a_line_with_a_code_does_not_show_that_the_work_continued() {
    check(
        &format!(
            "
        --- WindowsUpdate.log windows-update
        09:13:40 {AGENT}
        09:13:41 1020 6716 WebServices *FAILED* [80244022] Web service call
        09:13:42 1020 6716 ProtocolTalker *FAILED* [8024402F] Sync of Updates
        09:13:45 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000E
        "
        ),
        "
        client-scan Failed (Failed) at 3 by soap.call-failed, line 2, 0x80244022, ended with 0x8024000E
        ",
    );
}

#[test]
fn a_failure_without_a_code_has_the_code_of_the_end_line() {
    check(&format!("
        --- WUAHandler.log
        09:13:43 {ADDING}
        09:13:46 4712 Group policy settings were overwritten by a higher authority (Domain Controller) to: Server http://WSUS.FABRIKAM.COM:8530 and Policy ENABLED
        09:13:47 {NOT_ADDED}
        "), "
        client-scan Failed (Failed) at 1.10 by source.overwritten, line 2, 0x87D00692
        ");
}

#[test]
fn an_echo_belongs_to_the_step_that_its_code_names() {
    // 0x87D00692 belongs to the update source, 0x8024401B to the search.
    check(
        "
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:46 4712 ScanJob({J1}): CScanJob::OnScanComplete -Scan Failed with Error=0x8024401b
        ",
        "
        client-scan Failed (Failed) at 3 by job.scan-failed, line 2, 0x8024401B
        ",
    );
    check(
        "
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:46 4712 ScanJob({J1}): CScanJob::OnScanComplete -Scan Failed with Error=0x87d00692
        ",
        "
        client-scan Failed (Failed) at 1.2 by job.scan-failed, line 2, 0x87D00692
        ",
    );
}

#[test]
fn an_echo_without_a_code_belongs_to_the_step_that_the_run_reached() {
    check(
        "
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:46 4712 ScanJob({J1}): Raised UpdateSource ({U}) state message successfully. StateId = 5
        ",
        "
        client-scan Failed (Failed) at 1.2 by job.state-failed, line 2, not certain
        ",
    );
}

#[test]
fn an_echo_without_a_code_belongs_to_the_step_after_the_last_completed_one() {
    check("
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:44 4712 ScanJob({J1}): CScanJob::Execute- Adding UpdateSource={U}, ContentType=2, ContentLocation=http://PS1SITE.CONTOSO.COM:8530, ContentVersion=38
        09:13:46 4712 ScanJob({J1}): Raised UpdateSource ({U}) state message successfully. StateId = 5
        ", "
        client-scan Failed (Failed) at 1.10 by job.state-failed, line 3, not certain
        ");
}

#[test]
fn an_echo_without_a_code_belongs_to_the_current_step_that_its_log_would_end() {
    check("
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Initialize- entered
        09:13:44 4712 ScanJob({J1}): - - - - - -Locations requested for ScanJobID={J1} (LocationRequestID={L1}), will process the scan request once locations are available.
        09:13:45 4712 *****WSUSLocationUpdate received for location request guid={L1}
        09:13:46 4712 ScanJob({J1}): Raised UpdateSource ({U}) state message successfully. StateId = 5
        ", "
        client-scan Failed (Failed) at 1.9 by job.state-failed, line 4, not certain
        ");
}

#[test]
fn an_echo_without_a_code_after_the_start_of_its_own_step_belongs_to_it() {
    check(
        "
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Execute - successfully requested Scan, ScanType=1
        09:13:56 4712 ScanJob({J1}): Raised UpdateSource ({U}) state message successfully. StateId = 5
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        --- WindowsUpdate.log windows-update
        09:13:44 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        ",
        "
        client-scan Failed (Failed) at 3 by job.state-failed, line 2, not certain
        ",
    );
}

#[test]
fn an_echo_after_the_end_of_its_step_belongs_to_the_next_one() {
    check(
        "
        --- ScanAgent.log
        09:13:43 4712 ScanJob({J1}): CScanJob::Execute - successfully requested Scan, ScanType=1
        09:13:56 4712 ScanJob({J1}): CScanJob::OnScanComplete -Scan Failed with Error=0x8007000e
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        --- WindowsUpdate.log windows-update
        09:13:44 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        ",
        "
        client-scan Failed (Failed) at 4 by job.scan-failed, line 2, 0x8007000E
        ",
    );
}

#[test]
fn an_echo_of_a_run_that_went_further_belongs_to_the_step_it_reached() {
    check("
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:44 4712 Update (Missing): Security Update (KB2862152) (505fda07-b4f3-45fb-83d9-8642554e2773, 200)
        09:13:46 4712 Scan failed with error = 0x8024401b.
        ", "
        client-scan Failed (Failed) at 5 by search.scan-failed, line 3, 0x8024401B
        ");
}
