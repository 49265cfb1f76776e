//! How the programs of the benchmarks are built, and how what they print is read.

use crate::run::{TaskResult, cargo, must, output, root};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

/// Where everything of the benchmarks is kept.
pub(crate) fn folder() -> PathBuf {
    root().join("target").join("bench")
}

/// How the programs of the benchmarks are built.
#[derive(Clone, Copy)]
pub(crate) struct Build {
    pub(crate) is_quick: bool,
}

impl Build {
    /// Runs cargo in the workspace of the benchmarks.
    pub(crate) fn run(self, arguments: &[&str]) -> TaskResult {
        let mut build = cargo();
        build.args(["build", "--manifest-path", "bench/Cargo.toml"]).args(arguments);
        build.env("CARGO_TARGET_DIR", self.folder());
        if self.is_quick {
            for profile in ["RELEASE", "ENGINE"] {
                build.env(format!("CARGO_PROFILE_{profile}_LTO"), "off");
                build.env(format!("CARGO_PROFILE_{profile}_CODEGEN_UNITS"), "16");
                build.env(format!("CARGO_PROFILE_{profile}_OPT_LEVEL"), "0");
            }
        }
        must(&mut build, "The benchmarks did not build: see the message above.")
    }

    /// Quick builds are kept separately, so that neither kind of build replaces the other.
    pub(crate) fn folder(self) -> PathBuf {
        if self.is_quick { folder().join("quick") } else { folder() }
    }

    /// Builds a native program. Each alone: what one of them needs must not turn on features of the other.
    pub(crate) fn program(self, name: &str, more: &[&str]) -> TaskResult<PathBuf> {
        self.run(&[&["--release", "--bin", name], more].concat())?;
        Ok(self.folder().join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
    }
}

/// The figures of a program: numbers by name.
pub(crate) type Measured = BTreeMap<String, f64>;

/// What a program prints: a name and a number on each line.
pub(crate) fn measure(command: &mut Command) -> TaskResult<Measured> {
    let name = command.get_program().to_string_lossy().into_owned();
    let text = output(command).ok_or_else(|| format!("`{name}` failed: run it by hand to see why."))?;
    let row = |line: &str| {
        let (name, number) = line.split_once(' ')?;
        Some((name.to_owned(), number.parse().ok()?))
    };
    Ok(text.lines().filter_map(row).collect())
}
