//! Leaves out what the engine and the page never read; the terminal gets everything.

use knowledge_model::evidence::{Evidence, FailureRole, LineScope, Pattern, RunEffect, RunLink};
use knowledge_model::model::{Cause, Code, Flow, Log, Noise, Sentences, Step, Topic, When};
use knowledge_model::tables::{Guides, KnowledgeTables, LateTables};

use crate::knowledge::Knowledge;
use crate::row::keep_all;

/// Without most text for people: the report of the engine contains IDs, and the program that shows it has the text. An
/// export needs titles, questions and procedures; the page gives the engine the remedies for it.
pub(crate) fn engine(packs: Knowledge) -> Knowledge {
    let codes = |part: &'static [Code]| keep_all(part.iter().map(code_of_engine));
    let causes = packs.tables.causes.iter().filter(|cause| is_judged(cause));
    let topic = |topic: &Topic| Topic { symbol: "", words: "", ..*topic };
    let tables = KnowledgeTables {
        code_parts: packs.tables.code_parts,
        read_first: packs.tables.read_first,
        endpoints: packs.tables.endpoints,
        network_errors: packs.tables.network_errors,
        callers: packs.tables.callers,
        services: packs.tables.services,
        topics: keep_all(packs.tables.topics.iter().map(topic)),
        settings: packs.tables.settings,
        messages: packs.tables.messages,
        operations: packs.tables.operations,
        collective_codes: packs.tables.collective_codes,
        generic_codes: packs.tables.generic_codes,
        cancelled_codes: packs.tables.cancelled_codes,
        failure_words: packs.tables.failure_words,
        no_failure_words: packs.tables.no_failure_words,
        code_flows: packs.tables.code_flows,
        facts: packs.tables.facts,
        conditions: packs.tables.conditions,
        moments: packs.tables.moments,
        registered: packs.tables.registered,
        checks: packs.tables.checks,
        placeholders: packs.tables.placeholders,
        evidence: packs.tables.evidence,
        verified: packs.tables.verified,
        questions: packs.tables.questions,
        causes: keep_all(causes.map(|cause| Cause { symptom: "", ..*cause })),
        logs: keep_all(packs.tables.logs.iter().map(|log| Log { description: "", ..*log })),
        noise: keep_all(packs.tables.noise.iter().map(|noise| Noise { why: "", ..*noise })),
        flows: keep_all(packs.tables.flows.iter().map(|flow| Flow {
            steps: keep_all(flow.steps.iter().map(|step| Step { actor: "", ..*step })),
            ..*flow
        })),
        ..KnowledgeTables::NONE
    };
    let guides =
        Guides { samples: packs.guides.samples, procedures: packs.guides.procedures, ..Guides::NONE };
    let codes = packs.codes.into_iter().map(codes).collect();
    Knowledge { tables, guides, codes, remedies: Vec::new(), ..packs }
}

/// For a code, a report contains the first name and whether it is benign; its HTTP status is needed to read lines.
fn code_of_engine(code: &Code) -> Code {
    Code {
        symbols: code.symbols.get(..1).unwrap_or_default(),
        message: "",
        family: "",
        http: code.http,
        same: &[],
        benign: code.benign.map(|_| ""),
        ..*code
    }
}

/// Whether the diagnosis uses a cause: it can report it, or look up the codes that it has at a step.
fn is_judged(cause: &Cause) -> bool {
    !cause.manual_only || cause.when.iter().any(|when| !when.at.is_empty())
}

/// The guides with the tables that the page of a code is shown without: evidence, without how its lines find their
/// run; rules of noise, without their patterns; logs, symptoms, questions, state messages.
pub(crate) fn page_guides(packs: &Knowledge) -> Guides {
    let evidence = |one: &Evidence| Evidence {
        components: &[],
        topic: 0,
        scope: LineScope::Run,
        link: RunLink::NONE,
        effect: RunEffect {
            role: if one.is_reason() { FailureRole::Reason } else { FailureRole::Plain },
            ..RunEffect::NONE
        },
        result: None,
        ..*one
    };
    let tables = &packs.tables;
    let late = LateTables {
        evidence: keep_all(tables.evidence.iter().map(evidence)),
        noise: keep_all(tables.noise.iter().map(|noise| Noise { pattern: Pattern::NONE, ..*noise })),
        logs: tables.logs,
        symptoms: tables.symptoms,
        questions: tables.questions,
        topics: tables.topics,
    };
    Guides { late, ..packs.guides }
}

/// Without what only the diagnosis uses (conditions of causes, verdict sentences, facts), and what comes with the guides.
pub(crate) fn page(tables: &KnowledgeTables) -> KnowledgeTables {
    let step = |step: &Step| Step {
        silent: None,
        timeout: 0,
        every_caller: false,
        may_wait: false,
        requests: &[],
        ..*step
    };
    let flow = |flow: &Flow| Flow {
        caller: "",
        service: false,
        cancelled: &[],
        sentences: Sentences::default(),
        steps: keep_all(flow.steps.iter().map(step)),
        ..*flow
    };
    let when = |when: &When| When {
        wsus: None,
        within: 0,
        absent: &[],
        differs: None,
        unless: &[],
        against: &[],
        ..*when
    };
    // Its remedy has the summary too.
    let cause = |cause: &Cause| Cause { summary: "", when: keep_all(cause.when.iter().map(when)), ..*cause };
    KnowledgeTables {
        read_first: &[],
        noise: &[],
        messages: &[],
        logs: &[],
        symptoms: &[],
        questions: &[],
        topics: &[],
        endpoints: &[],
        network_errors: &[],
        callers: &[],
        services: &[],
        operations: &[],
        collective_codes: &[],
        generic_codes: &[],
        cancelled_codes: &[],
        failure_words: &[],
        no_failure_words: &[],
        code_flows: &[],
        settings: &[],
        facts: &[],
        conditions: &[],
        moments: &[],
        registered: &[],
        checks: &[],
        evidence: &[],
        causes: keep_all(tables.causes.iter().map(cause)),
        flows: keep_all(tables.flows.iter().map(flow)),
        ..*tables
    }
}
