//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, ColorChoice, CommandFactory, Parser, Subcommand, ValueEnum};
use report::visible;

const EXAMPLES_AND_STATUS: &str = "\
Examples:
  wuscope analyze C:\\Windows\\CCM\\Logs C:\\Windows\\Logs\\WindowsUpdate System.evtx
  wuscope convert C:\\Windows\\Logs\\WindowsUpdate --output WindowsUpdate.log
  wuscope code WU_E_NO_SERVICE
  Get-Content CBS.log -Tail 200 | wuscope code -
  wuscope search proxy authentication
  wuscope verify report.json C:\\Windows\\CCM\\Logs

Exit status:
  0  the logs were read, or a result was found
  1  a failure was found and --fail-on error was given, or verify did not find a line
  2  bad usage, or text that is not an error code
  3  nothing could be read or found
  4  the output could not be written";

/// Find out why Windows updates fail: the step, the log line that proves it, and how to fix it
#[derive(Parser)]
#[command(name = "wuscope", bin_name = "wuscope", version = report::VERSION, after_help = EXAMPLES_AND_STATUS)]
#[command(args_override_self = true)]
pub(crate) struct Cli {
    /// When to use colors; auto respects NO_COLOR
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    pub(crate) color: ColorChoice,
    #[command(subcommand)]
    pub(crate) command: Option<CliCommand>,
}

/// What to do.
#[derive(Subcommand)]
pub(crate) enum CliCommand {
    /// Find out why updates fail, from logs, traces (.etl) and event logs (.evtx)
    Analyze(Analyze),
    /// Convert traces (.etl) to the text log that Get-WindowsUpdateLog writes
    Convert(Convert),
    /// Check that the lines which a saved report quotes are in these logs
    Verify(Verify),
    /// Explain error codes in any notation, or every code in a log excerpt
    Code(Code),
    /// Show how to check, fix and verify a cause
    Cause(Cause),
    /// Search codes, causes, symptoms, steps and logs
    Search(Search),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print the version
    Version,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    Text,
    Json,
}

/// How to print a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For a terminal
    Text,
    /// A ticket in Markdown
    Markdown,
    /// A ticket in plain text
    Plain,
    /// One HTML file that needs nothing else
    Html,
    /// A table of the findings
    Csv,
    /// One JSON object per line
    Ndjson,
    /// SARIF 2.1.0
    Sarif,
    /// A Mermaid flowchart of the leading flow
    Mermaid,
    /// A Mermaid sequence diagram of the leading run
    MermaidSequence,
    /// The complete report
    Json,
}

/// Which findings are a failure for scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
}

/// What to read, and how.
#[derive(Args)]
pub(crate) struct Analyze {
    /// Logs, folders and archives (zip, cab, gz); - is standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// The output format
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
    /// Show every finding in full in text, not only the leading one
    #[arg(long, visible_alias = "full")]
    pub(crate) all: bool,
    /// End with status 1 if a failure was found
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub(crate) fail_on: Option<FailOn>,
    /// Treat folders as one machine if their logs name the same computer or client
    #[arg(long)]
    pub(crate) same_machine: bool,
    /// How many threads read, from 1 to 64 [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    pub(crate) workers: Option<u8>,
    /// Replace the names of machines, users, domains and addresses by stand-ins such as HOST-01
    #[arg(long)]
    pub(crate) mask: bool,
    /// Replace names too, and write to this file which stand-in is which name; keep it to yourself
    #[arg(long, value_name = "FILE")]
    pub(crate) mask_key: Option<PathBuf>,
    /// Write to this file, not to standard output; an existing file is not replaced
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Replace files that exist
    #[arg(long)]
    pub(crate) force: bool,
}

/// Which traces to convert, and how.
#[derive(Args)]
pub(crate) struct Convert {
    /// Traces (.etl), or folders that contain them; - is standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Write times in UTC, not in the time zone of the machine that wrote the traces
    #[arg(long)]
    pub(crate) utc: bool,
    /// Write to this file, not to standard output; an existing file is not replaced
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Replace the output file if it exists
    #[arg(long)]
    pub(crate) force: bool,
}

/// Which report to compare with which logs.
#[derive(Args)]
pub(crate) struct Verify {
    /// A report in JSON, as `analyze --format json` and the page save it
    #[arg(value_name = "REPORT")]
    pub(crate) report: PathBuf,
    /// Logs, folders and archives (zip, cab, gz); - is standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

/// Which codes to explain.
#[derive(Args)]
pub(crate) struct Code {
    /// Error codes: hexadecimal, decimal, a symbol or an HTTP status; - reads a log excerpt from standard input
    #[arg(value_name = "CODE", required = true, allow_negative_numbers = true)]
    pub(crate) codes: Vec<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    pub(crate) format: OutputFormat,
}

/// Which cause to show.
#[derive(Args)]
pub(crate) struct Cause {
    /// The ID of the cause, as reports and `wuscope search` print it
    #[arg(value_name = "ID")]
    pub(crate) id: String,
}

/// What to search for.
#[derive(Args)]
pub(crate) struct Search {
    /// Words, a code or a KB number
    #[arg(value_name = "WORD", required = true)]
    pub(crate) words: Vec<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    pub(crate) format: OutputFormat,
}

/// For which shell.
#[derive(Args)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// Why no command runs.
pub(crate) enum NoCommand {
    /// The user asked for the help or the version: print it.
    Help(StyledStr),
    /// Bad usage: the error message, whose lines are safe to print.
    BadUsage(String),
}

/// Reads the command line.
pub(crate) fn parse() -> Result<Cli, NoCommand> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    Cli::try_parse_from(&arguments).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => NoCommand::Help(error.render()),
        _ => {
            let words: Vec<_> = arguments.iter().skip(1).map(|argument| argument.to_string_lossy()).collect();
            let error = in_our_words(error, words.iter().map(AsRef::as_ref));
            // Control characters of an argument are shown before the styles of clap are removed, and the argument's with
            // them.
            let mut message = error.render().ansi().to_string();
            for word in words.iter().flat_map(|word| std::iter::once(&**word).chain(word.split('='))) {
                if word.contains(char::is_control) {
                    message = message.replace(word, &visible(word));
                }
            }
            NoCommand::BadUsage(anstream::adapter::strip_str(&message).to_string())
        }
    })
}

/// The help.
pub(crate) fn help() -> StyledStr {
    Cli::command().render_help()
}

/// The completion script for a shell.
pub(crate) fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "wuscope", &mut script);
    script
}

/// The error of clap, with a plainer message for an unknown command and for a missing argument.
fn in_our_words<'w>(error: clap::Error, mut words: impl Iterator<Item = &'w str>) -> clap::Error {
    let mut command = Cli::command();
    command.build();
    if let Some(ContextValue::String(unknown)) = error.get(ContextKind::InvalidSubcommand) {
        let tip = match error.get(ContextKind::SuggestedSubcommand) {
            Some(ContextValue::Strings(similar)) => similar.first(),
            _ => None,
        };
        let tip = tip.map_or(String::new(), |tip| format!("\n\n  tip: a similar command exists: `{tip}`"));
        let message = format!("unknown command `{unknown}`; see `wuscope help`{tip}");
        return command.error(ErrorKind::InvalidSubcommand, message);
    }
    let named = words.find(|word| command.find_subcommand(word).is_some());
    if let (ErrorKind::UnknownArgument, Some(name)) = (error.kind(), named)
        && let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg)
        && argument.starts_with("--output")
        && let Some(command) = command.find_subcommand_mut(name)
    {
        let message = format!(
            "unexpected argument '--output' found\n\n  tip: redirect standard output: `wuscope {name} ... > FILE`"
        );
        return command.error(ErrorKind::UnknownArgument, message);
    }
    let required = named.and_then(|name| match name {
        "analyze" | "convert" => Some("at least one path"),
        "verify" => Some("a saved report in JSON and at least one path"),
        "code" => Some("at least one error code, or - to read a log excerpt from standard input"),
        "cause" => Some("the ID of a cause; find it with `wuscope search`"),
        "search" => Some("at least one word"),
        "completions" => Some("the name of a shell: bash, elvish, fish, powershell or zsh"),
        _ => None,
    });
    if let (ErrorKind::MissingRequiredArgument, Some(name), Some(required)) = (error.kind(), named, required)
        && let Some(command) = command.find_subcommand_mut(name)
    {
        return command.error(ErrorKind::MissingRequiredArgument, format!("`{name}` needs {required}"));
    }
    error
}
