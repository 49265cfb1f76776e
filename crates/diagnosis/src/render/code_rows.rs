//! The codes of all logs: how often each was seen, and how it affects the result.

use std::collections::{BTreeMap, BTreeSet};

use knowledge::spell;
use report::{CodeSeen, Disposition, Severity};

use crate::judge::analysis::Analysis;
use crate::judge::details::is_noise;
use crate::judge::operations::{FailureEnding, Operations};
use crate::judge::problem::Problem;
use crate::logs::given_log::{GivenLog, files_of};
use crate::runs::timed_sightings::TimedSighting;
use crate::sort;

/// The codes of all logs, the decisive ones first, then by count. Each row lists at most `most_names` file names.
pub(crate) fn code_rows(analysis: &Analysis, problems: &[Problem], most_names: usize) -> Vec<CodeSeen> {
    let logs = &analysis.logs;
    let mut decided = decided(problems);
    of_results(&analysis.operations, &mut decided);
    let noise = noise_of(logs);
    let own_names = own_names(logs);
    let mut seen: BTreeMap<u32, (u64, BTreeSet<&str>)> = BTreeMap::new();
    for (_, _, file) in files_of(logs) {
        for (&code, &(count, _)) in &file.codes.counts {
            let row = seen.entry(code).or_default();
            row.0 += count;
            row.1.insert(&file.given.name);
        }
    }
    let row = |(code, (count, names)): (u32, (u64, BTreeSet<&str>))| {
        let known = knowledge::code(code);
        let is_noise = known.is_some_and(|known| known.benign.is_some()) || noise.get(&code) == Some(&count);
        let undecided = if is_noise { Disposition::Noise } else { Disposition::LoggedOnly };
        let symbol = known.and_then(|known| known.symbols.first().copied());
        CodeSeen {
            code: spell(code),
            symbol: symbol.or_else(|| own_names.get(&code).copied()).map(str::to_owned),
            count,
            disposition: decided.get(&code).copied().unwrap_or(undecided),
            logs: names.into_iter().take(most_names).map(str::to_owned).collect(),
        }
    };
    let mut rows: Vec<CodeSeen> = seen.into_iter().map(row).collect();
    sort::by(&mut rows, |a, b| (a.disposition, b.count, &a.code).cmp(&(b.disposition, a.count, &b.code)));
    rows
}

/// The names that the logs give to codes; the first in alphabetical order.
fn own_names(logs: &[GivenLog]) -> BTreeMap<u32, &str> {
    let mut names: BTreeMap<u32, &str> = BTreeMap::new();
    for (&code, name) in files_of(logs).flat_map(|(_, _, file)| &file.codes.names) {
        let known = names.entry(code).or_insert(name);
        *known = (*known).min(name);
    }
    names
}

/// What the findings decide about codes. For each code, the strongest disposition of any of its lines wins.
fn decided(problems: &[Problem]) -> BTreeMap<u32, Disposition> {
    let mut decided: BTreeMap<u32, Disposition> = BTreeMap::new();
    let mut add = |code: Option<u32>, disposition: Disposition| {
        if let Some(code) = code.filter(|code| code >> 31 == 1) {
            let known = decided.entry(code).or_insert(disposition);
            *known = disposition.min(*known);
        }
    };
    for problem in problems {
        let disposition = match problem.severity {
            _ if problem.is_possible() => Some(Disposition::Possible),
            Severity::Error | Severity::Warning => Some(Disposition::Decisive),
            Severity::Info if problem.is_recovered => Some(Disposition::Recovered),
            // A finding of low severity is still the code with which an operation ended.
            Severity::Info => (!problem.is_of_machine()).then_some(Disposition::Decisive),
        };
        if let Some(disposition) = disposition {
            add(problem.code, disposition);
            add(problem.outer_code, disposition);
            let own = [problem.code, problem.outer_code];
            let inside = problem.layers.iter().map(TimedSighting::code).filter(|code| !own.contains(code));
            inside.for_each(|code| add(code, Disposition::Layer));
        }
    }
    decided
}

/// Adds the codes of failed results that no finding names: a later result of the operation succeeded, or another
/// finding covers the same failure in more detail.
fn of_results(operations: &Operations, decided: &mut BTreeMap<u32, Disposition>) {
    for keyed in &operations.keyed {
        let Some(failure) = &keyed.failure else { continue };
        let disposition = match failure.ending {
            FailureEnding::Recovered(_) => Disposition::Recovered,
            FailureEnding::Decisive | FailureEnding::Layer => Disposition::Layer,
        };
        for code in failure.code.into_iter().chain(failure.inner) {
            decided.entry(code).or_insert(disposition);
        }
    }
    // Failures before the last failure of their operation.
    let succeeded = operations.keyed.iter().filter(|keyed| keyed.succeeded > 0);
    let succeeded: BTreeSet<&str> = succeeded.map(|keyed| keyed.operation.id).collect();
    for failed in &operations.failures {
        let has_succeeded = succeeded.contains(failed.operation.id);
        let disposition = if has_succeeded { Disposition::Recovered } else { Disposition::Layer };
        for code in failed.code.into_iter().chain(failed.inner) {
            decided.entry(code).or_insert(disposition);
        }
    }
}

/// The number of entries in which each code is noise, because healthy machines write the same lines.
fn noise_of(logs: &[GivenLog]) -> BTreeMap<u32, u64> {
    let mut noise: BTreeMap<u32, u64> = BTreeMap::new();
    for (_, log, file) in files_of(logs) {
        for (key, group) in &file.details.groups {
            if is_noise(log, key.code, group) {
                *noise.entry(key.code).or_default() += group.count;
            }
        }
    }
    noise
}

#[cfg(test)]
mod tests {
    use report::Disposition::{Decisive, Layer, LoggedOnly, Noise, Possible, Recovered};

    #[test]
    fn dispositions_are_ordered_from_decisive_to_noise() {
        assert!([Decisive, Possible, Layer, Recovered, LoggedOnly, Noise].is_sorted());
    }
}
