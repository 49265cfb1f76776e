//! Problems with settings: compares the checks of the knowledge base with the values from each source.

use knowledge::{Check, Compared, SettingCondition, Test};
use report::{CauseReasons, EvidenceLine, Finding, SettingRow, Statement, Strength};

use crate::logs::given_log::{FilePlace, GivenLog};
use crate::render::command_values::CommandValues;
use crate::render::settings::{SourceSetting, address, differ, logged_settings, setting_rows};
use crate::sort;

/// The findings, including those about settings, and the rows of the settings.
pub(crate) fn settled(mut findings: Vec<Finding>, logs: &[GivenLog]) -> (Vec<Finding>, Vec<SettingRow>) {
    let settings = logged_settings(logs);
    let disagreeing = add_findings(&mut findings, &settings, logs);
    // Among findings of equal severity, those about settings come last.
    sort::by_key(&mut findings, |finding| finding.severity);
    (findings, setting_rows(&settings, &disagreeing, logs))
}

/// Adds the findings of the checks that apply to the findings of runs.
///
/// If a run already failed because of a setting, the setting becomes evidence of that finding instead of a second
/// finding. Returns the settings for which two sources disagree.
fn add_findings(
    findings: &mut Vec<Finding>,
    settings: &[SourceSetting<'_>],
    logs: &[GivenLog],
) -> Vec<&'static str> {
    // Exports can be from different times or machines, so they are not compared with one another.
    let mut exports: Vec<FilePlace> =
        settings.iter().filter(|source| source.is_export).map(|source| source.file).collect();
    exports.dedup();
    let scopes = exports.into_iter().map(Some).chain([None]);
    let mut held_checks: Vec<(&'static Check, Finding)> = Vec::new();
    for scope in scopes {
        let here: Vec<&SourceSetting<'_>> =
            settings.iter().filter(|source| !source.is_export || Some(source.file) == scope).collect();
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

/// The settings that fulfill each condition of a check; `None` if a condition is not fulfilled.
fn holds<'a, 's>(
    check: &Check,
    settings: &[&'a SourceSetting<'s>],
) -> Option<Vec<Vec<&'a SourceSetting<'s>>>> {
    check.when.iter().map(|condition| met(check, condition, settings)).collect()
}

/// The settings that fulfill a condition: none if a value must be missing, two if two values differ.
fn met<'a, 's>(
    check: &Check,
    condition: &SettingCondition,
    settings: &[&'a SourceSetting<'s>],
) -> Option<Vec<&'a SourceSetting<'s>>> {
    let of = |one: knowledge::SettingRef| {
        let is_it =
            move |source: &&&SourceSetting<'_>| (source.setting, source.source) == (one.setting, one.source);
        let held_checks = settings.iter().filter(is_it).copied();
        // If several logs have the same source, the latest value is used.
        held_checks.max_by_key(|source| source.newest().ms)
    };
    let value = of(condition.of).filter(|source| !source.value().is_empty());
    let holds = |source: &&SourceSetting<'_>| match condition.test {
        Test::Given => true,
        Test::Is => source.value() == condition.value,
        Test::IsNot => source.value() != condition.value,
        Test::LacksScheme => address(source.value()).is_none(),
        Test::LacksPort => address(source.value()).is_some_and(|address| address.port.is_none()),
        Test::IsPlaceholder => is_placeholder(source.value()),
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
        _ => value.filter(|source| holds(source)).map(|source| vec![source]),
    }
}

/// Whether the newest number of one source is later than that of the other, and smaller.
fn is_below(one: &SourceSetting<'_>, other: &SourceSetting<'_>, after: i64) -> bool {
    let number = |source: &SourceSetting<'_>| source.value().parse::<u64>().ok();
    let (newest, held) = (one.newest(), other.newest());
    let is_later = newest.is_utc
        && held.is_utc
        && newest.ms.zip(held.ms).is_some_and(|(newest, held)| newest >= held + after);
    is_later && number(one).zip(number(other)).is_some_and(|(one, other)| one < other)
}

/// Whether a value contains characters that no URL contains, but that placeholders use.
fn is_placeholder(value: &str) -> bool {
    value.contains(['$', '%', '<', '>', '{', '}', '[', ']', '*', '?'])
}

fn finding(
    check: &'static Check,
    lines: &[Vec<&SourceSetting<'_>>],
    settings: &[&SourceSetting<'_>],
    logs: &[GivenLog],
) -> Finding {
    // A check whose first condition is a missing value is proven by the line that reports it.
    let mut all: Vec<&SourceSetting<'_>> = lines.iter().flatten().copied().collect();
    all.dedup_by_key(|source| (source.setting, source.source, source.file));
    let proof = all.first().map(|source| source.evidence(logs));
    let value = |at: usize| all.get(at).map_or_else(String::new, |source| in_a_sentence(source.value()));
    let mut sentence = check.summary.replace("{value}", &value(0)).replace("{other}", &value(1));
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let (file, line, text) = proof.map(|proof| (proof.log, proof.line, proof.text)).unwrap_or_default();
    let first = all.iter().find_map(|source| source.evidence(logs).utc);
    let evidence: Vec<EvidenceLine> = all.iter().map(|source| source.evidence(logs)).collect();
    let reasons = CauseReasons {
        cause: check.cause.to_owned(),
        is_almost: false,
        supporting: vec![Statement { summary: [&sentence, "."].concat(), evidence: evidence.clone() }],
        against: Vec::new(),
        settle: Vec::new(),
    };
    let (values, rejected_values) = CommandValues::of_settings(settings).into_rows();
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
        evidence,
        contradictions: Vec::new(),
        strength: Strength::Logged,
        confidence: check.confidence,
        values,
        rejected_values,
        last_run: None,
        server_requests: Vec::new(),
        reasons: if check.cause.is_empty() { Vec::new() } else { vec![reasons] },
        line_search: None,
    }
}

/// The maximum number of characters of a value in a sentence.
const NAMED: usize = 200;

/// A value for use in a sentence: on one line, and without braces, because braces mark placeholders.
fn in_a_sentence(value: &str) -> String {
    let plain = |character: char| match character {
        '{' => '<',
        '}' => '>',
        _ if character.is_control() => ' ',
        _ => character,
    };
    value.trim_matches(['{', '}']).chars().map(plain).take(NAMED).collect()
}
