//! kb.json: the knowledge as data for other tools. Its schema is made of these types.

use knowledge::prose::RemedyAction;
use knowledge::{Cause, Citation, Evidence, EvidenceKind, Flow, Log, LogLevel, Step, Symptom, spell};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use crate::facts::{codes_of, once, sample, steps_of};
use crate::markdown::MarkdownWriter;
use crate::place::{Place, codes_with_causes};

/// The name of the schema beside kb.json, and in docs/schema.
pub(crate) const SCHEMA: &str = "kb.schema.json";

/// The knowledge of Wuscope about Windows Update, WSUS and Configuration Manager.
///
/// Texts are Markdown (CommonMark with tables) where their description names it. Pages and links in Markdown are
/// relative to the folder of the file. A later version can have more fields.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct KnowledgeBase {
    /// The schema of this file.
    #[serde(rename = "$schema")]
    pub(crate) schema: String,
    /// The version of Wuscope.
    pub(crate) version: String,
    /// The newest day on which a cause was compared with its sources: `2026-11-23`.
    pub(crate) verified: String,
    /// All codes with a cause, ascending.
    pub(crate) codes: Vec<CodeEntry>,
    /// All causes, by ID.
    pub(crate) causes: Vec<CauseEntry>,
    /// All flows.
    pub(crate) flows: Vec<FlowEntry>,
    /// All logs.
    pub(crate) logs: Vec<LogEntry>,
    /// All symptoms.
    pub(crate) symptoms: Vec<SymptomEntry>,
}

/// A code that names a failure.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct CodeEntry {
    /// `0x` and eight upper-case digits.
    pub(crate) code: String,
    /// The same as a number without sign.
    pub(crate) unsigned: u32,
    /// The same as a number with sign, as WMI and SQL show it.
    pub(crate) signed: i32,
    /// Its names in Microsoft's headers, the most common one first.
    pub(crate) symbols: Vec<String>,
    /// The family it belongs to: "Windows Update".
    pub(crate) family: Option<String>,
    /// What it means.
    pub(crate) sentence: String,
    /// Why it is not a failure, if it never is one.
    pub(crate) benign: Option<String>,
    /// Codes of other components with the same meaning.
    pub(crate) same_as: Vec<String>,
    /// The IDs of its causes, most likely first.
    pub(crate) causes: Vec<String>,
    /// Its page.
    pub(crate) page: String,
}

/// A cause of failures, and how to fix it.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct CauseEntry {
    /// Its ID: `proxy-sign-in`.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// In a few words: the end of "The scan fails at step 3: …".
    pub(crate) summary: String,
    /// The ID of its symptom.
    pub(crate) symptom: String,
    /// The codes that it ends with.
    pub(crate) codes: Vec<String>,
    /// The steps that fail because of it, as flow and step: `client-scan/3`.
    pub(crate) steps: Vec<String>,
    /// How far its fixes reach: "the client", "the server", "the domain".
    pub(crate) reach: Vec<String>,
    /// What to look at, without changing anything.
    pub(crate) check: Vec<ActionEntry>,
    /// What to change, from least to most invasive.
    pub(crate) fix: Vec<ActionEntry>,
    /// How to verify the fix, as Markdown.
    pub(crate) verify: String,
    /// The versions for which it holds; null: those that Microsoft supports.
    pub(crate) versions: Option<String>,
    /// The day on which it was last compared with its sources.
    pub(crate) verified: String,
    /// Where its facts come from.
    pub(crate) sources: Vec<SourceEntry>,
    /// Its page.
    pub(crate) page: String,
}

/// Something to check or to change.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct ActionEntry {
    /// What is done.
    pub(crate) title: String,
    /// Where: "client", "WSUS server", "console".
    pub(crate) on: String,
    /// Whether it needs an elevated prompt.
    pub(crate) elevated: bool,
    /// What it changes; null: nothing.
    pub(crate) changes: Option<String>,
    /// How far the change reaches.
    pub(crate) affects: Option<String>,
    /// How to undo it; begins with "not possible" if nothing can.
    pub(crate) undo: Option<String>,
    /// Text and commands, as Markdown. Values to fill in are in angle brackets: `<WSUS server>`.
    pub(crate) text: String,
}

/// A page that facts come from.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct SourceEntry {
    /// Its title.
    pub(crate) title: String,
    /// Its URL.
    pub(crate) url: String,
    /// The day on which it was accessed.
    pub(crate) accessed: String,
}

/// A process, step by step.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct FlowEntry {
    /// Its ID: `client-scan`.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// What it is, as Markdown.
    pub(crate) text: String,
    /// Its steps in order, each followed by its substeps.
    pub(crate) steps: Vec<StepEntry>,
    /// Where its facts come from.
    pub(crate) sources: Vec<SourceEntry>,
    /// Its page.
    pub(crate) page: String,
}

/// A step of a flow, or a substep.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct StepEntry {
    /// `3`, or `1.10` for the tenth substep of step 1.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// Who acts.
    pub(crate) actor: String,
    /// What happens in it, as Markdown.
    pub(crate) text: String,
    /// The lines of logs that show it.
    pub(crate) lines: Vec<LineEntry>,
    /// Its page.
    pub(crate) page: String,
}

/// A line of a log that shows something about a step.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct LineEntry {
    /// Its ID: `location.sent`.
    pub(crate) id: String,
    /// The name of the log.
    pub(crate) log: String,
    /// What it shows: `started`, `progress`, `done`, `failed`, `benign`.
    pub(crate) shows: String,
    /// At which log level it is written: `default`, `verbose`, `debug`.
    pub(crate) level: String,
    /// What it means.
    pub(crate) summary: String,
    /// An example of it.
    pub(crate) sample: Option<String>,
}

/// A log.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct LogEntry {
    /// Its name: `WUAHandler`.
    pub(crate) name: String,
    /// Its file name.
    pub(crate) file: String,
    /// Other names of the file, without extension.
    pub(crate) other_names: Vec<String>,
    /// The machine that writes it.
    pub(crate) machine: String,
    /// Its folder.
    pub(crate) folder: String,
    /// How to get it, if it is not simply in its folder.
    pub(crate) how_to_get: Option<String>,
    /// What it records.
    pub(crate) description: String,
    /// Its page.
    pub(crate) page: String,
}

/// What an admin observes before any log is read.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct SymptomEntry {
    /// Its ID: `no-server`.
    pub(crate) id: String,
    /// In words.
    pub(crate) title: String,
    /// The IDs of its causes.
    pub(crate) causes: Vec<String>,
    /// Its page.
    pub(crate) page: String,
}

/// The schema, as text.
pub(crate) fn schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = serde_json::to_string_pretty(&generator.into_root_schema_for::<KnowledgeBase>());
    schema.unwrap_or_default() + "\n"
}

/// All of it; `link` makes a link of a URL of the program.
pub(crate) fn knowledge_base(link: &dyn Fn(&str) -> String) -> KnowledgeBase {
    let writer = MarkdownWriter { link };
    KnowledgeBase {
        schema: SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        verified: knowledge::verified().to_owned(),
        codes: codes_with_causes().into_iter().map(code_entry).collect(),
        causes: knowledge::causes().iter().map(|cause| cause_entry(cause, &writer)).collect(),
        flows: knowledge::flows().iter().map(|flow| flow_entry(flow, &writer)).collect(),
        logs: knowledge::logs().iter().map(log_entry).collect(),
        symptoms: knowledge::symptoms().iter().map(symptom_entry).collect(),
    }
}

fn code_entry(value: u32) -> CodeEntry {
    let explained = knowledge::explain(value);
    let same = explained.code.map_or(&[][..], |code| code.same);
    CodeEntry {
        code: spell(value),
        unsigned: value,
        signed: value.cast_signed(),
        symbols: owned(&explained.symbols),
        family: explained.family.map(str::to_owned),
        sentence: explained.sentence,
        benign: explained.code.and_then(|code| code.benign).map(str::to_owned),
        same_as: same.iter().copied().map(spell).collect(),
        causes: knowledge::causes_of_code(value).into_iter().map(|cause| cause.id.to_owned()).collect(),
        page: Place::Code(value).file(),
    }
}

fn cause_entry(cause: &'static Cause, writer: &MarkdownWriter) -> CauseEntry {
    let remedy = knowledge::remedy(cause);
    let actions = |actions: &[RemedyAction]| actions.iter().map(|one| action_entry(one, writer)).collect();
    CauseEntry {
        id: cause.id.to_owned(),
        title: cause.title.to_owned(),
        summary: remedy.summary.to_owned(),
        symptom: cause.symptom.to_owned(),
        codes: codes_of(cause).into_iter().map(spell).collect(),
        steps: owned(&steps_of(cause)),
        reach: owned(&once(remedy.fix.iter().filter_map(|action| action.affects))),
        check: actions(remedy.check),
        fix: actions(remedy.fix),
        verify: writer.blocks(remedy.verify, 4),
        versions: remedy.versions.map(str::to_owned),
        verified: remedy.verified.to_owned(),
        sources: sources(remedy.sources),
        page: Place::Cause(cause.id).file(),
    }
}

fn action_entry(action: &RemedyAction, writer: &MarkdownWriter) -> ActionEntry {
    ActionEntry {
        title: action.title.to_owned(),
        on: action.on.to_owned(),
        elevated: action.elevated,
        changes: action.changes.map(str::to_owned),
        affects: action.affects.map(str::to_owned),
        undo: action.undo.map(str::to_owned),
        text: writer.blocks(action.blocks, 4),
    }
}

fn sources(sources: &[Citation]) -> Vec<SourceEntry> {
    let entry = |source: &Citation| SourceEntry {
        title: source.title.to_owned(),
        url: source.url.to_owned(),
        accessed: source.accessed.to_owned(),
    };
    sources.iter().map(entry).collect()
}

fn flow_entry(flow: &'static Flow, writer: &MarkdownWriter) -> FlowEntry {
    let guide = knowledge::guide(flow);
    FlowEntry {
        id: flow.id.to_owned(),
        title: flow.title.to_owned(),
        text: writer.blocks(guide.prose, 2),
        steps: flow.steps.iter().map(|step| step_entry(flow, step, writer)).collect(),
        sources: sources(guide.sources),
        page: Place::Flow(flow.id).file(),
    }
}

fn step_entry(flow: &'static Flow, step: &'static Step, writer: &MarkdownWriter) -> StepEntry {
    StepEntry {
        id: step.id.to_owned(),
        title: step.title.to_owned(),
        actor: step.actor.to_owned(),
        text: writer.blocks(knowledge::step_prose(flow, step), 2),
        lines: knowledge::evidence_of(step).iter().map(line_entry).collect(),
        page: Place::Step(flow.id, step.id).file(),
    }
}

fn line_entry(line: &Evidence) -> LineEntry {
    let shows = match line.shows {
        EvidenceKind::Started => "started",
        EvidenceKind::Progress => "progress",
        EvidenceKind::Done => "done",
        EvidenceKind::Failed => "failed",
        EvidenceKind::Benign => "benign",
    };
    let level = match line.level {
        LogLevel::Default => "default",
        LogLevel::Verbose => "verbose",
        LogLevel::Debug => "debug",
    };
    LineEntry {
        id: line.id.to_owned(),
        log: line.log.to_owned(),
        shows: shows.to_owned(),
        level: level.to_owned(),
        summary: line.summary.to_owned(),
        sample: sample(line).map(str::to_owned),
    }
}

fn log_entry(log: &'static Log) -> LogEntry {
    LogEntry {
        name: log.name.to_owned(),
        file: log.file.to_owned(),
        other_names: owned(log.also),
        machine: log.role.words().to_owned(),
        folder: log.folder.to_owned(),
        how_to_get: Some(log.get).filter(|get| !get.is_empty()).map(str::to_owned),
        description: log.description.to_owned(),
        page: Place::Log(log.name).file(),
    }
}

fn symptom_entry(symptom: &'static Symptom) -> SymptomEntry {
    let causes = knowledge::causes().iter().filter(|cause| cause.symptom == symptom.id);
    SymptomEntry {
        id: symptom.id.to_owned(),
        title: symptom.title.to_owned(),
        causes: causes.map(|cause| cause.id.to_owned()).collect(),
        page: Place::Symptom(symptom.id).file(),
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[cfg(test)]
mod tests;
