//! The lines that a saved report quotes, read from its JSON.

use std::collections::BTreeSet;

use report::Citation;
use serde_json::{Map, Value};

/// The lines that a report in JSON quotes, in order and each once; or why the text is not such a report.
///
/// A citation is each object with a log, a line and a text: reports of other versions have more fields and other words.
pub fn citations(json: &str) -> Result<Vec<Citation>, String> {
    let report: Value = serde_json::from_str(json.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("It is not JSON: {error}."))?;
    if !report["version"].is_string() || !report["headline"].is_object() {
        return Err("It is JSON, but no report of Wuscope.".to_owned());
    }
    let mut found = Vec::new();
    collect(&report, &mut found);
    found.sort();
    found.dedup();
    // A finding names its line without bytes and time; its evidence contains the same line with them.
    let names = |citation: &Citation| (citation.log.clone(), citation.line, citation.text.clone());
    let complete: BTreeSet<_> = found.iter().filter(|citation| citation.bytes.is_some()).map(names).collect();
    found.retain(|citation| citation.bytes.is_some() || !complete.contains(&names(citation)));
    Ok(found)
}

fn collect(value: &Value, found: &mut Vec<Citation>) {
    match value {
        Value::Object(fields) => {
            found.extend(citation(fields));
            fields.values().for_each(|value| collect(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        _ => {}
    }
}

fn citation(fields: &Map<String, Value>) -> Option<Citation> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    let bytes = || match fields.get("bytes")?.as_array()?.as_slice() {
        [from, to] => Some([from.as_u64()?, to.as_u64()?]),
        _ => None,
    };
    Some(Citation {
        log: text("log")?,
        line: fields.get("line")?.as_u64()?,
        text: text("text")?,
        bytes: bytes(),
        time: text("time"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A report with these findings.
    fn report(findings: &str) -> String {
        format!(r#"{{"version": "0.1.0", "headline": {{}}, "findings": [{findings}]}}"#)
    }

    const EVIDENCE: &str =
        r#"{"log": "a.log", "line": 7, "bytes": [3, 8], "time": "10:00", "text": "Error", "new": 1}"#;

    #[test]
    fn each_quoted_line_is_found_once() {
        let finding = format!(
            r#"{{"log": "a.log", "line": 7, "text": "Error", "evidence": [{EVIDENCE}, {EVIDENCE}]}}"#
        );
        let found = citations(&report(&finding)).unwrap();
        let expected = Citation {
            log: "a.log".to_owned(),
            line: 7,
            bytes: Some([3, 8]),
            time: Some("10:00".to_owned()),
            text: "Error".to_owned(),
        };
        assert_eq!(found, [expected]);
    }

    #[test]
    fn a_finding_that_quotes_another_text_than_its_evidence_is_a_citation_too() {
        let finding = format!(r#"{{"log": "a.log", "line": 7, "text": "Edited", "evidence": [{EVIDENCE}]}}"#);
        let texts: Vec<String> =
            citations(&report(&finding)).unwrap().into_iter().map(|found| found.text).collect();
        assert_eq!(texts, ["Edited", "Error"]);
    }

    #[test]
    fn another_file_is_refused() {
        for (text, why) in [
            ("# Report", "It is not JSON: "),
            (r#"{"version": "0.1.0"}"#, "It is JSON, but no report of Wuscope."),
            ("[[[", "It is not JSON: "),
            (&"[".repeat(100_000), "It is not JSON: "),
        ] {
            let refused = citations(text).unwrap_err();
            assert!(refused.starts_with(why), "{refused}");
        }
        assert_eq!(citations(&report("")), Ok(Vec::new()));
    }
}
