//! Reads the flows, their steps and the evidence of each step.

use std::collections::BTreeMap;

use knowledge_model::evidence::{Evidence, EvidenceId, EvidenceRange, LogLevel, Pattern};
use knowledge_model::model::{Flow, Guide, Sentences, Step};
use knowledge_model::prose::Block;

use crate::fault::{Faults, LineRef};
use crate::files::{DataFiles, Document};
use crate::known::{KnownNames, is_kebab};
use crate::lines::{OpenEvidence, declare, read_evidence};
use crate::markdown::{self, PieceKind};
use crate::results::{OpenResults, check_steps, declare_all, read_result};
use crate::row::{At, TomlRow, keep, values};
use crate::sample_line::SampleLine;
use crate::sources::sources;

/// The placeholders of the sentences of a flow.
const OPEN_WORDS: [&str; 10] =
    ["n", "step", "what", "failed", "code", "who", "service", "runs", "seen", "times"];

/// The placeholders of a default sentence: the flow's names of one run and of several.
const DEFAULT_WORDS: [&str; 2] = ["run", "runs_name"];

/// The keys of all sentences.
const SENTENCES: [&str; 23] = [
    "ok_one",
    "ok_all",
    "ok_last",
    "ok_open",
    "failed",
    "never",
    "stopped",
    "stopped_after",
    "incomplete",
    "restarted",
    "cancelled",
    "skipped",
    "none",
    "no_cause",
    "no_reason",
    "no_more",
    "machine",
    "machine_over",
    "also",
    "recovered",
    "over",
    "cancelled_runs",
    "other",
];

/// A flow whose files were found and heads parsed, before its references are resolved.
pub(crate) struct OpenFlow<'a> {
    id: &'static str,
    file: &'a str,
    head: TomlRow<'a>,
    document: Document<'a>,
    steps: Vec<OpenStep<'a>>,
}

struct OpenStep<'a> {
    id: &'static str,
    file: &'a str,
    head: TomlRow<'a>,
    document: Document<'a>,
    evidence: Vec<OpenEvidence<'a>>,
}

/// Opens all flows, adds the results of operations to their steps, and registers flows, steps and evidence.
pub(crate) fn open<'a>(
    files: &'a DataFiles,
    mut results: OpenResults<'a>,
    known: &mut KnownNames,
    faults: &'a Faults,
) -> Vec<OpenFlow<'a>> {
    let mut flows: Vec<OpenFlow<'a>> = Vec::new();
    let mut steps: BTreeMap<&'static str, Vec<OpenStep<'a>>> = BTreeMap::new();
    for (file, text) in files.all() {
        let Some((flow, name)) = file.strip_prefix("flows/").and_then(|path| path.split_once('/')) else {
            continue;
        };
        let Some(document) = Document::split(file, text, faults) else { continue };
        let Some(head) = TomlRow::parse(file, document.head, document.head_after, faults) else { continue };
        if name == "flow.md" {
            if !is_kebab(flow) {
                faults.add(
                    LineRef::file(file),
                    "a flow's folder is named in lower case with hyphens: client-scan",
                );
            }
            flows.push(OpenFlow { id: keep(flow), file, head, document, steps: Vec::new() });
        } else if let Some(id) = step_id(name) {
            let step = OpenStep { id, file, head, document, evidence: Vec::new() };
            steps.entry(keep(flow)).or_default().push(step);
        } else {
            faults.add(
                LineRef::file(file),
                "a step's file is named by its number and a word: 1.10-add-source.md",
            );
        }
    }
    for flow in &mut flows {
        flow.steps = steps.remove(flow.id).unwrap_or_default();
        flow.steps.sort_by_key(|step| numbers(step.id));
        contiguous(flow, faults);
        known.flows.insert(flow.id);
        for step in &mut flow.steps {
            known.steps.insert(format!("{}/{}", flow.id, step.id));
            step.evidence = step.head.rows("evidence").into_iter().map(|row| declare(row, known)).collect();
            let results = results.remove(&(flow.id, step.id)).unwrap_or_default();
            step.evidence.extend(declare_all(results, known));
        }
    }
    check_steps(&results);
    for step in steps.values().flatten() {
        faults.add(LineRef::file(step.file), "its folder has no flow.md");
    }
    flows
}

/// The step of a file name: `1.10` of `1.10-add-source.md`.
fn step_id(name: &str) -> Option<&'static str> {
    let (id, word) = name.strip_suffix(".md")?.split_once('-')?;
    let number = |part: &str| part.parse::<u8>().is_ok_and(|n| n > 0 && part == n.to_string());
    let parts = id.split('.').count();
    if parts <= 2 && id.split('.').all(number) && is_kebab(word) { Some(keep(id)) } else { None }
}

fn numbers(id: &str) -> (u8, u8) {
    let (step, part) = id.split_once('.').unwrap_or((id, "0"));
    (step.parse().unwrap_or_default(), part.parse().unwrap_or_default())
}

/// Steps are numbered 1, 2, 3, and the parts of a step n.1, n.2, n.3.
fn contiguous(flow: &OpenFlow<'_>, faults: &Faults) {
    let mut before = (0, 0);
    for step in &flow.steps {
        let this = numbers(step.id);
        let follows = this == (before.0 + 1, 0) || (before.0 > 0 && this == (before.0, before.1 + 1));
        if !follows {
            let words =
                if this == before { "has two files" } else { "comes after a gap: number steps without gaps" };
            faults.add(LineRef::file(step.file), format!("step {} {words}", step.id));
        }
        before = this;
    }
    if flow.steps.is_empty() {
        faults.add(LineRef::file(flow.file), "a flow has steps: 1-….md, 2-….md");
    }
}

/// The flows, and their evidence with its patterns and samples by index.
#[derive(Default)]
pub(crate) struct Flows {
    pub(crate) flows: Vec<Flow>,
    pub(crate) guides: Vec<Guide>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) samples: Vec<Vec<SampleLine>>,
}

/// Reads what was opened.
pub(crate) fn read(open: Vec<OpenFlow<'_>>, files: &DataFiles, known: &KnownNames, faults: &Faults) -> Flows {
    let mut read = Flows::default();
    let defaults = Defaults::read(files, faults);
    for mut flow in open {
        let head = &mut flow.head;
        let run = head.texts("run");
        if run.len() != 2 {
            head.fault(head.place.line, "`run` is the name of one run and of several: [\"scan\", \"scans\"]");
        }
        let named = |at: usize| run.get(at).map_or("", |name| name.value);
        let title = head.phrase("title");
        let caller = head.text_at("caller");
        if let Some(caller) = caller.filter(|caller| !known.callers.contains(&caller.value)) {
            head.fault(caller.line, format!("names.toml has no caller `{}`", caller.value));
        }
        let requests = requests(head, known);
        let service = head.flag("service", false);
        let cancelled = known.codes(&head.texts("cancelled"), head.place, faults);
        let sentences = sentences(head, &defaults, (named(0), named(1)));
        let sources = sources(head, known, faults);
        let pieces = markdown::pieces(flow.file, flow.document.body, flow.document.body_after, known, faults);
        let read_steps =
            flow.steps.into_iter().map(|step| read_step(step, flow.id, &mut read, known, faults));
        let (mut steps, step_prose): (Vec<_>, Vec<_>) = read_steps.unzip();
        inherit_requests(&mut steps, requests);
        let prose = markdown::blocks(pieces, flow.file, known, faults);
        read.guides.push(Guide { flow: flow.id, prose, steps: step_prose.leak(), sources });
        read.flows.push(Flow {
            id: flow.id,
            title,
            run: (named(0), named(1)),
            caller: caller.map_or(known.usual_caller, |caller| caller.value),
            service,
            cancelled,
            sentences,
            steps: steps.leak(),
        });
        flow.head.finish();
    }
    read
}

/// The paths of the endpoints that a flow or a step requests; each is in endpoints.toml.
fn requests(head: &mut TomlRow<'_>, known: &KnownNames) -> &'static [&'static str] {
    let paths = head.texts("requests");
    for at in paths.iter().filter(|at| !known.endpoints.contains(&at.value)) {
        head.fault(at.line, format!("endpoints.toml has no endpoint {}", at.value));
    }
    values(&paths)
}

/// A step without requests inherits those of its parent step, else those of the flow.
fn inherit_requests(steps: &mut [Step], of_flow: &'static [&'static str]) {
    let mut of_step = of_flow;
    for step in steps {
        let is_part = step.id.contains('.');
        if !step.requests.is_empty() {
            of_step = if is_part { of_step } else { step.requests };
            continue;
        }
        of_step = if is_part { of_step } else { of_flow };
        step.requests = of_step;
    }
}

/// flows/defaults.toml: the default sentences of flows, with `{run}` and `{runs_name}` for the names of one run and of
/// several.
struct Defaults(BTreeMap<&'static str, &'static str>);

impl Defaults {
    fn read(files: &DataFiles, faults: &Faults) -> Self {
        const FILE: &str = "flows/defaults.toml";
        let mut sentences = BTreeMap::new();
        if let Some(mut table) = TomlRow::parse(FILE, files.text(FILE, faults), 0, faults) {
            if let Some(mut row) = table.row("sentences") {
                for key in SENTENCES {
                    if let Some(at) = row.text_at(key) {
                        open_words(&row, at, &DEFAULT_WORDS);
                        sentences.insert(key, at.value);
                    }
                }
                row.finish();
            }
            table.finish();
        }
        Self(sentences)
    }

    /// The default sentence of a flow.
    fn of(&self, key: &str, (one, many): (&str, &str)) -> Option<&'static str> {
        let sentence = self.0.get(key)?;
        Some(keep(&sentence.replace("{run}", one).replace("{runs_name}", many)))
    }
}

/// A sentence contains only known placeholders.
fn open_words(row: &TomlRow<'_>, at: At<&'static str>, more: &[&str]) {
    for open in at.value.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or_default()) {
        if !OPEN_WORDS.contains(&open) && !more.contains(&open) {
            let known: Vec<&str> = more.iter().chain(&OPEN_WORDS).copied().collect();
            row.fault(at.line, format!("nothing fills in {{{open}}}; known are: {}", known.join(", ")));
        }
    }
}

/// The sentences of a flow: its own, else the defaults.
fn sentences(head: &mut TomlRow<'_>, defaults: &Defaults, run: (&str, &str)) -> Sentences {
    let line = head.place.line;
    let mut row = head.row("sentences");
    let mut missing = Vec::new();
    let mut sentence = |key| {
        let default = defaults.of(key, run);
        let own = row.as_mut().and_then(|row| row.text_at(key));
        if let (Some(row), Some(own)) = (&row, own) {
            open_words(row, own, &[]);
            if default == Some(own.value) {
                row.fault(own.line, format!("`{key}` equals flows/defaults.toml: leave it out"));
            }
        }
        own.map(|own| own.value).or(default).unwrap_or_else(|| {
            missing.push(key);
            ""
        })
    };
    let sentences = Sentences {
        ok_one: sentence("ok_one"),
        ok_all: sentence("ok_all"),
        ok_last: sentence("ok_last"),
        ok_open: sentence("ok_open"),
        failed: sentence("failed"),
        never: sentence("never"),
        stopped: sentence("stopped"),
        stopped_after: sentence("stopped_after"),
        incomplete: sentence("incomplete"),
        restarted: sentence("restarted"),
        cancelled: sentence("cancelled"),
        skipped: sentence("skipped"),
        none: sentence("none"),
        no_cause: sentence("no_cause"),
        no_reason: sentence("no_reason"),
        no_more: sentence("no_more"),
        machine: sentence("machine"),
        machine_over: sentence("machine_over"),
        also: sentence("also"),
        recovered: sentence("recovered"),
        over: sentence("over"),
        cancelled_runs: sentence("cancelled_runs"),
        other: sentence("other"),
    };
    // A malformed table already has its fault.
    if !missing.is_empty() && (row.is_some() || !head.had("sentences")) {
        let missing = missing.join("`, `");
        let words = format!("`{missing}`: neither in `[sentences]` nor in flows/defaults.toml");
        head.fault(line, words);
    }
    if let Some(row) = row {
        row.finish();
    }
    sentences
}

fn read_step(
    mut step: OpenStep<'_>,
    flow: &'static str,
    read: &mut Flows,
    known: &KnownNames,
    faults: &Faults,
) -> (Step, &'static [Block]) {
    let head = &mut step.head;
    let title = head.phrase("title");
    let actor = head.text("actor").value;
    let silent = head.text_or_none("silent");
    if !head.has("timeout") {
        head.fault(head.place.line, "`timeout` is missing");
    }
    let timeout = head.seconds("timeout").unwrap_or_default();
    let every_caller = head.flag("every_caller", false);
    let may_wait = head.flag("may_wait", false);
    let requests = requests(head, known);
    let next = |read: &Flows| u16::try_from(read.evidence.len()).unwrap_or(u16::MAX);
    let first = next(read);
    for open in step.evidence {
        let index = EvidenceId(next(read));
        let (one, pattern, samples) = if let Some(operation) = open.result_of {
            read_result(open, operation, (flow, step.id), index, known)
        } else {
            read_evidence(open, (flow, step.id), index, known, faults)
        };
        read.evidence.push(one);
        read.patterns.push(pattern);
        read.samples.push(samples);
    }
    let of_runs = |one: &&Evidence| !one.is_of_operation();
    let evidence = EvidenceRange { first, count: next(read) - first };
    let own = read.evidence.get(evidence.indexes()).unwrap_or_default();
    if silent.is_none() && !own.iter().filter(of_runs).any(|one| one.level == LogLevel::Default) {
        let words = "the step has no evidence at the default log level: add `silent` with the reason why that is normal";
        faults.add(step.head.place, words);
    }
    let pieces = markdown::pieces(step.file, step.document.body, step.document.body_after, known, faults);
    for needed in ["What happens", "When it stops here"] {
        if !pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Heading(2, title) if title == needed)) {
            faults.add(LineRef::file(step.file), format!("`## {needed}` is missing"));
        }
    }
    step.head.finish();
    let prose = markdown::blocks(pieces, step.file, known, faults);
    (Step { id: step.id, title, actor, silent, timeout, every_caller, may_wait, requests, evidence }, prose)
}
