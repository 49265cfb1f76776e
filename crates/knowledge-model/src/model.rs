//! What the knowledge is made of: codes, causes, flows with their steps and evidence, logs.
//!
//! Everything is `'static`: the build script turns the files of `data/` into tables of these types.

use basics::{Confidence, Severity};

use crate::evidence::{Evidence, EvidenceId, Pattern};
use crate::prose::{Block, RemedyAction};

/// A code names a failure (or a success).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The number, as an HRESULT.
    pub value: u32,
    /// Its symbols, the one that update people use first; from Microsoft's headers.
    pub symbols: &'static [&'static str],
    /// What it means, in one or two short sentences of our own.
    pub message: &'static str,
    /// The family it belongs to: "Windows Update".
    pub family: &'static str,
    /// The HTTP status it carries.
    pub http: Option<u16>,
    /// Codes that tell the same story in another place.
    pub same: &'static [u32],
    /// Why it is no failure, where it is none anywhere.
    pub benign: Option<&'static str>,
    /// Whether a client of Configuration Manager whose scans fail with it changes its software update point.
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

/// A named operation whose end components log: a search, the installation of an update, a servicing command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its id: `search`.
    pub id: &'static str,
    /// What one is called, and many: `("installation of an update", "installations of updates")`.
    pub run: (&'static str, &'static str),
    /// What one is called whose results name it, with `{name}`: "installation of {name}".
    pub named: &'static str,
    /// The flow it belongs to.
    pub flow: &'static str,
    /// The step of that flow.
    pub step: &'static str,
    /// How much its failure matters: an error or a warning in the logs of updates, information in others.
    pub severity: Severity,
    /// Whether it installs or downloads updates: how much its failure matters depends on what kind of update it is.
    pub is_of_updates: bool,
    /// The operation it is a part of: its failure within that one's is a layer of it; empty for none.
    pub part_of: &'static str,
}

/// A cause explains a failure and fixes it.
#[derive(Clone, Copy, Debug)]
pub struct Cause {
    /// Its id, the file's name without `.md`.
    pub id: &'static str,
    /// Its title: "The proxy asks for a sign-in".
    pub title: &'static str,
    /// What the verdict sentence says of it, after "The scan fails at step 3: ".
    pub summary: &'static str,
    /// The id of the symptom it belongs to.
    pub symptom: &'static str,
    /// More words to find it by: those of its head, and the numbers of the articles and updates that its prose names.
    pub words: &'static str,
    /// Whether the diagnosis never claims it, since no log tells of it: one finds it by its symptom, words or codes.
    pub manual_only: bool,
    /// When it holds; any block suffices. Of a cause chosen by hand: the codes it is found by; may be empty.
    pub when: &'static [When],
    /// The part of the knowledge that holds its [`Remedy`].
    pub part: u8,
}

/// What to do about a cause.
#[derive(Clone, Copy, Debug)]
pub struct Remedy {
    /// The id of the cause.
    pub cause: &'static str,
    /// What to look at, without changing anything.
    pub check: &'static [RemedyAction],
    /// What to change, from least to most invasive.
    pub fix: &'static [RemedyAction],
    /// How to verify the fix.
    pub verify: &'static [Block],
    /// Where its facts come from.
    pub sources: &'static [Citation],
}

impl Remedy {
    /// What there is as long as its part is not given.
    pub const NONE: Self = Self { cause: "", check: &[], fix: &[], verify: &[], sources: &[] };
}

/// What an admin sees before any log is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symptom {
    /// Its id: `no-server`.
    pub id: &'static str,
    /// In words: "An update does not download".
    pub title: &'static str,
    /// What else people write of it, for the search alone: "stuck downloading at 0%".
    pub words: &'static str,
    /// The door of the guide it stands behind.
    pub entry: GuideEntry,
}

/// What a kind of state message tells of, and what its numbers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its number: 301.
    pub number: u32,
    /// Its symbol, as Configuration Manager's documentation names it.
    pub symbol: &'static str,
    /// What it tells of: "the installation of a deployment".
    pub words: &'static str,
    /// Its states, the first one has the number 1.
    pub states: &'static [TopicState],
}

/// What a number of a state message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopicState {
    /// In words: "waits for a maintenance window".
    pub words: &'static str,
    /// Whether it is a failure.
    pub failed: bool,
}

/// What to answer before anything is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub asks: &'static str,
    /// What the answer is good for.
    pub helps: &'static str,
}

/// A door of the guide, as the article on software update management has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuideEntry {
    /// Client scanning; the one to begin with if unsure.
    Scan,
    /// Synchronization.
    Sync,
    /// Specific updates.
    Updates,
}

/// One condition under which a cause holds; all its keys must hold.
#[derive(Clone, Copy, Debug)]
pub struct When {
    /// Codes, one of which the failure at `at` ends with or has inside it; empty: any.
    pub codes: &'static [u32],
    /// Steps at which the failure lies, as `flow/step`; empty: any step of any flow.
    pub at: &'static [&'static str],
    /// Whether the run was made against WSUS, or against another service; none: either.
    pub wsus: Option<bool>,
    /// Evidence that was seen, in this order.
    pub seen: &'static [EvidenceId],
    /// Within how many seconds all of `seen` stand; 0: anywhere in the run.
    pub within: u32,
    /// Evidence that was not seen although its log covers the run.
    pub absent: &'static [EvidenceId],
    /// Pairs of values that differ, as `capture@log`.
    pub differs: Option<(LogValue, LogValue)>,
    /// Later evidence that it is over: the finding becomes information.
    pub unless: &'static [EvidenceId],
    /// Evidence that speaks against it.
    pub against: &'static [EvidenceId],
    /// How sure it is.
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
    /// Its address.
    pub url: &'static str,
    /// The day it was looked at, `2026-11-21`.
    pub accessed: &'static str,
}

/// A flow: how a thing happens, step by step.
#[derive(Clone, Copy, Debug)]
pub struct Flow {
    /// Its id, the folder's name: `client-scan`.
    pub id: &'static str,
    /// Its title: "Client scan".
    pub title: &'static str,
    /// What one pass through it is called, in the singular and plural: `("scan", "scans")`.
    pub run: (&'static str, &'static str),
    /// Who asks for a run whose lines name no caller: `CcmExec`.
    pub caller: &'static str,
    /// Whether a run goes against an update service: against WSUS where Configuration Manager asks.
    pub service: bool,
    /// The codes of a run that its caller gave up.
    pub cancelled: &'static [u32],
    /// The sentences of its verdicts.
    pub sentences: Sentences,
    /// Its steps, in order, parts after their step: 1, 1.1, 1.2, … 2.
    pub steps: &'static [Step],
}

/// A flow, for who reads it as a guide.
#[derive(Clone, Copy, Debug)]
pub struct Guide {
    /// The id of the flow.
    pub flow: &'static str,
    /// What it is.
    pub prose: &'static [Block],
    /// Of each of its steps, in their order: what happens in it, and what to do when it stops there.
    pub steps: &'static [&'static [Block]],
    /// Where its facts come from.
    pub sources: &'static [Citation],
}

impl Guide {
    /// What there is as long as the part is not given.
    pub const NONE: Self = Self { flow: "", prose: &[], steps: &[], sources: &[] };
}

/// The sentences of a flow's verdicts, whose words in braces the diagnosis fills in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sentences {
    /// Every run succeeded, and there was one: "The scan succeeded."
    pub ok_one: &'static str,
    /// Every run of many succeeded: "All {n} scans succeeded."
    pub ok_all: &'static str,
    /// The last one succeeded, some before failed: "The last scan succeeded; {failed} of {n} before it failed."
    pub ok_last: &'static str,
    /// The last one succeeded, and a later step has no sign of life: "The scan succeeded, but no line shows step {step}."
    pub ok_open: &'static str,
    /// "The scan fails at step {step}: {what}"
    pub failed: &'static str,
    /// No run can begin: "No scan can run: {what}"
    pub never: &'static str,
    /// "The scan stops at step {step}: {what}"
    pub stopped: &'static str,
    /// The last step seen came to its end: "The scan stops after step {step}: {what}"
    pub stopped_after: &'static str,
    /// "These logs show the scan up to step {step}; its end is not in them."
    pub incomplete: &'static str,
    /// "The service restarted during step {step}, before the scan came to its end."
    pub restarted: &'static str,
    /// "The only scan was given up by its caller ({code}): nothing to mend."
    pub cancelled: &'static str,
    /// "The scan was answered from the cache: the last results were still valid."
    pub skipped: &'static str,
    /// Logs of the flow were given, but no run is in them: "No scan is in these logs."
    pub none: &'static str,
    /// Where no cause fits: "no known cause fits".
    pub no_cause: &'static str,
    /// Where not even a code is known: "the reason is not in these logs".
    pub no_reason: &'static str,
    /// Said of the last line of a run that stops for an unknown reason: "nothing follows".
    pub no_more: &'static str,
    /// A failure of the machine that belongs to no run: "{what}".
    pub machine: &'static str,
    /// The same where it is over: "{seen}, {times}, and not again since".
    pub machine_over: &'static str,
    /// A failure beside the one that leads: "{runs} failed at step {step} too: {what}".
    pub also: &'static str,
    /// A failure that later runs got over: "{runs} failed at step {step} before a later one succeeded: {what}".
    pub recovered: &'static str,
    /// A failure that a later line says is over: "{runs} failed at step {step}, and it is over: {what}".
    pub over: &'static str,
    /// Runs that their caller gave up: "The caller gave up {runs} ({code}): nothing to mend".
    pub given_up: &'static str,
    /// A failure of somebody else's run: "{runs} by {who} against {service} failed: {what}".
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
    /// Why silence is normal here, where all of its lines are written with verbose logging only or not always.
    pub silent: Option<&'static str>,
    /// After how many seconds without its end it counts as stopped.
    pub timeout: u32,
    /// Whether runs of callers other than ConfigMgr have it.
    pub every_caller: bool,
    /// Whether a run may rest here for as long as it likes, so that what follows is not missed while it does.
    pub may_wait: bool,
    /// The paths of the endpoints that it asks; its own, else those of the step it is a part of, else the flow's.
    pub requests: &'static [&'static str],
    /// Its evidence.
    pub evidence: &'static [Evidence],
}

/// Among the servicing components of a log: any that is no other log's.
pub const ANY_COMPONENT: &str = "*";

/// A log: where to look.
#[derive(Clone, Copy, Debug)]
pub struct Log {
    /// Its name, as the file's without extension: `WUAHandler`.
    pub name: &'static str,
    /// Its file name: `WUAHandler.log`.
    pub file: &'static str,
    /// Other names it is met under, without extension.
    pub also: &'static [&'static str],
    /// The components, as its records name them.
    pub components: &'static [&'static str],
    /// Its format: `cmtrace`, `windows-update`, …
    pub format: &'static str,
    /// Where it is written.
    pub role: Role,
    /// The folder.
    pub folder: &'static str,
    /// The folder of the traces that it is made of, where Windows writes none; empty elsewhere.
    pub traces: &'static str,
    /// What to do to get it, in one sentence, where it does not simply lie there; empty elsewhere.
    pub get: &'static str,
    /// What it tells, in one sentence.
    pub description: &'static str,
    /// The logs, by name, that show why updates fail, where this one cannot; empty for those that can.
    pub instead: &'static [&'static str],
    /// Whether one machine may have several that are not parts of one another.
    pub several: bool,
    /// Whether it is only welcome where it is given: nobody is asked for it, and no step is judged by its absence.
    pub optional: bool,
    /// Whether what is known of its lines was taken from documents: no real one is public.
    pub documentation_only: bool,
    /// Whether an installer writes it: where it names a code, no log of the installer's caller knows more.
    pub installer: bool,
    /// The components of Windows servicing whose entries are its own; an empty one: entries that name none; [`ANY_COMPONENT`].
    pub servicing_components: &'static [&'static str],
}

/// A machine's part.
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

/// A name for what logs write as an id: callers (`MoUpdateOrchestrator`) and services (by GUID).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// As the log writes it; a GUID in upper case without braces. A caller ending in `*` is a beginning.
    pub id: &'static str,
    /// In words.
    pub name: &'static str,
    /// Whether its runs are a managed client's own: ConfigMgr as a caller, WSUS as a service.
    pub leads: bool,
    /// Whether a service has apps only: a search there tells nothing of updates of Windows.
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
