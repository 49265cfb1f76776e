//! The lines that a saved report quotes, and its verdict, read from its JSON.

use std::collections::BTreeSet;
use std::fmt::{self, Formatter};

use report::{Citation, FileMeta, FlowVerdict, SavedVerdict, SkippedFile};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// Why a saved report is not read like a log.
const NOT_A_LOG: &str =
    "It is a saved report, not a log: `wuscope verify` compares the lines that it quotes with logs.";

/// What a saved report contains.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportContent {
    /// The version of Wuscope that wrote it.
    pub version: String,
    /// Its verdict, or those of its machines: the first [`MOST_VERDICTS`].
    pub verdicts: Vec<SavedVerdict>,
    /// How many machines it is about, if it is about several; otherwise 0.
    pub machine_count: u32,
    /// The lines that it quotes, in order and each once.
    pub citations: Vec<Citation>,
}

/// The most verdicts that are read.
const MOST_VERDICTS: usize = 20;

/// What a report in JSON contains; or why the text is not such a report.
///
/// A citation is each object with a log, a line and a text: reports of other versions have more fields and other words.
pub fn read_report(json: &str) -> Result<ReportContent, String> {
    let json = json.trim_start_matches('\u{feff}');
    let mut found = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(json);
    CitationSeed(&mut found)
        .deserialize(&mut reader)
        .and_then(|_| reader.end())
        .map_err(|error| format!("It is not JSON: {error}."))?;
    let report: ReportHead =
        serde_json::from_str(json).map_err(|_| "It is JSON, but no report of Wuscope.".to_owned())?;
    found.sort();
    found.dedup();
    // A finding names its line without bytes and time; its evidence contains the same line with them.
    let names = |citation: &Citation| (citation.log.clone(), citation.line, citation.text.clone());
    let complete: BTreeSet<_> = found.iter().filter(|citation| citation.bytes.is_some()).map(names).collect();
    found.retain(|citation| citation.bytes.is_some() || !complete.contains(&names(citation)));
    Ok(report.with(found))
}

/// The lines that a report in JSON quotes, in order and each once; or why the text is not such a report.
pub fn citations(json: &str) -> Result<Vec<Citation>, String> {
    Ok(read_report(json)?.citations)
}

/// The row of a file that is not read because it is a saved report; none if it is none.
pub fn skipped_report(file: &FileMeta, json: &str) -> Option<SkippedFile> {
    read_report(json).ok()?;
    let (name, folder, size) = (file.name.clone(), file.path.clone(), Some(file.size));
    Some(SkippedFile { name, folder, size, reason: NOT_A_LOG.to_owned(), count: 1 })
}

/// The fields of a report that describe it.
#[derive(Deserialize)]
struct ReportHead {
    version: String,
    #[serde(default)]
    machine: String,
    headline: HeadlineHead,
    #[serde(default)]
    machines: Vec<MachineHead>,
}

/// The fields of the report of one machine.
#[derive(Deserialize)]
struct MachineHead {
    #[serde(default)]
    machine: String,
    #[serde(default)]
    headline: HeadlineHead,
}

#[derive(Default, Deserialize)]
struct HeadlineHead {
    #[serde(default)]
    verdict: Value,
    #[serde(default)]
    summary: String,
}

impl ReportHead {
    fn with(self, citations: Vec<Citation>) -> ReportContent {
        let verdict = |machine: String, headline: HeadlineHead| SavedVerdict {
            machine,
            verdict: FlowVerdict::deserialize(headline.verdict).ok(),
            summary: headline.summary,
        };
        let machine_count = self.machines.len() as u32;
        let verdicts = if self.machines.is_empty() {
            vec![verdict(self.machine, self.headline)]
        } else {
            let machines = self.machines.into_iter().take(MOST_VERDICTS);
            machines.map(|one| verdict(one.machine, one.headline)).collect()
        };
        ReportContent { version: self.version, verdicts, machine_count, citations }
    }
}

/// Reads any JSON and collects the citations in it. Nothing else is kept: a report can have hundreds of megabytes.
struct CitationSeed<'f>(&'f mut Vec<Citation>);

/// A value, as far as a citation can contain it.
enum CitedValue {
    Text(String),
    Number(u64),
    Range([u64; 2]),
    Other,
}

impl<'de> DeserializeSeed<'de> for CitationSeed<'_> {
    type Value = CitedValue;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<CitedValue, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for CitationSeed<'_> {
    type Value = CitedValue;

    fn expecting(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<CitedValue, E> {
        Ok(CitedValue::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<CitedValue, E> {
        Ok(CitedValue::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<CitedValue, E> {
        Ok(CitedValue::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<CitedValue, E> {
        Ok(CitedValue::Other)
    }

    fn visit_u64<E>(self, number: u64) -> Result<CitedValue, E> {
        Ok(CitedValue::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<CitedValue, E> {
        Ok(CitedValue::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<CitedValue, A::Error> {
        let mut first = [None, None];
        let mut count = 0_usize;
        while let Some(value) = values.next_element_seed(CitationSeed(self.0))? {
            if let (Some(place), CitedValue::Number(number)) = (first.get_mut(count), value) {
                *place = Some(number);
            }
            count += 1;
        }
        match (count, first) {
            (2, [Some(from), Some(to)]) => Ok(CitedValue::Range([from, to])),
            _ => Ok(CitedValue::Other),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<CitedValue, A::Error> {
        let (mut log, mut line, mut text, mut bytes, mut time) = (None, None, None, None, None);
        while let Some(name) = fields.next_key::<String>()? {
            match (name.as_str(), fields.next_value_seed(CitationSeed(self.0))?) {
                ("log", CitedValue::Text(value)) => log = Some(value),
                ("line", CitedValue::Number(value)) => line = Some(value),
                ("text", CitedValue::Text(value)) => text = Some(value),
                ("bytes", CitedValue::Range(value)) => bytes = Some(value),
                ("time", CitedValue::Text(value)) => time = Some(value),
                _ => {}
            }
        }
        if let (Some(log), Some(line), Some(text)) = (log, line, text) {
            self.0.push(Citation { log, line, bytes, time, text });
        }
        Ok(CitedValue::Other)
    }
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
            (r#"{"version": 1, "headline": {}}"#, "It is JSON, but no report of Wuscope."),
            (r#"{"version": "0.1.0", "headline": "none"}"#, "It is JSON, but no report of Wuscope."),
            ("[1, 2]", "It is JSON, but no report of Wuscope."),
            ("[[[", "It is not JSON: "),
            (&"[".repeat(100_000), "It is not JSON: "),
        ] {
            let refused = citations(text).unwrap_err();
            assert!(refused.starts_with(why), "{refused}");
        }
        assert_eq!(citations(&report("")), Ok(Vec::new()));
    }

    #[test]
    fn its_verdict_is_read() {
        let one = r#"{"version": "0.1.0", "machine": "PC01", "headline": {"verdict": "failed", "summary": "It fails."}}"#;
        let found = read_report(one).unwrap();
        let (machine, summary) = ("PC01".to_owned(), "It fails.".to_owned());
        let verdict = SavedVerdict { machine, verdict: Some(FlowVerdict::Failed), summary };
        assert_eq!((found.version.as_str(), found.machine_count), ("0.1.0", 0));
        assert_eq!(found.verdicts, std::slice::from_ref(&verdict));
        let several = format!(
            r#"{{"version": "0.2.0", "headline": {{"verdict": "better"}}, "machines": [{one}, {{"machine": "PC02"}}]}}"#
        );
        let found = read_report(&several).unwrap();
        let other = SavedVerdict { machine: "PC02".to_owned(), verdict: None, summary: String::new() };
        assert_eq!((found.machine_count, found.verdicts), (2, vec![verdict, other]));
    }
}
