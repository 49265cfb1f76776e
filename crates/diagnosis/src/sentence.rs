//! Sentences: the words come from the knowledge, and what they leave open is filled in here.

use report::{FlowRow, FlowVerdict, OutcomeCounts};

use crate::findings::Found;
use crate::write::spell;

/// Fills `{name}` in a sentence.
fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = sentence.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    if let Some(first) = filled.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    filled
}

/// What happened, with the code: "the agent cannot get through the proxy (0x8024401B)".
fn what(found: &Found<'_>) -> String {
    let says = match found.fits.first() {
        Some(fit) => fit.cause.says.to_owned(),
        None if found.count > 0 && found.code.is_some() && found.run.is_some() => {
            format!("{}; {}", found.proof.evidence.says, found.flow.sentences.no_cause)
        }
        None => found.proof.evidence.says.to_owned(),
    };
    match (found.code, found.outer_code) {
        (Some(code), Some(outer)) => format!("{says} ({}, with {} behind it)", spell(outer), spell(code)),
        (Some(code), None) => format!("{says} ({})", spell(code)),
        (None, Some(outer)) => format!("{says} ({})", spell(outer)),
        (None, None) => says,
    }
}

/// The sentence of a finding.
pub(crate) fn of_finding(found: &Found<'_>) -> String {
    let sentences = &found.flow.sentences;
    let what = what(found);
    let count = found.count.to_string();
    let mut values: Vec<(&str, &str)> = vec![("step", found.step), ("what", &what), ("n", &count)];
    if found.outcome == report::Outcome::Cancelled {
        return fill(&what, &[]);
    }
    if let Some((who, service)) = &found.other {
        values.push(("who", who));
        values.push(("service", service.as_deref().unwrap_or("its service")));
        return fill(sentences.other, &values);
    }
    if found.run.is_none() {
        return match found.level {
            report::Level::Error => fill(sentences.never, &values),
            _ if found.is_recovered => fill(sentences.machine_over, &values),
            _ => fill(sentences.machine, &values),
        };
    }
    if found.is_recovered || found.level == report::Level::Info {
        return fill(sentences.recovered, &values);
    }
    let is_stop = found.proof.evidence.shows != knowledge::Shows::Failed && found.code.is_none();
    fill(if is_stop { sentences.stopped } else { sentences.failed }, &values)
}

/// The sentence of a flow's verdict.
pub(crate) fn of_flow(
    flow: &'static knowledge::Flow,
    row: &FlowRow,
    counts: OutcomeCounts,
    leading: Option<&Found<'_>>,
    last_step: Option<&str>,
    cancel_code: Option<u32>,
) -> String {
    let sentences = &flow.sentences;
    let finished = counts.ok + counts.failed;
    let (n, failed) = (finished.to_string(), counts.failed.to_string());
    match row.verdict {
        FlowVerdict::Ok if counts.failed > 0 => {
            fill(sentences.ok_last, &[("n", &(finished - 1).to_string()), ("failed", &failed)])
        }
        FlowVerdict::Ok if counts.ok == 1 => sentences.ok_one.to_owned(),
        FlowVerdict::Ok => fill(sentences.ok_all, &[("n", &n)]),
        FlowVerdict::Failed | FlowVerdict::Stopped => leading.map_or_else(
            || fill(sentences.failed, &[("step", last_step.unwrap_or("?")), ("what", sentences.no_cause)]),
            of_finding,
        ),
        FlowVerdict::Incomplete => fill(sentences.incomplete, &[("step", last_step.unwrap_or("?"))]),
        FlowVerdict::Cancelled => {
            fill(sentences.cancelled, &[("code", &cancel_code.map_or_else(String::new, spell))])
        }
        FlowVerdict::Skipped => sentences.skipped.to_owned(),
        FlowVerdict::NoLog => sentences.none.to_owned(),
    }
}
