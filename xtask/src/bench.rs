//! `cargo xtask bench`: how fast logs are read, compared with another reader and with the machine's own limits; memory.
//!
//! Machines differ and are busy with other things, so the figures that count are ratios of one run.

use crate::bench_build::{Build, Measured, folder, measure};
use crate::run::{TaskResult, heading, must, node, root};
use crate::tools::Tools;
use crate::{bench_folder, bench_search, bench_traces, bench_viewer, browser, test};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The logs that are generated, and the one the other reader understands.
const KINDS: [&str; 3] = ["cmtrace", "windows-update", "mixed"];
const PEER: &str = "cmtraceopen-parser";
const USAGE: &str = "`cargo xtask bench` takes `--mb N`, the size of each generated log (200), or `--quick`, \
    which only shows that every benchmark works.";

/// The parsed arguments.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Options {
    /// The size of each generated log.
    megabytes: u64,
    /// Small logs and quickly built programs: the figures mean nothing.
    is_quick: bool,
}

/// Generates the logs, measures, and prints.
pub(crate) fn run(arguments: &[String]) -> TaskResult {
    let Options { megabytes, is_quick } = options(arguments)?;
    let build = Build { is_quick };
    let native = build.program("bench", &[])?;
    let peer = build.program("peer", &["--features", "peer"])?;
    let script = in_browser(build)?;
    let mut text = format!("\nEach log has {megabytes} MB.\n");
    if is_quick {
        text += "The programs were built quickly: the figures do not show how fast Wuscope is.\n";
    }
    for kind in KINDS {
        let log = log(&native, kind, megabytes)?;
        heading(&format!("{kind}: by one thread, then by one worker in a browser"));
        let mut measured = measure(Command::new(&native).arg("native").arg(&log))?;
        if kind == KINDS[0] {
            measured.extend(measure(Command::new(&peer).arg(&log))?);
        }
        measured.extend(measure(script(&log).current_dir(root()))?);
        text += &of_log(kind, megabytes as f64 * 1e6, &measured);
    }
    heading("Each format: by one thread");
    let formats =
        measure(Command::new(&native).arg("formats").arg((megabytes.min(20) * 1_000_000).to_string()))?;
    text += &of_formats(&formats);
    text += &bench_traces::run(build)?;
    text += &bench_search::run()?;
    text += &bench_folder::run(build)?;
    text += &bench_viewer::run(build)?;
    print!("{text}");
    Ok(())
}

fn options(arguments: &[String]) -> TaskResult<Options> {
    let megabytes = match arguments {
        [] => Some(200),
        [name] if name == "--quick" => return Ok(Options { megabytes: 1, is_quick: true }),
        [name, number] if name == "--mb" => number.parse().ok().filter(|mb| *mb > 0),
        _ => None,
    };
    megabytes.map(|megabytes| Options { megabytes, is_quick: false }).ok_or(USAGE.to_owned())
}

/// Builds the engine's benchmark as the engine is built; returns what measures a log in a browser with it.
fn in_browser(build: Build) -> TaskResult<impl Fn(&Path) -> Command> {
    let tools = Tools::for_page()?;
    let (browser, node) = (browser::CHROMIUM.find()?, node()?);
    test::packages("e2e")?;
    build.run(&["--lib", "--profile", "engine", "--target", "wasm32-unknown-unknown"])?;
    let built = build.folder().join("wasm32-unknown-unknown").join("engine").join("bench.wasm");
    let out = build.folder().join("js");
    let advice = "The benchmark for the browser did not build: see the message above.";
    let mut bindgen = tools.command("wasm-bindgen")?;
    must(bindgen.args(["--target", "no-modules", "--out-dir"]).arg(&out).arg(built), advice)?;
    if !build.is_quick {
        let wasm = out.join("bench_bg.wasm");
        must(tools.command("wasm-opt")?.arg("-O3").arg(&wasm).arg("-o").arg(&wasm), advice)?;
    }
    Ok(move |log: &Path| {
        let mut command = Command::new(&node);
        command.arg(root().join("bench").join("browser.mjs")).arg(&out).arg(&browser).arg(log);
        command
    })
}

/// A generated log, kept for the next time.
fn log(native: &Path, kind: &str, megabytes: u64) -> TaskResult<PathBuf> {
    let place = folder().join(format!("{kind}-{megabytes}.log"));
    if !place.is_file() {
        // Written beside, so that an interrupted run leaves no half a log.
        let part = place.with_extension("part");
        let bytes = (megabytes * 1_000_000).to_string();
        let mut generate = Command::new(native);
        must(generate.args(["generate", kind, &bytes]).arg(&part), "The log could not be generated.")?;
        std::fs::rename(&part, &place).map_err(|e| format!("{} cannot be written: {e}.", place.display()))?;
    }
    Ok(place)
}

/// The figures of each format as text.
fn of_formats(measured: &Measured) -> String {
    let mut text = "\nEach format, native, one thread: its entries alone beside the same bytes as plain lines, and the whole \
                    analysis\n"
        .to_owned();
    for (name, read) in measured.iter().filter_map(|(name, read)| Some((name.strip_suffix("-read")?, read))) {
        let get = |what: &str| measured.get(&format!("{name}-{what}")).copied().unwrap_or(f64::NAN);
        let (plain, analysis) = (get("plain"), get("analysis"));
        text += &format!(
            "  {name:<22} {read:>6.0} MB/s, {:>4.2} times plain reading; analysis {analysis:>5.0} MB/s\n",
            read / plain
        );
    }
    text
}

/// The figures of a log as text.
fn of_log(kind: &str, bytes: f64, measured: &Measured) -> String {
    let get = |name: &str| measured.get(name).copied().unwrap_or(f64::NAN);
    let (speed, report) = (get("analysis"), get("analysis-ms"));
    let mut text = format!("\n{kind}: {:.0} entries, {:.0} scans\n", get("entries"), get("runs"));
    let mut row = |what: &str, figure: String| text += &format!("  {what:<58} {figure}\n");
    row("native, one thread, the complete analysis", format!("{speed:.0} MB/s"));
    if let Some(peer) = measured.get(PEER) {
        row(
            &format!("  beside {PEER} 0.1.1, which only parses: {peer:.0} MB/s"),
            format!("{:.1} times", speed / peer),
        );
    }
    row("browser, one worker, the complete analysis", format!("{report:.0} ms"));
    row(
        &format!("  beside copying and summing the blocks: {:.0} ms", get("sum-ms")),
        format!("{:.2} times (aim 1.5)", report / get("sum-ms")),
    );
    row("  the writing of the report in it", format!("{:.0} ms", get("report-ms")));
    row(
        "  wasm memory at its peak over the size of the log",
        format!("{:.2} (aim 0.5)", get("memory") / bytes),
    );
    row("kept per entry, evidence included", format!("{:.1} bytes", get("bytes-per-entry")));
    row("  of that its row of columns", format!("{:.1} bytes", get("row-bytes")));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(line: &str) -> TaskResult<Options> {
        options(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn the_size_may_be_named() {
        let slow = |megabytes| Ok(Options { megabytes, is_quick: false });
        assert_eq!(ask(""), slow(200));
        assert_eq!(ask("--mb 20"), slow(20));
        assert_eq!(ask("--quick"), Ok(Options { megabytes: 1, is_quick: true }));
        for line in ["--mb", "--mb none", "--mb 0", "20", "--quick --mb 2"] {
            assert!(ask(line).is_err_and(|sentence| sentence.contains("--mb N")), "{line}");
        }
    }

    #[test]
    fn figures_are_ratios_if_there_is_a_comparison() {
        let measured = [("analysis", 300.0), ("analysis-ms", 500.0), ("sum-ms", 250.0), ("memory", 40e6)];
        let mut measured: Measured = measured.map(|(name, figure)| (name.to_owned(), figure)).into();
        let text = of_log("cmtrace", 100e6, &measured);
        assert!(text.contains("2.00 times") && text.contains("0.40 (aim") && !text.contains(PEER), "{text}");
        measured.insert(PEER.to_owned(), 30.0);
        let text = of_log("cmtrace", 100e6, &measured);
        assert!(text.contains("30 MB/s") && text.contains("10.0 times"), "{text}");
    }
}
