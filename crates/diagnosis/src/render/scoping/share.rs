//! Which share of several machines fails.

use report::{FlowVerdict, Report, ScopingAnswer, Statement};

/// The question that the share answers.
const QUESTION: &str = "share";

/// The maximum number of machines named.
const MOST_NAMED: usize = 5;

/// The answer to how many clients are affected, from the reports of several machines.
pub(crate) fn affected_share(machines: &[Report]) -> Vec<ScopingAnswer> {
    let failing: Vec<&str> = machines
        .iter()
        .filter(|machine| is_failing(machine))
        .map(|machine| machine.machine.as_str())
        .collect();
    if machines.len() < 2 {
        return Vec::new();
    }
    let (count, all) = (failing.len(), machines.len());
    let share = percent(count, all);
    let mut summary = match count {
        0 => format!("None of these {all} machines has failed."),
        count if count == all => format!("All {all} machines fail."),
        1 => format!("1 of {all} machines fails ({share} %)"),
        count => format!("{count} of {all} machines fail ({share} %)"),
    };
    if (1..all).contains(&count) {
        let named = failing.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ");
        let others = if count > MOST_NAMED { " and others" } else { "" };
        summary = format!("{summary}: {named}{others}.");
    }
    let statements = vec![Statement { summary, evidence: Vec::new() }];
    vec![ScopingAnswer { question: QUESTION.to_owned(), statements }]
}

fn is_failing(machine: &Report) -> bool {
    matches!(machine.headline.verdict, FlowVerdict::Failed | FlowVerdict::Stopped)
}

/// The share, rounded, but never 0 or 100 % for a part that is not none or all.
pub(crate) fn percent(part: usize, all: usize) -> usize {
    let rounded = (part * 200 + all) / (2 * all).max(1);
    if part == 0 || part >= all { rounded } else { rounded.clamp(1, 99) }
}
