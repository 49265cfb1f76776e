//! `wuscope code`: explains codes in any notation.

use std::io;

use knowledge::spelling::{CodeReading, Notation, notation_words, read};
use knowledge::{Cause, Explained, Inside, explain as take_apart, setup_stage, spell};
use report::{CauseGuide, CodeExplanation, InnerNumber, Reference, TypedCode};

use crate::args::OutputFormat;
use crate::output::{Output, print_message};
use crate::prose::{ProseContext, actions, blocks, remedy};

/// Explains the codes that the user typed; returns the exit status.
pub(crate) fn explain(text: &str, format: OutputFormat, out: &mut Output) -> io::Result<u8> {
    let spelled = read(text);
    if let Some(sentence) = &spelled.mistyped {
        print_message(sentence);
    }
    let Some((first, others)) = spelled.readings.split_first() else {
        if spelled.mistyped.is_none() {
            print_message(&format!(
                "`{text}` is not an error code: use hexadecimal, decimal, a symbol, an HTTP status or a log line. To \
                 search for words, use `wuscope search`."
            ));
        }
        return Ok(2);
    };
    match format {
        OutputFormat::Json => {
            out.json(&TypedCode {
                explanation: explanation_of(*first),
                other_readings: others.iter().map(|reading| explanation_of(*reading)).collect(),
            })?;
        }
        OutputFormat::Text => {
            let mut lines = out.new_lines();
            let texts: Vec<String> = spelled.readings.iter().map(|reading| to_text(*reading)).collect();
            lines.add(&texts.join("\n"));
            out.lines(&lines)?;
        }
    }
    Ok(0)
}

/// The explanation of a code, as a record of the report.
pub(crate) fn explanation_of(reading: CodeReading) -> CodeExplanation {
    let explained = take_apart(reading.value);
    let inner = |inside: Inside| InnerNumber { name: inside.name.to_owned(), number: inside.number };
    let setup_phase =
        if let Notation::Extended(extend) = reading.notation { Some(setup_stage(extend)) } else { None };
    CodeExplanation {
        code: spell(explained.value),
        read_as: notation_words(reading.notation),
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
    let remedy = knowledge::remedy(cause);
    let reference = |source: &knowledge::Citation| Reference {
        title: source.title.to_owned(),
        url: source.url.to_owned(),
        accessed: source.accessed.to_owned(),
    };
    CauseGuide {
        id: cause.id.to_owned(),
        title: cause.title.to_owned(),
        check: actions(remedy.check, 1, "", ProseContext::default()),
        fix: actions(remedy.fix, 1, "", ProseContext::default()),
        verify: blocks(remedy.verify, "", ProseContext::default()),
        versions: remedy.versions.map(str::to_owned),
        verified: remedy.verified.to_owned(),
        references: remedy.sources.iter().map(reference).collect(),
    }
}

/// The family, or the facility of a code that has no name.
pub(crate) fn family(explained: &Explained) -> &'static str {
    let facility = || explained.facility_name.map_or("", |facility| facility.words);
    explained.family.unwrap_or_else(facility)
}

fn to_text(reading: CodeReading) -> String {
    let explained = &take_apart(reading.value);
    let value = explained.value;
    let mut out = format!("{}  {}\n", spell(value), family(explained));
    for symbol in &explained.symbols {
        out.push_str(&format!("{symbol}\n"));
    }
    out.push_str(&format!("{}\n", explained.sentence));
    match reading.notation {
        Notation::Extended(extend) => {
            out.push_str(&format!("Windows Setup stopped in {}.\n", setup_stage(extend)));
        }
        Notation::Number(name, number) => out.push_str(&format!("Read as {name} {number}.\n")),
        _ => {}
    }
    out.push_str(&format!("Decimal: {}, {value}\n", value.cast_signed()));
    let same: Vec<String> =
        explained.code.map_or(&[][..], |code| code.same).iter().map(|&value| spell(value)).collect();
    if !same.is_empty() {
        out.push_str(&format!("Equivalent codes: {}\n", same.join(", ")));
    }
    if knowledge::fails_over(value) {
        out.push_str(
            "After repeated failures with this code, a client fails over to another software update point.\n",
        );
    }
    if let Some(why) = explained.code.and_then(|code| code.benign) {
        out.push_str(&format!("Not a failure: {why}\n"));
    }
    for (at, cause) in knowledge::causes_of_code(value).into_iter().enumerate() {
        out.push_str(&format!("\n{}. {}\n", at + 1, cause.title));
        out.push_str(&remedy_and_sources(cause, "   "));
    }
    out
}

/// How to check, fix and verify a cause, and where its facts come from.
pub(crate) fn remedy_and_sources(cause: &Cause, indent: &str) -> String {
    let known = knowledge::remedy(cause);
    let mut out = String::new();
    if let Some(versions) = known.versions {
        out.push_str(&format!("{indent}Applies to: {versions}\n"));
    }
    out.push_str(&remedy(known, indent, ProseContext::default()));
    for source in known.sources {
        out.push_str(&format!("{indent}Source: {} <{}>\n", source.title, source.url));
    }
    if !known.verified.is_empty() {
        out.push_str(&format!("{indent}Last verified: {}\n", known.verified));
    }
    out
}
