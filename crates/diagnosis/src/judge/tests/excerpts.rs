//! Findings in excerpts: short logs in which no line shows how an operation ended.

use crate::judge::analysis::Analysis;
use crate::judge::problems::problems;
use crate::testing::{compare, read};

/// The possible findings of these logs, one line each: code, number of occurrences, best cause, and lines.
#[track_caller]
fn check(text: &str, expected: &str) {
    let mut found = Vec::new();
    for problem in problems(&Analysis::of(&read(text))).iter().filter(|problem| problem.is_possible()) {
        let spelled = |code: Option<u32>| code.map_or("no code".to_owned(), knowledge::spell);
        let layers: Vec<String> = problem
            .layers
            .iter()
            .map(|layer| format!("{} in line {}", spelled(layer.code()), layer.sighting().quote.line))
            .collect();
        found.push(format!(
            "{:?} at {}/{} ×{}: {} in line {}, {} ({})",
            problem.severity,
            problem.flow.id,
            problem.step,
            problem.occurrences.count,
            spelled(problem.code),
            problem.proof.sighting().quote.line,
            problem.best_cause().unwrap_or("no cause"),
            layers.join(", "),
        ));
    }
    compare(text, &found, expected);
}

#[test]
fn a_code_in_a_short_log_is_a_possible_reason() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:47 1020 6716 Agent CONTOSO looks for updates
        09:13:48 1020 6716 Agent *FAILED* [8024402C] CONTOSO asks its server
        ",
        "
        Warning at client-scan/3 ×1: 0x8024402C in line 2, server-name-not-resolved (0x8024402C in line 2)
        ",
    );
}

#[test]
fn lines_with_one_code_are_one_finding_and_are_counted() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:46 1020 6716 Agent *FAILED* [8024402C] CONTOSO asks its server
        09:13:47 1020 6716 Agent *FAILED* [8024402C] CONTOSO asks its server
        09:13:48 1020 6716 Agent WARNING: CONTOSO is not there: 0x8024402c
        09:13:49 1020 6716 Agent CONTOSO goes on
        ",
        "
        Warning at client-scan/3 ×3: 0x8024402C in line 2, server-name-not-resolved (0x8024402C in line 2)
        ",
    );
}

#[test]
fn the_code_with_a_cause_is_the_reason() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:46 1020 6716 Agent *FAILED* [8FFF0001] CONTOSO begins
        09:13:47 1020 6716 Agent *FAILED* [8024402C] CONTOSO asks its server
        ",
        "
        Warning at client-scan/3 ×1: 0x8024402C in line 2, server-name-not-resolved (0x8FFF0001 in line 1, 0x8024402C in line 2)
        ",
    );
}

#[test]
fn of_two_codes_with_causes_the_first_is_the_reason() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:46 1020 6716 Agent *FAILED* [80244022] CONTOSO begins
        09:13:47 1020 6716 Agent *FAILED* [8024402C] CONTOSO asks its server
        09:13:48 1020 6716 Agent *FAILED* [80244022] CONTOSO begins again
        ",
        "
        Warning at client-scan/3 ×2: 0x80244022 in line 3, wsus-unavailable (0x8024402C in line 2, 0x80244022 in line 3)
        ",
    );
}

#[test]
fn the_first_line_of_a_code_counts_not_the_last() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:46 1020 6716 Agent *FAILED* [8024402C] CONTOSO asks its server
        09:13:47 1020 6716 Agent *FAILED* [80244022] CONTOSO begins
        09:13:48 1020 6716 Agent WARNING: CONTOSO is not there: 0x8024402c
        ",
        "
        Warning at client-scan/3 ×2: 0x8024402C in line 1, server-name-not-resolved (0x8024402C in line 1, 0x80244022 in line 2)
        ",
    );
}

#[test]
fn generic_and_collective_codes_are_reasons_only_without_others() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:46 1020 6716 Agent *FAILED* [80240022] CONTOSO sums up
        09:13:47 1020 6716 Agent *FAILED* [80070005] CONTOSO opens a file
        09:13:48 1020 6716 Agent *FAILED* [8FFF0001] CONTOSO ends
        ",
        "
        Warning at client-scan/3 ×1: 0x8FFF0001 in line 3, no cause (0x80240022 in line 1, 0x80070005 in line 2, 0x8FFF0001 in line 3)
        ",
    );
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:46 1020 6716 Agent *FAILED* [80240022] CONTOSO sums up
        09:13:47 1020 6716 Agent *FAILED* [80070005] CONTOSO opens a file
        ",
        "
        Warning at client-scan/3 ×1: 0x80070005 in line 2, no cause (0x80240022 in line 1, 0x80070005 in line 2)
        ",
    );
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:46 1020 6716 Agent *FAILED* [80240022] CONTOSO sums up
        ",
        "Warning at client-scan/3 ×1: 0x80240022 in line 1, no cause (0x80240022 in line 1)",
    );
}

#[test]
fn lines_that_healthy_machines_write_are_not_a_reason() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:46 1020 6716 Agent *FAILED* [80248007] GetEulaInfo
        ",
        "",
    );
}

#[test]
fn a_code_is_explained_at_the_step_of_its_log_that_has_a_cause() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:46 1020 6716 Agent *FAILED* [80D02002] CONTOSO fetches a file
        --- CBS.log raw
        2026-11-12 09:09:30, Info                  CBS    Contoso: a file is damaged [HRESULT = 0x80073712 - ERROR_SXS_COMPONENT_STORE_CORRUPT]
        ",
        "
        Warning at client-scan/3 ×1: 0x80D02002 in line 1, delivery-optimization-stalls (0x80D02002 in line 1)
        Warning at servicing/2 ×1: 0x80073712 in line 1, component-store-damaged (0x80073712 in line 1)
        ",
    );
}

#[test]
fn a_log_of_more_than_two_hundred_lines_is_not_an_excerpt() {
    let lines = |count: usize| {
        let failed = "09:00:00 1020 6716 Agent *FAILED* [8024402C] CONTOSO asks its server".to_owned();
        let others =
            (1..count).map(|at| format!("09:{:02}:{:02} 1020 6716 Agent CONTOSO waits", at / 60, at % 60));
        let lines: Vec<String> = std::iter::once(failed).chain(others).collect();
        format!("--- WindowsUpdate.log windows-update\n{}\n", lines.join("\n"))
    };
    check(
        &lines(200),
        "
        Warning at client-scan/3 ×1: 0x8024402C in line 1, server-name-not-resolved (0x8024402C in line 1)
        ",
    );
    check(&lines(201), "");
    let beside = "--- CBS.log raw\n2026-11-12 09:09:30, Info                  CBS    Contoso: a file is damaged [HRESULT = 0x80073712 - ERROR_SXS_COMPONENT_STORE_CORRUPT]";
    check(
        &format!("{}{beside}", lines(201)),
        "
        Info at servicing/2 ×1: 0x80073712 in line 1, component-store-damaged (0x80073712 in line 1)
        ",
    );
}

#[test]
fn a_log_that_shows_how_an_operation_ended_is_not_an_excerpt() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:46 1020 6716 Agent *FAILED* [8024402C] CONTOSO asks its server
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x00000000
        09:13:49 1020 6716 Agent *FAILED* [8024402C] CONTOSO asks its server
        ",
        "",
    );
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:46 1020 6716 Agent *FAILED* [8024402C] CONTOSO asks its server
        09:13:48 1020 6716 Agent Reporter successfully uploaded 1 events.
        ",
        "",
    );
}

#[test]
fn a_code_in_an_operation_that_has_no_end_is_a_possible_reason() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:40 1020 6716 Agent *FAILED* [80244022] CONTOSO asks its server
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:46 1020 6716 Agent *FAILED* [8024402C] CONTOSO asks its server
        ",
        "
        Warning at client-scan/3 ×1: 0x8024402C in line 3, server-name-not-resolved (0x8024402C in line 3)
        ",
    );
}

#[test]
fn a_log_that_proves_another_finding_is_not_an_excerpt() {
    check(
        "
        --- CcmMessaging.log
        09:13:46 4712 Post to http://mp1.contoso.com/ccm_system/request failed with 0x87d00231.
        09:13:47 4712 CONTOSO asks its server: 0x8024402c
        ",
        "",
    );
}

#[test]
fn next_to_a_certain_failure_a_code_has_severity_info() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Scan failed with error = 0x80244022.
        --- CBS.log raw
        2026-11-12 09:09:30, Info                  CBS    Contoso: a file is damaged [HRESULT = 0x80073712 - ERROR_SXS_COMPONENT_STORE_CORRUPT]
        ",
        "
        Info at servicing/2 ×1: 0x80073712 in line 1, component-store-damaged (0x80073712 in line 1)
        ",
    );
}

#[test]
fn a_code_in_another_finding_is_not_reported_twice() {
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Scan failed with error = 0x8024402c.
        --- WindowsUpdate.log windows-update
        09:13:46 1020 6716 Agent *FAILED* [8024402C] CONTOSO asks its server
        ",
        "",
    );
    check(
        "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:49 4712 Scan failed with error = 0x80240022.
        --- WindowsUpdate.log windows-update
        09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
        09:13:48 1020 6716 WebServices *FAILED* [80244022] Web service call
        09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x80244022
        --- pasted.txt raw
        CONTOSO asks its server: 0x80240022
        --- other.txt raw
        CONTOSO asks its server: 0x80244022
        ",
        "",
    );
}

#[test]
fn in_a_log_not_about_updates_a_vague_code_is_a_reason_if_its_line_reports_a_failure() {
    check(
        "
        --- pasted.txt raw
        2026-11-12 09:13:46 CONTOSO asks its server: 0x8024402c
        ",
        "
        Warning at client-scan/3 ×1: 0x8024402C in line 1, server-name-not-resolved (0x8024402C in line 1)
        ",
    );
    for line in ["CONTOSO opens a file: error 0x80070005", "CONTOSO öffnet eine Datei: Fehler 0x80070005"] {
        check(
            &format!("--- pasted.txt raw\n2026-11-12 09:13:46 {line}\n"),
            "Warning at client-scan/3 ×1: 0x80070005 in line 1, no cause (0x80070005 in line 1)",
        );
    }
    check("--- pasted.txt raw\n2026-11-12 09:13:46 CONTOSO has the flags 0x80070005\n", "");
    check(
        "--- pasted.txt raw\n2026-11-12 09:13:46 CONTOSO ended with error 0x8fff0001\n",
        "Warning at client-scan/3 ×1: 0x8FFF0001 in line 1, no cause (0x8FFF0001 in line 1)",
    );
    check("--- pasted.txt raw\n2026-11-12 09:13:46 CONTOSO has the id 0x8fff0001\n", "");
}

#[test]
fn a_long_text_of_which_nothing_is_known_is_searched_if_it_is_alone() {
    let lines = "2026-11-12 09:13:40 CONTOSO works\n".repeat(300);
    let text =
        format!("--- pasted.txt raw\n{lines}2026-11-12 09:13:46 CONTOSO opens a file: error 0x80070005\n");
    check(&text, "Warning at client-scan/3 ×1: 0x80070005 in line 301, no cause (0x80070005 in line 301)");
    let beside = "--- WindowsUpdate.log windows-update\n09:13:47 1020 6716 Agent CONTOSO waits\n";
    check(&format!("{text}{beside}"), "");
}

#[test]
fn a_failure_in_a_log_not_about_updates_has_severity_info_and_no_cause() {
    check(
        "
        --- execmgr.log
        09:13:46 4712 CONTOSO asks its server: error 0x8024402c
        ",
        "Info at install/5 ×1: 0x8024402C in line 1, no cause (0x8024402C in line 1)",
    );
}

#[test]
fn a_message_of_windows_is_the_code_that_it_means() {
    check(
        "--- pasted.txt raw\nCONTOSO : The RPC server is unavailable.\nDone.\n",
        "Warning at client-scan/3 ×1: 0x800706BA in line 1, no cause (0x800706BA in line 1)",
    );
    // Nothing fails here.
    check("--- pasted.txt raw\nThe help explains the text The RPC server is unavailable\n", "");
}

#[test]
fn a_line_that_reports_a_failure_in_words_is_listed_if_there_is_nothing_else() {
    check(
        "
        --- WindowsUpdate.log windows-update
        09:13:46 1020 6716 Agent CONTOSO begins
        09:13:47 1020 6716 Agent CONTOSO could not open its file
        09:13:48 1020 6716 Agent CONTOSO ended: 0 errors
        ",
        "Info at client-scan/3 ×1: no code in line 2, no cause (no code in line 2)",
    );
    check(
        "
        --- WUAHandler.log
        09:13:46 4712 CONTOSO could not open its file
        ",
        "",
    );
    check(
        "--- pasted.txt raw\n2026-11-12 09:13:46 CONTOSO could not open its file\n",
        "Info at client-scan/3 ×1: no code in line 1, no cause (no code in line 1)",
    );
    check(
        "
        --- one.txt raw
        2026-11-12 09:13:46 CONTOSO could not open its file
        --- two.txt raw
        2026-11-12 09:13:47 CONTOSO could not open its file
        ",
        "",
    );
}
