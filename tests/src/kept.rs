//! Fuzzing inputs that cover most of the trace reader, kept in the repository: an input a line, in
//! hexadecimal.

use std::path::{Path, PathBuf};
use std::{fs, io};

fn place() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/kept/traces.txt")
}

/// The inputs; invalid lines are left out.
///
/// # Errors
///
/// Those of reading the file.
pub fn kept() -> io::Result<Vec<Vec<u8>>> {
    let bytes = |line: &str| {
        let pairs = line.as_bytes().chunks_exact(2).map(|pair| str::from_utf8(pair).ok());
        pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
    };
    Ok(fs::read_to_string(place())?.lines().filter_map(bytes).collect())
}

/// Keeps these inputs instead, the shortest first.
///
/// # Errors
///
/// Those of writing the file.
pub fn keep(mut inputs: Vec<Vec<u8>>) -> io::Result<()> {
    inputs.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    inputs.dedup();
    let line =
        |input: &Vec<u8>| input.iter().map(|byte| format!("{byte:02x}")).chain(["\n".to_owned()]).collect();
    let lines: Vec<String> = inputs.iter().map(line).collect();
    fs::write(place(), lines.concat())
}
