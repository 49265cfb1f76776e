//! The headline of a report: the verdict of the leading flow, and any failure that the verdict does not mention.

use report::{ActiveCondition, Finding, FlowRow, FlowVerdict, Headline, Severity, Strength};

use crate::judge::analysis::Analysis;
use crate::judge::problem::Problem;
use crate::logs::given_log::GivenLog;
use crate::render::flow_results::FlowResults;
use crate::render::good_news::good_news;
use crate::render::sentences;

/// The headline for these flows and findings, both in report order. `holding` lists the conditions that are active when
/// the logs end.
pub(crate) fn headline(
    flows: &[FlowRow],
    findings: &[Finding],
    holding: &[ActiveCondition],
    analysis: &Analysis,
    problems: &[Problem],
) -> Headline {
    let logs = &analysis.logs;
    let gravest = findings.first();
    let Some(flow) = flows.first() else { return without_flow(gravest, logs) };
    let is_unknown = logs.iter().all(|log| log.kind.is_none());
    let of_flow = |finding: &&Finding| finding.flow == flow.flow;
    match (flow.verdict, gravest) {
        (FlowVerdict::Failed | FlowVerdict::Stopped, _) => Headline {
            verdict: flow.verdict,
            summary: with_count(flow, with_other_flows(flow, flows), analysis, problems),
            finding: findings.iter().find(of_flow).map(|finding| finding.id.clone()),
        },
        (FlowVerdict::Ok | FlowVerdict::Skipped | FlowVerdict::Cancelled, Some(finding))
            if finding.severity != Severity::Info =>
        {
            both(flow, finding, findings)
        }
        // A failure without a code in a line without evidence may be about anything.
        (FlowVerdict::NoLog, Some(finding)) if is_vague(finding) => Headline {
            verdict: flow.verdict,
            summary: format!(
                "{} {}.",
                if is_unknown { NOTHING_KNOWN } else { &flow.summary },
                finding.summary
            ),
            finding: Some(finding.id.clone()),
        },
        // A flow without any evidence is less specific than any finding.
        (FlowVerdict::NoLog, Some(_)) => without_flow(gravest, logs),
        (FlowVerdict::Incomplete, Some(finding)) if finding.severity != Severity::Info => {
            without_flow(gravest, logs)
        }
        (FlowVerdict::Ok, _) => Headline {
            verdict: flow.verdict,
            summary: of_success(flow, flows, holding, analysis, problems),
            finding: None,
        },
        _ => Headline { verdict: flow.verdict, summary: flow.summary.clone(), finding: None },
    }
}

/// The sentences of a successful flow: what was checked, or else what is left to do: restart after an installation. A
/// scan requires no restart.
fn of_success(
    flow: &FlowRow,
    flows: &[FlowRow],
    holding: &[ActiveCondition],
    analysis: &Analysis,
    problems: &[Problem],
) -> String {
    let mut open = holding.iter().filter(|condition| condition.severity != Severity::Info);
    let Some(first) = open.next() else {
        return good_news(flows, analysis, problems).unwrap_or_else(|| with_unfinished_flows(flow, flows));
    };
    let is_scan = knowledge::flow(&flow.flow).is_some_and(|flow| flow.service);
    let summary = with_unfinished_flows(flow, flows);
    if is_scan { summary } else { format!("{summary} {}", first.summary) }
}

/// The sentence of a successful flow, when it last failed, and the sentence of the next flow that is not finished.
fn with_unfinished_flows(flow: &FlowRow, flows: &[FlowRow]) -> String {
    let recovery = knowledge::flow(&flow.flow).zip(flow.history.recovery.as_ref());
    let recovery = recovery.map(|(known, recovery)| sentences::of_recovery(known, recovery));
    let unfinished = flows.iter().find(|other| other.verdict == FlowVerdict::Incomplete);
    let more = recovery.into_iter().chain(unfinished.map(|other| other.summary.clone()));
    std::iter::once(flow.summary.clone()).chain(more).collect::<Vec<_>>().join(" ")
}

/// Adds the number of failed updates if there are several and the sentence is only about the run.
fn with_count(flow: &FlowRow, summary: String, analysis: &Analysis, problems: &[Problem]) -> String {
    let known = knowledge::flow(&flow.flow).filter(|_| flow.leading_run.is_some());
    let results = known.map(|known| FlowResults::of(known, analysis, problems));
    let counted = results.as_ref().and_then(FlowResults::several_failed);
    match counted {
        Some(counted) => format!("{counted} {summary}"),
        None => summary,
    }
}

/// The sentences of a failed flow, of another failed flow, and of a successful flow before it. An admin asks for all of
/// them.
fn with_other_flows(failed: &FlowRow, flows: &[FlowRow]) -> String {
    let is_other = |flow: &&FlowRow| flow.flow != failed.flow;
    let too = flows.iter().filter(is_other).find(|flow| flow.verdict == FlowVerdict::Failed);
    let well = flows.iter().find(|flow| flow.verdict == FlowVerdict::Ok && flow.leading_run.is_some());
    let place = |id: &str| knowledge::flows().iter().position(|known| known.id == id);
    let well = well.filter(|flow| place(&flow.flow) < place(&failed.flow));
    let mut summary = failed.summary.clone();
    for other in too.into_iter().chain(well) {
        summary = format!("{}. {}", summary.trim_end_matches('.'), other.summary);
    }
    summary
}

/// The sentence of a successful flow and of a failure outside of it.
fn both(flow: &FlowRow, finding: &Finding, findings: &[Finding]) -> Headline {
    let others = findings.iter().filter(|other| other.severity != Severity::Info).count() - 1;
    let others = match others {
        0 => String::new(),
        1 => " One more finding is listed below.".to_owned(),
        others => format!(" {others} more findings are listed below."),
    };
    let good = flow.summary.trim_end_matches('.');
    let bad = sentences::in_a_sentence(finding.summary.trim_end_matches('.'));
    Headline {
        verdict: if finding.severity == Severity::Error {
            FlowVerdict::Failed
        } else {
            FlowVerdict::Incomplete
        },
        // The flow's own sentence may already report it.
        summary: if good.contains(finding.summary.trim_end_matches('.')) {
            format!("{good}.{others}")
        } else {
            format!("{good}; {bad}.{others}")
        },
        finding: Some(finding.id.clone()),
    }
}

fn without_flow(gravest: Option<&Finding>, logs: &[GivenLog]) -> Headline {
    match gravest {
        Some(finding) => Headline {
            verdict: match finding.severity {
                Severity::Error => FlowVerdict::Failed,
                Severity::Warning | Severity::Info => FlowVerdict::Incomplete,
            },
            summary: finding.summary.clone(),
            finding: Some(finding.id.clone()),
        },
        None if !logs.is_empty() => Headline { summary: NOTHING_KNOWN.to_owned(), ..Headline::default() },
        None => Headline::default(),
    }
}

/// Whether a finding is only that a line reports a failure in words.
fn is_vague(finding: &Finding) -> bool {
    finding.strength == Strength::Possible && finding.code.is_none()
}

/// The sentence about logs without any evidence.
const NOTHING_KNOWN: &str = "No step of a known flow was recognized in these logs.";

#[cfg(test)]
mod tests {
    use crate::logs::arrival::Arrival;
    use crate::logs::machines::Machine;
    use crate::render::report::{Diagnosis, ReportLimits};
    use crate::testing::read;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let machine = Machine::new(String::new(), read(text)).without_copies();
        let report = Diagnosis::of(machine, &[]).report(&Arrival::default(), ReportLimits::UNLIMITED);
        assert_eq!(report.headline.summary, expected, "{text}");
    }

    const STARTED: &str = "4712 Async searching of updates using WUAgent started.";
    const DONE: &str = "4712 Successfully completed scan.";
    const FAILED: &str = "4712 Scan failed with error = 0x80244022.";

    /// The part of the headline after what was checked, if only WUAHandler.log was given.
    const REST: &str = "Not covered: steps 6 and 7 of the client scan (UpdatesStore.log); installation of updates \
                        (UpdatesDeployment.log, CAS.log, ContentTransferManager.log).";

    /// WUAHandler.log with a scan per day of November, `!` for one that fails.
    fn scans(ends: &[char]) -> String {
        let scan = |(at, end): (usize, &char)| {
            let (day, end) = (at + 1, if *end == '!' { FAILED } else { DONE });
            format!("2026-11-{day:02} 09:13:43 {STARTED}\n2026-11-{day:02} 09:13:46 {end}\n")
        };
        ["--- WUAHandler.log\n".to_owned(), ends.iter().enumerate().map(scan).collect::<String>()].concat()
    }

    #[test]
    fn a_healthy_client_needs_no_action() {
        check(&scans(&['.', '.']), &format!("No action needed. Checked: client scan (2 runs). {REST}"));
    }

    #[test]
    fn a_failure_that_is_over_is_fixed() {
        let fixed = "Fixed: the scan last failed at step 3 with 0x80244022 at 2026-11-02 08:13 UTC; it has been \
                     successful since 2026-11-03 08:13 UTC.";
        check(&scans(&['.', '!', '.', '.']), &format!("{fixed} Checked: client scan (4 runs). {REST}"));
    }

    #[test]
    fn a_failure_that_comes_again_is_not_fixed() {
        check(
            &scans(&['!', '.', '!', '.']),
            "The last scan succeeded; 2 of 4 before it failed. The scan last failed at step 3 with 0x80244022 at \
             2026-11-03 08:13 UTC; it has been successful since 2026-11-04 08:13 UTC.",
        );
    }

    #[test]
    fn an_open_end_of_another_flow_is_named() {
        check(
            &format!(
                "{}--- PolicyAgent.log
                12:00:03 3200 [PolicyAgent_PolicyDownload] Download of policy CCM_Policy_Policy5.PolicyID=\"{{0A1B2C3D-0000-4000-8000-00000000D001}}\",PolicySource=\"SMS:PS1\",PolicyVersion=\"1.00\" completed (DTS Job ID: {{0A1B2C3D-0000-4000-8000-00000000E001}})",
                scans(&['.'])
            ),
            &format!(
                "No action needed. Checked: client scan (1 run). {}; the end of policy of the update source.",
                REST.trim_end_matches('.')
            ),
        );
    }

    #[test]
    fn several_failed_updates_are_counted() {
        let result = |number: u32, code: &str| {
            format!(
                "09:0{number}:00 1020 6716 Agent LogHistory called. idUpdate={{0A1B2C3D-0000-4000-8000-00000000E00{number}}}.200, resultMapped={code}, resultUnMapped=0\n"
            )
        };
        let logs = [
            "--- WindowsUpdate.log windows-update changed 2026-11-12 11:00:00\n",
            &result(1, "80070643"),
            &result(2, "80070643"),
            &result(3, "800F0922"),
            &result(4, "0"),
            &result(5, "0"),
        ];
        check(
            &logs.concat(),
            "3 of 5 installations of updates failed: 0x80070643 (2), 0x800F0922 (1). The installation of an update failed: an installer inside the update failed (0x800F0922).",
        );
    }
}
