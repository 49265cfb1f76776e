//! The modules without glue, which Cargo builds alone: the reader of traces and event logs, and what unpacks parts.
//!
//! Trunk hands every program to wasm-bindgen, and wasm-bindgen refuses one that never calls into JavaScript.

use crate::run::{TaskResult, cargo, must, on_path, root};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A module without glue.
struct Glueless {
    /// The crate.
    package: &'static str,
    /// Where it is in the folder of the page, until it becomes a part.
    file: &'static str,
    /// The profile with which Cargo builds it, and the level of wasm-opt.
    profile: &'static str,
    level: &'static str,
}

/// The reader of traces and event logs, as web/index.html requests the optimization of the engine from Trunk.
const READER: Glueless = Glueless { package: "events", file: EVENTS, profile: "engine", level: "-O3" };
/// What unpacks parts. Most of its work is in one loop: small is as fast.
const UNPACKER: Glueless = Glueless { package: "unpack", file: UNPACK, profile: "page", level: "-Oz" };

/// Where the reader of traces and event logs is in the folder of the page.
pub(crate) const EVENTS: &str = "engine/events.wasm";
/// Where that is what unpacks parts.
pub(crate) const UNPACK: &str = "engine/unpack.wasm";

/// Builds them into the folder of the page.
pub(crate) fn build(dist: &Path) -> TaskResult {
    for Glueless { package, file, profile, level } in [READER, UNPACKER] {
        let options = [level, "--low-memory-unused", "--reorder-functions-by-name"];
        shrink(&compile(package, profile)?, &dist.join(file), &options)?;
    }
    Ok(())
}

/// Writes a module smaller: Trunk does this only for the programs that it builds.
pub(crate) fn shrink(built: &Path, file: &Path, arguments: &[&str]) -> TaskResult {
    fs::create_dir_all(file.parent().unwrap_or(file))
        .map_err(|e| format!("{} cannot be written: {e}.", file.display()))?;
    let Some(wasm_opt) = on_path("wasm-opt") else {
        println!("   wasm-opt is missing: {} is larger than necessary.", file.display());
        return fs::copy(built, file)
            .map(drop)
            .map_err(|e| format!("{} cannot be written: {e}.", file.display()));
    };
    let mut shrink = Command::new(wasm_opt);
    shrink.args(arguments).args(["--strip-debug", "-o"]).arg(file).arg(built);
    must(shrink.current_dir(root()), "wasm-opt failed: see the message above, fix it and try again.")
}

/// Builds a package with Cargo, and returns the module.
fn compile(package: &str, profile: &str) -> TaskResult<PathBuf> {
    let advice =
        format!("The module `{package}` did not build: see the message above, fix it and try again.");
    let mut build = cargo();
    build.args(["build", "--locked", "--package", package, "--lib", "--profile", profile]);
    build.args(["--target", "wasm32-unknown-unknown", "--message-format", "json-render-diagnostics"]);
    let built = build.stderr(Stdio::inherit()).output().map_err(|e| format!("{advice} ({e})"))?;
    let messages = String::from_utf8_lossy(&built.stdout);
    let file = messages.lines().find_map(|message| module(message, package));
    file.filter(|_| built.status.success()).ok_or(advice)
}

/// The module of a package that Cargo reports as built in a message.
fn module(message: &str, package: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let is_ours = message["target"]["name"] == package;
    let files = message["filenames"].as_array().filter(|_| is_ours)?;
    files.iter().filter_map(|file| file.as_str()).find(|file| file.ends_with(".wasm")).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_reports_where_the_module_is() {
        let message = |name: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","target":{{"name":"{name}"}},"filenames":["t/a.wasm","t/a.rlib"]}}"#
            )
        };
        assert_eq!(module(&message("events"), "events"), Some("t/a.wasm".into()));
        assert_eq!(module(&message("etl"), "events"), None);
        assert_eq!(module(r#"{"reason":"build-finished","success":true}"#, "events"), None);
        assert_eq!(module("no message", "events"), None);
    }
}
