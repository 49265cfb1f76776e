//! `wuscope code`: what is known of codes, in any spelling.

use std::io;

use knowledge::spelling::{How, Reading, read};
use knowledge::{Cause, Explained, Inside, explain as take_apart, setup_stage, spell};
use report::{CauseGuide, CodeExplanation, InnerNumber, Reference, TypedCode};

use crate::args::Format;
use crate::output::{Lines, Output, tell};
use crate::prose::{actions, blocks};

/// Explains what somebody typed, and the exit status.
pub(crate) fn explain(text: &str, format: Format, out: &mut Output) -> io::Result<u8> {
    let spelled = read(text);
    if let Some(sentence) = &spelled.mistyped {
        tell(sentence);
    }
    let Some((first, others)) = spelled.readings.split_first() else {
        if spelled.mistyped.is_none() {
            tell(&format!(
                "{text} is no code in any spelling known here: hexadecimal, decimal, a symbol, an HTTP status or a \
                 line of a log. wuscope search looks for words."
            ));
        }
        return Ok(2);
    };
    match format {
        Format::Json => {
            out.json(&TypedCode {
                explanation: explanation_of(*first),
                other_readings: others.iter().map(|reading| explanation_of(*reading)).collect(),
            })?;
        }
        Format::Text => {
            let mut lines = Lines::default();
            let texts: Vec<String> = spelled.readings.iter().map(|reading| to_text(*reading)).collect();
            lines.add(&texts.join("\n"));
            out.lines(&lines)?;
        }
    }
    Ok(0)
}

/// What is known of a code, as a record of the report.
pub(crate) fn explanation_of(reading: Reading) -> CodeExplanation {
    let explained = take_apart(reading.value);
    let inner = |inside: Inside| InnerNumber { name: inside.name.to_owned(), number: inside.number };
    let setup_phase = if let How::Extended(extend) = reading.how { Some(setup_stage(extend)) } else { None };
    CodeExplanation {
        code: spell(explained.value),
        read_as: reading.how.words().to_owned(),
        signed: explained.value.cast_signed(),
        unsigned: explained.value,
        family: family(&explained).to_owned(),
        severity: explained.severity.words().to_owned(),
        inner: explained.inside.map(inner),
        setup_phase,
        benign: explained.code.and_then(|code| code.benign).map(str::to_owned),
        same_as: explained.code.map_or(&[][..], |code| code.same).iter().map(|&value| spell(value)).collect(),
        triggers_failover: knowledge::fails_over(explained.value),
        causes: knowledge::causes_of_code(explained.value).into_iter().map(guide_of).collect(),
        symbols: explained.symbols.into_iter().map(str::to_owned).collect(),
        summary: explained.sentence,
    }
}

fn guide_of(cause: &'static Cause) -> CauseGuide {
    let remedy = cause.remedy();
    let reference = |source: &knowledge::Source| Reference {
        title: source.title.to_owned(),
        url: source.url.to_owned(),
        accessed: source.looked.to_owned(),
    };
    CauseGuide {
        id: cause.id.to_owned(),
        title: cause.title.to_owned(),
        check: actions(remedy.check, 1, "", &[]),
        fix: actions(remedy.fix, 1, "", &[]),
        verify: blocks(remedy.verify, "", &[]),
        references: remedy.sources.iter().map(reference).collect(),
    }
}

/// The family, or the facility of a code that has no name.
pub(crate) fn family(explained: &Explained) -> &'static str {
    let facility = || explained.facility_name.map_or("", |facility| facility.words);
    explained.family.unwrap_or_else(facility)
}

fn to_text(reading: Reading) -> String {
    let explained = &take_apart(reading.value);
    let value = explained.value;
    let mut out = format!("{}  {}\n", spell(value), family(explained));
    for symbol in &explained.symbols {
        out.push_str(&format!("{symbol}\n"));
    }
    out.push_str(&format!("{}\n", explained.sentence));
    match reading.how {
        How::Extended(extend) => {
            out.push_str(&format!("Windows Setup stopped in {}.\n", setup_stage(extend)));
        }
        How::Number(name, number) => out.push_str(&format!("Read as {name} {number}.\n")),
        _ => {}
    }
    out.push_str(&format!("In decimal: {}, {value}\n", value.cast_signed()));
    let same: Vec<String> =
        explained.code.map_or(&[][..], |code| code.same).iter().map(|&value| spell(value)).collect();
    if !same.is_empty() {
        out.push_str(&format!("The same elsewhere: {}\n", same.join(", ")));
    }
    if knowledge::fails_over(value) {
        out.push_str("A client changes its software update point after repeated failures with it.\n");
    }
    if let Some(why) = explained.code.and_then(|code| code.benign) {
        out.push_str(&format!("No failure: {why}\n"));
    }
    for (at, cause) in knowledge::causes_of_code(value).into_iter().enumerate() {
        out.push_str(&format!("\n{}. {}\n", at + 1, cause.title));
        let remedy = cause.remedy();
        for (name, text) in [
            ("Check", actions(remedy.check, 1, "     ", &[])),
            ("Fix", actions(remedy.fix, 1, "     ", &[])),
            ("Verify", blocks(remedy.verify, "     ", &[])),
        ] {
            out.push_str(&format!("   {name}\n{text}"));
        }
        for source in remedy.sources {
            out.push_str(&format!("   Source: {} <{}>\n", source.title, source.url));
        }
    }
    out
}
