//! What is wrong with the settings: the checks of the knowledge compared with what each source says.

use knowledge::{Check, Compared, SettingCondition, Test};
use report::{EvidenceLine, Finding, SettingRow, Strength};

use crate::logs::given_log::{FilePlace, GivenLog};
use crate::render::command_values::CommandValues;
use crate::render::settings::{SourceSetting, address, differ, setting_rows, settings_said};
use crate::sort;

/// The findings with those of the settings, and the rows of the settings.
pub(crate) fn settled(mut findings: Vec<Finding>, logs: &[GivenLog]) -> (Vec<Finding>, Vec<SettingRow>) {
    let said = settings_said(logs);
    let disagreeing = add_findings(&mut findings, &said, logs);
    // Those of settings come last of what is equally grave.
    sort::by_key(&mut findings, |finding| finding.severity);
    (findings, setting_rows(&said, &disagreeing, logs))
}

/// Findings of checks that hold, added to those of runs.
///
/// What a run failed by is no second finding: the settings become lines of its evidence.
/// Returns the settings of which two sources were found to disagree.
fn add_findings(
    findings: &mut Vec<Finding>,
    said: &[SourceSetting<'_>],
    logs: &[GivenLog],
) -> Vec<&'static str> {
    // Exports may be of different times or machines, so none is compared with another.
    let mut exports: Vec<FilePlace> =
        said.iter().filter(|said| said.is_export).map(|said| said.file).collect();
    exports.dedup();
    let scopes = exports.into_iter().map(Some).chain([None]);
    let mut held_checks: Vec<(&'static Check, Finding)> = Vec::new();
    for scope in scopes {
        let here: Vec<&SourceSetting<'_>> =
            said.iter().filter(|said| !said.is_export || Some(said.file) == scope).collect();
        for check in knowledge::checks() {
            let is_reported = |(other, _): &(&'static Check, Finding)| {
                other.id == check.id || (!check.cause.is_empty() && other.cause == check.cause)
            };
            if !held_checks.iter().any(is_reported)
                && let Some(lines) = holds(check, &here)
            {
                held_checks.push((check, finding(check, &lines, &here, logs)));
            }
        }
    }
    let held = held_checks.iter().flat_map(|(check, _)| check.when).filter(|condition| {
        matches!(condition.test, Test::Differs | Test::Below)
            && condition.of.setting == condition.other.setting
    });
    let disagreeing = held.map(|condition| condition.of.setting).collect();
    for (_, finding) in held_checks {
        let is_same = |known: &&mut Finding| known.cause.is_some() && known.cause == finding.cause;
        match findings.iter_mut().find(is_same) {
            Some(known) => {
                let is_new = |line: &EvidenceLine| {
                    !known.evidence.iter().any(|other| (other.file, other.line) == (line.file, line.line))
                };
                let lines: Vec<EvidenceLine> = finding.evidence.into_iter().filter(is_new).collect();
                known.evidence.extend(lines);
            }
            None => findings.push(finding),
        }
    }
    disagreeing
}

/// What makes a check hold, one of each of its conditions; none where one does not hold.
fn holds<'a, 's>(check: &Check, said: &[&'a SourceSetting<'s>]) -> Option<Vec<Vec<&'a SourceSetting<'s>>>> {
    check.when.iter().map(|condition| met(check, condition, said)).collect()
}

/// What meets a condition: nothing where something must be missing, two where two differ.
fn met<'a, 's>(
    check: &Check,
    condition: &SettingCondition,
    said: &[&'a SourceSetting<'s>],
) -> Option<Vec<&'a SourceSetting<'s>>> {
    let of = |one: knowledge::SettingRef| {
        let is_it =
            move |said: &&&SourceSetting<'_>| (said.setting, said.source) == (one.setting, one.source);
        let held_checks = said.iter().filter(is_it).copied();
        // Where several logs are of one source, the one that was written last.
        held_checks.max_by_key(|said| said.newest().ms)
    };
    let value = of(condition.of).filter(|said| !said.value().is_empty());
    let holds = |said: &&SourceSetting<'_>| match condition.test {
        Test::Given => true,
        Test::Is => said.value() == condition.value,
        Test::IsNot => said.value() != condition.value,
        Test::LacksScheme => address(said.value()).is_none(),
        Test::LacksPort => address(said.value()).is_some_and(|address| address.port.is_none()),
        Test::IsPlaceholder => is_placeholder(said.value()),
        Test::Missing | Test::Differs | Test::Below => false,
    };
    match condition.test {
        Test::Missing => value.is_none().then(Vec::new),
        Test::IsNot if value.is_none() => Some(Vec::new()),
        Test::Differs => {
            let (one, other) = value.zip(of(condition.other))?;
            let compared = knowledge::settings().iter().find(|setting| setting.id == one.setting);
            let compared = compared.map_or(Compared::Text, |setting| setting.compared);
            differ(compared, one, other).then(|| vec![one, other])
        }
        Test::Below => {
            let (one, other) = value.zip(of(condition.other))?;
            is_below(one, other, i64::from(check.after) * 1000).then(|| vec![one, other])
        }
        _ => value.filter(|said| holds(said)).map(|said| vec![said]),
    }
}

/// Whether the newest number of one source was written later than that of the other, and is smaller.
fn is_below(one: &SourceSetting<'_>, other: &SourceSetting<'_>, after: i64) -> bool {
    let number = |said: &SourceSetting<'_>| said.value().parse::<u64>().ok();
    let (newest, held) = (one.newest(), other.newest());
    let is_later = newest.is_utc
        && held.is_utc
        && newest.ms.zip(held.ms).is_some_and(|(newest, held)| newest >= held + after);
    is_later && number(one).zip(number(other)).is_some_and(|(one, other)| one < other)
}

/// Whether a value holds what no address has, and people put where something is to be filled in.
fn is_placeholder(value: &str) -> bool {
    value.contains(['$', '%', '<', '>', '{', '}', '[', ']', '*', '?'])
}

fn finding(
    check: &'static Check,
    lines: &[Vec<&SourceSetting<'_>>],
    said: &[&SourceSetting<'_>],
    logs: &[GivenLog],
) -> Finding {
    // A check whose first condition is that nothing is there rests on the line that says so much.
    let mut all: Vec<&SourceSetting<'_>> = lines.iter().flatten().copied().collect();
    all.dedup_by_key(|said| (said.setting, said.source, said.file));
    let proof = all.first().map(|said| said.evidence(logs));
    let value = |at: usize| all.get(at).map_or_else(String::new, |said| in_a_sentence(said.value()));
    let mut sentence = check.summary.replace("{value}", &value(0)).replace("{other}", &value(1));
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let (file, line, text) = proof.map(|proof| (proof.log, proof.line, proof.text)).unwrap_or_default();
    let first = all.iter().find_map(|said| said.evidence(logs).utc);
    let (values, rejected_values) = CommandValues::of_settings(said).into_rows();
    Finding {
        id: format!("{}/{}/{}", check.flow, check.step, check.id),
        severity: check.severity,
        flow: check.flow.to_owned(),
        step: check.step.to_owned(),
        subject: None,
        code: None,
        outer_code: None,
        cause: Some(check.cause).filter(|cause| !cause.is_empty()).map(str::to_owned),
        other_causes: Vec::new(),
        summary: sentence,
        count: 1,
        bursts: 1,
        last_seen: first.clone(),
        first_seen: first,
        log: file,
        line,
        text,
        evidence: all.iter().map(|said| said.evidence(logs)).collect(),
        contradictions: Vec::new(),
        strength: Strength::Logged,
        confidence: check.confidence,
        values,
        rejected_values,
        last_run: None,
        server_requests: Vec::new(),
    }
}

/// How many characters of a value a sentence names.
const NAMED: usize = 200;

/// A value as a sentence names it: in one line, and without braces, which stand for what is to be filled in.
fn in_a_sentence(value: &str) -> String {
    let plain = |character: char| match character {
        '{' => '<',
        '}' => '>',
        _ if character.is_control() => ' ',
        _ => character,
    };
    value.trim_matches(['{', '}']).chars().map(plain).take(NAMED).collect()
}
