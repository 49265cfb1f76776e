//! The headline of a report: the verdict of the leading flow, and any failure that the verdict does not mention.

use report::{ActiveCondition, Finding, FlowRow, FlowVerdict, Headline, Severity};

/// The headline for these flows and findings, both in report order. `holding` lists the conditions that are active when
/// the logs end; `has_logs` is whether any log was read.
pub(crate) fn headline(
    flows: &[FlowRow],
    findings: &[Finding],
    holding: &[ActiveCondition],
    has_logs: bool,
) -> Headline {
    let gravest = findings.first();
    let Some(flow) = flows.first() else { return without_flow(gravest, has_logs) };
    let of_flow = |finding: &&Finding| finding.flow == flow.flow;
    match (flow.verdict, gravest) {
        (FlowVerdict::Failed | FlowVerdict::Stopped, _) => Headline {
            verdict: flow.verdict,
            summary: with_other_flows(flow, flows),
            finding: findings.iter().find(of_flow).map(|finding| finding.id.clone()),
        },
        (FlowVerdict::Ok | FlowVerdict::Skipped | FlowVerdict::Cancelled, Some(finding))
            if finding.severity != Severity::Info =>
        {
            both(flow, finding, findings)
        }
        // A flow without any evidence is less specific than any finding.
        (FlowVerdict::NoLog, Some(_)) => without_flow(gravest, has_logs),
        (FlowVerdict::Incomplete, Some(finding)) if finding.severity != Severity::Info => {
            without_flow(gravest, has_logs)
        }
        (FlowVerdict::Ok, _) => {
            Headline { verdict: flow.verdict, summary: with_what_is_left(flow, holding), finding: None }
        }
        _ => Headline { verdict: flow.verdict, summary: flow.summary.clone(), finding: None },
    }
}

/// The sentence of a successful flow, and what is left to do: restart after an installation. A scan requires no
/// restart.
fn with_what_is_left(flow: &FlowRow, holding: &[ActiveCondition]) -> String {
    let is_scan = knowledge::flow(&flow.flow).is_some_and(|flow| flow.service);
    let left = holding.iter().find(|condition| condition.severity != Severity::Info && !is_scan);
    left.map_or_else(|| flow.summary.clone(), |left| format!("{} {}", flow.summary, left.summary))
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
    let bad = in_a_sentence(finding.summary.trim_end_matches('.'));
    Headline {
        verdict: if finding.severity == Severity::Error {
            FlowVerdict::Failed
        } else {
            FlowVerdict::Incomplete
        },
        summary: format!("{good}; {bad}.{others}"),
        finding: Some(finding.id.clone()),
    }
}

fn without_flow(gravest: Option<&Finding>, has_logs: bool) -> Headline {
    match gravest {
        Some(finding) => Headline {
            verdict: match finding.severity {
                Severity::Error => FlowVerdict::Failed,
                Severity::Warning | Severity::Info => FlowVerdict::Incomplete,
            },
            summary: finding.summary.clone(),
            finding: Some(finding.id.clone()),
        },
        None if has_logs => Headline {
            summary: "These logs contain nothing about updates.".to_owned(),
            ..Headline::default()
        },
        None => Headline::default(),
    }
}

/// Turns a sentence into the second half of another: its first letter becomes lowercase, unless the word is a name.
fn in_a_sentence(sentence: &str) -> String {
    let is_word = |word: &str| word.chars().skip(1).all(|letter| !letter.is_uppercase() && letter != '.');
    let first = sentence.split(' ').next().unwrap_or_default();
    let mut sentence = sentence.to_owned();
    if is_word(first)
        && first != "Windows"
        && let Some(letter) = sentence.get_mut(..1)
    {
        letter.make_ascii_lowercase();
    }
    sentence
}
