//! The project's own commands: `cargo xtask help` lists them.
//!
//! They need Rust by rustup and Node 20, and get everything else themselves.
//! They are programs, not shell scripts, so that they run the same on Linux, macOS and Windows.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr)] // Talking to the terminal is what this program does.

mod bench;
mod bench_build;
mod bench_folder;
mod bench_traces;
mod browser;
mod built;
mod check;
mod codes;
mod dist;
mod finish;
mod knowledge;
mod lean;
mod lint;
mod module;
mod page;
mod run;
mod screenshots;
mod serve;
mod server;
mod stale;
mod test;
mod tools;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask serve [--port N]                              build the page as released and serve it on this machine
cargo xtask test [--only native|wasm|e2e [-- ARGUMENTS]]  run the tests; ARGUMENTS go to cargo test or Playwright
cargo xtask test --only firefox [-- ARGUMENTS]            run all tests of the page in Firefox; e2e has the most important
cargo xtask check --all | --quick                         run the second tier of checks: hours; --quick: only the short ones
cargo xtask dist                                          build the page into dist/ and print its sizes
cargo xtask screenshots                                   take the screenshots of the docs again
cargo xtask bench [--mb N | --quick]                      measure speed, memory and sizes; --quick: only show that it works
cargo xtask lint                                          list every fault in the knowledge files; status 1 if there is any
cargo xtask knowledge stale [--days N]                    list the causes to compare with their sources again
cargo xtask codes [--check]                               regenerate the names of all codes from the Windows metadata
cargo xtask help                                          print this

Missing tools (Trunk, wasm-bindgen, wasm-opt, geckodriver) are installed once, into your cache folder.
WUSCOPE_BROWSER=/path/to/chrome and WUSCOPE_FIREFOX=/path/to/firefox name the browsers for the tests; without them,
installed ones are found.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let outcome = match command {
        "serve" => serve::run(rest),
        "test" => test::run(rest),
        "dist" => dist::run(rest),
        "bench" => bench::run(rest),
        "check" => check::run(rest),
        "codes" => codes::run(rest),
        "knowledge" => stale::run(rest),
        "lint" => lint::run(rest),
        "screenshots" => screenshots::run(rest),
        "finish" => finish::run(), // Trunk's hook; see Trunk.toml.
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("Unknown command `{other}`; see `cargo xtask help`.")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\nxtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}
