//! What a saved report contains: version, verdicts, and the lines that it quotes.

use std::fmt::{self, Formatter};

use report::{Citation, FileMeta, FlowVerdict, SavedReport, SavedVerdict, SkippedFile};
use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, SeqAccess, Visitor};

use crate::citations::{CitedValue, QuotedLines};

/// Why a saved report is not read like a log.
const NOT_A_LOG: &str = "It is a saved report, not a log: the page compares the lines that it quotes with the logs, and so \
                         does `wuscope verify`.";

/// What a saved report contains.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportContent {
    /// The version of Wuscope that wrote it.
    pub version: String,
    /// Its verdict, or those of its machines: the first [`MOST_VERDICTS`]. SARIF has none.
    pub verdicts: Vec<SavedVerdict>,
    /// How many machines it is about, if it is about several; otherwise 0.
    pub machine_count: u32,
    /// The lines that it quotes, in order and each once.
    pub citations: Vec<Citation>,
    /// Whether it quotes more lines than are read.
    pub is_cut: bool,
}

/// The most verdicts that are read.
const MOST_VERDICTS: usize = 20;

/// How a report in NDJSON begins, and the part of it about each machine.
const NDJSON: &str = "{\"type\":\"report\"";

impl ReportContent {
    /// What a report in JSON, NDJSON or SARIF contains; or why the text is not such a report.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}');
        let quoted = QuotedLines::read(text).map_err(|error| format!("It is not JSON: {error}."))?;
        let head = ReportHead::read(text).ok_or("It is JSON, but no report of Wuscope.")?;
        Ok(head.with(quoted))
    }

    /// The report as a file among others, and the lines that it quotes, which are not compared yet.
    pub fn saved_as(self, file: &FileMeta) -> (SavedReport, Vec<Citation>) {
        let Self { version, verdicts, machine_count, citations, is_cut } = self;
        let (name, modified) = (file.name.clone(), file.modified);
        let (verification, unread_logs) = (None, 0);
        let report = SavedReport {
            name,
            modified,
            version,
            verdicts,
            machine_count,
            is_cut,
            verification,
            unread_logs,
        };
        (report, citations)
    }
}

/// The row of a file that is not analyzed because it is a saved report.
pub fn skipped_report(file: &FileMeta) -> SkippedFile {
    let (name, folder, size) = (file.name.clone(), file.path.clone(), Some(file.size));
    SkippedFile { name, folder, size, reason: NOT_A_LOG.to_owned(), count: 1 }
}

/// The fields of a report that describe it.
#[derive(Deserialize)]
struct ReportHead {
    version: String,
    #[serde(default)]
    machine: String,
    headline: HeadlineHead,
    #[serde(default)]
    machines: FirstRows<MachineHead>,
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
    verdict: CitedValue,
    #[serde(default)]
    summary: String,
}

/// A SARIF log, and a run in it.
#[derive(Deserialize)]
struct SarifHead {
    runs: FirstRows<SarifRunHead>,
}

#[derive(Deserialize)]
struct SarifRunHead {
    tool: SarifTool,
}

#[derive(Deserialize)]
struct SarifTool {
    driver: SarifDriver,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SarifDriver {
    name: String,
    #[serde(default)]
    semantic_version: String,
}

impl ReportHead {
    fn read(text: &str) -> Option<Self> {
        if text.starts_with(NDJSON) {
            let mut parts = text.lines().filter(|line| line.starts_with(NDJSON));
            let mut whole: Self = serde_json::from_str(parts.next()?).ok()?;
            parts
                .filter_map(|part| serde_json::from_str(part).ok())
                .for_each(|part| whole.machines.add(part));
            return Some(whole);
        }
        serde_json::from_str(text).ok().or_else(|| Self::of_sarif(&serde_json::from_str(text).ok()?))
    }

    fn of_sarif(log: &SarifHead) -> Option<Self> {
        let driver = &log.runs.rows.first()?.tool.driver;
        let (machine, headline, machines) = (String::new(), HeadlineHead::default(), FirstRows::default());
        let version = driver.semantic_version.clone();
        (driver.name == "Wuscope").then_some(Self { version, machine, headline, machines })
    }

    fn with(self, quoted: QuotedLines) -> ReportContent {
        let verdict = |machine: String, headline: HeadlineHead| SavedVerdict {
            machine,
            verdict: headline.verdict.text().and_then(|word| {
                FlowVerdict::deserialize(StrDeserializer::<serde::de::value::Error>::new(&word)).ok()
            }),
            summary: headline.summary,
        };
        let machine_count = self.machines.count;
        let mut verdicts: Vec<_> =
            self.machines.rows.into_iter().map(|one| verdict(one.machine, one.headline)).collect();
        if machine_count == 0 {
            verdicts.push(verdict(self.machine, self.headline));
        }
        verdicts.retain(|verdict| verdict.verdict.is_some() || !verdict.summary.is_empty());
        let QuotedLines { citations, is_cut } = quoted;
        ReportContent { version: self.version, verdicts, machine_count, citations, is_cut }
    }
}

/// The first rows of a list, and how many it has: it can have millions.
struct FirstRows<T> {
    rows: Vec<T>,
    count: u32,
}

impl<T> Default for FirstRows<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), count: 0 }
    }
}

impl<T> FirstRows<T> {
    fn add(&mut self, row: T) {
        self.count = self.count.saturating_add(1);
        if self.rows.len() < MOST_VERDICTS {
            self.rows.push(row);
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for FirstRows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(RowsVisitor(Self::default()))
    }
}

struct RowsVisitor<T>(FirstRows<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for RowsVisitor<T> {
    type Value = FirstRows<T>;

    fn expecting(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<FirstRows<T>, A::Error> {
        let Self(mut found) = self;
        while let Some(row) = values.next_element()? {
            found.add(row);
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Why a text is no report; none if it is one.
    fn refusal(text: &str) -> Option<String> {
        ReportContent::read(text).err()
    }

    #[test]
    fn another_file_is_refused() {
        for (text, why) in [
            ("# Report", "It is not JSON: "),
            ("", "It is not JSON: "),
            (r#"{"version": "0.1.0"}"#, "It is JSON, but no report of Wuscope."),
            (r#"{"version": 1, "headline": {}}"#, "It is JSON, but no report of Wuscope."),
            (r#"{"version": "0.1.0", "headline": "none"}"#, "It is JSON, but no report of Wuscope."),
            (
                r#"{"runs": [{"tool": {"driver": {"name": "Other"}}}]}"#,
                "It is JSON, but no report of Wuscope.",
            ),
            (r#"{"runs": []}"#, "It is JSON, but no report of Wuscope."),
            ("[1, 2]", "It is JSON, but no report of Wuscope."),
            ("[[[", "It is not JSON: "),
            (&"[".repeat(100_000), "It is not JSON: "),
        ] {
            let refused = refusal(text).unwrap();
            assert!(refused.starts_with(why), "{refused}");
        }
        assert_eq!(refusal(r#"{"version": "0.1.0", "headline": {}}"#), None);
    }

    const ONE: &str = r#"{"version": "0.1.0", "machine": "PC01", "headline": {"verdict": "failed", "summary": "It fails."}}"#;

    fn of_one() -> SavedVerdict {
        let (machine, summary) = ("PC01".to_owned(), "It fails.".to_owned());
        SavedVerdict { machine, verdict: Some(FlowVerdict::Failed), summary }
    }

    #[test]
    fn its_verdict_is_read() {
        let found = ReportContent::read(ONE).unwrap();
        assert_eq!((found.version.as_str(), found.machine_count), ("0.1.0", 0));
        assert_eq!(found.verdicts, [of_one()]);
        let two = r#"{"machine": "PC02", "headline": {"verdict": ["new"], "summary": "It waits."}}"#;
        let several = format!(
            r#"{{"version": "0.2.0", "headline": {{"verdict": "better"}}, "machines": [{ONE}, {two}, {{}}]}}"#
        );
        let found = ReportContent::read(&several).unwrap();
        let other =
            SavedVerdict { machine: "PC02".to_owned(), verdict: None, summary: "It waits.".to_owned() };
        assert_eq!((found.machine_count, found.verdicts), (3, vec![of_one(), other]));
    }

    #[test]
    fn a_million_machines_are_counted() {
        let machines = "{},".repeat(1_000_000);
        let report = format!(
            r#"{{"version": "1", "headline": {{}}, "machines": [{}]}}"#,
            machines.trim_end_matches(',')
        );
        let found = ReportContent::read(&report).unwrap();
        assert_eq!((found.machine_count, found.verdicts.len()), (1_000_000, 0));
    }
}
