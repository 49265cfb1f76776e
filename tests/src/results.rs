//! The results in logs, as the patterns of the knowledge base find them line by line: no run, no operation, nothing
//! else that the diagnosis makes of them.

use std::sync::OnceLock;

use knowledge::spelling::captured;
use knowledge::{Evidence, ResultLine, ResultOutcome};
use logfile::{Entry, Format, Start, read_block};
use regex::bytes::{Captures, Regex, RegexBuilder};

use crate::analyze::texts_of;
use crate::entries::reading_of;
use crate::notation::TestFile;

/// A line with which a component reports the end of an operation.
#[derive(Clone, Debug)]
pub struct LoggedResult {
    /// The place of its file among those given.
    pub file: usize,
    /// Where its entry begins, in bytes of the text that is read of the file.
    pub from: usize,
    /// Where the entry ends.
    pub to: usize,
    /// What it is.
    pub evidence: &'static Evidence,
    /// What the operation was for, where the result names it.
    pub key: Option<String>,
    /// The code it names.
    pub code: Option<u32>,
    /// Where its code is, in bytes of the text.
    pub code_at: Option<[usize; 2]>,
    /// Whether it reports a failure.
    pub is_failed: bool,
}

/// The results in these files, in the order of files and lines.
pub fn results_in(files: &[TestFile]) -> Vec<LoggedResult> {
    let mut results = Vec::new();
    for (file, bytes) in texts_of(files).iter().enumerate() {
        let reading = reading_of(bytes);
        let mut add = |entry: &Entry<'_>| {
            for (evidence, regex) in patterns() {
                let place = entry.text.file_offset(entry.place.start) as usize
                    ..entry.text.file_offset(entry.place.end) as usize;
                if is_in(evidence, reading.format, entry)
                    && let Some(captures) = regex.captures(entry.message())
                    && let Some(result) = evidence.result
                {
                    results.push(logged_result(
                        (file, place.start, place.end),
                        evidence,
                        result,
                        &captures,
                        entry,
                    ));
                }
            }
        };
        read_block(&reading, 0, bytes, Start::Boundary, true, &mut |entry| add(entry));
    }
    results
}

/// The patterns of all results, compiled once.
fn patterns() -> &'static [(&'static Evidence, Regex)] {
    static PATTERNS: OnceLock<Vec<(&'static Evidence, Regex)>> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        let results = knowledge::all_evidence().iter().filter(|evidence| evidence.result.is_some());
        let compiled = |evidence: &'static Evidence| {
            let text = knowledge::pattern(evidence).text;
            let regex = RegexBuilder::new(text).unicode(false).build();
            (evidence, regex.unwrap_or_else(|error| panic!("{}: {error}", evidence.id)))
        };
        results.map(compiled).collect()
    })
}

/// Whether a line of this format and component may be of the log of an evidence.
fn is_in(evidence: &Evidence, format: Format, entry: &Entry<'_>) -> bool {
    let of_format = || knowledge::log(evidence.log).is_some_and(|log| log.format == format.id());
    match format {
        Format::CmTrace | Format::SiteServer | Format::CmTraceList if !entry.component.is_empty() => evidence
            .components
            .iter()
            .any(|component| component.as_bytes().eq_ignore_ascii_case(entry.component())),
        Format::Empty | Format::Binary => false,
        Format::CmTrace | Format::SiteServer | Format::CmTraceList | Format::Stamped | Format::Plain => true,
        _ => of_format(),
    }
}

fn logged_result(
    (file, from, to): (usize, usize, usize),
    evidence: &'static Evidence,
    result: ResultLine,
    captures: &Captures<'_>,
    entry: &Entry<'_>,
) -> LoggedResult {
    let text = |name: &str| Some(String::from_utf8_lossy(captures.name(name)?.as_bytes()).into_owned());
    let of_code = || captured(&text("code")?);
    let of_win32 = || Some(0x8007_0000 | text("win32")?.parse::<u32>().ok()?);
    let of_http = || Some(knowledge::code_of_http(text("http")?.parse().ok()?)?.value);
    let meant = || (result.code > 0).then_some(result.code);
    let code = of_code().or_else(of_win32).or_else(of_http).or_else(meant);
    let code = match code {
        Some(number @ 1..=0xFFFF) if result.outcome == ResultOutcome::Failed => Some(0x8007_0000 | number),
        code => code,
    };
    let is_failing = code.is_some_and(|code| code >> 31 == 1);
    let is_benign = code.and_then(knowledge::code).is_some_and(|known| known.benign.is_some());
    let has_inner = text("inner").and_then(|inner| captured(&inner)).is_some_and(|inner| inner >> 31 == 1);
    let flow = knowledge::operation(result.operation).and_then(|operation| knowledge::flow(operation.flow));
    let is_cancel =
        |code: u32| knowledge::is_cancelled(code) || flow.is_some_and(|flow| flow.cancelled.contains(&code));
    let is_cancelled = !has_inner && code.is_some_and(is_cancel);
    let shift = entry.text.file_offset(entry.message.start) as usize;
    LoggedResult {
        file,
        from,
        to,
        evidence,
        key: text(result.key).map(|key| key.to_ascii_lowercase()),
        code,
        code_at: captures.name("code").map(|found| [shift + found.start(), shift + found.end()]),
        is_failed: match result.outcome {
            ResultOutcome::Failed => !is_cancelled,
            ResultOutcome::ByCode => is_failing && !is_benign && !is_cancelled,
            ResultOutcome::Ok | ResultOutcome::Cancelled => false,
        },
    }
}
