//! What the user asked for, from the command line.

use std::path::PathBuf;

use lexopt::prelude::{Long, Short, Value, ValueExt};

pub(crate) const HELP: &str = "\
wuscope: see at which step updates stop, the line that proves it, and what to do.

  wuscope analyze PATH...      read logs, traces (.etl) and event logs (.evtx), folders and archives (zip, cab, gz) of
                               them, and print a report; the path - is standard input
  wuscope convert PATH...      write the text log that Get-WindowsUpdateLog would have made of traces (.etl) and folders
                               of them, on any system
  wuscope code CODE...         say what is known of error codes, in any spelling
  wuscope code -               read an excerpt of a log from standard input, and explain each code in it
  wuscope search WORD...       find codes, causes, symptoms, steps and logs, as the search box of the page does

Options
  --format text|json           how to print it (text)
  --same-machine               analyze: folders whose logs name the same computer or client are of one machine
  --fail-on error              analyze: end with status 1 if a failure was found
  --utc                        convert: times in UTC, not in those of the machine that wrote the traces
  --output FILE                convert: where to write it (standard output); a file that exists is not replaced
  --force                      convert: replace it
  --workers N                  analyze: how many threads read (as many as there are processors)
  --help, --version

Exit status: 0 read or found, 1 a failure was found with --fail-on error, 2 bad usage, 3 nothing could be read or
found, 4 the output could not be written.
";

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OutputFormat {
    Text,
    Json,
}

/// What to do.
pub(crate) enum CliCommand {
    Help,
    Version,
    Analyze(Analyze),
    Convert(Convert),
    Code { text: String, format: OutputFormat },
    Excerpt { format: OutputFormat },
    Search { text: String, format: OutputFormat },
}

/// What to read, and how.
pub(crate) struct Analyze {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) format: OutputFormat,
    pub(crate) fail_on_error: bool,
    pub(crate) same_machine: bool,
    pub(crate) workers: usize,
}

/// Which traces to convert, and how.
pub(crate) struct Convert {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) utc: bool,
    pub(crate) output: Option<PathBuf>,
    /// Whether a file that exists is replaced.
    pub(crate) force: bool,
}

/// Reads the command line; the error is a sentence that says what to do.
pub(crate) fn parse() -> Result<CliCommand, String> {
    let mut parser = lexopt::Parser::from_env();
    let mut words: Vec<std::ffi::OsString> = Vec::new();
    let (mut format, mut fail_on_error, mut utc) = (OutputFormat::Text, false, false);
    let (mut output, mut force) = (None, false);
    // The options that were given.
    let mut given: Vec<String> = Vec::new();
    let mut same_machine = false;
    let mut workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    while let Some(argument) = parser.next().map_err(|error| format!("{error}."))? {
        if let Long(option) = &argument {
            given.push((*option).to_owned());
        }
        match argument {
            Long("help") | Short('h') => return Ok(CliCommand::Help),
            Long("version") | Short('V') => return Ok(CliCommand::Version),
            Long("format") => {
                format = match text_of(&mut parser)?.as_str() {
                    "text" => OutputFormat::Text,
                    "json" => OutputFormat::Json,
                    other => return Err(format!("--format is text or json, not {other}.")),
                }
            }
            Long("fail-on") => match text_of(&mut parser)?.as_str() {
                "error" => fail_on_error = true,
                other => return Err(format!("--fail-on takes error, not {other}.")),
            },
            Long("same-machine") => same_machine = true,
            Long("utc") => utc = true,
            Long("force") => force = true,
            Long("output") => {
                let value = parser.value().map_err(|error| format!("{error}."))?;
                output = Some(PathBuf::from(value));
            }
            Long("workers") => {
                let text = text_of(&mut parser)?;
                let number = text.parse().ok().filter(|number| (1..=64).contains(number));
                workers =
                    number.ok_or_else(|| format!("--workers takes a number from 1 to 64, not {text}."))?;
            }
            Value(word) => words.push(word),
            // A code as dialogs show it: `-2145107941`.
            Short(digit) if digit.is_ascii_digit() => {
                let mut word = std::ffi::OsString::from(format!("-{digit}"));
                word.push(parser.optional_value().unwrap_or_default());
                words.push(word);
            }
            other => return Err(format!("{}.", other.unexpected())),
        }
    }
    let mut words = words.into_iter();
    let Some(verb) = words.next() else { return Ok(CliCommand::Help) };
    let verb = verb.to_string_lossy();
    if let Some(option) = given.iter().find(|option| !takes(&verb, option)) {
        return Err(format!("{verb} does not take --{option}."));
    }
    match &*verb {
        "help" => Ok(CliCommand::Help),
        "version" => Ok(CliCommand::Version),
        "analyze" => {
            let paths: Vec<PathBuf> = words.map(PathBuf::from).collect();
            if paths.is_empty() {
                return Err("analyze wants the files or folders to read.".to_owned());
            }
            Ok(CliCommand::Analyze(Analyze { paths, format, fail_on_error, same_machine, workers }))
        }
        "convert" => {
            let paths: Vec<PathBuf> = words.map(PathBuf::from).collect();
            if paths.is_empty() {
                return Err("convert wants the traces (.etl) to convert, or folders of them.".to_owned());
            }
            Ok(CliCommand::Convert(Convert { paths, utc, output, force }))
        }
        "code" => {
            // Spaced codes need no quotes.
            let text: Vec<String> = words.map(|word| word.to_string_lossy().into_owned()).collect();
            if text.is_empty() {
                return Err("code wants an error code, in any spelling.".to_owned());
            }
            if text == ["-"] {
                return Ok(CliCommand::Excerpt { format });
            }
            Ok(CliCommand::Code { text: text.join(" "), format })
        }
        "search" => {
            let text: Vec<String> = words.map(|word| word.to_string_lossy().into_owned()).collect();
            if text.is_empty() {
                return Err("search wants words to look for.".to_owned());
            }
            Ok(CliCommand::Search { text: text.join(" "), format })
        }
        _ => Err(format!("There is no command {verb}: analyze, convert, code and search are.")),
    }
}

/// Whether a command takes an option; one that does not exist is refused by its name.
fn takes(verb: &str, option: &str) -> bool {
    match verb {
        "analyze" => matches!(option, "format" | "fail-on" | "same-machine" | "workers"),
        "convert" => matches!(option, "utc" | "output" | "force"),
        "code" | "search" => option == "format",
        "help" | "version" => false,
        _ => true,
    }
}

fn text_of(parser: &mut lexopt::Parser) -> Result<String, String> {
    let value = parser.value().map_err(|error| format!("{error}."))?;
    value.string().map_err(|error| format!("{error}."))
}
