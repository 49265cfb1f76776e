//! What a report holds: logs, flows, runs, findings, codes and missing logs.

use basics::{Confidence, Severity};
use serde::{Deserialize, Serialize};

use crate::collection::LogCollection;
use crate::evidence::EvidenceLine;
use crate::moments::{ActiveCondition, MomentRow};
use crate::same_machine::SameMachineQuestion;
use crate::settings::SettingRow;
use crate::updates::UpdateRow;
use crate::verdict::{Disposition, FlowVerdict, Outcome, Strength, Verdict};

/// All that a page, a terminal or a file shows of one analysis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// The version of Wuscope that made it.
    pub version: String,
    /// The name of the machine whose logs these are; empty where nothing names it.
    pub machine: String,
    /// What its logs came in, where that was recognized: "Support Center bundle".
    pub bundle: Option<String>,
    /// Where the logs are of several machines: a report of each. All else then holds what belongs to none of them.
    pub machines: Vec<Report>,
    /// Machines that may be one, as their logs name the same computer or client: they are treated as several until
    /// somebody says so.
    pub same_machine_questions: Vec<SameMachineQuestion>,
    /// The logs that were read, by name: all of them, or for a page the 200 that matter most, which are those that could
    /// not be read, the known ones, then the others.
    pub logs: Vec<LogRow>,
    /// What all logs hold, those that are not in `logs` included.
    pub log_totals: LogTotals,
    /// The top sentence: what matters most in these logs.
    pub headline: Headline,
    /// One row per flow the logs say something of.
    pub flows: Vec<FlowRow>,
    /// The runs in full, in the order of their time: all of them, or for a page the 500 that matter most, which are
    /// the leading ones, those that failed, then the newest.
    pub runs: Vec<Run>,
    /// How many runs there are in all, those that are not in `runs` included.
    pub run_count: u32,
    /// What was found, the gravest first.
    pub findings: Vec<Finding>,
    /// The codes seen, decisive ones first, then by count; for a page the first 1,000.
    pub codes: Vec<CodeSeen>,
    /// How many codes there are in all, those that are not in `codes` included.
    pub code_count: u32,
    /// The updates seen, those that need a look first; for a page the first 1,000.
    pub updates: Vec<UpdateRow>,
    /// How many updates there are in all, those that are not in `updates` included.
    pub update_count: u32,
    /// What the logs and exports say of the configuration.
    pub settings: Vec<SettingRow>,
    /// What holds on the machine when its logs end: a restart is pending, a service is disabled.
    pub active_conditions: Vec<ActiveCondition>,
    /// What happened on the machine, oldest first: the newest 1,000 moments.
    pub moments: Vec<MomentRow>,
    /// How many moments there are in all, those that are not in `moments` included.
    pub moment_count: u64,
    /// The logs that would settle what is open.
    pub missing_logs: Vec<MissingLog>,
    /// Commands that collect them, one for each kind of machine.
    pub log_collections: Vec<LogCollection>,
    /// What came out of archives or folders and was not read, and why.
    pub skipped_files: Vec<SkippedFile>,
    /// What the reader should know about the reading itself: clocks, limits, gaps.
    pub notes: Vec<Note>,
}

impl Report {
    /// Itself, then the reports of its machines.
    pub fn all(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.machines)
    }
}

/// The top sentence of a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Headline {
    /// How well things are, in a word: that of the sentence, and not of one flow.
    pub verdict: FlowVerdict,
    /// The sentence. Where it is good news it names every failure of severity error, too. Empty where nothing was given.
    pub summary: String,
    /// The id of the finding that it is about; none where it is about a flow without one.
    pub finding: Option<String>,
}

/// What all logs of a report hold together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogTotals {
    /// How many logs there are; the copies of one file are one.
    pub logs: u32,
    /// How many entries were read.
    pub entries: u64,
    /// How many of them were not parsed and are plain lines.
    pub unparsed: u64,
    /// In how many logs they are.
    pub unparsed_logs: u32,
}

impl LogTotals {
    /// Counts one more log, with so many entries of which so many are plain lines.
    pub fn add(&mut self, entries: u64, unparsed: u64) {
        self.logs += 1;
        self.entries += entries;
        self.unparsed += unparsed;
        self.unparsed_logs += u32::from(unparsed > 0);
    }
}

/// One log: a file, or the rollovers of one log joined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogRow {
    /// The file's name; of joined rollovers, that of the newest.
    pub name: String,
    /// The folder it came from, as given; empty for a single file.
    pub folder: String,
    /// How many there are of it: the copies of one file that do not count are one row.
    pub count: u32,
    /// The log it was recognized as (`ScanAgent`), or the name of its format where it is none of the known logs.
    pub kind: String,
    /// The format in words: "CMTrace", "Windows 10/11", "plain text".
    pub format: String,
    /// The encoding: `UTF-8`, `UTF-16LE`, `UTF-16BE` or `Windows-1252`; `with BOM` is appended where there is one.
    pub encoding: String,
    /// How many entries were read.
    pub entries: u64,
    /// How many of them were not parsed and are plain lines.
    pub unparsed: u64,
    /// The first entry's time.
    pub first_time: Option<String>,
    /// The last entry's time.
    pub last_time: Option<String>,
    /// Bytes of all parts.
    pub size: u64,
    /// The files it is made of, oldest first.
    pub parts: Vec<LogPart>,
    /// How its clock was found, in words.
    pub clock: String,
    /// The build of Windows that wrote it, of a trace that says so.
    pub windows_build: Option<u64>,
    /// How many events Windows lost while it wrote a trace.
    pub lost_events: u64,
    /// Whether it can be saved as the text log that Get-WindowsUpdateLog would have made of it.
    pub convertible: bool,
    /// Whether what is known of such logs is based on documentation only, since no real one is public.
    pub documentation_only: bool,
    /// The logs that would answer what this one cannot, by file name: empty for a log of updates.
    pub instead: Vec<String>,
    /// Why it could not be read, or only in part, in one sentence that says what to do.
    pub problem: Option<String>,
}

/// One file of a log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogPart {
    /// The number the page gave the file.
    pub file: u32,
    /// The file's name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its entries.
    pub entries: u64,
}

/// What is known of one flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FlowRow {
    /// The flow's id: `client-scan`.
    pub flow: String,
    /// The outcome of the leading run, or what can be said without one.
    pub verdict: FlowVerdict,
    /// The verdict in one sentence.
    pub summary: String,
    /// The id of the run the verdict is taken from.
    pub leading_run: Option<u32>,
    /// The leading run's steps, or what is known of them without a run.
    pub steps: Vec<StepRow>,
    /// How the runs that count for the verdict ended.
    pub counts: OutcomeCounts,
    /// Since when every run has failed, where the leading run failed.
    pub failing_since: Option<String>,
    /// When the last good run ended, where the leading run failed.
    pub last_success: Option<String>,
    /// A newer run that has no end yet.
    pub unfinished_run: Option<u32>,
}

/// How many runs ended in which way.
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
    /// Cut off.
    pub incomplete: u32,
}

impl OutcomeCounts {
    /// Counts one more run.
    pub fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Ok => self.ok += 1,
            Outcome::Failed => self.failed += 1,
            Outcome::Cancelled => self.cancelled += 1,
            Outcome::Skipped => self.skipped += 1,
            Outcome::Incomplete => self.incomplete += 1,
        }
    }

    /// All of them.
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
    /// Who asked for it, as the log writes it: `CcmExec`, `MoUpdateOrchestrator`.
    pub caller: Option<String>,
    /// Who that is, in words.
    pub caller_name: Option<String>,
    /// The service it was made against, in words: "WSUS", "Windows Update".
    pub service: Option<String>,
    /// The server's address.
    pub server: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// The code it ended with, `0x` and eight upper-case digits.
    pub code: Option<String>,
    /// The time of its first line.
    pub start: Option<String>,
    /// The time of its last line.
    pub end: Option<String>,
    /// Whether it counts for the flow's verdict: another caller's search against another service does not.
    pub counts_for_verdict: bool,
    /// Its steps and their parts, in the flow's order; only those that this caller's runs have.
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
    /// The lines of it that were seen, in time order.
    pub evidence: Vec<EvidenceLine>,
    /// The time of its first line.
    pub start: Option<String>,
    /// The time of its last line.
    pub end: Option<String>,
    /// Why the verdict is what it is, where the lines do not say it.
    pub note: Option<String>,
}

/// One thing that was found, with the line that proves it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// Stable for the same failure: `client-scan/3/0x8024401B`.
    pub id: String,
    /// How much it matters.
    pub severity: Severity,
    /// The flow it belongs to.
    pub flow: String,
    /// The step it belongs to.
    pub step: String,
    /// What it was about, where the logs name it: the title of an update, a command, a package.
    pub subject: Option<String>,
    /// The decisive code, the innermost of its layers.
    pub code: Option<String>,
    /// The code the run ended with, where that is another.
    pub outer_code: Option<String>,
    /// The cause that fits best; none where no rule matched.
    pub cause: Option<String>,
    /// The other causes that fit, most certain first.
    pub other_causes: Vec<CauseChoice>,
    /// What was found, in one sentence.
    pub summary: String,
    /// How often it was seen.
    pub count: u32,
    /// In how many bursts (ten quiet minutes part them).
    pub bursts: u32,
    /// When first.
    pub first_seen: Option<String>,
    /// When last.
    pub last_seen: Option<String>,
    /// The file of the proving line.
    pub log: String,
    /// Its line, from 1.
    pub line: u64,
    /// Its text.
    pub text: String,
    /// The proving line and the layers that repeat it, in time order.
    pub evidence: Vec<EvidenceLine>,
    /// What contradicts it or is still open.
    pub contradictions: Vec<Contradiction>,
    /// Whether lines say it or it is inferred.
    pub strength: Strength,
    /// The confidence in the cause.
    pub confidence: Confidence,
    /// Values from the logs that fill the placeholders of the cause's commands, as (name, value). Each fits the kind
    /// that the knowledge declares for it.
    pub values: Vec<(String, String)>,
    /// The placeholders for which the logs have a value that does not fit: it is in the evidence only.
    pub rejected_values: Vec<String>,
    /// The run it was seen in last.
    pub last_run: Option<u32>,
    /// What the web server says of the same requests.
    pub server_requests: Vec<ServerRequest>,
}

/// Another cause that fits a finding.
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
    /// In one sentence.
    pub summary: String,
    /// The line that says so, where there is one.
    pub evidence: Option<EvidenceLine>,
}

/// A code that was seen in the logs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeSeen {
    /// `0x` and eight upper-case digits.
    pub code: String,
    /// Its first symbol, or the name that a log gives it where the knowledge has none.
    pub symbol: Option<String>,
    /// In how many entries.
    pub count: u64,
    /// What it decides: the most telling of its lines counts.
    pub disposition: Disposition,
    /// The files it was seen in, by name.
    pub logs: Vec<String>,
}

/// A log that was not given, or does not cover the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MissingLog {
    /// Its file name.
    pub log: String,
    /// The folder it is in.
    pub folder: String,
    /// On which machine: "client", "management point".
    pub role: String,
    /// From when it is needed.
    pub from: Option<String>,
    /// Until when.
    pub to: Option<String>,
    /// What it would settle.
    pub reason: String,
}

/// A remark about the reading itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// How much it matters.
    pub severity: Severity,
    /// The remark, in one sentence.
    pub summary: String,
    /// The log it is about.
    pub log: Option<String>,
}

/// A request as the web server saw it, beside the client's failure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServerRequest {
    /// In one sentence: "0x8024401C at 10:03:07 is HTTP 500 on /ClientWebService/client.asmx after 118 s".
    pub summary: String,
    /// The line of the web server's log.
    pub evidence: EvidenceLine,
    /// The path that was asked for.
    pub path: String,
    /// The HTTP status.
    pub status: u16,
    /// How long it took in milliseconds, where the log says so.
    pub duration_ms: Option<u32>,
    /// By how many milliseconds the server's clock is ahead of the client's, as estimated.
    pub clock_ahead_ms: Option<i64>,
    /// How sure it is that this is the same request: less behind a proxy or a load balancer.
    pub confidence: Confidence,
}

/// Something that was given and not read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SkippedFile {
    /// Its name, only ever shown.
    pub name: String,
    /// What it came in, and its folder there; empty for a single file.
    pub folder: String,
    /// Its size in bytes, where that is known.
    pub size: Option<u64>,
    /// Why, in one sentence that says what to do where something can be done.
    pub reason: String,
    /// How many such there are: of many alike the first is named.
    pub count: u64,
}
