//! The engine for terminals and fleets: `wuscope analyze PATH…`, `wuscope convert PATH…`, `wuscope code CODE…` and
//! `wuscope search WORD…`.
//!
//! Exit status: 0 read or found, 1 a failure was found and `--fail-on error` was given, 2 bad usage, 3 nothing could be
//! read or found, 4 the output could not be written.

#![forbid(unsafe_code)]

mod args;
mod binary;
mod code;
mod convert;
mod excerpt;
mod files;
mod findings;
mod missing;
mod moments;
mod named;
mod output;
mod prose;
mod read;
mod search;
mod settings;
mod target;
mod temporary;
mod text;
mod updates;
mod wording;
mod workers;

use std::io;
use std::process::ExitCode;

use args::{CliCommand, OutputFormat};
use output::{Output, PrintedLines, tell};

fn main() -> ExitCode {
    temporary::report_file_size_limit();
    let command = match args::parse() {
        Ok(command) => command,
        Err(sentence) => {
            tell(&sentence);
            tell("wuscope --help says what it takes.");
            return ExitCode::from(2);
        }
    };
    let mut out = Output::standard();
    let ended = run(&command, &mut out).and_then(|status| out.flush().map(|()| status));
    let status = ended.unwrap_or_else(|error| {
        tell(&output::problem(&error));
        output::NOT_WRITTEN
    });
    ExitCode::from(status)
}

/// Does what was asked for; returns the exit status, and as an error why standard output cannot be written to.
fn run(command: &CliCommand, out: &mut Output) -> io::Result<u8> {
    match command {
        CliCommand::Help => tell_of_itself(out, args::HELP),
        CliCommand::Version => tell_of_itself(out, &format!("wuscope {}", report::VERSION)),
        CliCommand::Analyze(options) => analyze(options, out),
        CliCommand::Convert(options) => Ok(convert::convert(options)),
        CliCommand::Code { text, format } => code::explain(text, *format, out),
        CliCommand::Excerpt { format } => excerpt::explain(*format, out),
        CliCommand::Search { text, format } => search::search(text, *format, out),
    }
}

fn tell_of_itself(out: &mut Output, text: &str) -> io::Result<u8> {
    let mut lines = PrintedLines::default();
    lines.add(text);
    out.lines(&lines).map(|()| 0)
}

fn analyze(options: &args::Analyze, out: &mut Output) -> io::Result<u8> {
    let mut session = diagnosis::DiagnosisSession::default();
    let found = files::find(&options.paths);
    found.unreadable.iter().for_each(|sentence| tell(sentence));
    if !found.files.iter().any(files::FoundFile::is_wanted) && found.unreadable.is_empty() {
        tell("There is no file to read: name a log, or a folder that holds logs.");
    }
    read::read(&mut session, &found, options.workers);
    let mut report = session.stable_report();
    // An answer may lead to the next question.
    while options.same_machine && !report.same_machine_questions.is_empty() {
        report.same_machine_questions.iter().for_each(|question| session.unite(question.machines.clone()));
        report = session.stable_report();
    }
    let was_read = report.all().flat_map(|report| &report.logs).any(|log| log.entries > 0);
    let has_error = report
        .all()
        .flat_map(|report| &report.findings)
        .any(|found| found.severity == report::Severity::Error);
    match options.format {
        OutputFormat::Json => out.json(&report)?,
        // What could not be opened was told; there is nothing else to say.
        OutputFormat::Text
            if report.all().all(|report| report.logs.is_empty() && report.skipped_files.is_empty()) => {}
        OutputFormat::Text => out.lines(&text::write(&report))?,
    }
    Ok(match (was_read, has_error && options.fail_on_error) {
        (false, _) => 3,
        (true, true) => 1,
        (true, false) => 0,
    })
}
