//! The types of the knowledge: codes, causes, flows with their steps and evidence, logs.
//!
//! Everything is `'static`: the build script turns the files of `data/` into tables of these types.

use basics::{Confidence, Severity};

use crate::evidence::{EvidenceId, EvidenceRange, Pattern};
use crate::prose::{Block, RemedyAction};

/// A code names a failure (or a success).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The number, as an HRESULT.
    pub value: u32,
    /// Its symbols, most common one first; from Microsoft's headers.
    pub symbols: &'static [&'static str],
    /// What it means, in one or two short sentences of our own.
    pub message: &'static str,
    /// The family it belongs to: "Windows Update".
    pub family: &'static str,
    /// The HTTP status that it contains.
    pub http: Option<u16>,
    /// Codes of other components with the same meaning.
    pub same: &'static [u32],
    /// Why it is not a failure, if it never is one.
    pub benign: Option<&'static str>,
    /// Whether it makes a Configuration Manager client switch to another software update point.
    pub fails_over: bool,
}

/// Codes that are noise in certain lines of a log: healthy machines write these lines too. A result is never noise.
#[derive(Clone, Copy, Debug)]
pub struct Noise {
    /// The log, by name.
    pub log: &'static str,
    /// The codes.
    pub codes: &'static [u32],
    /// The lines.
    pub pattern: Pattern,
    /// Why they are noise there.
    pub why: &'static str,
}

/// The texts by which Windows and .NET report a failure in words, without its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageTexts {
    /// The code that means the same.
    pub code: u32,
    /// The texts, or a part of each that no other message has: in several languages.
    pub texts: &'static [&'static str],
}

/// A named operation whose end components log: a search, the installation of an update, a servicing command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its ID: `search`.
    pub id: &'static str,
    /// Its name in singular and plural: `("installation of an update", "installations of updates")`.
    pub run: (&'static str, &'static str),
    /// Its name if its results name the target, with `{name}`: "installation of {name}".
    pub named: &'static str,
    /// The flow it belongs to.
    pub flow: &'static str,
    /// The step of that flow.
    pub step: &'static str,
    /// The severity of its failure: an error or a warning in the logs of updates, information in others.
    pub severity: Severity,
    /// Whether it installs or downloads updates: the severity of its failure depends on the type of update.
    pub is_of_updates: bool,
    /// Its parent operation: its failure within that of the parent is a layer of it; empty for none.
    pub part_of: &'static str,
}

/// A cause explains a failure and fixes it.
#[derive(Clone, Copy, Debug)]
pub struct Cause {
    /// Its ID, the file's name without `.md`.
    pub id: &'static str,
    /// Its title: "Proxy authentication required (HTTP 407)".
    pub title: &'static str,
    /// Its part of the verdict sentence, after "The scan fails at step 3: "; the page has it in the [`Remedy`].
    pub summary: &'static str,
    /// The id of the symptom it belongs to.
    pub symptom: &'static str,
    /// Whether the diagnosis never reports it, because no log shows it: people find it by its symptom, words or codes.
    pub manual_only: bool,
    /// Its conditions; any block suffices. For a cause that is chosen manually: the codes it is found by; can be empty.
    pub when: &'static [When],
    /// The part of the knowledge that contains its [`Remedy`].
    pub part: u8,
}

/// What to do about a cause.
#[derive(Clone, Copy, Debug)]
pub struct Remedy {
    /// The ID of the cause.
    pub cause: &'static str,
    /// Its summary.
    pub summary: &'static str,
    /// More search words for it: those of its head, and the numbers of the articles and updates in its prose.
    pub words: &'static str,
    /// What to look at, without changing anything.
    pub check: &'static [RemedyAction],
    /// What to change, from least to most invasive.
    pub fix: &'static [RemedyAction],
    /// How to verify the fix.
    pub verify: &'static [Block],
    /// The day on which all of it was last compared with its sources: `2026-11-23`.
    pub verified: &'static str,
    /// The versions for which it holds: "Windows 11 24H2 and later"; none: those that Microsoft supports.
    pub versions: Option<&'static str>,
    /// Where its facts come from.
    pub sources: &'static [Citation],
}

impl Remedy {
    /// The value until its part is given.
    pub const NONE: Self = Self {
        cause: "",
        summary: "",
        words: "",
        check: &[],
        fix: &[],
        verify: &[],
        verified: "",
        versions: None,
        sources: &[],
    };
}

/// What an admin sees before any log is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symptom {
    /// Its ID: `no-server`.
    pub id: &'static str,
    /// In words: "Update does not download".
    pub title: &'static str,
    /// What people also call it, for the search only: "stuck downloading at 0%".
    pub words: &'static str,
    /// Its entry in the guide.
    pub entry: GuideEntry,
}

/// The subject of a kind of state message, and the meaning of its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its number: 301.
    pub number: u32,
    /// Its symbol, as Configuration Manager's documentation names it.
    pub symbol: &'static str,
    /// Its subject: "the installation of a deployment".
    pub words: &'static str,
    /// Its states, the first one has the number 1.
    pub states: &'static [TopicState],
}

/// The meaning of a number in a state message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopicState {
    /// In words: "waiting for a maintenance window".
    pub words: &'static str,
    /// Whether it is a failure.
    pub failed: bool,
}

/// A question to answer before changing anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id: `frequency`.
    pub id: &'static str,
    /// The question.
    pub asks: &'static str,
    /// Why the answer helps.
    pub helps: &'static str,
}

/// An entry of the guide, as in the article on software update management.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuideEntry {
    /// Client scanning; the entry to start with if unsure.
    Scan,
    /// Synchronization.
    Sync,
    /// Specific updates.
    Updates,
}

/// One condition of a cause; all its keys must match.
#[derive(Clone, Copy, Debug)]
pub struct When {
    /// Codes, one of which the failure at `at` ends with or contains; empty: any.
    pub codes: &'static [u32],
    /// The steps of the failure, as `flow/step`; empty: any step of any flow.
    pub at: &'static [&'static str],
    /// Whether the run was made against WSUS, or against another service; none: either.
    pub wsus: Option<bool>,
    /// Evidence that was seen, in this order.
    pub seen: &'static [EvidenceId],
    /// The maximum number of seconds between all of `seen`; 0: anywhere in the run.
    pub within: u32,
    /// Evidence that was not seen although its log covers the run.
    pub absent: &'static [EvidenceId],
    /// Pairs of values that differ, as `capture@log`.
    pub differs: Option<(LogValue, LogValue)>,
    /// Later evidence that the problem is over: the finding becomes information.
    pub unless: &'static [EvidenceId],
    /// Contradicting evidence.
    pub against: &'static [EvidenceId],
    /// Its confidence.
    pub confidence: Confidence,
}

/// A captured value of one log: `wsus_url@WUAHandler`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogValue {
    /// The capture's name.
    pub capture: &'static str,
    /// The log, by name.
    pub log: &'static str,
}

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The page's title.
    pub title: &'static str,
    /// Its URL.
    pub url: &'static str,
    /// The day it was accessed, `2026-11-21`.
    pub accessed: &'static str,
}

/// A flow: a process, step by step.
#[derive(Clone, Copy, Debug)]
pub struct Flow {
    /// Its ID, the folder's name: `client-scan`.
    pub id: &'static str,
    /// Its title: "Client scan".
    pub title: &'static str,
    /// The name of one run through it, in singular and plural: `("scan", "scans")`.
    pub run: (&'static str, &'static str),
    /// The caller of a run whose lines name no caller: `CcmExec`.
    pub caller: &'static str,
    /// Whether a run uses an update service: WSUS if Configuration Manager is the caller.
    pub service: bool,
    /// The codes of a run that its caller cancelled.
    pub cancelled: &'static [u32],
    /// The sentences of its verdicts.
    pub sentences: Sentences,
    /// Its steps, in order, parts after their step: 1, 1.1, 1.2, … 2.
    pub steps: &'static [Step],
}

/// A flow as a guide for readers.
#[derive(Clone, Copy, Debug)]
pub struct Guide {
    /// The ID of the flow.
    pub flow: &'static str,
    /// What it is.
    pub prose: &'static [Block],
    /// For each of its steps, in order: what happens in it, and what to do if it stops there.
    pub steps: &'static [&'static [Block]],
    /// Where its facts come from.
    pub sources: &'static [Citation],
}

impl Guide {
    /// The value until the part is given.
    pub const NONE: Self = Self { flow: "", prose: &[], steps: &[], sources: &[] };
}

/// The sentences of a flow's verdicts; the diagnosis fills in the placeholders.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sentences {
    /// Every run succeeded, and there was one: "The scan succeeded."
    pub ok_one: &'static str,
    /// Every run of many succeeded: "All {n} scans succeeded."
    pub ok_all: &'static str,
    /// The last one succeeded, some before failed: "The last scan succeeded; {failed} of {n} before it failed."
    pub ok_last: &'static str,
    /// The last one succeeded, and no line shows a later step: "The scan succeeded, but no line shows step {step}."
    pub ok_open: &'static str,
    /// "The scan fails at step {step}: {what}"
    pub failed: &'static str,
    /// No run can start: "No scan can run: {what}"
    pub never: &'static str,
    /// "The scan stops at step {step}: {what}"
    pub stopped: &'static str,
    /// The last step seen ended: "The scan stops after step {step}: {what}"
    pub stopped_after: &'static str,
    /// "These logs show the scan up to step {step}; its end is not logged."
    pub incomplete: &'static str,
    /// "The service restarted during step {step}, before the scan ended."
    pub restarted: &'static str,
    /// "The only scan was cancelled by its caller ({code}): no action needed."
    pub cancelled: &'static str,
    /// "The scan was answered from the cache: the last results were still valid."
    pub skipped: &'static str,
    /// Logs of the flow were given, but they contain no run: "These logs contain no scan."
    pub none: &'static str,
    /// If no cause matches: "no known cause matches".
    pub no_cause: &'static str,
    /// If not even a code is known: "these logs do not contain the reason".
    pub no_reason: &'static str,
    /// After the last line of a run that stops for an unknown reason: "no further lines".
    pub no_more: &'static str,
    /// A failure of the machine that belongs to no run: "{what}".
    pub machine: &'static str,
    /// The same if it is over: "{seen}, {times}, and not again since".
    pub machine_over: &'static str,
    /// A failure besides the main one: "{runs} failed at step {step} too: {what}".
    pub also: &'static str,
    /// A failure from which later runs recovered: "{runs} failed at step {step} before a later one succeeded: {what}".
    pub recovered: &'static str,
    /// A failure that is over according to a later line: "{runs} failed at step {step}, and it is over: {what}".
    pub over: &'static str,
    /// Runs that their caller cancelled: "The caller cancelled {runs} ({code}): no action needed".
    pub cancelled_runs: &'static str,
    /// A failure of another caller's run: "{runs} by {who} against {service} failed: {what}".
    pub other: &'static str,
}

/// One step of a flow, or one part of a step.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// `3`, or `1.10`; from the file's name.
    pub id: &'static str,
    /// Its title: "Scan against WSUS".
    pub title: &'static str,
    /// Who acts: "Windows Update Agent → WSUS".
    pub actor: &'static str,
    /// Why missing lines are normal here, if all of its lines are written only with verbose logging or not always.
    pub silent: Option<&'static str>,
    /// The number of seconds without its end after which it counts as stopped.
    pub timeout: u32,
    /// Whether runs of callers other than ConfigMgr have it.
    pub every_caller: bool,
    /// Whether a run can wait here for any time, so that later steps are not missing meanwhile.
    pub may_wait: bool,
    /// The paths of the endpoints that it requests; its own, else those of its parent step, else the flow's.
    pub requests: &'static [&'static str],
    /// Its evidence, among all evidence.
    pub evidence: EvidenceRange,
}

/// Among the servicing components of a log: any that belongs to no other log.
pub const ANY_COMPONENT: &str = "*";

/// A log.
#[derive(Clone, Copy, Debug)]
pub struct Log {
    /// Its name: the file name without extension, `WUAHandler`.
    pub name: &'static str,
    /// Its file name: `WUAHandler.log`.
    pub file: &'static str,
    /// Other names of the file, without extension.
    pub also: &'static [&'static str],
    /// The components, as its records name them.
    pub components: &'static [&'static str],
    /// Its format: `cmtrace`, `windows-update`, …
    pub format: &'static str,
    /// The machine that writes it.
    pub role: Role,
    /// The folder.
    pub folder: &'static str,
    /// The folder of the traces that it is made from, if Windows does not write it; else empty.
    pub traces: &'static str,
    /// How to get it, in one sentence, if it is not simply in the folder; else empty.
    pub get: &'static str,
    /// What it records, in one sentence.
    pub description: &'static str,
    /// The logs, by name, that show why updates fail, if this one cannot; else empty.
    pub instead: &'static [&'static str],
    /// Whether one machine can have several that are not parts of one log.
    pub several: bool,
    /// Whether it is optional: nobody is asked for it, and its absence proves nothing about a step.
    pub optional: bool,
    /// Whether its lines are based on documentation only: no real sample is public.
    pub documentation_only: bool,
    /// Whether an installer writes it: if it names a code, no log of the installer's caller has more detail.
    pub installer: bool,
    /// The components of Windows servicing whose entries are its own; an empty one: entries that name none; [`ANY_COMPONENT`].
    pub servicing_components: &'static [&'static str],
}

impl Log {
    /// Whether a component of Configuration Manager writes it: they all log in its own folders.
    pub fn is_of_configuration_manager(&self) -> bool {
        ["\\CCM\\", "\\ccmsetup\\", "\\SMS", "\\Microsoft Configuration Manager\\"]
            .iter()
            .any(|part| self.folder.contains(part))
    }
}

/// The role of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A managed computer.
    Client,
    /// A management point.
    ManagementPoint,
    /// The site server.
    SiteServer,
    /// The WSUS server, which is the software update point.
    Wsus,
}

impl Role {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::ManagementPoint => "management point",
            Self::SiteServer => "site server",
            Self::Wsus => "WSUS server",
        }
    }
}

/// A name for an ID in logs: callers (`MoUpdateOrchestrator`) and services (by GUID).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// As the log writes it; a GUID in upper case without braces. A caller ending in `*` is a prefix.
    pub id: &'static str,
    /// In words.
    pub name: &'static str,
    /// Whether its runs are a managed client's own: ConfigMgr as a caller, WSUS as a service.
    pub leads: bool,
    /// Whether a service has only apps: a search there proves nothing about updates of Windows.
    pub apps: bool,
}

/// A sample of a cause: lines in which it must be found, or must not.
#[derive(Clone, Copy, Debug)]
pub struct CauseSample {
    /// The cause.
    pub cause: &'static str,
    /// Whether it must be found.
    pub fires: bool,
    /// Lines of the form `Log: message`, or `Log +12s: message` for a line twelve seconds after the one before;
    /// `Log#2` is another thread of the log.
    pub lines: &'static str,
}

/// Codes that occur in one flow, for a log that does not show what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeRange {
    /// The first code.
    pub from: u32,
    /// The last code.
    pub to: u32,
    /// The flow.
    pub flow: &'static str,
}
