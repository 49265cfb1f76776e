//! `wuscope code`: what is known of one code, in any spelling.

use knowledge::{Cause, Explained, explain as take_apart, spell};
use serde_json::{Value, json};

use crate::args::Format;
use crate::prose::{actions, blocks};

/// Explains what somebody typed, and the exit status.
pub(crate) fn explain(text: &str, format: Format) -> (String, u8) {
    let spelled = knowledge::spelling::read(text);
    let Some(first) = spelled.readings.first() else {
        let nothing = || {
            format!(
                "{text} is no code in any spelling known here: hexadecimal, decimal, a symbol, an HTTP status or a line of a log."
            )
        };
        crate::tell(&format!("{}\n", spelled.mistyped.unwrap_or_else(nothing)));
        return (String::new(), 2);
    };
    match format {
        Format::Json => (crate::json(&to_json(&take_apart(first.value))), 0),
        Format::Text => {
            let texts: Vec<String> =
                spelled.readings.iter().map(|reading| to_text(&take_apart(reading.value))).collect();
            (texts.join("\n"), 0)
        }
    }
}

fn to_json(explained: &Explained) -> Value {
    let code = explained.code;
    json!({
        "code": spell(explained.value),
        "symbols": explained.symbols,
        "message": explained.sentence,
        "family": family(explained),
        "benign": code.and_then(|code| code.benign),
        "causes": knowledge::causes_of_code(explained.value).into_iter().map(cause_json).collect::<Vec<_>>(),
    })
}

fn cause_json(cause: &'static Cause) -> Value {
    let remedy = cause.remedy();
    let references = remedy
        .sources
        .iter()
        .map(|source| json!({ "title": source.title, "url": source.url, "looked": source.looked }));
    json!({
        "id": cause.id,
        "title": cause.title,
        "check": actions(remedy.check, 1, "", &[]),
        "fix": actions(remedy.fix, 1, "", &[]),
        "verify": blocks(remedy.verify, "", &[]),
        "references": references.collect::<Vec<_>>(),
    })
}

/// The family, or the facility of a code that has no name.
fn family(explained: &Explained) -> &'static str {
    let facility = || explained.facility_name.map_or("", |facility| facility.words);
    explained.family.unwrap_or_else(facility)
}

fn to_text(explained: &Explained) -> String {
    let mut out = format!("{}  {}\n", spell(explained.value), family(explained));
    for symbol in &explained.symbols {
        out.push_str(&format!("{symbol}\n"));
    }
    out.push_str(&format!("{}\n", explained.sentence));
    if let Some(why) = explained.code.and_then(|code| code.benign) {
        out.push_str(&format!("No failure: {why}\n"));
    }
    for (at, cause) in knowledge::causes_of_code(explained.value).into_iter().enumerate() {
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
