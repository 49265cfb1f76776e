//! Which causes match a failure, and their confidence.

use std::collections::BTreeSet;

use knowledge::{Cause, Confidence, EvidenceId, LogValue, When};

use crate::judge::analysis::Analysis;
use crate::judge::causes::{CauseMatch, fit};
use crate::judge::failure_context::FailureContext;
use crate::judge::machine_failures::MachineFailure;
use crate::judge::problems::problems;
use crate::judge::rules::{UnmetCondition, unmet_conditions};
use crate::testing::{compare, read};

/// The problems of these logs, each with all matching causes, best first.
#[track_caller]
fn check(text: &str, expected: &str) {
    let analysis = Analysis::of(&read(text));
    let mut found = Vec::new();
    for problem in problems(&analysis) {
        found.push(format!("{:?} at {}/{}", problem.severity, problem.flow.id, problem.step));
        found.extend(problem.causes.iter().map(|cause| format!("{}: {}", cause.cause.id, in_words(cause))));
    }
    compare(text, &found, expected);
}

fn in_words(cause: &CauseMatch) -> String {
    let against: Vec<&str> = cause.against.iter().map(|seen| seen.evidence.id).collect();
    let mut words = format!("{:?}", cause.confidence);
    words += if against.is_empty() { "" } else { ", contradicted by " };
    words += &against.join(" ");
    words += if cause.is_outer { ", of an outer layer" } else { "" };
    words += if cause.is_over() { ", over" } else { "" };
    words
}

/// How a condition matches the last failure of these logs: the failure of a run, else of the machine.
///
/// The condition is written as in the knowledge base, one key after the other: `seen a b; within 60; sure high`.
#[track_caller]
fn check_condition(text: &str, condition: &str, expected: &str) {
    let found = in_context(text, |context, present| {
        fit(context, present, &knowledge::causes()[0], when(condition))
            .filter(|cause| cause.unmet.is_none())
            .map_or("no".to_owned(), |cause| format!("{}, weight {}", in_words(&cause), cause.weight))
    });
    compare(
        text,
        std::slice::from_ref(&found).get(usize::from(found.is_empty())..).unwrap_or_default(),
        expected,
    );
}

/// Which conditions the last failure of these logs does not meet, at most two; the condition is written as above.
#[track_caller]
fn check_unmet(text: &str, condition: &str, expected: &str) {
    let id = |id: EvidenceId| knowledge::evidence(id).map_or("", |evidence| evidence.id);
    let word = |unmet: &UnmetCondition| match unmet {
        UnmetCondition::Seen(missing) => format!("no {}", id(*missing)),
        UnmetCondition::Present(line) => format!("{} is there", line.evidence.id),
        UnmetCondition::Uncovered(open) => format!("{} is open", id(*open)),
        other => format!("{other:?}"),
    };
    let found = in_context(text, |context, present| {
        let unmet = unmet_conditions(context, present, when(condition));
        let words: Vec<String> = unmet.iter().map(word).collect();
        if words.is_empty() { "all are met".to_owned() } else { words.join(", ") }
    });
    compare(text, &[found], expected);
}

/// Shows something about the last failure of these logs.
fn in_context(text: &str, show: impl Fn(&FailureContext<'_>, &BTreeSet<EvidenceId>) -> String) -> String {
    let analysis = Analysis::of(&read(text));
    let failed = analysis.runs.iter().rfind(|judged| judged.failure().is_some());
    let failure = failed.and_then(|judged| judged.failure());
    let machine = analysis.machine_failures.last().map(MachineFailure::last);
    let proof = failure.map(|failure| &failure.proof).or(machine).expect("a failure");
    let inner = failure.map_or(proof.code(), |failure| failure.code);
    let context = FailureContext {
        flow: proof.evidence.flow,
        step: failure.map_or(proof.evidence.step, |failure| failure.step),
        codes: inner.into_iter().chain(failed.and_then(|judged| judged.code)).collect(),
        run: failed.map(|judged| &judged.run),
        is_wsus: failed.and_then(|judged| judged.service.is_wsus()),
        ms: proof.ms,
        machine: analysis.sightings.iter().filter(|seen| seen.evidence.is_of_machine()).cloned().collect(),
        all_sightings: &analysis.sightings,
        logs: &analysis.logs,
    };
    let present = context.lines().map(|seen| seen.evidence.index).collect();
    show(&context, &present)
}

/// A condition of a cause, written as in the knowledge base.
fn when(condition: &str) -> &'static When {
    let mut when = When {
        codes: &[],
        at: &[],
        wsus: None,
        seen: &[],
        within: 0,
        absent: &[],
        differs: None,
        unless: &[],
        against: &[],
        confidence: Confidence::High,
    };
    for key in condition.split("; ") {
        let (name, value) = key.split_once(' ').expect("a key and its value");
        let words: Vec<&'static str> = value.split(' ').map(|word| &*word.to_owned().leak()).collect();
        let ids = || -> &'static [EvidenceId] {
            let id = |word: &&'static str| knowledge::evidence_by_id(word).expect("evidence").index;
            words.iter().map(id).collect::<Vec<_>>().leak()
        };
        match name {
            "codes" => when.codes = words.iter().map(|word| code_of(word)).collect::<Vec<_>>().leak(),
            "at" => when.at = words.leak(),
            "wsus" => when.wsus = Some(value == "true"),
            "seen" => when.seen = ids(),
            "within" => when.within = value.parse().expect("seconds"),
            "absent" => when.absent = ids(),
            "unless" => when.unless = ids(),
            "against" => when.against = ids(),
            "differs" => when.differs = Some((value_of(words[0]), value_of(words[1]))),
            "sure" => {
                when.confidence = match value {
                    "high" => Confidence::High,
                    "medium" => Confidence::Medium,
                    _ => Confidence::Low,
                }
            }
            _ => panic!("no key of a condition: {name}"),
        }
    }
    Box::leak(Box::new(when))
}

fn code_of(text: &str) -> u32 {
    let digits = text.strip_prefix("0x").expect("a code in hexadecimal");
    u32::from_str_radix(digits, 16).expect("a code in hexadecimal")
}

/// A captured value: `wsus_url@WUAHandler`.
fn value_of(text: &'static str) -> LogValue {
    let (capture, log) = text.split_once('@').expect("a capture and its log");
    LogValue { capture, log }
}

/// A search of Configuration Manager that fails after three seconds.
const FAILED: &str = "
    --- WUAHandler.log
    09:13:43 4712 Async searching of updates using WUAgent started.
    09:13:46 4712 Scan failed with error = 0x80244022.
    09:13:50 4712 something else
    ";

/// A failed search of another program; no line names its service.
const FAILED_ANYWHERE: &str = "
    --- WindowsUpdate.log windows-update
    09:13:43 1020 6716 Agent * START * Finding updates CallerId = Example  Id = 62
    09:13:48 1020 6716 Agent * END * Finding updates CallerId = Example, Id = 62, Exit code = 0x80244022
    ";

/// A search of another program that fails against Windows Update.
const FAILED_ELSEWHERE: &str = "
    --- WindowsUpdate.log windows-update
    09:13:43 1020 6716 Agent * START * Finding updates CallerId = Example  Id = 62
    09:13:44 1020 6716 Agent ServiceID = {9482F4B4-E343-43B6-B170-9A65BC822C77} Windows Update
    09:13:48 1020 6716 Agent * END * Finding updates CallerId = Example, Id = 62, Exit code = 0x80244022
    ";

/// An update source that a domain policy overwrites.
const OVERWRITTEN: &str = "
    --- WUAHandler.log
    09:13:43 4712 Its a WSUS Update Source type ({U}), adding it.
    09:13:44 4712 Enabling WUA Managed server policy to use server: http://PS1SITE.CONTOSO.COM:8530
    09:13:45 4712 Group policy settings were overwritten by a higher authority (Domain Controller) to: Server http://WSUS.FABRIKAM.COM:8530 and Policy ENABLED
    09:13:46 4712 Failed to Add Update Source for WUAgent of type (2) and id ({U}). Error = 0x87d00692.
    09:13:50 4712 something else
    ";

/// A failure of the machine, with successes before and after it.
const UNREACHABLE: &str = "
    --- WCM.log
    09:13:43 4712 Checking for supported version of WSUS (min WSUS 3.0 SP2 + KB2720211 + KB2734608)
    09:13:46 4712 Setting new configuration state to 3 (WSUS_CONFIG_FAILED)
    09:13:50 4712 Setting new configuration state to 0 (WSUS_CONFIG_NONE)
    ";

#[test]
fn a_code_at_its_step_matches() {
    check_condition(FAILED, "codes 0x80244022; at client-scan/3", "High, weight 2");
}

#[test]
fn a_code_matches_at_any_step_if_the_condition_names_none() {
    check_condition(FAILED, "codes 0x80244021 0x80244022", "High, weight 1");
}

#[test]
fn another_code_does_not_match() {
    check_condition(FAILED, "codes 0x8024401B; at client-scan/3", "no");
}

#[test]
fn a_step_matches_with_any_code() {
    check_condition(FAILED, "at client-scan/2 client-scan/3", "High, weight 1");
}

#[test]
fn another_step_does_not_match() {
    check_condition(FAILED, "codes 0x80244022; at client-scan/4", "no");
}

#[test]
fn the_same_step_of_another_flow_does_not_match() {
    check_condition(FAILED, "codes 0x80244022; at install/3", "no");
}

#[test]
fn a_failure_in_a_part_is_in_its_step() {
    check_condition(OVERWRITTEN, "at client-scan/1", "High, weight 1");
}

#[test]
fn a_failure_in_one_part_is_not_in_another() {
    check_condition(OVERWRITTEN, "at client-scan/1.1", "no");
}

#[test]
fn the_innermost_code_is_not_from_an_outer_layer() {
    check_condition(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:49 4712 Scan failed with error = 0x8024401b.
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:47 1020 6716 WebServices *FAILED* [80244022] Web service call
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024401B
        ",
        "codes 0x80244022",
        "High, weight 1",
    );
}

#[test]
fn the_code_with_which_a_run_ended_is_from_an_outer_layer() {
    check_condition(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:49 4712 Scan failed with error = 0x8024401b.
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:47 1020 6716 WebServices *FAILED* [80244022] Web service call
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024401B
        ",
        "codes 0x8024401B",
        "High, of an outer layer, weight 1",
    );
}

#[test]
fn the_service_is_the_service_of_the_run() {
    check_condition(FAILED, "codes 0x80244022; wsus true", "High, weight 1");
    check_condition(FAILED, "codes 0x80244022; wsus false", "no");
}

#[test]
fn the_service_of_another_program_is_not_wsus() {
    check_condition(FAILED_ELSEWHERE, "codes 0x80244022; wsus false", "High, weight 1");
    check_condition(FAILED_ELSEWHERE, "codes 0x80244022; wsus true", "no");
}

#[test]
fn an_unnamed_service_might_be_wsus_with_less_confidence() {
    check_condition(FAILED_ANYWHERE, "codes 0x80244022; wsus true", "Medium, weight 1");
    check_condition(FAILED_ANYWHERE, "codes 0x80244022; wsus true; sure medium", "Low, weight 1");
    check_condition(FAILED_ANYWHERE, "codes 0x80244022; wsus true; sure low", "Low, weight 1");
}

#[test]
fn an_unnamed_service_is_not_assumed_to_be_another() {
    check_condition(FAILED_ANYWHERE, "codes 0x80244022; wsus false", "no");
}

#[test]
fn a_condition_without_a_service_has_full_confidence_without_it() {
    check_condition(FAILED_ANYWHERE, "codes 0x80244022", "High, weight 1");
}

#[test]
fn a_line_of_the_step_matches_alone() {
    check_condition(FAILED, "seen search.scan-failed", "High, weight 1");
}

#[test]
fn a_line_of_another_step_does_not_match_alone() {
    check_condition(FAILED, "seen search.started", "no");
}

#[test]
fn a_line_of_another_step_matches_with_one_of_the_step() {
    check_condition(FAILED, "seen search.started search.scan-failed", "High, weight 2");
}

#[test]
fn a_line_of_another_step_matches_with_the_code() {
    check_condition(FAILED, "codes 0x80244022; seen search.started", "High, weight 2");
}

#[test]
fn a_missing_line_does_not_match() {
    check_condition(FAILED, "codes 0x80244022; seen search.completed", "no");
    check_condition(FAILED, "codes 0x80244022; seen search.started search.completed", "no");
}

#[test]
fn lines_in_another_order_do_not_match() {
    check_condition(FAILED, "seen search.scan-failed search.started", "no");
}

#[test]
fn lines_match_within_the_allowed_seconds() {
    check_condition(FAILED, "seen search.started search.scan-failed; within 3", "High, weight 2");
    check_condition(FAILED, "seen search.started search.scan-failed; within 2", "no");
}

#[test]
fn the_seconds_count_from_any_matching_first_line() {
    check_condition(
        "
        --- WUAHandler.log
        09:13:43 4712 Its a completely new WSUS Update Source.
        09:13:44 4712 Enabling WUA Managed server policy to use server: http://PS1SITE.CONTOSO.COM:8530
        09:13:53 4712 Its a completely new WSUS Update Source.
        09:13:55 4712 Failed to Add Update Source for WUAgent of type (2) and id ({U}). Error = 0x87d00692.
        ",
        "seen source.new source.failed; within 5",
        "High, weight 2",
    );
}

#[test]
fn three_lines_must_be_in_order() {
    check_condition(OVERWRITTEN, "seen source.adding source.overwritten source.failed", "High, weight 3");
    check_condition(OVERWRITTEN, "seen source.adding source.failed source.overwritten", "no");
}

#[test]
fn a_line_that_repeats_does_not_reverse_the_order() {
    // The criteria are written before and after the agent's search, the request only before it.
    let logs = "
        --- WUAHandler.log
        09:13:43 4712 Search Criteria is (DeploymentAction=* AND Type='Software')
        09:13:50 4712 Search Criteria is (DeploymentAction=* AND Type='Software')
        09:13:51 4712 Async searching of updates using WUAgent started.
        09:13:55 4712 Scan failed with error = 0x80244022.
        --- ScanAgent.log
        09:13:44 4712 ScanJob({J1}): CScanJob::Execute - successfully requested Scan, ScanType=1
        --- WindowsUpdate.log windows-update
        09:13:45 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        ";
    check_condition(
        logs,
        "codes 0x80244022; seen scan.requested search.criteria agent.started",
        "High, weight 4",
    );
    check_condition(
        logs,
        "codes 0x80244022; seen agent.started search.criteria search.started",
        "High, weight 4",
    );
    check_condition(logs, "codes 0x80244022; seen agent.started search.criteria scan.requested", "no");
}

#[test]
fn a_line_is_absent_if_its_log_covers_the_run_without_it() {
    check_condition(FAILED, "codes 0x80244022; absent search.completed scan.done", "High, weight 3");
}

#[test]
fn an_existing_line_is_not_absent() {
    check_condition(FAILED, "codes 0x80244022; absent search.completed search.started", "no");
}

#[test]
fn a_line_is_not_absent_if_its_log_is_missing() {
    check_condition(FAILED, "codes 0x80244022; absent search.completed job.created", "no");
}

#[test]
fn a_line_is_not_absent_if_its_log_begins_later() {
    check_condition(
        &format!(
            "{FAILED}
        --- ScanAgent.log
        10:00:00 4712 something else
        "
        ),
        "codes 0x80244022; absent job.created",
        "no",
    );
}

#[test]
fn a_condition_with_only_absent_lines_matches_no_failure() {
    check_condition(FAILED, "absent search.completed", "no");
}

#[test]
fn on_a_machine_a_line_is_absent_if_its_log_lacks_it_after_the_failure() {
    check_condition(UNREACHABLE, "at wsus-sync/1; absent wcm.connected", "High, weight 2");
    check_condition(UNREACHABLE, "at wsus-sync/1; absent wcm.checking", "High, weight 2");
}

#[test]
fn on_a_machine_a_line_after_the_failure_is_not_absent() {
    check_condition(UNREACHABLE, "at wsus-sync/1; absent wcm.connected wcm.pending", "no");
}

#[test]
fn on_a_machine_a_line_is_not_absent_if_its_log_is_missing() {
    check_condition(UNREACHABLE, "at wsus-sync/1; absent wcm.connected wsync.starting", "no");
}

#[test]
fn on_a_machine_its_own_lines_match() {
    check_condition(UNREACHABLE, "seen wcm.checking wcm.state-failed", "High, weight 2");
}

#[test]
fn a_later_line_resolves_the_failure() {
    check_condition(UNREACHABLE, "at wsus-sync/1; unless wcm.connected wcm.pending", "High, over, weight 1");
}

#[test]
fn an_earlier_line_does_not_resolve_the_failure() {
    check_condition(UNREACHABLE, "at wsus-sync/1; unless wcm.checking", "High, weight 1");
}

#[test]
fn a_line_at_the_same_moment_resolves_the_failure() {
    check_condition(
        "
        --- WCM.log
        09:13:46 4712 Setting new configuration state to 3 (WSUS_CONFIG_FAILED)
        --- WSUSCtrl.log
        09:13:46 4712 There are no unhealthy WSUS Server components on WSUS Server PS1SITE.CONTOSO.COM
        ",
        "at wsus-sync/1; unless control.healthy",
        "High, over, weight 1",
    );
}

#[test]
fn contradicting_evidence_reduces_the_confidence() {
    check_condition(
        FAILED,
        "codes 0x80244022; against search.started search.completed",
        "Medium, contradicted by search.started, weight 1",
    );
    check_condition(FAILED, "codes 0x80244022; against search.completed", "High, weight 1");
}

#[test]
fn two_different_values_match() {
    check_condition(
        OVERWRITTEN,
        "at client-scan/1; differs wsus_url@WUAHandler policy_url@WUAHandler",
        "High, weight 1",
    );
}

#[test]
fn values_that_differ_only_in_case_and_trailing_slash_are_equal() {
    check_condition(
        &OVERWRITTEN.replace("http://WSUS.FABRIKAM.COM:8530", "HTTP://ps1site.contoso.com:8530/"),
        "at client-scan/1; differs wsus_url@WUAHandler policy_url@WUAHandler",
        "no",
    );
}

#[test]
fn a_missing_value_does_not_differ() {
    check_condition(OVERWRITTEN, "at client-scan/1; differs wsus_url@ScanAgent policy_url@WUAHandler", "no");
    check_condition(OVERWRITTEN, "at client-scan/1; differs wsus_url@WUAHandler code@ScanAgent", "no");
}

#[test]
fn the_confirmed_cause_comes_before_the_contradicted_one() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:49 4712 Scan failed with error = 0x80244007.
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:45 1020 6716 WebServices WS error: <detail><ErrorCode>CookieExpired</ErrorCode></detail>
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x80244007
        ",
        "
        Error at client-scan/3
        soap-fault-cookie: High
        soap-fault-too-many-prerequisites: Low, contradicted by soap.fault-cookie
        ",
    );
}

#[test]
fn the_cause_of_the_innermost_code_comes_first() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:49 4712 Scan failed with error = 0x80244022.
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:47 1020 6716 WebServices *FAILED* [80244019] Web service call
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x80244022
        ",
        "
        Error at client-scan/3
        virtual-directory-missing: Medium
        wsus-unavailable: High, of an outer layer
        ",
    );
}

#[test]
fn of_two_equally_certain_causes_the_more_specific_one_comes_first() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:49 4712 Scan failed with error = 0x80072ee2.
        --- u_ex261112.log raw
        #Software: Microsoft Internet Information Services 10.0
        #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken
        2026-11-12 08:13:45 192.0.2.20 POST /ClientWebService/client.asmx - 8530 - 192.0.2.51 Windows-Update-Agent/10.0 - 200 0 64 131020
        ",
        "
        Error at client-scan/3
        wsus-overloaded: Medium
        server-no-answer: Medium
        Warning at client-scan/3
        wsus-overloaded: Low
        ",
    );
}

#[test]
fn a_resolved_cause_comes_last_and_lowers_the_severity_to_info() {
    check(
        "
        --- CcmMessaging.log
        09:13:43 4712 Post to http://PS1SITE.CONTOSO.COM/ccm_system/request failed with 0x80072efd.
        09:15:43 4712 OutgoingMessage(Queue='mp_[http]mp_locationmanager', ID={L1}): Delivered successfully to host 'PS1SYS.CONTOSO.COM'.
        ",
        "
        Info at client-scan/1.4
        management-point-unreachable: Medium, over
        ",
    );
}

#[test]
fn all_conditions_of_a_cause_give_one_cause() {
    check(
        OVERWRITTEN,
        "
        Error at client-scan/1.10
        group-policy-override: High
        ",
    );
}

#[test]
fn a_manual_only_cause_is_never_reported() {
    let by_hand = |cause: &&Cause| cause.manual_only && cause.when.iter().any(|when| !when.codes.is_empty());
    for cause in knowledge::causes().iter().filter(by_hand) {
        for &code in cause.when.iter().flat_map(|when| when.codes) {
            let text = FAILED.replace("0x80244022", &knowledge::spell(code));
            let analysis = Analysis::of(&read(&text));
            let claimed = problems(&analysis).into_iter().flat_map(|problem| problem.causes);
            assert!(claimed.into_iter().all(|claimed| claimed.cause.id != cause.id), "{}", cause.id);
        }
    }
}

#[test]
fn an_unmet_condition_is_named() {
    check_unmet(FAILED, "codes 0x80244022; at client-scan/3", "all are met");
    check_unmet(FAILED, "codes 0x80244019; at client-scan/3", "Code");
    check_unmet(FAILED, "codes 0x80244022; at client-scan/1", "Step");
    check_unmet(FAILED, "codes 0x80244022; wsus false", "Service");
    check_unmet(FAILED, "codes 0x80244022; seen search.not-started", "no search.not-started");
    check_unmet(FAILED, "codes 0x80244022; seen search.scan-failed search.started", "Order");
    check_unmet(FAILED, "codes 0x80244022; absent search.started", "search.started is there");
    check_unmet(FAILED, "codes 0x80244022; absent scan.requested", "scan.requested is open");
    check_unmet(FAILED, "codes 0x80244022; differs wsus_url@WUAHandler wsus_url@ScanAgent", "Values");
}

#[test]
fn two_unmet_conditions_are_enough_to_know() {
    check_unmet(FAILED, "codes 0x80244019; at client-scan/1; seen search.not-started", "Code, Step");
    check_unmet(FAILED, "absent scan.requested", "Reference, scan.requested is open");
}

#[test]
fn a_likely_cause_leaves_no_room_for_one_with_another_code() {
    let analysis = Analysis::of(&read(FAILED));
    let almost: Vec<&str> =
        problems(&analysis).iter().flat_map(|problem| &problem.almost).map(|fit| fit.cause.id).collect();
    assert!(almost.is_empty(), "{almost:?}");
}
