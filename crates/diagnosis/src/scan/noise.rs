//! The rules for codes that are noise in a line.

use std::collections::HashMap;
use std::sync::OnceLock;

use knowledge::Noise;
use regex::bytes::{Regex, RegexBuilder};

/// Whether a rule states that healthy machines write such a line of this log with this code.
pub(crate) fn is_noise_line(log: &str, code: u32, line: &[u8]) -> bool {
    knowledge::noise(log, code).any(|rule| is_literally(rule, line).unwrap_or_else(|| matches(rule, line)))
}

/// The same for a line whose log is not known: a rule of any log applies that describes the line.
pub(crate) fn is_noise_of_any_log(code: u32, line: &[u8]) -> bool {
    let describes = |rule: &&Noise| rule.codes.contains(&code) && !rule.pattern.text.is_empty();
    let mut rules = knowledge::noise_rules().iter().filter(describes);
    rules.any(|rule| is_literally(rule, line).unwrap_or_else(|| matches(rule, line)))
}

/// Whether a line matches a rule that needs no pattern.
fn is_literally(rule: &Noise, line: &[u8]) -> Option<bool> {
    let pattern = &rule.pattern;
    let holds =
        || pattern.literals.iter().any(|literal| memchr::memmem::find(line, literal.as_bytes()).is_some());
    match (pattern.text.is_empty(), pattern.is_literal) {
        (true, _) => Some(true),
        (false, true) => Some(holds()),
        (false, false) => (!pattern.literals.is_empty() && !holds()).then_some(false),
    }
}

fn matches(rule: &Noise, line: &[u8]) -> bool {
    static COMPILED: OnceLock<HashMap<&'static str, Regex>> = OnceLock::new();
    let compile = || {
        let patterns = knowledge::noise_rules().iter().map(|rule| rule.pattern.text);
        // The build has already compiled each of them.
        let regex = |text: &'static str| Some((text, RegexBuilder::new(text).unicode(false).build().ok()?));
        patterns.filter(|text| !text.is_empty()).filter_map(regex).collect()
    };
    COMPILED.get_or_init(compile).get(rule.pattern.text).is_some_and(|regex| regex.is_match(line))
}
