//! The contents of a report: logs, flows, runs, findings, codes and missing logs.

use basics::{ClientKind, Confidence, Severity};
use serde::{Deserialize, Serialize};

use crate::collection::LogCollection;
use crate::evidence::EvidenceLine;
use crate::groups::{MachineComparison, MachineGroup};
use crate::history::FlowHistory;
use crate::moments::{ActiveCondition, MomentRow};
use crate::reasons::CauseReasons;
use crate::same_machine::SameMachineQuestion;
use crate::scoping::ScopingAnswer;
use crate::settings::SettingRow;
use crate::updates::UpdateRow;
use crate::verdict::{Disposition, FlowVerdict, Outcome, Strength, Verdict};

/// The result of one analysis, for the page, the terminal and files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// The version of Wuscope that created it.
    pub version: String,
    /// The name of the machine whose logs these are; empty if nothing names it.
    pub machine: String,
    /// The kind of client, if the logs show it: it decides how a fix is verified.
    pub client_kind: Option<ClientKind>,
    /// The bundle that its logs came in, if recognized: "Support Center bundle".
    pub bundle: Option<String>,
    /// If the logs are from several machines: one report for each. The other fields then contain what belongs to none
    /// of them.
    pub machines: Vec<Report>,
    /// Machines that may be one, because their logs name the same computer or client: they are treated as several until
    /// the user confirms it.
    pub same_machine_questions: Vec<SameMachineQuestion>,
    /// If the logs are from several machines: those that fail alike, largest group first.
    pub groups: Vec<MachineGroup>,
    /// If the logs are from several machines: what differs between them.
    pub comparison: MachineComparison,
    /// The logs that were read, by name: all of them, or for a page the 200 most important ones, which are those that
    /// could not be read, the known ones, then the others.
    pub logs: Vec<LogRow>,
    /// Totals of all logs, including those not in `logs`.
    pub log_totals: LogTotals,
    /// The top sentence: the most important result.
    pub headline: Headline,
    /// One row per flow that appears in the logs.
    pub flows: Vec<FlowRow>,
    /// The runs in full, in order of time: all of them, or for a page the 500 most important ones, which are
    /// the leading ones, those that failed, then the newest.
    pub runs: Vec<Run>,
    /// The total number of runs, including those not in `runs`.
    pub run_count: u32,
    /// The findings, the most severe first.
    pub findings: Vec<Finding>,
    /// The codes in the logs, decisive ones first, then by count; for a page the first 1,000.
    pub codes: Vec<CodeSeen>,
    /// The total number of codes, including those not in `codes`.
    pub code_count: u32,
    /// The updates in the logs, those that need attention first; for a page the first 1,000.
    pub updates: Vec<UpdateRow>,
    /// The total number of updates, including those not in `updates`.
    pub update_count: u32,
    /// Answers to the scoping questions, if the logs give them.
    pub scoping: Vec<ScopingAnswer>,
    /// The configuration, from logs and registry exports.
    pub settings: Vec<SettingRow>,
    /// Conditions in effect on the machine when its logs end: a restart is pending, a service is disabled.
    pub active_conditions: Vec<ActiveCondition>,
    /// Events on the machine, oldest first: the newest 1,000 moments.
    pub moments: Vec<MomentRow>,
    /// The total number of moments, including those not in `moments`.
    pub moment_count: u64,
    /// The missing logs that would answer open questions.
    pub missing_logs: Vec<MissingLog>,
    /// Commands that collect them, one for each kind of machine.
    pub log_collections: Vec<LogCollection>,
    /// Files in archives or folders that were not read, and why.
    pub skipped_files: Vec<SkippedFile>,
    /// Parsing notes: clocks, limits, gaps.
    pub notes: Vec<Note>,
}

impl Report {
    /// This report, then the reports of its machines.
    pub fn all(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.machines)
    }
}

/// The top sentence of a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Headline {
    /// The overall result: that of the sentence, not of one flow.
    pub verdict: FlowVerdict,
    /// The sentence. Good news also names every failure of severity error. Empty if nothing was given.
    pub summary: String,
    /// The id of the finding it is based on; none if it is about a flow without a finding.
    pub finding: Option<String>,
}

/// Totals of all logs of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogTotals {
    /// How many logs there are; copies of one file count once.
    pub logs: u32,
    /// How many entries were read.
    pub entries: u64,
    /// How many of them could not be parsed and are plain lines.
    pub unparsed: u64,
    /// How many logs contain unparsed lines.
    pub unparsed_logs: u32,
}

impl LogTotals {
    /// Adds one log, with this many entries, of which this many are plain lines.
    pub fn add(&mut self, entries: u64, unparsed: u64) {
        self.logs += 1;
        self.entries += entries;
        self.unparsed += unparsed;
        self.unparsed_logs += u32::from(unparsed > 0);
    }
}

/// One log: a file, or the joined rollovers of one log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogRow {
    /// The file's name; for joined rollovers, that of the newest.
    pub name: String,
    /// The folder it came from, as given; empty for a single file.
    pub folder: String,
    /// How many copies of it exist: identical files that are ignored share one row.
    pub count: u32,
    /// The log it was recognized as (`ScanAgent`), or the name of its format if it is not a known log.
    pub kind: String,
    /// The display name of the format: "CMTrace", "Windows 10/11", "plain text".
    pub format: String,
    /// The encoding: `UTF-8`, `UTF-16LE`, `UTF-16BE` or `Windows-1252`; `with BOM` is appended if it has one.
    pub encoding: String,
    /// How many entries were read.
    pub entries: u64,
    /// How many of them could not be parsed and are plain lines.
    pub unparsed: u64,
    /// The first entry's time.
    pub first_time: Option<String>,
    /// The last entry's time.
    pub last_time: Option<String>,
    /// The size of all parts in bytes.
    pub size: u64,
    /// The files it is made of, oldest first.
    pub parts: Vec<LogPart>,
    /// How its time zone was determined, in words.
    pub clock: String,
    /// The build of Windows that wrote it, for a trace that contains it.
    pub windows_build: Option<u64>,
    /// How many events Windows lost while it wrote a trace.
    pub lost_events: u64,
    /// Whether it can be saved as the text log that Get-WindowsUpdateLog would create from it.
    pub convertible: bool,
    /// Whether support for such logs is based on documentation only, because no real sample is public.
    pub documentation_only: bool,
    /// The logs to get instead of this one, by file name: empty for a log of updates.
    pub instead: Vec<String>,
    /// Why it could not be read, or only in part, in one sentence with advice.
    pub problem: Option<String>,
}

/// One file of a log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogPart {
    /// The number that the page assigned to the file.
    pub file: u32,
    /// The file's name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its entries.
    pub entries: u64,
}

/// The result for one flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FlowRow {
    /// The flow's id: `client-scan`.
    pub flow: String,
    /// The outcome of the leading run, or the result without one.
    pub verdict: FlowVerdict,
    /// The verdict in one sentence.
    pub summary: String,
    /// The id of the run the verdict is taken from.
    pub leading_run: Option<u32>,
    /// The leading run's steps, or their results without a run.
    pub steps: Vec<StepRow>,
    /// How the runs that determine the verdict ended.
    pub counts: OutcomeCounts,
    /// What its runs show together.
    pub history: FlowHistory,
    /// Since when all runs have failed, if the leading run failed.
    pub failing_since: Option<String>,
    /// When the last successful run ended, if the leading run failed.
    pub last_success: Option<String>,
    /// A newer run that is still in progress.
    pub unfinished_run: Option<u32>,
}

/// How many runs ended in each way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutcomeCounts {
    /// Succeeded.
    pub ok: u32,
    /// Failed or stopped.
    pub failed: u32,
    /// Cancelled by the caller.
    pub cancelled: u32,
    /// Answered from the cache.
    pub skipped: u32,
    /// Cut off by the end of the log.
    pub incomplete: u32,
}

impl OutcomeCounts {
    /// Adds one run.
    pub fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Ok => self.ok += 1,
            Outcome::Failed => self.failed += 1,
            Outcome::Cancelled => self.cancelled += 1,
            Outcome::Skipped => self.skipped += 1,
            Outcome::Incomplete => self.incomplete += 1,
        }
    }

    /// The total.
    pub fn all(&self) -> u32 {
        self.ok + self.failed + self.cancelled + self.skipped + self.incomplete
    }
}

/// One pass through a flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Run {
    /// Its number, from 1, by the time of its first line.
    pub id: u32,
    /// The flow it belongs to.
    pub flow: String,
    /// The caller, as the log writes it: `CcmExec`, `MoUpdateOrchestrator`.
    pub caller: Option<String>,
    /// The display name of the caller.
    pub caller_name: Option<String>,
    /// The service that was queried, by its display name: "WSUS", "Windows Update".
    pub service: Option<String>,
    /// The server's URL.
    pub server: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// The code it ended with, `0x` and eight upper-case digits.
    pub code: Option<String>,
    /// The time of its first line.
    pub start: Option<String>,
    /// The time of its last line.
    pub end: Option<String>,
    /// Whether it affects the flow's verdict: another caller's search against another service does not.
    pub affects_verdict: bool,
    /// Its steps and their parts, in the flow's order; only those that runs of this caller have.
    pub steps: Vec<StepRow>,
}

/// One step, or part of a step, of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StepRow {
    /// `3`, or `1.10`.
    pub step: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Its lines in the logs, in time order.
    pub evidence: Vec<EvidenceLine>,
    /// The time of its first line.
    pub start: Option<String>,
    /// The time of its last line.
    pub end: Option<String>,
    /// The reason for the verdict, if the lines do not show it.
    pub note: Option<String>,
}

/// One finding, with the line that proves it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// Stable for the same failure: `client-scan/3/0x8024401B`.
    pub id: String,
    /// Its severity.
    pub severity: Severity,
    /// The flow it belongs to.
    pub flow: String,
    /// The step it belongs to.
    pub step: String,
    /// Its subject, if the logs name it: the title of an update, a command, a package.
    pub subject: Option<String>,
    /// The decisive code, the innermost of its layers.
    pub code: Option<String>,
    /// The code the run ended with, if it is different.
    pub outer_code: Option<String>,
    /// The most likely cause; none if no rule matched.
    pub cause: Option<String>,
    /// Other possible causes, the most certain first.
    pub other_causes: Vec<CauseChoice>,
    /// A summary in one sentence.
    pub summary: String,
    /// How often it occurred.
    pub count: u32,
    /// In how many bursts it occurred (separated by at least ten minutes).
    pub bursts: u32,
    /// The first time.
    pub first_seen: Option<String>,
    /// The last time.
    pub last_seen: Option<String>,
    /// The file of the proving line.
    pub log: String,
    /// Its line, from 1.
    pub line: u64,
    /// Its text.
    pub text: String,
    /// The proving line and the layers that repeat it, in time order.
    pub evidence: Vec<EvidenceLine>,
    /// Contradicting evidence and open questions.
    pub contradictions: Vec<Contradiction>,
    /// Whether it is logged or inferred.
    pub strength: Strength,
    /// The confidence in the cause.
    pub confidence: Confidence,
    /// Values from the logs that fill the placeholders of the cause's commands, as (name, value). Each has the type
    /// that the knowledge declares for it.
    pub values: Vec<(String, String)>,
    /// Placeholders whose value in the logs has the wrong type: the value is only in the evidence.
    pub rejected_values: Vec<String>,
    /// The last run in which it occurred.
    pub last_run: Option<u32>,
    /// What the web server logged about the same requests.
    pub server_requests: Vec<ServerRequest>,
    /// Why the causes are ranked as they are: those that match, in their order, then those that almost match.
    pub reasons: Vec<CauseReasons>,
    /// The CMPivot query that finds the same line on other clients; none if it is in no log that CMPivot can read.
    pub line_search: Option<String>,
}

/// Another possible cause of a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CauseChoice {
    /// The cause's id.
    pub cause: String,
    /// The confidence in it.
    pub confidence: Confidence,
}

/// Something that contradicts a finding, or an open question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contradiction {
    /// A description in one sentence.
    pub summary: String,
    /// The line that shows it, if there is one.
    pub evidence: Option<EvidenceLine>,
}

/// A code in the logs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeSeen {
    /// `0x` and eight upper-case digits.
    pub code: String,
    /// Its first symbol, or the name in a log if the knowledge base has none.
    pub symbol: Option<String>,
    /// How many entries contain it.
    pub count: u64,
    /// Its role, taken from its most significant line.
    pub disposition: Disposition,
    /// The files that contain it, by name.
    pub logs: Vec<String>,
}

/// A missing log: it was not given, or does not cover the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MissingLog {
    /// Its file name.
    pub log: String,
    /// The folder it is in.
    pub folder: String,
    /// The kind of machine: "client", "management point".
    pub role: String,
    /// The start of the required time range.
    pub from: Option<String>,
    /// The end of the required time range.
    pub to: Option<String>,
    /// What it would clarify.
    pub reason: String,
}

/// A parsing note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// Its severity.
    pub severity: Severity,
    /// The note, in one sentence.
    pub summary: String,
    /// The log it is about.
    pub log: Option<String>,
}

/// A request in the web server's log that matches the client's failure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServerRequest {
    /// A description in one sentence: "0x8024401C at 10:03:07 is HTTP 500 on /ClientWebService/client.asmx after 118
    /// s".
    pub summary: String,
    /// The line of the web server's log.
    pub evidence: EvidenceLine,
    /// The requested path.
    pub path: String,
    /// The HTTP status.
    pub status: u16,
    /// How long it took in milliseconds, if logged.
    pub duration_ms: Option<u32>,
    /// How many milliseconds the server's clock is ahead of the client's, estimated.
    pub clock_ahead_ms: Option<i64>,
    /// The confidence that this is the same request: lower behind a proxy or a load balancer.
    pub confidence: Confidence,
}

/// A file that was given and not read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SkippedFile {
    /// Its name, for display only.
    pub name: String,
    /// The archive or folder that contains it; empty for a single file.
    pub folder: String,
    /// Its size in bytes, if known.
    pub size: Option<u64>,
    /// The reason in one sentence, with advice if something can be done.
    pub reason: String,
    /// How many similar files there are: only the first is named.
    pub count: u64,
}
