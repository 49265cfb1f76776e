//! The program, run as a user would run it.
#![allow(dead_code)] // Not every test uses all of it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs it with something on standard input.
pub(crate) fn run(arguments: &[&str], input: &[u8]) -> Output {
    finish(Command::new(env!("CARGO_BIN_EXE_wuscope")).args(arguments), input)
}

/// Runs it by a script, in which `$0` is the program and `$1` and so on are the arguments.
pub(crate) fn script(script: &str, arguments: &[&str], input: &[u8]) -> Output {
    finish(Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_wuscope")]).args(arguments), input)
}

fn finish(command: &mut Command, input: &[u8]) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // It may end before it has read everything.
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().unwrap()
    })
}

/// The exit status, and what was written to standard error.
pub(crate) fn ending(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8(output.stderr.clone()).unwrap())
}

/// The sample that fails: its folder, or a file in it.
pub(crate) fn sample(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/sample").canonicalize().unwrap();
    folder.join(file).to_str().unwrap().to_owned()
}

/// Names of the files in a folder, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
