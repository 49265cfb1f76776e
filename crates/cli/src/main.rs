//! The engine for terminals and fleets: `wuscope analyze PATH…`, `wuscope convert PATH…`, `wuscope code CODE…` and
//! `wuscope search WORD…`.
//!
//! Exit status: 0 read or found, 1 a failure was found and `--fail-on error` was given, 2 bad usage, 3 nothing could be
//! read or found.

#![forbid(unsafe_code)]

mod args;
mod binary;
mod code;
mod convert;
mod files;
mod moments;
mod named;
mod prose;
mod read;
mod search;
mod settings;
mod text;
mod unpack;
mod updates;

use std::io::Write;
use std::process::ExitCode;

use args::{Command, Format};

fn main() -> ExitCode {
    let (out, status) = match args::parse() {
        Ok(Command::Help) => (args::HELP.to_owned(), 0),
        Ok(Command::Version) => (format!("wuscope {}\n", report::VERSION), 0),
        Ok(Command::Analyze(options)) => analyze(&options),
        Ok(Command::Convert(options)) => convert::convert(&options),
        Ok(Command::Code { text, format }) => code::explain(&text, format),
        Ok(Command::Excerpt { format }) => code::excerpt(format),
        Ok(Command::Search { text, format }) => search::search(&text, format),
        Err(sentence) => {
            tell(&format!("{sentence}\nwuscope --help says what it takes.\n"));
            return ExitCode::from(2);
        }
    };
    // A reader that stops early, such as `head`, is no failure of ours.
    let _ = std::io::stdout().lock().write_all(out.as_bytes());
    ExitCode::from(status)
}

fn analyze(options: &args::Analyze) -> (String, u8) {
    let mut session = diagnosis::Session::default();
    let (files, unreadable) = files::find(&options.paths, &mut session);
    for sentence in &unreadable {
        tell(&format!("{sentence}\n"));
    }
    if files.is_empty() && unreadable.is_empty() {
        tell("There is no file to read: name a log, or a folder that holds logs.\n");
    }
    read::read(&mut session, &files, options.workers);
    let mut report = session.stable_report();
    // An answer may lead to the next question.
    while options.same_machine && !report.same_machine.is_empty() {
        report.same_machine.iter().for_each(|question| session.unite(question.machines.clone()));
        report = session.stable_report();
    }
    let was_read = report.all().flat_map(|report| &report.logs).any(|log| log.entries > 0);
    let has_error =
        report.all().flat_map(|report| &report.findings).any(|found| found.level == report::Level::Error);
    let out = match options.format {
        Format::Json => json(&report),
        // What could not be opened was told; there is nothing else to say.
        Format::Text if report.all().all(|report| report.logs.is_empty() && report.skipped.is_empty()) => {
            String::new()
        }
        Format::Text => text::write(&report),
    };
    let status = match (was_read, has_error && options.fail_on_error) {
        (false, _) => 3,
        (true, true) => 1,
        (true, false) => 0,
    };
    (out, status)
}

/// JSON with an end of line; the types of the report always serialize.
fn json(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// Tells the person at the terminal, apart from what goes into a pipe.
fn tell(sentence: &str) {
    let _ = std::io::stderr().lock().write_all(sentence.as_bytes());
}
