//! `cargo xtask bench`, the traces: their entries and their lines beside a copy of their bytes, natively and in wasm.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bench_build::{Build, Measured, folder, measure};
use crate::run::{TaskResult, heading, must, on_path, root};

/// Twice the size that a folder of traces can have.
const BYTES: &str = "67108864";
/// What reads the same trace, if it is there: `python3 -m pip install etl-parser`.
const PEER: &str = "etl-parser";

/// Generates a trace, measures, and returns the figures as text.
pub(crate) fn run(build: Build) -> TaskResult<String> {
    heading("A trace of 64 MB: natively, then in wasm under Node");
    let native = build.program("traces", &["-p", "traces"])?;
    let trace = folder().join("traces.etl");
    let mut generate = Command::new(&native);
    must(generate.args(["generate", BYTES]).arg(&trace), "The trace could not be generated.")?;
    let mut measured = measure(Command::new(&native).arg("native").arg(&trace))?;
    measured.extend(measure(&mut in_node(build, &trace)?)?);
    // A third-party program in a language the project does not need: if it is missing, it is left out.
    let script = root().join("bench").join("etl_parser.py");
    if let Some(python) = on_path("python3") {
        measured.extend(measure(Command::new(python).arg(script).arg(&trace)).unwrap_or_default());
    }
    Ok(text_of(&measured))
}

fn in_node(build: Build, trace: &Path) -> TaskResult<Command> {
    let node = on_path("node").ok_or("Node is missing: install Node 20.")?;
    build.run(&["-p", "traces", "--lib", "--profile", "engine", "--target", "wasm32-unknown-unknown"])?;
    let module: PathBuf = build.folder().join("wasm32-unknown-unknown").join("engine").join("traces.wasm");
    let mut command = Command::new(node);
    command.arg(root().join("bench").join("traces.mjs")).arg(module).arg(trace);
    Ok(command)
}

fn text_of(measured: &Measured) -> String {
    let get = |name: &str| measured.get(name).copied().unwrap_or(f64::NAN);
    let mut text = format!("\nA trace of 64 MB: {:.0} entries\n", get("entries"));
    let mut row = |what: &str, figure: String| text += &format!("  {what:<58} {figure}\n");
    let mut rows = |prefix: &str| {
        let copy = get(&format!("{prefix}copy-ms"));
        for (what, aim) in [("entries", " (aim 8)"), ("lines", "")] {
            let ms = get(&format!("{prefix}{what}-ms"));
            let name = if prefix.is_empty() { "native" } else { "wasm under Node" };
            row(&format!("{name}, its {what}"), format!("{ms:.0} ms"));
            row(
                &format!("  beside a copy of its bytes: {copy:.1} ms"),
                format!("{:.1} times{aim}", ms / copy),
            );
        }
    };
    rows("");
    rows("wasm-");
    if let Some(peer) = measured.get(&format!("{PEER}-ms")) {
        row(&format!("{PEER}, its entries"), format!("{peer:.0} ms"));
        row("  beside the entries in wasm", format!("{:.0} times", peer / get("wasm-entries-ms")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_ratios() {
        let measured =
            [("copy-ms", 10.0), ("entries-ms", 40.0), ("wasm-copy-ms", 10.0), ("wasm-entries-ms", 50.0)];
        let mut measured: Measured = measured.map(|(name, figure)| (name.to_owned(), figure)).into();
        let text = text_of(&measured);
        assert!(text.contains("4.0 times (aim 8)") && text.contains("5.0 times (aim 8)"), "{text}");
        assert!(!text.contains(PEER));
        measured.insert(format!("{PEER}-ms"), 50_000.0);
        assert!(text_of(&measured).contains("1000 times"));
    }
}
