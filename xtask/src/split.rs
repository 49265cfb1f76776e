//! Divides the page's program: Trunk calls this program in the place of wasm-bindgen.
//!
//! Functions with the attribute `#[wasm_split(later)]`, and what only these use, become the later part of the program
//! (web/src/later.rs). wasm-bindgen gets the rest, and web/later.js loads the part.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_split_cli_support::{Options, transform};

use crate::built::write;
use crate::lean::plain;
use crate::module;
use crate::run::{TaskResult, program, root};

const BINDGEN: &str = "wasm-bindgen";
/// What each program that is to be divided has in the name of an import.
const MARK: &[u8] = b"__wasm_split_00later00_import_";
/// From where the program imports what loads its later part.
const LINK: &str = "./later.js";
const LATER: &str = include_str!("../../web/later.js");

/// Where the later part is in the folder of the page, until it becomes a part of it.
pub(crate) const FILE: &str = "later.wasm";

/// Puts the later part into the folder of the page, optimized as web/index.html requests it from Trunk for the program.
pub(crate) fn take(dist: &Path) -> TaskResult {
    module::shrink(
        &folder().join(FILE),
        &dist.join(FILE),
        &[
            "-Oz",
            "--low-memory-unused",
            "--reorder-functions-by-name",
            "--one-caller-inline-max-function-size=60",
        ],
    )
}

fn folder() -> PathBuf {
    root().join("target").join("split")
}

/// A folder with this program under the name of wasm-bindgen, for `PATH`.
pub(crate) fn stand_in() -> TaskResult<PathBuf> {
    let tools = folder().join("tools");
    let here = std::env::current_exe().map_err(|e| format!("This program does not find itself: {e}."))?;
    let there = tools.join(BINDGEN).with_extension(std::env::consts::EXE_EXTENSION);
    let copied = fs::create_dir_all(&tools).and_then(|()| fs::copy(here, &there));
    copied.map_err(|e| format!("{} cannot be written: {e}.", there.display()))?;
    Ok(tools)
}

/// Whether Trunk calls this program as wasm-bindgen.
pub(crate) fn is_bindgen() -> bool {
    std::env::args_os().next().is_some_and(|name| Path::new(&name).file_stem() == Some(BINDGEN.as_ref()))
}

/// Divides the program that the arguments name, if it is to be divided, and calls wasm-bindgen.
pub(crate) fn bindgen(arguments: &[String]) -> TaskResult {
    let mut arguments = arguments.to_vec();
    let input = arguments.iter_mut().find(|argument| argument.ends_with(".wasm"));
    let content = input.as_ref().and_then(|input| fs::read(&**input).ok()).unwrap_or_default();
    let Some(input) = input.filter(|_| content.windows(MARK.len()).any(|window| window == MARK)) else {
        return call(&arguments);
    };
    let rest = divide(&content)?;
    *input = rest.to_string_lossy().into_owned();
    // The later part uses the table of the program.
    arguments.push("--keep-lld-exports".to_owned());
    call(&arguments)?;
    let value = |name: &str| arguments.iter().find_map(|argument| argument.strip_prefix(name));
    let script = Path::new(value("--out-dir=").unwrap_or_default());
    let script = script.join(value("--out-name=").unwrap_or_default()).with_extension("js");
    let text = fs::read_to_string(&script).map_err(|e| format!("{}: {e}.", script.display()))?;
    write(&script, linked(&text)?.as_bytes())
}

/// Writes the later part, and returns the file of the rest.
fn divide(program: &[u8]) -> TaskResult<PathBuf> {
    let (folder, rest) = (folder(), folder().join("page.wasm"));
    let mut options = Options::new(program);
    (options.output_dir, options.main_out_path, options.link_name) = (&folder, &rest, LINK);
    let divided =
        transform(options).map_err(|e| format!("The page's program could not be divided: {e:#}."))?;
    match &divided.split_modules[..] {
        [later] => fs::rename(later, folder.join(FILE)).map_err(|e| format!("{}: {e}.", later.display()))?,
        parts => return Err(format!("The page's program has {} later parts instead of one.", parts.len())),
    }
    Ok(rest)
}

/// Calls the next wasm-bindgen on `PATH`.
fn call(arguments: &[String]) -> TaskResult {
    let (own, path) = (folder().join("tools"), std::env::var_os("PATH").unwrap_or_default());
    let mut folders = std::env::split_paths(&path).filter(|folder| *folder != own);
    let bindgen = folders.find_map(|folder| program(&folder, BINDGEN)).ok_or("wasm-bindgen is missing.")?;
    let status = Command::new(bindgen).args(arguments).status().map_err(|e| format!("wasm-bindgen: {e}."))?;
    if status.success() { Ok(()) } else { Err("wasm-bindgen failed: see its message above.".to_owned()) }
}

/// The script with web/later.js in the place of the import.
fn linked(script: &str) -> TaskResult<String> {
    let missing =
        || format!("The script of the page does not import {LINK}: adapt xtask/src/split.rs to it.");
    let import = script.lines().find(|line| line.starts_with("import ") && line.contains(LINK));
    let import = import.ok_or_else(missing)?;
    let name = import.split_whitespace().nth(3).ok_or_else(missing)?;
    let later = plain(LATER, &[("//", "\n")]).replace("later =", &format!("{name} ="));
    Ok(script.replace(import, later.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_contains_what_loads_the_later_part() {
        let script = linked("import * as import1 from \"./later.js\"\nstart(import1);\n").unwrap();
        assert!(
            script.starts_with("const import1 = (() => {\n") && script.ends_with("})();\nstart(import1);\n"),
            "{script}"
        );
        assert!(linked("start();\n").unwrap_err().contains("xtask/src/split.rs"));
    }
}
