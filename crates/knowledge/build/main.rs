//! Reads the files of `data/`, lints them, and packs them into the binary.
//!
//! The tests include this file as a module, so that what they lint is what the build lints.

mod causes;
#[path = "../src/evidence.rs"]
#[allow(unreachable_pub, dead_code, reason = "the types are the library's own")]
mod evidence;
#[path = "../src/fact.rs"]
#[allow(unreachable_pub, dead_code, reason = "the types are the library's own")]
mod fact;
mod facts;
mod fault;
mod files;
mod flows;
mod known;
mod lines;
mod markdown;
#[path = "../src/model.rs"]
#[allow(unreachable_pub, dead_code, reason = "the types are the library's own")]
mod model;
#[path = "../src/moment.rs"]
#[allow(unreachable_pub, dead_code, reason = "the types are the library's own")]
mod moment;
mod moments;
#[path = "../src/names.rs"]
#[allow(unreachable_pub, dead_code, reason = "the library reads what is written here")]
mod names;
#[path = "../src/numbers.rs"]
#[allow(unreachable_pub, dead_code, reason = "the types are the library's own")]
mod numbers;
#[path = "../src/packed.rs"]
#[allow(dead_code, reason = "the library reads what is written here")]
mod packed;
mod parts;
mod pattern;
#[path = "../src/placeholder.rs"]
#[allow(unreachable_pub, dead_code, reason = "the types are the library's own")]
mod placeholder;
mod placeholders;
#[path = "../src/prose.rs"]
#[allow(unreachable_pub, dead_code, clippy::enum_variant_names, reason = "the types are the library's own")]
mod prose;
#[path = "../src/quoting.rs"]
#[allow(unreachable_pub, dead_code, reason = "the types are the library's own")]
mod quoting;
mod readers;
mod row;
mod samples;
#[path = "../src/setting.rs"]
#[allow(unreachable_pub, dead_code, reason = "the types are the library's own")]
mod setting;
mod settings;
mod sources;
#[path = "../src/streams.rs"]
#[allow(dead_code, reason = "the library reads what is written here")]
mod streams;
mod symbols;
mod tables;
mod words;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use evidence::Pattern;
use fault::{Fault, Faults};
use files::Files;
use known::Known;
use model::{CauseSample, Code, Remedy};
use names::Names;
use packed::{Guides, Packed, Tables, Writer};
use row::keep_all;
use samples::Sample;

/// What is packed into the binary, each part for itself.
pub(crate) struct Packs {
    tables: Tables,
    guides: Guides,
    codes: Vec<&'static [Code]>,
    remedies: Vec<&'static [Remedy]>,
    patterns: &'static [Pattern],
    cause_samples: &'static [CauseSample],
    fact_samples: &'static [&'static [&'static str]],
    moment_samples: &'static [&'static [&'static str]],
    symbols: Names,
}

/// Reads the files of some folders, later ones over earlier ones.
pub(crate) fn read(folders: &[&Path]) -> io::Result<(Packs, Vec<Fault>)> {
    let mut files = Files::default();
    for folder in folders {
        files.read(folder)?;
    }
    let faults = Faults::default();
    let packs = understand(&files, &faults);
    Ok((packs, faults.into_sorted()))
}

fn understand(files: &Files, faults: &Faults) -> Packs {
    let mut known = Known::default();
    files.all_expected(faults);
    tables::hosts(files, &mut known, faults);
    known.placeholders = placeholders::read(files, faults);
    known.logs = tables::logs(files, faults);
    known.families = symbols::families(files, faults);
    let sections = symbols::names(files, &mut known, faults);
    let codes = tables::codes(files, &mut known, faults);
    let aliases = symbols::aliases(files, &known, faults);
    let noise = tables::noise(files, &known, faults);
    let (callers, services) = tables::names(files, faults);
    known.callers = callers.iter().map(|caller| caller.id).collect();
    let symptoms = tables::symptoms(files, &mut known, faults);
    let questions = tables::questions(files, faults);
    let topics = tables::topics(files, &mut known, faults);
    let numbers = tables::facilities(files, faults);
    let words = words::words(files, faults);
    let open = flows::open(files, &mut known, faults);
    causes::declare(files, &mut known, faults);

    let flows = flows::read(open, &known, faults);
    let facts = facts::read(files, &known, faults);
    let moments = moments::read(files, &known, faults);
    let registered = settings::registered(files, &facts.settings, faults);
    let checks = settings::checks(files, &facts, &registered, &known, faults);
    let mut causes = causes::read(files, &known, faults);
    let remedies = parts::remedies(&mut causes);
    let codes = parts::codes(codes);
    let firsts: Vec<u32> = codes.iter().filter_map(|part| part.first()).map(|code| code.value).collect();
    samples::against_patterns(&flows, faults);
    samples::against_facts(&facts, faults);
    let addresses = samples::Addresses::new(&known);
    for sample in
        flows.samples.iter().chain(&facts.samples).chain(&moments.samples).flatten().chain(&causes.lines)
    {
        addresses.check(sample, faults);
    }
    let tables = Tables {
        code_parts: firsts.leak(),
        noise: noise.leak(),
        logs: known.logs.leak(),
        callers: callers.leak(),
        services: services.leak(),
        facilities: numbers.facilities.leak(),
        parts: numbers.parts.leak(),
        numbers: numbers.numbers.leak(),
        statuses: numbers.statuses.leak(),
        phases: numbers.phases.leak(),
        operations: numbers.operations.leak(),
        everywhere: words.everywhere.leak(),
        synonyms: words.synonyms.leak(),
        symptoms: symptoms.leak(),
        questions: questions.leak(),
        topics: topics.leak(),
        settings: facts.settings.leak(),
        facts: facts.facts.leak(),
        standings: moments.standings.leak(),
        moments: moments.moments.leak(),
        registered: registered.leak(),
        checks: checks.leak(),
        causes: causes.causes.leak(),
        flows: flows.flows.leak(),
        placeholders: known.placeholders.leak(),
    };
    let symbols = Names { families: known.families, sections, aliases };
    Packs {
        tables,
        guides: Guides { flows: flows.guides.leak(), samples: texts(&flows.samples) },
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
fn texts(samples: &[Vec<Sample>]) -> &'static [&'static [&'static str]] {
    keep_all(samples.iter().map(|lines| keep_all(lines.iter().map(|line| line.text))))
}

#[allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]
fn main() -> io::Result<()> {
    let data = Path::new("data");
    watch(data)?;
    let (packs, faults) = read(&[data])?;
    for fault in &faults {
        println!("cargo::error={fault}");
    }
    let packs = if env::var_os("CARGO_FEATURE_PROSE").is_some() { packs } else { readers::engine(packs) };
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    write(&packs.tables, &out, "tables")?;
    write(&readers::page(&packs.tables), &out, "page")?;
    write(&packs.guides, &out, "guides")?;
    let mut numbered = Vec::new();
    packs.codes.iter().for_each(|part| numbered.extend(parts::file(part)));
    (0..packed::REMEDY_PARTS)
        .for_each(|at| numbered.extend(parts::file(&packs.remedies.get(at).copied().unwrap_or_default())));
    fs::write(out.join("numbered.bin"), numbered)?;
    write(&packs.patterns, &out, "patterns")?;
    write(&packs.symbols, &out, "symbols")?;
    write(&packs.fact_samples, &out, "facts")?;
    write(&packs.moment_samples, &out, "moments")?;
    write(&packs.cause_samples, &out, "samples")
}

/// Writes the two streams of a packed table.
fn write(packed: &impl Packed, folder: &Path, name: &str) -> io::Result<()> {
    let mut writer = Writer::default();
    packed.pack(&mut writer);
    fs::write(folder.join(name).with_extension("txt"), writer.texts)?;
    fs::write(folder.join(name).with_extension("bin"), writer.bytes)
}

/// Cargo runs the build again when one of these changes.
#[allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]
fn watch(path: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", path.display());
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            watch(&entry?.path())?;
        }
    }
    Ok(())
}
