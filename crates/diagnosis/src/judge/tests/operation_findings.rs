//! Which failures of operations are findings, and which another finding already covers.

use crate::judge::analysis::Analysis;
use crate::judge::problems::problems;
use crate::testing::{compare, read};

/// The findings of these logs, one line each: what failed, how often and in how many bursts, with which codes, for
/// which cause, and its evidence. `<E1>` is the id of an update.
#[track_caller]
fn check(text: &str, expected: &str) {
    let ids = |text: String, number: u32| {
        text.replace(&format!("<E{number}>"), &format!("0A1B2C3D-0000-4000-8000-00000000E00{number}"))
    };
    let analysis = Analysis::of(&read(&(1..=9).fold(text.to_owned(), ids)));
    let mut found = Vec::new();
    for problem in problems(&analysis) {
        let what = match problem.named_operation() {
            Some(failed) => format!(
                "{}{}{}",
                failed.operation.id,
                failed.subject.as_ref().map_or(String::new(), |subject| format!(" of {}", subject.name)),
                if failed.count == 1 { String::new() } else { format!(" of {} things", failed.count) },
            ),
            None if problem.runs().is_some() => "run".to_owned(),
            None if problem.is_of_machine() => "machine".to_owned(),
            None => "excerpt".to_owned(),
        };
        let spelled = |code: Option<u32>| code.map_or("no code".to_owned(), knowledge::spell);
        let outer =
            problem.outer_code.map_or(String::new(), |code| format!(" in {}", knowledge::spell(code)));
        let layers: Vec<&str> = problem.layers.iter().map(|layer| layer.evidence.id).collect();
        found.push(format!(
            "{:?} at {}/{}: {what} ×{} in {}: {}{outer}, {}{} ({})",
            problem.severity,
            problem.flow.id,
            problem.step,
            problem.occurrences.count,
            problem.occurrences.bursts,
            spelled(problem.code),
            problem.best_cause().unwrap_or("no cause"),
            if problem.is_recovered { ", recovered" } else { "" },
            layers.join(" "),
        ));
    }
    compare(text, &found, expected);
}

#[test]
fn an_update_that_failed_to_install_is_an_error() {
    check(
        "
        --- WindowsUpdate.log windows-update
        08:00:00 1020 6716 Agent Deserialized installable update 2026-11 Update for Contoso (KB5050042), UpdateID = {<E1>.200}, CallbackInfo cookie length = 0
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=800F0828
        ",
        "
        Error at install/5: install-update of 2026-11 Update for Contoso (KB5050042) ×1 in 1: 0x800F0828 in 0x80070643, system-drive-full (agent.history)
        ",
    );
}

#[test]
fn drivers_definitions_and_apps_have_lower_severity() {
    check(
        "
        --- WindowsUpdate.log windows-update
        08:00:00 1020 6716 Agent Deserialized installable update CONTOSO - System - 9.8.16.0, UpdateID = {<E1>.200}, CallbackInfo cookie length = 0
        08:00:01 1020 6716 Agent Deserialized installable update Security Intelligence Update for Contoso - KB2267602 (Version 1.4.2), UpdateID = {<E2>.200}, CallbackInfo cookie length = 0
        08:00:02 1020 6716 Agent Title=9NBLGGH4LS1F-Contoso.Notes, ProductName=(null), UpdateId=<E3>.1, FlightId=(null)
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=0
        09:10:00 1020 6716 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=80070643, resultUnMapped=0
        09:20:00 1020 6716 Agent LogHistory called. idUpdate={<E3>}.1, resultMapped=80070643, resultUnMapped=0
        ",
        "
        Warning at install/5: install-update of Security Intelligence Update for Contoso - KB2267602 (Version 1.4.2) ×1 in 1: 0x80070643, installer-return-value-3 (agent.history)
        Warning at install/5: install-update of CONTOSO - System - 9.8.16.0 ×1 in 1: 0x80070643, installer-return-value-3 (agent.history)
        Info at install/5: install-update of 9NBLGGH4LS1F-Contoso.Notes ×1 in 1: 0x80070643, installer-return-value-3 (agent.history)
        ",
    );
}

#[test]
fn an_operation_of_lower_severity_is_not_an_error() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent WARNING: Reporter failed to upload events with hr = 80244021.
        --- dism.log raw
        2026-11-12 09:00:10, Error                 DISM   DISM Appx Provider: PID=4516 TID=6028 Failed processing command to add Appx package - CAppxManager::ExecuteCmdLine(hr:0x80070003)
        ",
        "
        Warning at client-scan/3: report-upload ×1 in 1: 0x80244021, proxy-bad-gateway (agent.report-failed)
        Info at servicing/2: app-provisioning ×1 in 1: 0x80070003, path-missing-while-servicing (dism.app-failed)
        ",
    );
}

#[test]
fn a_later_success_gives_severity_info_and_its_line_as_evidence() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=0
        10:00:00 1020 6716 Agent NotifyClient (4780)(0) called for update id <E1>, code = Update success, percent complete = 100
        ",
        "
        Info at install/5: install-update ×1 in 1: 0x80070643, installer-return-value-3, recovered (agent.history agent.update-installed)
        ",
    );
}

#[test]
fn updates_with_the_same_failure_are_one_finding() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=0
        10:00:00 1020 6716 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=80070643, resultUnMapped=0
        11:00:00 1020 6716 Agent LogHistory called. idUpdate={<E3>}.200, resultMapped=80070020, resultUnMapped=0
        ",
        "
        Error at install/5: install-update ×1 in 1: 0x80070020, file-in-use-while-servicing (agent.history)
        Error at install/5: install-update of 2 things ×2 in 2: 0x80070643, installer-return-value-3 (agent.history agent.history)
        ",
    );
}

#[test]
fn updates_that_fail_at_the_same_moment_are_each_counted() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=0
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=80070643, resultUnMapped=0
        ",
        "
        Error at install/5: install-update of 2 things ×2 in 1: 0x80070643, installer-return-value-3 (agent.history agent.history)
        ",
    );
}

#[test]
fn an_update_that_fails_again_is_one_finding_with_its_name() {
    check(
        "
        --- WindowsUpdate.log windows-update
        08:00:00 1020 6716 Agent Deserialized installable update 2026-11 Update for Contoso (KB5050042), UpdateID = {<E1>.200}, CallbackInfo cookie length = 0
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=0
        10:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=0
        ",
        "
        Error at install/5: install-update of 2026-11 Update for Contoso (KB5050042) ×2 in 2: 0x80070643, installer-return-value-3 (agent.history)
        ",
    );
}

#[test]
fn failed_and_recovered_updates_are_two_findings() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=0
        10:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=0, resultUnMapped=0
        11:00:00 1020 6716 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=80070643, resultUnMapped=0
        ",
        "
        Error at install/5: install-update ×1 in 1: 0x80070643, installer-return-value-3 (agent.history)
        Info at install/5: install-update ×1 in 1: 0x80070643, installer-return-value-3, recovered (agent.history agent.history)
        ",
    );
}

#[test]
fn a_call_that_fails_because_of_its_update_is_not_a_separate_finding() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent *FAILED* [80D02002] Error occurred while downloading update <E1>.1; notifying dependent calls.
        09:00:10 4100 4200 ComApi WU client calls back to download call {0A1B2C3D-0000-4000-8000-00000000A201} with code Call complete and error 0x80240022
        09:10:00 4100 4200 ComApi WU client calls back to download call {0A1B2C3D-0000-4000-8000-00000000A201} with code Call complete and error 0x80d02002
        ",
        "
        Error at install/3: download-update ×1 in 1: 0x80D02002, download-addresses-blocked (agent.download-failed agent.download-call-back)
        ",
    );
}

#[test]
fn a_call_that_fails_with_another_code_is_a_separate_finding() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent *FAILED* [80D02002] Error occurred while downloading update <E1>.1; notifying dependent calls.
        09:10:00 4100 4200 ComApi WU client calls back to download call {0A1B2C3D-0000-4000-8000-00000000A201} with code Call complete and error 0x80244022
        ",
        "
        Error at install/3: download-call ×1 in 1: 0x80244022, no cause (agent.download-call-back)
        Error at install/3: download-update ×1 in 1: 0x80D02002, download-addresses-blocked (agent.download-failed)
        ",
    );
}

#[test]
fn a_download_and_an_installation_with_the_same_failure_are_two_findings() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent *FAILED* [80070020] Error occurred while downloading update <E1>.1; notifying dependent calls.
        09:10:00 1020 6716 Agent LogHistory called. idUpdate={<E2>}.200, resultMapped=80070020, resultUnMapped=0
        ",
        "
        Error at install/5: install-update ×1 in 1: 0x80070020, file-in-use-while-servicing (agent.history)
        Error at install/3: download-update ×1 in 1: 0x80070020, file-in-use-while-servicing (agent.download-failed)
        ",
    );
}

#[test]
fn a_collective_code_alone_has_no_cause() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:10:00 4100 4200 ComApi WU client calls back to download call {0A1B2C3D-0000-4000-8000-00000000A201} with code Call complete and error 0x80240022
        ",
        "
        Error at install/3: download-call ×1 in 1: 0x80240022, no cause (agent.download-call-back)
        ",
    );
}

#[test]
fn a_failure_without_a_code_is_explained_by_one_with_a_code_at_the_same_moment() {
    check(
        "
        --- WindowsUpdate.log windows-update
        08:00:00 1020 6716 Agent Deserialized installable update 2026-11 Update for Contoso (KB5050042), UpdateID = {<E1>.200}, CallbackInfo cookie length = 0
        09:00:00 1020 6716 Agent NotifyClient (4780)(0) called for update id <E1>, code = Update failed, percent complete = 100
        09:01:00 1020 6716 Agent # WARNING: Install failed, error = 0x80070643
        ",
        "
        Error at install/5: install-update of 2026-11 Update for Contoso (KB5050042) ×1 in 1: 0x80070643, installer-return-value-3 (agent.update-failed au.install-failed)
        ",
    );
    check(
        "
        --- WindowsUpdate.log windows-update
        08:00:00 1020 6716 Agent Deserialized installable update 2026-11 Update for Contoso (KB5050042), UpdateID = {<E1>.200}, CallbackInfo cookie length = 0
        09:00:00 1020 6716 Agent NotifyClient (4780)(0) called for update id <E1>, code = Update failed, percent complete = 100
        09:01:01 1020 6716 Agent # WARNING: Install failed, error = 0x80070643
        ",
        "
        Error at install/5: install-call ×1 in 1: 0x80070643, installer-return-value-3 (au.install-failed)
        Error at install/5: install-update of 2026-11 Update for Contoso (KB5050042) ×1 in 1: no code, no cause (agent.update-failed)
        ",
    );
}

#[test]
fn failures_of_one_subject_at_the_same_moment_are_one_failure() {
    check(
        "
        --- CBS.log raw
        2026-11-12 09:00:00, Info                  CBS    Exec: Processing complete.  Session: 31111111_2207785418, Package: Package_for_Contoso~31bf3856ad364e35~amd64~~26100.1.1.1, Identifier: KB5050042 [HRESULT = 0x800f0982 - PSFX_E_MATCHING_COMPONENT_NOT_FOUND]
        2026-11-12 09:01:00, Info                  CBS    Exec: Processing complete.  Session: 31111111_2207785419, Package: Package_for_Contoso2~31bf3856ad364e35~amd64~~26100.1.1.1, Identifier: KB5050043 [HRESULT = 0x800f0982 - PSFX_E_MATCHING_COMPONENT_NOT_FOUND]
        ",
        "
        Error at servicing/2: package of Package_for_Contoso~31bf3856ad364e35~amd64~~26100.1.1.1 ×1 in 1: 0x800F0982, delta-base-damaged (cbs.package-ended cbs.package-ended)
        ",
    );
    check(
        "
        --- CBS.log raw
        2026-11-12 09:00:00, Info                  CBS    Exec: Processing complete.  Session: 31111111_2207785418, Package: Package_for_Contoso~31bf3856ad364e35~amd64~~26100.1.1.1, Identifier: KB5050042 [HRESULT = 0x800f0982 - PSFX_E_MATCHING_COMPONENT_NOT_FOUND]
        2026-11-12 09:01:01, Info                  CBS    Exec: Processing complete.  Session: 31111111_2207785419, Package: Package_for_Contoso2~31bf3856ad364e35~amd64~~26100.1.1.1, Identifier: KB5050043 [HRESULT = 0x800f0982 - PSFX_E_MATCHING_COMPONENT_NOT_FOUND]
        ",
        "
        Error at servicing/2: package of 2 things ×2 in 1: 0x800F0982, delta-base-damaged (cbs.package-ended cbs.package-ended)
        ",
    );
}

#[test]
fn operations_of_one_flow_with_the_same_code_at_the_same_moment_are_one_failure() {
    check(
        "
        --- CBS.log raw
        2026-11-12 09:00:00, Info                  CBS    Exec: Processing complete.  Session: 31111111_2207785418, Package: Package_for_Contoso~31bf3856ad364e35~amd64~~26100.1.1.1, Identifier: KB5050042 [HRESULT = 0x800f0982 - PSFX_E_MATCHING_COMPONENT_NOT_FOUND]
        2026-11-12 09:00:10, Info                  CBS    Session: 31111111_2207785418 finalized. Reboot required: no [HRESULT = 0x800f0982 - PSFX_E_MATCHING_COMPONENT_NOT_FOUND]
        ",
        "
        Error at servicing/2: package of Package_for_Contoso~31bf3856ad364e35~amd64~~26100.1.1.1 ×1 in 1: 0x800F0982, delta-base-damaged (cbs.package-ended cbs.session-ended)
        ",
    );
    check(
        "
        --- CBS.log raw
        2026-11-12 09:00:00, Info                  CBS    Exec: Processing complete.  Session: 31111111_2207785418, Package: Package_for_Contoso~31bf3856ad364e35~amd64~~26100.1.1.1, Identifier: KB5050042 [HRESULT = 0x800f0982 - PSFX_E_MATCHING_COMPONENT_NOT_FOUND]
        2026-11-12 09:10:00, Info                  CBS    Session: 31111111_2207785418 finalized. Reboot required: no [HRESULT = 0x800f0982 - PSFX_E_MATCHING_COMPONENT_NOT_FOUND]
        ",
        "
        Error at servicing/2: servicing-session ×1 in 1: 0x800F0982, delta-base-damaged (cbs.session-ended)
        Error at servicing/2: package of Package_for_Contoso~31bf3856ad364e35~amd64~~26100.1.1.1 ×1 in 1: 0x800F0982, delta-base-damaged (cbs.package-ended)
        ",
    );
}

#[test]
fn a_part_that_failed_with_its_parent_is_not_a_separate_finding() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:09:30 1020 6716 Agent *FAILED* [800B0109] when verifying trust for C:\\Windows\\SoftwareDistribution\\Download\\contoso.cab
        09:10:00 1020 6717 Agent *FAILED* [80246007] Error occurred while downloading update <E1>.1; notifying dependent calls.
        ",
        "
        Error at install/3: download-update ×1 in 1: 0x800B0109 in 0x80246007, publisher-not-trusted (agent.trust-failed-now agent.download-failed)
        ",
    );
}

#[test]
fn a_failure_after_which_a_run_of_the_client_continued_is_recovered() {
    check(
        "
        --- CcmMessaging.log
        09:13:40 4712 Raising event: instance of CCM_CcmHttp_Status {HostName = \"mp1.contoso.com\";HRESULT = \"0x87d0027e\";ProcessID = 4496;StatusCode = 500;ThreadID = 1340; };
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Successfully completed scan.
        ",
        "
        Info at client-scan/1.4: message-post ×1 in 1: 0x87D0027E, no cause, recovered (post.status search.started)
        ",
    );
    check(
        "
        --- CcmMessaging.log
        09:13:50 4712 Raising event: instance of CCM_CcmHttp_Status {HostName = \"mp1.contoso.com\";HRESULT = \"0x87d0027e\";ProcessID = 4496;StatusCode = 500;ThreadID = 1340; };
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Successfully completed scan.
        ",
        "Error at client-scan/1.4: message-post ×1 in 1: 0x87D0027E, no cause (post.status)",
    );
    check(
        "
        --- CcmMessaging.log
        09:13:40 4712 Raising event: instance of CCM_CcmHttp_Status {HostName = \"mp1.contoso.com\";HRESULT = \"0x87d0027e\";ProcessID = 4496;StatusCode = 500;ThreadID = 1340; };
        --- WUAHandler.log
        09:13:46 4712 Scan failed with error = 0x80244022.
        ",
        "
        Error at client-scan/3: run ×1 in 1: 0x80244022, wsus-unavailable (search.scan-failed)
        Error at client-scan/1.4: message-post ×1 in 1: 0x87D0027E, no cause (post.status)
        ",
    );
}

#[test]
fn a_run_that_failed_with_the_same_code_already_reports_a_search() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Scan failed with error = 0x80244022.
        --- WindowsUpdate.log windows-update
        09:14:46 1020 6716 AU # WARNING: Failed to find updates with error code 80244022
        ",
        "Error at client-scan/3: run ×1 in 1: 0x80244022, wsus-unavailable (search.scan-failed)",
    );
}

#[test]
fn a_search_that_failed_with_another_code_than_the_run_is_a_separate_finding() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Scan failed with error = 0x8024401b.
        --- WindowsUpdate.log windows-update
        09:13:45 1020 6716 AU # WARNING: Failed to find updates with error code 80244022
        ",
        "
        Error at client-scan/3: run ×1 in 1: 0x8024401B, proxy-sign-in (search.scan-failed)
        Error at client-scan/3: search ×1 in 1: 0x80244022, wsus-unavailable (au.search-failed)
        ",
    );
}

#[test]
fn a_part_that_failed_more_than_a_minute_from_the_run_is_a_separate_finding() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:12:42 1020 6800 Agent WARNING: GetConfig failure, error = 0x80244021, soap client error = 10, soap error code = 0, HTTP status code = 502
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x80244022
        ",
        "
        Error at client-scan/3: run ×1 in 1: 0x80244022, wsus-unavailable (agent.ended)
        Error at client-scan/3: server-call of GetConfig ×1 in 1: 0x80244021, proxy-bad-gateway (agent.server-call-failed)
        ",
    );
    check(
        "
        --- WindowsUpdate.log windows-update
        09:12:43 1020 6800 Agent WARNING: GetConfig failure, error = 0x80244021, soap client error = 10, soap error code = 0, HTTP status code = 502
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x80244022
        ",
        "Error at client-scan/3: run ×1 in 1: 0x80244022, wsus-unavailable (agent.ended)",
    );
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x80244022
        09:14:48 1020 6800 Agent WARNING: GetConfig failure, error = 0x80244021, soap client error = 10, soap error code = 0, HTTP status code = 502
        ",
        "Error at client-scan/3: run ×1 in 1: 0x80244022, wsus-unavailable (agent.ended)",
    );
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x80244022
        09:14:49 1020 6800 Agent WARNING: GetConfig failure, error = 0x80244021, soap client error = 10, soap error code = 0, HTTP status code = 502
        ",
        "
        Error at client-scan/3: server-call of GetConfig ×1 in 1: 0x80244021, proxy-bad-gateway (agent.server-call-failed)
        Error at client-scan/3: run ×1 in 1: 0x80244022, wsus-unavailable (agent.ended)
        ",
    );
}

#[test]
fn a_part_is_less_specific_than_a_failed_run_of_the_same_log() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:45 1020 6800 Agent WARNING: GetConfig failure, error = 0x80244021, soap client error = 10, soap error code = 0, HTTP status code = 502
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x80244022
        ",
        "Error at client-scan/3: run ×1 in 1: 0x80244022, wsus-unavailable (agent.ended)",
    );
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:48 4712 Scan failed with error = 0x80244022.
        --- WindowsUpdate.log windows-update
        09:13:45 1020 6800 Agent WARNING: GetConfig failure, error = 0x80244021, soap client error = 10, soap error code = 0, HTTP status code = 502
        ",
        "
        Error at client-scan/3: run ×1 in 1: 0x80244022, wsus-unavailable (search.scan-failed)
        Error at client-scan/3: server-call of GetConfig ×1 in 1: 0x80244021, proxy-bad-gateway (agent.server-call-failed)
        ",
    );
}

#[test]
fn a_cancelled_run_already_reports_its_parts() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:45 1020 6800 Agent WARNING: GetConfig failure, error = 0x80244021, soap client error = 10, soap error code = 0, HTTP status code = 502
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024000B
        ",
        "Info at client-scan/3: run ×1 in 1: 0x8024000B, scan-cancelled (agent.ended)",
    );
}

#[test]
fn a_failed_run_does_not_show_which_update_failed() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async installation of updates started.
        09:13:46 4712 Installation job encountered some failures. Error = 0x80070643. Commit Result = 0x00000001.
        --- WindowsUpdate.log windows-update
        08:00:00 1020 6716 Agent Deserialized installable update 2026-11 Update for Contoso (KB5050042), UpdateID = {<E1>.200}, CallbackInfo cookie length = 0
        09:13:45 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=0
        09:13:45 1020 6716 Agent * END *   Command Line Install 0x80070643
        ",
        "
        Error at install/5: run ×1 in 1: 0x80070643, installer-return-value-3 (install.job-failed)
        Error at install/5: install-update of 2026-11 Update for Contoso (KB5050042) ×1 in 1: 0x80070643, installer-return-value-3 (agent.history)
        ",
    );
}

#[test]
fn an_update_without_a_name_is_covered_by_the_failed_run() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async installation of updates started.
        09:13:46 4712 Installation job encountered some failures. Error = 0x80070643. Commit Result = 0x00000001.
        --- WindowsUpdate.log windows-update
        09:13:45 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=0
        ",
        "
        Error at install/5: run ×1 in 1: 0x80070643, installer-return-value-3 (install.job-failed)
        ",
    );
}

#[test]
fn another_operation_with_the_code_of_a_finding_at_its_step_is_not_another_finding() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Scan failed with error = 0x80244022.
        --- WindowsUpdate.log windows-update
        11:14:46 1020 6716 AU # WARNING: Failed to find updates with error code 80244022
        ",
        "Error at client-scan/3: run ×1 in 1: 0x80244022, wsus-unavailable (search.scan-failed)",
    );
}

#[test]
fn a_failed_run_of_another_caller_is_named_by_its_update() {
    check(
        "
        --- events.txt raw
        TimeCreated  : 11/16/2026 6:05:10 PM
        ProviderName : Microsoft-Windows-WindowsUpdateClient
        Id           : 20
        Message      : Installation Failure: Windows failed to install the following update with error 0x80070643: 2026-11 Security Update for Contoso (KB5068865).
        ",
        "
        Error at install/5: install-update of 2026-11 Security Update for Contoso (KB5068865) ×1 in 1: 0x80070643, installer-return-value-3 (events.install-failed)
        ",
    );
    check(
        "
        --- events.txt raw
        TimeCreated  : 11/16/2026 6:05:10 PM
        ProviderName : Microsoft-Windows-WindowsUpdateClient
        Id           : 20
        Message      : Installation Failure: Windows failed to install the following update with error 0x80070643: 2026-11 Security Update for Contoso (KB5068865).
        TimeCreated  : 11/15/2026 6:05:10 PM
        ProviderName : Microsoft-Windows-WindowsUpdateClient
        Id           : 20
        Message      : Installation Failure: Windows failed to install the following update with error 0x80070643: 2026-10 Security Update for Contoso (KB5068000).
        ",
        "
        Error at install/5: run ×2 in 2: 0x80070643, installer-return-value-3 (events.install-failed)
        Error at install/5: install-update of 2026-10 Security Update for Contoso (KB5068000) ×1 in 1: 0x80070643, installer-return-value-3 (events.install-failed)
        ",
    );
}

#[test]
fn one_code_at_the_same_moment_in_two_flows_is_two_failures() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent *FAILED* [80244021] Error occurred while downloading update <E1>.1; notifying dependent calls.
        09:00:01 1020 6716 Agent WARNING: Reporter failed to upload events with hr = 80244021.
        ",
        "
        Error at install/3: download-update ×1 in 1: 0x80244021, proxy-bad-gateway (agent.download-failed)
        Warning at client-scan/3: report-upload ×1 in 1: 0x80244021, proxy-bad-gateway (agent.report-failed)
        ",
    );
}

#[test]
fn the_failures_behind_a_collective_code_are_its_evidence() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent WARNING: Reporter failed to upload events with hr = 80244021.
        09:00:10 4100 4200 ComApi # WARNING: Install call completed, reboot required = No, error = 0x80240022
        ",
        "
        Error at install/5: install-call ×1 in 1: 0x80244021 in 0x80240022, antivirus-blocks-updates (agent.report-failed au.install-call)
        ",
    );
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 Agent WARNING: Reporter failed to upload events with hr = 80244021.
        09:01:10 4100 4200 ComApi # WARNING: Install call completed, reboot required = No, error = 0x80240022
        ",
        "
        Error at install/5: install-call ×1 in 1: 0x80240022, no cause (au.install-call)
        Warning at client-scan/3: report-upload ×1 in 1: 0x80244021, proxy-bad-gateway (agent.report-failed)
        ",
    );
}

#[test]
fn a_run_of_another_caller_does_not_show_that_the_client_continued() {
    check(
        "
        --- CcmMessaging.log
        09:13:40 4712 Raising event: instance of CCM_CcmHttp_Status {HostName = \"mp1.contoso.com\";HRESULT = \"0x87d0027e\";ProcessID = 4496;StatusCode = 500;ThreadID = 1340; };
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = ContosoPatcher  Id = 62
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = ContosoPatcher, Id = 62, Exit code = 0x00000000
        ",
        "Error at client-scan/1.4: message-post ×1 in 1: 0x87D0027E, no cause (post.status)",
    );
}

#[test]
fn a_failure_of_a_step_shared_by_all_callers_is_not_recovered_by_a_later_run() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:40 1020 6716 Agent WARNING: Reporter failed to upload events with hr = 80244021.
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Successfully completed scan.
        ",
        "
        Warning at client-scan/3: report-upload ×1 in 1: 0x80244021, proxy-bad-gateway (agent.report-failed)
        ",
    );
}

#[test]
fn a_recovered_run_of_another_caller_is_not_named() {
    check(
        "
        --- events.txt raw
        TimeCreated  : 11/16/2026 6:05:10 PM
        ProviderName : Microsoft-Windows-WindowsUpdateClient
        Id           : 19
        Message      : Installation Successful: Windows successfully installed the following update: 2026-11 Security Update for Contoso (KB5068865)
        TimeCreated  : 11/15/2026 6:05:10 PM
        ProviderName : Microsoft-Windows-WindowsUpdateClient
        Id           : 20
        Message      : Installation Failure: Windows failed to install the following update with error 0x80070643: 2026-11 Security Update for Contoso (KB5068865).
        ",
        "
        Info at install/5: run ×1 in 1: 0x80070643, installer-return-value-3, recovered (events.install-failed)
        ",
    );
}

#[test]
fn a_part_that_failed_with_an_earlier_failure_of_its_parent_is_not_a_separate_finding() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:00:00 1020 6716 ComApi ClientId = ContosoPatcher: Exit code = 0x00000000; Call error code = 0x80070643
        09:00:05 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070643, resultUnMapped=0
        10:00:00 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070020, resultUnMapped=0
        ",
        "
        Error at install/5: install-update ×2 in 2: 0x80070020, file-in-use-while-servicing (agent.history agent.history)
        ",
    );
}

#[test]
fn a_failed_run_is_not_named_by_an_update_that_failed_elsewhere() {
    check(
        "
        --- events.txt raw
        TimeCreated  : 11/16/2026 6:05:10 PM
        ProviderName : Microsoft-Windows-WindowsUpdateClient
        Id           : 20
        Message      : Installation Failure: Windows failed to install the following update with error 0x80070643: 2026-11 Security Update for Contoso (KB5068865).
        --- WindowsUpdate.log windows-update
        08:00:00 1020 6716 Agent Deserialized installable update 2026-01 Update for Contoso (KB5000042), UpdateID = {<E1>.200}, CallbackInfo cookie length = 0
        09:13:45 1020 6716 Agent LogHistory called. idUpdate={<E1>}.200, resultMapped=80070020, resultUnMapped=0
        ",
        "
        Error at install/5: install-update of 2026-11 Security Update for Contoso (KB5068865) ×1 in 1: 0x80070643, installer-return-value-3 (events.install-failed)
        Error at install/5: install-update of 2026-01 Update for Contoso (KB5000042) ×1 in 1: 0x80070020, file-in-use-while-servicing (agent.history)
        ",
    );
}
