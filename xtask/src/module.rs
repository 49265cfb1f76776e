//! The page's second module, the reader of traces and event logs: built by Cargo alone, as it has no glue.
//!
//! Trunk hands every program to wasm-bindgen, and wasm-bindgen refuses one that never calls into JavaScript.

use crate::run::{TaskResult, cargo, must, on_path, root};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where it is in the folder of the page, until it gets its hash for a name.
pub(crate) const FILE: &str = "engine/events.wasm";

const ADVICE: &str =
    "The reader of traces and event logs did not build: see the message above, fix it and try again.";

/// Builds it into the folder of the page.
pub(crate) fn build(dist: &Path) -> TaskResult {
    // The same optimization as web/index.html requests from Trunk for the engine.
    shrink(&compile()?, &dist.join(FILE), &["-O3", "--low-memory-unused", "--reorder-functions-by-name"])
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

/// Builds it with Cargo, and returns the file.
fn compile() -> TaskResult<PathBuf> {
    let mut build = cargo();
    build.args(["build", "--locked", "--package", "events", "--lib", "--profile", "engine"]);
    build.args(["--target", "wasm32-unknown-unknown", "--message-format", "json-render-diagnostics"]);
    let built = build.stderr(Stdio::inherit()).output().map_err(|e| format!("{ADVICE} ({e})"))?;
    let messages = String::from_utf8_lossy(&built.stdout);
    let file = messages.lines().find_map(module).filter(|_| built.status.success());
    file.ok_or_else(|| ADVICE.to_owned())
}

/// The module that Cargo reports as built in a message.
fn module(message: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let is_ours = message["target"]["name"] == "events";
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
        assert_eq!(module(&message("events")), Some("t/a.wasm".into()));
        assert_eq!(module(&message("etl")), None);
        assert_eq!(module(r#"{"reason":"build-finished","success":true}"#), None);
        assert_eq!(module("no message"), None);
    }
}
