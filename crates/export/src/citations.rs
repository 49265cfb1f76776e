//! The lines that a saved report quotes, read from its JSON.

use std::collections::BTreeSet;
use std::fmt::{self, Formatter};

use report::Citation;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::uri::file_name;

/// The most quotations that are read; the same line can be quoted several times. The largest reports have fewer.
const MOST_CITATIONS: usize = 500_000;

/// The lines that a report quotes.
#[derive(Default)]
pub(crate) struct QuotedLines {
    /// The lines, in order and each once.
    pub(crate) citations: Vec<Citation>,
    /// Whether there are more than [`MOST_CITATIONS`].
    pub(crate) is_cut: bool,
}

impl QuotedLines {
    /// Those in a JSON value, or in several, one after the other; an error if the text is something else.
    ///
    /// A citation is each object with a log, a line and a text: reports of other versions have more fields and other
    /// words. In SARIF it is each place in a file.
    pub(crate) fn read(json: &str) -> serde_json::Result<Self> {
        let mut found = Self::default();
        let mut reader = serde_json::Deserializer::from_str(json);
        loop {
            CitationSeed(&mut found).deserialize(&mut reader)?;
            if reader.end().is_ok() {
                break;
            }
        }
        found.merge();
        Ok(found)
    }

    fn add(&mut self, citation: Citation) {
        if self.citations.len() < MOST_CITATIONS {
            self.citations.push(citation);
        } else {
            self.is_cut = true;
        }
    }

    fn merge(&mut self) {
        self.citations.sort();
        self.citations.dedup();
        // A finding names its line without bytes and time; its evidence contains the same line with them.
        let names = |citation: &Citation| (citation.log.clone(), citation.line, citation.text.clone());
        let complete = self.citations.iter().filter(|citation| citation.bytes.is_some());
        let complete: BTreeSet<_> = complete.map(names).collect();
        self.citations.retain(|citation| citation.bytes.is_some() || !complete.contains(&names(citation)));
    }
}

/// Reads any JSON and collects the citations in it. Nothing else is kept: a report can have hundreds
/// of megabytes.
struct CitationSeed<'f>(&'f mut QuotedLines);

/// A value that can be part of a citation; anything else is `Other`.
enum CitedValue {
    Text(String),
    Number(u64),
    Range([u64; 2]),
    /// The name of a file in SARIF.
    File(String),
    /// A text in SARIF.
    Snippet(String),
    /// A line in SARIF.
    Region(u64, String),
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
        let mut file = None;
        while let Some(name) = fields.next_key::<String>()? {
            match (name.as_str(), fields.next_value_seed(CitationSeed(self.0))?) {
                ("log", CitedValue::Text(value)) => log = Some(value),
                ("line" | "startLine", CitedValue::Number(value)) => line = Some(value),
                ("text", CitedValue::Text(value)) | ("snippet", CitedValue::Snippet(value)) => {
                    text = Some(value);
                }
                ("bytes", CitedValue::Range(value)) => bytes = Some(value),
                ("time", CitedValue::Text(value)) => time = Some(value),
                ("uri", CitedValue::Text(value)) => file = Some(value),
                ("artifactLocation", CitedValue::File(value)) => log = Some(file_name(&value)),
                ("region", CitedValue::Region(value, words)) => (line, text) = (Some(value), Some(words)),
                _ => {}
            }
        }
        Ok(match (log, line, text, file) {
            (Some(log), Some(line), Some(text), _) => {
                self.0.add(Citation { log, line, bytes, time, text });
                CitedValue::Other
            }
            (None, Some(line), Some(text), _) => CitedValue::Region(line, text),
            (None, None, Some(text), _) => CitedValue::Snippet(text),
            (None, None, None, Some(file)) => CitedValue::File(file),
            _ => CitedValue::Other,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that a report with these findings quotes.
    fn quoted(findings: &str) -> Vec<Citation> {
        QuotedLines::read(&format!(r#"{{"findings": [{findings}]}}"#)).unwrap().citations
    }

    const EVIDENCE: &str =
        r#"{"log": "a.log", "line": 7, "bytes": [3, 8], "time": "10:00", "text": "Error", "new": 1}"#;

    #[test]
    fn each_quoted_line_is_found_once() {
        let finding = format!(
            r#"{{"log": "a.log", "line": 7, "text": "Error", "evidence": [{EVIDENCE}, {EVIDENCE}]}}"#
        );
        let expected = Citation {
            log: "a.log".to_owned(),
            line: 7,
            bytes: Some([3, 8]),
            time: Some("10:00".to_owned()),
            text: "Error".to_owned(),
        };
        assert_eq!(quoted(&finding), [expected]);
    }

    #[test]
    fn a_finding_that_quotes_another_text_than_its_evidence_is_a_citation_too() {
        let finding = format!(r#"{{"log": "a.log", "line": 7, "text": "Edited", "evidence": [{EVIDENCE}]}}"#);
        let texts: Vec<String> = quoted(&finding).into_iter().map(|found| found.text).collect();
        assert_eq!(texts, ["Edited", "Error"]);
    }

    #[test]
    fn a_place_of_sarif_is_a_citation() {
        let region = r#""region": {"startLine": 7, "snippet": {"text": "Error"}}"#;
        let place = format!(
            r#"{{"physicalLocation": {{"artifactLocation": {{"uri": "PC%2001/a%20b.log", "index": 0}}, {region}}}}}"#
        );
        let expected = Citation {
            log: "a b.log".to_owned(),
            line: 7,
            bytes: None,
            time: None,
            text: "Error".to_owned(),
        };
        assert_eq!(quoted(&place), [expected]);
        assert!(quoted(&format!("{{{region}}}")).is_empty());
    }

    #[test]
    fn wrong_numbers_are_no_citations() {
        for line in ["-1", "1.5", "1e300", "18446744073709551616", "null", "\"7\"", "[7]", "{}"] {
            let found = quoted(&format!(r#"{{"log": "a.log", "line": {line}, "text": "Error"}}"#));
            assert!(found.is_empty(), "{line}");
        }
        for bytes in ["[-1, 2]", "[1]", "[1, 2, 3]", "{}", "\"1, 2\""] {
            let found = quoted(&format!(r#"{{"log": "a.log", "line": 7, "text": "", "bytes": {bytes}}}"#));
            assert_eq!(found[0].bytes, None, "{bytes}");
        }
    }

    #[test]
    fn a_million_citations_are_bounded() {
        let one = r#"{"log":"a","line":1,"text":""},"#;
        let many = one.repeat(MOST_CITATIONS + 1);
        let found = QuotedLines::read(&format!("[{}]", many.trim_end_matches(','))).unwrap();
        assert_eq!((found.citations.len(), found.is_cut), (1, true));
    }
}
