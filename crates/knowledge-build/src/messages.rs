//! Reads messages.toml: the texts by which Windows and .NET report a failure without its code.

use knowledge_model::model::MessageTexts;

use crate::fault::Faults;
use crate::files::DataFiles;
use crate::known::KnownNames;
use crate::lines::samples_of;
use crate::row::{TomlRow, keep_all};
use crate::sample_line::SampleLine;

/// The texts, and the samples of each row.
#[derive(Default)]
pub(crate) struct MessageRows {
    pub(crate) texts: Vec<MessageTexts>,
    pub(crate) samples: Vec<Vec<SampleLine>>,
}

/// A shorter text could be part of any sentence.
const SHORTEST: usize = 12;

/// Reads the texts: each is in one row only, and not part of another row's text.
pub(crate) fn read(files: &DataFiles, known: &KnownNames, faults: &Faults) -> MessageRows {
    let mut read = MessageRows::default();
    let text = files.text("messages.toml", faults);
    let Some(mut table) = TomlRow::parse("messages.toml", text, 0, faults) else { return read };
    for mut row in table.rows("message") {
        let code = row.text("code");
        let code = known.codes(&[code], row.place, faults).first().copied().unwrap_or_default();
        let texts = row.texts("texts");
        if texts.is_empty() {
            row.fault(row.place.line, "`texts` is missing: the texts of the message");
        }
        for at in &texts {
            if at.value.len() < SHORTEST {
                row.fault(at.line, format!("`{}` is too short: use {SHORTEST} bytes or more", at.value));
            }
            let others = read.texts.iter().filter(|other| other.code != code).flat_map(|other| other.texts);
            for other in others.filter(|other| other.contains(at.value) || at.value.contains(**other)) {
                row.fault(at.line, format!("`{}` and `{other}` have different codes", at.value));
            }
        }
        let samples = samples_of(&mut row);
        for sample in &samples {
            if !texts.iter().any(|at| sample.text.contains(at.value)) {
                faults.add(sample.place(), format!("the sample contains none of the texts: {}", sample.text));
            }
        }
        read.samples.push(samples);
        read.texts.push(MessageTexts { code, texts: keep_all(texts.iter().map(|at| at.value)) });
        row.finish();
    }
    table.finish();
    read
}
