//! Reads all files of the knowledge, and reports every fault in them.

use knowledge_model::names::Names;
use knowledge_model::tables::{Guides, KnowledgeTables, LateTables};

use crate::fault::{Fault, Faults};
use crate::files::DataFiles;
use crate::knowledge::Knowledge;
use crate::known::KnownNames;
use crate::row::keep_all;
use crate::sample_line::SampleLine;
use crate::samples;
use crate::{
    causes, facts, failures, flows, messages, moments, network, noise, operations, parts, placeholders,
    procedures, results, settings, style, symbols, tables, words,
};

/// Reads the files and checks their wording; returns the knowledge and all faults, by file and line.
pub fn lint(files: &DataFiles) -> (Knowledge, Vec<Fault>) {
    let faults = Faults::default();
    let knowledge = read_all(files, &faults);
    style::check(files, &faults);
    (knowledge, faults.into_sorted())
}

/// Reads the files for a build, which does not fail because of wording; returns the knowledge and all other faults.
pub fn read(files: &DataFiles) -> (Knowledge, Vec<Fault>) {
    let faults = Faults::default();
    let knowledge = read_all(files, &faults);
    (knowledge, faults.into_sorted())
}

fn read_all(files: &DataFiles, faults: &Faults) -> Knowledge {
    let mut known = KnownNames::default();
    files.all_expected(faults);
    tables::hosts(files, &mut known, faults);
    known.placeholders = placeholders::read(files, faults);
    let read_first;
    (known.logs, read_first) = tables::logs(files, faults);
    let endpoints = network::endpoints(files, faults);
    known.endpoints = endpoints.iter().map(|endpoint| endpoint.path).collect();
    known.families = symbols::families(files, faults);
    let sections = symbols::names(files, &mut known, faults);
    let codes = tables::codes(files, &mut known, faults);
    let aliases = symbols::aliases(files, &known, faults);
    let noise = noise::read(files, &known, faults);
    let messages = messages::read(files, &known, faults);
    let (callers, services) = tables::names(files, faults);
    let network_errors = network::errors(files, &known, faults);
    known.usual_caller = callers.iter().find(|caller| caller.leads).map_or("", |caller| caller.id);
    known.callers = callers.iter().map(|caller| caller.id).collect();
    let symptoms = tables::symptoms(files, &mut known, faults);
    let questions = tables::questions(files, faults);
    let topics = tables::topics(files, &mut known, faults);
    let numbers = tables::facilities(files, faults);
    let words = words::words(files, faults);
    let (operations, operation_codes) = operations::read(files, &mut known, faults);
    let results = results::open(files, &operations, faults);
    let open = flows::open(files, results, &mut known, faults);
    let signs = failures::read(files, &known, faults);
    causes::declare(files, &mut known, faults);
    procedures::declare(files, &mut known, faults);

    let flows = flows::read(open, files, &known, faults);
    let facts = facts::read(files, &known, faults);
    let moments = moments::read(files, &known, faults);
    let registered = settings::registered(files, &facts.settings, faults);
    let checks = settings::checks(files, &facts, &registered, &known, faults);
    let procedures = procedures::read(files, &known, faults);
    let mut causes = causes::read(files, &known, faults);
    let remedies = parts::remedies(&mut causes);
    let codes = parts::codes(codes);
    let firsts: Vec<u32> = codes.iter().filter_map(|part| part.first()).map(|code| code.value).collect();
    samples::check_operations(&operations, &known, &flows, faults);
    samples::against_patterns(&flows, faults);
    samples::against_results(&flows, faults);
    noise::against_samples(&noise, &flows, faults);
    samples::against_facts(&facts, faults);
    let addresses = samples::Addresses::new(&known);
    for sample in flows
        .samples
        .iter()
        .chain(&facts.samples)
        .chain(&moments.samples)
        .chain(&noise.samples)
        .chain(&messages.samples)
        .flatten()
        .chain(&causes.lines)
    {
        addresses.check(sample, faults);
    }
    let tables = KnowledgeTables {
        verified: causes.remedies.iter().map(|remedy| remedy.verified).max().unwrap_or_default(),
        code_parts: firsts.leak(),
        noise: noise.noise.leak(),
        messages: messages.texts.leak(),
        operations: operations.leak(),
        collective_codes: operation_codes.collective,
        generic_codes: operation_codes.generic,
        cancelled_codes: operation_codes.cancelled,
        failure_words: signs.words.leak(),
        no_failure_words: signs.no_failure,
        code_flows: signs.codes.leak(),
        logs: known.logs.leak(),
        read_first,
        endpoints: endpoints.leak(),
        network_errors: network_errors.leak(),
        callers: callers.leak(),
        services: services.leak(),
        facilities: numbers.facilities.leak(),
        parts: numbers.parts.leak(),
        numbers: numbers.numbers.leak(),
        statuses: numbers.statuses.leak(),
        setup_phases: numbers.phases.leak(),
        setup_operations: numbers.operations.leak(),
        symptoms: symptoms.leak(),
        questions: questions.leak(),
        topics: topics.leak(),
        settings: facts.settings.leak(),
        facts: facts.facts.leak(),
        conditions: moments.conditions.leak(),
        moments: moments.moments.leak(),
        registered: registered.leak(),
        checks: checks.leak(),
        causes: causes.causes.leak(),
        flows: flows.flows.leak(),
        evidence: flows.evidence.leak(),
        placeholders: known.placeholders.leak(),
    };
    let symbols = Names { families: known.families, sections, aliases };
    Knowledge {
        tables,
        guides: Guides {
            flows: flows.guides.leak(),
            samples: texts(&flows.samples),
            procedures: procedures.leak(),
            everywhere: words.everywhere.leak(),
            synonyms: words.synonyms.leak(),
            late: LateTables::NONE,
        },
        codes,
        remedies,
        patterns: flows.patterns.leak(),
        cause_samples: causes.samples.leak(),
        fact_samples: texts(&facts.samples),
        moment_samples: texts(&moments.samples),
        symbols,
    }
}

/// The texts of samples, those of each pattern at its place.
fn texts(samples: &[Vec<SampleLine>]) -> &'static [&'static [&'static str]] {
    keep_all(samples.iter().map(|lines| keep_all(lines.iter().map(|line| line.text))))
}
