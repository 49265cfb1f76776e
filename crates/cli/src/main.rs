//! The terminal program `wuscope`: `analyze`, `convert`, `verify`, `code`, `cause`, `search` and `completions`.
//!
//! Exit status: 0 the logs were read or a result was found, 1 a failure was found and `--fail-on error` was given, or
//! `verify` did not find a quoted line, 2 bad usage or text that is not an error code, 3 nothing could be read or found,
//! 4 the output could not be written.

#![forbid(unsafe_code)]

mod args;
mod binary;
mod cause;
mod code;
mod convert;
mod excerpt;
mod exports;
mod files;
mod findings;
mod history;
mod missing;
mod moments;
mod named;
mod output;
mod progress;
mod prose;
mod read;
mod reasons;
mod scoping;
mod search;
mod settings;
mod target;
mod temporary;
mod text;
mod updates;
mod verify;
mod wording;
mod workers;

use std::io::{self, Write};
use std::process::ExitCode;

use args::{Cli, CliCommand, NoCommand, ReportFormat};
use clap::ColorChoice;
use output::{Output, print_bad_usage, print_message};

/// The exit status after bad usage.
const BAD_USAGE: u8 = 2;

fn main() -> ExitCode {
    temporary::report_file_size_limit();
    let parsed = args::parse();
    let color = parsed.as_ref().map_or(ColorChoice::Auto, |cli| cli.color);
    let mut out = Output::standard(color);
    let ended = match parsed {
        Ok(cli) => run(&cli, &mut out),
        Err(NoCommand::Help(text)) => out.help(&text).map(|()| 0),
        Err(NoCommand::BadUsage(message)) => {
            print_bad_usage(&message);
            return ExitCode::from(BAD_USAGE);
        }
    };
    let status = ended.and_then(|status| out.flush().map(|()| status)).unwrap_or_else(|error| {
        print_message(&output::problem(&error));
        output::NOT_WRITTEN
    });
    ExitCode::from(status)
}

/// Runs the command; returns the exit status, or as an error why standard output cannot be written to.
fn run(cli: &Cli, out: &mut Output) -> io::Result<u8> {
    match &cli.command {
        None => out.help(&args::help()).map(|()| 0),
        Some(CliCommand::Analyze(options)) => analyze(options, out),
        Some(CliCommand::Convert(options)) => Ok(convert::convert(options)),
        Some(CliCommand::Verify(options)) => verify::verify(options, out),
        Some(CliCommand::Code(options)) if options.codes == ["-"] => excerpt::explain(options.format, out),
        // Spaced codes need no quotes.
        Some(CliCommand::Code(options)) => code::explain(&options.codes.join(" "), options.format, out),
        Some(CliCommand::Cause(options)) => cause::show(&options.id, out),
        Some(CliCommand::Search(options)) => search::search(&options.words.join(" "), options.format, out),
        Some(CliCommand::Completions(options)) => {
            out.writer().write_all(&args::completions(options.shell)).map(|()| 0)
        }
        Some(CliCommand::Version) => {
            let mut lines = out.new_lines();
            lines.add_line(&format!("wuscope {}", report::VERSION));
            out.lines(&lines).map(|()| 0)
        }
    }
}

fn analyze(options: &args::Analyze, out: &mut Output) -> io::Result<u8> {
    let targets = match exports::ReportTargets::of(options) {
        Ok(targets) => targets,
        Err(sentence) => {
            print_message(&sentence);
            return Ok(output::NOT_WRITTEN);
        }
    };
    let mut session = diagnosis::DiagnosisSession::default();
    let found = files::find(&options.paths);
    found.unreadable.iter().for_each(|sentence| print_message(sentence));
    if !found.files.iter().any(files::FoundFile::is_selected) && found.unreadable.is_empty() {
        print_message("No file to read: pass a log or a folder that contains logs.");
    }
    let processors = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    read::read(&mut session, &found, options.workers.map_or_else(processors, usize::from));
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
    // Files that could not be opened were reported above; text has nothing to add.
    let is_empty = report.all().all(|report| report.logs.is_empty() && report.skipped_files.is_empty());
    if !(is_empty && options.format == ReportFormat::Text) {
        let mut lines = out.new_lines();
        if let Err(status) = targets.write(&report, options, &mut lines) {
            return Ok(status);
        }
        out.lines(&lines)?;
    }
    Ok(match (was_read, has_error && options.fail_on.is_some()) {
        (false, _) => 3,
        (true, true) => 1,
        (true, false) => 0,
    })
}
