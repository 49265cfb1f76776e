//! Reads the files of `data/`, lints them, and turns them into static tables of the types in `src/`.
//!
//! The tests include this file as a module, so that what they lint is what the build lints.

mod causes;
mod emit;
mod fault;
mod files;
mod flows;
mod known;
mod markdown;
#[path = "../src/model.rs"]
#[allow(unreachable_pub, dead_code, reason = "the types are the library's own")]
mod model;
#[path = "../src/numbers.rs"]
#[allow(unreachable_pub, dead_code, reason = "the types are the library's own")]
mod numbers;
mod pattern;
#[path = "../src/prose.rs"]
#[allow(unreachable_pub, dead_code, clippy::enum_variant_names, reason = "the types are the library's own")]
mod prose;
mod row;
mod samples;
mod sources;
mod tables;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use fault::{Fault, Faults};
use files::Files;
use known::Known;
use model::{Code, Log, Name, Noise};

/// All that the files say.
pub(crate) struct Knowledge {
    codes: Vec<Code>,
    noise: Vec<Noise>,
    logs: Vec<Log>,
    callers: Vec<Name>,
    services: Vec<Name>,
    numbers: tables::NumberTables,
    flows: flows::Flows,
    causes: causes::Causes,
}

impl Knowledge {
    /// Where each evidence stands, by index: the places of its flow, its step and itself.
    fn places_of_evidence(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        self.flows.flows.iter().enumerate().flat_map(|(flow, it)| {
            let steps = it.steps.iter().enumerate();
            steps.flat_map(move |(step, it)| (0..it.evidence.len()).map(move |one| (flow, step, one)))
        })
    }
}

/// Reads the files of some folders, later ones over earlier ones.
pub(crate) fn read(folders: &[&Path]) -> io::Result<(Knowledge, Vec<Fault>)> {
    let mut files = Files::default();
    for folder in folders {
        files.read(folder)?;
    }
    let faults = Faults::default();
    let knowledge = understand(&files, &faults);
    Ok((knowledge, faults.into_sorted()))
}

fn understand(files: &Files, faults: &Faults) -> Knowledge {
    let mut known = Known::default();
    files.all_expected(faults);
    tables::hosts(files, &mut known, faults);
    known.logs = tables::logs(files, faults);
    let codes = tables::codes(files, &mut known, faults);
    let noise = tables::noise(files, &known, faults);
    let (callers, services) = tables::names(files, faults);
    known.callers = callers.iter().map(|caller| caller.id).collect();
    let numbers = tables::facilities(files, faults);
    let open = flows::open(files, &mut known, faults);
    causes::declare(files, &mut known, faults);

    let flows = flows::read(open, &known, faults);
    let causes = causes::read(files, &known, faults);
    samples::against_patterns(&flows, faults);
    let addresses = samples::Addresses::new(&known);
    for sample in flows.samples.iter().flatten().chain(&causes.lines) {
        addresses.check(sample, faults);
    }
    Knowledge { codes, noise, logs: known.logs, callers, services, numbers, flows, causes }
}

#[allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]
fn main() -> io::Result<()> {
    let data = Path::new("data");
    watch(data)?;
    let (knowledge, faults) = read(&[data])?;
    for fault in &faults {
        println!("cargo::error={fault}");
    }
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(out.join("tables.rs"), emit::emit(&knowledge))
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
