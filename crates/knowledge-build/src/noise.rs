//! Reads noise.toml: lines of healthy logs that name failing codes.

use knowledge_model::evidence::{Evidence, Pattern};
use knowledge_model::model::Noise;

use crate::fault::Faults;
use crate::files::DataFiles;
use crate::flows::Flows;
use crate::known::KnownNames;
use crate::lines::{read_pattern, samples_of};
use crate::pattern::compiled;
use crate::row::TomlRow;
use crate::sample_line::{SampleLine, is_found};

/// The rules, and the samples of each.
#[derive(Default)]
pub(crate) struct NoiseTables {
    pub(crate) noise: Vec<Noise>,
    pub(crate) samples: Vec<Vec<SampleLine>>,
}

/// Reads the rules.
pub(crate) fn read(files: &DataFiles, known: &KnownNames, faults: &Faults) -> NoiseTables {
    let mut read = NoiseTables::default();
    let Some(mut table) = TomlRow::parse("noise.toml", files.text("noise.toml", faults), 0, faults) else {
        return read;
    };
    for mut row in table.rows("noise") {
        let log = row.text("log");
        if known.log(log.value).is_none() {
            row.fault(log.line, format!("logs.toml has no log {}", log.value));
        }
        let written = row.texts("codes");
        if written.is_empty() {
            row.fault(row.place.line, "`codes` is missing: the codes that are noise in such lines");
        }
        let codes = known.codes(&written, row.place, faults);
        let pattern = read_pattern(&mut row, &[]);
        read.samples.push(samples_of(&mut row));
        read.noise.push(Noise { log: log.value, codes, pattern, why: row.text("why").value });
        row.finish();
    }
    table.finish();
    read
}

/// A pattern matches its own samples, each of which names one of its codes; and none of them is a result.
pub(crate) fn against_samples(read: &NoiseTables, flows: &Flows, faults: &Faults) {
    let result_in = |log: &str, text: &[u8]| {
        let is_result = |one: &&Evidence| {
            let pattern = flows.patterns.get(usize::from(one.index.0)).filter(|one| !one.text.is_empty());
            let regex = pattern.and_then(|pattern| compiled(pattern.text).ok());
            regex.is_some_and(|regex| regex.is_match(text))
        };
        flows.evidence.iter().filter(|one| one.log == log && one.result.is_some()).find(is_result)
    };
    for (noise, samples) in read.noise.iter().zip(&read.samples) {
        let regex = compiled(noise.pattern.text).ok().filter(|_| noise.pattern != Pattern::NONE);
        for sample in samples {
            let text = sample.text.as_bytes();
            if regex.as_ref().is_some_and(|regex| !is_found(Some(&noise.pattern), regex, text)) {
                faults.add(sample.place(), format!("the pattern does not match its sample: {}", sample.text));
            }
            let upper = sample.text.to_ascii_uppercase();
            let names = |code: &u32| {
                upper.contains(&format!("{code:08X}")) || upper.contains(&code.cast_signed().to_string())
            };
            if !noise.codes.is_empty() && !noise.codes.iter().any(names) {
                faults.add(sample.place(), format!("the sample names none of the codes: {}", sample.text));
            }
            if let Some(result) = result_in(noise.log, text) {
                let words = format!("the sample is the result `{}`, and a result is never noise", result.id);
                faults.add(sample.place(), words);
            }
        }
    }
}
