//! The patterns as they were compiled in: literals, samples, typographic quotes.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

use knowledge::{Evidence, all_evidence, evidence, evidence_by_id, evidence_samples};
use regex::bytes::{Regex, RegexBuilder};

fn regex(evidence: &Evidence) -> Regex {
    RegexBuilder::new(knowledge::pattern(evidence).text).unicode(false).build().expect(evidence.id)
}

/// Evidence with each of its samples.
fn samples() -> impl Iterator<Item = (&'static Evidence, &'static str)> {
    all_evidence()
        .iter()
        .flat_map(|evidence| evidence_samples(evidence.index).iter().map(move |sample| (evidence, *sample)))
}

#[test]
fn evidence_is_at_its_index() {
    assert!(!all_evidence().is_empty());
    for (at, one) in all_evidence().iter().enumerate() {
        assert_eq!(usize::from(one.index.0), at);
        assert_eq!(evidence(one.index).map(|found| found.id), Some(one.id));
        assert_eq!(evidence_by_id(one.id).map(|found| found.index), Some(one.index));
        let step = knowledge::step(one.flow, one.step).expect(one.id);
        assert!(knowledge::evidence_of(step).iter().any(|other| std::ptr::eq(other, one)), "{}", one.id);
    }
}

#[test]
fn every_sample_is_found_by_literal_and_pattern() {
    for (evidence, sample) in samples() {
        let found = knowledge::pattern(evidence)
            .literals
            .iter()
            .any(|literal| literal.len() >= 6 && sample.contains(literal));
        assert!(found, "{}: none of {:?} in {sample}", evidence.id, knowledge::pattern(evidence).literals);
        assert!(regex(evidence).is_match(sample.as_bytes()), "{}: {sample}", evidence.id);
    }
}

#[test]
fn captures_are_those_of_the_pattern() {
    for evidence in all_evidence() {
        let regex = regex(evidence);
        let names: Vec<&str> = regex.capture_names().flatten().collect();
        assert_eq!(knowledge::pattern(evidence).captures, names, "{}", evidence.id);
    }
}

/// A line as a blog shows it: each quote opening or closing.
fn typographic(line: &str, forms: &[(u8, [&[u8]; 2])]) -> Vec<u8> {
    let mut open = [false; 2];
    let mut bytes = Vec::new();
    for byte in line.bytes() {
        match forms.iter().position(|(plain, _)| *plain == byte) {
            Some(quote) => {
                bytes.extend_from_slice(forms[quote].1[usize::from(open[quote])]);
                open[quote] = !open[quote];
            }
            None => bytes.push(byte),
        }
    }
    bytes
}

#[test]
fn samples_with_typographic_quotes_give_the_same_captures() {
    let utf8: [(u8, [&[u8]; 2]); 2] =
        [(b'\'', ["‘".as_bytes(), "’".as_bytes()]), (b'"', ["“".as_bytes(), "”".as_bytes()])];
    let windows: [(u8, [&[u8]; 2]); 2] = [(b'\'', [b"\x91", b"\x92"]), (b'"', [b"\x93", b"\x94"])];
    let mut quoted = 0;
    for (evidence, sample) in samples().filter(|(_, sample)| sample.contains(['\'', '"'])) {
        let regex = regex(evidence);
        let plain = regex.captures(sample.as_bytes()).expect(evidence.id);
        for forms in [utf8, windows] {
            let line = typographic(sample, &forms);
            let found = regex.captures(&line).unwrap_or_else(|| panic!("{}: {sample}", evidence.id));
            for name in knowledge::pattern(evidence).captures {
                let plain = plain
                    .name(name)
                    .map(|capture| typographic(&String::from_utf8_lossy(capture.as_bytes()), &forms));
                let found = found.name(name).map(|capture| capture.as_bytes().to_vec());
                assert_eq!(found, plain, "{}: {name} of {sample}", evidence.id);
            }
            quoted += 1;
        }
    }
    assert!(quoted > 0);
}
