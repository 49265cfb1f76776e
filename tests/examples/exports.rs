//! `cargo run -p tests --example exports -- FOLDER`: writes the report of some scenarios in every form, once as it is,
//! once masked, and once with names made of markup, formulas and controls. `tests/exports` reads them with other
//! people's readers: `cargo xtask test --only exports`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use export::{ExportContext, Mask, export};
use report::{ExportForm, Report};
use serde_json::Value;
use tests::{Way, analyze, scenarios};

/// Every which scenario is written.
const STEP: usize = 8;

/// The forms, and how the names of their files end.
const FORMS: [(ExportForm, &str); 9] = [
    (ExportForm::Json, "json"),
    (ExportForm::Markdown, "md"),
    (ExportForm::Plain, "txt"),
    (ExportForm::Html, "html"),
    (ExportForm::Csv, "csv"),
    (ExportForm::Ndjson, "ndjson"),
    (ExportForm::Sarif, "sarif"),
    (ExportForm::Flowchart, "flowchart.mmd"),
    (ExportForm::Sequence, "sequence.mmd"),
];

/// The fields whose text comes from logs, names of files or folders, or can contain such text.
const FOREIGN: [&str; 17] = [
    "after",
    "before",
    "bundle",
    "caller",
    "caller_name",
    "event",
    "folder",
    "log",
    "machine",
    "name",
    "server",
    "subject",
    "summary",
    "symbol",
    "text",
    "title",
    "value",
];

/// Texts that mean something to a reader.
const HOSTILE: [&str; 12] = [
    "</script><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"http://192.0.2.1\")",
    "\"]; click s0 call alert() %%{init: {\"theme\":\"dark\"}}%%",
    "\u{202e}gpj.exe\u{200b}",
    "`**b**` [link](javascript:alert(1)) ![x](y)\n# Heading\n\n<b>",
    "end\n  participant evil\n  link p0: x @ javascript:1",
    "@admin #1 <!-- --> ~~~ ```",
    "..\\..\\..//example.com/?a#b%00",
    "line\r\n\t\"q\", 'r'; -- {0}",
    "\u{ff1d}1+1|cmd' /C calc'!A0",
    "\u{0}\u{1b}[2J&quot;&#60;#60;",
    "wrap: 1. - * +",
];

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or_else(|| io::Error::other("name the folder to write to"))?;
    fs::create_dir_all(&folder)?;
    for (path, files) in scenarios().iter().step_by(STEP) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let report = analyze(files, Way::default());
        write(&folder, &name, &report)?;
        write(&folder, &format!("{name}-masked"), &Mask::of(&report).masked(&report))?;
        write(&folder, &format!("{name}-hostile"), &hostile(&report)?)?;
    }
    write(&folder, "empty", &Report::default())
}

fn write(folder: &Path, name: &str, report: &Report) -> io::Result<()> {
    for (form, ending) in FORMS {
        let text = export(report, form, &ExportContext::default());
        fs::write(folder.join(format!("{name}.{ending}")), text)?;
    }
    Ok(())
}

/// The report with a hostile text in every field that can have one.
fn hostile(report: &Report) -> io::Result<Report> {
    let mut value = serde_json::to_value(report)?;
    change(&mut value, "");
    Ok(serde_json::from_value(value)?)
}

/// Adds a hostile text, the same one to equal texts.
fn change(value: &mut Value, field: &str) {
    match value {
        Value::String(text) if FOREIGN.contains(&field) => {
            let number: usize = text.bytes().map(usize::from).sum();
            let hostile = HOSTILE[number % HOSTILE.len()];
            // The kind of an event is no text.
            if field != "event" || text.contains(' ') {
                *text = if number.is_multiple_of(2) {
                    [hostile, text].concat()
                } else {
                    [text, hostile].concat()
                };
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| change(item, field)),
        Value::Object(fields) => fields.iter_mut().for_each(|(name, item)| change(item, name)),
        _ => {}
    }
}
