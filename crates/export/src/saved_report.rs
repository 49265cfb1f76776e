//! What a saved report contains: version, verdicts, and the lines that it quotes.

use report::{
    Citation, FileMeta, SarifHead, SavedHead, SavedHeadline, SavedReport, SavedVerdict, SkippedFile,
};

use crate::citations::QuotedLines;

/// Why a saved report is not read like a log.
const NOT_A_LOG: &str = "It is a saved report, not a log: the page and the command wuscope verify compare the lines that \
                         it quotes with the logs.";

/// What a saved report contains.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportContent {
    /// The version of Wuscope that wrote it.
    pub version: String,
    /// Its verdict, or those of its machines: the first twenty. SARIF has none.
    pub verdicts: Vec<SavedVerdict>,
    /// How many machines it is about, if it is about several; otherwise 0.
    pub machine_count: u32,
    /// The lines that it quotes, in order and each once.
    pub citations: Vec<Citation>,
    /// Whether it quotes more lines than are read.
    pub is_cut: bool,
}

/// How a report in NDJSON begins, and the part of it about each machine.
const NDJSON: &str = "{\"type\":\"report\"";

impl ReportContent {
    /// What a report in JSON, NDJSON or SARIF contains; or why the text is not such a report.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}');
        let quoted = QuotedLines::read(text).map_err(|error| format!("It is not JSON: {error}."))?;
        let head = head_of(text).ok_or("It is JSON, but no report of Wuscope.")?;
        let machine_count = head.machines.count;
        let of_machines = head.machines.rows.into_iter().map(|one| verdict(one.machine, one.headline));
        let mut verdicts: Vec<SavedVerdict> = of_machines.collect();
        if machine_count == 0 {
            verdicts.push(verdict(head.machine, head.headline));
        }
        verdicts.retain(|verdict| verdict.verdict.is_some() || !verdict.summary.is_empty());
        let QuotedLines { citations, is_cut } = quoted;
        Ok(Self { version: head.version, verdicts, machine_count, citations, is_cut })
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

/// The fields of a report that describe it; none if the text is no report.
fn head_of(text: &str) -> Option<SavedHead> {
    if text.starts_with(NDJSON) {
        let mut parts = text.lines().filter(|line| line.starts_with(NDJSON));
        let mut whole: SavedHead = serde_json::from_str(parts.next()?).ok()?;
        parts.filter_map(|part| serde_json::from_str(part).ok()).for_each(|part| whole.machines.add(part));
        return Some(whole);
    }
    serde_json::from_str(text).ok().or_else(|| head_of_sarif(serde_json::from_str(text).ok()?))
}

/// The same of a SARIF log. It has no verdicts.
fn head_of_sarif(log: SarifHead) -> Option<SavedHead> {
    let driver = log.runs.rows.into_iter().next()?.tool.driver;
    let version = driver.semantic_version;
    (driver.name == "Wuscope").then(|| SavedHead { version, ..SavedHead::default() })
}

fn verdict(machine: String, headline: SavedHeadline) -> SavedVerdict {
    SavedVerdict { machine, verdict: headline.verdict, summary: headline.summary }
}

#[cfg(test)]
mod tests {
    use report::FlowVerdict;

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
